#include "shared/replica/record_cache.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "shared/base/crypto.h"
#include "shared/replica/replica_limits.h"

namespace bf {

std::uint64_t integerOf(std::string_view wire) {
  WireReader reader(wire);
  if (reader.done()) return 0;
  const auto token = reader.next();
  return token && token->type == WireType::varint ? token->integer : 0;
}

RecordRow* RecordCache::keep(std::optional<RecordRow> row) {
  if (!row) return nullptr;
  auto cached = std::make_unique<Cached>();
  cached->row = std::move(*row);
  auto* kept = cached.get();
  byRec_[kept->row.rec] = kept;
  order_.push_back(kept);
  byId_[kept->row.id] = std::move(cached);
  return &kept->row;
}

Result<RecordRow*> RecordCache::find(std::uint32_t kind, const RecordId& id) {
  if (const auto at = byId_.find(id); at != byId_.end())
    return at->second->row.kind == kind ? &at->second->row : nullptr;
  BF_LET(row, tx_.find(kind, id));
  return keep(std::move(row));
}

Result<RecordRow*> RecordCache::load(std::uint32_t kind, std::int64_t rec) {
  if (const auto at = byRec_.find(rec); at != byRec_.end())
    return at->second->row.kind == kind ? &at->second->row : nullptr;
  BF_LET(row, tx_.load(kind, rec));
  return keep(std::move(row));
}

Result<RecordRow*> RecordCache::findAny(const std::vector<std::uint32_t>& kinds, const RecordId& id) {
  for (const auto kind : kinds) {
    BF_LET(row, find(kind, id));
    if (row != nullptr) return row;
  }
  return nullptr;
}

Result<RecordRow*> RecordCache::rootOf(RecordRow& row) {
  RecordRow* at = &row;
  for (int depth = 0; at->parent != 0; ++depth) {
    if (depth == recordDepthMax) return fail(Errc::storageCorrupt, "records hang too deep");
    BF_LET(parent, load(at->parentKind, at->parent));
    if (parent == nullptr) return fail(Errc::storageCorrupt, "a record's parent is missing");
    at = parent;
  }
  return at;
}

Result<RegionCode> RecordCache::regionOf(const RecordRow& row) {
  if (row.parent == 0) return row.region;
  BF_LET(parent, load(row.parentKind, row.parent));
  if (parent == nullptr) return fail(Errc::storageCorrupt, "a record's parent is missing");
  BF_LET(root, rootOf(*parent));
  return root->region;
}

Result<std::string> RecordCache::value(const RecordRow& row, std::uint32_t field) {
  const auto& cached = of(row);
  const auto at = std::ranges::find(cached.changed, field, &Field::number);
  if (at != cached.changed.end()) return at->wire;
  if (cached.isNew) return std::string{};
  return tx_.value(row.kind, row.rec, field);
}

Result<std::unordered_set<ChangeId>> RecordCache::readLog(const RecordRow& row) {
  std::unordered_set<ChangeId> found;
  BF_LET(touched, tx_.touches(row.rec));
  for (const auto seq : touched) {
    BF_LET(batch, tx_.batchAt(seq));
    if (batch) {
      const auto index = static_cast<std::uint32_t>(seq - batch->seq);
      if (std::ranges::find(batch->held, index) == batch->held.end()) found.insert(batch->batch.entries[index].id());
      continue;
    }
    BF_LET(waiting, tx_.pendingAt(seq));
    if (waiting) found.insert(idOf(hashOf(waiting->change)));
  }
  return found;
}

Result<bool> RecordCache::inLog(const RecordRow& row, const ChangeId& id) {
  if (id == row.id || recent_.contains(id)) return true;
  auto& cached = of(row);
  if (!cached.logged) {
    BF_LET(found, readLog(row));
    cached.logged = std::move(found);
  }
  return cached.logged->contains(id);
}

MergeSource RecordCache::source(const RecordRow& row) {
  return {[this, &row](std::uint32_t field) { return value(row, field); },
          [this, &row](const ChangeId& id) { return inLog(row, id); }};
}

RegionCode RecordCache::show(Cached& cached, std::vector<Field> shown) {
  RegionCode movedFrom = 0;
  cached.dirty = true;
  for (auto& field : shown) {
    const auto target = field.number == regionField && cached.row.parent == 0 ? integerOf(field.wire) : 0;
    if (target != 0 && target != cached.row.region) movedFrom = std::exchange(cached.row.region, target);
    const auto at = std::ranges::find(cached.changed, field.number, &Field::number);
    if (at != cached.changed.end()) at->wire = std::move(field.wire);
    else cached.changed.push_back(std::move(field));
  }
  return movedFrom;
}

Result<Applied> RecordCache::create(const Change& change, const Writer& by, const RecordRow* parent) {
  RecordRow row;
  row.kind = change.kind;
  row.rec = by.seq;
  row.id = by.id;
  if (parent != nullptr) {
    row.parent = parent->rec;
    row.parentKind = parent->kind;
  } else {
    row.region = change.region;
  }
  row.heads = RecordHeads::created(change, by, rules_);
  assert(!byId_.contains(row.id));
  auto* kept = keep(std::move(row));
  auto& cached = of(*kept);
  cached.isNew = true;
  cached.dirty = true;
  cached.changed = change.set;
  return Applied{kept, true, 0};
}

Result<Applied> RecordCache::apply(const Change& change, const Writer& by, const RecordRow* parent) {
  if (change.creates()) {
    recent_.insert(by.id);
    return create(change, by, parent);
  }
  BF_LET(row, find(change.kind, change.record));
  if (row == nullptr) return fail(Errc::notFound, "record to be changed");
  // On a copy: a change that cannot be applied leaves nothing behind.
  auto heads = row->heads;
  BF_LET(shown, heads.apply(change, by, rules_, source(*row)));
  if (heads.overfull()) return fail(Errc::tooLarge, "more concurrent writes than fieldHeadsMax or awaitedMax");
  recent_.insert(by.id);
  row->heads = std::move(heads);
  const auto movedFrom = show(of(*row), std::move(shown));
  return Applied{row, false, movedFrom};
}

Result<RecordRow*> RecordCache::replace(RecordRow row, std::vector<Field> values) {
  BF_LET(there, find(row.kind, row.id));
  if (there == nullptr) {
    there = keep(std::move(row));
    of(*there).isNew = true;
  } else {
    // The number under which this store knows the record stays: others hang from it.
    row.rec = there->rec;
    *there = std::move(row);
  }
  auto& cached = of(*there);
  std::vector<Field> old;
  if (!cached.isNew) {
    BF_LET(stored, tx_.values(there->kind, there->rec));
    old = std::move(stored);
  }
  for (const auto& field : old)
    if (std::ranges::find(values, field.number, &Field::number) == values.end()) values.push_back({field.number, {}});
  cached.changed = std::move(values);
  cached.dirty = true;
  return there;
}

Result<void> RecordCache::rekey(RecordRow& row, std::int64_t rec) {
  const auto old = std::exchange(row.rec, rec);
  BF_CHECK(tx_.rekey(row.kind, old, rec));
  const auto at = byRec_.extract(old);
  byRec_[rec] = at.mapped();
  for (auto* cached : order_)
    if (cached->row.parent == old && cached->row.parentKind == row.kind) cached->row.parent = rec;
  return {};
}

Result<void> RecordCache::rebind(RecordRow& row, const ChangeId& id, std::int64_t seq, Micros received) {
  BF_LET(shown, row.heads.rebind(id, seq, received, row.kind, rules_, source(row)));
  (void)show(of(row), std::move(shown));
  return {};
}

Result<void> RecordCache::flush() {
  for (auto* cached : order_) {
    if (!cached->dirty) continue;
    const auto& row = cached->row;
    if (cached->isNew) {
      std::erase_if(cached->changed, [](const Field& field) { return field.wire.empty(); });
      std::ranges::sort(cached->changed, {}, &Field::number);
      BF_CHECK(tx_.insert(row, cached->changed));
    }
    const auto contested = row.heads.contested(rules_, row.kind).size() + (row.heads.removedUnseen() ? 1 : 0);
    if (!cached->isNew || contested > 0)
      BF_CHECK(tx_.update(row, cached->isNew ? std::vector<Field>{} : cached->changed, contested));
    cached->isNew = false;
    cached->dirty = false;
    cached->changed.clear();
  }
  return {};
}

}  // namespace bf
