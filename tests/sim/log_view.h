#pragma once
// A store's log, entry by entry: which changes it holds, at which number, applied or held.

#include <map>
#include <set>
#include <vector>

#include "shared/store/store.h"
#include "tests/sim/book.h"
#include "tests/sim/fold.h"

namespace bf::sim {

struct LogEntry {
  ChangeId id;
  std::int64_t seq = 0;
  Micros received = 0;
  DeviceId signer;
  std::uint64_t position = 0;  ///< in the signer's chain
  bool held = false;
  bool withheld = false;
};

struct LogView {
  std::vector<LogEntry> entries;          ///< in the order of the log
  std::map<ChangeId, std::size_t> whole;  ///< first entry that has the change itself
  std::set<Hash> heads;                   ///< names of the batches

  [[nodiscard]] const LogEntry* find(const ChangeId& id) const;
};

/// Errors: storage*.
[[nodiscard]] Result<LogView> viewLog(StoreTx& tx);
/// Every change that this store holds, sealed or not.
[[nodiscard]] Result<std::set<ChangeId>> holdings(StoreTx& tx);

/// The applied changes of a centre's log by record; what is not in the book is left out.
[[nodiscard]] std::map<RecordId, std::vector<Fact>> appliedFacts(const LogView& log, const Book& book);
/// The records that these changes make, children with the region of their root.
[[nodiscard]] Pictures foldAll(const std::map<RecordId, std::vector<Fact>>& facts, const Schema& schema);

}  // namespace bf::sim
