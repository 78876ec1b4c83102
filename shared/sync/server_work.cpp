// After the hello: batches up, batches down, pictures of regions, the last word of a revoked tablet.

#include <algorithm>

#include "shared/sync/check_code.h"
#include "shared/sync/messages.h"
#include "shared/sync/packing.h"
#include "shared/sync/server_session.h"
#include "shared/sync/state_columns.h"

namespace bf {
namespace {

std::size_t asked(std::uint32_t wanted, std::size_t byDefault) {
  return wanted == 0 ? byDefault : std::clamp<std::size_t>(wanted, askedBytesMin, askedBytesMax);
}

/// A message that carries records whole: columns where they fit and are understood.
template <class Message>
Result<void> setStates(StoreTx& tx, const Rules& rules, const std::vector<RecordState>& states, RegionCode region,
                       bool columns, Message& into) {
  if (states.empty()) return {};
  if (columns) {
    BF_LET(packed, packStates(tx, rules, states, region));
    if (packed) {
      into.set_columns(*packed);
      return {};
    }
  }
  for (const auto& state : states) *into.add_states() = toMessage(state);
  return {};
}

}  // namespace

ServerSession::Going ServerSession::serveWork(StoreTx& tx, Flight& flight, Micros now) {
  const auto& message = flight.message;
  BF_CHECK(servePush(tx, message, now));
  if (!message.wiping().empty()) BF_CHECK(serveWiping(tx, message.wiping(), now));
  // Revoked, disabled or expired: what it brings is kept, nothing is given.
  if (state_ == State::depositing) return true;
  BF_CHECK(noteParts(tx, flight, now));
  BF_CHECK(serveOffers(tx, message, now));
  if (!message.renew().empty()) {
    BF_LET(renewed, serveRenewal(tx, message.renew(), now));
    if (!renewed) return false;
  }
  if (message.has_pull()) BF_CHECK(servePull(tx, message.pull()));
  if (message.has_snapshot()) {
    BF_LET(given, serveSnapshot(tx, message.snapshot()));
    if (!given) return false;
  }
  BF_CHECK(serveWishes(tx, message));
  return true;
}

Result<void> ServerSession::servePush(StoreTx& tx, const bianfang::ToCentre& message, Micros now) {
  if (message.push_size() == 0) return {};
  StoreNames names(tx);
  Unpacker unpacker(names, *peer_.device);
  if (const auto chain = Hash::from(device_.chain()); chain || device_.position() == 0)
    unpacker.known(*peer_.device, {device_.position(), chain.value_or(Hash{})});
  std::uint64_t receipted = 0;
  for (const auto& packed : message.push()) {
    auto& receipt = *answer_.add_receipts();
    const auto unpacked = unpacker.unpack(packed);
    if (unpacked) {
      BF_CHECK(admitOne(tx, unpacked->batch, unpacked->rebuilt, now, receipt));
    } else if (isStorage(unpacked.error().code)) {
      return std::unexpected(unpacked.error());
    } else if (unpacked.error().code == Errc::notFound) {
      receipt.set_resend(true);
    } else {
      const auto refused = refusalOf(unpacked.error());
      receipt.set_refused(refused.code);
      receipt.set_detail(refused.detail);
    }
    if (unpacked && !receipt.resend() && receipt.refused() == bianfang::REFUSAL_UNSPECIFIED)
      receipted += unpacked->batch.entries.size();
    figures_.resends += receipt.resend() ? 1 : 0;
    figures_.refusedBatches += receipt.refused() != bianfang::REFUSAL_UNSPECIFIED ? 1 : 0;
  }
  BF_LET(device, Registry(tx).device(*peer_.device));
  if (device) device_ = std::move(*device);
  if (device_.forked()) alarm(bianfang::CLONED);
  // What the hello said was before this push: a tablet whose every batch has a receipt has nothing waiting.
  const auto waiting = device_.waiting() - std::min(device_.waiting(), receipted);
  if (!device || waiting == device_.waiting()) return {};
  device_.set_waiting(waiting);
  return Registry(tx).putDevice(*peer_.device, device_);
}

Result<void> ServerSession::admitOne(StoreTx& tx, const Batch& batch, bool rebuilt, Micros now,
                                     bianfang::Receipt& receipt) {
  std::optional<Receipt> given;
  const auto admitted = tx.nested([&]() -> Result<void> {
    BF_LET(made, centre_.admit(tx, batch, sender_, now));
    given = std::move(made);
    return {};
  });
  if (!admitted) {
    if (isStorage(admitted.error().code)) return std::unexpected(admitted.error());
    // What was implied may have been guessed wrong; only exact bytes that do not fit are the tablet's fault.
    if (rebuilt && admitted.error().code == Errc::badSignature) {
      receipt.set_resend(true);
      return {};
    }
    const auto refused = refusalOf(admitted.error());
    receipt.set_refused(refused.code);
    receipt.set_detail(refused.detail);
    return {};
  }
  figures_.batches += 1;
  figures_.changes += batch.entries.size();
  figures_.held += given->verdicts.size();
  receipt = toMessage(*given);
  // The tablet fills in again what it knows: which batch, and what the welcome says.
  receipt.clear_head();
  receipt.clear_count();
  if (given->epoch == epoch_) receipt.clear_epoch();
  if (answer_.has_welcome() && given->received == now) receipt.clear_received();
  return {};
}

Result<void> ServerSession::servePull(StoreTx& tx, const bianfang::Pull& pull) {
  BF_LET(cursor, sequence(pull.cursor(), "cursor"));
  BF_LET(result, centre_.pull(tx, sender_, cursor, pull.own() || behind_, asked(pull.bytes_max(), pullBytesDefault)));
  auto& pulled = *answer_.mutable_pulled();
  pulled.set_cursor(static_cast<std::uint64_t>(result.cursor));
  pulled.set_more(result.more);
  StoreNames names(tx);
  Packer packer(names, *peer_.device);
  const bool columns = columns_ && !pull.exact();
  for (const auto& batch : result.batches) {
    BF_LET(packed, packer.pack(batch.batch, columns ? PackAs::columns : PackAs::exact));
    packed.set_seq(static_cast<std::uint64_t>(batch.seq));
    packed.set_received(batch.received);
    packed.set_check(checkOf(batch.head));
    *pulled.add_batches() = std::move(packed);
  }
  figures_.batchesDown += result.batches.size();
  figures_.statesDown += result.states.size();
  for (const auto& left : result.left) {
    auto* made = pulled.add_left();
    made->set_kind(left.kind);
    made->set_record(left.record.str());
  }
  return setStates(tx, centre_.rules(), result.states, 0, columns, pulled);
}

ServerSession::Going ServerSession::serveSnapshot(StoreTx& tx, const bianfang::SnapshotWanted& wanted) {
  auto result =
      centre_.snapshot(tx, sender_, wanted.region(), wanted.after(), asked(wanted.bytes_max(), snapshotChunkBytes));
  // A region may have left the scope while its picture was on the way: the tablet learns of it at its next hello.
  if (!result && result.error().code == Errc::outOfScope)
    return refuse(bianfang::OUT_OF_SCOPE, std::to_string(wanted.region()));
  if (!result) return std::unexpected(result.error());
  auto& chunk = *answer_.mutable_snapshot();
  chunk.set_region(wanted.region());
  chunk.set_as_of(static_cast<std::uint64_t>(result->asOf));
  chunk.set_after(result->after);
  chunk.set_cursor(static_cast<std::uint64_t>(result->cursor));
  figures_.statesDown += result->states.size();
  BF_CHECK(setStates(tx, centre_.rules(), result->states, wanted.region(), columns_, chunk));
  return true;
}

Result<void> ServerSession::serveWiping(StoreTx& tx, std::string_view bytes, Micros now) {
  const auto signature = Signature::from(bytes);
  if (wipeSecret_.empty() || !signature ||
      !verify(sender_.signingKey, wipingBytes(*peer_.device, wipeSecret_), *signature))
    return fail(Errc::badSignature, "word that the tablet erases itself");
  return Registry(tx).audit("device:" + toHex(peer_.device->view()), "tablet.wiped",
                            "device:" + toHex(peer_.device->view()), {}, now);
}

}  // namespace bf
