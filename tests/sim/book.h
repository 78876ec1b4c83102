#pragma once
// The memory of a world: every change that was ever saved on any tablet, kept outside of all stores, so that what the
// stores hold can be compared with what people did. Also numbers the root records, whose texts carry that number as a
// mark by which a leak is found in any run of bytes.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/merge/change.h"

namespace bf::sim {

/// What a change may become at the centre.
enum class Nature {
  honest,   ///< made through the product: applied or held for review, never lost
  hostile,  ///< made around it, breaking a rule: may be among the heads only if a reviewer admitted it
};

struct Saved {
  ChangeId id;
  std::string bytes;
  Change change;
  RecordId record;       ///< the record that it writes to, itself when it creates
  unsigned machine = 0;  ///< by number; where it was saved
  Nature nature = Nature::honest;
  std::string offence;   ///< of a hostile one: which rule it breaks
  bool outside = false;  ///< it breaks its scope: other regions may be granted before it arrives
};

/// The mark of the root record with this number: "⟦R12⟧".
[[nodiscard]] std::string mark(unsigned root);
/// Numbers of all marks in these bytes, each once.
[[nodiscard]] std::set<unsigned> marksIn(std::string_view bytes);

class Book {
 public:
  /// Notes a saved change; one of the same id is noted once (two images of one tablet may do the same).
  const Saved& note(std::string bytes, unsigned machine);
  void noteHostile(std::string bytes, unsigned machine, std::string offence, bool outside);
  [[nodiscard]] const Saved* find(const ChangeId& id) const;
  [[nodiscard]] const std::map<ChangeId, Saved>& all() const { return all_; }

  /// A number for the root record that is about to be created.
  [[nodiscard]] unsigned nextRoot() { return ++roots_; }
  void nameRoot(const RecordId& root, unsigned number);
  [[nodiscard]] std::optional<unsigned> rootNumber(const RecordId& root) const;
  [[nodiscard]] std::optional<RecordId> rootOf(unsigned number) const;

 private:
  std::map<ChangeId, Saved> all_;
  std::map<RecordId, unsigned> numbers_;
  std::map<unsigned, RecordId> records_;
  unsigned roots_ = 0;
};

}  // namespace bf::sim
