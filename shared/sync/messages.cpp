#include "shared/sync/messages.h"

#include <google/protobuf/io/coded_stream.h>

#include <limits>
#include <type_traits>

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

constexpr int verdictCodeMax = std::numeric_limits<std::underlying_type_t<VerdictCode>>::max();

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

Result<std::int64_t> sequence(std::uint64_t number, const char* what) {
  if (number >= static_cast<std::uint64_t>(provisionalFrom)) return fail(Errc::malformed, what);
  return static_cast<std::int64_t>(number);
}

bianfang::Receipt toMessage(const Receipt& receipt) {
  bianfang::Receipt made;
  made.set_head(receipt.head.str());
  made.set_epoch(receipt.epoch);
  made.set_seq(static_cast<std::uint64_t>(receipt.seq));
  made.set_count(receipt.count);
  made.set_received(receipt.received);
  made.set_mac(receipt.mac.str());
  for (const auto& verdict : receipt.verdicts) {
    auto* one = made.add_verdicts();
    one->set_index(verdict.index);
    one->set_code(static_cast<bianfang::VerdictCode>(verdict.code));
    one->set_field(verdict.field);
    one->set_detail(verdict.detail);
  }
  return made;
}

Result<Receipt> fromMessage(const bianfang::Receipt& message) {
  Receipt receipt;
  BF_LET(head, octets<Hash>(message.head(), "a receipt's head"));
  BF_LET(mac, octets<ReceiptMac>(message.mac(), "a receipt's mac"));
  BF_LET(seq, sequence(message.seq(), "number of a receipt"));
  receipt.head = head;
  receipt.mac = mac;
  receipt.epoch = message.epoch();
  receipt.seq = seq;
  receipt.count = message.count();
  receipt.received = message.received();
  for (const auto& one : message.verdicts()) {
    // A newer centre's code is kept as it is; what does not fit must not become another one, least of all `accepted`.
    if (one.code() < 0 || one.code() > verdictCodeMax) return fail(Errc::malformed, "code of a verdict");
    receipt.verdicts.push_back({one.index(), static_cast<VerdictCode>(one.code()), one.field(), one.detail()});
  }
  return receipt;
}

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
