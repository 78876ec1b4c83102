#pragma once
// A number of each household, added up by village and kept so: what rules about villages and above read instead of
// walking over the register. After a change only the numbers of the households concerned are asked for again, and a
// rule whose sums stayed the same needs no look.

#include <cstdint>
#include <optional>
#include <vector>

#include "shared/store/sum_table.h"

namespace bf {

class VillageSums {
 public:
  /// What one household adds; `value` nothing: not known.
  struct Row {
    std::int64_t household = 0;
    RegionCode region = 0;
    std::optional<std::int64_t> value;
    bool operator==(const Row&) const = default;
  };

  /// Everything anew; rows in any order. True when a total is now another.
  [[nodiscard]] bool replaceAll(std::vector<Row> rows);
  /// What one household adds now; nothing: it is not there any more. True when a total is now another.
  [[nodiscard]] bool replace(std::int64_t household, const std::optional<Row>& row);
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// By village; none for villages to which nobody adds anything.
  [[nodiscard]] const VillageTotals& totals() const { return totals_; }

 private:
  void add(const Row& row, int times);

  std::vector<Row> rows_;  ///< ascending by household; without those that add nothing
  VillageTotals totals_;
};

}  // namespace bf
