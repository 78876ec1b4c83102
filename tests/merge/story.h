#pragma once
// Builds the changes of one record by hand, for examples: who wrote what after having seen which changes.

#include <deque>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "tests/merge/oracle.h"

namespace bf::test {

inline constexpr Micros hour = 3'600'000'000;
inline constexpr Micros eightOClock = 1'503'014'400'000'000;  ///< 2017-08-18 00:00 UTC, 8:00 in Guangdong

/// Device n is a tablet whose bytes are all n. A change takes the time set last and is received five minutes after the
/// true time, which goes on by a minute with each change.
class Story {
 public:
  const Known& create(int device, std::vector<Field> set);
  /// Sets fields, naming all heads among `seen`, as a tablet does that shows them.
  const Known& write(int device, const Changes& seen, std::vector<Field> set);
  const Known& clear(int device, const Changes& seen, std::vector<std::uint32_t> fields);
  const Known& remove(int device, const Changes& seen);
  /// Adds a change as it stands.
  const Known& add(Change change);

  void pass(Micros time) { time_ += time; }
  /// What the clocks of all tablets show beyond the true time, from now on.
  void setClockAhead(Micros by) { ahead_ = by; }
  void setRole(std::uint32_t role) { role_ = role; }

 private:
  [[nodiscard]] Change draft(int device) const;

  std::deque<Known> changes_;
  Micros time_ = eightOClock;
  Micros ahead_ = 0;
  std::uint32_t role_ = 1;
};

}  // namespace bf::test
