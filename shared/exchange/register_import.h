#pragma once
// The county register from files: villages, natural villages, households, members, enrolments, incomes, assessments,
// helpers, and any other kind that hangs from them. Each file is recognised by its heading, or refused whole. Rows
// become records that the caller turns into changes. What looks wrong is reported and taken over all the same, because
// visits are there to set it right; what cannot be read is left out by cell, what cannot be placed is left out by row,
// each with its reason, and everything else goes on.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/wire.h"
#include "shared/exchange/import_report.h"
#include "shared/exchange/region_import.h"
#include "shared/exchange/table.h"
#include "shared/schema/schema.h"
#include "shared/schema/validate.h"

namespace bf {

/// One row as a record. Keys are natural names by which the caller finds a record again:
///   village "441424100200"; household "<register number>"; member "<register number>/<ID number, else name>";
///   others "<parent's key>/<kind>/<values that tell it apart>", with "#2" and so on when one comes again;
///   of a record that only the directory could tell, the key that ImportDirectory::records() gave.
struct ImportedRecord {
  std::uint32_t kind = 0;
  std::string key;
  std::uint32_t parentKind = 0;  ///< 0 for a root
  std::string parentKey;
  RegionCode region = 0;
  std::vector<Field> fields;  ///< ascending by number, checked against the kind's hard limits
  RowPlace place = {};
};

/// A record that is looked for by what a row says of it.
struct SoughtRecord {
  std::uint32_t kind = 0;
  RegionCode region = 0;
  std::uint32_t parentKind = 0;  ///< 0 for a root
  std::string parentKey;
  std::vector<Field> fields;  ///< values that it must have
  /// Fields that the row has only masked: their values must fit the text (see fitsMask()).
  std::vector<std::pair<std::uint32_t, std::string>> masked = {};
};

/// A member of a household as the register has them.
struct KnownPerson {
  std::string key;  ///< as ImportDirectory::member() gives it
  std::string name, idNumber;
  std::int64_t birthDate = 0, sex = 0;  ///< 0: not registered
};

/// By whom a household is known: what a row says beside its register number must fit one of them.
struct KnownFamily {
  RegionCode region = 0;
  std::string headName, headIdNumber;
  std::vector<KnownPerson> members;
};

/// What the system holds already, for files that refer to it. The import asks only for what it has not read itself.
class ImportDirectory {
 public:
  virtual ~ImportDirectory() = default;
  /// Region of a household by its register number.
  [[nodiscard]] virtual std::optional<RegionCode> household(std::string_view number) const = 0;
  /// Key of the only member of that household by ID number (may be empty) and name (may be empty). Of an ID number that
  /// is masked both must fit.
  [[nodiscard]] virtual std::optional<std::string> member(std::string_view household, std::string_view id,
                                                          std::string_view name) const = 0;
  /// The people of a household, by its register number; nothing when it is not there.
  [[nodiscard]] virtual std::optional<KnownFamily> family(std::string_view) const { return std::nullopt; }
  /// Register number of another household with a present member of this ID number; "" of one without a number.
  [[nodiscard]] virtual std::optional<std::string> elsewhere(std::string_view /*id*/,
                                                             std::string_view /*household*/) const {
    return std::nullopt;
  }
  /// Keys of all records that fit; of those that this import gave, the keys that it gave them.
  [[nodiscard]] virtual std::vector<std::string> records(const SoughtRecord& sought) const = 0;
};

struct ImportFile {
  std::unique_ptr<RowSource> rows;
  std::string kind;                      ///< name of the kind when the caller knows it; empty: by heading and file name
  std::vector<std::string> ignore = {};  ///< headings to pass over; "*": all that the kind does not know
  std::vector<std::string> hidden = {};  ///< hidden sheets of its workbook, which are not read: the report says so
};

/// Takes records of one region, in the order in which they may be created: a parent is in this call or was in an
/// earlier one. A village comes in several calls: per file, and per recordsPerBatchMax. An error ends the import.
using ImportSink = std::function<Result<void>(RegionCode region, std::vector<ImportedRecord>&& records)>;

/// What the caller knows of a row beyond the schema; an error leaves the row out.
using RowJudge = std::function<std::vector<Finding>(const KindSpec& kind, const std::vector<Field>& fields)>;

struct ImportSettings {
  /// Records held back to give the sink whole villages at once, of all villages together; bounds the memory.
  std::size_t recordsHeldMax = 200'000;
  const ImportDirectory* existing = nullptr;  ///< may be null
  bool overwrite = false;                     ///< the register takes what a file has otherwise
  std::int32_t today = 0;                     ///< YYYYMMDD; 0: dates are not held against it
  RowJudge judge = nullptr;
};

/// Reads all files, parents before children whatever their order, and gives their records to `sink`. A file that
/// cannot be read (any further) is listed in the report; the others go on. `regions` are the known regions.
/// Errors: only those of the sink.
[[nodiscard]] Result<ImportReport> importRegister(const Schema& schema, const RegionTable& regions,
                                                  std::vector<ImportFile> files, const ImportSink& sink,
                                                  const ImportSettings& settings = {});

/// Every table of a file: the one of a CSV, or each visible sheet of a workbook, of which the first names
/// those that are hidden. Errors: those of openTable().
[[nodiscard]] Result<std::vector<ImportFile>> openImport(const std::string& path, const ImportLimits& limits = {});

}  // namespace bf
