// Values as people read and write them.

#include <algorithm>
#include <array>

#include "shared/base/bytes.h"
#include "shared/schema/id_number.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

constexpr std::uint32_t coordinateDecimals = 7;
constexpr auto yesWords =
    std::to_array<std::string_view>({"是", "有", "1", "true", "TRUE", "yes", "Yes", "Y", "y", "√"});
constexpr auto noWords =
    std::to_array<std::string_view>({"否", "无", "0", "false", "FALSE", "no", "No", "N", "n", "×"});

std::string choiceText(const FieldSpec& field, std::int64_t number, Language language) {
  const auto* choice = field.choice(number);
  return choice != nullptr ? choice->label.in(language) : "#" + std::to_string(number);
}

std::string numberText(const FieldSpec& field, std::int64_t value) {
  switch (field.question) {
    case Question::date: return dateText(value);
    case Question::month: return monthText(value);
    case Question::instant: return instantText(value);
    case Question::coordinate: return decimalText(value, coordinateDecimals);
    default: return decimalText(value, field.scale);
  }
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : "；") + part;
  return text;
}

std::unexpected<Error> notA(const FieldSpec& field, const char* what) {
  return fail(Errc::invalidValue, "field " + field.name + ": not " + what);
}

Result<Value> readFlag(const FieldSpec& field, std::string_view text) {
  if (std::ranges::find(yesWords, text) != yesWords.end()) return true;
  if (std::ranges::find(noWords, text) != noWords.end()) return false;
  return notA(field, "yes or no");
}

Result<Value> readNumber(const FieldSpec& field, std::string_view text) {
  std::optional<std::int64_t> value;
  const char* what = "a number of the allowed form";
  switch (field.question) {
    case Question::date:
      value = readDate(text.substr(0, text.find(' ')));  // spreadsheets add midnight to a date
      what = "a date";
      break;
    case Question::month:
      value = readMonth(text);
      what = "a month";
      break;
    case Question::instant:
      value = readInstant(text);
      what = "a date with time";
      break;
    case Question::year:
      if (text.ends_with("年")) text.remove_suffix(std::string_view("年").size());
      value = readDecimal(text, 0);
      what = "a year";
      break;
    case Question::coordinate: value = readDecimal(text, coordinateDecimals); break;
    default: value = readDecimal(text, field.scale); break;
  }
  if (!value) return notA(field, what);
  return *value;
}

Result<std::int64_t> readChoice(const FieldSpec& field, std::string_view text) {
  if (const auto* choice = field.choiceNamed(text)) return choice->number;
  if (text.starts_with('#'))
    if (const auto number = readDecimal(text.substr(1), 0); number && *number > 0) return *number;
  return notA(field, "one of its choices");
}

Result<Value> readChoices(const FieldSpec& field, std::string_view text) {
  std::vector<std::int64_t> choices;
  // A label may itself contain a comma ("砖瓦砖木、砖石窑洞"): such a part is taken whole.
  for (const auto& part : splitText(text, {"；", ";"})) {
    const bool whole = field.choiceNamed(part) != nullptr;
    for (const auto& word : whole ? std::vector{part} : splitText(part, {"、", "，", ","})) {
      BF_LET(number, readChoice(field, word));
      choices.push_back(number);
    }
  }
  return choices;
}

Result<Value> readBytes(const FieldSpec& field, std::string_view text) {
  auto bytes = fromHex(text);
  if (!bytes) return notA(field, "hexadecimal");
  return std::move(*bytes);
}

}  // namespace

std::string display(const FieldSpec& field, const Value& value, Language language) {
  if (!fits(field, value) || std::holds_alternative<std::monostate>(value)) return {};
  if (const auto* flag = std::get_if<bool>(&value))
    return language == Language::chinese ? (*flag ? "是" : "否") : (*flag ? "Yes" : "No");
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return field.type == FieldType::choice ? choiceText(field, *number, language) : numberText(field, *number);
  if (const auto* text = std::get_if<std::string>(&value)) return field.type == FieldType::bytes ? toHex(*text) : *text;
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) return joined(*texts);
  std::vector<std::string> parts;
  for (const auto number : std::get<std::vector<std::int64_t>>(value))
    parts.push_back(choiceText(field, number, language));
  return joined(parts);
}

Result<Value> readValue(const FieldSpec& field, std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return Value{};
  if (!isUtf8(text)) return notA(field, "UTF-8");
  switch (field.type) {
    case FieldType::boolean: return readFlag(field, plainText(text));
    case FieldType::integer: return readNumber(field, plainText(text));
    case FieldType::bytes: return readBytes(field, text);
    case FieldType::choices: return readChoices(field, text);
    case FieldType::texts: return splitText(text, {"；", ";"});
    case FieldType::choice: {
      BF_LET(number, readChoice(field, text));
      return number;
    }
    case FieldType::text: return keptText(field, text);
  }
  return notA(field, "a known type");
}

}  // namespace bf
