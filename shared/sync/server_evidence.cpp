// Evidence at the centre: parts go to the disk before the writer is asked, and are read after it; the writer only
// decides who may send and see what.

#include <algorithm>

#include "shared/replica/codec.h"
#include "shared/sync/messages.h"
#include "shared/sync/server_session.h"

namespace bf {
namespace {

bool names(const std::vector<Field>& values, const Hash& hash) {
  const auto hex = toHex(hash.view());
  return std::ranges::any_of(values, [&](const Field& field) {
    WireReader reader(field.wire);
    while (!reader.done()) {
      const auto token = reader.next();
      if (!token) return false;
      if (token->type == WireType::bytes && (token->payload == hash.view() || token->payload == hex)) return true;
    }
    return false;
  });
}

}  // namespace

void ServerSession::takeParts(Flight& flight) {
  if (state_ != State::serving) return;
  for (const auto& part : flight.message.parts()) {
    auto& told = flight.parts.emplace_back();
    told.set_hash(part.hash());
    const auto hash = Hash::from(part.hash());
    const auto at = hash ? offered_.find(*hash) : offered_.end();
    if (at == offered_.end()) {
      told.set_refused(bianfang::NOT_NOW);
    } else if (part.content().size() > evidencePartBytes) {
      told.set_refused(bianfang::TOO_LARGE);
    } else if (const auto have = evidence_.add(*hash, at->second.size, *peer_.device, part.offset(), part.content())) {
      told.set_offset(*have);
    } else {
      told.set_refused(refusalOf(have.error()).code);
    }
  }
  flight.message.clear_parts();
}

Result<void> ServerSession::noteParts(StoreTx& tx, const Flight& flight, Micros now) {
  for (const auto& told : flight.parts) {
    *answer_.add_wanted() = told;
    const auto hash = Hash::from(told.hash());
    const auto at = hash ? offered_.find(*hash) : offered_.end();
    if (at == offered_.end() || told.refused() != bianfang::REFUSAL_UNSPECIFIED || told.offset() != at->second.size)
      continue;
    BF_CHECK(putState(tx, *hash, at->second, true, now));
  }
  return {};
}

Result<void> ServerSession::putState(StoreTx& tx, const Hash& hash, const Offered& offered, bool complete, Micros now) {
  bianfang::EvidenceState state;
  state.set_size(offered.size);
  state.set_have(complete ? offered.size : 0);
  state.set_complete(complete);
  state.set_record(offered.record.str());
  state.set_region(offered.region);
  state.set_at(now);
  return tx.put(Space::evidence, hash.view(), encode(state));
}

Result<bool> ServerSession::mayOffer(StoreTx& tx, const bianfang::EvidenceHave& have, RegionCode& region) {
  const auto hash = Hash::from(have.hash());
  const auto record = RecordId::from(have.record());
  if (!hash || !record || centre_.schema().kind(have.kind()) == nullptr) return false;
  BF_LET(row, tx.find(have.kind(), *record));
  if (!row) return false;
  BF_LET(values, tx.values(row->kind, row->rec));
  BF_LET(lies, centre_.regionOf(tx, *row));
  region = lies;
  return names(values, *hash) && sender_.mayWrite(lies);
}

Result<void> ServerSession::serveOffers(StoreTx& tx, const bianfang::ToCentre& message, Micros now) {
  for (const auto& have : message.evidence()) {
    RegionCode region = 0;
    BF_LET(may, mayOffer(tx, have, region));
    const auto hash = Hash::from(have.hash());
    if (may && have.size() != 0 && have.size() <= evidenceBytesMax) {
      const auto& offered = offered_[*hash] = {have.size(), region, *RecordId::from(have.record())};
      BF_LET(known, tx.get(Space::evidence, hash->view()));
      if (!known) BF_CHECK(putState(tx, *hash, offered, false, now));
      asked_.push_back(*hash);
      continue;
    }
    auto& told = *answer_.add_wanted();
    told.set_hash(have.hash());
    told.set_refused(may ? bianfang::TOO_LARGE : bianfang::OUT_OF_SCOPE);
  }
  return {};
}

Result<void> ServerSession::serveWishes(StoreTx& tx, const bianfang::ToCentre& message) {
  for (const auto& wish : message.wanted()) {
    const auto hash = Hash::from(wish.hash());
    bool may = false;
    if (hash) {
      BF_LET(known, tx.get(Space::evidence, hash->view()));
      if (known) {
        BF_LET(state, bf::decode<bianfang::EvidenceState>(*known));
        may = sender_.mayRead(state.region());
      }
    }
    if (may) {
      given_.push_back({*hash, wish.offset()});
      continue;
    }
    auto& told = *answer_.add_wanted();
    told.set_hash(wish.hash());
    told.set_refused(bianfang::OUT_OF_SCOPE);
  }
  return {};
}

void ServerSession::readEvidence() {
  for (const auto& hash : asked_) {
    auto& told = *answer_.add_wanted();
    told.set_hash(hash.str());
    if (const auto have = evidence_.have(hash, offered_[hash].size, *peer_.device)) told.set_offset(*have);
    else told.set_refused(refusalOf(have.error()).code);
  }
  for (const auto& wish : given_) {
    if (static_cast<std::size_t>(answer_.parts_size()) == evidencePartsPerFlight) break;
    const auto size = evidence_.sizeOf(wish.hash);
    const auto content =
        size ? evidence_.read(wish.hash, wish.offset, evidencePartBytes) : std::unexpected(size.error());
    if (!content) {
      auto& told = *answer_.add_wanted();
      told.set_hash(wish.hash.str());
      told.set_refused(bianfang::NOT_NOW);
      continue;
    }
    auto& part = *answer_.add_parts();
    part.set_hash(wish.hash.str());
    part.set_offset(wish.offset);
    part.set_content(*content);
    part.set_size(*size);
  }
  asked_.clear();
  given_.clear();
}

}  // namespace bf
