#pragma once
// How a bench speaks: one line a figure with its ratio, its target and the command that shows it alone. Never a test
// that fails by the clock: people and the note read these lines.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace bf::bench {

/// Seconds that `work` takes.
[[nodiscard]] inline double seconds(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

/// Seconds of this thread's processor that `work` takes: what others do on the machine meanwhile does not count.
[[nodiscard]] inline double processorSeconds(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const auto from = now();
  work();
  return now() - from;
}

/// The most memory that this program ever had, MB.
[[nodiscard]] inline double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

[[nodiscard]] inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[values.size() / 2];
}

/// "merge alone            ours 0.21 s   plain SQLite 0.15 s   ratio 0.71   target >= 0.50   met     ./dev bench merge"
inline void line(const std::string& what, const std::string& figures, const std::string& target, bool met,
                 const std::string& command) {
  std::printf("%-44s %-72s target %-26s %-8s ./dev bench %s\n", what.c_str(), figures.c_str(), target.c_str(),
              met ? "met" : "NOT MET", command.c_str());
  std::fflush(stdout);
}

/// Printf into a string.
template <class... Values>
[[nodiscard]] std::string text(const char* format, Values... values) {
  char buffer[512];
  std::snprintf(buffer, sizeof buffer, format, values...);
  return buffer;
}

}  // namespace bf::bench
