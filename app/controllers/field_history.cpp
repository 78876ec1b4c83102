#include "app/controllers/field_history.h"

#include <algorithm>

#include "app/controllers/authors.h"
#include "app/controllers/record_lines.h"
#include "app/forms/field_value.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "shared/replica/tablet_notes.h"
#include "shared/schema/mask.h"

namespace bf {
namespace {

/// The writes that this tablet holds, and the heads that it was told of without their changes.
struct Known {
  std::vector<HistoryEntry> entries;
  std::size_t heads = 0;
  std::map<ChangeId, std::string> replaced;  ///< values of the register that stood here before an edit
};

void addHeads(Known& known, const RecordRow& row, const std::vector<Field>& values, std::uint32_t field) {
  const auto& all = row.heads.fields();
  const auto at = std::ranges::find(all, field, &FieldHeads::field);
  const auto add = [&](const Writer& writer, const std::string& wire) {
    const auto here = [&](const HistoryEntry& entry) { return entry.change == writer.id; };
    if (std::ranges::any_of(known.entries, here)) return;
    HistoryEntry entry;
    entry.change = writer.id;
    entry.role = writer.role;
    entry.stamp = entry.received = writer.stamp;
    entry.wire = wire;
    entry.head = true;
    known.entries.push_back(std::move(entry));
  };
  if (at != all.end() && at->heads.size() > 1) {
    for (const auto& head : at->heads) add(row.heads.writer(head), head.value);
  } else if (const auto* shown = row.heads.shownWriter(field)) {
    const auto* value = fieldIn(values, field);
    add(*shown, value == nullptr ? std::string() : value->wire);
  }
}

Known readAll(TabletSession& session, const KindSpec& kind, const RecordId& record, std::uint32_t field) {
  Known known;
  if (auto entries = session.replica().history(kind.number, record, field)) known.entries = std::move(*entries);
  const auto tx = session.store().read();
  if (!tx) return known;
  const auto row = (*tx)->find(kind.number, record);
  if (!row || !*row) return known;
  if (auto replaced = replacedValues(**tx, record, field)) known.replaced = std::move(*replaced);
  known.heads = (*row)->heads.headsOf(field).size();
  if (const auto values = (*tx)->values(kind.number, (*row)->rec)) addHeads(known, **row, *values, field);
  std::ranges::stable_sort(known.entries, std::greater(), &HistoryEntry::stamp);
  return known;
}

/// What stood there before; "" where nothing of it is known.
QString beforeWords(const Known& known, const HistoryEntry& entry, const FieldSpec& field, const RecordId& record,
                    bool whole) {
  if (entry.change == record) return words("建档时填写", "written with the record");
  QStringList before;
  for (const auto& entryBefore : known.entries)
    if (std::ranges::find(entry.bases, entryBefore.change) != entry.bases.end())
      before << valueWords(field, entryBefore.wire, whole);
  for (const auto& [write, wire] : known.replaced) {
    const auto entered = [&](const HistoryEntry& one) { return one.change == write; };
    if (std::ranges::find(entry.bases, write) != entry.bases.end() && std::ranges::none_of(known.entries, entered))
      before << valueWords(field, wire, whole);
  }
  if (before.size() > 1)
    return words("两种说法中选定，原为：%1", "decided between: %1").arg(before.join(words("；", "; ")));
  if (!before.isEmpty()) return words("原为：%1", "before: %1").arg(before.front());
  if (!entry.bases.empty()) return words("原来的填写不在这台平板上", "what was before is not on this tablet");
  return entry.device.isZero() ? words("更早的修改经过在县里", "earlier writes are known at the county")
                               : words("第一次填写", "first written");
}

}  // namespace

QString valueWords(const FieldSpec& field, const std::string& wire, bool whole) {
  if (wire.empty()) return words("清空", "emptied");
  const auto value = decodeValue(field, wire);
  if (!value) return words("无法识别的值", "a value that cannot be read");
  if (field.type == FieldType::bytes) return words("（文件或签名）", "(file or signature)");
  if (field.sensitivity == Sensitivity::sensitive && !whole)
    return words(mask(field, display(field, *value, screenLanguage())));
  return readable(field, *value, screenLanguage());
}

QString lastWriteWords(TabletSession& session, const KindSpec& kind, const RecordId& record, std::uint32_t field) {
  const auto known = readAll(session, kind, record, field);
  if (known.entries.empty()) return {};
  const auto& last = known.entries.front();
  QStringList by{authorWords(session, last.device, last.user, last.role), momentWords(last.stamp, session.today())};
  by.removeAll(QString());
  return by.join(QStringLiteral(" · "));
}

QString writeWords(TabletSession& session, const KindSpec& kind, const RecordId& record, const FieldSpec& field,
                   const ChangeId& change, bool whole) {
  const auto known = readAll(session, kind, record, field.number);
  const auto at = std::ranges::find(known.entries, change, &HistoryEntry::change);
  if (at == known.entries.end()) return words(field.label);
  return words("%1：%2，%3", "%1: %2, %3")
      .arg(words(field.label), valueWords(field, at->wire, whole), beforeWords(known, *at, field, record, whole));
}

QString writerWords(TabletSession& session, const KindSpec& kind, const RecordId& record, std::uint32_t field,
                    const Writer& writer) {
  auto who = authorWords(session, {}, 0, writer.role);
  if (const auto entries = session.replica().history(kind.number, record, field)) {
    const auto at = std::ranges::find(*entries, writer.id, &HistoryEntry::change);
    if (at != entries->end()) who = authorWords(session, at->device, at->user, at->role);
  }
  QStringList by{who, momentWords(writer.stamp, session.today())};
  by.removeAll(QString());
  return by.join(QStringLiteral(" · "));
}

std::vector<FactLine> historyLines(TabletSession& session, const KindSpec& kind, const RecordId& record,
                                   const FieldSpec& field, bool whole) {
  const auto known = readAll(session, kind, record, field.number);
  const bool open = known.heads > 1;
  std::vector<FactLine> lines;
  for (const auto& entry : known.entries) {
    QStringList by{authorWords(session, entry.device, entry.user, entry.role),
                   momentWords(entry.stamp, session.today()),
                   entry.received == 0 ? words("待同步", "not yet synced") : QString()};
    by.removeAll(QString());
    FactLine line;
    line.title = valueWords(field, entry.wire, whole);
    line.subtitle =
        by.join(QStringLiteral(" · ")) + QLatin1Char('\n') + beforeWords(known, entry, field, record, whole);
    line.symbol = !entry.head ? QStringLiteral("history") : open ? QStringLiteral("warning") : QStringLiteral("check");
    // Two that nobody has decided between stand side by side; neither is the value.
    if (entry.head) line.badge = open ? words("待决定", "Undecided") : words("现值", "Now");
    if (entry.head) line.tone = open ? Tone::Warning : Tone::Good;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace bf
