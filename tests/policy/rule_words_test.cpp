// Slips in the words of a rule: what is refused, what is warned of, and what must be left alone.

#include "shared/policy/rule_words.h"

#include <catch2/catch.hpp>

#include "tests/policy/pack_text.h"
#include "tests/policy/policy_world.h"

namespace bf::test {
namespace {

/// The column that a rule about a member wrongly compares with a text; empty: none.
std::string compared(const std::string& sql) {
  auto database = PolicyDatabase::empty(builtinSchema());
  REQUIRE(database.has_value());
  const auto reads = readsOf(**database, Subject::member, {sql, {}});
  if (!reads) FAIL(sql << ": " << reads.error().en);
  const auto fault = textFault((*database)->views(), *reads, sql);
  if (!fault) return {};
  CHECK_FALSE(fault->zh.empty());
  const auto open = fault->en.find('(');
  return fault->en.substr(open + 1, fault->en.find(')') - open - 1);
}

}  // namespace

TEST_CASE("a number that is compared with a text is found, on either side and in a list") {
  CHECK(compared("h.dibao = '是'") == "dibao");
  CHECK(compared("h.household_kind <> 'KIND_POOR'") == "household_kind");
  CHECK(compared("'是'=h.dibao") == "dibao");
  CHECK(compared("h.power AND ( h.DIBAO == 'yes' )") == "dibao");
  CHECK(compared("m.birth_date < '2018-01-01'") == "birth_date");
  CHECK(compared("h.dibao IN ('是', '有')") == "dibao");
  CHECK(compared("h.dibao NOT IN ('否')") == "dibao");
  CHECK(compared("h.water_safe = ''") == "water_safe");
  CHECK(compared("EXISTS (SELECT 1 FROM visit q WHERE q.parent = h.rec AND visitor_duty = '书记')") == "visitor_duty");
  // Of a secret only whether it is there can be read.
  CHECK(compared("m.id_number = '没有'") == "id_number");
}

TEST_CASE("texts compared with texts, numbers with numbers and what is made of a column are left alone") {
  CHECK(compared("h.head_name = '张三'").empty());
  CHECK(compared("m.name IN ('张三', '李四')").empty());
  CHECK(compared("h.dibao = 1").empty());
  // SQLite reads such a text as the number.
  CHECK(compared("h.dibao = '1'").empty());
  CHECK(compared("'户' || h.persons = '户3'").empty());
  CHECK(compared("h.persons || '人' = '3人'").empty());
  CHECK(compared("h.head_name = '是' AND h.dibao = 1").empty());
  // A name that is a text in another view that the rule reads could be either.
  CHECK(compared("EXISTS (SELECT 1 FROM doubt d WHERE d.parent = h.rec AND d.rule = 'D1') AND h.dibao").empty());
}

TEST_CASE("the subject's own fact with 1 in the place of what nobody knows is found") {
  CHECK(takenForGood("coalesce(h.water_safe, 1)") == "h.water_safe");
  CHECK(takenForGood("h.power AND IFNULL( m.insured ,1 )") == "m.insured");
  CHECK(takenForGood("coalesce(h.water_safe, 0)").empty());
  CHECK(takenForGood("coalesce(h.water_safe, h.power)").empty());
  CHECK(takenForGood("coalesce(h.identified_year, :year)").empty());
  CHECK(takenForGood("coalesce(h.head_name, 'h.x, 1)')").empty());
  CHECK(takenForGood("NOT EXISTS (SELECT 1 FROM industry_body b WHERE coalesce(b.active, 1) = 1)").empty());
}

TEST_CASE("a yes or no is told from a number by the form of the expression") {
  for (const char* sql :
       {"h.water_safe", "h.persons > 2", "(h.persons > 2\n)", "NOT h.power", "EXISTS (SELECT 1 FROM member m)",
        "h.status IN (1, 2)", "h.persons IS NOT NULL", "every(h.power)", "(SELECT every(p.x) FROM poor p)",
        "(SELECT a.grade IN (1, 2) FROM assessment a)", "coalesce(h.power, 0)", "coalesce((h.persons > 2), 0)",
        "CASE WHEN h.persons > 2 THEN h.power ELSE 0 END", "CASE h.persons WHEN 1 THEN 0 ELSE (1 = 2) END",
        "(SELECT count(*) FROM visit q) >= 3", "m.birth_date < 20000101 AND h.power"}) {
    INFO(sql);
    CHECK(isYesNo(builtinSchema(), sql));
  }
  for (const char* sql :
       {"h.persons", "1", "(SELECT count(*) FROM visit q WHERE q.parent = h.rec)", "h.persons * (h.persons > 2)",
        "CASE WHEN h.persons > 2 THEN 3 ELSE 0 END", "max((SELECT 1 = 1), 2)", "(h.persons > 2) + h.power",
        "coalesce((SELECT s.total FROM sum_k s WHERE s.region = v.region), 0)", "v.registered_persons",
        "CASE WHEN h.power THEN 1 ELSE h.persons END", ""}) {
    INFO(sql);
    CHECK_FALSE(isYesNo(builtinSchema(), sql));
  }
}

TEST_CASE("the check of a pack refuses the first slip and warns of the second, at its place") {
  const auto pack = [](const std::string& lines) {
    const auto made = readPack(packHead() + R"(
[[indicator]]
id = "A1"
name = { zh = "水", en = "water" }
units = []
place = "1"
sentence = "有水"
subject = "household"
)" + lines + "\n",
                               "p.toml", builtinSchema());
    REQUIRE(made.has_value());
    return *made;
  };
  auto database = PolicyDatabase::empty(builtinSchema());
  const auto problems = checkPack(**database, pack("rule = \"h.dibao = '是'\""));
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().place == "p.toml:16 indicator A1, rule");
  CHECK_THAT(problems.front().text.en, Catch::Contains("write yes and no as 1 and 0"));

  const auto doubtful = pack("rule = \"coalesce(h.water_safe, 1)\"");
  CHECK(checkPack(**database, doubtful).empty());
  REQUIRE(packWarnings(doubtful).size() == 1);
  CHECK(packWarnings(doubtful).front().place == "p.toml:16 indicator A1, rule");
  // A scope may take in whoever may belong to it.
  CHECK(packWarnings(pack("scope = \"coalesce(h.water_safe, 1)\"\nrule = \"h.power\"")).empty());
  for (const auto id : builtinPacks()) CHECK(packWarnings(packNamed(id)).empty());
}

TEST_CASE("the own facts that a scope asks are those that it leaves unknown where nobody knows") {
  const auto asked = [](Subject subject, const std::string& sql) {
    std::string columns;
    for (const auto& fact : ownFactsAsked(builtinSchema(), subject, sql))
      columns += (columns.empty() ? "" : " ") + fact.column;
    return columns;
  };
  const std::string scope =
      "h.household_kind = 1 AND coalesce(h.status, 0) NOT IN (3) AND coalesce( m.school_stage, 0) > 1 AND "
      "m.school_local"
      " AND (m.school_local OR h.dibao IS NULL) AND ifnull(h.power, m.labour) AND m.rec > 0";
  CHECK(asked(Subject::member, scope) == "h.household_kind m.school_local m.labour");
  // What another calls m there is not the household's own.
  CHECK(asked(Subject::household, scope) == "h.household_kind");
  CHECK(asked(Subject::village, "v.poor_village AND h.power") == "v.poor_village");
  CHECK(asked(Subject::county, scope).empty());
}

TEST_CASE("an expression asks for members by the name of their view, not by a choice of theirs") {
  CHECK(asksForMembers("(SELECT count(*) FROM person p WHERE p.parent = h.rec) > 1"));
  CHECK(asksForMembers("m.rec IN (SELECT x.rec FROM Member x)"));
  CHECK_FALSE(asksForMembers("m.labour = $member::LABOUR_NONE AND m.name <> 'person'"));
}

}  // namespace bf::test
