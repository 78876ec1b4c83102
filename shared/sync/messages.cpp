#include "shared/sync/messages.h"

#include <google/protobuf/io/coded_stream.h>

#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

template <class Message>
Result<Message> parse(std::string_view plain, const char* what) {
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const std::uint8_t*>(plain.data()),
                                               static_cast<int>(plain.size()));
  input.SetRecursionLimit(messageDepthMax);
  Message message;
  if (!message.ParseFromCodedStream(&input) || !input.ConsumedEntireMessage()) return fail(Errc::malformed, what);
  return message;
}

/// The first bytes of a hash as a number, little-endian.
std::uint32_t firstFour(const Hash& hash) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i > 0; --i) number = number << 8 | hash.bytes[i - 1];
  return number;
}

}  // namespace

Result<bianfang::ToCentre> parseToCentre(std::string_view plain) {
  return parse<bianfang::ToCentre>(plain, "flight of a tablet");
}

Result<bianfang::FromCentre> parseFromCentre(std::string_view plain) {
  return parse<bianfang::FromCentre>(plain, "flight of the centre");
}

std::string shortHash(const Hash& hash) { return std::string(hash.view().substr(0, shortHashBytes)); }

std::uint32_t shortFingerprint(const Hash& fingerprint) { return firstFour(fingerprint); }

bianfang::RecordState toMessage(const RecordState& state) {
  bianfang::RecordState made;
  made.set_kind(state.kind);
  made.set_id(state.id.str());
  made.set_seq(static_cast<std::uint64_t>(state.seq));
  made.set_parent(static_cast<std::uint64_t>(state.parentSeq));
  made.set_parent_kind(state.parentKind);
  made.set_region(state.region);
  made.set_heads(state.heads);
  made.set_values(state.values);
  return made;
}

Result<RecordState> fromMessage(const bianfang::RecordState& message) {
  RecordState state;
  BF_LET(id, octets<RecordId>(message.id(), "a record's id"));
  BF_LET(seq, sequence(message.seq(), "number of a record"));
  BF_LET(parent, sequence(message.parent(), "number of a parent"));
  state.kind = message.kind();
  state.id = id;
  state.seq = seq;
  state.parentSeq = parent;
  state.parentKind = message.parent_kind();
  state.region = message.region();
  state.heads = message.heads();
  state.values = message.values();
  return state;
}

}  // namespace bf
