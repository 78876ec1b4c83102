#pragma once
// What a pack may ask: views over the tables of the record kinds, made from the schema alone. One view a kind, named
// like it, without removed records, frozen ones that a later one corrects and visits that are not finished, and a few
// that several rules need. Amounts keep their integers (money in fen), choices their numbers, dates are YYYYMMDD; of an
// ID number, account, signature or picture a pack sees only whether it is there (1) or not (NULL).

#include <string>
#include <string_view>
#include <vector>

#include "shared/schema/schema.h"

namespace bf {

struct ViewColumn {
  std::string name;
  Label label;
  const FieldSpec* field = nullptr;  ///< whose choices and unit hold; null for keys and what is reckoned
};

struct PolicyView {
  std::string name;
  Label label;
  std::string select;  ///< of the view
  std::vector<ViewColumn> columns;
};

/// What the record of a kind is called within its view, before the name of the kind.
inline constexpr std::string_view recordAlias = "of_";

/// Lists of people's records that are kept beside the store, each a temporary table and a view of it with the columns
/// rec and their own: the households of the newest random sample of a village (region) for a year (year), and the
/// members with the ID number of another (other).
inline constexpr const char* drawnView = "drawn";
inline constexpr const char* idTwinView = "id_twin";
/// The table behind a list. It is named like those of records, so that a pack reads it through its view alone.
[[nodiscard]] std::string listTable(std::string_view view);
/// The SQL that makes both tables.
[[nodiscard]] std::string makeListTables();

/// Whether a view shows of a field only that it is there: a secret.
[[nodiscard]] bool shownAsPresence(const FieldSpec& field);

/// In the order in which they must be made. `schema` must outlive the result.
[[nodiscard]] std::vector<PolicyView> policyViews(const Schema& schema);

/// The kind of the records behind a view, also one that is made of another.
[[nodiscard]] std::string kindOfView(const std::string& view);
/// The columns by which a view chooses its records: whoever reads anything of it reads these, too.
[[nodiscard]] std::vector<std::string> chosenBy(const std::string& view);
/// The columns of the record that a column of a view is worked out from; none when it is one of them itself.
[[nodiscard]] std::vector<std::string> madeOf(const Schema& schema, const std::string& view, const std::string& column);

}  // namespace bf
