#pragma once
// A store of one record, as the replicas use the merge: heads in their stored form, one value a field, and the names of
// the changes applied.

#include <map>
#include <set>
#include <string>

#include "tests/merge/oracle.h"

namespace bf::test {

class Copy {
 public:
  enum class Times {
    received,  ///< a change comes with the centre's receive time, as everywhere but on its author's tablet
    unknown,   ///< it comes without: receipts follow
  };

  explicit Copy(const Known& creation, Times times = Times::received);
  /// Holds these changes, applied in this order; the first of them creates the record.
  explicit Copy(const Changes& changes, Times times = Times::received);

  /// Applies a change unless it was applied before.
  void take(const Known& known);
  /// Applies it whatever was before.
  void takeUnfiltered(const Known& known);
  /// From now on only the heads are known, as after a snapshot.
  void forgetLog() { applied_.clear(); }
  void receipt(const Known& known, Micros received);

  [[nodiscard]] RecordHeads heads() const;
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] std::string value(std::uint32_t field) const;
  [[nodiscard]] const std::map<std::uint32_t, std::string>& values() const { return values_; }

 private:
  [[nodiscard]] MergeSource source() const;
  void keep(const RecordHeads& heads, const std::vector<Field>& shown);

  RecordId id_;
  Times times_;
  std::string bytes_;
  std::map<std::uint32_t, std::string> values_;  ///< fields that show something
  std::set<ChangeId> applied_;
};

}  // namespace bf::test
