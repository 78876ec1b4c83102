#include "shared/exchange/column_map.h"

#include <algorithm>
#include <map>

#include "shared/base/bilingual.h"
#include "shared/exchange/cell_text.h"

namespace bf {
namespace {

/// How well a heading row fits the specs.
struct HeadingFit {
  std::size_t known = 0, filled = 0;
  bool complete = false;  ///< all required columns are there
};

/// A heading without what forms add to it: *收入（元） is 收入.
std::string undecorated(std::string_view folded) {
  std::string text(folded);
  std::erase(text, '*');
  const std::size_t open = text.find('(');
  if (open != std::string::npos && open > 0 && text.ends_with(')')) text.resize(open);
  while (text.ends_with(':')) text.pop_back();
  return text;
}

HeadingFit fit(const Row& row, const HeadingNames& names, const std::vector<ColumnSpec>& specs) {
  HeadingFit result;
  std::vector<const ColumnSpec*> seen;
  for (const Cell& cell : row.cells) {
    if (trimBlanks(cell.text).empty()) continue;
    ++result.filled;
    if (const ColumnSpec* spec = names.find(cell.text)) seen.push_back(spec);
  }
  result.known = seen.size();
  result.complete = result.known > 0 && std::all_of(specs.begin(), specs.end(), [&](const ColumnSpec& spec) {
                      return !spec.required || std::find(seen.begin(), seen.end(), &spec) != seen.end();
                    });
  return result;
}

/// A row that is meant as a heading though something is missing: at least half of it is known.
bool meantAsHeading(const HeadingFit& result) { return result.known >= 2 && result.known * 2 >= result.filled; }

std::string missing(const Row& row, const HeadingNames& names, const std::vector<ColumnSpec>& specs) {
  std::string text;
  for (const ColumnSpec& spec : specs) {
    if (!spec.required) continue;
    const bool there = std::any_of(row.cells.begin(), row.cells.end(),
                                   [&](const Cell& cell) { return names.find(cell.text) == &spec; });
    if (!there) text += (text.empty() ? "" : ", ") + spec.label.zh + " (" + spec.label.en + ")";
  }
  return text;
}

}  // namespace

HeadingNames::HeadingNames(const std::vector<ColumnSpec>& specs) {
  for (const ColumnSpec& spec : specs) {
    for (const std::string& heading : spec.headings) names_.try_emplace(foldText(heading), &spec);
  }
}

const ColumnSpec* HeadingNames::find(std::string_view heading) const {
  const std::string folded = foldText(heading);
  auto found = names_.find(folded);
  if (found == names_.end()) found = names_.find(undecorated(folded));
  return found == names_.end() ? nullptr : found->second;
}

std::vector<ColumnSpec> columnsOf(const KindSpec& kind) {
  std::vector<ColumnSpec> specs;
  for (const FieldSpec* field : kind.form()) {
    if (!isColumn(*field)) continue;
    ColumnSpec spec{field->name, field, {field->name, field->label.zh, field->label.en}, field->label, false, 0};
    if (!field->national.empty()) spec.headings.push_back(field->national);
    specs.push_back(std::move(spec));
  }
  return specs;
}

Result<ColumnMap> ColumnMap::bind(RowSource& source, const std::vector<ColumnSpec>& specs) {
  const HeadingNames names(specs);
  Row row;
  HeadingFit best;
  for (std::size_t line = 0; line < titleLinesMax && best.known == 0; ++line) {
    BF_LET(more, source.next(row));
    if (!more) break;
    const HeadingFit found = fit(row, names, specs);
    if (found.complete || meantAsHeading(found)) best = found;
  }
  if (best.known == 0) {
    const std::string lines = std::to_string(titleLinesMax);
    return fail(Errc::importInvalid, source.name() +
                                         bilingual("：前 " + lines + " 行中没有表头",
                                                   ": no heading row among the first " + lines + " rows") +
                                         bilingual("；需要 ", "; needed: ") + missing({}, names, specs));
  }
  if (!best.complete) {
    return fail(Errc::importInvalid, source.name() + bilingual(" 第 ", " row ") + std::to_string(row.number) +
                                         bilingual(" 行：缺少列 ", ": columns are missing: ") +
                                         missing(row, names, specs));
  }
  auto map = of(row, source.name(), specs);
  if (!map) {
    const Notice& wrong = map.error();
    return fail(Errc::importInvalid, source.name() + bilingual(" 第 ", " row ") + std::to_string(wrong.row) +
                                         bilingual(" 行 ", " column ") +
                                         wrong.column.substr(0, wrong.column.find(' ')) + bilingual(" 列", "") + ": " +
                                         bilingual(wrong.message.zh, wrong.message.en));
  }
  return std::move(*map);
}

std::expected<ColumnMap, Notice> ColumnMap::of(const Row& heading, const std::string& file,
                                               const std::vector<ColumnSpec>& specs) {
  const HeadingNames names(specs);
  ColumnMap map;
  map.headingRow_ = heading.number;
  map.width_ = heading.cells.size();
  for (std::size_t i = 0; i < heading.cells.size(); ++i) {
    const std::string_view text = trimBlanks(heading.cells[i].text);
    if (text.empty()) continue;
    const std::string place = columnLetters(i) + " " + std::string(text);
    const ColumnSpec* spec = names.find(text);
    if (spec == nullptr) {
      map.unknown_.push_back(place);
      continue;
    }
    if (const BoundColumn* first = map.find(spec->key)) {
      const std::string other = columnLetters(first->index);
      return std::unexpected(Notice{"columnTwice",
                                    file,
                                    heading.number,
                                    place,
                                    {"与" + other + "列内容相同（" + spec->label.zh + "）",
                                     "says the same as column " + other + " (" + spec->label.en + ")"}});
    }
    auto reader = spec->field == nullptr ? nullptr : std::make_unique<CellReader>(*spec->field);
    map.columns_.push_back({i, spec, std::move(reader)});
  }
  return map;
}

std::string columnPlace(const BoundColumn& column) { return columnLetters(column.index) + " " + column.spec->label.zh; }

const BoundColumn* ColumnMap::find(std::string_view key) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const BoundColumn& c) { return c.spec->key == key; });
  return found == columns_.end() ? nullptr : &*found;
}

Cell ColumnMap::cell(const Row& row, std::string_view key) const {
  const BoundColumn* column = find(key);
  return column == nullptr || column->index >= row.cells.size() ? Cell{} : row.cells[column->index];
}

std::size_t ColumnMap::strayCell(const Row& row) const {
  for (std::size_t i = width_; i < row.cells.size(); ++i) {
    if (!trimBlanks(row.cells[i].text).empty()) return i;
  }
  return row.cells.size();
}

}  // namespace bf
