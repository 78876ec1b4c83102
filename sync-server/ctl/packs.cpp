#include <algorithm>
#include <ostream>

#include "shared/exchange/near_names.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {

namespace {

/// Of a column that there is not, those with a name that is near.
Label suggestingColumns(const Label& text) {
  constexpr std::string_view unknown = "no such column: ";
  const auto at = text.en.find(unknown);
  if (at == std::string::npos) return text;
  const auto named = text.en.substr(at + unknown.size());
  std::vector<std::string> columns;
  for (const auto& view : policyViews(builtinSchema()))
    for (const auto& column : view.columns)
      if (std::ranges::find(columns, column.name) == columns.end()) columns.push_back(column.name);
  std::string near;
  for (const auto& name : nearNames(named.substr(named.rfind('.') + 1), columns)) near += " " + name;
  const std::string list = "bianfangctl pack views";
  return {"没有这一列：" + named + (near.empty() ? "" : "，相近的有" + near) + "；全部的列见 " + list,
          text.en + (near.empty() ? "" : "; near it:" + near) + "; all columns: " + list};
}

}  // namespace

void tellProblems(const Ctl& ctl, const PackProblems& problems) {
  for (const auto& problem : problems)
    ctl.err << problem.place << ": " << ctl.in(suggestingColumns(problem.text)) << "\n";
}

Result<OpenedPack> openPack(const Ctl& ctl, const std::string& named) {
  PackProblems problems;
  auto opened = openPack(named, problems);
  tellProblems(ctl, problems);
  return opened;
}

Result<void> checkPackFile(const Ctl& ctl, const std::string& named) {
  BF_LET(checked, checkWhole(named));
  auto& [pack, problems, more] = checked;
  tellProblems(ctl, problems);
  if (more)
    ctl.err << ctl.in({"这些改好后请再检查一次：与它们有关的内容没有查到底，可能还有别的问题",
                       "Check again once these are mended: what they concern was not looked at to the end"})
            << "\n";
  if (!problems.empty()) return std::unexpected(packError({named, named}));
  for (const auto& [place, text] : packWarnings(pack))
    ctl.err << place << ": " << ctl.in({"请核对：", "please check: "}) << ctl.in(text) << "\n";
  const auto count = std::to_string(pack.indicators.size());
  ctl.say({pack.name.zh + "：" + count + " 项指标，可以启用", pack.name.en + ": " + count + " indicators, ready"});
  return {};
}

Result<void> listPacks(const Ctl& ctl) {
  std::vector<std::vector<std::string>> rows;
  for (const auto id : builtinPacks()) {
    const auto pack = readPack(builtinPack(id), id, builtinSchema());
    if (!pack) return fail(Errc::internal, std::string(id));
    std::string regions;
    for (const auto region : pack->regions) regions += (regions.empty() ? "" : " ") + std::to_string(region);
    rows.push_back({pack->id, ctl.in(pack->name), ctl.in(pack->document), regions});
  }
  ctl.list({{"pack", {"政策包", "pack"}},
            {"name", {"名称", "name"}},
            {"document", {"依据的文件", "document"}},
            {"regions", {"适用地区", "regions"}}},
           rows);
  return {};
}

Result<void> showPack(const Ctl& ctl, const std::string& id) {
  const auto text = builtinPack(id);
  if (text.empty()) {
    std::string ids;
    for (const auto one : builtinPacks()) ids += (ids.empty() ? "" : " ") + std::string(one);
    return refuse(Errc::notFound,
                  {"没有自带的政策包“" + id + "”；有：" + ids, "no built-in pack " + id + "; there are: " + ids});
  }
  ctl.out << text;
  return {};
}

Result<void> listPackViews(const Ctl& ctl) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& view : policyViews(builtinSchema()))
    for (const auto& column : view.columns) {
      std::string choices;
      if (column.field != nullptr)
        for (const auto& choice : column.field->choices)
          choices += (choices.empty() ? "" : " ") + choice.name + "=" + std::to_string(choice.number);
      rows.push_back({view.name, ctl.in(view.label), column.name, ctl.in(column.label), choices});
    }
  ctl.list({{"view", {"视图", "view"}},
            {"view_label", {"名称", "name"}},
            {"column", {"列", "column"}},
            {"column_label", {"含义", "meaning"}},
            {"choices", {"选项", "choices"}}},
           rows);
  return {};
}

}  // namespace bf
