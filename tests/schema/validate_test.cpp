#include "shared/schema/validate.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/schema/findings.h"
#include "tests/schema/random_values.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;
using Names = std::set<std::string>;

TEST_CASE("a complete record of a member has nothing to find") {
  const auto member = RecordBuilder(kindOf("member"))
                          .set("name", "张三")
                          .choose("sex", "女")
                          .choose("id_kind", "居民身份证")
                          .set("id_number", "11010519491231002X")
                          .set("birth_date", std::int64_t{19491231})
                          .choose("relation", "户主")
                          .choose("nation", "汉族")
                          .choose("education", "小学")
                          .choose("health", std::vector<std::string>{"长期慢性病", "残疾"})
                          .choose("disability_grade", "三级")
                          .choose("labour", "无劳动力");
  CHECK(findingsOf(member, kindOf("member"), Extent::whole).empty());
}

TEST_CASE("required fields are asked for in a whole record only") {
  const auto empty = RecordBuilder(kindOf("member"));
  CHECK(findingsOf(empty, kindOf("member"), Extent::part).empty());
  CHECK(findingsOf(empty, kindOf("member"), Extent::whole) ==
        Names{"name missing", "sex missing", "relation missing", "education exactlyOne"});
  CHECK(findingsOf(RecordBuilder(kindOf("member")).set("name", ""), kindOf("member"), Extent::whole)
            .contains("name missing"));
}

TEST_CASE("hard faults are errors and stand first") {
  const auto record = RecordBuilder(kindOf("household"))
                          .set("persons", std::int64_t{500})
                          .set("phone", "abc")
                          .set("head_name", std::string(61, 'x'))
                          .fields();
  REQUIRE(record);
  const auto found = validate(kindOf("household"), *record, Extent::part);
  REQUIRE(found.size() == 3);
  CHECK(found[0].code == "tooLong");
  CHECK(found[0].severity == Severity::error);
  CHECK(found[1].code == "aboveMax");
  CHECK(found[2].code == "phone");
  CHECK(found[2].severity == Severity::warning);
}

TEST_CASE("warning limits ask to look again, and 0 is never unusually small") {
  const auto wages = [](std::int64_t fen) {
    return findingsOf(RecordBuilder(kindOf("income")).set("wages", fen), kindOf("income"));
  };
  CHECK(wages(0).empty());
  CHECK(wages(29999) == Names{"wages belowLow"});
  CHECK(wages(30000).empty());
  CHECK(wages(30000000).empty());
  CHECK(wages(30000001) == Names{"wages aboveHigh"});
  const auto loan = RecordBuilder(kindOf("loan")).set("amount", std::int64_t{5000001}).set("months", std::int64_t{37});
  CHECK(findingsOf(loan, kindOf("loan")) == Names{"amount aboveHigh", "months aboveHigh"});
}

TEST_CASE("telephone and account numbers are looked at") {
  const auto found = [](const char* field, const char* text) {
    return findingsOf(RecordBuilder(kindOf("household")).set(field, text), kindOf("household"));
  };
  for (const auto* good : {"13800000000", "0753-4433221", "+86 138 0000 0000", "4433221"})
    CHECK(found("phone", good).empty());
  for (const auto* bad : {"138", "1380000000000000", "无", "13800000000转8"})
    CHECK(found("phone", bad) == Names{"phone phone"});
  CHECK(found("account", "6217 0012 3456 7890 123").empty());
  CHECK(found("account", "12345") == Names{"account account"});
  CHECK(found("account", "62170012345678X0") == Names{"account account"});
}

TEST_CASE("a choice of a newer version is a warning") {
  CHECK(findingsOf(RecordBuilder(kindOf("household")).set("main_cause", std::int64_t{77}), kindOf("household")) ==
        Names{"main_cause unknownChoice"});
  CHECK(findingsOf(RecordBuilder(kindOf("household")).set("other_causes", std::vector<std::int64_t>{1, 77}),
                   kindOf("household")) == Names{"other_causes unknownChoice"});
}

TEST_CASE("findings speak both languages and never contain the value") {
  SeededRandom random(seed());
  const auto& kind = kindOf("household");
  const std::string secret = "9876543210987654";
  const auto record = RecordBuilder(kind).set("phone", secret + "12").set("head_id_number", secret).fields();
  REQUIRE(record);
  const auto found = validate(kind, *record, Extent::whole);
  CHECK(found.size() >= 3);
  for (const auto& finding : found) {
    CHECK_FALSE((finding.message.zh.empty() || finding.message.en.empty()));
    CHECK(finding.message.zh.find(secret) == std::string::npos);
    CHECK(finding.message.en.find(secret) == std::string::npos);
  }
}

TEST_CASE("errors are found exactly where the check of a change refuses") {
  SeededRandom random(seed());
  int refused = 0;
  for (const auto& kind : builtinSchema().kinds()) {
    for (int round = 0; round < 30; ++round) {
      auto fields = randomRecord(kind, random);
      if (!fields.empty() && random.chance(60)) {
        auto& wire = fields[random.below(fields.size())].wire;
        wire[random.below(wire.size())] = static_cast<char>(random.below(256));
      }
      const bool passes = checkFields(kind, fields).has_value();
      const auto found = validate(kind, fields, Extent::part);
      const auto isError = [](const Finding& finding) { return finding.severity == Severity::error; };
      CHECK(passes == std::ranges::none_of(found, isError));
      refused += passes ? 0 : 1;
    }
  }
  CHECK(refused > 100);
}
