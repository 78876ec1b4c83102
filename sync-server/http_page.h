#pragma once
// As much of HTTP/1.1 as a health check and Prometheus need: one GET a connection, no body, no headers looked at.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bf {

/// The path of a whole request head (up to and with the empty line); an answer to send instead when it is none or no
/// GET. Nothing while the empty line has not arrived.
struct HttpRequest {
  std::string path;
  std::string refusal;  ///< a whole answer, when not empty
};
[[nodiscard]] std::optional<HttpRequest> parseHttpHead(std::string_view received);

/// A whole answer that ends the connection.
[[nodiscard]] std::string httpAnswer(int status, std::string_view body);

/// What the two pages say.
struct ObservedState {
  std::function<bool()> healthy;
  std::function<std::string()> metrics;
};
/// The answer to any request head.
[[nodiscard]] std::string answerHttp(const HttpRequest& request, const ObservedState& state);

}  // namespace bf
