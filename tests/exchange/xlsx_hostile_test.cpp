// Workbooks that are broken or hostile. Each is made here, small where the attack allows it.
#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "shared/exchange/xlsx_reader.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

const std::string oneRow = R"(<row r="1"><c r="A1"><v>1</v></c></row>)";

/// Code and detail of the error that reading gives; "" when it gives none.
std::pair<std::string, std::string> problem(const std::string& path, const ImportLimits& limits = {}) {
  const Lines lines = linesOfFile(path, limits);
  if (lines.empty() || lines.back().empty() || lines.back()[0] != "ERROR") return {};
  return {lines.back()[1], lines.back()[2]};
}

void expect(const std::pair<std::string, std::string>& found, const std::string& code, const std::string& detail) {
  INFO(found.first << ": " << found.second);
  CHECK(found.first == code);
  CHECK(found.second.find(detail) != std::string::npos);
}

}  // namespace

TEST_CASE("a part that unpacks to far more than its size is refused before it is unpacked") {
  const Scratch scratch;
  auto parts = bookParts(oneRow);
  part(parts, "xl/worksheets/sheet1.xml") += std::string(64 << 20, ' ');
  expect(problem(zipOf(parts, scratch)), "tooLarge", "ratioMax");
}

TEST_CASE("a directory that lies about the size of a part is found out while it unpacks") {
  const Scratch scratch;
  auto parts = bookParts(oneRow);
  std::string& sheet = part(parts, "xl/worksheets/sheet1.xml");
  sheet.insert(sheet.find("</sheetData>"), std::string(64 << 20, ' '));
  const std::string path = zipOf(parts, scratch);
  // The stated size stands at offset 24 of each directory record and 22 of each local one (APPNOTE 4.3.12 and 4.3.7).
  std::string bytes = slurp(path);
  for (std::size_t at = bytes.find("PK\x01\x02"); at != std::string::npos; at = bytes.find("PK\x01\x02", at + 4)) {
    if (bytes.compare(at + 46, 24, "xl/worksheets/sheet1.xml") == 0)
      bytes.replace(at + 24, 4, std::string("\0\x10\0\0", 4));
  }
  expect(problem(scratch.write("lie.xlsx", bytes)), "tooLarge", "ratioMax");
}

TEST_CASE("all parts together are bounded") {
  const Scratch scratch;
  ImportLimits limits;
  limits.unpackedBytesMax = 3000;
  auto parts = bookParts(oneRow);
  SeededRandom random(test::seed());
  std::string noise(3000, ' ');
  for (char& c : noise) c = static_cast<char>('a' + random.below(26));
  parts.emplace_back("xl/media/noise.txt", noise);
  expect(problem(zipOf(parts, scratch), limits), "tooLarge", "unpackedBytesMax");
}

TEST_CASE("too many parts are refused from the end record, before the directory is read") {
  const Scratch scratch;
  auto parts = bookParts(oneRow);
  for (int i = 0; i < 1100; ++i) parts.emplace_back("xl/p" + std::to_string(i), "");
  expect(problem(zipOf(parts, scratch)), "tooLarge", "entriesMax");
}

TEST_CASE("a file above the size limit is not opened") {
  const Scratch scratch;
  ImportLimits limits;
  limits.fileBytesMax = 100;
  expect(problem(zipOf(bookParts(oneRow), scratch), limits), "tooLarge", "fileBytesMax");
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
    expect(problem(zipOf(parts, scratch)), "importInvalid", "document type");
  }
}

TEST_CASE("an external entity is never looked at") {
  const Scratch scratch;
  auto parts = bookParts(R"(<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>)");
  std::string& xml = part(parts, "xl/worksheets/sheet1.xml");
  xml.insert(xml.find("?>") + 2, R"(<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>)");
  expect(problem(zipOf(parts, scratch)), "importInvalid", "document type");
}

TEST_CASE("every missing part is named") {
  const Scratch scratch;
  for (const char* name : {"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                           "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}) {
    auto parts = bookParts(oneRow);
    std::erase_if(parts, [&](const auto& p) { return p.first == name; });
    expect(problem(zipOf(parts, scratch)), "importInvalid", std::string("part ") + name + " is missing");
  }
}

TEST_CASE("names that leave the workbook or come twice are refused") {
  const Scratch scratch;
  for (const char* name : {"../../etc/passwd", "/etc/passwd", "xl/../../x", "..\\x", "C:/x", "./x"}) {
    auto parts = bookParts(oneRow);
    parts.emplace_back(name, "x");
    INFO(name);
    expect(problem(zipOf(parts, scratch)), "importInvalid", "leaves the workbook");
  }
  auto parts = bookParts(oneRow);
  parts.emplace_back("xl/workbook.xmm", "x");
  std::string bytes = slurp(zipOf(parts, scratch));
  for (std::size_t at = bytes.find("xl/workbook.xmm"); at != std::string::npos;
       at = bytes.find("xl/workbook.xmm", at)) {
    bytes.replace(at, 15, "xl/workbook.xml");
  }
  expect(problem(scratch.write("twice.xlsx", bytes)), "importInvalid", "comes twice");
}

TEST_CASE("a relation that points outside of the workbook leads nowhere") {
  CHECK(resolvePart("xl/workbook.xml", "worksheets/s.xml") == "xl/worksheets/s.xml");
  CHECK(resolvePart("xl/workbook.xml", "/xl/s.xml") == "xl/s.xml");
  CHECK(resolvePart("xl/workbook.xml", "../s.xml") == "s.xml");
  CHECK(resolvePart("", "xl/workbook.xml") == "xl/workbook.xml");
  CHECK(resolvePart("xl/workbook.xml", "../../s.xml").empty());
  CHECK(resolvePart("xl/workbook.xml", "..\\s.xml").empty());
  CHECK(resolvePart("xl/workbook.xml", "file:///etc/passwd").empty());
}

TEST_CASE("other formats with the same clothes are told apart, with what to do") {
  const Scratch scratch;
  expect(problem(scratch.write("a.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest")), "importInvalid", "password");
  expect(problem(zipOf({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}, scratch)), "importInvalid",
         "_rels/.rels is missing");
  expect(problem(scratch.write("b.xlsx", "PK\x03\x04 but nothing behind it")), "importInvalid", "no readable");
  auto parts = bookParts(oneRow);
  std::string& root = part(parts, "_rels/.rels");
  root.replace(root.find("xl/workbook.xml"), 15, "xl/workbook.bin");
  expect(problem(zipOf(parts, scratch)), "importInvalid", ".xlsb");
  expect(problem(scratch.path("missing.xlsx")), "notFound", "missing.xlsx");
}

TEST_CASE("damaged sheets name the place") {
  const Scratch scratch;
  const auto sheet = [&](const std::string& data) { return problem(zipOf(bookParts(data), scratch)); };
  expect(sheet(R"(<row r="1"><c r="A1" t="s"><v>5</v></c></row>)"), "importInvalid",
         "[户] row 1 column A: refers to a text");
  expect(sheet(R"(<row r="1"><c r="A1" t="s"><v>-1</v></c></row>)"), "importInvalid", "refers to a text");
  expect(sheet(R"(<row r="2"><c r="1A"><v>5</v></c></row>)"), "importInvalid", "row 2 column A: a wrong cell address");
  expect(sheet(R"(<row r="2"><c r="AAAA2"><v>5</v></c></row>)"), "importInvalid", "wrong cell address");
  expect(sheet(R"(<row r="2"><c r="B2"><v>5</v></c><c r="A2"><v>5</v></c></row>)"), "importInvalid",
         "wrong cell address");
  expect(sheet(R"(<row r="2"/><row r="1"/>)"), "importInvalid", "row 1 comes after");
  expect(sheet(R"(<row r="x"/>)"), "importInvalid", "without a number");
  expect(sheet(R"(<row r="1"><c r="A1"><v>5</c></row>)"), "importInvalid", "XML line");
  expect(sheet(R"(<row r="1"><c r="SS1"><v>5</v></c></row>)"), "tooLarge", "row 1 column SS: more than columnsMax");
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
    return problem(zipOf(bookParts(data, strings), scratch), limits);
  };
  CHECK(sheet(oneRow).first.empty());
  expect(sheet(R"(<row r="1"><c r="A1" t="str"><v>12345678901</v></c></row>)"), "tooLarge", "cellBytesMax");
  expect(sheet(R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)", "<si><t>12345678901</t></si>"), "tooLarge",
         "cellBytesMax");
  expect(sheet("<row r=\"1\"/><row r=\"2\"/><row r=\"3\"/>"), "tooLarge", "rowsMax");
  expect(sheet(oneRow, "<si/><si/><si/>"), "tooLarge", "sharedStringsMax");
  expect(sheet(oneRow, "<si><t>" + std::string(101, 'x') + "</t></si>"), "tooLarge", "sharedStringBytesMax");

  auto parts = bookParts(oneRow);
  std::string& styles = part(parts, "xl/styles.xml");
  styles.insert(styles.find("</cellXfs>"), "<xf/>");
  expect(problem(zipOf(parts, scratch), limits), "tooLarge", "stylesMax");
  parts = bookParts(oneRow);
  std::string& workbook = part(parts, "xl/workbook.xml");
  workbook.insert(workbook.find("<sheets>") + 8, R"(<sheet name="x" r:id="rId1"/>)");
  expect(problem(zipOf(parts, scratch), limits), "tooLarge", "sheetsMax");

  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  expect(sheet(deep), "tooLarge", "xmlDepthMax");
  limits.rowBytesMax = 1000;
  SeededRandom random(test::seed());
  std::string token(200'000, ' ');
  for (char& c : token) c = static_cast<char>('a' + random.below(26));
  expect(sheet("<row r=\"1\" x=\"" + token + "\"/>"), "tooLarge", "XML token");
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
