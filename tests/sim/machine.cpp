#include "tests/sim/machine.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace bf::sim {
namespace {

/// A small store fits into it whole; sixteen machines of the default would not fit into a processor's cache.
constexpr int cacheKiB = 1024;

SqliteOptions optionsFor(const SimDisk& disk, MachineRole role) {
  SqliteOptions options;
  options.path = Machine::storePath;
  options.vfs = disk.vfsName();
  options.secureDelete = role == MachineRole::tablet;
  options.cacheKiB = cacheKiB;
  options.busyMs = 0;  // one thread: whoever waits here waits for itself
  return options;
}

/// Making the tables takes longer than all that a tablet does in a world: done once for each schema and role.
DiskImage emptyStore(MachineRole role, SchemaVersion version) {
  TrueTime time;
  WallClock clock(time);
  SeededRandom random(1);
  SimDisk disk(clock, random);
  if (const auto made = SqliteStore::open(optionsFor(disk, role), schemaOf(version)); !made) {
    std::fprintf(stderr, "empty store: %s\n", made.error().detail.c_str());
    std::abort();
  }
  disk.crash(random, {Survival::everything, std::nullopt});
  return disk.image();
}

const DiskImage& emptyImage(MachineRole role, SchemaVersion version) {
  static std::array<std::array<std::optional<DiskImage>, schemaVersions>, 2> images;
  auto& image = images[static_cast<std::size_t>(role)][static_cast<std::size_t>(version)];
  if (!image) image = emptyStore(role, version);
  return *image;
}

}  // namespace

Machine::Machine(const TrueTime& time, SeededRandom& random, MachineRole role, SchemaVersion version)
    : random_(random), role_(role), version_(version), clock_(time), disk_(clock_, random) {
  disk_.restore(emptyImage(role, version));
}

void Machine::prepare() {
  for (const auto role : {MachineRole::tablet, MachineRole::centre})
    for (const auto version : {SchemaVersion::older, SchemaVersion::present, SchemaVersion::newer})
      (void)emptyImage(role, version);
}

SqliteOptions Machine::options() const { return optionsFor(disk_, role_); }

Result<void> Machine::open() {
  BF_LET(store, SqliteStore::open(options(), schema()));
  store_ = std::move(store);
  return {};
}

void Machine::powerCut() {
  close();
  disk_.clearFaults();
  disk_.crash(random_);
}

void Machine::restore(const DiskImage& image) {
  close();
  disk_.clearFaults();
  disk_.setCapacity(std::nullopt);
  disk_.setReadOnly(false);
  disk_.restore(image);
}

}  // namespace bf::sim
