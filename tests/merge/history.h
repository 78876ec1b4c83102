#pragma once
// Generated histories of one record: four devices, one of them a clone of another, write with clocks that are hours or
// years wrong and learn from each other what they do not yet know. A script is plain numbers, so that rapidcheck can
// shrink it; history() plays it.

#include <rapidcheck.h>

#include <cstdint>
#include <ostream>
#include <vector>

#include "tests/merge/oracle.h"

namespace bf::test {

inline constexpr int deviceCount = 4;

enum class Act : std::uint8_t {
  learn,      ///< takes the first `upTo` changes of device `from`
  write,      ///< sets `fields`, naming every head that it knows of
  clear,      ///< the same, emptying them
  remove,     ///< removes the record, naming all that it has seen
  restore,    ///< takes a removal back
  leaveOpen,  ///< sets `fields`, naming only what is shown: other heads stay (an edit where a person must decide)
  blind,      ///< sets `fields`, naming nothing, as a broken client would
  stray,      ///< sets `fields`, naming a write long superseded, one of another field, or one that nobody has
};

struct Step {
  int device = 0;
  Act act = Act::learn;
  int fields = 0;  ///< bits over editedFields
  int value = 0;
  int role = 0;
  int clock = 0;  ///< how wrong the clock is: hours to the third power
  int delay = 0;  ///< minutes until the centre received it
  int from = 0;
  int upTo = 0;
};
std::ostream& operator<<(std::ostream& out, const Step& step);

struct Script {
  Step creation;
  std::vector<Step> steps;
};
std::ostream& operator<<(std::ostream& out, const Script& script);

struct History {
  std::vector<Known> changes;            ///< the creation first
  std::vector<std::vector<int>> seenBy;  ///< for each change: which changes its author knew
  std::vector<Act> acts;                 ///< how each was made

  [[nodiscard]] Changes all() const;
};

[[nodiscard]] History history(const Script& script);

/// A part of the history: the creation, and what each device had written up to some time. In an order by chance, the
/// creation first.
[[nodiscard]] Changes partOf(const History& history, std::uint64_t chance);
/// The same changes in another order, the creation first.
[[nodiscard]] Changes shuffled(Changes changes, std::uint64_t chance);

}  // namespace bf::test

namespace rc {
template <>
struct Arbitrary<bf::test::Script> {
  static Gen<bf::test::Script> arbitrary();
};
}  // namespace rc
