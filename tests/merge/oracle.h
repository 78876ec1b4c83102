#pragma once
// The merge by its definitions, written naively over the set of all changes: what the incremental code must agree with.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "shared/merge/record_heads.h"

namespace bf::test {

/// A change of the history of one record, as everyone names it, and when the centre received it.
struct Known {
  Change change;
  ChangeId id;
  std::int64_t seq = 0;
  Micros received = 0;  ///< 0: the centre has not received it
};
/// A set of changes; the creation is among them. Points into a history that outlives it.
using Changes = std::vector<const Known*>;

/// Makes a change known: serialised, hashed and read back, as it would reach another device.
[[nodiscard]] Known known(const Change& change, std::int64_t seq, Micros received);

/// The heads of a field, the greatest first: writes that no other write names.
[[nodiscard]] std::vector<ChangeId> headsOf(const Changes& changes, std::uint32_t field);
/// Creation and all heads of all fields, ascending: what a removal names as seen.
[[nodiscard]] std::vector<ChangeId> allHeads(const Changes& changes);
/// What a field shows; empty when cleared or never written.
[[nodiscard]] std::string shown(const Changes& changes, std::uint32_t field);
/// What a change wrote to a field; empty when it cleared it.
[[nodiscard]] std::string written(const Known& known, std::uint32_t field);
/// Named as bases, but not among the changes.
[[nodiscard]] std::set<std::pair<std::uint32_t, ChangeId>> awaited(const Changes& changes);
/// Whether a removal among the heads had not seen a head of another field.
[[nodiscard]] bool removedUnseen(const Changes& changes);
/// Every field that some change writes.
[[nodiscard]] std::set<std::uint32_t> fieldsOf(const Changes& changes);

}  // namespace bf::test
