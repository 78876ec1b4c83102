#pragma once
// Evidence: photos and documents, named by the hash of their content, that travel in parts after all records. Both ends
// are interfaces: the centre keeps files, the tablet has a box of what waits and what it wishes for.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bianfang/sync.pb.h"
#include "shared/base/bytes.h"
#include "shared/base/error.h"

namespace bf {

/// The centre's files. Safe from several threads; a device sends one file from one thread at a time.
class EvidenceStore {
 public:
  virtual ~EvidenceStore() = default;
  /// How many bytes of a file of `size` are here, as far as this device sent it; `size`: it is complete and durable,
  /// whoever sent it. Errors: storage*.
  [[nodiscard]] virtual Result<std::uint64_t> have(const Hash& hash, std::uint64_t size, const DeviceId& from) = 0;
  /// Adds a part that starts at or before the end of what is here; durable on return. Result as of have().
  /// Errors: Errc::malformed (the whole does not have this hash: what was here is thrown away), Errc::tooLarge (beyond
  /// `size`, or too many unfinished files), storage*.
  [[nodiscard]] virtual Result<std::uint64_t> add(const Hash& hash, std::uint64_t size, const DeviceId& from,
                                                  std::uint64_t offset, std::string_view content) = 0;
  /// Size of a complete file. Errors: Errc::notFound, storage*.
  [[nodiscard]] virtual Result<std::uint64_t> sizeOf(const Hash& hash) = 0;
  /// Up to `most` bytes of a complete file. Errors: Errc::notFound, storage*.
  [[nodiscard]] virtual Result<std::string> read(const Hash& hash, std::uint64_t offset, std::size_t most) = 0;
};

/// Something that a tablet could send.
struct EvidenceOffer {
  Hash hash;
  std::uint64_t size = 0;
  RecordId record;         ///< that names the hash in one of its fields
  std::uint32_t kind = 0;  ///< of that record
  bool operator==(const EvidenceOffer&) const = default;
};

/// Something that a tablet wants, and from where on.
struct EvidenceWish {
  Hash hash;
  std::uint64_t offset = 0;
};

/// The tablet's files. One thread.
class EvidenceOutbox {
 public:
  virtual ~EvidenceOutbox() = default;
  /// What waits, in the order in which it is to be sent (thumbnails, then originals), without those in `except`.
  [[nodiscard]] virtual Result<std::vector<EvidenceOffer>> waiting(std::size_t most,
                                                                   const std::vector<Hash>& except) = 0;
  /// Errors: Errc::notFound when it was taken out since it was offered: the conversation goes on without it. storage*.
  [[nodiscard]] virtual Result<std::string> read(const Hash& hash, std::uint64_t offset, std::size_t most) = 0;
  /// The centre has all of it, durably.
  [[nodiscard]] virtual Result<void> sent(const Hash& hash) = 0;
  /// The centre will not take it now; it stays, and a person can see why.
  [[nodiscard]] virtual Result<void> refused(const Hash& hash, bianfang::RefusalCode code) = 0;
  /// What this tablet wants from the centre, without those in `except`.
  [[nodiscard]] virtual Result<std::vector<EvidenceWish>> wishes(std::size_t most, const std::vector<Hash>& except) = 0;
  /// A part of a wish. True when the file is complete and its hash fits.
  [[nodiscard]] virtual Result<bool> take(const Hash& hash, std::uint64_t offset, std::string_view content,
                                          std::uint64_t size) = 0;
};

}  // namespace bf
