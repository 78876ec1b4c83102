// The head of a request to the page of health and metrics.
#include "sync-server/http_page.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = parseHttpHead(test::textOf(data, size));
  if (!request) return 0;
  const ObservedState state{[] { return true; }, [] { return std::string("bianfang_up 1\n"); }};
  const auto answer = answerHttp(*request, state);
  BF_FUZZ_CHECK(answer.starts_with("HTTP/1.1 "));
  BF_FUZZ_CHECK(answer.find("\r\n\r\n") != std::string::npos);
  return 0;
}
