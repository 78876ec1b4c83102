#include "sync-server/ctl/parameter_names.h"

#include <algorithm>
#include <array>

#include "shared/exchange/cell_text.h"
#include "shared/exchange/near_names.h"
#include "shared/schema/record_builder.h"
#include "sync-server/pack_file.h"

namespace bf {
namespace {

/// 元 and 元/人 are one unit, 万元 is another. Blanks, width and letter case do not matter.
bool isUnit(std::string_view given, const Label& unit) {
  const auto folded = foldText(given);
  return std::ranges::any_of(std::array{foldText(unit.zh), foldText(unit.en)}, [&](const std::string& one) {
    return !one.empty() && (folded == one || folded.starts_with(one + "/") || folded.starts_with(one + "每"));
  });
}

}  // namespace

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
      auto& read = made.reads_[parameter.record];
      read.decimals = std::max(read.decimals, parameter.scale);
      if (!parameter.unit.empty() && std::ranges::find(read.units, parameter.unit.zh, &Label::zh) == read.units.end())
        read.units.push_back(parameter.unit);
    }
  }
  return made;
}

std::optional<Finding> ParameterNames::unitFault(const KindSpec& kind, const Read& read,
                                                 const std::vector<Field>& fields) {
  const auto value = valueOf(kind, fields, "measured_in");
  const auto* given = value ? std::get_if<std::string>(&*value) : nullptr;
  if (given == nullptr || foldText(*given).empty() || read.units.empty()) return std::nullopt;
  if (std::ranges::any_of(read.units, [&](const Label& unit) { return isUnit(*given, unit); })) return std::nullopt;
  Label units;
  for (const auto& unit : read.units) {
    units.zh += (units.zh.empty() ? "" : "、") + unit.zh;
    units.en += (units.en.empty() ? "" : ", ") + unit.en;
  }
  return Finding{
      Severity::error,
      kind.fieldByName("measured_in")->number,
      "otherUnit",
      {"政策包按" + units.zh + "读这个参数，单位不符，本行未导入；请换算成" + units.zh + "后填写",
       "the packs read this parameter in " + units.en + ": the row was left out, enter the value in that unit"}};
}

std::vector<Finding> ParameterNames::judge(const KindSpec& kind, const std::vector<Field>& fields) const {
  if (kind.name != "parameter") return {};
  const auto name = valueOf(kind, fields, "name");
  const auto* text = name ? std::get_if<std::string>(&*name) : nullptr;
  if (text == nullptr) return {};
  const auto known = reads_.find(*text);
  if (known == reads_.end()) {
    std::vector<std::string> names;
    for (const auto& [one, read] : reads_) names.push_back(one);
    std::string near;
    for (const auto& one : nearNames(*text, names)) near += (near.empty() ? "" : ", ") + one;
    Label message{"没有政策包使用这个参数名", "no policy pack reads a parameter of this name"};
    message.zh += near.empty() ? "，可用的见 bianfangctl pack parameters" : "，相近的有：" + near;
    message.en += near.empty() ? "; bianfangctl pack parameters" : "; near: " + near;
    return {{Severity::warning, kind.fieldByName("name")->number, "unknownParameter", message}};
  }
  if (auto fault = unitFault(kind, known->second, fields)) return {std::move(*fault)};
  const auto* amount = kind.fieldByName("amount");
  const auto value = valueOf(kind, fields, "amount");
  const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  std::int64_t step = 1;
  for (auto decimals = known->second.decimals; decimals < amount->scale; ++decimals) step *= 10;
  if (number == nullptr || *number % step == 0) return {};
  const auto most = std::to_string(known->second.decimals);
  return {{Severity::error,
           amount->number,
           "decimals",
           {known->second.decimals == 0 ? "此参数按整数计算，不能有小数" : "此参数最多" + most + "位小数",
            known->second.decimals == 0 ? "this parameter is a whole number" : "at most " + most + " decimals"}}};
}

}  // namespace bf
