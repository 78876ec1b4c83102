#include "shared/schema/cross_checks.h"

#include <catch2/catch.hpp>

#include "bianfang/options.pb.h"
#include "tests/schema/findings.h"

using namespace bf;
using namespace bf::test;
using Names = std::set<std::string>;

namespace {

RecordBuilder record(const char* kind) { return RecordBuilder(kindOf(kind)); }

Names whole(const RecordBuilder& built, const char* kind) {
  auto found = findingsOf(built, kindOf(kind), Extent::whole);
  std::erase_if(found, [](const std::string& each) { return each.ends_with(" missing"); });
  return found;
}

Names part(const RecordBuilder& built, const char* kind) { return findingsOf(built, kindOf(kind), Extent::part); }

constexpr const char* woman1949 = "11010519491231002X";

}  // namespace

TEST_CASE("birth date and sex must be those of the ID number") {
  auto member =
      record("member").set("id_number", woman1949).set("birth_date", std::int64_t{19491231}).choose("sex", "女");
  CHECK(part(member, "member").empty());
  member.set("birth_date", std::int64_t{19491230});
  CHECK(part(member, "member") == Names{"id_number idBirth"});
  member.choose("sex", "男");
  CHECK(part(member, "member") == Names{"id_number idBirth", "id_number idSex"});
}

TEST_CASE("a wrong ID number is reported once, by its own fault") {
  auto member = record("member").set("id_number", "110105194912310021").set("birth_date", std::int64_t{19900101});
  CHECK(part(member, "member") == Names{"id_number idCheckDigit"});
  member.set("id_number", "130503670401001");
  CHECK(part(member, "member") == Names{"id_number idOldForm"});
}

TEST_CASE("numbers of other documents have other forms") {
  auto member = record("member").set("id_number", "粤12345").choose("id_kind", "出生医学证明");
  CHECK(part(member, "member").empty());
  member.choose("id_kind", "残疾人证");
  CHECK(part(member, "member") == Names{"id_number idLength"});
}

TEST_CASE("category and grade of a disability must be those of the certificate") {
  auto member = record("member").set("disability_certificate", std::string(woman1949) + "43");
  member.choose("disability_kind", "肢体残疾").choose("disability_grade", "三级");
  CHECK(part(member, "member").empty());
  member.choose("disability_grade", "二级");
  CHECK(part(member, "member") == Names{"disability_certificate idDisability"});
  member.choose("disability_grade", "三级").choose("disability_kind", "视力残疾");
  CHECK(part(member, "member") == Names{"disability_certificate idDisability"});
}

TEST_CASE("exactly one of education and school stage is filled in") {
  const auto both = record("member").choose("education", "小学").choose("school_stage", "小学");
  CHECK(part(both, "member") == Names{"education exactlyOne"});
  CHECK(whole(record("member"), "member") == Names{"education exactlyOne"});
  CHECK(part(record("member"), "member").empty());
  CHECK(whole(record("member").choose("school_stage", "小学"), "member").empty());
}

TEST_CASE("healthy excludes every other state of health") {
  const auto& member = "member";
  CHECK(part(record(member).choose("health", std::vector<std::string>{"健康"}), member).empty());
  CHECK(part(record(member).choose("health", std::vector<std::string>{"长期慢性病", "患有大病"}), member).empty());
  CHECK(part(record(member).choose("health", std::vector<std::string>{"健康", "残疾"}), member) ==
        Names{"health alone"});
}

TEST_CASE("what one answer calls for is asked in the whole record") {
  auto member = record("member").choose("education", "初中").choose("health", std::vector<std::string>{"残疾"});
  CHECK(part(member, "member").empty());
  CHECK(whole(member, "member") == Names{"health whenChosen"});
  member.choose("disability_grade", "一级").set("dropped_out", true);
  CHECK(whole(member, "member") == Names{"dropped_out requires"});
  member.set("dropped_out", false);
  CHECK(whole(member, "member").empty());
}

TEST_CASE("an amount of 0 calls for nothing, any other for its counterpart") {
  auto income = record("income").set("business", std::int64_t{0});
  CHECK(whole(income, "income").empty());
  income.set("business", std::int64_t{100});
  CHECK(whole(income, "income") == Names{"business requires"});
  income.set("expenses", std::int64_t{0});
  CHECK(whole(income, "income").empty());
}

TEST_CASE("place and months of work belong together") {
  auto member = record("member").choose("education", "初中").choose("work_place", "省外务工");
  CHECK(whole(member, "member") == Names{"work_place together"});
  member.set("months_worked", std::int64_t{10}).set("work_year", std::int64_t{2018});
  CHECK(whole(member, "member").empty());
}

TEST_CASE("stages come one after the other, also where one between is missing") {
  auto moved =
      record("resettlement").set("started_date", std::int64_t{20180301}).set("moved_in_date", std::int64_t{20180301});
  CHECK(part(moved, "resettlement").empty());
  moved.set("moved_in_date", std::int64_t{20180228});
  CHECK(part(moved, "resettlement") == Names{"started_date ascending"});
  const auto visit = record("visit").set("arrived", std::int64_t{2'000'000}).set("departed", std::int64_t{1'000'000});
  CHECK(part(visit, "visit") == Names{"arrived ascending"});
}

TEST_CASE("parts do not add up to more than the whole") {
  auto income = record("income").set("property", std::int64_t{1000}).set("dividends", std::int64_t{600});
  income.set("other_property", std::int64_t{400});
  CHECK(part(income, "income").empty());
  income.set("other_property", std::int64_t{401});
  CHECK(part(income, "income") == Names{"property sumAtMost"});
  CHECK(part(record("income").set("dividends", std::int64_t{5}), "income").empty());
}

TEST_CASE("the main cause is not among the others") {
  const auto found = [](std::vector<std::string> others) {
    return part(record("household").choose("main_cause", "因病").choose("other_causes", others), "household");
  };
  CHECK(found({"因残", "因学"}).empty());
  CHECK(found({"因残", "因病"}) == Names{"main_cause apart"});
}

TEST_CASE("a household out of poverty needs its year, one in poverty does not") {
  CHECK(whole(record("household").choose("status", "未脱贫"), "household").empty());
  CHECK(whole(record("household").choose("status", "已脱贫"), "household") == Names{"status whenChosen"});
  CHECK(
      whole(record("household").choose("status", "已脱贫").set("exit_year", std::int64_t{2018}), "household").empty());
}

TEST_CASE("a household does not leave poverty before the year in which it was identified") {
  for (const auto* exit : {"exit_year", "planned_exit_year"}) {
    INFO(exit);
    const auto found = [&](std::int64_t identified, std::int64_t left) {
      return part(record("household").set("identified_year", identified).set(exit, left), "household");
    };
    CHECK(found(2016, 2016).empty());
    CHECK(found(2017, 2016) == Names{"identified_year ascending"});
  }
}

TEST_CASE("an empty text is no answer") {
  Answers answers{{10, std::string()}, {11, false}};
  CHECK_FALSE(isAnswered(answers, 10));
  CHECK(isAnswered(answers, 11));
  CHECK_FALSE(isAnswered(answers, 12));
}

TEST_CASE("a rule that only a newer version knows finds nothing") {
  const auto& kind = kindOf("member");
  CrossCheck check{99, {kind.fieldByName("name")->number}, {}, {"新", "new"}};
  std::vector<Finding> findings;
  runCheck(kind, check, {}, Extent::whole, findings);
  CHECK(findings.empty());
}

TEST_CASE("every rule is used by some kind, so that each is tried here") {
  std::set<int> used;
  for (const auto& kind : builtinSchema().kinds())
    for (const auto& check : kind.checks) used.insert(check.rule);
  for (int rule = bianfang::Check::NONE + 1; rule <= bianfang::Check::Rule_MAX; ++rule) CHECK(used.contains(rule));
}
