#pragma once
// A record kind for the tests of the merge: one field for each way of settling, and fields that a schema would not
// know.

#include <array>
#include <cstdint>
#include <string>

#include "shared/merge/record_heads.h"
#include "tests/wire_fields.h"

namespace bf::test {

inline constexpr std::uint32_t household = 7;        ///< number of the record kind
inline constexpr std::uint32_t phone = 10;           ///< latest
inline constexpr std::uint32_t idNumber = 11;        ///< latest, but a person decides
inline constexpr std::uint32_t grade = 12;           ///< authority: the rank is the role
inline constexpr std::uint32_t income = 13;          ///< period: the year is `incomeYear` in the same change
inline constexpr std::uint32_t incomeYear = 14;      ///< latest
inline constexpr std::uint32_t needs = 15;           ///< unite
inline constexpr std::uint32_t unknown = 900;        ///< a field of a newer schema
inline constexpr std::uint32_t farUnknown = 70'000;  ///< one that the bitmap of created fields does not reach
inline constexpr std::array<std::uint32_t, 9> editedFields{phone, idNumber,    grade,   income,    incomeYear,
                                                           needs, regionField, unknown, farUnknown};

class HouseholdRules final : public Rules {
 public:
  [[nodiscard]] Settle settle(std::uint32_t kind, std::uint32_t field) const override;
  [[nodiscard]] std::int64_t order(const Change& change, std::uint32_t field) const override;
  [[nodiscard]] bool personDecides(std::uint32_t, std::uint32_t field) const override { return field == idNumber; }
};

/// Wire bytes of a list of choices.
[[nodiscard]] Field choices(std::uint32_t field, const std::vector<std::uint32_t>& chosen);

}  // namespace bf::test
