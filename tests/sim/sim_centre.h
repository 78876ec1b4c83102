#pragma once
// The simulated centre: a machine with the county's store, the replica on it, and the backups that the office keeps
// elsewhere. What the world remembers of it: which batches it gave a receipt for, and what reviewers let in.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "shared/replica/centre_replica.h"
#include "tests/sim/machine.h"

namespace bf::sim {

/// A backup on another medium.
struct KeptBackup {
  std::uint64_t number = 0;  ///< in the register of the store that it was made from
  std::int64_t seq = 0;
  std::string bytes;  ///< the whole database file
  SchemaVersion version = SchemaVersion::present;
  std::set<Hash> acked;  ///< batches with a receipt that are inside
  std::set<ChangeId> admitted;
};

class SimCentre {
 public:
  SimCentre(const TrueTime& time, SeededRandom& random, SchemaVersion version);

  /// Opens the store and notes the start, as the server does. Errors: storage*.
  [[nodiscard]] Result<void> start();
  void stop();
  /// Opens the store anew, as the server does after an error of the disk. Errors: storage*.
  [[nodiscard]] Result<void> reopen();
  [[nodiscard]] bool running() const { return replica_ != nullptr; }
  [[nodiscard]] const CentreReplica& replica() const { return *replica_; }
  [[nodiscard]] Store& store() { return machine_.store(); }
  [[nodiscard]] Machine& machine() { return machine_; }
  [[nodiscard]] Micros now() { return machine_.clock().now(); }

  /// Copies the store as bianfangctl does. Errors: storage*.
  [[nodiscard]] Result<std::string> copyOfStore();
  /// Puts such a copy in the place of the store, on an otherwise empty disk. The centre is stopped.
  void putBack(const KeptBackup& backup);

  std::vector<KeptBackup> backups;  ///< that still exist somewhere
  std::set<Hash> acked;             ///< batches for which a tablet stored a receipt, in this line of history
  std::set<ChangeId> admitted;      ///< hostile or held changes that a reviewer let in
  std::uint64_t epochWitness = 0;   ///< the file beside the store that remembers the highest epoch

 private:
  Machine machine_;
  std::unique_ptr<CentreReplica> replica_;
};

}  // namespace bf::sim
