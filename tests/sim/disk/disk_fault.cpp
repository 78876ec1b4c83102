#include "tests/sim/disk/disk_fault.h"

namespace bf {

std::optional<DiskFault::Kind> DiskFaults::meet(DiskOp op, Dice& dice) {
  std::optional<DiskFault::Kind> verdict;
  for (auto& armed : faults_) {
    const bool fits = armed.fault.on ? *armed.fault.on == op : op != DiskOp::read;
    if (fits && fires(armed, dice) && !verdict) verdict = armed.fault.kind;
  }
  std::erase_if(faults_, [](const Armed& armed) { return armed.fired && !armed.fault.lasting; });
  return verdict;
}

bool DiskFaults::fires(Armed& armed, Dice& dice) {
  if (armed.fired) return true;
  ++armed.seen;
  const auto& fault = armed.fault;
  armed.fired = armed.seen == fault.at || (fault.perMillion > 0 && dice.below(1'000'000) < fault.perMillion);
  return armed.fired;
}

}  // namespace bf
