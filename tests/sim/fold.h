#pragma once
// The state of a record by the definitions of MERGE.md, computed naively from the set of its changes: heads are the
// writes that no other write names, shown is the greatest by (order, bounded stamp, id). It shares no code with the
// merge beyond the schema's rules, so that a fault there cannot hide here.

#include <vector>

#include "shared/merge/change.h"
#include "shared/replica/schema_rules.h"
#include "shared/schema/schema.h"
#include "tests/sim/picture.h"

namespace bf::sim {

/// A change and when the centre received it; 0: it has not.
struct Fact {
  const Change* change = nullptr;
  ChangeId id;
  Micros received = 0;
};

/// The record that these changes make; the creation is among them, each change is there once.
[[nodiscard]] RecordPicture fold(const std::vector<Fact>& facts, const Schema& schema);

/// Fields whose heads show different values and are not united, and 0 (wholeRecord) when it was removed unseen: what a
/// list of conflicts must name.
[[nodiscard]] std::vector<std::uint32_t> conflictsOf(const RecordPicture& picture, const std::vector<Fact>& facts,
                                                     const Schema& schema);

}  // namespace bf::sim
