#pragma once
// A cell as a value of a field, and back. Reading knows what people really type: every way of writing a date, money
// with its unit, choices by any of their names, several choices with any separator. What it does not understand for
// sure is a CellProblem that tells a person what is allowed; it is never guessed.

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "shared/exchange/table.h"
#include "shared/schema/schema.h"
#include "shared/schema/value.h"

namespace bf {

/// Why a cell was not taken over, for the person who must correct the file. Never contains the value.
struct CellProblem {
  std::string code;  ///< stable, for tests and lists: "notAChoice", "cutNumber"
  Label message;
};

/// What is wrong with a cell that is a formula without a result to read; nothing for any other cell.
[[nodiscard]] std::optional<CellProblem> formulaFault(const Cell& cell);

/// Reads the cells of one column of one field; made once for a column.
class CellReader {
 public:
  /// `field` must outlive the reader.
  explicit CellReader(const FieldSpec& field);

  /// A value of the field's type within its hard limits; monostate for an empty cell and for what offices write
  /// instead of leaving a cell empty (-, /, 未采集, 不详 …) in a field that is not free text.
  [[nodiscard]] std::expected<Value, CellProblem> read(const Cell& cell) const;
  [[nodiscard]] const FieldSpec& field() const { return *field_; }

 private:
  using Reading = std::expected<Value, CellProblem>;
  [[nodiscard]] Reading readAnswer(std::string_view text) const;
  [[nodiscard]] Reading readInteger(std::string_view text) const;
  [[nodiscard]] Reading readText(const Cell& cell) const;
  [[nodiscard]] Reading readChoice(std::string_view text) const;
  [[nodiscard]] Reading readChoices(std::string_view text) const;
  [[nodiscard]] Reading readTexts(std::string_view text) const;
  [[nodiscard]] Reading within(std::int64_t number) const;
  [[nodiscard]] std::optional<std::int64_t> choiceOf(std::string_view text) const;
  [[nodiscard]] CellProblem notAChoice() const;

  /// Finds a string by a view of it, without a copy.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  const FieldSpec* field_;
  /// By folded name, label, code and other names, and by the label as it stands.
  std::unordered_map<std::string, std::int64_t, TextHash, std::equal_to<>> choices_;
};

/// Whether a file can carry the field at all: not bytes, and not filled in by the program.
[[nodiscard]] bool isColumn(const FieldSpec& field);

/// The value as it stands in exported tables, so that CellReader reads it back: as display() of the schema, but 无 for
/// several choices of which none applies. A list of texts comes back as long as its entries contain no semicolon.
[[nodiscard]] std::string cellText(const FieldSpec& field, const Value& value, Language language);

/// Whether exported cells of the field are numbers to reckon with (not years, codes or ID numbers).
[[nodiscard]] bool isNumberColumn(const FieldSpec& field);

/// What the field allows, for a person: 可选：… / one of: …
[[nodiscard]] Label allowedText(const FieldSpec& field);

}  // namespace bf
