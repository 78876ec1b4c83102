#pragma once
// Regions by their official statistical codes, and finding a village by its code or by the names of township and
// village, as older files state it.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/exchange/import_report.h"
#include "shared/exchange/table.h"

namespace bf {

struct RegionRow {
  RegionCode code = 0;
  std::string name;
  bool operator==(const RegionRow&) const = default;
};

/// Known regions with their names; every region's parent up to the province is known too.
class RegionTable {
 public:
  /// False when the code is there already, has not 2, 4, 6, 9 or 12 digits, or its parent is missing.
  bool add(RegionRow row);
  [[nodiscard]] const RegionRow* find(RegionCode code) const;
  /// By names, with or without 村委会 and the like; nothing when none or more than one village fits. The township
  /// may be empty.
  [[nodiscard]] std::optional<RegionCode> village(std::string_view township, std::string_view name) const;
  /// Ascending by level, then by code: a parent before its children.
  [[nodiscard]] const std::vector<RegionRow>& rows() const { return rows_; }
  [[nodiscard]] std::vector<RegionCode> villages() const;

 private:
  std::vector<RegionRow> rows_;
  std::unordered_map<RegionCode, std::size_t> byCode_;
  std::unordered_multimap<std::string, RegionCode> byName_;
};

/// Reads a region file (columns code, level, name, parent_code, or in Chinese 代码, 级别, 名称, 上级代码; level and
/// parent are checked where given) into `table`, in any order of rows. Rows with a wrong code, a level that its
/// digits do not have, another parent than its digits say, a parent that is nowhere, or a code that came before are
/// listed in the report and left out. Errors: those of ColumnMap::bind and of the source.
[[nodiscard]] Result<void> importRegions(RowSource& source, RegionTable& table, ImportReport& report);

}  // namespace bf
