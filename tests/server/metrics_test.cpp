#include "sync-server/metrics.h"

#include <catch2/catch.hpp>

using namespace bf;
using namespace std::chrono_literals;

namespace {

bool has(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("what was counted is what Prometheus reads") {
  Metrics metrics;
  metrics.sessions = 2;
  metrics.accepted = 7;
  metrics.handshakesResumed = 3;
  metrics.turn(Turned::slow);
  metrics.turn(Turned::slow);
  CommitterFigures committer;
  committer.commits = 5;
  committer.healthy = false;
  const auto text = prometheusText(metrics, committer);
  CHECK(has(text, "bianfang_sessions 2"));
  CHECK(has(text, "bianfang_accepted_total 7"));
  CHECK(has(text, "bianfang_handshakes_total{kind=\"resumed\"} 3"));
  CHECK(has(text, "bianfang_turned_away_total{reason=\"slow\"} 2"));
  CHECK(has(text, "bianfang_turned_away_total{reason=\"revoked\"} 0"));
  CHECK(has(text, "bianfang_commits_total 5"));
  CHECK(has(text, "bianfang_store_healthy 0"));
}

TEST_CASE("a flight falls into each bucket from its time on") {
  Metrics metrics;
  metrics.flightTook(2ms);
  metrics.flightTook(3ms);
  metrics.flightTook(9s);
  const auto text = prometheusText(metrics, {});
  CHECK(has(text, "bianfang_flight_seconds_bucket{le=\"0.002\"} 1"));
  CHECK(has(text, "bianfang_flight_seconds_bucket{le=\"0.005\"} 2"));
  CHECK(has(text, "bianfang_flight_seconds_bucket{le=\"2\"} 2"));
  CHECK(has(text, "bianfang_flight_seconds_bucket{le=\"+Inf\"} 3"));
  CHECK(has(text, "bianfang_flight_seconds_count 3"));
  CHECK(has(text, "bianfang_flight_seconds_sum 9.005"));
}

TEST_CASE("the process's own memory and time are told") {
  CHECK(residentBytes() > 1024 * 1024);
  const auto before = processorSeconds();
  std::uint64_t spent = 0;
  do spent += residentBytes();
  while (processorSeconds() <= before);
  CHECK(spent > 0);
}
