// What leaves the centre, and what comes into its log.

#include <algorithm>

#include "bianfang/sync.pb.h"
#include "shared/sync/frame.h"
#include "tests/sim/checks.h"

namespace bf::sim {
namespace {

/// Where a root record with this id lies in a store.
Result<std::optional<RegionCode>> regionOfRoot(StoreTx& tx, const RecordId& id) {
  for (const auto number : {kind::household, kind::village, kind::meeting}) {
    BF_LET(row, tx.find(number, id));
    if (row) return std::optional(row->region);
  }
  return std::optional<RegionCode>{};
}

bool givesRecords(const bianfang::FromCentre& message) {
  return message.has_pulled() || message.has_snapshot() || message.parts_size() > 0 || message.welcome().has_scope();
}

/// What an answer says, for those who read a trace.
std::string summary(const bianfang::FromCentre& message) {
  std::string text;
  const auto add = [&](const char* what, std::uint64_t number) {
    text += std::string(" ") + what + " " + std::to_string(number);
  };
  if (message.has_welcome()) add("welcome epoch", message.welcome().epoch());
  if (message.welcome().has_scope()) add("scope", message.welcome().scope().version());
  if (message.welcome().common() != 0) add("common", message.welcome().common());
  if (message.welcome().archived() != 0) add("archived", message.welcome().archived());
  for (const auto& receipt : message.receipts()) add(receipt.resend() ? "resend" : "receipt", receipt.seq());
  if (message.has_refusal()) text += " refused " + bianfang::RefusalCode_Name(message.refusal().code());
  if (message.has_pulled()) {
    add("pulled to", message.pulled().cursor());
    for (const auto& batch : message.pulled().batches()) add("batch", batch.seq());
    add("columns", message.pulled().columns().size());
    add("states", static_cast<std::uint64_t>(message.pulled().states_size()));
    add("left", static_cast<std::uint64_t>(message.pulled().left_size()));
  }
  if (message.has_snapshot()) {
    add("picture of", message.snapshot().region());
    add("as of", message.snapshot().as_of());
    add("then from", message.snapshot().cursor());
  }
  for (const auto alarm : message.alarms()) text += " " + bianfang::Alarm_Name(static_cast<bianfang::Alarm>(alarm));
  return text;
}

}  // namespace

void Checks::beforeCommit() {
  before_.reset();
  auto tx = world_.centre->store().read();
  if (tx) before_ = std::move(*tx);
}

Result<void> Checks::checkMarks(StoreTx& tx, const Sender& sender, const std::set<unsigned>& marks, Invariant invariant,
                                const std::string& where) {
  for (const auto number : marks) {
    const auto id = world_.book.rootOf(number);
    std::optional<RegionCode> now;
    std::optional<RegionCode> earlier;
    if (id) {
      BF_LET(found, regionOfRoot(tx, *id));
      now = found;
    }
    if (id && before_) {
      BF_LET(found, regionOfRoot(*before_, *id));
      earlier = found;
    }
    // Of a record that the centre does not have, its author revoked since it was lost, the region is that of its birth.
    if (const auto* born = id && !now && !earlier ? world_.book.find(*id) : nullptr) now = born->change.region;
    world_.checked(invariant);
    if (now && sender.mayRead(*now)) continue;
    if (earlier && sender.mayRead(*earlier)) continue;
    world_.wrong(invariant, where + " has a text of " + mark(number) + ", which lies in " +
                                std::to_string(now.value_or(0)) + ", outside of its scope");
  }
  return {};
}

void Checks::frameFor(const SimTablet& tablet, std::string_view frame) {
  world_.checked(Invariant::bounded);
  if (frame.size() > frameBytesMax + frameHeaderBytes) world_.wrong(Invariant::bounded, "a frame beyond frameBytesMax");
  const auto plain = openFrame(frame);
  bianfang::FromCentre message;
  if (!plain || !message.ParseFromString(*plain))
    return world_.wrong(Invariant::unexpected, "the centre sends what is no frame");
  const auto marks = marksIn(*plain);
  if (world_.options.trace) world_.say("to " + tablet.name() + ":" + summary(message));
  const auto looked = [&]() -> Result<void> {
    BF_LET(tx, world_.centre->store().read());
    Registry registry(*tx);
    BF_LET(device, registry.device(tablet.identity().device));
    if (!device) return {};
    world_.checked(Invariant::revocation);
    if (device->revoked() != 0 && givesRecords(message))
      world_.wrong(Invariant::revocation, tablet.name() + " is revoked and was served");
    if (marks.empty()) return {};
    BF_LET(sender, registry.sender(tablet.identity().device));
    return checkMarks(*tx, sender, marks, Invariant::scopeSecrecy, "a frame for " + tablet.name());
  }();
  if (!looked) office_.trouble(looked.error());
}

void Checks::receiptFor(const SimTablet& tablet, const Hash& head) {
  ++world_.stats.receipts;
  world_.checked(Invariant::durableAck);
  if (!world_.centre->running())
    return world_.wrong(Invariant::durableAck, tablet.name() + " got a receipt from a centre that is down");
  const auto there = [&]() -> Result<bool> {
    BF_LET(tx, world_.centre->store().read());
    BF_LET(batch, tx->batchNamed(head));
    return batch.has_value();
  }();
  if (!there) return office_.trouble(there.error());
  if (!*there)
    return world_.wrong(Invariant::durableAck, tablet.name() + " has a receipt for a batch that is not in the log");
  world_.centre->acked.insert(head);
}

/// Other regions may have been granted since it was made: then it breaks no rule any more.
Result<bool> Checks::grantedByNow(StoreTx& tx, const Saved& saved) {
  BF_LET(sender, Registry(tx).sender(saved.change.device));
  const auto moved = std::ranges::find(saved.change.set, std::uint32_t{regionField}, &Field::number);
  if (moved != saved.change.set.end()) return sender.mayWrite(integerOf(moved->wire));
  if (saved.change.creates()) return sender.mayWrite(saved.change.region);
  BF_LET(row, tx.find(saved.change.kind, saved.record));
  return row && sender.mayWrite(row->region);
}

Result<void> Checks::checkNew(StoreTx& tx) {
  BF_LET(last, tx.lastSeq(false));
  if (last < looked_) {
    looked_ = 0;
    seen_.clear();
  }
  BF_LET(batches, tx.batchesFrom(looked_ + 1, SIZE_MAX >> 1));
  for (const auto& batch : batches)
    for (std::uint32_t i = 0; i < batch.batch.entries.size(); ++i) {
      const auto& entry = batch.batch.entries[i];
      if (entry.withheld() || !seen_.insert(entry.id()).second) continue;
      const auto* saved = world_.book.find(entry.id());
      world_.checked(Invariant::scopeIntegrity);
      world_.checked(Invariant::noPhantom);
      if (saved == nullptr) {
        world_.wrong(Invariant::noPhantom, "a change that nobody saved: " + shortName(entry.id().view()));
        continue;
      }
      const bool held = std::ranges::find(batch.held, i) != batch.held.end();
      if (held || world_.centre->admitted.contains(entry.id())) continue;
      if (saved->nature == Nature::hostile) {
        BF_LET(granted, grantedByNow(tx, *saved));
        if (!saved->outside || !granted)
          world_.wrong(Invariant::scopeIntegrity, "applied without a reviewer: " + saved->offence);
      }
      const auto revoked = world_.revokedAt.find(batch.batch.device);
      if (revoked != world_.revokedAt.end() && batch.seq > revoked->second)
        world_.wrong(Invariant::revocation, "work of a revoked tablet was applied");
    }
  looked_ = last;
  return {};
}

void Checks::afterCommit() {
  before_.reset();
  if (!world_.centre->running()) return;
  const auto looked = [&]() -> Result<void> {
    BF_LET(tx, world_.centre->store().read());
    return checkNew(*tx);
  }();
  if (!looked) office_.trouble(looked.error());
}

}  // namespace bf::sim
