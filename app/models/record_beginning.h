#pragma once
// What a record begins with and nobody has to be asked for: its day or year, its state, who is writing. The first
// answer makes a record, and these come with it; each can be corrected like any other answer.

#include <string>
#include <vector>

#include "app/models/day_time.h"
#include "shared/schema/record_builder.h"

namespace bf {

/// Adds to `made`, a builder of that kind, what follows from the first answers, the day, and the name of who writes.
void begin(RecordBuilder& made, const KindSpec& kind, const std::vector<Field>& answers, Day today,
           const std::string& person);

/// The unit that answers for an item (S2 names them item by item): a choice of `Unit`, 0 for none.
[[nodiscard]] std::int64_t unitFor(std::int64_t itemChoice);

}  // namespace bf
