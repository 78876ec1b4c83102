#pragma once
// How a record reads as one line of a list: what matters of its kind, in words. A kind without rules of its own shows
// its first answers.

#include "app/models/day_time.h"
#include "app/models/fact_list_model.h"
#include "app/models/household_file.h"
#include "app/models/item_judge.h"
#include "shared/base/crypto.h"
#include "shared/merge/record_heads.h"

namespace bf {

class EvidenceBox;

/// "<kind>/<id in hex>", by which a page asks for a record; "<kind>/<<id in hex>" for a new one below a record, and
/// "#<number>" behind either for one of its fields.
[[nodiscard]] QString keyOf(std::uint32_t kind, const RecordId& record);
[[nodiscard]] QString keyOfNew(std::uint32_t kind, const RecordId& parent);
struct RecordKey {
  std::uint32_t kind = 0;
  RecordId record;  ///< zero: to be made below `parent`
  RecordId parent;
  std::uint32_t field = 0;  ///< 0: none in particular
};
/// Nothing for a text of another form.
[[nodiscard]] std::optional<RecordKey> keyFrom(const QString& text);

/// Where a fact that a verdict rests on is corrected: a record of this household's file, or one to be made, and the
/// field.
[[nodiscard]] QString keyOf(const VerdictFact& fact, const Schema& schema, const RecordFile& file, Day today);
/// The record that the fact was read from; null: there is none yet.
[[nodiscard]] const FileRecord* recordOf(const VerdictFact& fact, const Schema& schema, const RecordFile& file,
                                         Day today);

[[nodiscard]] FactLine lineOf(const Schema& schema, const FileRecord& record, Day today);
/// An answer as a list shows it: sensitive ones masked; "" when there is none.
[[nodiscard]] QString shownIn(const KindSpec& kind, const std::vector<Field>& fields, std::string_view field);
/// Address of the file whose hash stands in a field of a piece of evidence; "": there is none, or it is not here.
[[nodiscard]] QString addressOf(const EvidenceBox& box, const KindSpec& evidence, const std::vector<Field>& fields,
                                std::string_view hashField);
/// "村书记", "镇扶贫办" …; "" for a role that this build does not know.
[[nodiscard]] QString roleWords(std::uint32_t role);
/// Day and minute in China's time.
[[nodiscard]] QString momentWords(Micros at, Day today);

}  // namespace bf
