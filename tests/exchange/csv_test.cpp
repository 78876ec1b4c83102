#include "shared/exchange/csv.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "shared/base/crypto.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("cells in quotes keep separators, quotes and line breaks") {
  CHECK(linesOfCsv("姓名,说明\r\n张三,\"一,二\"\r\n李四,\"他说\"\"好\"\"\r\n第二行\"\r\n") ==
        Lines{{"姓名", "说明"}, {"张三", "一,二"}, {"李四", "他说\"好\"\r\n第二行"}});
}

TEST_CASE("lines may end in CRLF, LF or CR, and the last line may have no end") {
  CHECK(linesOfCsv("a,b\r\n1,2\r\n3,4") == Lines{{"a", "b"}, {"1", "2"}, {"3", "4"}});
  CHECK(linesOfCsv("a,b\n1,2\n3,4\n") == Lines{{"a", "b"}, {"1", "2"}, {"3", "4"}});
  CHECK(linesOfCsv("a,b\r1,2\r3,4\r") == Lines{{"a", "b"}, {"1", "2"}, {"3", "4"}});
}

TEST_CASE("blank lines count as rows, so that row numbers agree with the spreadsheet") {
  CsvReader reader(std::make_unique<std::istringstream>("a\n\n\nb\n"), "t.csv");
  Row row;
  REQUIRE(reader.next(row).value());
  REQUIRE(reader.next(row).value());
  CHECK(row.blank());
  REQUIRE(reader.next(row).value());
  REQUIRE(reader.next(row).value());
  CHECK(row.number == 4);
  CHECK(row.cells[0].text == "b");
  CHECK_FALSE(reader.next(row).value());
  CHECK_FALSE(reader.next(row).value());
}

TEST_CASE("the separator is the one that the heading uses") {
  CHECK(linesOfCsv("a;b\n1,5;2\n") == Lines{{"a", "b"}, {"1,5", "2"}});
  CHECK(linesOfCsv("a\tb\n1,5\t2\n") == Lines{{"a", "b"}, {"1,5", "2"}});
  CHECK(linesOfCsv("sep=;\na;b,c\n1;2\n") == Lines{{"a", "b,c"}, {"1", "2"}});
  CHECK(linesOfCsv("\"a;b;c\",d\n1,2\n") == Lines{{"a;b;c", "d"}, {"1", "2"}});
}

TEST_CASE("an empty file has no rows") {
  CHECK(linesOfCsv("").empty());
  CHECK(linesOfCsv("\xEF\xBB\xBF").empty());
}

TEST_CASE("a quote that is never closed names the row where it began") {
  CHECK(linesOfCsv("a,b\n1,\"2\n3,4\n") ==
        Lines{{"a", "b"}, {"ERROR", "importInvalid", "t.csv row 2 column B: a quote is never closed"}});
}

TEST_CASE("text after a closing quote is an error with its place") {
  CHECK(linesOfCsv("a\n\"1\"2\n") ==
        Lines{{"a"}, {"ERROR", "importInvalid", "t.csv row 2 column A: text after the closing quote"}});
}

TEST_CASE("a NUL character is an error with its place") {
  CHECK(linesOfCsv(std::string_view("a,b\n1,x\0y\n", 10)) ==
        Lines{{"a", "b"}, {"ERROR", "importInvalid", "t.csv row 2 column B: a NUL character: this is no text file"}});
}

TEST_CASE("after an error the reader is at its end") {
  CsvReader reader(std::make_unique<std::istringstream>("\"a\"b\nc\n"), "t.csv");
  Row row;
  CHECK_FALSE(reader.next(row));
  CHECK_FALSE(reader.next(row).value());
}

TEST_CASE("each limit of a CSV is an error that names it") {
  ImportLimits limits;
  limits.cellBytesMax = 8;
  limits.rowBytesMax = 20;
  limits.columnsMax = 4;
  limits.rowsMax = 3;
  CHECK(linesOfCsv("12345678\n", limits) == Lines{{"12345678"}});
  CHECK(linesOfCsv("123456789\n", limits).back() ==
        std::vector<std::string>{"ERROR", "tooLarge", "t.csv row 1 column A: a cell exceeds cellBytesMax"});
  CHECK(linesOfCsv("1234567,1234567,1234567\n", limits).back() ==
        std::vector<std::string>{"ERROR", "tooLarge", "t.csv row 1 column C: a row exceeds rowBytesMax"});
  CHECK(linesOfCsv("1,2,3,4\n1,2,3,4,5\n", limits).back() ==
        std::vector<std::string>{"ERROR", "tooLarge", "t.csv row 2 column E: more than columnsMax columns"});
  CHECK(linesOfCsv("1\n2\n3\n4\n", limits).back()[2].find("rowsMax") != std::string::npos);
  CHECK(linesOfCsv("\"1\n2\n3\n4\n5\n6", limits).back()[2].find("cellBytesMax") != std::string::npos);
}

TEST_CASE("the writer's file opens as UTF-8, quotes texts and leaves numbers bare") {
  std::ostringstream out;
  CsvWriter writer(out, {{"身份证号", 20, false}, {"收入", 10, true}});
  REQUIRE(writer.row({"441424198001019014", "-12.50"}));
  REQUIRE(writer.row({"a\"b", "=1"}));
  REQUIRE(writer.row({"", ""}));
  REQUIRE(writer.row({"x"}));
  REQUIRE(writer.finish());
  CHECK(out.str() ==
        "\xEF\xBB\xBF\"身份证号\",\"收入\"\r\n\"441424198001019014\",-12.50\r\n\"a\"\"b\",\"'=1\"\r\n,\r\n\"x\",\r\n");
}

TEST_CASE("no text can be taken for a formula") {
  for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"}) {
    std::ostringstream out;
    CsvWriter writer(out, {{"a"}});
    REQUIRE(writer.row({text}));
    const std::string line = out.str().substr(out.str().find("\r\n") + 2);
    INFO(line);
    CHECK(line.starts_with("\"'"));
    CHECK(linesOfCsv(out.str()).at(1) == std::vector<std::string>{text});
  }
}

TEST_CASE("a disk that is full is an error of the writer, not a cut file taken for whole") {
  std::ostringstream out;
  CsvWriter writer(out, {{"a"}});
  out.setstate(std::ios::badbit);
  CHECK(writer.row({"x"}).error().code == Errc::storageFailed);
  CHECK(writer.finish().error().code == Errc::storageFailed);
}

namespace {

std::string anyText(SeededRandom& random) {
  static const std::vector<std::string> alphabet{"a",      "Z",  "0",      "9",      " ",    ",",    ";",   "\"", "'",
                                                 "=",      "+",  "-",      "@",      "\t",   "\r",   "\n",  "_",  "x",
                                                 "\r\n",   "<",  "&",      ">",      "张",   "䶮",   "𠅤",  "·",  "、",
                                                 "\u3000", "＝", "\u00A0", "\uFFFD", "\x01", "\x1F", "\x7F"};
  std::string text;
  for (std::uint64_t i = random.below(12); i > 0; --i) text += alphabet[random.below(alphabet.size())];
  return text;
}

}  // namespace

TEST_CASE("any table comes back from CSV as it was") {
  SeededRandom random(test::seed());
  for (int round = 0; round < 3000; ++round) {
    const std::size_t columns = 1 + random.below(5);
    std::ostringstream out;
    CsvWriter writer(out, std::vector<OutColumn>(columns, OutColumn{"栏"}));
    Lines wanted{std::vector<std::string>(columns, "栏")};
    for (std::uint64_t r = random.below(6); r > 0; --r) {
      std::vector<std::string> line;
      for (std::size_t c = 0; c < columns; ++c) line.push_back(anyText(random));
      REQUIRE(writer.row({line.begin(), line.end()}));
      while (!line.empty() && line.back().empty()) line.pop_back();
      wanted.push_back(line);
    }
    REQUIRE(writer.finish());
    INFO("round " << round);
    REQUIRE(linesOfCsv(out.str()) == wanted);
  }
}

TEST_CASE("any bytes at all give rows or one error, never more") {
  SeededRandom random(test::seed() + 1);
  ImportLimits small;
  small.cellBytesMax = 40;
  small.sampleBytes = 16;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (std::uint64_t i = random.below(120); i > 0; --i) {
      bytes += random.chance(60) ? "\",\n\r;\t"[random.below(6)] : static_cast<char>(random.below(256));
    }
    std::size_t errors = 0;
    for (const auto& line : linesOfCsv(bytes, small)) errors += !line.empty() && line[0] == "ERROR";
    REQUIRE(errors <= 1);
  }
}
