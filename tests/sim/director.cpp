#include "tests/sim/director.h"

#include <algorithm>

#include "tests/sim/scenarios.h"

namespace bf::sim {
namespace {

/// How often something happens when a world has it at its usual strength.
constexpr std::array<unsigned, happenings> usual{
    260, 110, 380, 30, 6, 6, 6, 4, 3, 5, 4, 1, 8, 6, 7, 3, 2, 1, 4, 2, 2, 1, 2, 1, 3, 5, 6, 4,
};

/// Always at their usual strength: without them nothing happens at all.
bool alwaysThere(Happening happening) {
  return happening == Happening::edit || happening == Happening::connect || happening == Happening::exchange ||
         happening == Happening::passTime;
}

}  // namespace

Director::Director(const WorldOptions& options)
    : world_(options),
      life_(world_),
      office_(world_, life_),
      checks_(world_, office_, life_),
      net_(world_, life_, office_, checks_),
      hostile_(world_, life_) {}

void Director::drawWeights() {
  static constexpr unsigned strengths[] = {0, 0, 1, 1, 4};
  for (std::size_t i = 0; i < happenings; ++i) {
    const bool always = alwaysThere(static_cast<Happening>(i));
    weights_[i] = usual[i] * (always ? 1 : strengths[world_.random.below(std::size(strengths))]);
  }
}

Happening Director::drawHappening() {
  unsigned total = 0;
  for (const auto weight : weights_) total += weight;
  auto drawn = world_.random.below(total);
  std::size_t at = 0;
  while (drawn >= weights_[at]) drawn -= weights_[at++];
  return static_cast<Happening>(at);
}

void Director::happen(Happening happening) {
  auto& random = world_.random;
  auto* tablet = world_.drawTablet();
  auto& centre = *world_.centre;
  if (tablet == nullptr) return;
  switch (happening) {
    case Happening::edit:
      for (auto count = 1 + random.below(3); count > 0 && !tablet->hostile; --count) life_.edit(*tablet);
      break;
    case Happening::connect: (void)net_.connect(*tablet); break;
    case Happening::exchange: net_.exchange(); break;
    case Happening::passTime: world_.time.pass(static_cast<Micros>(random.below(6 * hour))); break;
    case Happening::clockJump: {
      auto& clock = random.chance(90) ? tablet->machine().clock() : centre.machine().clock();
      if (random.chance(15)) clock.fallTo1970();
      else clock.setOff(drawClockOff(random));
      world_.fault("clock jump");
      break;
    }
    case Happening::tabletCrash: life_.crash(*tablet); break;
    case Happening::tabletDisk:
      if (random.chance(30)) life_.disarmDisk(tablet->machine());
      else life_.armDisk(tablet->machine(), tablet->name());
      break;
    case Happening::tabletRestart: life_.restart(*tablet, tablet->machine().schemaVersion()); break;
    case Happening::tabletUpgrade:
      if (tablet->machine().schemaVersion() == SchemaVersion::newer) break;
      world_.fault("schema upgrade");
      life_.restart(*tablet, static_cast<SchemaVersion>(static_cast<int>(tablet->machine().schemaVersion()) + 1));
      break;
    case Happening::centreCrash: office_.crash(); break;
    case Happening::centreDisk:
      if (random.chance(40)) life_.disarmDisk(centre.machine());
      else life_.armDisk(centre.machine(), "the centre");
      break;
    case Happening::centreUpgrade:
      if (centre.machine().schemaVersion() == SchemaVersion::newer) break;
      world_.fault("schema upgrade");
      office_.restart(SchemaVersion::newer);
      break;
    case Happening::lineFault: net_.spoil(); break;
    case Happening::disconnect: net_.disconnectOne(); break;
    case Happening::backup: office_.backup(); break;
    case Happening::retireBackup: office_.retireBackup(); break;
    case Happening::restoreTold: office_.restore(true); break;
    case Happening::restoreUntold: office_.restore(false); break;
    case Happening::takeImage: life_.takeImage(*tablet); break;
    case Happening::restoreImage: life_.restoreImage(*tablet); break;
    case Happening::clone: life_.clone(*tablet); break;
    case Happening::destroy: life_.destroy(*tablet); break;
    case Happening::revoke: office_.revoke(*tablet); break;
    case Happening::enrol: office_.enrol(); break;
    case Happening::grants: office_.changeGrants(); break;
    case Happening::review: office_.review(); break;
    case Happening::hostileWrite: hostile_.write(*tablet); break;
    case Happening::hostileFrame: net_.hostileFrames(); break;
  }
}

void Director::steps() {
  // Everybody has a first picture and something to quarrel about before the faults begin.
  for (auto* tablet : world_.living())
    if (world_.random.chance(80)) (void)net_.syncWhole(*tablet);
  for (auto* tablet : world_.living()) life_.edit(*tablet);
  for (world_.step = 1; world_.step <= world_.options.steps && !world_.failed(); ++world_.step) {
    ++world_.stats.steps;
    world_.time.pass(static_cast<Micros>(world_.random.below(static_cast<std::uint64_t>(10 * minute))));
    happen(drawHappening());
    if (world_.random.chance(3) && !world_.failed()) checks_.centre();
  }
}

void Director::calm() {
  world_.quiet = true;
  world_.say("quiet");
  net_.endAll();
  // A store that was opened on a disk that could only be read stays so until it is opened again.
  life_.disarmDisk(world_.centre->machine());
  office_.restart(world_.centre->machine().schemaVersion());
  for (auto* tablet : world_.living()) {
    life_.disarmDisk(tablet->machine());
    life_.restart(*tablet, tablet->machine().schemaVersion());
  }
  office_.enterEverything();
}

Hash Director::position() {
  Hash all;
  const auto read = [&]() -> Result<void> {
    BF_LET(tx, world_.centre->store().read());
    BF_LET(last, tx->lastSeq(false));
    all = hashOf(all.view(), std::to_string(last));
    for (auto* tablet : world_.living()) {
      BF_LET(state, tablet->replica().state());
      BF_LET(waiting, tablet->replica().waiting());
      all = hashOf(all.view(), std::to_string(state.epoch) + "/" + std::to_string(state.cursor) + "/" +
                                   std::to_string(state.scope) + "/" + std::to_string(state.snapshotsDue.size()) + "/" +
                                   std::to_string(waiting.changes));
    }
    return {};
  }();
  if (!read) world_.wrong(Invariant::unexpected, "quiet: " + read.error().detail);
  return all;
}

bool Director::round() {
  auto order = world_.living();
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[world_.random.below(i)]);
  bool all = true;
  for (auto* tablet : order) {
    if (world_.failed()) return true;
    world_.time.pass(minute);
    all = net_.syncWhole(*tablet) && all;
  }
  return all;
}

void Director::helpTheStuck() {
  const auto ahead = [&]() -> Result<bool> {
    BF_LET(tx, world_.centre->store().read());
    BF_LET(epoch, world_.centre->replica().epoch(*tx));
    BF_LET(last, tx->lastSeq(false));
    for (auto* tablet : world_.living()) {
      BF_LET(state, tablet->replica().state());
      if (state.epoch > epoch.number || (state.epoch == epoch.number && state.cursor > last)) return true;
    }
    return false;
  }();
  // The trail says "tablet.ahead", and nobody has a receipt that proves it: the office decides.
  if (ahead && *ahead) office_.beginEpoch();
}

void Director::rounds() {
  auto before = position();
  for (unsigned count = 1; count <= quietRoundsMax && !world_.failed(); ++count) {
    ++world_.stats.rounds;
    const bool all = round();
    if (count == 2) helpTheStuck();
    const auto after = position();
    if (after == before && all) {
      world_.checked(Invariant::bounded);
      return world_.say("settled after " + std::to_string(count) + " rounds");
    }
    before = after;
  }
  world_.wrong(Invariant::bounded, "not settled after " + std::to_string(quietRoundsMax) + " quiet rounds");
}

void Director::endChecks() {
  checks_.centre();
  checks_.noLoss();
  for (auto* tablet : world_.living()) {
    if (world_.failed()) return;
    checks_.tablet(*tablet);
    checks_.cursorOf(*tablet);
    if (world_.revoked.contains(tablet->identity().device) || tablet->hostile) continue;
    const auto waiting = tablet->replica().waiting();
    world_.checked(Invariant::bounded);
    if (waiting && waiting->changes != 0)
      world_.wrong(Invariant::bounded, tablet->name() + " still has " + std::to_string(waiting->changes) + " to send");
  }
}

/// Everything is archived, so that tablets may let go of what left their scope; then nothing of it may be left.
void Director::cleanUp() {
  if (world_.failed()) return;
  office_.backup();
  while (world_.centre->backups.size() > 1 && !world_.failed()) office_.retireBackup();
  (void)round();
  for (auto* tablet : world_.living()) {
    if (world_.failed()) return;
    life_.restart(*tablet, tablet->machine().schemaVersion());
    checks_.diskOf(*tablet);
  }
  checks_.noLoss();
}

void Director::settle() {
  if (world_.failed()) return;
  calm();
  rounds();
  if (world_.failed()) return;
  endChecks();
  cleanUp();
}

Outcome Director::play() {
  drawWeights();
  office_.open();
  if (!world_.failed()) {
    if (world_.options.scenario.empty()) steps();
    else playScenario(world_.options.scenario, *this);
  }
  settle();
  world_.trace.note(world_.centre->machine().disk().contentHash().view());
  const auto& lines = world_.trace.lastLines();
  return {world_.violation, world_.trace.hash(), world_.stats, {lines.begin(), lines.end()}};
}

Outcome playWorld(const WorldOptions& options) { return Director(options).play(); }

}  // namespace bf::sim
