#include "shared/schema/hard_rules.h"

#include <algorithm>

#include "shared/schema/id_number.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/schema_limits.h"
#include "shared/schema/validate.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

std::string limitText(const FieldSpec& field, const std::optional<std::int64_t>& limit) {
  if (!limit) return {};
  auto text = decimalText(*limit, field.question == Question::coordinate ? 7 : field.scale);
  const auto dot = text.find('.');
  // 0, not 0.00.
  if (dot != std::string::npos && text.find_first_not_of('0', dot + 1) == std::string::npos) text.erase(dot);
  return text;
}

constexpr std::int64_t yearMin = 1850, yearMax = 2199;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; }));
}

/// Bytes that name a record or a file are of one length only.
bool exactLength(const FieldSpec& field) {
  return field.question == Question::notAsked || field.question == Question::picture || !field.refers.empty();
}

HardFault checkText(const FieldSpec& field, std::string_view text) {
  if (!isUtf8(text)) return HardFault::notUtf8;
  if (text.find('\0') != std::string_view::npos) return HardFault::notUtf8;  // PostgreSQL cannot keep it
  // Counted only where the bytes alone do not show that it is short enough.
  if (text.size() > field.lengthMax && characters(text) > field.lengthMax) return HardFault::tooLong;
  return HardFault::none;
}

HardFault checkBytes(const FieldSpec& field, std::string_view bytes) {
  if (bytes.size() > field.lengthMax) return HardFault::tooLong;
  return exactLength(field) && bytes.size() != field.lengthMax ? HardFault::wrongLength : HardFault::none;
}

HardFault checkNumber(const FieldSpec& field, std::int64_t value) {
  if (field.type == FieldType::choice) return value <= 0 ? HardFault::noChoice : HardFault::none;
  if (field.min && value < *field.min) return HardFault::belowMin;
  if (field.max && value > *field.max) return HardFault::aboveMax;
  switch (field.question) {
    case Question::date: return isDate(value) ? HardFault::none : HardFault::noSuchDate;
    case Question::month: return isDate(value * 100 + 1) ? HardFault::none : HardFault::noSuchDate;
    case Question::year: return value >= yearMin && value <= yearMax ? HardFault::none : HardFault::noSuchDate;
    default: return HardFault::none;
  }
}

HardFault checkToken(const FieldSpec& field, const Token& token) {
  const bool text = field.type == FieldType::text || field.type == FieldType::texts;
  if (text || field.type == FieldType::bytes) {
    if (token.type != WireType::bytes) return HardFault::wireType;
    return text ? checkText(field, token.payload) : checkBytes(field, token.payload);
  }
  const auto value = decodeValue(field, token.whole);
  if (!value) return HardFault::wireType;
  if (const auto* number = std::get_if<std::int64_t>(&*value)) return checkNumber(field, *number);
  if (const auto* choices = std::get_if<std::vector<std::int64_t>>(&*value)) {
    if (choices->size() > field.countMax) return HardFault::tooMany;
    if (std::ranges::any_of(*choices, [](std::int64_t number) { return number <= 0; })) return HardFault::noChoice;
  }
  return HardFault::none;
}

}  // namespace

Errc errcOf(HardFault fault) {
  switch (fault) {
    case HardFault::wireType: return Errc::malformed;
    case HardFault::tooLong:
    case HardFault::tooMany: return Errc::tooLarge;
    default: return Errc::invalidValue;
  }
}

const char* name(HardFault fault) {
  switch (fault) {
    case HardFault::none: return "none";
    case HardFault::wireType: return "wireType";
    case HardFault::notUtf8: return "notUtf8";
    case HardFault::tooLong: return "tooLong";
    case HardFault::wrongLength: return "wrongLength";
    case HardFault::tooMany: return "tooMany";
    case HardFault::belowMin: return "belowMin";
    case HardFault::aboveMax: return "aboveMax";
    case HardFault::noSuchDate: return "noSuchDate";
    case HardFault::noChoice: return "noChoice";
  }
  return "none";
}

Label describe(HardFault fault, const FieldSpec& field) {
  const auto length = std::to_string(field.lengthMax);
  const auto count = std::to_string(field.countMax);
  switch (fault) {
    case HardFault::none: return {};
    case HardFault::wireType: return {"数据类型不符", "has another type than the schema says"};
    case HardFault::notUtf8: return {"文字编码有误", "is not valid text"};
    case HardFault::tooLong: return {"内容过长，最多" + length + "字", "is too long, at most " + length};
    case HardFault::wrongLength: return {"长度应为" + length + "字节", "must have " + length + " bytes"};
    case HardFault::tooMany: return {"最多" + count + "项", "has too many entries, at most " + count};
    case HardFault::belowMin: {
      const auto limit = limitText(field, field.min);
      return {"不能小于" + limit, "must not be below " + limit};
    }
    case HardFault::aboveMax: {
      const auto limit = limitText(field, field.max);
      return {"不能大于" + limit, "must not be above " + limit};
    }
    case HardFault::noSuchDate:
      if (field.question == Question::year)
        return {"年份应在" + std::to_string(yearMin) + "至" + std::to_string(yearMax) + "之间",
                "must be a year from " + std::to_string(yearMin) + " to " + std::to_string(yearMax)};
      return {"日期不存在", "is not a date"};
    case HardFault::noChoice: return {"不是有效选项", "is not a choice"};
  }
  return {};
}

HardFault hardFault(const FieldSpec& field, std::string_view wire) {
  std::size_t tokens = 0;
  for (WireReader reader(wire); !reader.done(); ++tokens) {
    const auto token = reader.next();
    if (!token || token->number != field.number) return HardFault::wireType;
    if (const auto fault = checkToken(field, *token); fault != HardFault::none) return fault;
  }
  return tokens > field.countMax ? HardFault::tooMany : HardFault::none;
}

Result<void> checkFields(const KindSpec& kind, const std::vector<Field>& fields) {
  for (const auto& field : fields) {
    const auto* spec = kind.field(field.number);
    if (spec == nullptr || field.wire.empty()) continue;
    const auto fault = hardFault(*spec, field.wire);
    if (fault == HardFault::none) continue;
    return fail(errcOf(fault), kind.name + "." + spec->name + ": " + describe(fault, *spec).en);
  }
  return {};
}

}  // namespace bf
