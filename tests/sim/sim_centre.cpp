#include "tests/sim/sim_centre.h"

#include "shared/sync/restore_watch.h"
#include "tests/sim/disk/sim_files.h"

namespace bf::sim {
namespace {

/// Kept in a file of its own, which no restore touches.
const std::string receiptKey(32, 'k');

}  // namespace

SimCentre::SimCentre(const TrueTime& time, SeededRandom& random, SchemaVersion version)
    : machine_(time, random, MachineRole::centre, version) {}

Result<void> SimCentre::start() {
  BF_CHECK(machine_.open());
  BF_LET(tx, machine_.store().begin());
  BF_CHECK(noteStart(*tx, now()));
  BF_CHECK(tx->commit());
  replica_ = std::make_unique<CentreReplica>(machine_.schema(), receiptKey);
  return {};
}

Result<void> SimCentre::reopen() {
  machine_.close();
  return machine_.open();
}

void SimCentre::stop() {
  replica_.reset();
  machine_.close();
}

Result<std::string> SimCentre::copyOfStore() {
  static const std::string path = "/backup.db";
  BF_CHECK(machine_.store().backupTo(path));
  SimFiles files(machine_.disk());
  BF_LET(bytes, files.read(path));
  BF_CHECK(files.remove(path));
  return bytes;
}

void SimCentre::putBack(const KeptBackup& backup) {
  stop();
  machine_.restore(DiskImage{});
  machine_.setSchemaVersion(backup.version);
  SimFiles files(machine_.disk());
  (void)files.write(Machine::storePath, backup.bytes);
  (void)files.sync(Machine::storePath);
  (void)files.syncDirectory(directoryOf(Machine::storePath));
  acked = backup.acked;
  admitted = backup.admitted;
}

}  // namespace bf::sim
