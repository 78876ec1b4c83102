#include "shared/schema/record_builder.h"

#include <algorithm>

namespace bf {

void RecordBuilder::note(Errc code, std::string_view field) {
  if (first_) first_ = fail(code, kind_.name + "." + std::string(field));
}

const FieldSpec* RecordBuilder::find(std::string_view field) {
  const auto* spec = kind_.fieldByName(field);
  if (spec == nullptr) note(Errc::unknownKind, field);
  return spec;
}

void RecordBuilder::put(const FieldSpec& field, const Value& value) {
  if (!fits(field, value)) return note(Errc::invalidValue, field.name);
  auto wire = encodeValue(field, value);
  if (wire.empty()) wires_.erase(field.number);
  else wires_[field.number] = std::move(wire);
}

RecordBuilder& RecordBuilder::set(std::string_view field, Value value) {
  if (const auto* spec = find(field)) put(*spec, value);
  return *this;
}

RecordBuilder& RecordBuilder::set(std::uint32_t field, Value value) {
  if (const auto* spec = kind_.field(field)) put(*spec, value);
  else note(Errc::unknownKind, std::to_string(field));
  return *this;
}

RecordBuilder& RecordBuilder::choose(std::string_view field, std::string_view choice) {
  return choose(field, std::vector{std::string(choice)});
}

RecordBuilder& RecordBuilder::choose(std::string_view field, const std::vector<std::string>& choices) {
  const auto* spec = find(field);
  if (spec == nullptr) return *this;
  std::vector<std::int64_t> numbers;
  for (const auto& name : choices) {
    const auto* choice = spec->choiceNamed(name);
    if (choice == nullptr) {
      note(Errc::invalidValue, field);
      return *this;
    }
    numbers.push_back(choice->number);
  }
  if (spec->type == FieldType::choices) put(*spec, numbers);
  else if (numbers.size() == 1) put(*spec, numbers.front());
  else note(Errc::invalidValue, field);
  return *this;
}

RecordBuilder& RecordBuilder::read(std::string_view field, std::string_view text) {
  const auto* spec = find(field);
  if (spec == nullptr) return *this;
  const auto value = readValue(*spec, text);
  if (value) put(*spec, *value);
  else note(value.error().code, field);
  return *this;
}

Result<std::vector<Field>> RecordBuilder::fields() const {
  BF_CHECK(first_);
  std::vector<Field> made;
  for (const auto& [number, wire] : wires_) made.push_back({number, wire});
  return made;
}

Result<std::string> RecordBuilder::bytes() const {
  BF_LET(made, fields());
  return joinFields(made);
}

Result<Value> valueOf(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
  const auto* spec = kind.fieldByName(name);
  if (spec == nullptr) return fail(Errc::unknownKind, kind.name + "." + std::string(name));
  const auto at = std::ranges::find(fields, spec->number, &Field::number);
  if (at == fields.end()) return Value{};
  return decodeValue(*spec, at->wire);
}

}  // namespace bf
