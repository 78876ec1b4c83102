#pragma once
// What may go wrong at a call to the disk: a plan of faults, each of which fires at the Nth fitting call or by chance.

#include <cstdint>
#include <optional>
#include <vector>

#include "tests/sim/disk/dice.h"

namespace bf {

enum class DiskOp { read, write, truncate, sync, create, remove, rename, syncDirectory };
inline constexpr std::size_t diskOpCount = 8;

struct DiskFault {
  enum class Kind {
    powerCut,  ///< a write or name change under way may or may not arrive; all later calls fail until the restart
    ioError,   ///< the call fails; after a failed fsync the writes before it are lost for the disk (see DiskFile)
    diskFull,  ///< the call fails for want of space and changes nothing
  };
  Kind kind = Kind::ioError;
  std::optional<DiskOp> on{};  ///< empty: every call but reads
  std::uint64_t at = 0;        ///< fires at the Nth fitting call from now; 1 is the next, 0 is never
  unsigned perMillion = 0;     ///< fires at each fitting call with this chance
  bool lasting = false;        ///< goes on failing once it has fired; otherwise it is used up
};

class DiskFaults {
 public:
  void add(DiskFault fault) { faults_.push_back({fault, 0, false}); }
  void clear() { faults_.clear(); }
  /// Counts the call in every fault that fits, and says what happens to it.
  [[nodiscard]] std::optional<DiskFault::Kind> meet(DiskOp op, Dice& dice);

 private:
  struct Armed {
    DiskFault fault;
    std::uint64_t seen = 0;
    bool fired = false;
  };
  static bool fires(Armed& armed, Dice& dice);
  std::vector<Armed> faults_;
};

}  // namespace bf
