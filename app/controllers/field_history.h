#pragma once
// The history of a field, for the sheet of a page: each write with who, when, before and after, the newest first. What
// a first picture of the village brought stands there with its last writer: who wrote before, the centre knows.

#include <vector>

#include "app/controllers/tablet_session.h"
#include "app/models/fact_list_model.h"

namespace bf {

/// Empty for a field that was never written, or a record that is not here. Sensitive values are masked unless they are
/// to show `whole`, here and below.
[[nodiscard]] std::vector<FactLine> historyLines(TabletSession& session, const KindSpec& kind, const RecordId& record,
                                                 const FieldSpec& field, bool whole = false);

/// Who wrote a field last, and when: "张文光（本平板） · 今天 09:30"; "" where nobody did.
[[nodiscard]] QString lastWriteWords(TabletSession& session, const KindSpec& kind, const RecordId& record,
                                     std::uint32_t field);

/// One write of a field: "联系电话：139****8000，原为：137****2222"; the value alone where the write itself is not
/// here.
[[nodiscard]] QString writeWords(TabletSession& session, const KindSpec& kind, const RecordId& record,
                                 const FieldSpec& field, const ChangeId& change, bool whole = false);

/// Who wrote and when, by name where the change itself is here: what the heads remember of a writer is the role alone.
[[nodiscard]] QString writerWords(TabletSession& session, const KindSpec& kind, const RecordId& record,
                                  std::uint32_t field, const Writer& writer);

/// A value as a person reads it, "清空" for none.
[[nodiscard]] QString valueWords(const FieldSpec& field, const std::string& wire, bool whole = false);

}  // namespace bf
