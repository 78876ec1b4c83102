#include "tests/exchange/support.h"

#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "shared/base/bilingual.h"
#include "shared/exchange/csv.h"

namespace bf::test {

Scratch::Scratch() {
  std::string pattern = "scratch-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
  folder_ = pattern;
}

Scratch::~Scratch() { std::filesystem::remove_all(folder_); }

std::string Scratch::write(const std::string& file, std::string_view bytes) const {
  std::ofstream out(path(file), std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path(file);
}

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

Lines linesOf(RowSource& source) {
  Lines lines;
  Row row;
  for (;;) {
    const auto more = source.next(row);
    if (!more) {
      lines.push_back({"ERROR", name(more.error().code), inLanguage(more.error().detail, Language::english)});
      return lines;
    }
    if (!*more) return lines;
    std::vector<std::string> line;
    for (const Cell& cell : row.cells) line.emplace_back(cell.text);
    while (!line.empty() && line.back().empty()) line.pop_back();
    lines.push_back(std::move(line));
  }
}

Lines linesOfCsv(std::string_view bytes, const ImportLimits& limits) {
  CsvReader reader(std::make_unique<std::istringstream>(std::string(bytes)), "t.csv", limits);
  return linesOf(reader);
}

Lines linesOfFile(const std::string& path, const ImportLimits& limits) {
  const auto source = openTable(path, limits);
  if (!source) return {{"ERROR", name(source.error().code), inLanguage(source.error().detail, Language::english)}};
  return linesOf(**source);
}

Problem problemOf(const std::string& path, const ImportLimits& limits) {
  const Lines lines = linesOfFile(path, limits);
  if (lines.empty() || lines.back().empty() || lines.back()[0] != "ERROR") return {};
  return {lines.back()[1], lines.back()[2]};
}

void expectProblem(const Problem& found, const std::string& code, const std::string& detail) {
  INFO(found.code << ": " << found.detail);
  CHECK(found.code == code);
  CHECK(found.detail.find(detail) != std::string::npos);
}

std::string zipOf(const std::vector<std::pair<std::string, std::string>>& parts, const Scratch& scratch) {
  const std::string path = scratch.path("made.xlsx");
  int problem = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &problem);
  if (archive == nullptr) throw std::runtime_error("no archive");
  for (const auto& [name, content] : parts) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    if (zip_file_add(archive, name.c_str(), source, 0) < 0) throw std::runtime_error("no part " + name);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("archive not written");
  return path;
}

std::vector<std::pair<std::string, std::string>> bookParts(std::string_view sheetData, std::string_view sharedStrings) {
  const std::string head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
  const std::string sheetml = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
  const std::string relations = R"( xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  return {
      {"[Content_Types].xml",
       head + R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>)"},
      {"_rels/.rels", head + "<Relationships" + relations + R"(><Relationship Id="rId1" Type=")" + office +
                          R"(officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
      {"xl/workbook.xml", head + "<workbook" + sheetml + R"( xmlns:r="http://r"><sheets>)" +
                              R"(<sheet name="户" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       head + "<Relationships" + relations + R"(><Relationship Id="rId1" Type=")" + office +
           R"(worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type=")" + office +
           R"(styles" Target="/xl/styles.xml"/><Relationship Id="rId3" Type=")" + office +
           R"(sharedStrings" Target="sharedStrings.xml"/></Relationships>)"},
      {"xl/styles.xml", head + "<styleSheet" + sheetml + R"(><numFmts count="1"><numFmt numFmtId="164" )" +
                            R"(formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>)" +
                            R"(<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>)"},
      {"xl/sharedStrings.xml", head + "<sst" + sheetml + ">" + std::string(sharedStrings) + "</sst>"},
      {"xl/worksheets/sheet1.xml",
       head + "<worksheet" + sheetml + "><sheetData>" + std::string(sheetData) + "</sheetData></worksheet>"},
  };
}

std::string& part(std::vector<std::pair<std::string, std::string>>& parts, std::string_view name) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.first == name; });
  if (found == parts.end()) throw std::runtime_error("no such part");
  return found->second;
}

}  // namespace bf::test
