#pragma once
// Checks of a record against its kind. Errors refuse a change; warnings ask a person to look again and never refuse:
// what was found out in a house is not thrown away because a form finds it odd.

#include <string>
#include <vector>

#include "shared/base/wire.h"
#include "shared/schema/schema.h"

namespace bf {

enum class Severity : std::uint8_t { warning, error };

struct Finding {
  Severity severity = Severity::warning;
  std::uint32_t field = 0;  ///< 0: the record as a whole
  std::string code;         ///< stable, for tests and lists: "aboveMax", "idCheckDigit"
  Label message;            ///< never contains the value
  bool operator==(const Finding&) const = default;
};

/// Hard rules only, for the centre's admission: wire type, UTF-8, length, count, hard limits, dates that exist,
/// choice 0. Fields that the kind does not have are passed over. Errors: Errc::malformed, Errc::tooLarge,
/// Errc::invalidValue; `detail` names the field, never the value.
[[nodiscard]] Result<void> checkFields(const KindSpec& kind, const std::vector<Field>& fields);

/// What there is to judge: the fields of one change, or all that is known of a record.
enum class Extent : std::uint8_t { part, whole };

/// All findings, errors first, each group ascending by field. Rules over several fields are applied where all that
/// they need is there; required fields are asked for in a whole record only.
[[nodiscard]] std::vector<Finding> validate(const KindSpec& kind, const std::vector<Field>& fields, Extent extent);

}  // namespace bf
