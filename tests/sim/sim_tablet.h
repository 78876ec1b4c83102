#pragma once
// One simulated tablet: a machine, the product's TabletReplica on it, the key in a file of its own, and what the world
// remembers of it: what it owes (saved and not to be lost), and images to which its disk may be put back.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "shared/replica/tablet_replica.h"
#include "tests/sim/machine.h"

namespace bf::sim {

/// A tablet's disk at one moment, with what was saved on it.
struct TabletImage {
  DiskImage disk;
  std::set<ChangeId> owes;
  SchemaVersion version = SchemaVersion::present;
  bool uncertain = false;
};

class SimTablet {
 public:
  SimTablet(unsigned number, const TrueTime& time, SeededRandom& random, SchemaVersion version, SigningKey key,
            TabletIdentity identity);

  /// Starts the program. Errors: storage*.
  [[nodiscard]] Result<void> start();
  void stop();
  [[nodiscard]] bool running() const { return replica_ != nullptr; }
  [[nodiscard]] TabletReplica& replica() { return *replica_; }
  [[nodiscard]] Machine& machine() { return machine_; }
  [[nodiscard]] const Schema& schema() const { return machine_.schema(); }

  [[nodiscard]] TabletImage image() const;
  void restore(const TabletImage& image);

  [[nodiscard]] unsigned number() const { return number_; }
  [[nodiscard]] const TabletIdentity& identity() const { return identity_; }
  [[nodiscard]] const SigningKey& key() const { return key_; }
  [[nodiscard]] std::string name() const { return "T" + std::to_string(number_); }

  std::set<ChangeId> owes;      ///< saved here: in its store until the centre has it in every backup
  bool uncertain = false;       ///< a save failed half way: the store may hold more than was acknowledged
  bool destroyed = false;       ///< in the river, disk and all
  bool hostile = false;         ///< its software was changed: its own state is nobody's promise
  bool inOffice = false;        ///< a clone or an old image whose owner was told to enrol anew
  std::uint64_t epochSeen = 0;  ///< highest epoch that its store ever showed since its last image
  std::uint64_t auditSeen = 0;
  std::int64_t archivedSeen = 0;  ///< the most that it was told; a backup that is lost takes back none of it
  std::vector<TabletImage> images;

 private:
  unsigned number_;
  SigningKey key_;
  TabletIdentity identity_;
  Machine machine_;
  std::unique_ptr<TabletReplica> replica_;
};

}  // namespace bf::sim
