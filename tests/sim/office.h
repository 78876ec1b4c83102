#pragma once
// The people at the centre: who works where, enrolment, revocation, review, backups and restores. The office keeps its
// own list of people and devices on paper, and enters again what a restored store has forgotten.

#include <functional>
#include <string>

#include "shared/replica/registry.h"
#include "tests/sim/tablet_life.h"
#include "tests/sim/world.h"

namespace bf::sim {

class Office {
 public:
  Office(World& world, TabletLife& tablets) : world_(world), tablets_(tablets) {}

  /// Regions, people and their tablets, at the beginning.
  void open();
  /// A further tablet for somebody.
  void enrol();
  void enter(SimTablet& tablet);

  void changeGrants();
  void revoke(SimTablet& tablet);
  /// Decides one held change, for or against.
  void review();

  void backup();
  void retireBackup();
  /// Puts a backup back; `told`: as bianfangctl does it, with a new epoch. Untold: somebody copied a disk.
  void restore(bool told);
  /// A new epoch because a tablet is known to be ahead and nobody can prove it.
  void beginEpoch();
  /// Makes the store agree with the paper: people, grants, devices, revocations.
  void enterEverything();

  /// The centre's power goes and comes back; what was acknowledged must be there.
  void crash();
  /// Starts the centre if it does not run; true when it runs.
  bool start();
  void restart(SchemaVersion version);
  void trouble(const Error& error);

  /// Called whenever the centre stops: connections end with it.
  std::function<void()> connectionsEnd;
  /// Called before the store is closed: whoever reads from it must let go.
  std::function<void()> storeCloses;

 private:
  using Work = std::function<Result<void>(StoreTx&)>;
  /// Runs in a transaction of its own. True when it was committed.
  bool write(const std::string& what, const Work& work);
  [[nodiscard]] Result<void> enterPeople(StoreTx& tx);
  [[nodiscard]] Result<void> enterDevices(StoreTx& tx);
  [[nodiscard]] Result<void> retireForgotten(StoreTx& tx);
  [[nodiscard]] Result<void> putDevice(StoreTx& tx, const SimTablet& tablet);
  [[nodiscard]] std::vector<GrantedRegion> drawGrants(std::uint32_t role);
  void checkAcked();

  World& world_;
  TabletLife& tablets_;
};

/// Roles of proto/bianfang/change.proto.
namespace role {
inline constexpr std::uint32_t secretary = 1, helper = 2, clerk = 5, county = 7, assessor = 10;
}  // namespace role

}  // namespace bf::sim
