// Union of multiple choices.

#include <set>

#include "shared/base/wire.h"
#include "shared/merge/merge_limits.h"
#include "shared/merge/packed.h"
#include "shared/merge/record_heads.h"

namespace bf {
namespace {

Result<void> addChoices(std::uint32_t field, std::string_view value, std::set<std::uint64_t>& choices) {
  WireReader reader(value);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number != field || (token.type != WireType::varint && token.type != WireType::bytes))
      return fail(Errc::malformed, "value of field " + std::to_string(field) + " is no list of choices");
    if (token.type == WireType::varint) {
      choices.insert(token.integer);
      continue;
    }
    BF_LET(packedOnes, readPacked(token.payload, changeBytesMax));
    choices.insert(packedOnes.begin(), packedOnes.end());
  }
  return {};
}

}  // namespace

Result<std::string> uniteChoices(std::uint32_t field, const std::vector<std::string>& values) {
  std::set<std::uint64_t> choices;
  bool answered = false;
  for (const auto& value : values) {
    BF_CHECK(addChoices(field, value, choices));
    answered = answered || !value.empty();
  }
  std::string wire;
  if (!answered) return wire;  // all cleared; an answer of no choices is still an answer
  std::string packed;
  for (const auto choice : choices) appendVarint(packed, choice);
  appendBytesField(wire, field, packed);
  return wire;
}

}  // namespace bf
