#pragma once
// Words that the two directions of packing share: how an entry names its record, and how its bases are grouped.
// PROTOCOL.md "Columns" has the layout; the numbers here are those of the page.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/merge/change.h"
#include "shared/merge/record_heads.h"
#include "shared/replica/record_state.h"
#include "shared/sync/byte_reader.h"
#include "shared/sync/field_columns.h"

namespace bf {

/// How an entry names the record that it writes, or the parent of the record that it creates.
enum class Naming : unsigned char {
  root = 0,         ///< creates a record without a parent
  underNumber = 1,  ///< creates; the parent by sequence number
  underLast = 2,    ///< creates; the parent is the record last named
  underBack = 3,    ///< creates; the parent was created that many entries before
  underId = 4,
  number = 5,  ///< writes; the record by sequence number
  last = 6,
  back = 7,
  id = 8,
  withheld = 9,  ///< only a hash
};
[[nodiscard]] constexpr Naming namingOf(const RowShape& shape) { return static_cast<Naming>(shape.mode & 0x1f); }
/// The record last named after this entry; PROTOCOL.md has it as "last".
[[nodiscard]] inline RecordId lastNamedAfter(const Change& change, const ChangeId& id) {
  if (!change.creates()) return change.record;
  return change.parent.isZero() ? id : change.parent;
}

/// How a base is named.
enum class BaseName : unsigned char {
  creation = 0,  ///< the change that created the record
  prefix = 1,    ///< the first bytes of its id
  back = 2,      ///< it stands that many entries before
  whole = 3,     ///< 16 bytes
};
inline constexpr std::size_t prefixBytes = 2;

/// Bases of a change without the ids: many changes have the same.
struct BasesGrouping {
  struct Group {
    bool allWritten = false;  ///< the fields are those set and cleared, ascending
    std::vector<std::uint32_t> fields;
    std::vector<BaseName> names;
  };
  std::vector<Group> groups;
};
/// Fields set and cleared by a change, ascending.
[[nodiscard]] std::vector<std::uint32_t> writtenFields(const Change& change);
/// Errors: Errc::malformed, Errc::tooLarge (changeBasesMax, changeFieldsMax).
[[nodiscard]] Result<BasesGrouping> readGrouping(ByteReader& from);

/// How a record sent whole names its parent. `createdBit`: it travels as its creating change.
enum class StateNaming : unsigned char {
  root = 0,
  number = 1,    ///< by kind and sequence number; it is not in this message
  previous = 2,  ///< the record just before
  same = 3,      ///< the parent of the record just before
  back = 4,      ///< that many records before
};
inline constexpr unsigned char createdBit = 0x08;
[[nodiscard]] constexpr StateNaming stateNamingOf(const RowShape& shape) {
  return static_cast<StateNaming>(shape.mode & 0x07);
}

/// Who created a record, for those that travel as their creating change.
struct StateAuthor {
  DeviceId device;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
  RegionCode region = 0;  ///< where the author saw it
  bool operator==(const StateAuthor&) const = default;

  [[nodiscard]] std::string bytes() const;
  /// The creating change of a record that still shows what it wrote; nothing when the values are no partial record.
  [[nodiscard]] std::optional<Change> creationOf(const RecordState& state, const RecordId& parent, Micros stamp) const;
};

/// The heads of a record whose only write is its creation, as RecordState has them.
[[nodiscard]] std::string headsOfCreation(const Change& change, const RecordState& state, std::int64_t asOf,
                                          const Rules& rules);

/// Counts of the streams that stand beside the fields; both sides derive them from shapes and groupings.
struct StreamCounts {
  std::size_t numbers = 0;
  std::size_t backs = 0;
  std::size_t prefixes = 0;
  std::size_t ids = 0;
  std::size_t hashes = 0;
};

}  // namespace bf
