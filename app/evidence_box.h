#pragma once
// Photos and documents of this tablet: files named by the hash of their content in a folder of the tablet's own, and in
// the store what is to be sent, what was sent and what is wished for. A file is durable before any record names it.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bianfang/registry.pb.h"
#include "shared/replica/tablet_replica.h"
#include "shared/sync/evidence.h"

namespace bf {

/// A piece of evidence as it was made on this tablet.
struct NewEvidence {
  RecordId parent;             ///< what it belongs to
  std::string content;         ///< at most evidenceBytesMax
  std::string thumbnail;       ///< a small picture of it; may be empty
  std::vector<Field> details;  ///< further fields of the evidence record, ascending: type, when, where, caption
};

class EvidenceBox final : public EvidenceOutbox {
 public:
  /// The replica is not owned; `folder` is made when it is missing.
  EvidenceBox(TabletReplica& replica, std::string folder);

  /// Keeps content and thumbnail, then saves the record that names them. Durable on return. Errors: Errc::tooLarge,
  /// storage*, those of TabletReplica::save().
  [[nodiscard]] Result<RecordId> add(const NewEvidence& evidence);
  /// Asks for a file at the next sync. Nothing happens when it is here.
  [[nodiscard]] Result<void> want(const Hash& hash, std::uint64_t size);
  /// After a record of evidence was removed: its files that were not sent go, unless another record names them. A sync
  /// that is just sending one leaves it out.
  [[nodiscard]] Result<void> forget(const RecordId& removed);
  /// Where the file stands. Errors: Errc::notFound when it is not here, or not all of it.
  [[nodiscard]] Result<std::string> pathOf(const Hash& hash) const;

  struct Entry {
    Hash hash;
    bianfang::EvidenceHeld held;
  };
  /// All files, oldest first.
  [[nodiscard]] Result<std::vector<Entry>> entries();
  /// What is still to be sent: count and bytes. Files of what was removed, or lies below it, are not.
  struct Unsent {
    std::size_t files = 0;
    std::uint64_t bytes = 0;
  };
  [[nodiscard]] Result<Unsent> unsent();

  [[nodiscard]] Result<std::vector<EvidenceOffer>> waiting(std::size_t most, const std::vector<Hash>& except) override;
  [[nodiscard]] Result<std::string> read(const Hash& hash, std::uint64_t offset, std::size_t most) override;
  [[nodiscard]] Result<void> sent(const Hash& hash) override;
  [[nodiscard]] Result<void> refused(const Hash& hash, bianfang::RefusalCode code) override;
  [[nodiscard]] Result<std::vector<EvidenceWish>> wishes(std::size_t most, const std::vector<Hash>& except) override;
  [[nodiscard]] Result<bool> take(const Hash& hash, std::uint64_t offset, std::string_view content,
                                  std::uint64_t size) override;

 private:
  [[nodiscard]] std::string fileOf(const Hash& hash) const;
  [[nodiscard]] Result<void> keepFile(const Hash& hash, std::string_view content, bool thumbnail);
  using Change = std::function<void(bianfang::EvidenceHeld&)>;
  [[nodiscard]] Result<void> update(const Hash& hash, const Change& change);
  /// Of a file that is still known; nothing happens otherwise.
  [[nodiscard]] Result<void> updateKnown(const Hash& hash, const Change& change, Commit commit = Commit::durable);
  [[nodiscard]] Result<void> noteRecord(const Hash& hash, const RecordId& record);
  /// Neither the record nor anything above it was removed; so does one count that is not here.
  [[nodiscard]] Result<bool> stands(StoreTx& tx, const RecordId& record);
  /// A record with this file that stands. Errors: Errc::notFound.
  [[nodiscard]] Result<RecordId> recordNaming(StoreTx& tx, const Hash& hash);
  /// The record to send a file for; nothing: there is none.
  [[nodiscard]] Result<std::optional<RecordId>> recordOf(const Entry& entry);

  TabletReplica& replica_;
  std::string folder_;
  const KindSpec& kind_;
  std::uint32_t hashField_, sizeField_, thumbnailHashField_, thumbnailSizeField_;
};

}  // namespace bf
