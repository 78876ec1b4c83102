#include "shared/exchange/column_map.h"

#include <algorithm>
#include <map>

#include "shared/exchange/cell_text.h"

namespace bf {
namespace {

/// How well a heading row fits the specs.
struct HeadingFit {
  std::size_t known = 0, filled = 0;
  bool complete = false;  ///< all required columns are there
};

using Names = std::map<std::string, const ColumnSpec*, std::less<>>;

Names namesOf(const std::vector<ColumnSpec>& specs) {
  Names names;
  // Of two fields with one label the first spec counts; its own name tells the other apart.
  for (const ColumnSpec& spec : specs) {
    for (const std::string& heading : spec.headings) names.try_emplace(foldText(heading), &spec);
  }
  return names;
}

/// A heading without what forms add to it: *收入（元） is 收入.
std::string undecorated(std::string_view folded) {
  std::string text(folded);
  std::erase(text, '*');
  const std::size_t open = text.find('(');
  if (open != std::string::npos && open > 0 && text.ends_with(')')) text.resize(open);
  while (text.ends_with(':')) text.pop_back();
  return text;
}

const ColumnSpec* specOf(const Names& names, std::string_view heading) {
  const std::string folded = foldText(heading);
  auto found = names.find(folded);
  if (found == names.end()) found = names.find(undecorated(folded));
  return found == names.end() ? nullptr : found->second;
}

HeadingFit fit(const Row& row, const Names& names, const std::vector<ColumnSpec>& specs) {
  HeadingFit result;
  std::vector<const ColumnSpec*> seen;
  for (const Cell& cell : row.cells) {
    if (trimBlanks(cell.text).empty()) continue;
    ++result.filled;
    if (const ColumnSpec* spec = specOf(names, cell.text)) seen.push_back(spec);
  }
  result.known = seen.size();
  result.complete = result.known > 0 && std::all_of(specs.begin(), specs.end(), [&](const ColumnSpec& spec) {
                      return !spec.required || std::find(seen.begin(), seen.end(), &spec) != seen.end();
                    });
  return result;
}

/// A row that is meant as a heading though something is missing: at least half of it is known.
bool meantAsHeading(const HeadingFit& result) { return result.known >= 2 && result.known * 2 >= result.filled; }

std::string missing(const Row& row, const Names& names, const std::vector<ColumnSpec>& specs) {
  std::string text;
  for (const ColumnSpec& spec : specs) {
    if (!spec.required) continue;
    const bool there = std::any_of(row.cells.begin(), row.cells.end(),
                                   [&](const Cell& cell) { return specOf(names, cell.text) == &spec; });
    if (!there) text += (text.empty() ? "" : ", ") + spec.label.zh + " (" + spec.label.en + ")";
  }
  return text;
}

}  // namespace

std::vector<ColumnSpec> columnsOf(const KindSpec& kind) {
  std::vector<ColumnSpec> specs;
  for (const FieldSpec* field : kind.form()) {
    if (!isColumn(*field)) continue;
    ColumnSpec spec{field->name, field, {field->name, field->label.zh, field->label.en}, field->label, false};
    if (!field->national.empty()) spec.headings.push_back(field->national);
    specs.push_back(std::move(spec));
  }
  return specs;
}

Result<std::pair<std::size_t, ColumnMap>> ColumnMap::bindBest(
    RowSource& source, const std::vector<const std::vector<ColumnSpec>*>& candidates) {
  std::vector<Names> names;
  for (const auto* specs : candidates) names.push_back(namesOf(*specs));
  Row row;
  HeadingFit best;
  std::size_t chosen = 0;
  for (std::size_t line = 0; line < titleLinesMax && best.known == 0; ++line) {
    BF_LET(more, source.next(row));
    if (!more) break;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const HeadingFit found = fit(row, names[i], *candidates[i]);
      if (!found.complete && !meantAsHeading(found)) continue;
      if (std::pair(found.complete, found.known) <= std::pair(best.complete, best.known)) continue;
      best = found;
      chosen = i;
    }
  }
  if (best.known == 0) {
    const std::string lines = std::to_string(titleLinesMax);
    std::string detail = source.name() + ": no heading row among the first " + lines + " rows";
    if (candidates.size() == 1) detail += "; needed: " + missing({}, names[0], *candidates[0]);
    return fail(Errc::importInvalid, detail);
  }
  if (!best.complete) {
    return fail(Errc::importInvalid, source.name() + " row " + std::to_string(row.number) +
                                         ": columns are missing: " + missing(row, names[chosen], *candidates[chosen]));
  }
  ColumnMap map;
  BF_CHECK(map.take(row, source, *candidates[chosen]));
  return std::pair(chosen, std::move(map));
}

Result<ColumnMap> ColumnMap::bind(RowSource& source, const std::vector<ColumnSpec>& specs) {
  BF_LET(bound, bindBest(source, {&specs}));
  return std::move(bound.second);
}

Result<void> ColumnMap::take(const Row& row, const RowSource& source, const std::vector<ColumnSpec>& specs) {
  const Names names = namesOf(specs);
  headingRow_ = row.number;
  width_ = row.cells.size();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string_view heading = trimBlanks(row.cells[i].text);
    if (heading.empty()) continue;
    const ColumnSpec* spec = specOf(names, heading);
    if (spec == nullptr) {
      unknown_.push_back(columnLetters(i) + " " + std::string(heading));
      continue;
    }
    if (const BoundColumn* first = find(spec->key)) {
      return fail(Errc::importInvalid, cellPlace(source.name(), row.number, i) + ": says the same as column " +
                                           columnLetters(first->index) + " (" + spec->label.en + ")");
    }
    auto reader = spec->field == nullptr ? nullptr : std::make_unique<CellReader>(*spec->field);
    columns_.push_back({i, spec, std::move(reader)});
  }
  return {};
}

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
