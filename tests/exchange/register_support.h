#pragma once
// A small register in memory, and what an import of it gave.

#include <map>
#include <string>
#include <vector>

#include "shared/exchange/register_import.h"
#include "tests/exchange/support.h"

namespace bf::test {

struct Imported {
  ImportReport report;
  std::vector<ImportedRecord> records;  ///< in the order in which they were handed over
  std::vector<std::pair<RegionCode, std::size_t>> batches;

  [[nodiscard]] std::vector<const ImportedRecord*> of(const std::string& kind) const;
  [[nodiscard]] const ImportedRecord* find(const std::string& kind, const std::string& key) const;
  /// The value of a field of a record as Chinese text; "" when it has none.
  [[nodiscard]] static std::string text(const ImportedRecord& record, const std::string& field);
};

/// 水寨镇 with 协和村 441424100200 and 河尾村 441424100201, 河东镇 with 协和村 441424101200.
[[nodiscard]] RegionTable smallRegions();

/// Imports tables given as name and rows.
[[nodiscard]] Imported importTables(std::vector<std::pair<std::string, Lines>> tables, ImportSettings settings = {});

/// Two households with three members, complete and right.
[[nodiscard]] Lines goodHouseholds();
[[nodiscard]] Lines goodMembers();

}  // namespace bf::test
