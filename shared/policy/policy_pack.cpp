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

}  // namespace

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
