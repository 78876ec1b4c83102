#pragma once
// A record as it is sent whole: in a snapshot, or when it comes into a scope. sync.proto `RecordState`.

#include <cstdint>
#include <string>

#include "shared/base/bytes.h"

namespace bf {

struct RecordState {
  std::uint32_t kind = 0;
  RecordId id;
  std::int64_t seq = 0;
  std::int64_t parentSeq = 0;  ///< 0 for a root
  std::uint32_t parentKind = 0;
  RegionCode region = 0;  ///< of a root
  std::string heads;      ///< RecordHeads::serialise()
  std::string values;     ///< partial record, fields ascending
};

}  // namespace bf
