#include "shared/merge/record_heads.h"

#include <algorithm>
#include <set>
#include <tuple>

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
};

namespace {

bool names(const std::vector<ChangeId>& ids, const ChangeId& id) { return std::ranges::find(ids, id) != ids.end(); }

/// Only heads that are not shown carry their value, but all heads of a united field do: its column shows the union.
bool keepsValue(Settle rule, std::size_t at, std::size_t count) {
  return count > 1 && (at > 0 || rule == Settle::unite);
}

}  // namespace

RecordHeads RecordHeads::created(const Change& change, const Writer& by, const Rules& rules) {
  RecordHeads heads;
  heads.creator_ = by;
  for (const auto& field : change.set) {
    heads.setCreated(field.number);
    if (const auto order = rules.order(change, field.number); order != 0)
      heads.fields_.push_back({field.number, {Head{0, order, {}}}});
  }
  for (const auto field : change.cleared) heads.setCreated(field);
  return heads;
}

bool RecordHeads::createdField(std::uint32_t field) const {
  return field / 8 < created_.size() && (static_cast<unsigned char>(created_[field / 8]) >> (field % 8) & 1) != 0;
}

void RecordHeads::setCreated(std::uint32_t field) {
  if (created_.size() <= field / 8) created_.resize(field / 8 + 1, '\0');
  created_[field / 8] = static_cast<char>(created_[field / 8] | 1 << field % 8);
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

std::uint32_t RecordHeads::indexOf(const Writer& by) {
  if (by.id == creator_.id) return 0;
  for (std::size_t i = 0; i < writers_.size(); ++i)
    if (writers_[i].id == by.id) return static_cast<std::uint32_t>(i + 1);
  writers_.push_back(by);
  return static_cast<std::uint32_t>(writers_.size());
}

Result<void> RecordHeads::await(std::uint32_t field, const std::vector<ChangeId>& bases,
                                const std::vector<Head>& heads, const MergeSource& source) {
  for (const auto& base : bases) {
    const bool isHead = std::ranges::any_of(heads, [&](const Head& head) { return writer(head).id == base; });
    if (isHead || base == creator_.id || std::ranges::find(awaited_, Awaited{field, base}) != awaited_.end()) continue;
    BF_LET(applied, source.wasApplied(base));
    if (!applied) awaited_.push_back({field, base});
  }
  return {};
}

bool RecordHeads::arrivedSuperseded(std::uint32_t field, const ChangeId& id) {
  return std::erase(awaited_, Awaited{field, id}) > 0;
}

Result<void> RecordHeads::write(const Write& write, std::vector<Field>& shown, const MergeSource& source) {
  const auto before = currentHeads(write.field);
  BF_CHECK(await(write.field, write.bases, before, source));
  std::vector<Head> after;
  bool present = false;
  for (const auto& head : before) {
    present = present || writer(head).id == write.by.id;
    if (!names(write.bases, writer(head).id)) after.push_back(head);
  }
  if (!arrivedSuperseded(write.field, write.by.id) && !present)
    after.push_back(Head{indexOf(write.by), write.order, std::string(write.value)});
  return settleHeads(write.field, write.rule, before, std::move(after), shown, source);
}

Result<void> RecordHeads::settleHeads(std::uint32_t field, Settle rule, std::vector<Head> before,
                                      std::vector<Head> after, std::vector<Field>& shown, const MergeSource& source) {
  if (after == before) return {};
  // A head that was shown has its value in the record, not here: fetch it where it is needed from now on.
  const auto wasShown = [&](const Head& head) { return !before.empty() && head.writer == before.front().writer; };
  std::ranges::sort(after, [this](const Head& a, const Head& b) { return greater(a, b); });
  if (after.size() > fieldHeadsMax) after.resize(fieldHeadsMax);
  const bool valueKept = before.size() > 1 && rule == Settle::unite;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!wasShown(after[i]) || valueKept || !keepsValue(rule, i, after.size())) continue;
    BF_LET(value, source.shownValue(field));
    after[i].value = value;
  }
  if (!after.empty()) {
    if (rule == Settle::unite && after.size() > 1) {
      std::vector<std::string> values;
      for (const auto& head : after) values.push_back(head.value);
      BF_LET(united, uniteChoices(field, values));
      shown.push_back({field, united});
    } else if (!wasShown(after.front()) || valueKept) {
      shown.push_back({field, after.front().value});
    }
  }
  for (std::size_t i = 0; i < after.size(); ++i)
    if (!keepsValue(rule, i, after.size())) after[i].value.clear();
  auto at = std::ranges::lower_bound(fields_, field, {}, &FieldHeads::field);
  if (at == fields_.end() || at->field != field) at = fields_.insert(at, FieldHeads{field, {}});
  at->heads = std::move(after);
  return {};
}

Result<std::vector<Field>> RecordHeads::apply(const Change& change, const Writer& by, const Rules& rules,
                                              const MergeSource& source) {
  std::vector<Field> shown;
  const auto one = [&](std::uint32_t field, std::string_view value) {
    return write({field, value, basesOf(change, field), by, rules.order(change, field),
                  rules.settle(change.kind, field)},
                 shown, source);
  };
  for (const auto& field : change.set) BF_CHECK(one(field.number, field.wire));
  for (const auto field : change.cleared) BF_CHECK(one(field, {}));
  noteRemoval(change, by.id);
  dropUnused();
  return shown;
}

void RecordHeads::noteRemoval(const Change& change, const ChangeId& id) {
  const auto heads = headsOf(removalField);
  if (std::ranges::binary_search(change.set, removalField, {}, &Field::number) && names(heads, id) &&
      std::ranges::find(removals_, id, &Removal::id) == removals_.end())
    removals_.push_back({id, basesOf(change, wholeRecord)});
  std::erase_if(removals_, [&](const Removal& removal) { return !names(heads, removal.id); });
  std::ranges::sort(removals_, {}, &Removal::id);
}

void RecordHeads::dropUnused() {
  std::vector<std::uint32_t> moved(writers_.size() + 1, 0);
  for (const auto& field : fields_)
    for (const auto& head : field.heads) moved[head.writer] = 1;
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < writers_.size(); ++i) {
    if (moved[i + 1] == 0) continue;
    if (kept != i) writers_[kept] = writers_[i];
    moved[i + 1] = ++kept;
  }
  if (kept == writers_.size()) return;
  writers_.resize(kept);
  moved[0] = 0;
  for (auto& field : fields_)
    for (auto& head : field.heads) head.writer = head.writer == 0 ? 0 : moved[head.writer];
}

std::vector<ChangeId> RecordHeads::headsOf(std::uint32_t field) const {
  std::vector<ChangeId> ids;
  for (const auto& head : currentHeads(field)) ids.push_back(writer(head).id);
  return ids;
}

std::vector<ChangeId> RecordHeads::allHeads() const {
  std::set<ChangeId> ids{creator_.id};
  for (const auto& field : fields_)
    for (const auto& head : field.heads) ids.insert(writer(head).id);
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
  for (const auto& removal : removals_)
    for (const auto& id : allHeads())
      if (id != removal.id && !names(removal.seen, id)) return true;
  return false;
}

Result<std::vector<Field>> RecordHeads::rebind(const ChangeId& id, std::int64_t seq, Micros received,
                                               std::uint32_t kind, const Rules& rules, const MergeSource& source) {
  std::vector<Field> shown;
  Writer* found = id == creator_.id ? &creator_ : nullptr;
  for (auto& candidate : writers_)
    if (candidate.id == id) found = &candidate;
  if (found == nullptr) return shown;
  if (found != &creator_) found->seq = seq;
  if (found->stamp <= received) return shown;
  const auto bounded = fields_;
  found->stamp = received;
  for (const auto& field : bounded)
    if (field.heads.size() > 1) {
      auto resorted = field.heads;
      std::ranges::sort(resorted, [this](const Head& a, const Head& b) { return greater(a, b); });
      if (resorted != field.heads)
        BF_CHECK(settleHeads(field.field, rules.settle(kind, field.field), field.heads, std::move(resorted), shown,
                             source));
    }
  return shown;
}

void RecordHeads::renumber(const std::function<std::int64_t(std::int64_t)>& map) {
  creator_.seq = map(creator_.seq);
  for (auto& one : writers_) one.seq = map(one.seq);
}

Result<std::string> uniteChoices(std::uint32_t field, const std::vector<std::string>& values) {
  std::set<std::uint64_t> choices;
  for (const auto& value : values) {
    WireReader reader(value);
    while (!reader.done()) {
      BF_LET(token, reader.next());
      if (token.type == WireType::varint) choices.insert(token.integer);
      std::string_view rest = token.type == WireType::bytes ? token.payload : std::string_view{};
      while (!rest.empty()) {
        std::uint64_t choice = 0;
        for (int shift = 0; !rest.empty(); shift += 7) {
          const auto byte = static_cast<unsigned char>(rest.front());
          rest.remove_prefix(1);
          if (shift < 63) choice |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
          if (byte < 0x80) break;
        }
        choices.insert(choice);
      }
    }
  }
  if (choices.empty()) return std::string{};
  std::string packed;
  for (const auto choice : choices) appendVarint(packed, choice);
  std::string wire;
  appendBytesField(wire, field, packed);
  return wire;
}

}  // namespace bf
