#include "tests/replica/edits.h"

#include <stdexcept>

#include "shared/schema/record_builder.h"
#include "tests/store/must.h"

namespace bf::test {
namespace {

const KindSpec& kindSpec(std::string_view name) {
  const auto* kind = builtinSchema().kindByName(name);
  if (kind == nullptr) throw std::runtime_error("no kind " + std::string(name));
  return *kind;
}

const FieldSpec& fieldSpec(std::string_view kind, std::string_view field) {
  const auto* spec = kindSpec(kind).fieldByName(field);
  if (spec == nullptr) throw std::runtime_error("no field " + std::string(field));
  return *spec;
}

Edit edit(std::string_view kind) {
  Edit made;
  made.kind = kindSpec(kind).number;
  return made;
}

}  // namespace

std::vector<Field> answers(std::string_view kind, Answers given) {
  RecordBuilder builder(kindSpec(kind));
  for (const auto& [name, value] : given) {
    const auto& field = fieldSpec(kind, name);
    const auto* text = std::get_if<std::string>(&value);
    if (field.type == FieldType::choice && text != nullptr) builder.choose(name, *text);
    else builder.set(name, value);
  }
  return must(builder.fields());
}

Edit makeRoot(std::string_view kind, RegionCode region, Answers given) {
  auto made = edit(kind);
  made.region = region;
  made.set = answers(kind, given);
  return made;
}

Edit makeChild(std::string_view kind, const RecordId& parent, Answers given) {
  auto made = edit(kind);
  made.parent = parent;
  made.set = answers(kind, given);
  return made;
}

Edit change(std::string_view kind, const RecordId& record, Answers given) {
  auto made = edit(kind);
  made.record = record;
  made.set = answers(kind, given);
  return made;
}

Edit clear(std::string_view kind, const RecordId& record, std::string_view field) {
  auto made = edit(kind);
  made.record = record;
  made.cleared = {numberOf(kind, field)};
  return made;
}

Edit decide(std::string_view kind, const RecordId& record, Answers given) {
  auto made = change(kind, record, given);
  made.decides = true;
  return made;
}

Edit finish(std::string_view kind, const RecordId& record, Micros at) {
  return change(kind, record, {{"finished", std::int64_t{at}}});
}

Edit moveTo(std::string_view kind, const RecordId& record, RegionCode region) {
  return change(kind, record, {{"region", static_cast<std::int64_t>(region)}});
}

std::uint32_t kindNumber(std::string_view kind) { return kindSpec(kind).number; }

std::uint32_t numberOf(std::string_view kind, std::string_view field) { return fieldSpec(kind, field).number; }

std::string wireOf(std::string_view kind, std::string_view field, const Value& value) {
  return encodeValue(fieldSpec(kind, field), value);
}

}  // namespace bf::test
