#include "shared/merge/change.h"

#include <algorithm>
#include <set>

#include "shared/merge/merge_limits.h"
#include "shared/merge/packed.h"

namespace bf {
namespace {

enum Tag : std::uint32_t { kind = 1, record, parent, region, device, user, role, stamp, set, cleared, bases };

void appendPacked(std::string& out, std::uint32_t number, const std::vector<std::uint32_t>& values) {
  if (!values.empty()) appendBytesField(out, number, packed(values));
}

template <class Id>
void appendId(std::string& out, std::uint32_t number, const Id& id) {
  if (!id.isZero()) appendBytesField(out, number, id.view());
}

void appendNumber(std::string& out, std::uint32_t number, std::uint64_t value) {
  if (value != 0) appendVarintField(out, number, value);
}

Result<void> readNumbers(const Token& token, std::vector<std::uint32_t>& into) {
  if (token.type != WireType::bytes) return fail(Errc::malformed, "list of field numbers");
  BF_LET(numbers, readFieldNumbers(token.payload, changeFieldsMax));
  into = std::move(numbers);
  return {};
}

template <class Id>
Result<void> readId(const Token& token, Id& into, const char* what) {
  const auto id = Id::from(token.payload);
  if (token.type != WireType::bytes || !id) return fail(Errc::malformed, std::string("length of ") + what);
  into = *id;
  return {};
}

/// Like splitFields, for fields that must already stand in order: a change may come from anyone, and this takes no more
/// time and memory than changeFieldsMax fields need.
Result<std::vector<Field>> readSet(std::string_view bytes) {
  std::vector<Field> fields;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (fields.empty() || fields.back().number < token.number) {
      if (fields.size() == changeFieldsMax) return fail(Errc::tooLarge, "more fields in a change than changeFieldsMax");
      fields.push_back({token.number, {}});
    }
    if (fields.back().number != token.number) return fail(Errc::malformed, "fields of a change out of order");
    fields.back().wire += token.whole;
  }
  return fields;
}

Result<Bases> readBases(std::string_view bytes) {
  Bases read;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == 1) {
      BF_CHECK(readNumbers(token, read.fields));
    } else if (token.number == 2) {
      ChangeId id;
      BF_CHECK(readId(token, id, "a base"));
      if (read.ids.size() == changeBasesMax) return fail(Errc::tooLarge, "more bases in a change than changeBasesMax");
      read.ids.push_back(id);
    } else {
      return fail(Errc::malformed, "unknown field in Bases");
    }
  }
  return read;
}

Result<void> readToken(const Token& token, Change& into) {
  const bool number = token.type == WireType::varint;
  switch (token.number) {
    case kind:
    case user:
    case role: {
      if (!number || token.integer > UINT32_MAX) return fail(Errc::malformed, "number in a change");
      (token.number == kind   ? into.kind
       : token.number == user ? into.user
                              : into.role) = static_cast<std::uint32_t>(token.integer);
      return {};
    }
    case region:
    case stamp: {
      if (!number) return fail(Errc::malformed, "number in a change");
      if (token.number == region) into.region = token.integer;
      else into.stamp = static_cast<Micros>(token.integer);
      return {};
    }
    case record: return readId(token, into.record, "the record id");
    case parent: return readId(token, into.parent, "the parent id");
    case device: return readId(token, into.device, "the device id");
    case set: {
      if (token.type != WireType::bytes) return fail(Errc::malformed, "fields set");
      BF_LET(fields, readSet(token.payload));
      into.set = std::move(fields);
      return {};
    }
    case cleared: return readNumbers(token, into.cleared);
    case bases: {
      if (token.type != WireType::bytes) return fail(Errc::malformed, "bases");
      if (into.bases.size() > changeFieldsMax) return fail(Errc::tooLarge, "more bases than fields in a change");
      BF_LET(one, readBases(token.payload));
      into.bases.push_back(std::move(one));
      return {};
    }
    default: return fail(Errc::malformed, "unknown field " + std::to_string(token.number) + " in a change");
  }
}

Result<void> checkWritten(const Change& change) {
  if (change.set.size() + change.cleared.size() > changeFieldsMax)
    return fail(Errc::tooLarge, "more fields in a change than changeFieldsMax");
  std::set<std::uint32_t> written;
  for (const auto& field : change.set) written.insert(field.number);
  for (const auto number : change.cleared)
    if (number == 0 || !written.insert(number).second)
      return fail(Errc::malformed, "field " + std::to_string(number) + " written twice in a change");
  if (written.empty() && !change.creates()) return fail(Errc::malformed, "change that writes nothing");
  return {};
}

Result<void> checkBases(const Change& change) {
  std::set<std::uint32_t> fields;
  std::size_t pairs = 0;
  for (const auto& one : change.bases) {
    for (const auto number : one.fields)
      if (!fields.insert(number).second)
        return fail(Errc::malformed, "field " + std::to_string(number) + " twice in the bases of a change");
    pairs += one.fields.size() * one.ids.size();
  }
  if (pairs > changeBasePairsMax) return fail(Errc::tooLarge, "more bases in a change than changeBasePairsMax");
  return {};
}

Result<void> check(const Change& change) {
  if (change.kind == 0) return fail(Errc::malformed, "change without a record kind");
  if (change.device.isZero()) return fail(Errc::malformed, "change without a device");
  if (change.region == 0) return fail(Errc::malformed, "change without a region");
  if (!change.creates() && !change.parent.isZero()) return fail(Errc::malformed, "parent without a creation");
  BF_CHECK(checkWritten(change));
  return checkBases(change);
}

}  // namespace

std::string serialise(const Change& change) {
  std::string out;
  appendNumber(out, kind, change.kind);
  appendId(out, record, change.record);
  appendId(out, parent, change.parent);
  appendNumber(out, region, change.region);
  appendId(out, device, change.device);
  appendNumber(out, user, change.user);
  appendNumber(out, role, change.role);
  appendNumber(out, stamp, static_cast<std::uint64_t>(change.stamp));
  if (!change.set.empty()) appendBytesField(out, set, joinFields(change.set));
  appendPacked(out, cleared, change.cleared);
  for (const auto& one : change.bases) {
    if (one.fields.empty() || one.ids.empty()) continue;  // says nothing, and so is not said
    std::string body;
    appendPacked(body, 1, one.fields);
    for (const auto& id : one.ids) appendBytesField(body, 2, id.view());
    appendBytesField(out, bases, body);
  }
  return out;
}

Result<Change> parseChange(std::string_view bytes) {
  if (bytes.size() > changeBytesMax)
    return fail(Errc::tooLarge, "change of " + std::to_string(bytes.size()) + " bytes, changeBytesMax is " +
                                    std::to_string(changeBytesMax));
  Change change;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    BF_CHECK(readToken(token, change));
  }
  BF_CHECK(check(change));
  // One content, one name: another spelling of the same fields would be another change to everyone who hashes it, and
  // could not be rebuilt from its short form on the wire.
  if (serialise(change) != bytes) return fail(Errc::malformed, "change not in its canonical form");
  return change;
}

const std::vector<ChangeId>& basesOf(const Change& change, std::uint32_t field) {
  static const std::vector<ChangeId> none;
  for (const auto& one : change.bases)
    if (std::ranges::find(one.fields, field) != one.fields.end()) return one.ids;
  return none;
}

}  // namespace bf
