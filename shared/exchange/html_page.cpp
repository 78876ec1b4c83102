#include "shared/exchange/html_page.h"

#include <sodium.h>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

constexpr std::size_t columnsOfSheet = 12;  ///< that a sheet shows side by side in letters of the usual size

constexpr std::string_view style = R"css(
:root { color-scheme: light; }
body { font: 14px/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimSun, sans-serif;
  color: #1b1b1b; background: #fff; max-width: 1080px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 22px; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 24px 0 8px; padding-bottom: 4px; border-bottom: 2px solid #1f5c99; break-after: avoid; }
h3 { font-size: 15px; margin: 16px 0 6px; break-after: avoid; }
p { margin: 6px 0; }
.subtitle, footer { color: #555; }
blockquote { margin: 8px 0; padding: 4px 12px; border-left: 4px solid #b9c7d6; color: #333; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 4px 20px; margin: 8px 0; }
dl div { display: flex; gap: 8px; break-inside: avoid; }
dt { color: #555; flex: 0 0 auto; } dt::after { content: "："; }
html:lang(en) dt::after { content: ":"; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; font-size: 13px; }
th, td { border: 1px solid #9aa6b2; padding: 3px 6px; text-align: left; vertical-align: top; word-break: keep-all;
  overflow-wrap: break-word; }
th { background: #eaf0f6; } thead { display: table-header-group; } tr { break-inside: avoid; }
.table { overflow-x: auto; }
body.wide { max-width: none; }
.many { font-size: 12px; } .many th, .many td { padding: 2px 4px; word-break: normal; overflow-wrap: anywhere; }
.many td { min-width: 2.2em; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
figure { display: inline-block; width: 46%; margin: 6px 1%; break-inside: avoid; } img { max-width: 100%; }
footer { margin-top: 24px; border-top: 1px solid #9aa6b2; padding-top: 4px; font-size: 12px; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 11pt; } table { font-size: 9.5pt; }
  .table { overflow: visible; } .many { font-size: 7pt; table-layout: auto; } .many th, .many td { padding: 1px 2px; min-width: 0; } }
)css";

std::string escaped(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  for (const char c : text) switch (c) {
      case '&': made += "&amp;"; break;
      case '<': made += "&lt;"; break;
      case '>': made += "&gt;"; break;
      case '"': made += "&quot;"; break;
      case '\n': made += "<br>"; break;
      default: made += c;
    }
  return made;
}

std::string base64(std::string_view content) {
  std::string made(sodium_base64_ENCODED_LEN(content.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(made.data(), made.size(), reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  made.pop_back();  // the closing zero
  return made;
}

std::string_view numberClass(const OutColumn& column) { return column.number ? " class=\"number\"" : ""; }

}  // namespace

HtmlPage::HtmlPage(std::ostream& out, const HtmlHead& head) : out_(out), footer_(head.footer) {
  out_ << "<!DOCTYPE html>\n<html lang=\"" << (head.language == Language::chinese ? "zh-CN" : "en")
       << "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
       << escaped(head.title) << "</title>\n<style>" << style << "@page { size: A4" << (head.wide ? " landscape" : "")
       << "; margin: " << (head.wide ? "10mm" : "15mm") << "; }\n</style>\n</head>\n<body"
       << (head.wide ? " class=\"wide\"" : "") << ">\n<h1>" << escaped(head.title) << "</h1>\n";
  if (!head.subtitle.empty()) out_ << "<p class=\"subtitle\">" << escaped(head.subtitle) << "</p>\n";
}

void HtmlPage::heading(int level, std::string_view text) {
  out_ << "<h" << level << '>' << escaped(text) << "</h" << level << ">\n";
}

void HtmlPage::text(std::string_view text) { out_ << "<p>" << escaped(text) << "</p>\n"; }

void HtmlPage::quote(std::string_view text) { out_ << "<blockquote>" << escaped(text) << "</blockquote>\n"; }

void HtmlPage::facts(const Facts& facts) {
  out_ << "<dl>\n";
  for (const auto& [label, value] : facts)
    out_ << "<div><dt>" << escaped(label) << "</dt><dd>" << escaped(value) << "</dd></div>\n";
  out_ << "</dl>\n";
}

void HtmlPage::openTable(const std::vector<OutColumn>& columns) {
  columns_ = columns;
  // A table of many columns scrolls on a narrow screen, and its headings break to fit a sheet.
  const bool many = columns_.size() > columnsOfSheet;
  out_ << "<div class=\"table\"><table" << (many ? " class=\"many\"" : "") << ">\n<thead><tr>";
  for (const auto& column : columns_) out_ << "<th" << numberClass(column) << '>' << escaped(column.heading) << "</th>";
  out_ << "</tr></thead>\n<tbody>\n";
}

void HtmlPage::row(const std::vector<std::string_view>& cells) {
  out_ << "<tr>";
  for (std::size_t i = 0; i < columns_.size(); ++i)
    out_ << "<td" << numberClass(columns_[i]) << '>' << (i < cells.size() ? escaped(cells[i]) : std::string())
         << "</td>";
  out_ << "</tr>\n";
}

void HtmlPage::closeTable() { out_ << "</tbody>\n</table></div>\n"; }

void HtmlPage::table(const std::vector<OutColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
  openTable(columns);
  for (const auto& cells : rows) row({cells.begin(), cells.end()});
  closeTable();
}

void HtmlPage::picture(std::string_view media, std::string_view content, std::string_view caption) {
  out_ << "<figure>";
  if (media == "image/jpeg" || media == "image/png")
    out_ << "<img alt=\"" << escaped(caption) << "\" src=\"data:" << media << ";base64," << base64(content) << "\">";
  out_ << "<figcaption>" << escaped(caption) << "</figcaption></figure>\n";
}

void HtmlPage::finish() {
  if (!footer_.empty()) out_ << "<footer>" << escaped(footer_) << "</footer>\n";
  out_ << "</body>\n</html>\n";
  out_.flush();
}

HtmlTable::HtmlTable(std::ostream& out, const HtmlHead& head, const std::vector<OutColumn>& columns)
    : out_(out), page_(out, head) {
  page_.openTable(columns);
}

Result<void> HtmlTable::row(const std::vector<std::string_view>& cells) {
  page_.row(cells);
  return out_ ? Result<void>() : fail(Errc::storageFailed, bilingual("网页未能写完", "the page could not be written"));
}

Result<void> HtmlTable::finish() {
  page_.closeTable();
  page_.finish();
  return out_ ? Result<void>() : fail(Errc::storageFailed, bilingual("网页未能写完", "the page could not be written"));
}

}  // namespace bf
