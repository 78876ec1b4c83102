#include "shared/replica/tablet_notes.h"

#include <algorithm>
#include <charconv>

#include "shared/base/crypto.h"
#include "shared/replica/codec.h"
#include "shared/replica/removal_conflict.h"

namespace bf {
namespace {

constexpr std::string_view replacedPrefix = "before/", overruledPrefix = "overruled/";
constexpr std::size_t everything = SIZE_MAX >> 1;
constexpr std::size_t idBytes = 16, kindBytes = 4;

std::string keyOf(std::string_view prefix, const RecordId& record) {
  return std::string(prefix) + toHex(record.view()) + "/";
}
std::string keyOf(std::string_view prefix, const RecordId& record, std::uint32_t field) {
  return keyOf(prefix, record) + std::to_string(field);
}

std::vector<Field> writesOf(const Change& change) {
  auto all = change.set;
  for (const auto field : change.cleared) all.push_back({field, {}});
  return all;
}

bool names(const std::vector<ChangeId>& ids, const ChangeId& id) { return std::ranges::find(ids, id) != ids.end(); }

Result<bool> isOwn(StoreTx& tx, const Writer& writer, const DeviceId& own) {
  BF_LET(batch, tx.batchAt(writer.seq));
  return batch && batch->batch.device == own;
}

Result<void> note(StoreTx& tx, const Overruled& one) {
  return tx.put(Space::draft, keyOf(overruledPrefix, one.record, one.field),
                bigEndian(one.kind, kindBytes) + one.own.str() + one.decision.str() + one.wire);
}

Result<void> noteField(StoreTx& tx, RecordCache& cache, const RecordRow& row, const Field& written,
                       const Change& change, const ChangeId& decision, const DeviceId& own) {
  const auto& seen = basesOf(change, written.number);
  const auto at = std::ranges::find(row.heads.fields(), written.number, &FieldHeads::field);
  if (seen.size() < 2 || at == row.heads.fields().end() || at->heads.size() < 2) return {};
  BF_LET(shown, cache.value(row, written.number));
  for (std::size_t i = 0; i < at->heads.size(); ++i) {
    const auto& writer = row.heads.writer(at->heads[i]);
    const auto& value = i == 0 ? shown : at->heads[i].value;
    if (value == written.wire || !names(seen, writer.id)) continue;
    BF_LET(mine, isOwn(tx, writer, own));
    if (mine) return note(tx, {row.kind, row.id, written.number, writer.id, decision, value});
  }
  return {};
}

/// Its edits, against which the removal was said again, or its removal, which was taken back.
Result<void> noteRemoval(StoreTx& tx, RecordCache& cache, const RecordRow& row, const Change& change,
                         const ChangeId& decision, const DeviceId& own) {
  if (!row.heads.removedUnseen()) return {};
  if (std::ranges::find(change.set, std::uint32_t{removalField}, &Field::number) != change.set.end()) {
    for (const auto& edit : editsUnseen(row.heads)) {
      if (!names(basesOf(change, wholeRecord), edit.id)) continue;
      BF_LET(mine, isOwn(tx, edit, own));
      if (mine) return note(tx, {row.kind, row.id, wholeRecord, edit.id, decision, {}});
    }
  }
  const auto* remover = row.heads.shownWriter(removalField);
  if (remover == nullptr || std::ranges::find(change.cleared, removalField) == change.cleared.end()) return {};
  BF_LET(mine, isOwn(tx, *remover, own));
  BF_LET(reason, cache.value(row, removalField));
  return mine ? note(tx, {row.kind, row.id, wholeRecord, remover->id, decision, reason}) : Result<void>();
}

std::optional<Overruled> read(const RegisterEntry& entry) {
  constexpr auto headBytes = kindBytes + 2 * idBytes;
  const std::string_view key = std::string_view(entry.key).substr(overruledPrefix.size());
  if (key.size() < 2 * idBytes + 2 || entry.value.size() < headBytes) return std::nullopt;
  const auto id = fromHex(key.substr(0, 2 * idBytes));
  const auto record = id ? RecordId::from(*id) : std::nullopt;
  const std::string_view value = entry.value;
  const auto own = ChangeId::from(value.substr(kindBytes, idBytes));
  const auto decision = ChangeId::from(value.substr(kindBytes + idBytes, idBytes));
  Overruled one;
  const auto* end = key.data() + key.size();
  const bool numbered = std::from_chars(key.data() + 2 * idBytes + 1, end, one.field).ptr == end;
  if (!record || !own || !decision || !numbered) return std::nullopt;
  one.kind = static_cast<std::uint32_t>(fromBigEndian(value.substr(0, kindBytes)));
  one.record = *record;
  one.own = *own;
  one.decision = *decision;
  one.wire = value.substr(headBytes);
  return one;
}

}  // namespace

Result<void> noteReplaced(StoreTx& tx, RecordCache& cache, const RecordRow& row, const Change& change) {
  for (const auto& written : writesOf(change)) {
    const auto* writer = row.heads.shownWriter(written.number);
    // Later writes are in the log, with what they said.
    if (writer == nullptr || isProvisional(writer->seq) || writer->seq > row.heads.asOf()) continue;
    BF_LET(wire, cache.value(row, written.number));
    BF_CHECK(
        tx.put(Space::draft, keyOf(replacedPrefix, row.id, written.number) + "/" + toHex(writer->id.view()), wire));
  }
  return {};
}

Result<std::map<ChangeId, std::string>> replacedValues(StoreTx& tx, const RecordId& record, std::uint32_t field) {
  const auto prefix = keyOf(replacedPrefix, record, field) + "/";
  BF_LET(entries, tx.list(Space::draft, prefix, {}, everything));
  std::map<ChangeId, std::string> values;
  for (auto& entry : entries) {
    const auto raw = fromHex(std::string_view(entry.key).substr(prefix.size()));
    if (const auto id = raw ? ChangeId::from(*raw) : std::nullopt) values.emplace(*id, std::move(entry.value));
  }
  return values;
}

Result<void> noteOverruled(StoreTx& tx, RecordCache& cache, const Rules& rules, const RecordRow& row,
                           const Change& change, const ChangeId& decision, const DeviceId& own) {
  if (change.device == own) return {};
  for (const auto& written : writesOf(change)) {
    if (written.number == removalField) BF_CHECK(noteRemoval(tx, cache, row, change, decision, own));
    else if (rules.settle(row.kind, written.number) != Settle::unite)
      BF_CHECK(noteField(tx, cache, row, written, change, decision, own));
  }
  return {};
}

Result<std::vector<Overruled>> overruled(StoreTx& tx, std::size_t most) {
  BF_LET(entries, tx.list(Space::draft, overruledPrefix, {}, most));
  std::vector<Overruled> found;
  for (const auto& entry : entries)
    if (auto one = read(entry)) found.push_back(std::move(*one));
  return found;
}

Result<void> forgetOverruled(StoreTx& tx, const Overruled& one) {
  return tx.erase(Space::draft, keyOf(overruledPrefix, one.record, one.field));
}

Result<void> forgetNotes(StoreTx& tx, const RecordId& record) {
  for (const auto prefix : {replacedPrefix, overruledPrefix}) {
    BF_LET(entries, tx.list(Space::draft, keyOf(prefix, record), {}, everything));
    for (const auto& entry : entries) BF_CHECK(tx.erase(Space::draft, entry.key));
  }
  return {};
}

}  // namespace bf
