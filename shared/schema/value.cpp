#include "shared/schema/value.h"

#include <algorithm>
#include <limits>

namespace bf {
namespace {

std::unexpected<Error> malformed(const FieldSpec& field, const char* why) {
  return fail(Errc::malformed, "field " + field.name + ": " + why);
}

bool isNumber(FieldType type) {
  return type == FieldType::boolean || type == FieldType::integer || type == FieldType::choice;
}

Result<std::int64_t> number(const FieldSpec& field, std::uint64_t raw) {
  const auto value = static_cast<std::int64_t>(raw);
  const bool narrow = field.protoType == "int32" || field.type == FieldType::choice || field.type == FieldType::choices;
  if (narrow && (value < std::numeric_limits<std::int32_t>::min() || value > std::numeric_limits<std::int32_t>::max()))
    return malformed(field, "number does not fit into 32 bits");
  if (field.protoType.starts_with("uint") && value < 0) return malformed(field, "number does not fit into 63 bits");
  if (field.protoType == "uint32" && value > std::numeric_limits<std::uint32_t>::max())
    return malformed(field, "number does not fit into 32 bits");
  return value;
}

Result<Value> single(const FieldSpec& field, const Token& token) {
  if (token.type != (isNumber(field.type) ? WireType::varint : WireType::bytes)) return malformed(field, "wire type");
  if (field.type == FieldType::boolean) return token.integer != 0;
  if (isNumber(field.type)) {
    BF_LET(value, number(field, token.integer));
    return value;
  }
  if (field.type == FieldType::text && !isUtf8(token.payload))
    return fail(Errc::invalidValue, "field " + field.name + ": text is not UTF-8");
  return std::string(token.payload);
}

Result<std::uint64_t> takeVarint(std::string_view& rest) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < rest.size() && i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(rest[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte >= 0x80) continue;
    rest.remove_prefix(i + 1);
    return value;
  }
  return fail(Errc::malformed, "number ends early or has more than ten bytes");
}

/// Packed or one by one: protobuf readers must take both.
Result<void> addChoices(const FieldSpec& field, const Token& token, std::vector<std::int64_t>& choices) {
  if (token.type == WireType::varint) {
    BF_LET(value, number(field, token.integer));
    choices.push_back(value);
    return {};
  }
  if (token.type != WireType::bytes) return malformed(field, "wire type");
  for (auto rest = token.payload; !rest.empty();) {
    BF_LET(raw, takeVarint(rest));
    BF_LET(value, number(field, raw));
    choices.push_back(value);
  }
  return {};
}

Result<Value> readChoices(const FieldSpec& field, std::string_view wire) {
  std::vector<std::int64_t> choices;
  for (WireReader reader(wire); !reader.done();) {
    BF_LET(token, reader.next());
    if (token.number != field.number) return malformed(field, "bytes of another field");
    BF_CHECK(addChoices(field, token, choices));
  }
  return choices;
}

Result<Value> readTexts(const FieldSpec& field, std::string_view wire) {
  std::vector<std::string> texts;
  for (WireReader reader(wire); !reader.done();) {
    BF_LET(token, reader.next());
    if (token.number != field.number) return malformed(field, "bytes of another field");
    if (token.type != WireType::bytes) return malformed(field, "wire type");
    if (!isUtf8(token.payload)) return fail(Errc::invalidValue, "field " + field.name + ": text is not UTF-8");
    texts.emplace_back(token.payload);
  }
  return texts;
}

Result<Value> readSingle(const FieldSpec& field, std::string_view wire) {
  Value value;
  for (WireReader reader(wire); !reader.done();) {
    BF_LET(token, reader.next());
    if (token.number != field.number) return malformed(field, "bytes of another field");
    BF_LET(read, single(field, token));
    value = std::move(read);
  }
  return value;
}

std::string packed(std::uint32_t number, std::vector<std::int64_t> choices) {
  std::ranges::sort(choices);
  const auto repeated = std::ranges::unique(choices);
  choices.erase(repeated.begin(), repeated.end());
  std::string payload;
  for (const auto choice : choices) appendVarint(payload, static_cast<std::uint64_t>(choice));
  std::string wire;
  appendBytesField(wire, number, payload);
  return wire;
}

}  // namespace

Result<Value> decodeValue(const FieldSpec& field, std::string_view wire) {
  if (wire.empty()) return Value{};
  if (field.type == FieldType::choices) return readChoices(field, wire);
  if (field.type == FieldType::texts) return readTexts(field, wire);
  return readSingle(field, wire);
}

bool fits(const FieldSpec& field, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return true;
  switch (field.type) {
    case FieldType::boolean: return std::holds_alternative<bool>(value);
    case FieldType::integer:
    case FieldType::choice: return std::holds_alternative<std::int64_t>(value);
    case FieldType::text:
    case FieldType::bytes: return std::holds_alternative<std::string>(value);
    case FieldType::choices: return std::holds_alternative<std::vector<std::int64_t>>(value);
    case FieldType::texts: return std::holds_alternative<std::vector<std::string>>(value);
  }
  return false;
}

std::string encodeValue(const FieldSpec& field, const Value& value) {
  std::string wire;
  if (!fits(field, value)) return wire;
  if (const auto* flag = std::get_if<bool>(&value)) appendVarintField(wire, field.number, *flag ? 1 : 0);
  if (const auto* n = std::get_if<std::int64_t>(&value))
    appendVarintField(wire, field.number, static_cast<std::uint64_t>(*n));
  if (const auto* text = std::get_if<std::string>(&value)) appendBytesField(wire, field.number, *text);
  if (const auto* choices = std::get_if<std::vector<std::int64_t>>(&value)) return packed(field.number, *choices);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
    for (const auto& text : *texts) appendBytesField(wire, field.number, text);
  return wire;
}

}  // namespace bf
