#pragma once
// What the cells of one row say: values, and cells that hide theirs. For the parts of RowImporter alone.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/exchange/import_row.h"
#include "shared/schema/value.h"

namespace bf {

/// The values of a row, by field.
struct RowImporter::Reading {
  std::vector<std::pair<const FieldSpec*, Value>> values;
  std::vector<std::pair<const FieldSpec*, std::string>> masked;  ///< cells that say nothing but that there is something
  bool known = false;                                            ///< the directory knows the record by a masked key

  [[nodiscard]] bool isMasked(const FieldSpec* field) const {
    return std::ranges::any_of(masked, [&](const auto& one) { return one.first == field; });
  }
  [[nodiscard]] const Value* find(const FieldSpec* field) const {
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == field; });
    return found == values.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::string text(const KindSpec& kind, std::string_view name) const {
    const Value* value = find(kind.fieldByName(name));
    const std::string* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
  }
  [[nodiscard]] std::optional<std::int64_t> number(const KindSpec& kind, std::string_view name) const {
    const Value* value = find(kind.fieldByName(name));
    const std::int64_t* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return number == nullptr ? std::nullopt : std::optional(*number);
  }
  [[nodiscard]] bool chosen(const KindSpec& kind, std::string_view name, std::string_view choice) const {
    const FieldSpec* field = kind.fieldByName(name);
    const Choice* wanted = field == nullptr ? nullptr : field->choiceNamed(choice);
    return wanted != nullptr && number(kind, name) == wanted->number;
  }
  /// Sets a choice that the row leaves open and that follows from the rest of it.
  void fillIn(const KindSpec& kind, std::string_view name, std::string_view choice) {
    const FieldSpec* field = kind.fieldByName(name);
    const Choice* wanted = field == nullptr ? nullptr : field->choiceNamed(choice);
    if (wanted != nullptr && find(field) == nullptr) values.emplace_back(field, Value(wanted->number));
  }
};

}  // namespace bf
