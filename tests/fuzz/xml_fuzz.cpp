// XML of foreign workbooks: the same events however the bytes are cut, within the limits.
#include <string>

#include "shared/exchange/xml_parser.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

class Recorder final : public XmlHandler {
 public:
  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    ++depth_;
    BF_FUZZ_CHECK(depth_ <= 16);
    events += '<' + std::string(name) + ' ' + std::string(attributes.get("r")) + std::string(attributes.get("t"));
    return {};
  }
  Result<void> end(std::string_view name) override {
    BF_FUZZ_CHECK(depth_ > 0);
    --depth_;
    events += '>' + std::string(name);
    return {};
  }
  Result<void> text(std::string_view piece) override {
    events += piece;
    return {};
  }
  std::string events;

 private:
  std::size_t depth_ = 0;
};

struct Parsed {
  std::string events;
  bool taken = true;
};

Parsed parse(std::string_view bytes, std::size_t piece) {
  ImportLimits limits;
  limits.xmlDepthMax = 16;
  limits.cellBytesMax = 1024;
  limits.rowBytesMax = 4096;
  Recorder recorder;
  XmlParser parser(recorder, limits);
  Parsed parsed;
  std::size_t at = 0;
  do {
    const auto fed = parser.feed(bytes.substr(at, piece), at + piece >= bytes.size());
    if (!fed) {
      BF_FUZZ_CHECK(fed.error().code == Errc::importInvalid || fed.error().code == Errc::tooLarge);
      parsed.taken = false;
    }
    at += piece;
  } while (parsed.taken && at < bytes.size());
  parsed.events = std::move(recorder.events);
  return parsed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = test::textOf(data, size);
  const auto whole = parse(bytes, bytes.size() + 1);
  const auto pieces = parse(bytes, 5);
  if (whole.taken && pieces.taken) BF_FUZZ_CHECK(whole.events == pieces.events);
  return 0;
}
