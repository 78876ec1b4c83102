#include "shared/policy/village_sums.h"

#include <algorithm>

namespace bf {
namespace {

bool addsNothing(const VillageSums::Row& row) { return row.value == 0; }

}  // namespace

void VillageSums::add(const Row& row, int times) {
  const auto at = totals_.try_emplace(row.region).first;
  if (row.value) at->second.total += *row.value * times;
  else at->second.unknown += times;
}

bool VillageSums::replaceAll(std::vector<Row> rows) {
  const auto before = std::move(totals_);
  totals_.clear();
  std::erase_if(rows, addsNothing);
  std::ranges::sort(rows, {}, &Row::household);
  rows_ = std::move(rows);
  for (const auto& row : rows_) add(row, 1);
  return totals_ != before;
}

bool VillageSums::replace(std::int64_t household, const std::optional<Row>& row) {
  const auto at = std::ranges::lower_bound(rows_, household, {}, &Row::household);
  const bool had = at != rows_.end() && at->household == household;
  const bool adds = row && !addsNothing(*row);
  if (!had && !adds) return false;
  if (had && adds && *at == *row) return false;
  if (had) {
    add(*at, -1);
    // As after replaceAll(): a village has an entry while somebody adds to it, be it to nothing in all.
    const auto region = at->region;
    const auto total = totals_.find(region);
    const bool bare = total->second == VillageTotal{};
    if (adds) *at = *row;
    else rows_.erase(at);
    if (bare && std::ranges::find(rows_, region, &Row::region) == rows_.end()) totals_.erase(total);
  } else {
    rows_.insert(at, *row);
  }
  if (adds) add(*row, 1);
  return true;
}

}  // namespace bf
