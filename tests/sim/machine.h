#pragma once
// One simulated computer: a wall clock, a disk that may fail in every way, and the product's SQLite store on it.

#include <memory>
#include <string>

#include "shared/store/sqlite_store.h"
#include "tests/sim/disk/sim_disk.h"
#include "tests/sim/schema_versions.h"
#include "tests/sim/sim_clock.h"

namespace bf::sim {

enum class MachineRole { tablet, centre };

class Machine {
 public:
  /// All three outlive the machine. Begins with an empty store of this schema, closed.
  Machine(const TrueTime& time, SeededRandom& random, MachineRole role, SchemaVersion version);

  /// Opens the store; migrates it when schemaVersion() was raised. Errors: storage*.
  [[nodiscard]] Result<void> open();
  void close() { store_.reset(); }
  [[nodiscard]] bool isOpen() const { return store_ != nullptr; }
  [[nodiscard]] SqliteStore& store() { return *store_; }

  /// The power is gone and back: unsynced writes survive as drawn. The store is closed.
  void powerCut();
  /// Puts another whole disk in place of this one. The store is closed.
  void restore(const DiskImage& image);

  [[nodiscard]] WallClock& clock() { return clock_; }
  [[nodiscard]] SimDisk& disk() { return disk_; }
  [[nodiscard]] const SimDisk& disk() const { return disk_; }
  [[nodiscard]] SchemaVersion schemaVersion() const { return version_; }
  void setSchemaVersion(SchemaVersion version) { version_ = version; }
  [[nodiscard]] const Schema& schema() const { return schemaOf(version_); }

  static constexpr const char* storePath = "/store.db";
  /// Makes the empty stores that machines begin with, so that the first world of a process draws no other random bytes
  /// than the next. Called before a world makes anything.
  static void prepare();

 private:
  [[nodiscard]] SqliteOptions options() const;

  SeededRandom& random_;
  MachineRole role_;
  SchemaVersion version_;
  WallClock clock_;
  SimDisk disk_;
  std::unique_ptr<SqliteStore> store_;
};

}  // namespace bf::sim
