#pragma once
// What the sample's secretary did in the weeks before, and this morning.

#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_home.h"

namespace bf {

class SampleWork {
 public:
  /// All outlive it.
  SampleWork(SampleCentre& centre, TabletReplica& tablet, SampleClock& clock, const county::County& county,
             const SampleOptions& options);
  /// Visits and problems of this year, brought to the centre; then a conflict, and work that still waits.
  [[nodiscard]] Result<void> record();

 private:
  [[nodiscard]] Result<void> visit(const county::Household& household, int daysAgo);
  [[nodiscard]] Result<void> problems();
  [[nodiscard]] Result<void> statuses(SampleCentre::Author& clerk);
  [[nodiscard]] Result<void> disagree(SampleCentre::Author& clerk);
  [[nodiscard]] Result<RecordId> add(std::string_view kind, const RecordId& parent, std::vector<Field> set);
  [[nodiscard]] const RecordId& idOf(std::size_t household) const;

  SampleCentre& centre_;
  TabletReplica& tablet_;
  SampleClock& clock_;
  const county::County& county_;
  const SampleOptions& options_;
  SeededRandom random_;
};

}  // namespace bf
