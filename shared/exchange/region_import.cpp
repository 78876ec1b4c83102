#include "shared/exchange/region_import.h"

#include <algorithm>

#include "shared/exchange/cell_text.h"
#include "shared/exchange/column_map.h"

namespace bf {
namespace {

/// 协和 of 协和村委会; what people write differs in its end only.
std::string bareName(std::string_view name) {
  std::string text = foldText(name);
  for (const std::string_view end : {"村民委员会", "居民委员会", "村委会", "居委会", "委员会"}) {
    if (!text.ends_with(end) || text.size() == end.size()) continue;
    text.resize(text.size() - end.size());
    break;
  }
  for (const std::string_view end : {"社区", "行政村", "村", "乡", "镇", "街道"}) {
    if (text.ends_with(end) && text.size() > end.size() + 3) {
      text.resize(text.size() - end.size());
      break;
    }
  }
  return text;
}

const std::vector<ColumnSpec>& regionColumns() {
  static const std::vector<ColumnSpec> specs{
      {"code", nullptr, {"code", "代码", "区划代码", "行政区划代码", "统计用区划代码"}, {"代码", "code"}, true},
      {"name", nullptr, {"name", "名称", "区划名称"}, {"名称", "name"}, true},
      {"level", nullptr, {"level", "级别", "层级"}, {"级别", "level"}, false},
      {"parent",
       nullptr,
       {"parent_code", "parent code", "parent", "上级代码", "上级区划代码"},
       {"上级代码", "parent code"},
       false}};
  return specs;
}

std::string_view levelOfWord(std::string_view word) {
  struct Word {
    std::string_view text, level;
  };
  static constexpr Word words[] = {{"province", "province"}, {"省", "province"},       {"省级", "province"},
                                   {"city", "city"},         {"市", "city"},           {"市级", "city"},
                                   {"county", "county"},     {"县", "county"},         {"区县", "county"},
                                   {"县级", "county"},       {"township", "township"}, {"乡镇", "township"},
                                   {"乡镇级", "township"},   {"village", "village"},   {"村", "village"},
                                   {"行政村", "village"},    {"村级", "village"}};
  for (const Word& known : words) {
    if (foldText(word) == known.text) return known.level;
  }
  return {};
}

std::optional<RegionCode> codeOf(std::string_view text) {
  const std::string narrow = narrowText(text);
  const bool digits = std::all_of(narrow.begin(), narrow.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || narrow.size() > 12 || narrow.empty() || narrow[0] == '0') return std::nullopt;
  const RegionCode code = std::stoull(narrow);
  return levelName(code).empty() ? std::nullopt : std::optional(code);
}

struct Pending {
  RegionRow region;
  std::size_t row = 0;
};

/// What is wrong with a row by itself; an empty code when nothing is.
Notice lookAt(const ColumnMap& map, const Row& row, std::optional<RegionCode> code) {
  const auto notice = [](std::string name, std::string zh, std::string en) {
    return Notice{std::move(name), {}, 0, {}, {std::move(zh), std::move(en)}};
  };
  if (!code) return notice("regionCode", "代码应为2、4、6、9或12位数字", "a code has 2, 4, 6, 9 or 12 digits");
  if (trimBlanks(map.cell(row, "name").text).empty()) return notice("regionName", "没有名称", "there is no name");
  const std::string_view level = map.cell(row, "level").text;
  if (!trimBlanks(level).empty() && levelOfWord(level) != levelName(*code)) {
    return notice("regionLevel", "级别与代码位数不符", "the level does not fit the digits of the code");
  }
  const std::string_view parent = map.cell(row, "parent").text;
  if (!trimBlanks(parent).empty() && codeOf(parent) != parentOf(*code)) {
    return notice("regionParent", "上级代码与代码前几位不符", "the parent is not the beginning of the code");
  }
  return {};
}

}  // namespace

bool RegionTable::add(RegionRow row) {
  const RegionCode parent = parentOf(row.code);
  if (levelName(row.code).empty() || byCode_.contains(row.code) || (parent != 0 && !byCode_.contains(parent)))
    return false;
  byCode_.emplace(row.code, rows_.size());
  byName_.emplace(bareName(row.name), row.code);
  rows_.push_back(std::move(row));
  return true;
}

const RegionRow* RegionTable::find(RegionCode code) const {
  const auto found = byCode_.find(code);
  return found == byCode_.end() ? nullptr : &rows_[found->second];
}

std::optional<RegionCode> RegionTable::village(std::string_view township, std::string_view name) const {
  std::optional<RegionCode> found;
  const auto [from, to] = byName_.equal_range(bareName(name));
  for (auto at = from; at != to; ++at) {
    if (levelName(at->second) != "village") continue;
    const RegionRow* above = find(parentOf(at->second));
    const bool fits = trimBlanks(township).empty() || (above != nullptr && bareName(above->name) == bareName(township));
    if (!fits) continue;
    if (found) return std::nullopt;
    found = at->second;
  }
  return found;
}

std::vector<RegionCode> RegionTable::villages() const {
  std::vector<RegionCode> codes;
  for (const RegionRow& row : rows_) {
    if (levelName(row.code) == "village") codes.push_back(row.code);
  }
  return codes;
}

Result<void> importRegions(RowSource& source, RegionTable& table, ImportReport& report) {
  BF_LET(map, ColumnMap::bind(source, regionColumns()));
  for (const std::string& heading : map.unknown()) report.unknownColumns.push_back(source.name() + ": " + heading);
  std::vector<Pending> pending;
  Row row;
  for (;;) {
    BF_LET(more, source.next(row));
    if (!more) break;
    if (row.blank()) continue;
    const auto code = codeOf(map.cell(row, "code").text);
    Notice wrong = lookAt(map, row, code);
    if (wrong.code.empty()) {
      pending.push_back({{*code, std::string(trimBlanks(map.cell(row, "name").text))}, row.number});
      continue;
    }
    wrong.file = source.name();
    wrong.row = row.number;
    report.rows.add(std::move(wrong));
  }
  // Codes of a lower level have more digits and are larger: a parent comes before its children.
  std::stable_sort(pending.begin(), pending.end(),
                   [](const Pending& a, const Pending& b) { return a.region.code < b.region.code; });
  for (Pending& one : pending) {
    const bool twice = table.find(one.region.code) != nullptr;
    if (table.add(std::move(one.region))) {
      ++report.taken["region"];
    } else if (twice) {
      report.rows.add({"regionTwice", source.name(), one.row, {}, {"代码重复", "the code came before"}});
    } else {
      report.rows.add({"regionOrphan", source.name(), one.row, {}, {"上级区划不存在", "its parent is not known"}});
    }
  }
  return {};
}

}  // namespace bf
