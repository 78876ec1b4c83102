#pragma once
// A removal against edits that it had not seen, as the two answers that a person has: it stays removed, or it is kept.

#include <QString>
#include <array>
#include <cstdint>
#include <vector>

#include "app/controllers/tablet_session.h"

namespace bf {

/// One answer: in a few words, what it rests on, who said it and when, and the word of its button.
struct RemovalSide {
  QString text, details, by, act;
};

/// The removal first. `conflict` is one of wholeRecord. `whole`: sensitive values unmasked.
[[nodiscard]] std::array<RemovalSide, 2> removalSides(TabletSession& session, const ContestedField& conflict,
                                                      bool whole = false);
/// Sensitive fields among what was edited: a look at the sides unmasked is a look at each of them.
[[nodiscard]] std::vector<std::uint32_t> sensitiveFields(TabletSession& session, const ContestedField& conflict);

/// The edit that makes one of them the answer: the removal again, by somebody who has seen the edits, or its end.
[[nodiscard]] Edit removalDecision(const ContestedField& conflict, bool removed);

}  // namespace bf
