#include "shared/exchange/xlsx_writer.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "shared/exchange/xlsx_package.h"
#include "shared/exchange/xlsx_reader.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("a workbook may have several sheets, each with the heading") {
  const Scratch scratch;
  auto writer = XlsxWriter::open(scratch.path("s.xlsx"), "全部", {{"单位", 12, false}}, scratch.folder());
  REQUIRE(writer);
  REQUIRE((*writer)->row({"甲"}));
  REQUIRE((*writer)->row({"乙"}));
  const std::string odd = "乙/" + std::string(40, 'x');
  REQUIRE((*writer)->sheet(sheetName(odd)));
  REQUIRE((*writer)->row({"乙"}));
  const auto twice = (*writer)->sheet(sheetName(odd));
  REQUIRE_FALSE(twice);
  CHECK(twice.error().code == Errc::invalidValue);
  REQUIRE((*writer)->finish());
  const auto book = XlsxBook::open(scratch.path("s.xlsx"));
  REQUIRE(book);
  REQUIRE((*book)->sheets().size() == 2);
  CHECK((*book)->sheets()[1].name == "乙 " + std::string(29, 'x'));
  auto second = XlsxReader::open(*book, (*book)->sheets()[1]);
  REQUIRE(second);
  CHECK(linesOf(**second) == Lines{{"单位"}, {"乙"}});
}

TEST_CASE("a workbook we write has typed texts, a frozen heading and the same bytes each time") {
  const Scratch scratch;
  const auto write = [&](const std::string& file) {
    auto writer =
        XlsxWriter::open(scratch.path(file), "成员", {{"证件号码", 22, false}, {"收入", 10, true}}, scratch.folder());
    REQUIRE(writer);
    REQUIRE((*writer)->row({"441424198001019014", "-12.50"}));
    REQUIRE((*writer)->row({"=HYPERLINK(\"x\")", "=1+1"}));
    REQUIRE((*writer)->finish());
    return slurp(scratch.path(file));
  };
  CHECK(write("a.xlsx") == write("b.xlsx"));
  CHECK(linesOfFile(scratch.path("a.xlsx")) ==
        Lines{{"证件号码", "收入"}, {"441424198001019014", "-12.5"}, {"=HYPERLINK(\"x\")", "=1+1"}});
  auto package = XlsxPackage::open(scratch.path("a.xlsx"), {});
  REQUIRE(package);
  auto sheet = (*package)->openPart("xl/worksheets/sheet1.xml");
  REQUIRE(sheet);
  const std::string xml((*sheet)->read().value());
  CHECK(xml.find("<f>") == std::string::npos);
  CHECK(xml.find("state=\"frozen\"") != std::string::npos);
  CHECK(xml.find("441424198001019014</t>") != std::string::npos);
  CHECK(xml.find("<v>-12.5</v>") != std::string::npos);
}

TEST_CASE("a number in a workbook shows the decimals that the table had") {
  const Scratch scratch;
  auto writer = XlsxWriter::open(scratch.path("a.xlsx"), "a", {{"率", 8, true}}, scratch.folder());
  REQUIRE(writer);
  for (const char* cell : {"86.96", "100.00", "7", "-0.5"}) REQUIRE((*writer)->row({cell}));
  REQUIRE((*writer)->finish());
  auto package = XlsxPackage::open(scratch.path("a.xlsx"), {});
  REQUIRE(package);
  const auto part = [&](const char* name) {
    auto opened = (*package)->openPart(name);
    REQUIRE(opened);
    return std::string((*opened)->read().value());
  };
  const auto sheet = part("xl/worksheets/sheet1.xml");
  // Two decimals are a format that every workbook knows (2); one decimal is a format of our own.
  CHECK(part("xl/styles.xml").find("formatCode=\"0.0\"") != std::string::npos);
  const auto styleOf = [&](const std::string& place) {
    const auto at = sheet.find("<c r=\"" + place + "\"");
    REQUIRE(at != std::string::npos);
    const auto cell = sheet.substr(at, sheet.find('>', at) - at);
    const auto style = cell.find("s=\"");
    return style != std::string::npos ? cell.substr(style) : std::string();
  };
  CHECK(!styleOf("A2").empty());
  CHECK(styleOf("A2") == styleOf("A3"));
  CHECK(styleOf("A4").empty());
  CHECK(!styleOf("A5").empty());
  CHECK(styleOf("A5") != styleOf("A2"));
}

TEST_CASE("a text that Excel cannot hold, a wrong sheet name and a missing folder are errors") {
  const Scratch scratch;
  auto writer = XlsxWriter::open(scratch.path("a.xlsx"), "a", {{"x"}}, scratch.folder());
  REQUIRE(writer);
  CHECK((*writer)->row({std::string(40'000, 'x')}).error().code == Errc::tooLarge);
  CHECK(XlsxWriter::open(scratch.path("b.xlsx"), "a/b", {{"x"}}).error().code == Errc::invalidValue);
  auto nowhere = XlsxWriter::open(scratch.path("no/where.xlsx"), "a", {{"x"}}, scratch.folder());
  REQUIRE(nowhere);
  CHECK((*nowhere)->finish().error().code == Errc::storageFailed);
}

TEST_CASE("any table comes back from a workbook as it was") {
  SeededRandom random(test::seed());
  const Scratch scratch;
  static const std::vector<std::string> alphabet{"a",  "_x000D_", "_x",   "_",    " ",      "\t",    "\n",
                                                 "\r", "=",       "<",    "&",    "\"",     "]]>",   "张",
                                                 "𠅤", "·",       "\x01", "\x1F", "\uFFFE", "\uFFFF"};
  for (int round = 0; round < 60; ++round) {
    auto writer = XlsxWriter::open(scratch.path("t.xlsx"), "表", std::vector<OutColumn>(4, {"栏"}), scratch.folder());
    REQUIRE(writer);
    Lines wanted{{"栏", "栏", "栏", "栏"}};
    for (int r = 0; r < 20; ++r) {
      std::vector<std::string> line(4);
      for (auto& text : line) {
        for (std::uint64_t i = random.below(8); i > 0; --i) text += alphabet[random.below(alphabet.size())];
      }
      REQUIRE((*writer)->row({line.begin(), line.end()}));
      while (!line.empty() && line.back().empty()) line.pop_back();
      if (!line.empty()) wanted.push_back(line);
    }
    REQUIRE((*writer)->finish());
    INFO("round " << round);
    REQUIRE(linesOfFile(scratch.path("t.xlsx")) == wanted);
  }
}
