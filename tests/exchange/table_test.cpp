#include "shared/exchange/table.h"

#include <catch2/catch.hpp>

#include "shared/base/bilingual.h"
#include "tests/exchange/support.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("a file is opened by what it is, not by what it is called") {
  const Scratch scratch;
  CHECK(linesOfFile(scratch.write("a.xlsx", "户编号,户主\n1,张三\n")) == Lines{{"户编号", "户主"}, {"1", "张三"}});
  const std::string book = slurp(zipOf(bookParts(R"(<row r="1"><c r="A1"><v>7</v></c></row>)"), scratch));
  CHECK(linesOfFile(scratch.write("b.csv", book)) == Lines{{"7"}});
  expectProblem(problemOf(scratch.write("c.csv", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest")), "importInvalid",
                "password");
  expectProblem(problemOf(scratch.path("none.csv")), "notFound", "none.csv");
}

TEST_CASE("a file shorter than any mark is read as text") {
  const Scratch scratch;
  CHECK(linesOfFile(scratch.write("a.csv", "")).empty());
  CHECK(linesOfFile(scratch.write("b.csv", "x")) == Lines{{"x"}});
}

TEST_CASE("a table in memory gives its rows, numbered from one") {
  MemoryTable table("made", {{"a", ""}, {"1", "2"}});
  Row row;
  REQUIRE(table.next(row).value());
  CHECK(row.number == 1);
  CHECK(row.cells[0].kind == CellKind::text);
  CHECK(row.cells[1].kind == CellKind::empty);
  REQUIRE(table.next(row).value());
  CHECK_FALSE(table.next(row).value());
}

TEST_CASE("columns are named as a spreadsheet names them") {
  CHECK(columnLetters(0) == "A");
  CHECK(columnLetters(25) == "Z");
  CHECK(columnLetters(26) == "AA");
  CHECK(columnLetters(701) == "ZZ");
  CHECK(columnLetters(702) == "AAA");
  CHECK(columnLetters(16383) == "XFD");
  CHECK(inLanguage(cellPlace("成员.csv", {12, 2}), Language::english) == "成员.csv row 12 column C: ");
  CHECK(inLanguage(cellPlace("成员.csv", {12, 2}), Language::chinese) == "成员.csv 第 12 行 C 列: ");
  CHECK(inLanguage(cellPlace("成员.csv", {}), Language::english) == "成员.csv: ");
}

TEST_CASE("a row of blanks is blank") {
  Row row;
  CHECK(row.blank());
  row.cells = {{" ", CellKind::text}, {"\xE3\x80\x80", CellKind::text}};
  CHECK(row.blank());
  row.cells.push_back({"x", CellKind::text});
  CHECK_FALSE(row.blank());
}

TEST_CASE("a folder and a PDF are told to be no table, with what to do") {
  const Scratch scratch;
  expectProblem(problemOf(scratch.folder()), "importInvalid", "is a folder");
  expectProblem(problemOf(scratch.write("花名册.xlsx", "%PDF-1.7\n")), "importInvalid", "is a PDF");
}
