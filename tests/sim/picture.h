#pragma once
// A record as one store shows it, in a form that two stores can be compared in: ids instead of sequence numbers, and
// for every field its heads with their stamps and the value shown. What is a store's own (numbers, as-of) is left out.

#include <map>
#include <string>
#include <vector>

#include "shared/store/store.h"

namespace bf::sim {

struct HeadPicture {
  ChangeId id;
  Micros stamp = 0;  ///< bounded by the receive time
  bool operator==(const HeadPicture&) const = default;
};

struct FieldPicture {
  std::vector<HeadPicture> heads;  ///< the shown one first
  std::string shown;               ///< wire bytes; empty: cleared
  bool operator==(const FieldPicture&) const = default;
};

struct RecordPicture {
  std::uint32_t kind = 0;
  RecordId id;
  RecordId parent;        ///< zero for a root
  RegionCode region = 0;  ///< of the root
  std::map<std::uint32_t, FieldPicture> fields;
  bool removedUnseen = false;
  bool operator==(const RecordPicture&) const = default;
};

using Pictures = std::map<RecordId, RecordPicture>;

/// Every record of a store. Errors: storage*, Errc::storageCorrupt (a parent is missing).
[[nodiscard]] Result<Pictures> picturesOf(StoreTx& tx, const Schema& schema);
/// One record and the root that it hangs from.
[[nodiscard]] Result<RecordPicture> pictureOf(StoreTx& tx, const Schema& schema, const RecordRow& row);

/// The first thing in which two pictures of one record differ; "" when in none. Names fields by number.
[[nodiscard]] std::string difference(const RecordPicture& a, const RecordPicture& b);

}  // namespace bf::sim
