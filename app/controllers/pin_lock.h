#pragma once
// The PIN of a tablet: an Argon2id hash in the tablet's folder, and a delay that doubles with each wrong try and
// outlives a restart. It keeps honest people apart from curious ones; what a thief may read is decided by the sealed
// store.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/env.h"
#include "shared/base/error.h"

namespace bf {

/// What a guess costs. `interactive` takes a tablet some tenths of a second and 64 MiB.
enum class PinCost { interactive, least };

class PinLock {
 public:
  /// `clock` outlives the lock.
  PinLock(std::string folder, Clock& clock, PinCost cost = PinCost::interactive);

  [[nodiscard]] bool isSet() const;
  /// Sets or replaces it. Errors: Errc::invalidValue (digits only, pinDigitsMin to pinDigitsMax), storage*.
  [[nodiscard]] Result<void> set(std::string_view pin);
  /// Errors: Errc::badToken (wrong), Errc::busy (wait() is not over), storage*.
  [[nodiscard]] Result<void> unlock(std::string_view pin);
  /// How long until the next try; zero: now. After a clock that was put back it begins once more from its full length.
  [[nodiscard]] std::chrono::seconds wait() const;

 private:
  struct State {
    std::string hash;
    int failures = 0;
    Micros last = 0;
  };
  [[nodiscard]] std::optional<State> read() const;
  [[nodiscard]] Result<void> write(const State& state) const;
  std::string file_;
  Clock& clock_;
  PinCost cost_;
};

}  // namespace bf
