#include "shared/exchange/xlsx_package.h"

#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/exchange/support.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::test;

namespace {

const std::string oneRow = R"(<row r="1"><c r="A1"><v>1</v></c></row>)";

}  // namespace

TEST_CASE("a part that unpacks to far more than its size is refused before it is unpacked") {
  const Scratch scratch;
  auto parts = bookParts(oneRow);
  part(parts, "xl/worksheets/sheet1.xml") += std::string(64 << 20, ' ');
  expectProblem(problemOf(zipOf(parts, scratch)), "tooLarge", "ratioMax");
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
  expectProblem(problemOf(scratch.write("lie.xlsx", bytes)), "tooLarge", "ratioMax");
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
  expectProblem(problemOf(zipOf(parts, scratch), limits), "tooLarge", "unpackedBytesMax");
}

TEST_CASE("too many parts are refused from the end record, before the directory is read") {
  const Scratch scratch;
  auto parts = bookParts(oneRow);
  for (int i = 0; i < 1100; ++i) parts.emplace_back("xl/p" + std::to_string(i), "");
  expectProblem(problemOf(zipOf(parts, scratch)), "tooLarge", "entriesMax");
}

TEST_CASE("an end record that states too many parts is refused, however few there are") {
  const Scratch scratch;
  std::string bytes = slurp(zipOf(bookParts(oneRow), scratch));
  const std::size_t end = bytes.rfind("PK\x05\x06");
  bytes.replace(end + 8, 4, "\xF0\xF0\xF0\xF0");
  expectProblem(problemOf(scratch.write("many.xlsx", bytes)), "tooLarge", "entriesMax");
}

TEST_CASE("a file above the size limit is not opened") {
  const Scratch scratch;
  ImportLimits limits;
  limits.fileBytesMax = 100;
  expectProblem(problemOf(zipOf(bookParts(oneRow), scratch), limits), "tooLarge", "fileBytesMax");
}

TEST_CASE("names that leave the workbook or come twice are refused") {
  const Scratch scratch;
  for (const char* name : {"../../etc/passwd", "/etc/passwd", "xl/../../x", "..\\x", "C:/x", "./x"}) {
    auto parts = bookParts(oneRow);
    parts.emplace_back(name, "x");
    INFO(name);
    expectProblem(problemOf(zipOf(parts, scratch)), "importInvalid", "leaves the workbook");
  }
  auto parts = bookParts(oneRow);
  parts.emplace_back("xl/workbook.xmm", "x");
  std::string bytes = slurp(zipOf(parts, scratch));
  for (std::size_t at = bytes.find("xl/workbook.xmm"); at != std::string::npos;
       at = bytes.find("xl/workbook.xmm", at)) {
    bytes.replace(at, 15, "xl/workbook.xml");
  }
  expectProblem(problemOf(scratch.write("twice.xlsx", bytes)), "importInvalid", "comes twice");
}

TEST_CASE("other formats with the same clothes are told apart, with what to do") {
  const Scratch scratch;
  expectProblem(problemOf(scratch.write("a.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest")), "importInvalid",
                "password");
  expectProblem(problemOf(zipOf({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}, scratch)),
                "importInvalid", "missing part _rels/.rels");
  expectProblem(problemOf(scratch.write("b.xlsx", "PK\x03\x04 but nothing behind it")), "importInvalid", "no readable");
  auto parts = bookParts(oneRow);
  std::string& root = part(parts, "_rels/.rels");
  root.replace(root.find("xl/workbook.xml"), 15, "xl/workbook.bin");
  expectProblem(problemOf(zipOf(parts, scratch)), "importInvalid", ".xlsb");
  expectProblem(problemOf(scratch.path("missing.xlsx")), "notFound", "missing.xlsx");
}
