#include "shared/tls/invitation.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace bf {
namespace {

constexpr std::string_view base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view scheme = "bianfang:";

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string_view trimmed(std::string_view text) {
  const auto blank = " \t\r\n";
  const auto from = text.find_first_not_of(blank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

bool startsWithAnyCase(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) { return upper(a) == upper(b); });
}

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

bool isHost(std::string_view host) {
  return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
    return (upper(c) >= 'A' && upper(c) <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
  });
}

}  // namespace

std::string toBase32(std::string_view bytes) {
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += base32Digits[(buffer >> (bits - 5)) & 31];
    buffer &= (1u << bits) - 1;
  }
  if (bits > 0) out += base32Digits[(buffer << (5 - bits)) & 31];
  return out;
}

std::optional<std::string> fromBase32(std::string_view text) {
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const char c : text) {
    const auto digit = base32Digits.find(upper(c));
    if (digit == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 5) | static_cast<unsigned>(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(buffer >> bits);
    buffer &= (1u << bits) - 1;
  }
  if (bits >= 5 || buffer != 0) return std::nullopt;  // a digit too many, or bits that no byte has
  return out;
}

Result<ServerAddress> parseAddress(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return fail(Errc::malformed, "an address has the form host:port");
  auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  else if (host.find(':') != std::string_view::npos)
    return fail(Errc::malformed, "an IPv6 address stands in brackets: [2001:db8::1]:7443");
  ServerAddress address{.host = std::string(host)};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
  if (!isHost(host) || error != std::errc() || end != digits.data() + digits.size() || address.port == 0)
    return fail(Errc::malformed, "an address has the form host:port");
  return address;
}

std::string textOf(const ServerAddress& address) {
  const bool six = address.host.find(':') != std::string::npos;
  return (six ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::string textOf(const Invitation& invitation) {
  return std::string(scheme) + "1/" + textOf(invitation.server) + "/" + toBase32(invitation.authorityPin) + "/" +
         invitation.token;
}

Result<Invitation> parseInvitation(std::string_view text) {
  text = trimmed(text);
  if (!startsWithAnyCase(text, scheme)) return fail(Errc::malformed, "the code of a tablet starts with bianfang:");
  const auto parts = splitAt(text.substr(scheme.size()), '/');
  if (parts.front() != "1") return fail(Errc::unsupportedVersion, "code of another version");
  if (parts.size() != 4 || parts[3].empty() || parts[3].size() > 64)
    return fail(Errc::malformed, "the code is incomplete");
  BF_LET(server, parseAddress(parts[1]));
  const auto pin = fromBase32(parts[2]);
  if (!pin || pin->size() != 32) return fail(Errc::malformed, "the code is damaged");
  Invitation made{.server = server, .authorityPin = *pin, .token = std::string(parts[3])};
  std::transform(made.token.begin(), made.token.end(), made.token.begin(), upper);
  return made;
}

}  // namespace bf
