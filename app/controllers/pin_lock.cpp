#include "app/controllers/pin_lock.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "app/controllers/controller_limits.h"
#include "shared/tls/secret_file.h"

namespace bf {
namespace {

std::chrono::seconds delayAfter(int failures) {
  if (failures <= pinFreeTries) return {};
  constexpr int doublingsMax = 10;  // beyond it the greatest delay holds anyway
  const auto delay = pinFirstDelay * (1 << std::min(failures - pinFreeTries - 1, doublingsMax));
  return std::min<std::chrono::seconds>(delay, pinDelayMax);
}

bool isPin(std::string_view pin) {
  return pin.size() >= pinDigitsMin && pin.size() <= pinDigitsMax &&
         std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

PinLock::PinLock(std::string folder, Clock& clock, PinCost cost)
    : file_(std::move(folder) + "/pin"), clock_(clock), cost_(cost) {}

std::optional<PinLock::State> PinLock::read() const {
  const auto text = readSecretFile(file_);
  if (!text) return std::nullopt;
  State state;
  std::istringstream lines(*text);
  lines >> state.hash >> state.failures >> state.last;
  return state.hash.empty() ? std::nullopt : std::optional(state);
}

Result<void> PinLock::write(const State& state) const {
  return writeSecretFile(file_,
                         state.hash + "\n" + std::to_string(state.failures) + " " + std::to_string(state.last) + "\n");
}

bool PinLock::isSet() const { return read().has_value(); }

Result<void> PinLock::set(std::string_view pin) {
  if (!isPin(pin)) return fail(Errc::invalidValue, "a PIN has 4 to 12 digits");
  const bool least = cost_ == PinCost::least;
  char hash[crypto_pwhash_STRBYTES];
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash, pin.data(), pin.size(),
                        least ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        least ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return fail(Errc::storageFull, "memory for the PIN's hash");
  return write({hash, 0, 0});
}

std::chrono::seconds PinLock::wait() const {
  auto state = read();
  if (!state) return {};
  const auto delay = delayAfter(state->failures);
  const auto now = clock_.now();
  if (state->last > now && delay.count() > 0) {
    // The clock ran ahead and was put back: how much of the wait is over cannot be told, so it begins anew, once.
    state->last = now;
    static_cast<void>(write(*state));
  }
  const auto passed = std::chrono::seconds((now - state->last) / 1'000'000);
  return std::clamp(delay - passed, std::chrono::seconds(0), delay);
}

Result<void> PinLock::unlock(std::string_view pin) {
  auto state = read();
  if (!state) return fail(Errc::notFound, "PIN");
  if (wait().count() > 0) return fail(Errc::busy, std::to_string(wait().count()));
  // Counted before it is compared: who cuts the power after a wrong try gains nothing.
  ++state->failures;
  state->last = clock_.now();
  BF_CHECK(write(*state));
  if (sodium_init() < 0 || crypto_pwhash_str_verify(state->hash.c_str(), pin.data(), pin.size()) != 0)
    return fail(Errc::badToken, "PIN");
  state->failures = 0;
  return write(*state);
}

}  // namespace bf
