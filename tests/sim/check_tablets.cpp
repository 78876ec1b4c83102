// Tablets against the centre: what their cursor claims, what they show, what they keep.

#include <algorithm>

#include "bianfang/registry.pb.h"
#include "shared/replica/codec.h"
#include "tests/sim/checks.h"
#include "tests/sim/disk/sim_files.h"

namespace bf::sim {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;
/// Held changes of one record whose every combination is tried.
constexpr std::size_t heldTriedMax = 6;

/// Whether this tablet made a change, not yet applied at the centre, that replaces `head` in `field`.
bool replacedUnsent(const Book& book, const LogView& log, const std::set<ChangeId>& own, std::uint32_t field,
                    const ChangeId& head) {
  return std::ranges::any_of(own, [&](const ChangeId& id) {
    const auto* saved = book.find(id);
    if (saved == nullptr) return false;
    const auto& bases = basesOf(saved->change, field);
    if (std::ranges::find(bases, head) == bases.end()) return false;
    const auto* entry = log.find(id);
    return entry == nullptr || entry->held;
  });
}

bool hasRoot(StoreTx& tx, const RecordId& id) {
  for (const auto number : {kind::household, kind::village, kind::meeting})
    if (const auto row = tx.find(number, id); row && *row) return true;
  return false;
}

/// Records and changes of which the feed tells behind the cursor, although their numbers lie before it.
Result<std::set<std::int64_t>> announcedAfter(StoreTx& centre, const Sender& sender, std::int64_t cursor) {
  std::set<std::int64_t> numbers;
  BF_LET(regions, Registry(centre).regions());
  for (const auto& region : regions) {
    if (!sender.mayRead(region.code())) continue;
    BF_LET(items, centre.feed(region.code(), cursor, everything));
    for (const auto& item : items) {
      if (item.event != FeedEvent::batch) numbers.insert(item.rec);
      if (item.event != FeedEvent::batch || item.rec == 0) continue;
      BF_LET(batch, centre.batchAt(item.rec));
      for (std::size_t i = 0; batch && i < batch->batch.entries.size(); ++i)
        numbers.insert(batch->seq + static_cast<std::int64_t>(i));
    }
  }
  return numbers;
}

/// The tablet did not know this kind when its records came; since its update it is to fetch them with the next answer.
Result<bool> passedOver(StoreTx& own, std::uint32_t kind) {
  BF_LET(noted, own.get(Space::meta, "unknown-kinds"));
  return noted && noted->contains(static_cast<char>(kind));
}

/// Households that a tablet moved, where the move waits for a reviewer: its author's tablet shows them until then.
Result<std::set<RecordId>> movesUndecided(StoreTx& centre, const DeviceId& by) {
  std::set<RecordId> records;
  BF_LET(entries, centre.list(Space::review, {}, {}, everything));
  for (const auto& entry : entries) {
    bianfang::Held item;
    const auto seq = static_cast<std::int64_t>(fromBigEndian(entry.key));
    BF_LET(batch, centre.batchAt(seq));
    if (!item.ParseFromString(entry.value) || item.decided() != 0 || !batch || batch->batch.device != by) continue;
    const auto change = parseChange(batch->batch.entries[static_cast<std::size_t>(seq - batch->seq)].change);
    if (change && std::ranges::find(change->set, std::uint32_t{regionField}, &Field::number) != change->set.end())
      records.insert(change->record);
  }
  return records;
}

}  // namespace

Result<void> Checks::checkCursor(StoreTx& centre, StoreTx& own, const SimTablet& tablet, const TabletState& state) {
  Registry registry(centre);
  BF_LET(epoch, world_.centre->replica().epoch(centre));
  BF_LET(device, registry.device(tablet.identity().device));
  if (!device || device->revoked() != 0 || state.epoch != epoch.number || epoch.number == world_.untoldEpoch) return {};
  BF_LET(sender, registry.sender(tablet.identity().device));
  BF_LET(user, registry.user(sender.user));
  if (user.scope_version() != state.scope || sender.grants != state.grants) return {};
  if (!state.snapshotsDue.empty() || state.cursor == 0) return {};
  BF_LET(announced, announcedAfter(centre, sender, state.cursor));
  BF_LET(log, viewLog(centre));
  BF_LET(held, holdings(own));
  // Until a tablet is known to be cloned, what its other image did passes for its own; it is told with the alarm.
  if (!device->forked())
    for (const auto& entry : log.entries)
      if (entry.signer == tablet.identity().device) announced.insert(entry.seq);
  const auto& schema = world_.centre->machine().schema();
  for (const auto& kind : schema.kinds()) {
    if (tablet.schema().kind(kind.number) == nullptr) continue;
    BF_LET(missed, passedOver(own, kind.number));
    if (missed) continue;
    BF_LET(rows, centre.records(kind.number, 0, everything));
    for (const auto& row : rows) {
      if (row.rec > state.cursor) continue;
      auto root = row;
      while (root.parent != 0) {
        BF_LET(parent, centre.load(root.parentKind, root.parent));
        if (!parent) return fail(Errc::storageCorrupt, "a parent is missing");
        root = std::move(*parent);
      }
      if (!sender.mayRead(root.region) || announced.contains(root.rec) || announced.contains(row.rec)) continue;
      world_.checked(Invariant::cursorHonesty);
      BF_LET(mine, own.find(kind.number, row.id));
      const auto where = tablet.name() + " at " + std::to_string(state.cursor) + ", record " +
                         shortName(row.id.view()) + " (" + std::to_string(row.rec) + ")";
      if (!mine) {
        world_.wrong(Invariant::cursorHonesty, where + " is missing");
        return {};
      }
      for (const auto& field : row.heads.fields()) {
        const auto here = mine->heads.headsOf(field.field);
        for (const auto& head : field.heads) {
          const auto& writer = row.heads.writer(head);
          if (writer.seq > state.cursor || announced.contains(writer.seq) ||
              std::ranges::find(here, writer.id) != here.end())
            continue;
          if (replacedUnsent(world_.book, log, held, field.field, writer.id)) continue;
          world_.wrong(Invariant::cursorHonesty, where + ": field " + std::to_string(field.field) + " lacks change " +
                                                     std::to_string(writer.seq));
          return {};
        }
      }
    }
  }
  return {};
}

void Checks::cursorOf(SimTablet& tablet) {
  if (!tablet.running() || !world_.centre->running() || tablet.hostile) return;
  const auto state = tablet.replica().state();
  if (!state) return tablets_.trouble(tablet, state.error());
  const auto centre = world_.centre->store().read();
  if (!centre) return office_.trouble(centre.error());
  const auto own = tablet.replica().store().read();
  if (!own) return tablets_.trouble(tablet, own.error());
  const auto looked = checkCursor(**centre, **own, tablet, *state);
  if (!looked) world_.say("cursor of " + tablet.name() + " could not be checked: " + looked.error().detail);
}

void Checks::noLoss() {
  const auto log = [&]() -> Result<LogView> {
    BF_LET(tx, world_.centre->store().read());
    return viewLog(*tx);
  }();
  if (!log) return office_.trouble(log.error());
  for (auto* tablet : world_.living()) {
    const auto own = [&]() -> Result<LogView> {
      BF_LET(tx, tablet->replica().store().read());
      return viewLog(*tx);
    }();
    const auto holds = [&]() -> Result<std::set<ChangeId>> {
      BF_LET(tx, tablet->replica().store().read());
      return holdings(*tx);
    }();
    if (!own || !holds) return tablets_.trouble(*tablet, own ? holds.error() : own.error());
    auto needed = *holds;
    needed.insert(tablet->owes.begin(), tablet->owes.end());
    world_.checked(Invariant::noLoss, needed.size());
    for (const auto& id : needed) {
      if (log->find(id) != nullptr) continue;
      const auto* entry = own->find(id);
      return world_.wrong(Invariant::noLoss, "change " + shortName(id.view()) + " never reached the centre; " +
                                                 tablet->name() +
                                                 (tablet->owes.contains(id) ? " saved it" : " was told of it") +
                                                 (holds->contains(id) ? " and holds it" : " and holds it no longer") +
                                                 (entry == nullptr ? "" : ", number " + std::to_string(entry->seq)));
    }
  }
}

std::string Checks::storyOf(const RecordId& record, const LogView& centre, const LogView& own) const {
  std::string story;
  for (const auto& [id, saved] : world_.book.all()) {
    if (saved.record != record) continue;
    const auto* entry = centre.find(id);
    story += "\n    " + shortName(id.view()) + " by T" + std::to_string(saved.machine) + " at " +
             std::to_string(saved.change.stamp) + (saved.change.creates() ? " creates" : "") + " in " +
             std::to_string(saved.change.region) + " fields";
    for (const auto& field : saved.change.set) story += " " + std::to_string(field.number);
    for (const auto field : saved.change.cleared) story += " -" + std::to_string(field);
    for (const auto& bases : saved.change.bases)
      for (const auto& base : bases.ids) story += " <" + shortName(base.view());
    story += entry == nullptr ? "; not at the centre" : "; number " + std::to_string(entry->seq);
    if (entry != nullptr && entry->held) story += " held";
    if (const auto* mine = own.find(id)) story += "; here " + std::to_string(mine->seq);
  }
  return story;
}

bool Checks::explainedByHeld(const RecordPicture& shown, const CentreView& view, const LogView& ownLog) {
  std::vector<Fact> held;
  for (const auto& [id, at] : ownLog.whole) {
    const auto* saved = world_.book.find(id);
    const auto* entry = view.log.find(id);
    if (saved == nullptr || saved->record != shown.id || entry == nullptr || !entry->held) continue;
    held.push_back({&saved->change, id, entry->received});
  }
  if (held.empty() || held.size() > heldTriedMax) return !held.empty();
  const auto applied = view.facts.find(shown.id);
  for (std::size_t mask = 1; mask < std::size_t{1} << held.size(); ++mask) {
    auto facts = applied == view.facts.end() ? std::vector<Fact>{} : applied->second;
    for (std::size_t i = 0; i < held.size(); ++i)
      if ((mask >> i & 1) != 0) facts.push_back(held[i]);
    if (std::ranges::none_of(facts, [](const Fact& fact) { return fact.change->creates(); })) continue;
    auto picture = fold(facts, world_.centre->machine().schema());
    if (!picture.parent.isZero()) picture.region = shown.region;
    if (difference(shown, picture).empty()) return true;
  }
  return false;
}

Result<void> Checks::checkTablet(StoreTx& centre, StoreTx& own, SimTablet& tablet) {
  Registry registry(centre);
  BF_LET(sender, registry.sender(tablet.identity().device));
  if (sender.depositOnly) return {};
  BF_LET(seen, view(centre));
  BF_LET(ownLog, viewLog(own));
  BF_LET(shown, picturesOf(own, tablet.schema()));
  std::size_t common = 0;
  for (const auto& [id, picture] : seen.folded) {
    if (!sender.mayRead(picture.region) || tablet.schema().kind(picture.kind) == nullptr) continue;
    world_.checked(Invariant::convergence);
    const auto at = shown.find(id);
    const auto where = tablet.name() + ", record " + shortName(id.view()) + " of kind " + std::to_string(picture.kind);
    if (at == shown.end()) {
      world_.wrong(Invariant::convergence, where + " is missing" + storyOf(id, seen.log, ownLog));
      return {};
    }
    ++common;
    const auto differs = difference(at->second, picture);
    if (differs.empty() || explainedByHeld(at->second, seen, ownLog)) continue;
    world_.wrong(Invariant::convergence, where + ": " + differs + storyOf(id, seen.log, ownLog));
    return {};
  }
  if (common == shown.size()) return {};
  for (const auto& [id, picture] : shown) {
    const auto at = seen.folded.find(id);
    if (at != seen.folded.end() && sender.mayRead(at->second.region)) continue;
    if (at == seen.folded.end() && explainedByHeld(picture, seen, ownLog)) continue;
    world_.wrong(at == seen.folded.end() ? Invariant::convergence : Invariant::scopeSecrecy,
                 tablet.name() + " shows record " + shortName(id.view()) + " of kind " + std::to_string(picture.kind) +
                     (at == seen.folded.end() ? ", which the centre does not have" : ", outside of its scope") +
                     storyOf(id, seen.log, ownLog));
    return {};
  }
  return {};
}

void Checks::tablet(SimTablet& tablet) {
  if (tablet.hostile || tablet.destroyed) return;
  const auto centre = world_.centre->store().read();
  if (!centre) return office_.trouble(centre.error());
  const auto own = tablet.replica().store().read();
  if (!own) return tablets_.trouble(tablet, own.error());
  const auto looked = checkTablet(**centre, **own, tablet);
  if (!looked) world_.wrong(Invariant::unexpected, tablet.name() + ": " + looked.error().detail);
}

void Checks::diskOf(SimTablet& tablet) {
  if (tablet.hostile || tablet.destroyed) return;
  std::set<unsigned> marks;
  SimFiles files(tablet.machine().disk());
  for (const auto& path : tablet.machine().disk().paths())
    if (const auto bytes = files.read(path)) marks.merge(marksIn(*bytes));
  const auto looked = [&]() -> Result<void> {
    BF_LET(tx, world_.centre->store().read());
    BF_LET(sender, Registry(*tx).sender(tablet.identity().device));
    if (sender.depositOnly) return {};
    // What it made itself and nobody admitted may stay where it may look; so may what it moved while nobody decided.
    BF_LET(undecided, movesUndecided(*tx, tablet.identity().device));
    std::erase_if(marks, [&](unsigned number) {
      const auto id = world_.book.rootOf(number);
      const auto* saved = id ? world_.book.find(*id) : nullptr;
      if (id && undecided.contains(*id)) return true;
      return saved != nullptr && saved->change.device == tablet.identity().device && !hasRoot(*tx, *id) &&
             sender.mayRead(saved->change.region);
    });
    return checkMarks(*tx, sender, marks, Invariant::scopeSecrecy, "the disk of " + tablet.name());
  }();
  if (!looked) office_.trouble(looked.error());
}

}  // namespace bf::sim
