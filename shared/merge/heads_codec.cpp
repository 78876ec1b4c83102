// Stored and sent form of RecordHeads; see `RecordHeads` in proto/bianfang/change.proto.

#include <algorithm>

#include "shared/base/wire.h"
#include "shared/merge/merge_limits.h"
#include "shared/merge/record_heads.h"

namespace bf {
namespace {

enum Tag : std::uint32_t { born = 1, bornRole, createdBits, writersTag, contestedTag, awaitedTag, removalsTag, asOfTag };

void appendNumber(std::string& out, std::uint32_t number, std::uint64_t value) {
  if (value != 0) appendVarintField(out, number, value);
}

/// A sole head of order 0 needs no entry of its own: its field is listed with the writer.
bool isPlain(const FieldHeads& field) {
  return field.heads.size() == 1 && field.heads[0].order == 0 && field.heads[0].writer != 0;
}

Result<std::uint64_t> number(const Token& token) {
  if (token.type != WireType::varint) return fail(Errc::malformed, "number in heads");
  return token.integer;
}

Result<ChangeId> id(const Token& token) {
  const auto read = ChangeId::from(token.payload);
  if (token.type != WireType::bytes || !read) return fail(Errc::malformed, "id in heads");
  return *read;
}

Result<Head> readHead(std::string_view bytes) {
  Head head;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == 3 && token.type == WireType::bytes) {
      head.value = token.payload;
      continue;
    }
    BF_LET(value, number(token));
    if (token.number == 1) head.writer = static_cast<std::uint32_t>(value);
    else if (token.number == 2) head.order = unzigzag(value);
    else return fail(Errc::malformed, "unknown field in a head");
  }
  return head;
}

Result<FieldHeads> readFieldHeads(std::string_view bytes) {
  FieldHeads field;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == 2 && token.type == WireType::bytes) {
      if (field.heads.size() == fieldHeadsMax) return fail(Errc::tooLarge, "more heads than fieldHeadsMax");
      BF_LET(head, readHead(token.payload));
      field.heads.push_back(std::move(head));
      continue;
    }
    BF_LET(value, number(token));
    field.field = static_cast<std::uint32_t>(value);
  }
  return field;
}

Result<void> readWriter(std::string_view bytes, Writer& writer, std::vector<std::uint32_t>& soleFields) {
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == 1) {
      BF_LET(read, id(token));
      writer.id = read;
      continue;
    }
    if (token.number == 5 && token.type == WireType::bytes) {
      // Packed numbers, read as the tokens of nothing but varints: prefix each with a tag would cost more than this.
      std::string_view rest = token.payload;
      while (!rest.empty()) {
        std::uint32_t value = 0;
        for (int shift = 0; !rest.empty() && shift < 32; shift += 7) {
          const auto byte = static_cast<unsigned char>(rest.front());
          rest.remove_prefix(1);
          value |= static_cast<std::uint32_t>(byte & 0x7f) << shift;
          if (byte < 0x80) break;
        }
        soleFields.push_back(value);
      }
      continue;
    }
    BF_LET(value, number(token));
    if (token.number == 2) writer.seq = static_cast<std::int64_t>(value);
    else if (token.number == 3) writer.stamp = static_cast<Micros>(value);
    else if (token.number == 4) writer.role = static_cast<std::uint32_t>(value);
    else return fail(Errc::malformed, "unknown field in a writer");
  }
  return {};
}

}  // namespace

std::string RecordHeads::serialise() const {
  std::string out;
  appendNumber(out, born, static_cast<std::uint64_t>(creator_.stamp));
  appendNumber(out, bornRole, creator_.role);
  if (!created_.empty()) appendBytesField(out, createdBits, created_);
  for (std::size_t i = 0; i < writers_.size(); ++i) {
    const auto& one = writers_[i];
    std::string body;
    appendBytesField(body, 1, one.id.view());
    appendNumber(body, 2, static_cast<std::uint64_t>(one.seq));
    appendNumber(body, 3, static_cast<std::uint64_t>(one.stamp));
    appendNumber(body, 4, one.role);
    std::string sole;
    for (const auto& field : fields_)
      if (isPlain(field) && field.heads[0].writer == i + 1) appendVarint(sole, field.field);
    if (!sole.empty()) appendBytesField(body, 5, sole);
    appendBytesField(out, writersTag, body);
  }
  for (const auto& field : fields_) {
    if (isPlain(field)) continue;
    std::string body;
    appendVarintField(body, 1, field.field);
    for (const auto& head : field.heads) {
      std::string inner;
      appendNumber(inner, 1, head.writer);
      appendNumber(inner, 2, zigzag(head.order));
      if (!head.value.empty()) appendBytesField(inner, 3, head.value);
      appendBytesField(body, 2, inner);
    }
    appendBytesField(out, contestedTag, body);
  }
  for (const auto& one : awaited_) {
    std::string body;
    appendVarintField(body, 1, one.field);
    appendBytesField(body, 2, one.id.view());
    appendBytesField(out, awaitedTag, body);
  }
  for (const auto& removal : removals_) {
    std::string body;
    appendBytesField(body, 1, removal.id.view());
    for (const auto& seen : removal.seen) appendBytesField(body, 2, seen.view());
    appendBytesField(out, removalsTag, body);
  }
  appendNumber(out, asOfTag, static_cast<std::uint64_t>(asOf_));
  return out;
}

Result<void> RecordHeads::readToken(const Token& token) {
  switch (token.number) {
    case born:
    case bornRole:
    case asOfTag: {
      BF_LET(value, number(token));
      if (token.number == born) creator_.stamp = static_cast<Micros>(value);
      else if (token.number == bornRole) creator_.role = static_cast<std::uint32_t>(value);
      else asOf_ = static_cast<std::int64_t>(value);
      return {};
    }
    default:
      if (token.type != WireType::bytes) return fail(Errc::malformed, "heads");
  }
  switch (token.number) {
    case createdBits: created_ = token.payload; return {};
    case writersTag: {
      Writer one;
      std::vector<std::uint32_t> sole;
      BF_CHECK(readWriter(token.payload, one, sole));
      writers_.push_back(one);
      for (const auto field : sole)
        fields_.push_back({field, {Head{static_cast<std::uint32_t>(writers_.size()), 0, {}}}});
      return {};
    }
    case contestedTag: {
      BF_LET(field, readFieldHeads(token.payload));
      fields_.push_back(std::move(field));
      return {};
    }
    case awaitedTag:
    case removalsTag: {
      Awaited waiting;
      Removal removal;
      WireReader reader(token.payload);
      while (!reader.done()) {
        BF_LET(inner, reader.next());
        if (inner.number == 1 && token.number == awaitedTag) {
          BF_LET(field, number(inner));
          waiting.field = static_cast<std::uint32_t>(field);
          continue;
        }
        BF_LET(read, id(inner));
        if (token.number == awaitedTag) waiting.id = read;
        else if (inner.number == 1) removal.id = read;
        else removal.seen.push_back(read);
      }
      if (token.number == awaitedTag) awaited_.push_back(waiting);
      else removals_.push_back(std::move(removal));
      return {};
    }
    default: return fail(Errc::malformed, "unknown field in heads");
  }
}

Result<RecordHeads> RecordHeads::parse(std::string_view bytes, const RecordId& record, std::int64_t rec) {
  RecordHeads heads;
  heads.creator_.id = record;
  heads.creator_.seq = rec;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    BF_CHECK(heads.readToken(token));
  }
  std::ranges::sort(heads.fields_, {}, &FieldHeads::field);
  for (std::size_t i = 0; i < heads.fields_.size(); ++i) {
    if (i > 0 && heads.fields_[i].field == heads.fields_[i - 1].field)
      return fail(Errc::malformed, "a field twice in heads");
    for (const auto& head : heads.fields_[i].heads)
      if (head.writer > heads.writers_.size()) return fail(Errc::malformed, "head without a writer");
  }
  return heads;
}

}  // namespace bf
