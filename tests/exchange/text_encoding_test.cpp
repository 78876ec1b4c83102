#include "shared/exchange/text_encoding.h"

#include <unicode/ucnv.h>

#include <catch2/catch.hpp>
#include <sstream>

#include "shared/base/crypto.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

std::string encoded(const std::string& utf8, const char* encoding) {
  std::string bytes(utf8.size() * 4 + 8, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const int size = ucnv_convert(encoding, "UTF-8", bytes.data(), static_cast<int>(bytes.size()), utf8.data(),
                                static_cast<int>(utf8.size()), &status);
  REQUIRE(U_SUCCESS(status));
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

struct Decoded {
  std::string text;
  TextEncoding encoding = TextEncoding::utf8;
  bool failed = false;
};

Decoded decode(const std::string& bytes, std::size_t sample = 64) {
  std::istringstream in(bytes);
  TextDecoder decoder(in, sample);
  Decoded decoded;
  for (;;) {
    const auto more = decoder.read(decoded.text);
    decoded.failed = !more;
    decoded.encoding = decoder.encoding();
    if (!more || !*more) return decoded;
  }
}

const std::string chinese = "户编号,姓名,民族\r\n4414241001,张䶮堃,汉族\r\n4414241002,吾买尔·𠅤,壮族\r\n";

}  // namespace

TEST_CASE("UTF-8 is read with and without its mark") {
  CHECK(decode(chinese).text == chinese);
  CHECK(decode("\xEF\xBB\xBF" + chinese).text == chinese);
  CHECK(decode(chinese).encoding == TextEncoding::utf8);
}

TEST_CASE("GB18030, as Excel on Chinese Windows saves it, is recognised, rare characters included") {
  const auto decoded = decode(encoded(chinese, "gb18030"));
  CHECK(decoded.encoding == TextEncoding::gb18030);
  CHECK(decoded.text == chinese);
}

TEST_CASE("UTF-16, Excel's Unicode text, is recognised by its mark") {
  CHECK(decode("\xFF\xFE" + encoded(chinese, "UTF-16LE")).text == chinese);
  CHECK(decode("\xFE\xFF" + encoded(chinese, "UTF-16BE")).text == chinese);
}

TEST_CASE("characters are whole wherever a piece of the file ends") {
  // Pieces of the decoder are 64 KiB: every alignment of a four-byte character at their border.
  for (std::size_t lead = 65'530; lead < 65'540; ++lead) {
    const std::string text = std::string(lead, 'a') + "𠅤张䶮" + std::string(70'000, 'b') + "堃";
    CHECK(decode(text).text == text);
    const std::string wide = "张" + std::string(lead, 'a') + "𠅤䶮" + std::string(70'000, 'b') + "堃";
    CHECK(decode(encoded(wide, "gb18030")).text == wide);
  }
}

TEST_CASE("a file whose Chinese begins late is still recognised as GB18030") {
  const std::string text = std::string(200'000, '1') + "\n" + chinese;
  const auto decoded = decode(encoded(text, "gb18030"));
  CHECK(decoded.encoding == TextEncoding::gb18030);
  CHECK(decoded.text == text);
}

TEST_CASE("UTF-8 with a damaged byte far into the file is an error, not nonsense in another encoding") {
  CHECK(decode(chinese + chinese + "\xFF" + chinese).failed);
  CHECK(decode(std::string(100'000, '1') + chinese + std::string(100'000, '1') + "\xE5\xBC").failed);
}

TEST_CASE("bytes that are no text in any encoding are an error") { CHECK(decode("\xFF\xFF\xFF\xFF").failed); }

TEST_CASE("a CSV in GB18030 reads like the same CSV in UTF-8") {
  CHECK(linesOfCsv(encoded(chinese, "gb18030")) == linesOfCsv(chinese));
  CHECK(linesOfCsv("a\n\xFF\xFF\n").back()[1] == "importInvalid");
}

TEST_CASE("a file of two encodings is refused with the line in which the second one begins") {
  const std::string good = "户编号,姓名\n1,张䶮\n2,欧阳堃李慧敏王志强\n";
  const Lines utf8 = linesOfCsv(good + "3,\xD5\xC5\xC8\xFD\n");
  REQUIRE(utf8.size() == 1);
  CHECK(utf8[0][2].find(" row 4:") != std::string::npos);
  CHECK(utf8[0][2].find("as CSV in UTF-8") != std::string::npos);
  const Lines national = linesOfCsv(encoded(good, "gb18030") + "3,\xFF\xFF\n");
  REQUIRE(national.size() == 1);
  CHECK(national[0][2].find(" row 4:") != std::string::npos);
  const std::string line = std::string(60'000, '1') + "\n";  // more than a piece of the decoder
  CHECK(linesOfCsv("a\n" + line + line + chinese + "\n\xFF\n").back()[2].find(" row 8:") != std::string::npos);
}

TEST_CASE("any text comes back from GB18030") {
  SeededRandom random(test::seed());
  for (int round = 0; round < 300; ++round) {
    std::string text = "户编号姓名民族";
    for (std::uint64_t i = random.below(300); i > 0; --i) {
      // Any character but surrogates, non-characters and private ones, which GB18030 maps between editions.
      const std::uint32_t c = static_cast<std::uint32_t>(random.chance(50) ? 0x4E00 + random.below(0x5000)
                                                                           : 0x20000 + random.below(0xA000));
      if (c < 0x10000) {
        text += static_cast<char>(0xE0 | c >> 12);
      } else {
        text += static_cast<char>(0xF0 | c >> 18);
        text += static_cast<char>(0x80 | (c >> 12 & 63));
      }
      text += static_cast<char>(0x80 | (c >> 6 & 63));
      text += static_cast<char>(0x80 | (c & 63));
    }
    REQUIRE(decode(encoded(text, "gb18030"), 1 + random.below(100)).text == text);
  }
}
