#include "shared/merge/change.h"

#include <algorithm>

#include "shared/merge/merge_limits.h"

namespace bf {
namespace {

enum Tag : std::uint32_t { kind = 1, record, parent, region, device, user, role, stamp, set, cleared, bases };

void appendPacked(std::string& out, std::uint32_t number, const std::vector<std::uint32_t>& values) {
  if (values.empty()) return;
  std::string packed;
  for (const auto value : values) appendVarint(packed, value);
  appendBytesField(out, number, packed);
}

template <class Id>
void appendId(std::string& out, std::uint32_t number, const Id& id) {
  if (!id.isZero()) appendBytesField(out, number, id.view());
}

void appendNumber(std::string& out, std::uint32_t number, std::uint64_t value) {
  if (value != 0) appendVarintField(out, number, value);
}

Result<void> readNumbers(const Token& token, std::vector<std::uint32_t>& into, std::size_t most) {
  if (token.type == WireType::varint) {
    into.push_back(static_cast<std::uint32_t>(token.integer));
    return {};
  }
  if (token.type != WireType::bytes) return fail(Errc::malformed, "list of field numbers");
  std::string_view rest = token.payload;
  while (!rest.empty()) {
    std::uint64_t value = 0;
    int shift = 0;
    do {
      if (rest.empty() || shift > 28) return fail(Errc::malformed, "list of field numbers");
      value |= static_cast<std::uint64_t>(rest.front() & 0x7f) << shift;
      shift += 7;
      const bool more = (rest.front() & 0x80) != 0;
      rest.remove_prefix(1);
      if (!more) break;
    } while (true);
    if (into.size() == most) return fail(Errc::tooLarge, "more fields in a change than changeFieldsMax");
    into.push_back(static_cast<std::uint32_t>(value));
  }
  return {};
}

template <class Id>
Result<void> readId(const Token& token, Id& into, const char* what) {
  const auto id = Id::from(token.payload);
  if (token.type != WireType::bytes || !id) return fail(Errc::malformed, std::string("length of ") + what);
  into = *id;
  return {};
}

Result<Bases> readBases(std::string_view bytes) {
  Bases read;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == 1) {
      BF_CHECK(readNumbers(token, read.fields, changeFieldsMax));
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
      (token.number == kind ? into.kind : token.number == user ? into.user : into.role) =
          static_cast<std::uint32_t>(token.integer);
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
      BF_LET(fields, splitFields(token.payload));
      into.set = std::move(fields);
      return {};
    }
    case cleared: return readNumbers(token, into.cleared, changeFieldsMax);
    case bases: {
      if (token.type != WireType::bytes) return fail(Errc::malformed, "bases");
      BF_LET(one, readBases(token.payload));
      into.bases.push_back(std::move(one));
      return {};
    }
    default: return fail(Errc::malformed, "unknown field " + std::to_string(token.number) + " in a change");
  }
}

Result<void> check(const Change& change) {
  if (change.kind == 0) return fail(Errc::malformed, "change without a record kind");
  if (change.device.isZero()) return fail(Errc::malformed, "change without a device");
  if (change.region == 0) return fail(Errc::malformed, "change without a region");
  if (change.set.empty() && change.cleared.empty() && !change.creates())
    return fail(Errc::malformed, "change that writes nothing");
  if (change.set.size() + change.cleared.size() > changeFieldsMax)
    return fail(Errc::tooLarge, "more fields in a change than changeFieldsMax");
  if (!change.creates() && !change.parent.isZero()) return fail(Errc::malformed, "parent without a creation");
  for (const auto number : change.cleared)
    if (number == 0 || std::ranges::binary_search(change.set, number, {}, &Field::number))
      return fail(Errc::malformed, "field " + std::to_string(number) + " both set and cleared");
  return {};
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
  return change;
}

const std::vector<ChangeId>& basesOf(const Change& change, std::uint32_t field) {
  static const std::vector<ChangeId> none;
  for (const auto& one : change.bases)
    if (std::ranges::find(one.fields, field) != one.fields.end()) return one.ids;
  return none;
}

}  // namespace bf
