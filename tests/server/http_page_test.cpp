#include "sync-server/http_page.h"

#include <catch2/catch.hpp>

using namespace bf;

namespace {

std::string answer(const std::string& request, bool healthy = true) {
  const auto parsed = parseHttpHead(request);
  REQUIRE(parsed);
  return answerHttp(*parsed, {[healthy] { return healthy; }, [] { return std::string("up 1\n"); }});
}

}  // namespace

TEST_CASE("health and metrics are answered, anything else is not there") {
  CHECK(answer("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(answer("GET /healthz HTTP/1.1\r\n\r\n", false).starts_with("HTTP/1.1 503 "));
  const auto metrics = answer("GET /metrics?x=y HTTP/1.0\r\n\r\n");
  CHECK(metrics.ends_with("Content-Length: 5\r\n\r\nup 1\n"));
  CHECK(answer("GET /../etc/passwd HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
}

TEST_CASE("another method and another protocol are refused") {
  CHECK(answer("POST /metrics HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
  CHECK(answer("GET /metrics\r\n\r\n").starts_with("HTTP/1.1 400 "));
  CHECK(answer("\r\n\r\n").starts_with("HTTP/1.1 400 "));
  CHECK(answer("GET /metrics SPDY/3\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

TEST_CASE("a head is read only when it is whole") {
  const std::string head = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  for (std::size_t cut = 0; cut < head.size(); ++cut) CHECK_FALSE(parseHttpHead(head.substr(0, cut)));
  CHECK(parseHttpHead(head)->path == "/healthz");
}
