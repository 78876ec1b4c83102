#pragma once
// Rules over several fields of one record; what each means stands with `Check` in options.proto. For validate.cpp.

#include <map>
#include <vector>

#include "shared/schema/validate.h"
#include "shared/schema/value.h"

namespace bf {

/// The fields of a record that could be decoded.
using Answers = std::map<std::uint32_t, Value>;

/// Whether there is an answer; an empty text is none.
[[nodiscard]] bool isAnswered(const Answers& answers, std::uint32_t field);

/// Adds what the rule finds. In a part of a record a rule that would complain of a missing field says nothing: the
/// field may have been answered before.
void runCheck(const KindSpec& kind, const CrossCheck& check, const Answers& answers, Extent extent,
              std::vector<Finding>& findings);

}  // namespace bf
