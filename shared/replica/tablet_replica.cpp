// Saving: each edit becomes a change, is applied and logged in one transaction.

#include "shared/replica/tablet_replica.h"

#include <algorithm>

#include "shared/base/weakening.h"
#include "shared/merge/merge_limits.h"
#include "shared/replica/codec.h"
#include "shared/replica/tablet_notes.h"
#include "shared/schema/validate.h"

namespace bf {
namespace {

constexpr std::string_view standingKey = "standing";
constexpr std::string_view stampKey = "stamp";

/// A stamp may run ahead of the clock by this much to stay unique; after a longer step back the clock is believed.
constexpr Micros stampDriftMax = 3'600'000'000;

std::string fieldName(const KindSpec& kind, std::uint32_t number) {
  if (number == 0) return kind.name;
  const auto* field = kind.field(number);
  return kind.name + "." + (field == nullptr ? std::to_string(number) : field->name);
}

}  // namespace

TabletReplica::TabletReplica(Store& store, Clock& clock, SigningKey key, TabletIdentity identity)
    : store_(store), clock_(clock), key_(std::move(key)), identity_(identity), rules_(store.schema()) {}

Result<bianfang::Standing> TabletReplica::standing(StoreTx& tx) const {
  BF_LET(found, tx.get(Space::meta, standingKey));
  if (!found) {
    bianfang::Standing fresh;
    fresh.mutable_scope()->set_user(identity_.user);
    fresh.mutable_scope()->set_role(identity_.role);
    return fresh;
  }
  return decode<bianfang::Standing>(*found);
}

Result<void> TabletReplica::putStanding(StoreTx& tx, const bianfang::Standing& standing) const {
  return tx.put(Space::meta, standingKey, encode(standing));
}

Result<void> TabletReplica::checkEdit(const Edit& edit) const {
  const auto* kind = store_.schema().kind(edit.kind);
  if (kind == nullptr) return fail(Errc::unknownKind, "record kind " + std::to_string(edit.kind));
  if (edit.set.empty() && edit.cleared.empty() && !edit.record.isZero())
    return fail(Errc::invalidValue, "an edit that writes nothing");
  if (!edit.record.isZero() && !edit.parent.isZero())
    return fail(Errc::invalidValue, "a record hangs where it was made");
  return checkFields(*kind, edit.set);
}

std::vector<Bases> TabletReplica::basesFor(const Edit& edit, const RecordRow& row) const {
  std::vector<Bases> bases;
  const auto add = [&](std::uint32_t field, std::vector<ChangeId> ids) {
    if (ids.empty()) return;
    const auto same = std::ranges::find(bases, ids, &Bases::ids);
    if (same != bases.end()) same->fields.push_back(field);
    else bases.push_back({{field}, std::move(ids)});
  };
  const auto seen = [&](std::uint32_t field) {
    auto ids = BF_WEAKENED("skip-bases") ? std::vector<ChangeId>{} : row.heads.headsOf(field);
    // Where a person must decide, an ordinary edit replaces only what it saw shown: the other side stays a conflict.
    // Of choices that are united all heads were shown.
    const bool onlyShown =
        (!edit.decides || BF_WEAKENED("decide-for-one-head")) && rules_.personDecides(row.kind, field);
    if (ids.size() > 1 && onlyShown && rules_.settle(row.kind, field) != Settle::unite) ids.resize(1);
    return ids;
  };
  for (const auto& field : edit.set) add(field.number, seen(field.number));
  for (const auto field : edit.cleared) add(field, seen(field));
  if (std::ranges::find(edit.set, std::uint32_t{removalField}, &Field::number) != edit.set.end())
    bases.push_back({{wholeRecord}, row.heads.allHeads()});
  return bases;
}

Result<Micros> TabletReplica::nextStamp(StoreTx& tx, const Change& change, const RecordRow* row, Micros clockOff) {
  Micros stamp = clock_.now() + clockOff;
  if (row != nullptr)
    for (const auto& bases : change.bases)
      for (const auto& id : bases.ids) {
        if (id == row->heads.creator().id) stamp = std::max(stamp, row->heads.creator().stamp + 1);
        for (const auto& writer : row->heads.writers())
          if (writer.id == id) stamp = std::max(stamp, writer.stamp + 1);
      }
  BF_LET(stored, tx.get(Space::meta, stampKey));
  const auto latest = stored ? static_cast<Micros>(fromBigEndian(*stored)) : 0;
  if (stamp <= latest && latest - stamp < stampDriftMax) stamp = latest + 1;
  BF_CHECK(tx.put(Space::meta, stampKey, bigEndian(static_cast<std::uint64_t>(stamp))));
  return stamp;
}

Result<RecordRow*> TabletReplica::placeOf(RecordCache& cache, const Edit& edit, Change& change) {
  const auto& kind = *store_.schema().kind(edit.kind);
  RecordRow* row = nullptr;
  if (!change.creates()) {
    BF_LET(found, cache.find(edit.kind, edit.record));
    if (found == nullptr) return fail(Errc::notFound, kind.name);
    if (kind.immutableWhenFinished && !found->heads.headsOf(finishedField).empty())
      return fail(Errc::finished, kind.name);
    row = found;
    change.bases = basesFor(edit, *row);
  } else if (!edit.parent.isZero()) {
    BF_LET(found, cache.findAny(kind.parents, edit.parent));
    if (found == nullptr) return fail(Errc::notFound, "the record that a " + kind.name + " hangs from");
    row = found;
  }
  if (row != nullptr) {
    BF_LET(region, cache.regionOf(*row));
    change.region = region;
  }
  return row;
}

Result<void> TabletReplica::checkRights(const bianfang::Standing& standing, const Change& change) const {
  const auto& kind = *store_.schema().kind(change.kind);
  const auto mayWrite = [&](RegionCode region) {
    return std::ranges::any_of(standing.scope().grants(), [&](const bianfang::Grant& grant) {
      return grant.write() && within(region, grant.region());
    });
  };
  if (const auto fault = formFault(kind, change))
    return fail(Errc::invalidValue, fieldName(kind, fault->field) + ": " + fault->what);
  if (const auto barred = notAllowed(kind, change)) return fail(Errc::notAllowed, fieldName(kind, barred->field));
  if (!mayWrite(change.region)) return fail(Errc::outOfScope, std::to_string(change.region));
  const auto moved = std::ranges::find(change.set, std::uint32_t{regionField}, &Field::number);
  if (moved != change.set.end() && !mayWrite(integerOf(moved->wire)))
    return fail(Errc::outOfScope, std::to_string(integerOf(moved->wire)));
  return {};
}

Result<RecordId> TabletReplica::saveOne(StoreTx& tx, RecordCache& cache, const bianfang::Standing& standing,
                                        const Edit& edit) {
  BF_CHECK(checkEdit(edit));
  Change change{edit.kind,
                edit.record,
                edit.parent,
                edit.region,
                identity_.device,
                standing.scope().user(),
                standing.scope().role(),
                0,
                edit.set,
                edit.cleared,
                {}};
  BF_LET(row, placeOf(cache, edit, change));
  BF_CHECK(checkRights(standing, change));
  BF_LET(stamp, nextStamp(tx, change, change.creates() ? nullptr : row, standing.clock_off()));
  change.stamp = stamp;
  auto bytes = serialise(change);
  if (bytes.size() > changeBytesMax)
    return fail(Errc::tooLarge, store_.schema().kind(edit.kind)->name + ": changeBytesMax");
  BF_LET(last, tx.lastSeq(true));
  const auto seq = last + 1;
  if (!change.creates()) BF_CHECK(noteReplaced(tx, cache, *row, change));
  BF_LET(applied, cache.apply(change, writerOf(change, idOf(hashOf(bytes)), seq, 0), row));
  BF_CHECK(tx.setLastSeq(true, seq));
  // Its creation too: the record keeps its provisional number, the change gets another with the receipt.
  BF_CHECK(tx.touch(applied.row->rec, seq));
  if (!BF_WEAKENED("edit-without-log") || seq % 4 != 0) BF_CHECK(tx.addPending({seq, change.region, std::move(bytes)}));
  return applied.row->id;
}

Result<std::vector<RecordId>> TabletReplica::save(std::span<const Edit> edits) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  RecordCache cache(*tx, rules_);
  std::vector<RecordId> records;
  for (const auto& edit : edits) {
    BF_LET(record, saveOne(*tx, cache, known, edit));
    records.push_back(record);
  }
  BF_CHECK(cache.flush());
  BF_CHECK(tx->commit());
  return records;
}

Result<RecordId> TabletReplica::save(const Edit& edit) {
  BF_LET(records, save(std::span(&edit, 1)));
  return records.front();
}

Result<void> TabletReplica::remove(std::uint32_t kind, const RecordId& record, std::string_view reason) {
  Edit edit;
  edit.kind = kind;
  edit.record = record;
  std::string wire;
  appendBytesField(wire, removalField, reason);
  edit.set.push_back({removalField, std::move(wire)});
  BF_LET(saved, save(edit));
  (void)saved;
  return {};
}

}  // namespace bf
