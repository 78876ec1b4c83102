#include "shared/policy/policy_pack.h"

#include <algorithm>
#include <array>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

template <class Things>
auto* byId(Things& things, std::string_view id) {
  const auto at = std::ranges::find(things, id, [](const auto& one) -> std::string_view { return one.id; });
  return at == things.end() ? nullptr : &*at;
}

/// Whether one of these reads a sum that is taken out.
bool readsAny(const std::set<std::string>& unsound, std::initializer_list<const Expression*> expressions) {
  constexpr std::string_view sum = "sum ";
  return std::ranges::any_of(unsound, [&](const std::string& name) {
    if (!name.starts_with(sum)) return false;
    const auto table = "sum_" + name.substr(sum.size());
    return std::ranges::any_of(expressions, [&](const auto* one) { return one->sql.find(table) != std::string::npos; });
  });
}

bool falls(const std::set<std::string>& unsound, const Indicator& one) {
  const auto out = [&](const std::string& id) { return unsound.contains("indicator " + id); };
  return out(one.id) || out(one.partOf) || std::ranges::any_of(one.allOf, out) ||
         readsAny(unsound, {&one.scope, &one.rule}) || std::ranges::any_of(one.clauses, [&](const Clause& clause) {
           return readsAny(unsound, {&clause.expression});
         });
}

}  // namespace

void takeOut(Pack& pack, std::set<std::string> unsound) {
  if (unsound.empty()) return;
  std::erase_if(pack.sums, [&](const Sum& one) { return unsound.contains("sum " + one.id); });
  // What is made of others stands below them.
  std::erase_if(pack.indicators, [&](const Indicator& one) {
    return falls(unsound, one) && (unsound.insert("indicator " + one.id), true);
  });
  std::erase_if(pack.dues, [&](const Due& one) {
    return unsound.contains("due " + one.id) || pack.indicator(one.indicator) == nullptr ||
           readsAny(unsound, {&one.scope, &one.due, &one.paid, &one.atLeast});
  });
}

const Indicator* Pack::indicator(std::string_view wanted) const { return byId(indicators, wanted); }
const Parameter* Pack::parameter(std::string_view wanted) const { return byId(parameters, wanted); }
Parameter* Pack::parameter(std::string_view wanted) { return byId(parameters, wanted); }

Error packError(const Label& what) {
  return {Errc::configInvalid, bilingualSentence("政策包有误：" + what.zh, "The policy pack is wrong: " + what.en)};
}

bool isPeriodName(std::string_view bound) {
  static constexpr std::array<std::string_view, 9> names{":year",         ":from",          ":to",
                                                         ":asof",         ":school_year",   ":months_due",
                                                         ":quarters_due", ":first_village", ":last_village"};
  return std::ranges::find(names, bound) != names.end();
}

const FieldSpec& unitField(const Schema& schema) { return *schema.kindByName("problem")->fieldByName("unit"); }

}  // namespace bf
