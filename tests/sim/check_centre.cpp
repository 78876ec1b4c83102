// The centre's records against the fold of its own log, its lists of conflicts and of held changes, its alarms.

#include <algorithm>

#include "shared/replica/codec.h"
#include "tests/sim/checks.h"

namespace bf::sim {

Result<Checks::CentreView> Checks::view(StoreTx& tx) {
  CentreView seen;
  BF_LET(log, viewLog(tx));
  seen.log = std::move(log);
  seen.facts = appliedFacts(seen.log, world_.book);
  seen.folded = foldAll(seen.facts, world_.centre->machine().schema());
  return seen;
}

void Checks::compare(const Pictures& stored, const Pictures& folded) {
  for (const auto& [id, picture] : folded) {
    world_.checked(Invariant::orderIndependence);
    const auto at = stored.find(id);
    if (at == stored.end())
      return world_.wrong(Invariant::noLoss, "record " + shortName(id.view()) + " is in the log and not in the store");
    const auto differs = difference(at->second, picture);
    if (!differs.empty())
      return world_.wrong(Invariant::orderIndependence, "record " + shortName(id.view()) + " of kind " +
                                                            std::to_string(picture.kind) +
                                                            " is not what its changes make: " + differs);
  }
  for (const auto& [id, picture] : stored)
    if (!folded.contains(id))
      return world_.wrong(Invariant::noPhantom, "record " + shortName(id.view()) + " has no changes");
}

Result<void> Checks::checkConflicts(StoreTx& tx, const CentreView& view) {
  const auto& schema = world_.centre->machine().schema();
  std::map<RecordId, std::set<std::uint32_t>> listed;
  for (const auto& kind : schema.kinds()) {
    BF_LET(open, world_.centre->replica().conflicts(tx, kind.number, 0, SIZE_MAX >> 1));
    for (const auto& conflict : open) listed[conflict.record].insert(conflict.field);
  }
  for (const auto& [id, picture] : view.folded) {
    const auto& facts = view.facts.at(id);
    const auto expected = conflictsOf(picture, facts, schema);
    world_.checked(Invariant::noSilentLoser);
    if (listed[id] != std::set<std::uint32_t>(expected.begin(), expected.end()))
      world_.wrong(Invariant::noSilentLoser, "the centre's conflicts of record " + shortName(id.view()) + " are " +
                                                 std::to_string(listed[id].size()) + ", not " +
                                                 std::to_string(expected.size()));
  }
  return {};
}

Result<void> Checks::checkForks(StoreTx& tx, const CentreView& view) {
  std::map<DeviceId, std::map<std::uint64_t, std::set<ChangeId>>> chains;
  for (const auto& entry : view.log.entries) chains[entry.signer][entry.position].insert(entry.id);
  std::map<std::string, unsigned> alarms;
  BF_LET(trail, tx.list(Space::audit, {}, {}, SIZE_MAX >> 1));
  for (const auto& one : trail) {
    BF_LET(entry, decode<bianfang::AuditEntry>(one.value));
    if (entry.action() == "tablet.forked") ++alarms[entry.subject()];
  }
  Registry registry(tx);
  for (const auto& [device, positions] : chains) {
    if (world_.enteredAgain.contains(device)) continue;  // the register forgot the first branch with the device
    BF_LET(known, registry.device(device));
    if (!known) continue;
    const bool forked = std::ranges::any_of(positions, [](const auto& at) { return at.second.size() > 1; });
    const auto count = alarms["device:" + toHex(device.view())];
    world_.checked(Invariant::cloneVisibility);
    if (forked != known->forked() || count != (forked ? 1U : 0U))
      world_.wrong(Invariant::cloneVisibility,
                   "device " + shortName(device.view()) + (forked ? " has a fork" : " has no fork") + ", flagged " +
                       std::to_string(known->forked()) + ", alarms " + std::to_string(count));
  }
  return {};
}

/// Law 6: nothing is applied to a finished visit, and what is not applied is there to be reviewed.
void Checks::checkFacts(const CentreView& view) {
  const auto& schema = world_.centre->machine().schema();
  for (const auto& [record, facts] : view.facts) {
    const auto* kind = schema.kind(facts.front().change->kind);
    if (kind == nullptr || !kind->immutableWhenFinished) continue;
    std::int64_t finished = INT64_MAX;
    const auto seqOf = [&](const Fact& fact) { return view.log.find(fact.id)->seq; };
    for (const auto& fact : facts) {
      const bool finishes =
          std::ranges::find(fact.change->set, std::uint32_t{finishedField}, &Field::number) != fact.change->set.end();
      if (finishes && !world_.centre->admitted.contains(fact.id)) finished = std::min(finished, seqOf(fact));
    }
    world_.checked(Invariant::scopeIntegrity);
    for (const auto& fact : facts)
      if (seqOf(fact) > finished && !world_.centre->admitted.contains(fact.id))
        world_.wrong(Invariant::scopeIntegrity,
                     "a finished record of kind " + std::to_string(kind->number) + " took a further change");
  }
}

/// What is held can be reviewed. Two images of one tablet may bring a change in two batches: it is listed at one of
/// them.
Result<void> Checks::checkHeld(StoreTx& tx, const CentreView& view) {
  std::map<ChangeId, bool> listed;
  for (const auto& entry : view.log.entries) {
    if (entry.withheld) continue;
    BF_LET(item, tx.get(Space::review, bigEndian(static_cast<std::uint64_t>(entry.seq))));
    const auto at = listed.emplace(entry.id, false).first;
    at->second = at->second || !entry.held || item.has_value();
  }
  for (const auto& [id, known] : listed) {
    world_.checked(Invariant::noLoss);
    if (!known) world_.wrong(Invariant::noLoss, "held change " + shortName(id.view()) + " is in no list for review");
  }
  return {};
}

Result<void> Checks::checkCentre(StoreTx& tx) {
  BF_LET(seen, view(tx));
  BF_LET(stored, picturesOf(tx, world_.centre->machine().schema()));
  compare(stored, seen.folded);
  checkFacts(seen);
  BF_CHECK(checkHeld(tx, seen));
  BF_CHECK(checkConflicts(tx, seen));
  BF_CHECK(checkForks(tx, seen));
  world_.checked(Invariant::monotonicEpoch);
  const auto chain = Registry(tx).verifyAudit();
  if (!chain) world_.wrong(Invariant::monotonicEpoch, "the audit chain: " + chain.error().detail);
  return {};
}

void Checks::centre() {
  if (!office_.start()) return;
  const auto looked = [&]() -> Result<void> {
    BF_LET(tx, world_.centre->store().read());
    return checkCentre(*tx);
  }();
  if (!looked) office_.trouble(looked.error());
}

}  // namespace bf::sim
