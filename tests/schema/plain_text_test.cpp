#include "shared/schema/plain_text.h"

#include <catch2/catch.hpp>
#include <limits>

#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

TEST_CASE("decimals are written with all their places and read back") {
  CHECK(decimalText(0, 2) == "0.00");
  CHECK(decimalText(5, 2) == "0.05");
  CHECK(decimalText(-5, 2) == "-0.05");
  CHECK(decimalText(1234, 0) == "1234");
  CHECK(decimalText(std::numeric_limits<std::int64_t>::min(), 2) == "-92233720368547758.08");
  SeededRandom random(test::seed());
  for (int round = 0; round < 1000; ++round) {
    const auto value = static_cast<std::int64_t>(random.next());
    const auto scale = static_cast<std::uint32_t>(random.below(7));
    CHECK(readDecimal(decimalText(value, scale), scale) == value);
  }
}

TEST_CASE("numbers that would lose something are not read") {
  CHECK(readDecimal("1.005", 2) == std::nullopt);
  CHECK(readDecimal("1.500", 2) == 150);
  CHECK(readDecimal("92233720368547758.08", 2) == std::nullopt);
  CHECK(readDecimal("", 2) == std::nullopt);
  CHECK(readDecimal("-", 2) == std::nullopt);
  CHECK(readDecimal("1e5", 2) == std::nullopt);
  CHECK(readDecimal(",1", 0) == std::nullopt);
  CHECK(readDecimal(".5", 2) == std::nullopt);
}

TEST_CASE("dates and months are written in the form that sorts") {
  CHECK(dateText(20180105) == "2018-01-05");
  CHECK(monthText(201801) == "2018-01");
  CHECK(readDate("2018-01-05") == 20180105);
  CHECK(readDate("201801055") == std::nullopt);
  CHECK(readDate("2018-101-05") == std::nullopt);
  CHECK(readMonth("2018-101") == std::nullopt);
}

TEST_CASE("any instant comes back to the microsecond, also before 1970") {
  SeededRandom random(test::seed());
  for (int round = 0; round < 1000; ++round) {
    const auto micros = static_cast<std::int64_t>(random.below(6'000'000'000'000'000)) - 2'000'000'000'000'000;
    INFO(micros);
    CHECK(readInstant(instantText(micros)) == micros);
  }
  CHECK(readInstant("2018-12-20") == readInstant("2018-12-20 00:00"));
}

TEST_CASE("full-width characters become half-width and others stay") {
  CHECK(halfWidth("１２Ａ（）～！") == "12A()~!");
  CHECK(halfWidth("张\u3000三") == "张 三");
  CHECK(halfWidth("￥ｱ") == "￥ｱ");
  CHECK(halfWidth("\xef\xbc") == "\xef\xbc");
  CHECK(plainText("\u3000１ ") == "1");
}

TEST_CASE("spaces at both ends go, those between stay") {
  CHECK(trimmed(" \t\u3000a b\u3000\r\n") == "a b");
  CHECK(trimmed("\u3000").empty());
  CHECK(trimmed("").empty());
}

TEST_CASE("a text is split at each separator and empty parts are left out") {
  CHECK(splitText("甲；乙;；丙", {"；", ";"}) == std::vector<std::string>{"甲", "乙", "丙"});
  CHECK(splitText("；", {"；"}).empty());
  CHECK(splitText("", {"；"}).empty());
}
