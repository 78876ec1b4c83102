#include "shared/exchange/cell_text.h"

#include <catch2/catch.hpp>
#include <limits>

#include "shared/base/crypto.h"
#include "shared/schema/plain_text.h"
#include "tests/seed.h"

using namespace bf;

TEST_CASE("a date is read in every way that offices write it") {
  for (const char* text :
       {"2018-08-01", "2018/8/1", "20180801", "2018年8月1日", "2018年08月01日", "2018.8.1", " 2018-8-1 ",
        "２０１８-０８-０１", "2018-08-01 00:00:00", "2018/8/1 9:30", "43313", "43313.5"}) {
    INFO(text);
    CHECK(parseDate(text) == 20180801);
  }
}

TEST_CASE("what is no whole date is not guessed") {
  for (const char* text :
       {"", "2018", "201808", "2018-13-01", "2018-02-30", "2018年8月", "2018-8", "18-8-1", "8/1/2018", "2018-08-01x",
        "2018/8-1", "明天", "9999999", "2018-08-01 25:00", "20180229", "-43313"}) {
    INFO(text);
    CHECK_FALSE(parseDate(text));
  }
}

TEST_CASE("day numbers count as the spreadsheet counts them") {
  CHECK(dateOfSerial(1) == 19000101);
  CHECK(dateOfSerial(59) == 19000228);
  CHECK(dateOfSerial(61) == 19000301);
  CHECK(dateOfSerial(43313) == 20180801);
  CHECK(dateOfSerial(43313 - 1462, true) == 20180801);
  CHECK(dateOfSerial(2958465) == 99991231);
  CHECK_FALSE(dateOfSerial(0));
  CHECK_FALSE(dateOfSerial(2958466));
}

TEST_CASE("an instant is Beijing time and comes back as it was") {
  CHECK(parseInstant("1970-01-01 08:00:00") == 0);
  CHECK(parseInstant("2018-08-01") == 1'533'052'800'000'000);
  CHECK(parseInstant("2018-08-01T09:30") == 1'533'087'000'000'000);
  CHECK_FALSE(parseInstant("09:30"));
  SeededRandom random(test::seed());
  for (int i = 0; i < 2000; ++i) {
    const auto micros = static_cast<std::int64_t>(random.below(8'000'000'000'000'000)) - 4'000'000'000'000'000;
    INFO(instantText(micros));
    REQUIRE(parseInstant(instantText(micros)) == micros);
  }
}

TEST_CASE("money is read with separators, signs and units") {
  CHECK(parseScaled("1234.5", 2) == 123450);
  CHECK(parseScaled("1,234.50", 2) == 123450);
  CHECK(parseScaled("¥1,234", 2) == 123400);
  CHECK(parseScaled("￥12", 2) == 1200);
  CHECK(parseScaled("1234.50元", 2, "元") == 123450);
  CHECK(parseScaled("１２．５", 1) == 125);
  CHECK(parseScaled("-3", 2) == -300);
  CHECK(parseScaled("+3", 0) == 3);
  CHECK(parseScaled("3.1400", 2) == 314);
  CHECK(parseScaled("3.0", 0) == 3);
}

TEST_CASE("what is no number, or a finer or larger one than the field holds, is not guessed") {
  for (const char* text : {"", "-", ".", "1.", ".5", "1.234", "1,23", "12,34,567", ",123", "123,", "1 234", "12元",
                           "1e3", "abc", "9999999999999999999", "92233720368547758.08", "--1", "1.2.3", "0x10"}) {
    INFO(text);
    CHECK_FALSE(parseScaled(text, 2));
  }
}

TEST_CASE("any amount comes back as it was") {
  SeededRandom random(test::seed());
  for (const std::int64_t edge : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    for (const int scale : {0, 2, 7}) CHECK(parseScaled(formatScaled(edge, scale), scale) == edge);
  }
  for (int i = 0; i < 2000; ++i) {
    const auto value = static_cast<std::int64_t>(random.next()) >> random.below(64);
    const int scale = static_cast<int>(random.below(8));
    INFO(formatScaled(value, scale));
    REQUIRE(parseScaled(formatScaled(value, scale), scale) == value);
  }
}

TEST_CASE("yes and no are read in Chinese, English and signs") {
  for (const char* text : {"是", "有", "1", "YES", "y", "True", "√", " 是 ", "１", "已"})
    CHECK(parseYesNo(text) == true);
  for (const char* text : {"否", "无", "0", "No", "n", "FALSE", "×", "没有", "未"}) CHECK(parseYesNo(text) == false);
  for (const char* text : {"", "不详", "2", "是否", "maybe"}) CHECK_FALSE(parseYesNo(text));
}

TEST_CASE("a number that a spreadsheet has cut is recognised") {
  CHECK(isCutNumber("4.41424E+17"));
  CHECK(isCutNumber("4.41424198001010E+17"));
  CHECK(isCutNumber("1e15"));
  CHECK_FALSE(isCutNumber("441424198001019014"));
  CHECK_FALSE(isCutNumber("44142419800101901X"));
  CHECK_FALSE(isCutNumber("E12"));
}

TEST_CASE("blanks of every kind are trimmed and words compare without their form") {
  CHECK(trimBlanks("\t441424198001019014 \xE3\x80\x80\xC2\xA0") == "441424198001019014");
  CHECK(trimBlanks("\xEF\xBB\xBF姓名") == "姓名");
  CHECK(trimBlanks("　　").empty());
  CHECK(foldText(" Ｈｅａｄ 户 主 ") == "head户主");
  CHECK(narrowText("４４Ｘ") == "44X");
}

TEST_CASE("several choices are split at every separator in use") {
  const Pieces pieces = splitPieces("患有大病、残疾,长期慢性病；健康 ; 其他|x");
  CHECK(pieces.texts == std::vector<std::string_view>{"患有大病", "残疾", "长期慢性病", "健康", "其他", "x"});
  CHECK(pieces.breaks == std::vector<std::string_view>{"、", ",", "；", ";", "|"});
}
