#pragma once
// A sealed batch: a run of one device's changes in one region, hash-chained and signed (change.proto `Batch`).
// It is the unit in which changes travel, are kept, and are offered again after a restore.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/crypto.h"
#include "shared/base/error.h"

namespace bf {

/// A change as it stands in a batch: its bytes, or only its hash where the receiver may not see it.
struct Entry {
  std::string change;  ///< empty when withheld
  Hash hash;           ///< of `change`, or what was sent in its place

  [[nodiscard]] bool withheld() const { return change.empty(); }
  [[nodiscard]] ChangeId id() const { return idOf(hash); }
  bool operator==(const Entry&) const = default;
};

struct Batch {
  DeviceId device;
  std::uint64_t first = 1;  ///< position of the first change in the device's chain, from 1
  Hash prev;                ///< chain before the first change; zero at the start of a chain
  RegionCode region = 0;
  std::vector<Entry> entries;
  Signature signature;
  bool operator==(const Batch&) const = default;
};

/// An entry from the bytes of a change.
[[nodiscard]] Entry entryOf(std::string change);

/// The chain after the last entry: chain(i) = hash(chain(i-1) || hash(change i)).
[[nodiscard]] Hash chainHead(const Batch& batch);
/// The bytes that the device signs.
[[nodiscard]] std::string signedBytes(const Batch& batch, const Hash& head);
[[nodiscard]] bool verifySignature(const Batch& batch, const Hash& head, const PublicKey& key);

[[nodiscard]] std::string serialise(const Batch& batch);
/// Takes what serialise() gave and nothing else; the changes in it are not looked into, see parseChange().
/// Errors: Errc::malformed, Errc::tooLarge (batchFormBytesMax, batchChangesMax, changeBytesMax).
[[nodiscard]] Result<Batch> parseBatch(std::string_view bytes);

}  // namespace bf
