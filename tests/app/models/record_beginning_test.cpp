// What a record begins with.
#include "app/models/record_beginning.h"

#include <catch2/catch.hpp>

#include "tests/app/models/sample_tablet.h"

using namespace bf;
using namespace bf::test;

namespace {

/// Fields that a record of a kind begins with, by name, as people read them.
std::map<std::string, std::string> begun(const char* kindName, const SampleTablet::Answers& answers = {}) {
  const auto& kind = *builtinSchema().kindByName(kindName);
  RecordBuilder made(kind);
  begin(made, kind, SampleTablet::edited(kindName, answers).set, 20181215, "张文光");
  std::map<std::string, std::string> shown;
  for (const auto& field : must(made.fields())) {
    const auto& spec = *kind.field(field.number);
    shown[spec.name] = display(spec, must(decodeValue(spec, field.wire)), Language::chinese);
  }
  return shown;
}

using Shown = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a problem begins open, found today, due in a month, with the unit that answers for its item") {
  CHECK(begun("problem", {{"item", "安全饮用水"}}) ==
        Shown{{"state", "待交办"}, {"found_date", "2018-12-15"}, {"deadline", "2019-01-14"}, {"unit", "水务局"}});
  CHECK_FALSE(begun("problem", {{"content", "村道路灯不亮"}}).contains("unit"));
}

TEST_CASE("an assessment, an insurance and a renovation begin with their day or year") {
  CHECK(begun("housing_assessment") ==
        Shown{{"assessed_date", "2018-12-15"}, {"method", "入户目测"}, {"assessor", "张文光"}});
  CHECK(begun("enrolment") == Shown{{"year", "2018"}});
  CHECK(begun("renovation") == Shown{{"plan_year", "2018"}});
  CHECK(begun("member").empty());
}
