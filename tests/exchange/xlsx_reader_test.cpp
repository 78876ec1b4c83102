#include "shared/exchange/xlsx_reader.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

const std::string oneRow = R"(<row r="1"><c r="A1"><v>1</v></c></row>)";

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

TEST_CASE("a formula without a stored result is no empty cell, one with an empty text is") {
  const Scratch scratch;
  const auto reader = XlsxReader::open(
      made(scratch,
           R"(<row r="1"><c r="A1"><f>1000*70</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1" t="str"><f>IF(1,"")</f>)"
           R"(<v></v></c><c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>A1</f></c>)"
           R"(<c r="F1"><f t="shared" si="0"/></c><c r="G1"/></row>)"));
  REQUIRE(reader);
  Row row;
  REQUIRE((*reader)->next(row).value());
  REQUIRE(row.cells.size() == 6);
  for (const std::size_t open : {0, 1, 4, 5}) CHECK(row.cells[open].kind == CellKind::formula);
  CHECK(row.cells[2].kind == CellKind::empty);
  CHECK(row.cells[3].kind == CellKind::number);
  CHECK(row.cells[3].text == "2");
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

TEST_CASE("a document type, and with it every entity bomb, is refused wherever it stands") {
  const Scratch scratch;
  const std::string bomb =
      R"(<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>)";
  for (const char* name : {"_rels/.rels", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml",
                           "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"}) {
    auto parts = bookParts(oneRow);
    std::string& xml = part(parts, name);
    xml.insert(xml.find("?>") + 2, bomb);
    INFO(name);
    expectProblem(problemOf(zipOf(parts, scratch)), "importInvalid", "document type");
  }
}

TEST_CASE("an external entity is never looked at") {
  const Scratch scratch;
  auto parts = bookParts(R"(<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>)");
  std::string& xml = part(parts, "xl/worksheets/sheet1.xml");
  xml.insert(xml.find("?>") + 2, R"(<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>)");
  expectProblem(problemOf(zipOf(parts, scratch)), "importInvalid", "document type");
}

TEST_CASE("damaged sheets name the place") {
  const Scratch scratch;
  const auto sheet = [&](const std::string& data) { return problemOf(zipOf(bookParts(data), scratch)); };
  expectProblem(sheet(R"(<row r="1"><c r="A1" t="s"><v>5</v></c></row>)"), "importInvalid",
                "[户] row 1 column A: refers to a text");
  expectProblem(sheet(R"(<row r="1"><c r="A1" t="s"><v>-1</v></c></row>)"), "importInvalid", "refers to a text");
  expectProblem(sheet(R"(<row r="2"><c r="1A"><v>5</v></c></row>)"), "importInvalid",
                "row 2 column A: a wrong cell address");
  expectProblem(sheet(R"(<row r="2"><c r="AAAA2"><v>5</v></c></row>)"), "importInvalid", "wrong cell address");
  expectProblem(sheet(R"(<row r="2"><c r="B2"><v>5</v></c><c r="A2"><v>5</v></c></row>)"), "importInvalid",
                "wrong cell address");
  expectProblem(sheet(R"(<row r="2"/><row r="1"/>)"), "importInvalid", "row 2: after it comes a row of a lower number");
  expectProblem(sheet(R"(<row r="x"/>)"), "importInvalid", "without a number");
  expectProblem(sheet(R"(<row r="1"><c r="A1"><v>5</c></row>)"), "importInvalid", "XML line");
  expectProblem(sheet(R"(<row r="1"><c r="SS1"><v>5</v></c></row>)"), "tooLarge",
                "row 1 column SS: more than columnsMax");
}

TEST_CASE("the rows before the damage are read, and its place is told") {
  const Scratch scratch;
  const auto reader = XlsxReader::open(made(
      scratch, R"(<row r="1"><c r="A1"><v>1</v></c></row><row r="7"><c r="A7"><v>2</v></c><c r="C7" t="s"><v>5</v></c>)"
               R"(</row>)"));
  REQUIRE(reader.has_value());
  Row row;
  REQUIRE((*reader)->next(row).value());
  CHECK(row.cells[0].text == "1");
  const auto more = (*reader)->next(row);
  REQUIRE_FALSE(more.has_value());
  CHECK((*reader)->failedAt().row == 7);
  CHECK((*reader)->failedAt().column == 2);
  CHECK_FALSE((*reader)->next(row).value());
}

TEST_CASE("limits of cells, rows, texts, styles, sheets, depth and tokens are kept") {
  const Scratch scratch;
  ImportLimits limits;
  limits.cellBytesMax = 10;
  limits.rowsMax = 2;
  limits.sharedStringsMax = 2;
  limits.stylesMax = 2;
  limits.sheetsMax = 1;
  limits.sharedStringBytesMax = 100;
  const auto sheet = [&](const std::string& data, const std::string& strings = {}) {
    return problemOf(zipOf(bookParts(data, strings), scratch), limits);
  };
  CHECK(sheet(oneRow).code.empty());
  expectProblem(sheet(R"(<row r="1"><c r="A1" t="str"><v>12345678901</v></c></row>)"), "tooLarge", "cellBytesMax");
  expectProblem(sheet(R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)", "<si><t>12345678901</t></si>"), "tooLarge",
                "cellBytesMax");
  expectProblem(sheet("<row r=\"1\"/><row r=\"2\"/><row r=\"3\"/>"), "tooLarge", "rowsMax");
  expectProblem(sheet(oneRow, "<si/><si/><si/>"), "tooLarge", "sharedStringsMax");
  expectProblem(sheet(oneRow, "<si><t>" + std::string(101, 'x') + "</t></si>"), "tooLarge", "sharedStringBytesMax");

  auto parts = bookParts(oneRow);
  std::string& styles = part(parts, "xl/styles.xml");
  styles.insert(styles.find("</cellXfs>"), "<xf/>");
  expectProblem(problemOf(zipOf(parts, scratch), limits), "tooLarge", "stylesMax");
  parts = bookParts(oneRow);
  std::string& workbook = part(parts, "xl/workbook.xml");
  workbook.insert(workbook.find("<sheets>") + 8, R"(<sheet name="x" r:id="rId1"/>)");
  expectProblem(problemOf(zipOf(parts, scratch), limits), "tooLarge", "sheetsMax");

  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  expectProblem(sheet(deep), "tooLarge", "xmlDepthMax");
  limits.rowBytesMax = 1000;
  SeededRandom random(test::seed());
  std::string token(200'000, ' ');
  for (char& c : token) c = static_cast<char>('a' + random.below(26));
  expectProblem(sheet("<row r=\"1\" x=\"" + token + "\"/>"), "tooLarge", "XML token");
}

TEST_CASE("a workbook with any byte changed gives rows or one error") {
  const Scratch scratch;
  SeededRandom random(test::seed());
  const std::string good =
      slurp(zipOf(bookParts(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43313</v></c></row>)",
                            "<si><t>户</t></si>"),
                  scratch));
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = good;
    for (std::uint64_t i = 1 + random.below(3); i > 0; --i)
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    if (random.chance(20)) bytes.resize(random.below(bytes.size()));
    const Lines lines = linesOfFile(scratch.write("m.xlsx", bytes));
    std::size_t errors = 0;
    for (const auto& line : lines) errors += !line.empty() && line[0] == "ERROR";
    REQUIRE(errors <= 1);
  }
}
