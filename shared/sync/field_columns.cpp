#include "shared/sync/field_columns.h"

#include <algorithm>
#include <cstring>

#include "shared/merge/merge_limits.h"

namespace bf {
namespace {

// Two bits instead of protobuf's three: groups do not exist here.
constexpr std::uint32_t typeBits(std::uint32_t tag) { return (tag & 7) == 5 ? 3 : tag & 7; }
constexpr std::uint32_t wireType(std::uint32_t bits) { return bits == 3 ? 5 : bits; }
constexpr bool isText(std::uint32_t tag) { return (tag & 7) == 2; }
constexpr bool isVarint(std::uint32_t tag) { return (tag & 7) == 0; }

void appendFixed(std::string& out, std::uint64_t value, std::size_t width) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);  // little-endian, as is every machine we run on
  out.append(bytes, width);
}

/// The one shortest way to write this occurrence of a field.
void appendToken(std::string& out, std::uint32_t tag, std::uint64_t number, std::string_view text) {
  appendVarint(out, tag);
  if (isVarint(tag)) {
    appendVarint(out, number);
  } else if (isText(tag)) {
    appendVarint(out, text.size());
    out += text;
  } else {
    appendFixed(out, number, (tag & 7) == 1 ? 8 : 4);
  }
}

std::string shapeBytes(const RowShape& shape) {
  std::string out;
  appendVarint(out, shape.kind);
  out += static_cast<char>(shape.mode);
  if (shape.mode & RowShape::parentKindBit) appendVarint(out, shape.parentKind);
  if (shape.mode & RowShape::overrideBit) {
    appendVarint(out, shape.user);
    appendVarint(out, shape.role);
    appendVarint(out, shape.region);
  }
  appendVarint(out, shape.tags.size());
  std::uint32_t before = 0;
  for (const auto tag : shape.tags) {
    appendVarint(out, static_cast<std::uint64_t>((tag >> 3) - before) << 2 | typeBits(tag));
    before = tag >> 3;
  }
  appendAscending(out, shape.cleared);
  return out;
}

Result<std::vector<std::uint32_t>> readTags(ByteReader& from) {
  BF_LET(count, from.number(changeFieldsMax, "fields of a shape"));
  std::vector<std::uint32_t> tags;
  std::uint64_t number = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    BF_LET(coded, from.number());
    number += coded >> 2;
    if (number == 0 || coded >> 2 > fieldNumberMax || number > fieldNumberMax)
      return fail(Errc::malformed, "field number of a shape");
    tags.push_back(static_cast<std::uint32_t>(number << 3 | wireType(coded & 3)));
  }
  return tags;
}

Result<std::uint32_t> readSmall(ByteReader& from) {
  BF_LET(number, from.number(UINT32_MAX, "number of a shape"));
  return static_cast<std::uint32_t>(number);
}

}  // namespace

bool strictlyAscending(const std::vector<std::uint32_t>& numbers) {
  return std::ranges::adjacent_find(numbers, std::greater_equal{}) == numbers.end();
}

void appendAscending(std::string& out, const std::vector<std::uint32_t>& numbers) {
  appendVarint(out, numbers.size());
  std::uint32_t before = 0;
  for (const auto number : numbers) {
    appendVarint(out, number - before);
    before = number;
  }
}

Result<std::vector<std::uint32_t>> readAscending(ByteReader& from, std::size_t most) {
  BF_LET(count, from.number(most, "ascending numbers"));
  std::vector<std::uint32_t> numbers;
  std::uint64_t number = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    BF_LET(difference, from.number(fieldNumberMax, "ascending number"));
    number += difference;
    if (number > fieldNumberMax || (i > 0 && difference == 0)) return fail(Errc::malformed, "numbers do not ascend");
    numbers.push_back(static_cast<std::uint32_t>(number));
  }
  return numbers;
}

// ---- writer ----

bool FieldColumnsWriter::add(RowShape shape, std::string_view fields, std::uint64_t stamp) {
  std::vector<Token> tokens;
  std::string shortest;
  WireReader reader(fields);
  while (!reader.done()) {
    auto token = reader.next();
    if (!token || tokens.size() == changeFieldsMax || (!tokens.empty() && token->number < tokens.back().number))
      return false;
    const auto tag = token->number << 3 | static_cast<std::uint32_t>(token->type);
    shortest.clear();
    appendToken(shortest, tag, token->integer, token->payload);
    if (shortest != token->whole) return false;
    shape.tags.push_back(tag);
    tokens.push_back(*token);
  }
  const auto [at, fresh] = indexes_.try_emplace(shapeBytes(shape), static_cast<std::uint32_t>(shapes_.size()));
  if (fresh) {
    shapes_.push_back(at->first);
    tables_.emplace_back().columns.resize(tokens.size());
  }
  auto& table = tables_[at->second];
  order_.push_back(at->second);
  table.stamps.push_back(stamp);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto& column = table.columns[i];
    column.isText = tokens[i].type == WireType::bytes;
    column.numbers.push_back(column.isText ? tokens[i].payload.size() : tokens[i].integer);
    if (column.isText) column.text += tokens[i].payload;
  }
  return true;
}

void FieldColumnsWriter::writeShapes(std::string& out) const {
  appendVarint(out, shapes_.size());
  for (const auto& shape : shapes_) out += shape;
}

void FieldColumnsWriter::writeOrder(std::string& out) const {
  if (shapes_.size() < 2) return;
  for (const auto index : order_) appendVarint(out, index);
}

void FieldColumnsWriter::finish() {
  for (auto& table : tables_)
    for (auto& column : table.columns)
      column.written = column.isText ? writeColumn(column.numbers, {}) : writeColumn(column.numbers, table.stamps);
}

void FieldColumnsWriter::writeForms(std::string& out) const {
  for (const auto& table : tables_)
    for (const auto& column : table.columns) out += static_cast<char>(column.written.form);
}

void FieldColumnsWriter::writeNumbers(std::string& out) const {
  for (const auto& table : tables_)
    for (const auto& column : table.columns) out += column.written.data;
}

void FieldColumnsWriter::writeText(std::string& out) const {
  for (const auto& table : tables_)
    for (const auto& column : table.columns) out += column.text;
}

// ---- reader ----

Result<RowShape> FieldColumnsReader::readShape(ByteReader& from) {
  RowShape shape;
  BF_LET(kind, readSmall(from));
  BF_LET(mode, from.byte());
  shape.kind = kind;
  shape.mode = mode;
  if (mode & RowShape::parentKindBit) {
    BF_LET(parentKind, readSmall(from));
    shape.parentKind = parentKind;
  }
  if (mode & RowShape::overrideBit) {
    BF_LET(user, readSmall(from));
    BF_LET(role, readSmall(from));
    BF_LET(region, from.number());
    shape.user = user;
    shape.role = role;
    shape.region = region;
  }
  BF_LET(tags, readTags(from));
  BF_LET(cleared, readAscending(from, changeFieldsMax));
  shape.tags = std::move(tags);
  shape.cleared = std::move(cleared);
  return shape;
}

Result<void> FieldColumnsReader::readShapes(ByteReader& from) {
  BF_LET(count, from.number(batchChangesMax, "shapes"));
  for (std::uint64_t i = 0; i < count; ++i) {
    BF_LET(shape, readShape(from));
    auto& table = tables_.emplace_back();
    for (const auto tag : shape.tags)
      table.columns.push_back({.tag = tag, .form = 0, .numbers = {}, .text = {}, .used = 0});
    shapes_.push_back(std::move(shape));
  }
  return {};
}

Result<void> FieldColumnsReader::readOrder(ByteReader& from, std::size_t rows, std::size_t bytesMost) {
  if (shapes_.empty()) return rows == 0 ? Result<void>{} : fail(Errc::malformed, "rows without a shape");
  std::size_t cells = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    std::uint64_t index = 0;
    if (shapes_.size() > 1) {
      BF_LET(read, from.number(shapes_.size() - 1, "index of a shape"));
      index = read;
    }
    // Refused before memory is taken: a column that says one thing for all rows has next to no bytes of its own.
    cells += shapes_[index].tags.size();
    if (cells > bytesMost / 2) return fail(Errc::tooLarge, "more values than fit into " + std::to_string(bytesMost));
    order_.push_back(static_cast<std::uint32_t>(index));
    ++tables_[index].rows;
  }
  return {};
}

void FieldColumnsReader::setStamps(const std::vector<std::uint64_t>& stamps) {
  for (std::size_t i = 0; i < order_.size(); ++i) tables_[order_[i]].stamps.push_back(stamps[i]);
}

Result<void> FieldColumnsReader::readForms(ByteReader& from) {
  for (auto& table : tables_) {
    for (auto& column : table.columns) {
      BF_LET(form, from.byte());
      column.form = form;
    }
  }
  return {};
}

Result<void> FieldColumnsReader::readNumbers(ByteReader& from) {
  for (auto& table : tables_) {
    for (auto& column : table.columns) {
      const std::span<const std::uint64_t> partners =
          isText(column.tag) ? std::span<const std::uint64_t>{} : std::span<const std::uint64_t>(table.stamps);
      BF_LET(numbers, readColumn(from, column.form, table.rows, partners));
      column.numbers = std::move(numbers);
    }
  }
  return {};
}

Result<void> FieldColumnsReader::readText(ByteReader& from) {
  for (auto& table : tables_) {
    for (auto& column : table.columns) {
      if (!isText(column.tag)) continue;
      std::uint64_t size = 0;
      for (const auto length : column.numbers) {
        if (length > changeBytesMax) return fail(Errc::tooLarge, "text longer than changeBytesMax");
        size += length;
      }
      BF_LET(text, from.bytes(size));
      column.text = text;
    }
  }
  return {};
}

std::vector<Field> FieldColumnsReader::next(std::size_t row) {
  std::vector<Field> fields;
  for (auto& column : tables_[order_[row]].columns) {
    const auto number = column.numbers[column.used++];
    std::string_view text;
    if (isText(column.tag)) {
      text = column.text.substr(0, number);
      column.text.remove_prefix(number);
    }
    if (fields.empty() || fields.back().number != column.tag >> 3) fields.push_back({column.tag >> 3, {}});
    appendToken(fields.back().wire, column.tag, number, text);
  }
  return fields;
}

}  // namespace bf
