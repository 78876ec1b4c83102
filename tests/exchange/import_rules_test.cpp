#include "shared/exchange/import_rules.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace bf;

namespace {

const ImportRule* ruleOf(const std::vector<ImportRule>& rules, std::string_view kind, ImportParent parent) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const ImportRule& rule) {
    return rule.kind->name == kind && rule.parent == parent;
  });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("parents stand before what hangs from them") {
  const auto rules = importRules(builtinSchema());
  const auto place = [&](std::string_view kind, ImportParent parent) {
    return ruleOf(rules, kind, parent) - rules.data();
  };
  CHECK(place("village", ImportParent::none) == 0);
  CHECK(place("village", ImportParent::none) < place("natural_village", ImportParent::village));
  CHECK(place("household", ImportParent::none) < place("member", ImportParent::household));
  CHECK(place("member", ImportParent::household) < place("income", ImportParent::household));
  CHECK(place("member", ImportParent::household) < place("enrolment", ImportParent::member));
}

TEST_CASE("a kind that may hang from village and household can come either way") {
  const auto rules = importRules(builtinSchema());
  const ImportRule* ofHousehold = ruleOf(rules, "helper_assignment", ImportParent::household);
  const ImportRule* ofVillage = ruleOf(rules, "helper_assignment", ImportParent::village);
  REQUIRE(ofHousehold != nullptr);
  REQUIRE(ofVillage != nullptr);
  CHECK(ofHousehold->parentKind == builtinSchema().kindByName("household")->number);
  CHECK(ofVillage->parentKind == builtinSchema().kindByName("village")->number);
}

TEST_CASE("what hangs from a child record is led to it, and comes after it") {
  const auto rules = importRules(builtinSchema());
  const ImportRule* repaid = ruleOf(rules, "reimbursement", ImportParent::member);
  const ImportRule* stage = ruleOf(rules, "renovation_stage", ImportParent::household);
  const ImportRule* movement = ruleOf(rules, "fund_movement", ImportParent::none);
  REQUIRE(repaid != nullptr);
  REQUIRE(stage != nullptr);
  REQUIRE(movement != nullptr);
  CHECK(repaid->through->name == "medical_cost");
  CHECK(repaid->parentKind == repaid->through->number);
  CHECK(ruleOf(rules, "medical_cost", ImportParent::member) < repaid);
  CHECK(movement->through->name == "fund");
  CHECK(ruleOf(rules, "evidence", ImportParent::household) == nullptr);
}

TEST_CASE("other wordings name fields that exist") {
  const auto rules = importRules(builtinSchema());
  const auto heads = [&](std::string_view kind, ImportParent parent, std::string_view key, std::string_view heading) {
    const ImportRule* rule = ruleOf(rules, kind, parent);
    REQUIRE(rule != nullptr);
    const auto spec =
        std::find_if(rule->columns.begin(), rule->columns.end(), [&](const ColumnSpec& s) { return s.key == key; });
    REQUIRE(spec != rule->columns.end());
    return std::find(spec->headings.begin(), spec->headings.end(), heading) != spec->headings.end();
  };
  CHECK(heads("household", ImportParent::none, "main_cause", "致贫原因"));
  CHECK(heads("household", ImportParent::none, "farmland", "耕地面积"));
  CHECK(heads("household", ImportParent::none, "farmland", "aac301"));
  CHECK(heads("member", ImportParent::household, "id_number", "身份证号"));
  CHECK(heads("village", ImportParent::none, "poor_village", "是否贫困村"));
}
