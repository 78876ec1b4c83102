#pragma once
// What the server counts, and how Prometheus reads it. Counters only grow; all may be changed from any thread.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sync-server/committer.h"

namespace bf {

using Counter = std::atomic<std::uint64_t>;

/// Why a connection was turned away or cut.
enum class Turned : std::uint8_t {
  sessions,    ///< too many connections
  address,     ///< too many of one IP address
  waiting,     ///< the writer's queue is full
  sameDevice,  ///< another connection of the device is at work
  handshake,   ///< no secure connection came about: wrong CA, old TLS, not TLS at all
  malformed,   ///< a frame that is none, or too large
  slow,        ///< a deadline passed
  revoked,     ///< the device was revoked while connected
  count_,
};
[[nodiscard]] const char* name(Turned reason);

struct Metrics {
  /// Upper bounds in milliseconds of the histogram of flights, from the frame's last byte to the reply's first.
  static constexpr std::array<int, 8> flightBoundsMs{2, 5, 10, 20, 50, 100, 500, 2000};

  Counter accepted{0};
  Counter handshakesFull{0};
  Counter handshakesResumed{0};
  Counter flights{0};
  Counter enrolments{0};
  Counter bytesRead{0};  ///< of closed connections, TLS included
  Counter bytesWritten{0};
  std::atomic<std::int64_t> sessions{0};
  std::array<Counter, static_cast<std::size_t>(Turned::count_)> turned{};
  std::array<Counter, flightBoundsMs.size() + 1> flightBuckets{};
  Counter flightMicros{0};

  void turn(Turned reason) { ++turned[static_cast<std::size_t>(reason)]; }
  void flightTook(std::chrono::microseconds time);
};

/// Memory that this process holds, in bytes; 0 where the system does not tell.
[[nodiscard]] std::uint64_t residentBytes();
/// Processor time that this process has used.
[[nodiscard]] double processorSeconds();

/// The text of /metrics (Prometheus exposition format 0.0.4).
[[nodiscard]] std::string prometheusText(const Metrics& metrics, const CommitterFigures& committer);

}  // namespace bf
