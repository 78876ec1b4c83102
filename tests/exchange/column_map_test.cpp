#include "shared/exchange/column_map.h"

#include <catch2/catch.hpp>

#include "shared/base/bilingual.h"

using namespace bf;

namespace {

std::vector<ColumnSpec> specs() {
  std::vector<ColumnSpec> columns{{"@household", nullptr, {"户编号"}, {"户编号", "Register number"}, true}};
  for (ColumnSpec& spec : columnsOf(*builtinSchema().kindByName("member"))) columns.push_back(std::move(spec));
  return columns;
}

Result<ColumnMap> bindTo(const std::vector<ColumnSpec>& columns, std::vector<std::vector<std::string>> rows) {
  MemoryTable table("成员.csv", std::move(rows));
  return ColumnMap::bind(table, columns);
}

std::size_t indexOf(const ColumnMap& map, std::string_view key) {
  const BoundColumn* column = map.find(key);
  REQUIRE(column != nullptr);
  return column->index;
}

}  // namespace

TEST_CASE("a heading is the Chinese label, the English one, the field's name or the national column") {
  const auto columns = specs();
  const auto map = bindTo(columns, {{"户编号", "姓名", "Sex", "birth_date", "aab006", " 民 族 "}});
  REQUIRE(map);
  CHECK(indexOf(*map, "@household") == 0);
  CHECK(indexOf(*map, "name") == 1);
  CHECK(indexOf(*map, "sex") == 2);
  CHECK(indexOf(*map, "birth_date") == 3);
  CHECK(indexOf(*map, "relation") == 4);
  CHECK(indexOf(*map, "nation") == 5);
}

TEST_CASE("decorations of forms do not matter") {
  const auto columns = specs();
  const auto map = bindTo(columns, {{"*户编号", "姓名（必填）", "务工月数(月)", "性别：", "务工地点"}});
  REQUIRE(map);
  CHECK(indexOf(*map, "months_worked") == 2);
  CHECK(indexOf(*map, "sex") == 3);
  CHECK(indexOf(*map, "name") == 1);
}

TEST_CASE("title lines above the heading are passed over") {
  const auto columns = specs();
  MemoryTable table(
      "成员.csv",
      {{"五华县建档立卡贫困人口花名册"}, {}, {"单位：", "", "2018年6月30日"}, {"户编号", "姓名"}, {"1", "张三"}});
  const auto map = ColumnMap::bind(table, columns);
  REQUIRE(map);
  CHECK(map->headingRow() == 4);
  Row row;
  REQUIRE(table.next(row).value());
  CHECK(map->cell(row, "name").text == "张三");
}

TEST_CASE("unknown headings are listed, missing required ones are an error that names them") {
  const auto columns = specs();
  const auto map = bindTo(columns, {{"户编号", "姓名", "星座", "", "性别"}});
  REQUIRE(map);
  CHECK(map->unknown() == std::vector<std::string>{"C 星座"});
  const auto missing = bindTo(columns, {{"姓名", "性别", "星座"}});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::importInvalid);
  CHECK(inLanguage(missing.error().detail, Language::english) ==
        "成员.csv row 1: columns are missing: 户编号 (Register number)");
}

TEST_CASE("a file without a heading, or an empty one, says what is needed") {
  const auto columns = specs();
  for (const auto& rows : {std::vector<std::vector<std::string>>{}, {{"1", "2"}, {"3", "4"}}}) {
    const auto none = bindTo(columns, rows);
    REQUIRE_FALSE(none);
    CHECK(inLanguage(none.error().detail, Language::english)
              .find("no heading row among the first 10 rows; needed: 户编号") != std::string::npos);
  }
}

TEST_CASE("two columns that say the same are an error with both places") {
  const auto columns = specs();
  const auto twice = bindTo(columns, {{"户编号", "姓名", "性别", "Name"}});
  REQUIRE_FALSE(twice);
  CHECK(inLanguage(twice.error().detail, Language::english) ==
        "成员.csv row 1 column D: says the same as column B (Name)");
}

TEST_CASE("short rows have empty cells, and content beyond the heading is noticed") {
  const auto columns = specs();
  const auto map = bindTo(columns, {{"户编号", "姓名"}});
  REQUIRE(map);
  Row row{2, {{"1", CellKind::text}}};
  CHECK(map->cell(row, "name").text.empty());
  CHECK(map->strayCell(row) == 1);
  row.cells.resize(4);
  CHECK(map->strayCell(row) == 4);
  row.cells[3] = {"x", CellKind::text};
  CHECK(map->strayCell(row) == 3);
}
