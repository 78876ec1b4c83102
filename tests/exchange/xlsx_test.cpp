#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "shared/exchange/xlsx_reader.h"
#include "shared/exchange/xlsx_writer.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

std::string made(const Scratch& scratch, std::string_view sheetData, std::string_view strings = {}) {
  return zipOf(bookParts(sheetData, strings), scratch);
}

}  // namespace

TEST_CASE("shared, inline, rich and formula texts are read, phonetic hints are not") {
  const Scratch scratch;
  const std::string path = made(scratch,
                                R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
                                R"(<row r="2"><c r="A2" t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r></is></c>)"
                                R"(<c r="B2" t="str"><f>A1&amp;"x"</f><v>结果</v></c></row>)",
                                R"(<si><t>姓名</t></si><si><r><t xml:space="preserve">备 </t></r><r><t>注</t></r>)"
                                R"(<rPh sb="0" eb="1"><t>bei</t></rPh></si>)");
  CHECK(linesOfFile(path) == Lines{{"姓名", "备 注"}, {"张三", "结果"}});
}

TEST_CASE("numbers come as the sheet shows them") {
  const Scratch scratch;
  const std::string path = made(
      scratch,
      R"(<row r="1"><c r="A1"><v>1234.5599999999999</v></c><c r="B1"><v>1.3800138E10</v></c><c r="C1"><v>0.1</v></c>)"
      R"(<c r="D1"><v>4.4142419800101901E+17</v></c><c r="E1"><v>-5</v></c><c r="F1"><v>1E-3</v></c>)"
      R"(<c r="G1" t="b"><v>1</v></c><c r="H1" t="e"><v>#N/A</v></c></row>)");
  CHECK(linesOfFile(path) ==
        Lines{{"1234.56", "13800138000", "0.1", "4.41424198001019E+17", "-5", "0.001", "1", "#N/A"}});
}

TEST_CASE("a cell with a date format is a date, in both date systems, with its time") {
  const Scratch scratch;
  const std::string sheet =
      R"(<row r="1"><c r="A1" s="1"><v>43313</v></c><c r="B1" s="1"><v>43313.395833333336</v></c>)"
      R"(<c r="C1" s="0"><v>43313</v></c><c r="D1" s="1"><v>0.5</v></c></row>)";
  CHECK(linesOfFile(made(scratch, sheet)) == Lines{{"2018-08-01", "2018-08-01 09:30:00", "43313", "0.5"}});
  auto parts = bookParts(sheet);
  std::string& workbook = part(parts, "xl/workbook.xml");
  workbook.insert(workbook.find("<sheets>"), R"(<workbookPr date1904="1"/>)");
  CHECK(linesOfFile(zipOf(parts, scratch))[0][0] == "2022-08-02");
}

TEST_CASE("which number formats are dates") {
  for (const char* code : {"yyyy-mm-dd", "m/d/yy h:mm", "[$-804]yyyy\"年\"m\"月\";@", "YYYY/M/D", "d\\-mmm"}) {
    CHECK(isDateFormatCode(code));
  }
  for (const char* code : {"0.00", "#,##0", "[h]:mm:ss", "\"day\"0", "General", "0\\d", "[Red]0;yyyy", "[", "@"}) {
    CHECK_FALSE(isDateFormatCode(code));
  }
}

TEST_CASE("gaps in a row are empty cells and rows keep their numbers") {
  const Scratch scratch;
  const std::string path = made(scratch, R"(<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="9">)"
                                         R"(<c r="A9" s="1"/></row><row r="12"><c r="A12"><v>3</v></c></row>)");
  const auto reader = XlsxReader::open(path);
  REQUIRE(reader);
  Row row;
  REQUIRE((*reader)->next(row).value());
  CHECK(row.number == 3);
  REQUIRE(row.cells.size() == 4);
  CHECK(row.cells[0].kind == CellKind::empty);
  CHECK(row.cells[3].text == "2");
  REQUIRE((*reader)->next(row).value());
  CHECK(row.number == 12);
  CHECK_FALSE((*reader)->next(row).value());
}

TEST_CASE("formatting far to the right does not count as a column") {
  const Scratch scratch;
  CHECK(linesOfFile(made(scratch, R"(<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>)")) == Lines{{"1"}});
}

TEST_CASE("elements with a namespace prefix are the same elements") {
  const Scratch scratch;
  auto parts = bookParts("");
  part(parts, "xl/worksheets/sheet1.xml") =
      R"(<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>)";
  CHECK(linesOfFile(zipOf(parts, scratch)) == Lines{{"7"}});
}

TEST_CASE("the first visible sheet is read unless one is named") {
  const Scratch scratch;
  auto parts = bookParts(R"(<row r="1"><c r="A1"><v>1</v></c></row>)");
  std::string& workbook = part(parts, "xl/workbook.xml");
  workbook.insert(workbook.find("<sheets>") + 8, R"(<sheet name="隐" sheetId="9" state="hidden" r:id="rId9"/>)");
  std::string& relations = part(parts, "xl/_rels/workbook.xml.rels");
  relations.insert(relations.find("</Relationships>"),
                   R"(<Relationship Id="rId9" Type="x/worksheet" Target="worksheets/hidden.xml"/>)");
  parts.emplace_back("xl/worksheets/hidden.xml",
                     R"(<worksheet><sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData></worksheet>)");
  const std::string path = zipOf(parts, scratch);
  CHECK(linesOfFile(path) == Lines{{"1"}});
  CHECK(linesOf(**XlsxReader::open(path, "隐")) == Lines{{"2"}});
  CHECK(XlsxReader::open(path, "没有").error().code == Errc::notFound);
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
