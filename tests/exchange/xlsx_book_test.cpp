#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "shared/exchange/xlsx_reader.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

const std::string oneRow = R"(<row r="1"><c r="A1"><v>1</v></c></row>)";

}  // namespace

TEST_CASE("which number formats are dates") {
  for (const char* code : {"yyyy-mm-dd", "m/d/yy h:mm", "[$-804]yyyy\"年\"m\"月\";@", "YYYY/M/D", "d\\-mmm"}) {
    CHECK(isDateFormatCode(code));
  }
  for (const char* code : {"0.00", "#,##0", "[h]:mm:ss", "\"day\"0", "General", "0\\d", "[Red]0;yyyy", "[", "@"}) {
    CHECK_FALSE(isDateFormatCode(code));
  }
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

TEST_CASE("every missing part is named") {
  const Scratch scratch;
  for (const char* name : {"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                           "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}) {
    auto parts = bookParts(oneRow);
    std::erase_if(parts, [&](const auto& p) { return p.first == name; });
    expectProblem(problemOf(zipOf(parts, scratch)), "importInvalid", std::string("missing part ") + name);
  }
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
