// Pages to print: nothing in a cell becomes markup, and nothing is loaded from elsewhere.

#include "shared/exchange/html_page.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace bf;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("what people wrote stays text") {
  std::ostringstream out;
  HtmlPage page(out, {"<script>alert(1)</script>", "a & b", "\"who\""});
  page.heading(2, "<h1>");
  page.text("一行\n又一行");
  page.quote("<img src=x onerror=y>");
  page.facts({{"<b>", "</dl><script>"}});
  page.table({{"<th>"}}, {{"</td><td>"}});
  page.picture("image/png", "\x89PNG", "\"><script>");
  page.finish();
  const auto html = out.str();
  CHECK(count(html, "<script") == 0);
  CHECK(count(html, "<img") == 1);
  CHECK(count(html, "<td") == 1);
  CHECK(count(html, "<th>") == 1);
  CHECK(html.find("一行<br>又一行") != std::string::npos);
  CHECK(html.find("a &amp; b") != std::string::npos);
  CHECK(html.find("http") == std::string::npos);
}

TEST_CASE("pictures are part of the page, and other media are not") {
  std::ostringstream out;
  HtmlPage page(out, {"t", {}, {}});
  page.picture("image/jpeg", "Man", "房屋");
  page.picture("image/svg+xml", "<svg/>", "图");
  CHECK(out.str().find("data:image/jpeg;base64,TWFu\"") != std::string::npos);
  CHECK(count(out.str(), "<img") == 1);
  CHECK(out.str().find("图") != std::string::npos);
}

TEST_CASE("a table repeats its heading on every sheet and sets numbers to the right") {
  std::ostringstream out;
  HtmlTable table(out, {"表", {}, "制表", Language::english, true}, {{"户"}, {"数", 8, true}});
  REQUIRE(table.row({"张三", "12"}));
  REQUIRE(table.row({"李四"}));
  REQUIRE(table.finish());
  const auto html = out.str();
  CHECK(html.find("lang=\"en\"") != std::string::npos);
  CHECK(html.find("A4 landscape") != std::string::npos);
  CHECK(html.find("<thead>") != std::string::npos);
  CHECK(html.find("<td class=\"number\">12</td>") != std::string::npos);
  CHECK(count(html, "<td") == 4);
  CHECK(html.ends_with("</html>\n"));
}

TEST_CASE("a table of many columns scrolls on a narrow screen and is set small in print") {
  const auto pageOf = [](std::size_t columns) {
    std::ostringstream out;
    HtmlTable table(out, {"表", {}, {}, Language::chinese, true}, std::vector<OutColumn>(columns, {"栏"}));
    REQUIRE(table.finish());
    return out.str();
  };
  CHECK(pageOf(20).find("<div class=\"table\"><table class=\"many\">") != std::string::npos);
  CHECK(pageOf(8).find("<div class=\"table\"><table>") != std::string::npos);
  CHECK(pageOf(8).find("<body class=\"wide\">") != std::string::npos);
  CHECK(count(pageOf(20), "<div") == count(pageOf(20), "</div>"));
}
