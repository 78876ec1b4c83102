#include "tests/sim/sim_tablet.h"

namespace bf::sim {

SimTablet::SimTablet(unsigned number, const TrueTime& time, SeededRandom& random, SchemaVersion version, SigningKey key,
                     TabletIdentity identity)
    : number_(number),
      key_(std::move(key)),
      identity_(identity),
      machine_(time, random, MachineRole::tablet, version) {}

Result<void> SimTablet::start() {
  BF_CHECK(machine_.open());
  replica_ = std::make_unique<TabletReplica>(machine_.store(), machine_.clock(), key_, identity_);
  return {};
}

void SimTablet::stop() {
  replica_.reset();
  machine_.close();
}

TabletImage SimTablet::image() const { return {machine_.disk().image(), owes, machine_.schemaVersion(), uncertain}; }

void SimTablet::restore(const TabletImage& image) {
  stop();
  machine_.restore(image.disk);
  machine_.setSchemaVersion(image.version);
  owes = image.owes;
  uncertain = image.uncertain;
  epochSeen = 0;
  auditSeen = 0;
}

}  // namespace bf::sim
