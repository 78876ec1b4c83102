#pragma once
// Which kinds of records can come as tables, what their rows hang from, and by which columns that is told. Derived
// from the schema; only other wordings of headings that offices use are listed here.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/exchange/column_map.h"
#include "shared/schema/schema.h"

namespace bf {

/// What the rows of a file hang from. The order is that of the import: parents first.
enum class ImportParent : std::uint8_t { none, village, household, member };

/// Keys of columns that are no fields of the row's own record.
inline constexpr std::string_view villageCodeKey = "@village";
inline constexpr std::string_view villageNameKey = "@village_name";
inline constexpr std::string_view townshipNameKey = "@township_name";
inline constexpr std::string_view householdKey = "@household";
inline constexpr std::string_view memberIdKey = "@member_id";
inline constexpr std::string_view memberNameKey = "@member_name";
inline constexpr std::string_view parentFieldKey = "@parent.";  ///< and the field's name: a value of the parent
inline constexpr std::string_view headNameKey = "@head_name";   ///< for the eye only: lists repeat it
inline constexpr std::string_view correctsKey = "@corrects";    ///< for the eye only: see correctsLabel()

struct ImportRule {
  const KindSpec* kind = nullptr;
  ImportParent parent = ImportParent::none;  ///< what the columns lead to, directly or by way of `through`
  std::uint32_t anchorKind = 0;              ///< number of that kind; 0 for regions
  std::uint32_t householdKind = 0;           ///< number of the households that a row is led to, or led through
  /// What a row may hang from that leaves the household or the member open: number of the village's kind, or 0.
  std::uint32_t orVillage = 0;
  bool orHousehold = false;
  /// The record between: of stages the renovation, of reimbursements the medical cost, of movements the fund. The row
  /// names it by its own fields.
  const KindSpec* through = nullptr;
  std::uint32_t parentKind = 0;  ///< number of the kind that the rows hang from; 0 for roots
  std::vector<ColumnSpec> columns;
  /// Fields that together with the parent tell two records apart: the required ones, or those of a special rule.
  std::vector<const FieldSpec*> identity;
};

/// How a heading names a field of the record that a row hangs from where its own label would be taken for the row's.
[[nodiscard]] Label labelBelow(const KindSpec& parent, const FieldSpec& field);

/// Heading of the column in which our exports say which record a row corrects, by its time and its author; empty for
/// kinds of which nothing is corrected. An import makes nothing of it: what is finished is corrected where it was made.
[[nodiscard]] Label correctsLabel(const KindSpec& kind);

/// Rules for all kinds that hang from a region, a village, a household or a member, or from a record that does, parents
/// first. A kind that may hang from a village and from a household has one rule for each. `schema` must outlive the
/// rules.
[[nodiscard]] std::vector<ImportRule> importRules(const Schema& schema);

}  // namespace bf
