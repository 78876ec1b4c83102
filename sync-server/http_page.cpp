#include "sync-server/http_page.h"

namespace bf {
namespace {

const char* phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    default: return "Service Unavailable";
  }
}

}  // namespace

std::optional<HttpRequest> parseHttpHead(std::string_view received) {
  if (received.find("\r\n\r\n") == std::string_view::npos) return std::nullopt;
  const auto line = received.substr(0, received.find("\r\n"));
  const auto first = line.find(' ');
  const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos || !line.substr(second + 1).starts_with("HTTP/1."))
    return HttpRequest{{}, httpAnswer(400, "")};
  if (line.substr(0, first) != "GET") return HttpRequest{{}, httpAnswer(405, "")};
  const auto target = line.substr(first + 1, second - first - 1);
  return HttpRequest{std::string(target.substr(0, target.find('?'))), {}};
}

std::string httpAnswer(int status, std::string_view body) {
  return "HTTP/1.1 " + std::to_string(status) + " " + phrase(status) +
         "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nCache-Control: no-store\r\n"
         "Connection: close\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string answerHttp(const HttpRequest& request, const ObservedState& state) {
  if (!request.refusal.empty()) return request.refusal;
  if (request.path == "/metrics") return httpAnswer(200, state.metrics());
  if (request.path != "/healthz") return httpAnswer(404, "/healthz, /metrics\n");
  return state.healthy() ? httpAnswer(200, "ok\n") : httpAnswer(503, "the store cannot be written\n");
}

}  // namespace bf
