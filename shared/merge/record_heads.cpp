#include "shared/merge/record_heads.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "shared/base/weakening.h"
#include "shared/base/wire.h"
#include "shared/merge/merge_limits.h"

namespace bf {

struct RecordHeads::Write {
  std::uint32_t field;
  std::string_view value;
  const std::vector<ChangeId>& bases;
  const Writer& by;
  std::int64_t order;
  Settle rule;
  bool again;  ///< the change is a head already, of this field or another
};

namespace {

bool names(const std::vector<ChangeId>& ids, const ChangeId& id) { return std::ranges::find(ids, id) != ids.end(); }

/// The stamp that counts. Times before 1970 are no receive times: 0 and below mean that none is known.
Micros bounded(Micros own, Micros received) {
  if (BF_WEAKENED("believe-clocks")) return own;
  return received > 0 ? std::min(own, received) : own;
}

}  // namespace

Writer writerOf(const Change& change, const ChangeId& id, std::int64_t seq, Micros received) {
  const auto stamp = bounded(change.stamp, received);
  return {id, seq, stamp, change.role, change.stamp - stamp};
}

RecordHeads RecordHeads::created(const Change& change, const Writer& by, const Rules& rules) {
  RecordHeads heads;
  heads.creator_ = by;
  const auto note = [&](std::uint32_t field) {
    const auto order = rules.order(change, field);
    if (field < createdBitsMax) heads.setCreated(field);
    if (order != 0 || field >= createdBitsMax) heads.entry(field).heads = {Head{0, order, {}}};
  };
  for (const auto& field : change.set) note(field.number);
  for (const auto field : change.cleared) note(field);
  heads.noteRemoval(change, by.id);
  return heads;
}

bool RecordHeads::createdField(std::uint32_t field) const {
  return field / 8 < created_.size() && (static_cast<unsigned char>(created_[field / 8]) >> (field % 8) & 1) != 0;
}

void RecordHeads::setCreated(std::uint32_t field) {
  if (created_.size() <= field / 8) created_.resize(field / 8 + 1, '\0');
  created_[field / 8] = static_cast<char>(created_[field / 8] | 1 << field % 8);
}

FieldHeads& RecordHeads::entry(std::uint32_t field) {
  const auto at = std::ranges::lower_bound(fields_, field, {}, &FieldHeads::field);
  if (at != fields_.end() && at->field == field) return *at;
  return *fields_.insert(at, FieldHeads{field, {}});
}

std::vector<Head> RecordHeads::currentHeads(std::uint32_t field) const {
  const auto at = std::ranges::lower_bound(fields_, field, {}, &FieldHeads::field);
  if (at != fields_.end() && at->field == field) return at->heads;
  if (createdField(field)) return {Head{}};
  return {};
}

bool RecordHeads::greater(const Head& a, const Head& b) const {
  const auto& wa = writer(a);
  const auto& wb = writer(b);
  return std::tie(a.order, wa.stamp, wa.id) > std::tie(b.order, wb.stamp, wb.id);
}

Writer* RecordHeads::find(const ChangeId& id) {
  if (id == creator_.id) return &creator_;
  const auto at = std::ranges::find(writers_, id, &Writer::id);
  return at == writers_.end() ? nullptr : &*at;
}

std::uint32_t RecordHeads::indexOf(const Writer& by) {
  const auto at = std::ranges::find(writers_, by.id, &Writer::id);
  const auto index = static_cast<std::uint32_t>(at - writers_.begin() + 1);
  if (at == writers_.end()) writers_.push_back(by);
  return index;
}

Result<void> RecordHeads::await(const Write& write, const MergeSource& source) {
  for (const auto& base : write.bases) {
    const Awaited waiting{write.field, base};
    const auto at = std::ranges::lower_bound(awaited_, waiting);
    if (find(base) != nullptr || (at != awaited_.end() && *at == waiting)) continue;
    BF_LET(applied, source.wasApplied(base));
    if (!applied && !BF_WEAKENED("forget-awaited")) awaited_.insert(at, waiting);
  }
  return {};
}

Result<void> RecordHeads::write(const Write& write, std::vector<Field>& shown, const MergeSource& source) {
  BF_CHECK(await(write, source));
  std::vector<Head> after;
  for (const auto& head : currentHeads(write.field))
    if (!names(write.bases, writer(head).id)) after.push_back(head);
  if (!write.again && !std::ranges::binary_search(awaited_, Awaited{write.field, write.by.id}))
    after.push_back(Head{indexOf(write.by), write.order, std::string(write.value)});
  return settle(write.field, write.rule, std::move(after), shown, source);
}

Result<void> RecordHeads::settle(std::uint32_t field, Settle rule, std::vector<Head> after, std::vector<Field>& shown,
                                 const MergeSource& source) {
  const auto before = currentHeads(field);
  if (after == before) return {};
  if (before.size() == 1 && after.size() > 1) {
    // Its value stood with the record alone until now.
    const auto alone = std::ranges::find(after, before.front().writer, &Head::writer);
    if (alone != after.end()) {
      BF_LET(value, source.shownValue(field));
      alone->value = value;
    }
  }
  std::ranges::sort(after, [this](const Head& a, const Head& b) { return greater(a, b); });
  if (BF_WEAKENED("last-write-wins") && after.size() > 1) after.resize(1);
  const bool sameShown = !before.empty() && !after.empty() && before.front().writer == after.front().writer;
  if (rule == Settle::unite && after.size() > 1) {
    std::vector<std::string> values;
    for (const auto& head : after) values.push_back(head.value);
    BF_LET(united, uniteChoices(field, values));
    shown.push_back({field, united});
  } else if (!after.empty() && (!sameShown || rule == Settle::unite)) {
    shown.push_back({field, after.front().value});
  }
  if (after.size() == 1) after.front().value.clear();
  entry(field).heads = std::move(after);
  return {};
}

Result<std::vector<Field>> RecordHeads::apply(const Change& change, const Writer& by, const Rules& rules,
                                              const MergeSource& source) {
  std::vector<Field> shown;
  auto* known = find(by.id);
  const bool again = known != nullptr;
  if (again) {
    if (known != &creator_) known->seq = by.seq;
    BF_CHECK(restamp(*known, by.stamp, by.ahead, change.kind, rules, shown, source));
  }
  const auto one = [&](std::uint32_t field, std::string_view value) {
    const auto& bases = basesOf(change, field);
    const auto order = rules.order(change, field);
    return write({field, value, bases, by, order, rules.settle(change.kind, field), again}, shown, source);
  };
  for (const auto& field : change.set) BF_CHECK(one(field.number, field.wire));
  for (const auto field : change.cleared) BF_CHECK(one(field, {}));
  // Also where it was named for a field that it does not write: it has arrived.
  std::erase_if(awaited_, [&](const Awaited& waiting) { return waiting.id == by.id; });
  noteRemoval(change, by.id);
  tidyWriters();
  return shown;
}

void RecordHeads::noteRemoval(const Change& change, const ChangeId& id) {
  const auto heads = headsOf(removalField);
  std::erase_if(removals_, [&](const Removal& removal) { return removal.id == id || !names(heads, removal.id); });
  if (!std::ranges::binary_search(change.set, removalField, {}, &Field::number) || !names(heads, id)) return;
  if (!BF_WEAKENED("removal-wins")) removals_.push_back({id, basesOf(change, wholeRecord)});
  std::ranges::sort(removals_, {}, &Removal::id);
}

void RecordHeads::tidyWriters() {
  std::vector<bool> used(writers_.size() + 1, false);
  for (const auto& field : fields_)
    for (const auto& head : field.heads) used[head.writer] = true;
  std::vector<std::uint32_t> order;  // ascending by id, so that the form does not tell in which order changes came
  for (std::uint32_t i = 1; i <= writers_.size(); ++i)
    if (used[i]) order.push_back(i);
  std::ranges::sort(order, {}, [this](std::uint32_t i) { return writers_[i - 1].id; });
  std::vector<Writer> tidied;
  std::vector<std::uint32_t> moved(writers_.size() + 1, 0);
  for (const auto i : order) {
    tidied.push_back(writers_[i - 1]);
    moved[i] = static_cast<std::uint32_t>(tidied.size());
  }
  writers_ = std::move(tidied);
  for (auto& field : fields_)
    for (auto& head : field.heads) head.writer = moved[head.writer];
}

std::vector<ChangeId> RecordHeads::headsOf(std::uint32_t field) const {
  std::vector<ChangeId> ids;
  for (const auto& head : currentHeads(field)) ids.push_back(writer(head).id);
  return ids;
}

std::vector<ChangeId> RecordHeads::allHeads() const {
  std::set<ChangeId> ids{creator_.id};
  for (const auto& one : writers_) ids.insert(one.id);
  return {ids.begin(), ids.end()};
}

const Writer* RecordHeads::shownWriter(std::uint32_t field) const {
  const auto heads = currentHeads(field);
  return heads.empty() ? nullptr : &writer(heads.front());
}

std::vector<std::uint32_t> RecordHeads::contested(const Rules& rules, std::uint32_t kind) const {
  std::vector<std::uint32_t> numbers;
  for (const auto& field : fields_)
    if (field.heads.size() > 1 && rules.settle(kind, field.field) != Settle::unite) numbers.push_back(field.field);
  return numbers;
}

bool RecordHeads::removedUnseen() const {
  // Two removals that had not seen each other agree: only writes to other fields count.
  std::set<ChangeId> edits{creator_.id};
  for (const auto& field : fields_)
    for (const auto& head : field.heads)
      if (field.field != removalField) edits.insert(writer(head).id);
  return std::ranges::any_of(removals_, [&](const Removal& removal) {
    return std::ranges::any_of(edits, [&](const ChangeId& id) { return id != removal.id && !names(removal.seen, id); });
  });
}

bool RecordHeads::overfull() const {
  return awaited_.size() > awaitedMax ||
         std::ranges::any_of(fields_, [](const FieldHeads& field) { return field.heads.size() > fieldHeadsMax; });
}

Result<std::vector<Field>> RecordHeads::rebind(const ChangeId& id, std::int64_t seq, Micros received,
                                               std::uint32_t kind, const Rules& rules, const MergeSource& source) {
  std::vector<Field> shown;
  auto* found = find(id);
  if (found == nullptr) return shown;
  if (found != &creator_) found->seq = seq;
  const auto own = found->stamp + found->ahead;
  const auto stamp = bounded(own, received);
  BF_CHECK(restamp(*found, stamp, own - stamp, kind, rules, shown, source));
  return shown;
}

Result<void> RecordHeads::restamp(Writer& writer, Micros stamp, Micros ahead, std::uint32_t kind, const Rules& rules,
                                  std::vector<Field>& shown, const MergeSource& source) {
  writer.ahead = ahead;
  if (writer.stamp == stamp) return {};
  writer.stamp = stamp;
  for (std::size_t i = 0; i < fields_.size(); ++i) {  // settle() adds no entry here
    const auto number = fields_[i].field;
    auto sorted = fields_[i].heads;
    std::ranges::sort(sorted, [this](const Head& a, const Head& b) { return greater(a, b); });
    BF_CHECK(settle(number, rules.settle(kind, number), std::move(sorted), shown, source));
  }
  return {};
}

void RecordHeads::renumber(const std::function<std::int64_t(std::int64_t)>& map) {
  creator_.seq = map(creator_.seq);
  for (auto& one : writers_) one.seq = map(one.seq);
}

}  // namespace bf
