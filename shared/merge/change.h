#pragma once
// A change in memory: the parsed form of proto/bianfang/change.proto `Change`. The bytes are the truth (they are what
// is hashed and kept); this struct is a way to read and to make them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/env.h"
#include "shared/base/error.h"
#include "shared/base/wire.h"

namespace bf {

/// Numbers of the envelope fields, reserved in every record kind.
enum Envelope : std::uint32_t {
  wholeRecord = 0,    ///< not a field: in `bases` it stands for all fields of the record
  removalField = 1,   ///< string, the reason; set means that the record is removed
  regionField = 2,    ///< uint64, the region a root record moved to
  finishedField = 3,  ///< int64 microseconds; an immutable kind takes no further fields after it
  correctsField = 4,  ///< bytes, the id of the record that this one corrects
};

/// Which earlier writes the writes to `fields` replace.
struct Bases {
  std::vector<std::uint32_t> fields;
  std::vector<ChangeId> ids;
  bool operator==(const Bases&) const = default;
};

struct Change {
  std::uint32_t kind = 0;
  RecordId record;  ///< zero: this change creates the record
  RecordId parent;  ///< zero: a root, or not a creation
  RegionCode region = 0;
  DeviceId device;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
  Micros stamp = 0;
  std::vector<Field> set;              ///< ascending by number, none empty
  std::vector<std::uint32_t> cleared;  ///< none twice, none that is set
  std::vector<Bases> bases;            ///< each field in at most one of them; wholeRecord only with a removal

  [[nodiscard]] bool creates() const { return record.isZero(); }
  bool operator==(const Change&) const = default;
};

/// The change in its canonical bytes: fields ascending, defaults left out, numbers in as few bytes as they need.
[[nodiscard]] std::string serialise(const Change& change);

/// What serialise() gave, and nothing else: serialise(*parseChange(bytes)) == bytes.
/// Errors: Errc::malformed (not a Change, an id of a wrong length, a field written twice or twice among the bases, a
/// parent on a change that does not create, not canonical), Errc::tooLarge (see merge_limits.h).
[[nodiscard]] Result<Change> parseChange(std::string_view bytes);

/// The bases for `field`, empty when the author had seen no write to it.
[[nodiscard]] const std::vector<ChangeId>& basesOf(const Change& change, std::uint32_t field);

}  // namespace bf
