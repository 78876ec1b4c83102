#pragma once
// Batches as they travel. The sender takes the changes of a batch apart into columns and leaves out what the receiver
// knows; the receiver rebuilds the exact bytes and proves it by the signature or the chain. A batch that does not fit
// travels as exact bytes. PROTOCOL.md "Columns" has the layout.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bianfang/sync.pb.h"
#include "shared/merge/batch.h"
#include "shared/sync/name_book.h"

namespace bf {

/// What the receiver of a batch knows of the device that made it; what is implied by it is left out.
struct ChainKnown {
  std::uint64_t position = 0;
  Hash chain;
  bool operator==(const ChainKnown&) const = default;
};

/// The changes of one flight so far, in order: later ones name earlier ones by how far back they stand.
class FlightMemory {
 public:
  /// Notes a change; `id` is nothing when the receiver could not rebuild it.
  void note(const std::optional<ChangeId>& id);
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  /// Takes back what was noted after the first `size` entries.
  void cutTo(std::size_t size);
  /// How many entries before the next one `id` stands.
  [[nodiscard]] std::optional<std::uint64_t> backTo(const ChangeId& id) const;
  [[nodiscard]] std::optional<ChangeId> at(std::uint64_t back) const;

 private:
  std::vector<std::optional<ChangeId>> ids_;
  std::unordered_map<ChangeId, std::size_t> places_;
};

/// How a batch is to be sent.
enum class PackAs {
  columns,
  exact,  ///< the receiver does not unpack, or failed to
};

/// PackedBatch.check: the first four bytes of the chain after the batch, little-endian.
[[nodiscard]] std::uint32_t checkOf(const Hash& head);

/// One flight's worth of batches on the sending side.
class Packer {
 public:
  /// `mine`: the tablet of this connection, whose batches do not say whose they are.
  Packer(NameBook& names, const DeviceId& mine) : names_(names), mine_(mine) {}

  /// What the receiver is known to hold of a device; nothing must be known.
  void receiverKnows(const DeviceId& device, const ChainKnown& known) { known_[device] = known; }

  /// Errors: those of the names' store.
  [[nodiscard]] Result<bianfang::PackedBatch> pack(const Batch& batch, PackAs as);

 private:
  NameBook& names_;
  DeviceId mine_;
  FlightMemory memory_;
  std::unordered_map<DeviceId, ChainKnown> known_;
};

/// A batch that came over the wire.
struct UnpackedBatch {
  Batch batch;
  Hash head;             ///< chain after its last change
  bool rebuilt = false;  ///< something was implied: when a check fails, asking for exact bytes may help
};

/// One flight's worth of batches on the receiving side.
class Unpacker {
 public:
  Unpacker(NameBook& names, const DeviceId& mine) : names_(names), mine_(mine) {}

  void known(const DeviceId& device, const ChainKnown& known) { known_[device] = known; }

  /// Errors: Errc::notFound when a name is not known here or `check` does not fit (ask for exact bytes),
  /// Errc::malformed, Errc::tooLarge, those of the names' store. The flight goes on after an error: later batches may
  /// name this one's changes no more.
  [[nodiscard]] Result<UnpackedBatch> unpack(const bianfang::PackedBatch& packed);

 private:
  [[nodiscard]] Result<UnpackedBatch> frameOf(const bianfang::PackedBatch& packed) const;
  [[nodiscard]] Result<UnpackedBatch> unpackWhole(const bianfang::PackedBatch& packed);
  [[nodiscard]] Result<void> takeEntries(const bianfang::PackedBatch& packed, Batch& into);
  [[nodiscard]] Result<void> takeColumns(const bianfang::PackedBatch& packed, Batch& into);

  NameBook& names_;
  DeviceId mine_;
  FlightMemory memory_;
  std::unordered_map<DeviceId, ChainKnown> known_;
  std::size_t rebuiltBytes_ = 0;
};

}  // namespace bf
