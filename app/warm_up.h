#pragma once
// What every start of the app needs and what takes long to read: the schema, and the rules of Pinyin by which names are
// put in order. Read on a thread of its own, so that both are there when the first list is.

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
