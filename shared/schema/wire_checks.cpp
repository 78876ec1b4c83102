// The hard rules: what refuses a change. On the path of every change that is admitted, so that nothing is copied
// unless something is wrong.

#include <algorithm>

#include "shared/schema/hard_rules.h"
#include "shared/schema/id_number.h"
#include "shared/schema/schema_limits.h"
#include "shared/schema/validate.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

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
    case Question::year: return value >= 1850 && value <= 2199 ? HardFault::none : HardFault::noSuchDate;
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
