#include "shared/policy/verdicts.h"

namespace bf {

bool before(const SubjectVerdict& a, const SubjectVerdict& b) {
  return a.household != b.household ? a.household < b.household : a.subject < b.subject;
}

std::vector<VerdictChange> differences(std::span<const SubjectVerdict> before, std::span<const SubjectVerdict> after) {
  std::vector<VerdictChange> changes;
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    const bool gone = now == after.end() || (old != before.end() && bf::before(*old, *now));
    const bool come = old == before.end() || (now != after.end() && bf::before(*now, *old));
    const auto& one = gone ? *old : *now;
    VerdictChange change{one.household, one.subject, one.region, std::nullopt, std::nullopt};
    if (!come) change.from = (old++)->verdict;
    if (!gone) change.to = (now++)->verdict;
    if (change.from != change.to) changes.push_back(change);
  }
  return changes;
}

}  // namespace bf
