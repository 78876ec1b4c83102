#include "shared/sync/check_code.h"

#include "shared/base/crypto.h"

namespace bf {
namespace {

constexpr std::uint64_t codes = 1'000'000;
constexpr std::size_t digits = 6;

}  // namespace

std::string checkCode(const EnrolmentTranscript& transcript) {
  // Each part by its hash: parts of different lengths cannot be moved into each other.
  std::string bytes = "bianfang-check";
  for (const auto part : {transcript.authority, transcript.request, transcript.token, transcript.tabletNonce,
                          transcript.centreNonce, transcript.signingKey.view()})
    bytes += hashOf(part).view();
  const auto hash = hashOf(bytes);
  std::uint64_t number = 0;
  for (std::size_t i = 8; i > 0; --i) number = number << 8 | hash.bytes[i - 1];
  const auto code = std::to_string(number % codes);
  return std::string(digits - code.size(), '0') + code;
}

Hash wipeCommitment(std::string_view secret) { return hashOf("bianfang-wipe", secret); }

std::string wipingBytes(const DeviceId& device, std::string_view secret) {
  return "bianfang-wiped" + device.str() + std::string(secret);
}

}  // namespace bf
