#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "shared/base/wire.h"

using namespace bf;

namespace {

// Unicode 15, table 3-7 "Well-Formed UTF-8 Byte Sequences": first and last value of each byte.
struct Row {
  std::size_t length;
  std::array<unsigned char, 8> range;
};
constexpr std::array<Row, 9> wellFormed{{
    {1, {0x00, 0x7f}},
    {2, {0xc2, 0xdf, 0x80, 0xbf}},
    {3, {0xe0, 0xe0, 0xa0, 0xbf, 0x80, 0xbf}},
    {3, {0xe1, 0xec, 0x80, 0xbf, 0x80, 0xbf}},
    {3, {0xed, 0xed, 0x80, 0x9f, 0x80, 0xbf}},
    {3, {0xee, 0xef, 0x80, 0xbf, 0x80, 0xbf}},
    {4, {0xf0, 0xf0, 0x90, 0xbf, 0x80, 0xbf, 0x80, 0xbf}},
    {4, {0xf1, 0xf3, 0x80, 0xbf, 0x80, 0xbf, 0x80, 0xbf}},
    {4, {0xf4, 0xf4, 0x80, 0x8f, 0x80, 0xbf, 0x80, 0xbf}},
}};

bool fits(const Row& row, std::string_view text) {
  if (text.size() < row.length) return false;
  for (std::size_t i = 0; i < row.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < row.range[2 * i] || byte > row.range[2 * i + 1]) return false;
  }
  return true;
}

bool byTheTable(std::string_view text) {
  while (!text.empty()) {
    std::size_t step = 0;
    for (const auto& row : wellFormed)
      if (fits(row, text)) step = row.length;
    if (step == 0) return false;
    text.remove_prefix(step);
  }
  return true;
}

// Both ends of every range of the table, and their neighbours: any other byte behaves as one of these.
const std::vector<unsigned char> telling{0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
                                         0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};

std::string encode(std::uint32_t code) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xc0 | code >> 6), byte(0x80 | (code & 63))};
  if (code < 0x10000) return {byte(0xe0 | code >> 12), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63))};
  return {byte(0xf0 | code >> 18), byte(0x80 | (code >> 12 & 63)), byte(0x80 | (code >> 6 & 63)),
          byte(0x80 | (code & 63))};
}

}  // namespace

TEST_CASE("every code point but the surrogates is text") {
  int wrong = 0;
  for (std::uint32_t code = 0; code <= 0x10ffff; ++code) {
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (isUtf8(encode(code)) == surrogate) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK_FALSE(isUtf8(encode(0x110000)));
}

TEST_CASE("sequences of up to four bytes are text exactly when the Unicode table says so") {
  int wrong = 0;
  int good = 0;
  for (const auto a : telling)
    for (const auto b : telling)
      for (const auto c : telling)
        for (const auto d : telling) {
          const std::string four{static_cast<char>(a), static_cast<char>(b), static_cast<char>(c),
                                 static_cast<char>(d)};
          for (std::size_t length = 0; length <= 4; ++length) {
            const auto text = std::string_view(four).substr(0, length);
            wrong += isUtf8(text) != byTheTable(text) ? 1 : 0;
            good += isUtf8(text) ? 1 : 0;
          }
        }
  CHECK(wrong == 0);
  CHECK(good > 100000);
}

TEST_CASE("names as people have them are text, and the old encoding of them is not") {
  CHECK(isUtf8("欧阳建国"));
  CHECK(isUtf8("𠮷田𬭼"));             // outside of the basic plane
  CHECK(isUtf8("阿依古丽·买买提"));         // with the dot of a transliterated name
  CHECK_FALSE(isUtf8("\xd5\xc5\xc8\xfd"));  // 张三 in GB 18030
  CHECK_FALSE(isUtf8(std::string_view("张三").substr(0, 5)));
}
