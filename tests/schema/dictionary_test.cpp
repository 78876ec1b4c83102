#include "shared/schema/dictionary.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/schema/test_schemas.h"

using namespace bf;
using Catch::Contains;

namespace {

/// Cells of a line of RFC 4180, read by the letter of it.
std::vector<std::vector<std::string>> csvRows(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto& cell = rows.back().back();
    if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
    else if (text[i] == '"') quoted = !quoted;
    else if (!quoted && text[i] == ',') rows.back().emplace_back();
    else if (!quoted && text.substr(i).starts_with("\r\n")) rows.push_back({""}), ++i;
    else cell += text[i];
  }
  rows.pop_back();
  return rows;
}

std::size_t countOf(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

TEST_CASE("the dictionary has a page for every kind and a row for every asked field") {
  const auto text = dictionaryMarkdown(builtinSchema());
  for (const auto& kind : builtinSchema().kinds()) {
    CHECK_THAT(text, Contains("\n## " + std::to_string(kind.number) + " " + kind.label.zh));
    for (const auto* field : kind.form())
      CHECK_THAT(text,
                 Contains("| " + std::to_string(field->number) + " | `" + field->name + "` | " + field->label.zh));
  }
}

TEST_CASE("every row of the dictionary has the columns of its head") {
  std::istringstream lines(dictionaryMarkdown(builtinSchema()));
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("|")) continue;
    INFO(line);
    CHECK(countOf(line, "|") - countOf(line, "\\|") == 10);
    ++rows;
  }
  CHECK(rows > 600);
}

TEST_CASE("the dictionary says what a clerk looks up") {
  const auto text = dictionaryMarkdown(builtinSchema());
  CHECK_THAT(text, Contains("| 10 | `phone` | 联系电话 Phone | 电话 telephone | ≤ 30 | 敏感 sensitive |"));
  CHECK_THAT(text, Contains("aar012"));
  CHECK_THAT(text, Contains("1 因病 Illness"));
  CHECK_THAT(text, Contains("完成后不可修改"));
  CHECK_THAT(text, Contains("文化程度与在校生状况应填且只填一项"));
  CHECK_THAT(text, Contains("区分字段 told apart by: 年度 Year、累计至月份 Up to month"));
  CHECK_THAT(text, Contains("地区级别 level of the region: 市 city、县 county、乡镇 township、村 village"));
}

TEST_CASE("the dictionary as CSV has a line for each field and choice, all of one width") {
  const auto text = dictionaryCsv(builtinSchema());
  REQUIRE(text.starts_with("\xEF\xBB\xBF"));
  const auto rows = csvRows(std::string_view(text).substr(3));
  std::size_t expected = 1;
  for (const auto& kind : builtinSchema().kinds())
    for (const auto* field : kind.form()) expected += 1 + field->choices.size();
  CHECK(rows.size() == expected);
  for (const auto& row : rows) CHECK(row.size() == 20);
  const auto phone =
      std::ranges::find_if(rows, [](const auto& row) { return row[1] == "household" && row[5] == "phone"; });
  REQUIRE(phone != rows.end());
  CHECK((*phone)[7] == "联系电话");
  CHECK((*phone)[16] == "aar012");
  CHECK((*phone)[17] == "地区 region");
  CHECK((*phone)[18] == "村 village");
  CHECK((*phone)[19] == "register_number");
  const auto wages =
      std::ranges::find_if(rows, [](const auto& row) { return row[1] == "income" && row[5] == "wages"; });
  REQUIRE(wages != rows.end());
  CHECK((*wages)[17] == "农户 Household");
  CHECK((*wages)[18].empty());
  CHECK((*wages)[19] == "year until_month");
}

TEST_CASE("the dictionary is the same at every printing") {
  CHECK(dictionaryMarkdown(builtinSchema()) == dictionaryMarkdown(builtinSchema()));
  CHECK(dictionaryCsv(builtinSchema()) == dictionaryCsv(builtinSchema()));
}

TEST_CASE("quotes, commas, bars and line breaks in a label stay inside their cell") {
  const auto schema =
      test::schemaOf(test::oneField("optional bool odd = 10 [(field) = {zh: \"甲\\\"乙,丙|丁\\n戊\" en: \"Odd\"}]"));
  const auto rows = csvRows(std::string_view(dictionaryCsv(schema)).substr(3));
  REQUIRE(rows.size() == 2);
  REQUIRE(rows[1].size() == 20);
  CHECK(rows[1][7] == "甲\"乙,丙|丁\n戊");
  CHECK_THAT(dictionaryMarkdown(schema), Contains("| 甲\"乙,丙\\|丁 戊 Odd |"));
}
