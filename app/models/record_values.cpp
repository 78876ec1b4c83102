#include "app/models/record_values.h"

#include <algorithm>

namespace bf {
namespace {

/// Of a field that is not repeated the last occurrence counts, as in protobuf.
Token lastToken(const Field& field) {
  Token last;
  for (WireReader reader(field.wire); !reader.done();) {
    const auto token = reader.next();
    if (!token) break;
    last = *token;
  }
  return last;
}

}  // namespace

std::uint32_t numberOf(const KindSpec& kind, std::string_view field) {
  const auto* spec = kind.fieldByName(field);
  return spec == nullptr ? 0 : spec->number;
}

const Field* fieldIn(const std::vector<Field>& fields, std::uint32_t number) {
  const auto at = std::ranges::lower_bound(fields, number, {}, &Field::number);
  return at == fields.end() || at->number != number ? nullptr : &*at;
}

std::int64_t integerIn(const std::vector<Field>& fields, std::uint32_t number) {
  const auto* field = fieldIn(fields, number);
  return field == nullptr ? 0 : static_cast<std::int64_t>(lastToken(*field).integer);
}

Answer answerIn(const std::vector<Field>& fields, std::uint32_t number) {
  const auto* field = fieldIn(fields, number);
  if (field == nullptr || field->wire.empty()) return Answer::unknown;
  return lastToken(*field).integer != 0 ? Answer::yes : Answer::no;
}

std::string textIn(const std::vector<Field>& fields, std::uint32_t number) {
  const auto* field = fieldIn(fields, number);
  return field == nullptr ? std::string() : std::string(lastToken(*field).payload);
}

}  // namespace bf
