#include "shared/store/columns.h"

#include <charconv>
#include <vector>

#include "shared/base/wire.h"

namespace bf {
namespace {

Error wrongType(const FieldSpec& field) {
  return {Errc::malformed, "field " + field.name + " has another type than the schema says"};
}

Result<std::vector<std::uint64_t>> numbersOf(std::string_view wire, const FieldSpec& field) {
  std::vector<std::uint64_t> numbers;
  WireReader reader(wire);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.type == WireType::varint) {
      numbers.push_back(token.integer);
      continue;
    }
    if (token.type != WireType::bytes) return std::unexpected(wrongType(field));
    std::string_view rest = token.payload;
    while (!rest.empty()) {
      std::uint64_t value = 0;
      bool whole = false;
      for (int shift = 0; !rest.empty() && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(rest.front());
        rest.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        whole = byte < 0x80;
        if (whole) break;
      }
      if (!whole) return std::unexpected(wrongType(field));
      numbers.push_back(value);
    }
  }
  return numbers;
}

void appendJsonText(std::string& json, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20) {
      json += "\\u00";
      json += hex[byte >> 4];
      json += hex[byte & 15];
    } else {
      json += c;
    }
  }
  json += '"';
}

/// Reads one string of the arrays that appendJsonText makes; nothing else ever stands in these columns.
Result<std::string> readJsonText(std::string_view& json) {
  std::string text;
  while (!json.empty() && json.front() != '"') {
    if (json.front() != '\\') {
      text += json.front();
      json.remove_prefix(1);
      continue;
    }
    if (json.size() >= 6 && json[1] == 'u') {
      const auto byte = fromHex(json.substr(4, 2));
      if (!byte) return fail(Errc::storageCorrupt, "list of texts");
      text += *byte;
      json.remove_prefix(6);
    } else if (json.size() >= 2) {
      text += json[1];
      json.remove_prefix(2);
    } else {
      break;
    }
  }
  if (json.empty()) return fail(Errc::storageCorrupt, "list of texts");
  json.remove_prefix(1);
  return text;
}

Result<std::string> textsWire(std::string_view json, std::uint32_t number) {
  std::string wire;
  json.remove_prefix(json.empty() ? 0 : 1);
  while (!json.empty() && json.front() != ']') {
    if (json.front() == '"') {
      json.remove_prefix(1);
      BF_LET(text, readJsonText(json));
      appendBytesField(wire, number, text);
    } else {
      json.remove_prefix(1);
    }
  }
  return wire;
}

Result<std::string> choicesWire(std::string_view json, std::uint32_t number) {
  std::string packed;
  const char* end = json.data() + json.size();
  for (const char* at = json.data(); at < end;) {
    std::uint64_t value = 0;
    const auto read = std::from_chars(at, end, value);
    if (read.ec == std::errc{}) appendVarint(packed, value);
    at = read.ec == std::errc{} ? read.ptr : at + 1;
  }
  std::string wire;
  appendBytesField(wire, number, packed);
  return wire;
}

Result<std::string> listJson(const FieldSpec& field, std::string_view wire) {
  std::string json = "[";
  if (field.type == FieldType::choices) {
    BF_LET(numbers, numbersOf(wire, field));
    for (const auto number : numbers) json += (json.size() > 1 ? "," : "") + std::to_string(number);
  } else {
    WireReader reader(wire);
    while (!reader.done()) {
      BF_LET(token, reader.next());
      if (token.type != WireType::bytes) return std::unexpected(wrongType(field));
      if (json.size() > 1) json += ',';
      appendJsonText(json, token.payload);
    }
  }
  return json + "]";
}

/// Protobuf keeps the last occurrence of a field that is not repeated.
Result<Token> lastToken(std::string_view wire) {
  WireReader reader(wire);
  Token last;
  while (!reader.done()) {
    BF_LET(token, reader.next());
    last = token;
  }
  return last;
}

}  // namespace

const char* columnType(FieldType type) {
  switch (type) {
    case FieldType::boolean:
    case FieldType::integer:
    case FieldType::choice: return "INTEGER";
    case FieldType::bytes: return "BLOB";
    default: return "TEXT";
  }
}

void bindField(Statement& statement, int at, const FieldSpec& field, std::string_view wire,
               std::deque<std::string>& scratch) {
  statement.bindNull(at);
  if (wire.empty()) return;
  if (field.type == FieldType::choices || field.type == FieldType::texts) {
    if (auto json = listJson(field, wire)) statement.bindText(at, scratch.emplace_back(std::move(*json)));
    return;
  }
  const auto token = lastToken(wire);
  const bool number =
      field.type == FieldType::boolean || field.type == FieldType::integer || field.type == FieldType::choice;
  if (!token || token->type != (number ? WireType::varint : WireType::bytes)) return;
  if (number) statement.bind(at, static_cast<std::int64_t>(token->integer));
  else if (field.type == FieldType::text) statement.bindText(at, token->payload);
  else statement.bind(at, token->payload);
}

Result<std::string> wireOf(const Statement& statement, int column, const FieldSpec& field) {
  std::string wire;
  if (statement.isNull(column)) return wire;
  switch (field.type) {
    case FieldType::boolean:
    case FieldType::integer:
    case FieldType::choice:
      appendVarintField(wire, field.number, static_cast<std::uint64_t>(statement.integer(column)));
      return wire;
    case FieldType::text:
    case FieldType::bytes: appendBytesField(wire, field.number, statement.bytes(column)); return wire;
    case FieldType::choices: return choicesWire(statement.bytes(column), field.number);
    case FieldType::texts: return textsWire(statement.bytes(column), field.number);
  }
  return fail(Errc::storageCorrupt, "column type");
}

}  // namespace bf
