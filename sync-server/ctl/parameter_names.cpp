#include "sync-server/ctl/parameter_names.h"

#include <algorithm>

#include "shared/exchange/near_names.h"
#include "shared/schema/record_builder.h"
#include "sync-server/pack_file.h"

namespace bf {

ParameterNames ParameterNames::read(const Ctl& ctl) {
  std::vector<std::string> named;
  for (const auto id : builtinPacks()) named.emplace_back(id);
  if (const auto config = ctl.config()) named.insert(named.end(), config->packs.begin(), config->packs.end());
  ParameterNames made;
  for (const auto& one : named) {
    PackProblems passedOver;
    const auto opened = openPack(one, passedOver);
    if (!opened) continue;
    for (const auto& parameter : opened->pack.parameters) {
      if (parameter.record.empty()) continue;
      auto& decimals = made.decimals_[parameter.record];
      decimals = std::max(decimals, parameter.scale);
    }
  }
  return made;
}

std::vector<Finding> ParameterNames::judge(const KindSpec& kind, const std::vector<Field>& fields) const {
  if (kind.name != "parameter") return {};
  const auto name = valueOf(kind, fields, "name");
  const auto* text = name ? std::get_if<std::string>(&*name) : nullptr;
  if (text == nullptr) return {};
  const auto known = decimals_.find(*text);
  if (known == decimals_.end()) {
    std::vector<std::string> names;
    for (const auto& [one, decimals] : decimals_) names.push_back(one);
    std::string near;
    for (const auto& one : nearNames(*text, names)) near += (near.empty() ? "" : ", ") + one;
    Label message{"没有政策包使用这个参数名", "no policy pack reads a parameter of this name"};
    message.zh += near.empty() ? "，可用的见 bianfangctl pack parameters" : "，相近的有：" + near;
    message.en += near.empty() ? "; bianfangctl pack parameters" : "; near: " + near;
    return {{Severity::warning, kind.fieldByName("name")->number, "unknownParameter", message}};
  }
  const auto* amount = kind.fieldByName("amount");
  const auto value = valueOf(kind, fields, "amount");
  const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  std::int64_t step = 1;
  for (auto decimals = known->second; decimals < amount->scale; ++decimals) step *= 10;
  if (number == nullptr || *number % step == 0) return {};
  const auto most = std::to_string(known->second);
  return {{Severity::error,
           amount->number,
           "decimals",
           {known->second == 0 ? "此参数按整数计算，不能有小数" : "此参数最多" + most + "位小数",
            known->second == 0 ? "this parameter is a whole number" : "at most " + most + " decimals"}}};
}

}  // namespace bf
