#pragma once
// Totals by village as a table that SQL may ask, without a copy: a virtual table of SQLite over the memory of whoever
// reckons them.

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "shared/schema/schema.h"
#include "shared/store/sqlite.h"

namespace bf {

struct VillageTotal {
  std::int64_t total = 0;
  std::int64_t unknown = 0;  ///< households whose number nobody knows
  bool operator==(const VillageTotal&) const = default;
};
using VillageTotals = std::map<RegionCode, VillageTotal>;

/// For one connection, which must not outlive it.
class SumTables {
 public:
  /// Makes the table `name`(region, total, unknown, position), empty until show(). `position` is the village's place
  /// among those of its county in the table, the greatest total first, 1 and up. Errors: storage*.
  [[nodiscard]] Result<void> add(Connection& connection, const std::string& name);
  /// What the table has from now on; null: nothing. `totals` must live, and stay as they are while a statement reads.
  void show(const std::string& name, const VillageTotals* totals);

 private:
  /// SQLite keeps the address.
  std::map<std::string, std::unique_ptr<const VillageTotals*>> shown_;
};

}  // namespace bf
