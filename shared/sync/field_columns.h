#pragma once
// Many partial records, taken apart by shape (kind, how it is named, which fields) and field: the values of one field
// stand beside each other, their tags are written once. Batches and snapshots travel like this; PROTOCOL.md "Columns"
// has the layout. A partial record whose bytes are not the shortest protobuf has does not fit and is refused by add().

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/error.h"
#include "shared/base/wire.h"
#include "shared/sync/byte_reader.h"
#include "shared/sync/number_column.h"

namespace bf {

/// What all rows of one shape have in common.
struct RowShape {
  std::uint32_t kind = 0;
  unsigned char mode = 0;        ///< how the row names its record; the caller's business
  std::uint32_t parentKind = 0;  ///< written when `mode` has parentKindBit
  std::uint32_t user = 0;        ///< these three are written when `mode` has overrideBit
  std::uint32_t role = 0;
  std::uint64_t region = 0;
  std::vector<std::uint32_t> tags;     ///< number << 3 | wire type, one for each occurrence of a field
  std::vector<std::uint32_t> cleared;  ///< ascending

  static constexpr unsigned char parentKindBit = 0x20;
  static constexpr unsigned char overrideBit = 0x40;
};

/// Differences of ascending numbers, the first from zero.
void appendAscending(std::string& out, const std::vector<std::uint32_t>& numbers);
/// Errors: Errc::malformed, Errc::tooLarge (more than `most`).
[[nodiscard]] Result<std::vector<std::uint32_t>> readAscending(ByteReader& from, std::size_t most);
[[nodiscard]] bool strictlyAscending(const std::vector<std::uint32_t>& numbers);

/// The sending side: rows go in one after another, sections come out in the order in which they are declared.
class FieldColumnsWriter {
 public:
  /// Takes a row apart; `shape.tags` is filled in here. False when `fields` is not in its shortest form: then nothing
  /// was added. `stamp` serves as a partner for instants.
  [[nodiscard]] bool add(RowShape shape, std::string_view fields, std::uint64_t stamp);

  void writeShapes(std::string& out) const;
  void writeOrder(std::string& out) const;
  /// Computes the columns; then the three parts of them.
  void finish();
  void writeForms(std::string& out) const;
  void writeNumbers(std::string& out) const;
  void writeText(std::string& out) const;

 private:
  struct Column {
    std::vector<std::uint64_t> numbers;  ///< values, or lengths of `text`
    std::string text;
    bool isText = false;
    NumberColumn written;
  };
  struct Table {
    std::vector<Column> columns;
    std::vector<std::uint64_t> stamps;
  };
  std::unordered_map<std::string, std::uint32_t> indexes_;
  std::vector<std::string> shapes_;
  std::vector<Table> tables_;
  std::vector<std::uint32_t> order_;
};

/// The receiving side: sections are read in the same order, then rows one after another.
class FieldColumnsReader {
 public:
  /// Errors of all: Errc::malformed, Errc::tooLarge.
  [[nodiscard]] Result<void> readShapes(ByteReader& from);
  /// `bytesMost`: what all rows may become; a value becomes two bytes at least.
  [[nodiscard]] Result<void> readOrder(ByteReader& from, std::size_t rows, std::size_t bytesMost);
  /// `stamps`: one for each row.
  void setStamps(const std::vector<std::uint64_t>& stamps);
  [[nodiscard]] Result<void> readForms(ByteReader& from);
  [[nodiscard]] Result<void> readNumbers(ByteReader& from);
  [[nodiscard]] Result<void> readText(ByteReader& from);

  [[nodiscard]] const RowShape& shape(std::size_t row) const { return shapes_[order_[row]]; }
  /// The fields of the next row; rows must be asked for in order. Ascending by number as the sender had them.
  [[nodiscard]] std::vector<Field> next(std::size_t row);

 private:
  struct Column {
    std::uint32_t tag = 0;
    unsigned char form = 0;
    std::vector<std::uint64_t> numbers;
    std::string_view text;
    std::size_t used = 0;
  };
  struct Table {
    std::vector<Column> columns;
    std::vector<std::uint64_t> stamps;
    std::size_t rows = 0;
  };
  [[nodiscard]] static Result<RowShape> readShape(ByteReader& from);

  std::vector<RowShape> shapes_;
  std::vector<Table> tables_;
  std::vector<std::uint32_t> order_;
};

}  // namespace bf
