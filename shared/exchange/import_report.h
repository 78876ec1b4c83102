#pragma once
// What an import tells the office: how much was taken over, what looks wrong and was taken over all the same, and
// what was not, each with file, row, column and a sentence in both languages. Sentences never contain a value of the
// file: the person with the file in hand finds it by its place. What the register kept against the file is told with
// both values, the sensitive ones masked.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "shared/exchange/exchange_limits.h"
#include "shared/exchange/table.h"
#include "shared/schema/schema.h"

namespace bf {

struct Notice {
  std::string code;  ///< stable, for tests and lists: "idCheckDigit", "unknownVillage"
  std::string file;
  std::size_t row = 0;  ///< 0: the file or the register as a whole
  std::string column;   ///< letters and heading, "C 姓名"; empty: the whole row
  Label message;
  std::string was = {}, given = {};  ///< of what was kept: in the register, in the file
};

/// Where a row stands; `file` is an index into the import's files.
struct RowPlace {
  std::uint32_t file = 0;
  std::uint32_t row = 0;
};

/// A file that was read, for who has to tell something of one of its rows later.
struct FileRead {
  std::string name;
  std::map<std::uint32_t, std::string> columns;  ///< by field: "C 姓名"
};

/// Notices of one weight, bounded: of each code the first ones are kept in full, all are counted.
class NoticeList {
 public:
  explicit NoticeList(std::size_t keptPerCode = warningsKeptPerKind) : keptPerCode_(keptPerCode) {}
  void add(Notice notice);
  /// Counts some that nobody kept.
  void countMore(const std::string& code, std::size_t count);
  [[nodiscard]] const std::vector<Notice>& kept() const { return kept_; }
  [[nodiscard]] const std::map<std::string, std::size_t>& counts() const { return counts_; }
  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] std::size_t count(const std::string& code) const;
  /// Of codes of which not all were kept: how many are missing.
  [[nodiscard]] std::map<std::string, std::size_t> unlisted() const;

 private:
  std::size_t keptPerCode_;
  std::vector<Notice> kept_;
  std::map<std::string, std::size_t> counts_;
  std::size_t total_ = 0;
};

struct ImportReport {
  std::map<std::string, std::size_t> taken;  ///< records by kind ("household"), or "region"
  NoticeList warnings;                       ///< taken over, to be looked at
  NoticeList cells;                          ///< cells that were left out; the rest of their row was taken over
  NoticeList rows;                           ///< rows that were not taken over
  NoticeList kept{keptValuesMax};            ///< the file says otherwise, and the register was kept
  NoticeList files;                          ///< files or sheets that were not, or only partly, read
  std::vector<std::string> unknownColumns;   ///< "成员.csv: C 备注2"
  std::vector<FileRead> read;                ///< by RowPlace::file

  /// Nothing was left out; there may be warnings.
  [[nodiscard]] bool complete() const { return cells.total() + rows.total() + files.total() == 0; }
};

/// The report's notices as a table that an office can work through: weight, file, row, column, reason, both values of
/// what was kept; where there were too many of a code, how many are not listed. Errors: those
/// of the sink.
[[nodiscard]] Result<void> writeReport(const ImportReport& report, Language language, RowSink& sink);
/// The columns that writeReport() fills.
[[nodiscard]] std::vector<OutColumn> reportColumns(Language language);

}  // namespace bf
