#include "tests/county/day.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "shared/base/wire.h"
#include "shared/base/zstd.h"
#include "shared/exchange/cell_value.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/validate.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::county;

namespace {

DaySubject someone() { return {{"欧阳䶮堃", "协和村", "因病", Culture::hakka}, 23.93, 115.77}; }

std::string textsOf(const HouseholdDay& day) {
  std::string all;
  for (const FieldText& field : day.visit) {
    if (field.field == "conversation" || field.field == "promised" || field.field == "difficulties") all += field.text;
  }
  return all;
}

}  // namespace

TEST_CASE("a day has five edits and a visit of twelve fields, all of which the schema reads") {
  SeededRandom random(test::seed());
  DayContext context;
  std::set<std::string> edited;
  for (int i = 0; i < 500; ++i) {
    DaySubject subject = someone();
    if (i % 4 == 0) subject.latitude = subject.longitude = 0;
    const HouseholdDay day = makeDay(random, subject, context);
    REQUIRE(day.edits.size() == 5);
    REQUIRE(day.visit.size() == 12);
    RecordBuilder household(*builtinSchema().kindByName("household"));
    for (const FieldText& edit : day.edits) {
      edited.insert(std::string(edit.field));
      household.read(edit.field, edit.text);
    }
    const auto edits = household.fields();
    INFO((edits ? "" : edits.error().detail));
    REQUIRE(edits);
    REQUIRE(edits->size() == 5);
    RecordBuilder visit(*builtinSchema().kindByName("visit"));
    for (const FieldText& field : day.visit) visit.read(field.field, field.text);
    const auto fields = visit.fields();
    INFO((fields ? "" : fields.error().detail));
    REQUIRE(fields);
    REQUIRE(fields->size() == 12);
    REQUIRE(checkFields(*builtinSchema().kindByName("visit"), *fields));
  }
  CHECK(edited.size() == 20);
}

TEST_CASE("visits follow one another in time") {
  SeededRandom random(test::seed());
  DayContext context;
  const int start = context.minute;
  (void)makeDay(random, someone(), context);
  CHECK(context.minute >= start + 18);
  CHECK(context.minute <= start + 70);
}

TEST_CASE("texts of visits are about 200 bytes, whole UTF-8, and hardly ever the same twice") {
  SeededRandom random(test::seed());
  DayContext context;
  std::set<std::string> different;
  std::size_t bytes = 0;
  constexpr int visits = 8240;  // a county round
  for (int i = 0; i < visits; ++i) {
    const std::string text = textsOf(makeDay(random, someone(), context));
    REQUIRE(isUtf8(text));
    REQUIRE(text.find('{') == std::string::npos);
    REQUIRE(text.find('}') == std::string::npos);
    different.insert(text);
    bytes += text.size();
  }
  CHECK(bytes / visits > 150);
  CHECK(bytes / visits < 260);
  CHECK(different.size() > visits * 99 / 100);
}

TEST_CASE("the texts of one tablet's day compress as little as real ones") {
  SeededRandom random(test::seed());
  double plain = 0, packed = 0;
  for (int tablet = 0; tablet < 40; ++tablet) {
    DayContext context;
    std::string all;
    for (int i = 0; i < 20; ++i) {
      const std::string head = makeSurname(random, Culture::hakka) + makeGivenName(random, false, 1960);
      all += textsOf(makeDay(random, {{head, "协和村", "因病", Culture::hakka}, 23.93, 115.77}, context));
    }
    plain += static_cast<double>(all.size());
    packed += static_cast<double>(compress(all, 9).size());
  }
  // Four thousand bytes of the policy documents compress to about a half.
  INFO("compressed to " << packed / plain);
  CHECK(packed / plain > 0.42);
}

TEST_CASE("the same seed gives the same day") {
  SeededRandom one(5), two(5);
  DayContext first, second;
  const HouseholdDay a = makeDay(one, someone(), first), b = makeDay(two, someone(), second);
  CHECK(textsOf(a) == textsOf(b));
  CHECK(first.minute == second.minute);
}

TEST_CASE("a household of a county is a subject of visits") {
  Options small;
  small.households = 50, small.persons = 150, small.villages = 5, small.poorVillages = 1, small.renovations = 1;
  small.regionFolder = BIANFANG_REGIONS;
  const County county = makeCounty(small).value();
  const DaySubject subject = subjectOf(county, county.households[7]);
  CHECK(subject.visit.head == county.households[7].head);
  CHECK(subject.visit.village == county.villages[county.households[7].village].name);
}
