// By which text a page asks for a record, and which record a fact of a verdict is corrected in.
#include <algorithm>
#include <functional>

#include "app/controllers/record_lines.h"
#include "app/models/record_values.h"

namespace bf {
namespace {

const FileRecord* latest(std::vector<const FileRecord*> records, std::uint32_t field) {
  const auto at = std::ranges::max_element(
      records, {}, [&](const FileRecord* one) { return std::pair(integerIn(one->fields, field), one->row.rec); });
  return at == records.end() ? nullptr : *at;
}

const FileRecord* memberOf(const Schema& schema, const RecordFile& file, std::int64_t rec) {
  for (const auto* member : file.of(schema.kindByName("member")->number))
    if (member->row.rec == rec) return member;
  return nullptr;
}

/// The one that the verdict looked at; null: there is none yet.
const FileRecord* lookedAt(const KindSpec& kind, const RecordFile& file, const FileRecord& above, Day today) {
  if (above.row.kind == kind.number) return &above;
  std::vector<const FileRecord*> records;
  for (const auto* record : file.below(above))
    if (record->row.kind == kind.number) records.push_back(record);
  if (kind.name == "enrolment")
    std::erase_if(records, [&](const FileRecord* one) {
      return integerIn(one->fields, numberOf(kind, "year")) != yearOf(today);
    });
  // Any flat that they moved into is one.
  const auto movedIn = [&](const FileRecord* one) { return integerIn(one->fields, numberOf(kind, "moved_in")) == 1; };
  if (kind.name == "resettlement" && std::ranges::any_of(records, movedIn))
    std::erase_if(records, std::not_fn(movedIn));
  const auto* when = kind.name == "housing_assessment"     ? "assessed_date"
                     : kind.fieldByName("year") == nullptr ? "plan_year"
                                                           : "year";
  return latest(records, numberOf(kind, when));
}

}  // namespace

QString keyOf(std::uint32_t kind, const RecordId& record) {
  return QString::number(kind) + QLatin1Char('/') + QString::fromStdString(toHex(record.view()));
}

QString keyOfNew(std::uint32_t kind, const RecordId& parent) {
  return QString::number(kind) + QStringLiteral("/<") + QString::fromStdString(toHex(parent.view()));
}

std::optional<RecordKey> keyFrom(const QString& text) {
  const auto slash = text.indexOf(QLatin1Char('/')), hash = text.indexOf(QLatin1Char('#'));
  auto id = text.mid(slash + 1, hash < 0 ? -1 : hash - slash - 1);
  const bool isNew = id.startsWith(QLatin1Char('<'));
  if (isNew) id.remove(0, 1);
  const auto raw = fromHex(id.toStdString());
  const auto record = raw ? RecordId::from(*raw) : std::nullopt;
  const auto kind = text.left(slash).toUInt();
  if (slash < 0 || kind == 0 || !record) return std::nullopt;
  const auto field = hash < 0 ? 0u : text.mid(hash + 1).toUInt();
  return isNew ? RecordKey{kind, {}, *record, field} : RecordKey{kind, *record, {}, field};
}

const FileRecord* recordOf(const VerdictFact& fact, const Schema& schema, const RecordFile& file, Day today) {
  const auto* kind = schema.kindByName(fact.kind);
  const auto* above = fact.member == 0 ? &file.top() : memberOf(schema, file, fact.member);
  return kind == nullptr || above == nullptr ? nullptr : lookedAt(*kind, file, *above, today);
}

QString keyOf(const VerdictFact& fact, const Schema& schema, const RecordFile& file, Day today) {
  const auto* kind = schema.kindByName(fact.kind);
  const auto* field = kind == nullptr ? nullptr : kind->fieldByName(fact.field);
  const auto* above = fact.member == 0 ? &file.top() : memberOf(schema, file, fact.member);
  if (field == nullptr || above == nullptr) return {};
  const auto* record = lookedAt(*kind, file, *above, today);
  // What is finished is corrected by a new one.
  const bool takes = record != nullptr && !(kind->immutableWhenFinished && fieldIn(record->fields, finishedField));
  const auto key = takes ? keyOf(kind->number, record->row.id) : keyOfNew(kind->number, above->row.id);
  return key + QLatin1Char('#') + QString::number(field->number);
}

}  // namespace bf
