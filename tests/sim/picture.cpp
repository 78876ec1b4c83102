#include "tests/sim/picture.h"

#include <algorithm>

#include "tests/sim/trace.h"

namespace bf::sim {
namespace {

std::string words(const std::vector<HeadPicture>& heads) {
  std::string text = "{";
  for (const auto& head : heads) text += shortName(head.id.view()) + "@" + std::to_string(head.stamp) + " ";
  return text + "}";
}

/// Numbers of the fields that may have heads: of the schema, and those that it does not know.
std::vector<std::uint32_t> candidates(const KindSpec& kind, const RecordRow& row, const std::vector<Field>& values) {
  std::vector<std::uint32_t> numbers;
  for (const auto& field : kind.fields) numbers.push_back(field.number);
  for (const auto& field : row.heads.fields()) numbers.push_back(field.field);
  for (const auto& field : values) numbers.push_back(field.number);
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::vector<HeadPicture> headsOf(const RecordRow& row, std::uint32_t field) {
  std::vector<HeadPicture> heads;
  for (const auto& id : row.heads.headsOf(field)) {
    HeadPicture head{id, row.heads.creator().stamp};
    for (const auto& writer : row.heads.writers())
      if (writer.id == id) head.stamp = writer.stamp;
    heads.push_back(head);
  }
  return heads;
}

Result<RecordRow> rootOf(StoreTx& tx, RecordRow row) {
  while (row.parent != 0) {
    BF_LET(parent, tx.load(row.parentKind, row.parent));
    if (!parent) return fail(Errc::storageCorrupt, "the parent of a record is missing");
    row = std::move(*parent);
  }
  return row;
}

}  // namespace

Result<RecordPicture> pictureOf(StoreTx& tx, const Schema& schema, const RecordRow& row) {
  RecordPicture picture;
  picture.kind = row.kind;
  picture.id = row.id;
  picture.removedUnseen = row.heads.removedUnseen();
  if (row.parent != 0) {
    BF_LET(parent, tx.load(row.parentKind, row.parent));
    if (!parent) return fail(Errc::storageCorrupt, "the parent of a record is missing");
    picture.parent = parent->id;
  }
  BF_LET(root, rootOf(tx, row));
  picture.region = root.region;
  BF_LET(values, tx.values(row.kind, row.rec));
  for (const auto number : candidates(*schema.kind(row.kind), row, values)) {
    FieldPicture field{headsOf(row, number), {}};
    const auto at = std::ranges::find(values, number, &Field::number);
    if (at != values.end()) field.shown = at->wire;
    if (!field.heads.empty() || !field.shown.empty()) picture.fields.emplace(number, std::move(field));
  }
  return picture;
}

Result<Pictures> picturesOf(StoreTx& tx, const Schema& schema) {
  Pictures all;
  for (const auto& kind : schema.kinds()) {
    BF_LET(rows, tx.records(kind.number, 0, SIZE_MAX >> 1));
    for (const auto& row : rows) {
      BF_LET(picture, pictureOf(tx, schema, row));
      all.emplace(row.id, std::move(picture));
    }
  }
  return all;
}

std::string difference(const RecordPicture& a, const RecordPicture& b) {
  if (a.kind != b.kind) return "kind " + std::to_string(a.kind) + " / " + std::to_string(b.kind);
  if (a.parent != b.parent) return "parent " + shortName(a.parent.view()) + " / " + shortName(b.parent.view());
  if (a.region != b.region) return "region " + std::to_string(a.region) + " / " + std::to_string(b.region);
  if (a.removedUnseen != b.removedUnseen) return "removed unseen";
  for (const auto& [number, field] : a.fields) {
    const auto at = b.fields.find(number);
    const auto other = at == b.fields.end() ? FieldPicture{} : at->second;
    if (field.heads != other.heads)
      return "heads of field " + std::to_string(number) + ": " + words(field.heads) + " / " + words(other.heads);
    if (field.shown != other.shown)
      return "value of field " + std::to_string(number) + ": " + toHex(field.shown) + " / " + toHex(other.shown);
  }
  for (const auto& [number, field] : b.fields)
    if (!a.fields.contains(number)) return "field " + std::to_string(number) + " is there / here only";
  return {};
}

}  // namespace bf::sim
