#include "shared/merge/batch.h"

#include "shared/base/wire.h"
#include "shared/merge/merge_limits.h"

namespace bf {
namespace {

enum Tag : std::uint32_t { device = 1, first, prev, region, entries, signature };

std::string littleEndian(std::uint64_t value) {
  std::string out;
  for (int i = 0; i < 8; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
  return out;
}

Result<Entry> readEntry(std::string_view bytes) {
  WireReader reader(bytes);
  BF_LET(token, reader.next());
  if (!reader.done() || token.type != WireType::bytes) return fail(Errc::malformed, "entry of a batch");
  if (token.number == 1) {
    if (token.payload.empty()) return fail(Errc::malformed, "empty change");
    if (token.payload.size() > changeBytesMax) return fail(Errc::tooLarge, "change larger than changeBytesMax");
    return entryOf(std::string(token.payload));
  }
  const auto hash = Hash::from(token.payload);
  if (token.number != 2 || !hash) return fail(Errc::malformed, "entry of a batch");
  return Entry{{}, *hash};
}

template <class Id>
Result<void> readId(const Token& token, Id& into) {
  const auto id = Id::from(token.payload);
  if (token.type != WireType::bytes || !id) return fail(Errc::malformed, "length of an id in a batch");
  into = *id;
  return {};
}

Result<void> readToken(const Token& token, Batch& into) {
  switch (token.number) {
    case device: return readId(token, into.device);
    case prev: return readId(token, into.prev);
    case signature: return readId(token, into.signature);
    case first:
    case region:
      if (token.type != WireType::varint) return fail(Errc::malformed, "number in a batch");
      (token.number == first ? into.first : into.region) = token.integer;
      return {};
    case entries: {
      if (token.type != WireType::bytes) return fail(Errc::malformed, "entry of a batch");
      if (into.entries.size() == batchChangesMax) return fail(Errc::tooLarge, "more changes than batchChangesMax");
      BF_LET(entry, readEntry(token.payload));
      into.entries.push_back(std::move(entry));
      return {};
    }
    default: return fail(Errc::malformed, "unknown field in a batch");
  }
}

}  // namespace

Entry entryOf(std::string change) {
  const auto hash = hashOf(change);
  return {std::move(change), hash};
}

Hash chainHead(const Batch& batch) {
  Hash head = batch.prev;
  for (const auto& entry : batch.entries) head = hashOf(head.view(), entry.hash.view());
  return head;
}

std::string signedBytes(const Batch& batch, const Hash& head) {
  return "bianfang-batch" + batch.device.str() + littleEndian(batch.first) + littleEndian(batch.region) + head.str();
}

bool verifySignature(const Batch& batch, const Hash& head, const PublicKey& key) {
  return verify(key, signedBytes(batch, head), batch.signature);
}

std::string serialise(const Batch& batch) {
  std::string out;
  appendBytesField(out, device, batch.device.view());
  appendVarintField(out, first, batch.first);
  appendBytesField(out, prev, batch.prev.view());
  appendVarintField(out, region, batch.region);
  std::string body;
  for (const auto& entry : batch.entries) {
    body.clear();
    if (entry.withheld()) appendBytesField(body, 2, entry.hash.view());
    else appendBytesField(body, 1, entry.change);
    appendBytesField(out, entries, body);
  }
  appendBytesField(out, signature, batch.signature.view());
  return out;
}

Result<Batch> parseBatch(std::string_view bytes) {
  if (bytes.size() > batchFormBytesMax)
    return fail(Errc::tooLarge, "batch of " + std::to_string(bytes.size()) + " bytes, batchFormBytesMax is " +
                                    std::to_string(batchFormBytesMax));
  Batch batch;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    BF_CHECK(readToken(token, batch));
  }
  if (batch.device.isZero() || batch.region == 0 || batch.entries.empty())
    return fail(Errc::malformed, "batch without device, region or entries");
  // Positions are kept as signed numbers, and first + entries must not overflow.
  if (batch.first == 0 || batch.first > INT64_MAX - batchChangesMax)
    return fail(Errc::malformed, "position of a batch out of range");
  if (serialise(batch) != bytes) return fail(Errc::malformed, "batch not in its canonical form");
  return batch;
}

}  // namespace bf
