#pragma once
// The history of a field, for the sheet of a page: each write with who, when, before and after, the newest first. What
// a first picture of the village brought stands there with its last writer: who wrote before, the centre knows.

#include <vector>

#include "app/controllers/tablet_session.h"
#include "app/models/fact_list_model.h"

namespace bf {

/// Empty for a field that was never written, or a record that is not here.
[[nodiscard]] std::vector<FactLine> historyLines(TabletSession& session, const KindSpec& kind, const RecordId& record,
                                                 const FieldSpec& field);

/// A value as a person reads it: sensitive ones masked, "清空" for none.
[[nodiscard]] QString valueWords(const FieldSpec& field, const std::string& wire);

}  // namespace bf
