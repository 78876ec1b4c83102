#include "sync-server/metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace bf {

const char* name(Turned reason) {
  constexpr std::array names{"sessions",  "address",   "waiting", "same_device",
                             "handshake", "malformed", "slow",    "revoked"};
  static_assert(names.size() == static_cast<std::size_t>(Turned::count_));
  return names[static_cast<std::size_t>(reason)];
}

void Metrics::flightTook(std::chrono::microseconds time) {
  std::size_t bucket = 0;
  while (bucket < flightBoundsMs.size() && time > std::chrono::milliseconds(flightBoundsMs[bucket])) ++bucket;
  ++flightBuckets[bucket];
  ++flights;
  flightMicros += static_cast<std::uint64_t>(time.count());
}

std::uint64_t residentBytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

double processorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

namespace {

class Page {
 public:
  template <class T>
  void one(const char* metric, const char* type, const char* help, T value) {
    head(metric, type, help);
    text_ << metric << ' ' << value << '\n';
  }
  void head(const char* metric, const char* type, const char* help) {
    text_ << "# HELP " << metric << ' ' << help << "\n# TYPE " << metric << ' ' << type << '\n';
  }
  std::ostringstream& text() { return text_; }

 private:
  std::ostringstream text_;
};

void writeTurned(Page& page, const Metrics& metrics) {
  page.head("bianfang_turned_away_total", "counter", "Connections refused or cut, by reason.");
  for (std::size_t i = 0; i < metrics.turned.size(); ++i)
    page.text() << "bianfang_turned_away_total{reason=\"" << name(static_cast<Turned>(i)) << "\"} " << metrics.turned[i]
                << '\n';
}

void writeFlights(Page& page, const Metrics& metrics) {
  page.head("bianfang_flight_seconds", "histogram", "From the last byte of a request to the reply.");
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < Metrics::flightBoundsMs.size(); ++i) {
    below += metrics.flightBuckets[i];
    page.text() << "bianfang_flight_seconds_bucket{le=\"" << Metrics::flightBoundsMs[i] / 1000.0 << "\"} " << below
                << '\n';
  }
  below += metrics.flightBuckets.back();
  page.text() << "bianfang_flight_seconds_bucket{le=\"+Inf\"} " << below << '\n'
              << "bianfang_flight_seconds_sum " << static_cast<double>(metrics.flightMicros) / 1e6 << '\n'
              << "bianfang_flight_seconds_count " << below << '\n';
}

void writeCommitter(Page& page, const CommitterFigures& committer) {
  page.one("bianfang_commits_total", "counter", "Durable commits.", committer.commits);
  page.one("bianfang_commit_failures_total", "counter", "Commits that failed; nothing of them was kept.",
           committer.failures);
  page.one("bianfang_committed_flights_total", "counter", "Requests inside of those commits.", committer.flights);
  page.one("bianfang_waiting_flights", "gauge", "Requests that wait for the writer.", committer.waiting);
  page.one("bianfang_waiting_bytes", "gauge", "Memory that they hold.", committer.waitingBytes);
  page.one("bianfang_store_healthy", "gauge", "1 while the store can be written.", committer.healthy ? 1 : 0);
}

}  // namespace

std::string prometheusText(const Metrics& metrics, const CommitterFigures& committer) {
  Page page;
  page.one("bianfang_sessions", "gauge", "Connections open now.", metrics.sessions.load());
  page.one("bianfang_accepted_total", "counter", "Connections accepted.", metrics.accepted.load());
  page.head("bianfang_handshakes_total", "counter", "TLS handshakes completed.");
  page.text() << "bianfang_handshakes_total{kind=\"full\"} " << metrics.handshakesFull
              << "\nbianfang_handshakes_total{kind=\"resumed\"} " << metrics.handshakesResumed << '\n';
  page.one("bianfang_enrolments_total", "counter", "Connections that came to enrol.", metrics.enrolments.load());
  page.one("bianfang_read_bytes_total", "counter", "Bytes received, TLS included.", metrics.bytesRead.load());
  page.one("bianfang_written_bytes_total", "counter", "Bytes sent, TLS included.", metrics.bytesWritten.load());
  writeTurned(page, metrics);
  writeFlights(page, metrics);
  writeCommitter(page, committer);
  page.one("process_resident_memory_bytes", "gauge", "Memory of the process.", residentBytes());
  page.one("process_cpu_seconds_total", "counter", "Processor time of the process.", processorSeconds());
  return page.text().str();
}

}  // namespace bf
