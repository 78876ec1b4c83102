#pragma once
// A centre that was put back to an older copy without anybody telling it gives out numbers again that tablets already
// know as something else: the classic silent loss. Receipts that tablets hold prove it. What the proof does not say is
// up to where the log is still the same; for that the centre notes at every start how far its log had come.

#include <cstdint>

#include "shared/base/env.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/receipt.h"
#include "shared/store/store.h"

namespace bf {

/// To be called whenever a program opens the centre's store to write, before it writes.
[[nodiscard]] Result<void> noteStart(StoreTx& tx, Micros now);

/// Whether a receipt proves that this log lost what it once had: it is the centre's own word and what it speaks of is
/// not here, though both mean the same numbers.
[[nodiscard]] Result<bool> provesLoss(StoreTx& tx, const CentreReplica& centre, const Receipt& witness);

/// Up to which number the log before and after an untold restore is surely the same, when `witness` is missing.
[[nodiscard]] Result<std::int64_t> sameUntil(StoreTx& tx, const Receipt& witness);

/// Starts a new epoch above everything seen so far; numbers beyond `same` are void.
[[nodiscard]] Result<EpochInfo> beginEpochAfterLoss(StoreTx& tx, const CentreReplica& centre, std::uint64_t seen,
                                                    std::int64_t same, Micros now);

}  // namespace bf
