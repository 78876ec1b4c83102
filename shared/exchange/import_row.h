#pragma once
// One row of an import file as a record: placed in its region, linked to its parent, its cells read, its oddities
// reported.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/exchange/import_rules.h"
#include "shared/exchange/register_import.h"
#include "shared/exchange/register_index.h"

namespace bf {

/// The file that a row is of.
struct RowContext {
  const std::string& file;
  std::uint32_t fileIndex = 0;
  const ImportRule& rule;
  const ColumnMap& map;
};

class RowImporter {
 public:
  /// All arguments must outlive the importer.
  RowImporter(const RegionTable& regions, const ImportSettings& settings, const std::vector<std::string>& files,
              ImportReport& report);

  /// Rows of later files name records of this kind as what they hang from.
  void remember(std::uint32_t kind) { remembered_.insert(kind); }
  /// Nothing when the row was left out; the report then says why.
  [[nodiscard]] std::optional<ImportedRecord> take(const RowContext& context, const Row& row);
  /// What shows only at the end: households without members, without a head, with two; how many cells were masked.
  void finish();

 private:
  struct Reading;
  using Taken = std::optional<ImportedRecord>;

  [[nodiscard]] Reading readFields(const RowContext& context, const Row& row);
  [[nodiscard]] bool keysReadable(const RowContext& context, const Row& row);
  [[nodiscard]] bool place(const RowContext& context, const Row& row, ImportedRecord& record);
  /// `villageKind`: what the row hangs from there; 0: the record is a root.
  [[nodiscard]] bool placeInRegion(const RowContext& context, const Row& row, std::uint32_t villageKind,
                                   ImportedRecord& record);
  [[nodiscard]] bool placeInHousehold(const RowContext& context, const Row& row, ImportedRecord& record);
  [[nodiscard]] bool placeWithMember(const RowContext& context, const Row& row, ImportedRecord& record);
  // What a row says of people must fit the household and the ID number that it names: see import_people.cpp. False: the
  // row was left out.
  [[nodiscard]] bool headFits(const RowContext& context, const Row& row, const std::string& number);
  [[nodiscard]] bool ownHeadFits(const RowContext& context, const Row& row, const Reading& reading,
                                 const ImportedRecord& record);
  [[nodiscard]] bool ownNameFits(const RowContext& context, const Row& row, Reading& reading, ImportedRecord& record);
  [[nodiscard]] bool personFits(const RowContext& context, const Row& row, const std::string& household,
                                const std::string& id, const std::string& name, bool correctable = true);
  /// Of members with one ID number, which only a mistake gives to two, the one whom the name means; nothing where the
  /// number is of one alone.
  [[nodiscard]] const KnownPerson* registeredSharer(const RowContext& context, const std::string& household,
                                                    std::string_view id, std::string_view name);
  void noteElsewhere(const RowContext& context, const Row& row, const ImportedRecord& record, const std::string& id);
  [[nodiscard]] const KnownFamily* familyOf(const RowContext& context, const std::string& household);
  bool contradicts(const RowContext& context, const Row& row, Notice notice);
  [[nodiscard]] bool placeUnder(const RowContext& context, const Row& row, ImportedRecord& record);
  /// Finds the record of a row whose own key is masked. False: the row was left out.
  [[nodiscard]] bool findMasked(const RowContext& context, const Row& row, Reading& reading, ImportedRecord& record);
  [[nodiscard]] bool belongs(const RowContext& context, const Row& row, const Reading& reading,
                             const ImportedRecord& record);
  void noteMasked(const RowContext& context, const Row& row, const BoundColumn& column);
  [[nodiscard]] bool isThere(const RowContext& context, const Reading& reading, const ImportedRecord& record) const;
  [[nodiscard]] bool mayBeMade(const RowContext& context, const Row& row, const Reading& reading,
                               const ImportedRecord& record);
  /// What no rule of the schema can say. False: the row was left out.
  [[nodiscard]] bool judge(const RowContext& context, const Row& row, const ImportedRecord& record);
  [[nodiscard]] bool hasFigure(const RowContext& context, const Row& row, const Reading& reading);
  [[nodiscard]] std::optional<RegionCode> regionOf(const RowContext& context, const Row& row) const;
  [[nodiscard]] bool nameRecord(const RowContext& context, const Row& row, const Reading& reading,
                                ImportedRecord& record);
  [[nodiscard]] bool nameHousehold(const RowContext& context, const Row& row, const Reading& reading,
                                   ImportedRecord& record);
  void nameMember(const RowContext& context, const Row& row, const Reading& reading, ImportedRecord& record);
  void checkHouseholds();
  void check(const RowContext& context, const Row& row, const Reading& reading, ImportedRecord& record);
  bool leaveOut(const RowContext& context, const Row& row, const char* code, Label message, std::string column = {});
  void warn(const std::string& file, std::size_t row, const char* code, Label message, std::string column = {});

  const RegionTable& regions_;
  const ImportSettings& settings_;
  const ImportDirectory* existing_;
  const std::vector<std::string>& files_;
  ImportReport& report_;
  RegisterIndex index_;
  std::unordered_map<std::string, std::uint32_t> keys_;  ///< how often a key of a further kind has come
  std::set<std::uint32_t> remembered_;
  bool membersRead_ = false;
  /// The household that the last row asked for: the rows of one stand together.
  struct AskedFamily {
    std::uint32_t file = 0;
    std::string household;
    std::optional<KnownFamily> family;
  };
  std::optional<AskedFamily> asked_;
  /// Masked cells of a column, told as one: a file that was exported so has one in every row.
  struct MaskedColumn {
    std::size_t cells = 0, firstRow = 0;
    std::string place;
  };
  std::map<std::pair<std::uint32_t, std::size_t>, MaskedColumn> masked_;  ///< by file and column
};

}  // namespace bf
