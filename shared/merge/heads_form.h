#pragma once
// Field numbers of the stored form of RecordHeads: `RecordHeads` and its parts in proto/bianfang/change.proto.

#include <cstdint>

namespace bf::heads_form {

enum Heads : std::uint32_t {
  born = 1,
  bornRole,
  createdBits,
  writersTag,
  contestedTag,
  awaitedTag,
  removalsTag,
  asOfTag,
  bornAhead,
};
enum WriterPart : std::uint32_t { writerId = 1, writerSeq, writerStamp, writerRole, writerFields, writerAhead };
enum FieldPart : std::uint32_t { fieldNumber = 1, fieldHead };
enum HeadPart : std::uint32_t { headWriter = 1, headOrder, headValue };
enum AwaitedPart : std::uint32_t { awaitedField = 1, awaitedId };
enum RemovalPart : std::uint32_t { removalId = 1, removalSeen };

}  // namespace bf::heads_form
