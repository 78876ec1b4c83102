#pragma once
// What the schema says about changes: how concurrent values settle, and what no change may do. Both replicas ask here,
// so that a tablet saves nothing that its centre would have to hold.

#include <optional>
#include <string>

#include "shared/merge/record_heads.h"
#include "shared/schema/schema.h"

namespace bf {

/// The merge's questions about settling, answered from the schema's options.
class SchemaRules final : public Rules {
 public:
  explicit SchemaRules(const Schema& schema) : schema_(schema) {}
  [[nodiscard]] Settle settle(std::uint32_t kind, std::uint32_t field) const override;
  [[nodiscard]] std::int64_t order(const Change& change, std::uint32_t field) const override;
  [[nodiscard]] bool personDecides(std::uint32_t kind, std::uint32_t field) const override;

 private:
  const Schema& schema_;
};

/// Why a change cannot stand, whoever made it.
struct FormFault {
  std::uint32_t field = 0;  ///< 0: the change as a whole
  std::string what;         ///< English, technical, without the value
};

/// Nothing when the form is right: a root lies where its kind may lie, a child hangs from something, the envelope is
/// written as shared/merge/change.h says (a region is moved to, never cleared; a finish is not taken back; what a
/// record corrects is said when it is made).
[[nodiscard]] std::optional<FormFault> formFault(const KindSpec& kind, const Change& change);

/// What of a change its role may not write.
struct NotAllowed {
  std::uint32_t field = 0;  ///< 0: to make a record of this kind
};
[[nodiscard]] std::optional<NotAllowed> notAllowed(const KindSpec& kind, const Change& change);

}  // namespace bf
