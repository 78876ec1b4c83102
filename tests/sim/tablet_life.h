#pragma once
// What happens to a tablet between two connections: people save on it, its power goes, its disk fails, it is copied or
// lost. Each of these is followed by the checks that can be made on the spot: I1, I7, I11.

#include <functional>
#include <string>

#include "tests/sim/hand.h"
#include "tests/sim/world.h"

namespace bf::sim {

class TabletLife {
 public:
  explicit TabletLife(World& world) : world_(world) {}

  /// Makes a tablet with a new key for a person; the centre must learn of it by the office.
  SimTablet& make(std::uint32_t user, SchemaVersion version);
  /// Starts a tablet that is not running; true when it runs.
  bool start(SimTablet& tablet);

  /// One thing that a person does.
  void edit(SimTablet& tablet);
  /// Saves what is given, with the checks that belong to it. False when the product refused or could not.
  bool save(SimTablet& tablet, const Doing& doing);
  /// The power goes and comes back; what was saved must be there.
  void crash(SimTablet& tablet);
  /// The program is ended and started again, in a newer version perhaps.
  void restart(SimTablet& tablet, SchemaVersion version);
  /// What an error of the store means for the machine: without power it is started again. Other errors are noted as
  /// unexpected unless a fault of the disk explains them.
  void trouble(SimTablet& tablet, const Error& error);
  /// A fault for one of the next changes of its disk, or a disk that is full or can only be read.
  void armDisk(Machine& machine, const std::string& whose);
  void disarmDisk(Machine& machine);

  void takeImage(SimTablet& tablet);
  void restoreImage(SimTablet& tablet);
  /// A second tablet with the same disk, key and name.
  void clone(SimTablet& tablet);
  void destroy(SimTablet& tablet);

  /// Notes changes that are pending in its store and not yet in the book.
  void adopt(SimTablet& tablet);
  /// I11, after anything that may have moved its epoch or audit head.
  void checkMonotonic(SimTablet& tablet);

  /// Called whenever a tablet's program ends: its connection ends with it.
  std::function<void(const SimTablet&)> connectionsEnd;

 private:
  void checkSaved(SimTablet& tablet);
  [[nodiscard]] Result<void> checkShown(SimTablet& tablet, const Doing& doing, const std::set<ChangeId>& fresh);
  [[nodiscard]] Result<void> checkOneShown(StoreTx& tx, SimTablet& tablet, const Saved& saved, bool decides);
  [[nodiscard]] bool archivedAway(const SimTablet& tablet, const ChangeId& id);

  World& world_;
};

/// True when the disk of this machine explains an error of the store.
[[nodiscard]] bool isStorageError(Errc code);

}  // namespace bf::sim
