#pragma once
// The merge's questions about settling, answered from the schema's options.

#include "shared/merge/record_heads.h"
#include "shared/schema/schema.h"

namespace bf {

class SchemaRules final : public Rules {
 public:
  explicit SchemaRules(const Schema& schema) : schema_(schema) {}
  [[nodiscard]] Settle settle(std::uint32_t kind, std::uint32_t field) const override;
  [[nodiscard]] std::int64_t order(const Change& change, std::uint32_t field) const override;
  [[nodiscard]] bool personDecides(std::uint32_t kind, std::uint32_t field) const override;

 private:
  const Schema& schema_;
};

}  // namespace bf
