#pragma once
// What happened in a world, line by line: hashed as a whole, so that two runs of a seed can be compared, with the last
// lines kept for the report of a failure.

#include <cstdint>
#include <deque>
#include <string>

#include "shared/base/bytes.h"

namespace bf::sim {

class Trace {
 public:
  /// `print`: every line goes to standard output as well.
  explicit Trace(bool print) : print_(print) {}

  /// `step` and a sentence without personal data or addresses of memory: equal runs give equal lines.
  void line(std::uint64_t step, const std::string& text);
  /// Bytes that belong to the run but not to its story, e.g. a frame.
  void note(std::string_view bytes);

  [[nodiscard]] Hash hash() const { return hash_; }
  [[nodiscard]] const std::deque<std::string>& lastLines() const { return last_; }

 private:
  bool print_;
  Hash hash_;
  std::deque<std::string> last_;
};

/// First characters of the hex form: enough to tell things of one world apart.
[[nodiscard]] std::string shortName(std::string_view bytes);

}  // namespace bf::sim
