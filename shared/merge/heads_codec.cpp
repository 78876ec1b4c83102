// Stored and sent form of RecordHeads; see `RecordHeads` in proto/bianfang/change.proto.

#include <algorithm>

#include "shared/base/wire.h"
#include "shared/merge/heads_form.h"
#include "shared/merge/merge_limits.h"
#include "shared/merge/packed.h"
#include "shared/merge/record_heads.h"

namespace bf {
namespace {

using namespace heads_form;

void appendNumber(std::string& out, std::uint32_t number, std::uint64_t value) {
  if (value != 0) appendVarintField(out, number, value);
}

/// A sole head of order 0 needs no entry of its own: its field is listed with the writer.
bool isPlain(const FieldHeads& field) {
  return field.heads.size() == 1 && field.heads[0].order == 0 && field.heads[0].writer != 0;
}

std::string formOf(const Writer& writer, const std::vector<std::uint32_t>& soleFields) {
  std::string body;
  appendBytesField(body, writerId, writer.id.view());
  appendNumber(body, writerSeq, static_cast<std::uint64_t>(writer.seq));
  appendNumber(body, writerStamp, static_cast<std::uint64_t>(writer.stamp));
  appendNumber(body, writerRole, writer.role);
  if (!soleFields.empty()) appendBytesField(body, writerFields, packed(soleFields));
  appendNumber(body, writerAhead, static_cast<std::uint64_t>(writer.ahead));
  return body;
}

std::string formOf(const FieldHeads& field) {
  std::string body;
  appendVarintField(body, fieldNumber, field.field);
  for (const auto& head : field.heads) {
    std::string inner;
    appendNumber(inner, headWriter, head.writer);
    appendNumber(inner, headOrder, zigzag(head.order));
    if (!head.value.empty()) appendBytesField(inner, headValue, head.value);
    appendBytesField(body, fieldHead, inner);
  }
  return body;
}

Result<std::uint64_t> number(const Token& token) {
  if (token.type != WireType::varint) return fail(Errc::malformed, "number in heads");
  return token.integer;
}

Result<std::uint32_t> smallNumber(const Token& token) {
  BF_LET(value, number(token));
  if (value > UINT32_MAX) return fail(Errc::malformed, "number in heads");
  return static_cast<std::uint32_t>(value);
}

template <class Number>
Result<void> read(const Token& token, Number& into) {
  if constexpr (sizeof into == 4) {
    BF_LET(value, smallNumber(token));
    into = value;
  } else {
    BF_LET(value, number(token));
    into = static_cast<Number>(value);
  }
  return {};
}

Result<void> read(const Token& token, ChangeId& into) {
  const auto id = ChangeId::from(token.payload);
  if (token.type != WireType::bytes || !id) return fail(Errc::malformed, "id in heads");
  into = *id;
  return {};
}

Result<Head> readHead(std::string_view bytes) {
  Head head;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == headWriter) {
      BF_CHECK(read(token, head.writer));
    } else if (token.number == headOrder) {
      BF_LET(order, number(token));
      head.order = unzigzag(order);
    } else if (token.number == headValue && token.type == WireType::bytes) {
      head.value = token.payload;
    } else {
      return fail(Errc::malformed, "unknown field in a head");
    }
  }
  return head;
}

Result<FieldHeads> readFieldHeads(std::string_view bytes) {
  FieldHeads field;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == fieldNumber) {
      BF_CHECK(read(token, field.field));
    } else if (token.number == fieldHead && token.type == WireType::bytes) {
      BF_LET(head, readHead(token.payload));
      field.heads.push_back(std::move(head));
    } else {
      return fail(Errc::malformed, "unknown field in the heads of a field");
    }
  }
  return field;
}

bool headsFit(const FieldHeads& field, std::size_t writers) {
  if (field.field == 0 || field.field > fieldNumberMax || field.heads.empty()) return false;
  if (field.heads.size() == 1 && !field.heads[0].value.empty()) return false;  // it stands with the record
  std::vector<bool> seen(writers + 1, false);
  for (const auto& head : field.heads) {
    if (head.writer > writers || seen[head.writer]) return false;
    seen[head.writer] = true;
  }
  return true;
}

bool stampFits(const Writer& writer) {
  return writer.ahead >= 0 && (writer.ahead == 0 || writer.stamp <= INT64_MAX - writer.ahead);
}

}  // namespace

std::string RecordHeads::serialise() const {
  std::string out;
  appendNumber(out, born, static_cast<std::uint64_t>(creator_.stamp));
  appendNumber(out, bornRole, creator_.role);
  if (!created_.empty()) appendBytesField(out, createdBits, created_);
  std::vector<std::vector<std::uint32_t>> soleFields(writers_.size());
  for (const auto& field : fields_)
    if (isPlain(field)) soleFields[field.heads[0].writer - 1].push_back(field.field);
  for (std::size_t i = 0; i < writers_.size(); ++i)
    appendBytesField(out, writersTag, formOf(writers_[i], soleFields[i]));
  for (const auto& field : fields_)
    if (!isPlain(field)) appendBytesField(out, contestedTag, formOf(field));
  for (const auto& one : awaited_) {
    std::string body;
    appendVarintField(body, awaitedField, one.field);
    appendBytesField(body, awaitedId, one.id.view());
    appendBytesField(out, awaitedTag, body);
  }
  for (const auto& removal : removals_) {
    std::string body;
    appendBytesField(body, removalId, removal.id.view());
    for (const auto& seen : removal.seen) appendBytesField(body, removalSeen, seen.view());
    appendBytesField(out, removalsTag, body);
  }
  appendNumber(out, asOfTag, static_cast<std::uint64_t>(asOf_));
  appendNumber(out, bornAhead, static_cast<std::uint64_t>(creator_.ahead));
  return out;
}

Result<void> RecordHeads::readWriter(std::string_view bytes) {
  Writer writer;
  const auto index = static_cast<std::uint32_t>(writers_.size() + 1);
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    switch (token.number) {
      case writerId: BF_CHECK(read(token, writer.id)); break;
      case writerSeq: BF_CHECK(read(token, writer.seq)); break;
      case writerStamp: BF_CHECK(read(token, writer.stamp)); break;
      case writerRole: BF_CHECK(read(token, writer.role)); break;
      case writerFields: {
        BF_LET(fields, readFieldNumbers(token.payload, bytes.size()));
        for (const auto field : fields) fields_.push_back({field, {Head{index, 0, {}}}});
        break;
      }
      case writerAhead: BF_CHECK(read(token, writer.ahead)); break;
      default: return fail(Errc::malformed, "unknown field in a writer");
    }
  }
  writers_.push_back(writer);
  return {};
}

Result<void> RecordHeads::readAwaited(std::string_view bytes) {
  Awaited waiting;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    if (token.number == awaitedField) BF_CHECK(read(token, waiting.field));
    else if (token.number == awaitedId) BF_CHECK(read(token, waiting.id));
    else return fail(Errc::malformed, "unknown field in an awaited base");
  }
  awaited_.push_back(waiting);
  return {};
}

Result<void> RecordHeads::readRemoval(std::string_view bytes) {
  Removal removal;
  WireReader reader(bytes);
  while (!reader.done()) {
    BF_LET(token, reader.next());
    ChangeId id;
    BF_CHECK(read(token, id));
    if (token.number == removalId) removal.id = id;
    else if (token.number == removalSeen) removal.seen.push_back(id);
    else return fail(Errc::malformed, "unknown field in a removal");
  }
  removals_.push_back(std::move(removal));
  return {};
}

Result<void> RecordHeads::readToken(const Token& token) {
  switch (token.number) {
    case born: return read(token, creator_.stamp);
    case bornRole: return read(token, creator_.role);
    case asOfTag: return read(token, asOf_);
    case bornAhead: return read(token, creator_.ahead);
    default: break;
  }
  if (token.type != WireType::bytes) return fail(Errc::malformed, "heads");
  switch (token.number) {
    case createdBits: created_ = token.payload; return {};
    case writersTag: return readWriter(token.payload);
    case contestedTag: {
      BF_LET(field, readFieldHeads(token.payload));
      fields_.push_back(std::move(field));
      return {};
    }
    case awaitedTag: return readAwaited(token.payload);
    case removalsTag: return readRemoval(token.payload);
    default: return fail(Errc::malformed, "unknown field in heads");
  }
}

/// What the merge relies on: without it, heads that were made up could send it out of bounds or make it drop a head.
Result<void> RecordHeads::check() const {
  if (created_.size() > createdBitsMax / 8 || createdField(0)) return fail(Errc::malformed, "created fields in heads");
  if (!stampFits(creator_)) return fail(Errc::malformed, "stamp in heads");
  std::vector<bool> used(writers_.size() + 1, false);
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (i > 0 && fields_[i].field == fields_[i - 1].field) return fail(Errc::malformed, "a field twice in heads");
    if (!headsFit(fields_[i], writers_.size())) return fail(Errc::malformed, "heads of a field");
    for (const auto& head : fields_[i].heads) used[head.writer] = true;
    if (!std::ranges::is_sorted(fields_[i].heads, [this](const Head& a, const Head& b) { return greater(a, b); }))
      return fail(Errc::malformed, "heads of a field out of order");
  }
  for (std::size_t i = 0; i < writers_.size(); ++i) {
    const bool ascending = (i == 0 || writers_[i - 1].id < writers_[i].id) && writers_[i].id != creator_.id;
    if (!ascending || !used[i + 1] || !stampFits(writers_[i])) return fail(Errc::malformed, "writer in heads");
  }
  const auto removedBy = headsOf(removalField);
  for (std::size_t i = 0; i < removals_.size(); ++i)
    if ((i > 0 && !(removals_[i - 1].id < removals_[i].id)) ||
        std::ranges::find(removedBy, removals_[i].id) == removedBy.end())
      return fail(Errc::malformed, "removal in heads");
  if (std::ranges::adjacent_find(awaited_, std::ranges::greater_equal{}) != awaited_.end())
    return fail(Errc::malformed, "awaited bases in heads");
  return {};
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
  BF_CHECK(heads.check());
  if (heads.serialise() != bytes) return fail(Errc::malformed, "heads not in their canonical form");
  return heads;
}

}  // namespace bf
