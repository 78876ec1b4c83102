#pragma once
// What every start of the app needs and what takes long to read, the schema: read on a thread of its own while the
// window is made.

#include <thread>

namespace bf {

class WarmUp {
 public:
  /// Begins at once.
  WarmUp();
  /// Waits for what was begun.
  ~WarmUp() { thread_.join(); }
  WarmUp(const WarmUp&) = delete;
  WarmUp& operator=(const WarmUp&) = delete;

 private:
  std::thread thread_;
};

}  // namespace bf
