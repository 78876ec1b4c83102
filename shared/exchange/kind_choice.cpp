#include "shared/exchange/kind_choice.h"

#include <algorithm>
#include <optional>

#include "shared/exchange/cell_text.h"
#include "shared/exchange/near_names.h"

namespace bf {
namespace {

constexpr std::size_t kindsNamedMax = 3;

/// How the heading stands to one rule.
struct Fit {
  const ImportRule* rule = nullptr;
  std::size_t known = 0, filled = 0;
  std::vector<bool> knows;           ///< by column
  std::vector<std::string> unknown;  ///< headings, not told to be passed over
  std::vector<Label> missing;        ///< columns that the kind needs
  [[nodiscard]] bool whole() const { return known > 0 && unknown.empty() && missing.empty(); }
  /// Meant as a heading, though something is wrong with it.
  [[nodiscard]] bool plausible() const { return (known > 0 && missing.empty()) || (known >= 2 && known * 2 >= filled); }
};

bool passedOver(const KindWish& wish, std::string_view heading) {
  return std::ranges::any_of(wish.ignore,
                             [&](const std::string& one) { return one == "*" || foldText(one) == foldText(heading); });
}

std::vector<Label> missingOf(const std::vector<ColumnSpec>& specs, const std::vector<const ColumnSpec*>& seen) {
  std::vector<Label> missing;
  const auto there = [&](const ColumnSpec& spec) { return std::ranges::find(seen, &spec) != seen.end(); };
  std::vector<std::uint8_t> groupsTold;
  for (const ColumnSpec& spec : specs) {
    if (spec.required && !there(spec)) missing.push_back(spec.label);
    if (spec.oneOf == 0 || std::ranges::find(groupsTold, spec.oneOf) != groupsTold.end()) continue;
    groupsTold.push_back(spec.oneOf);
    Label names;
    bool any = false;
    for (const ColumnSpec& other : specs) {
      if (other.oneOf != spec.oneOf) continue;
      any = any || there(other);
      names.zh += (names.zh.empty() ? "" : "或") + other.label.zh;
      names.en += (names.en.empty() ? "" : " or ") + other.label.en;
    }
    if (!any) missing.push_back(names);
  }
  return missing;
}

Fit fitOf(const Row& row, const ImportRule& rule, const HeadingNames& names, const KindWish& wish) {
  Fit fit;
  fit.rule = &rule;
  std::vector<const ColumnSpec*> seen;
  for (const Cell& cell : row.cells) {
    const std::string_view heading = trimBlanks(cell.text);
    if (heading.empty()) continue;
    ++fit.filled;
    const ColumnSpec* spec = names.find(heading);
    fit.knows.resize(static_cast<std::size_t>(&cell - row.cells.data()) + 1);
    fit.knows.back() = spec != nullptr;
    if (spec != nullptr) seen.push_back(spec);
    else if (!passedOver(wish, heading)) fit.unknown.emplace_back(heading);
  }
  fit.known = seen.size();
  fit.missing = missingOf(rule.columns, seen);
  return fit;
}

/// The file's own name, without folder and ending: "危房改造阶段" of "危房改造阶段.csv" and of "册.xlsx
/// [危房改造阶段]".
std::string baseName(const std::string& file) {
  const std::size_t sheet = file.rfind(" [");
  if (sheet != std::string::npos && file.ends_with(']')) return file.substr(sheet + 2, file.size() - sheet - 3);
  return file.substr(0, file.rfind('.'));
}

bool isNamed(const KindSpec& kind, const std::string& base) {
  const std::string folded = foldText(base);
  return folded == foldText(kind.label.zh) || folded == foldText(kind.label.en) || folded == foldText(kind.name);
}

/// Of several kinds the one that the file's name speaks of, the longest label first: 危房改造阶段2018 speaks of stages.
const KindSpec* namedKind(const std::vector<const KindSpec*>& kinds, const std::string& base) {
  const std::string folded = foldText(base);
  const KindSpec* best = nullptr;
  std::size_t length = 0;
  for (const KindSpec* kind : kinds) {
    for (const std::string& name : {kind->label.zh, kind->label.en, kind->name}) {
      const std::string label = foldText(name);
      if (label.size() <= length || folded.find(label) == std::string::npos) continue;
      best = kind;
      length = label.size();
    }
  }
  return best;
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

/// A heading that is not known, with the one that it resembles.
std::string withNear(const Fit& fit, const std::string& heading, const char* meant) {
  std::vector<std::string> headings;
  for (const ColumnSpec& spec : fit.rule->columns)
    headings.insert(headings.end(), spec.headings.begin(), spec.headings.end());
  const auto near = nearNames(heading, headings);
  return near.empty() ? heading : heading + meant + near.front();
}

/// Why one kind does not fit: 费用报销（不认识的列：金额；缺少的列：报销金额）.
Label shortfall(const Fit& fit) {
  std::vector<std::string> zh, en;
  if (!fit.unknown.empty()) {
    std::vector<std::string> unknownZh, unknownEn;
    for (const std::string& heading : fit.unknown) {
      unknownZh.push_back(withNear(fit, heading, "→"));
      unknownEn.push_back(withNear(fit, heading, " → "));
    }
    zh.push_back("不认识的列：" + joined(unknownZh, "、"));
    en.push_back("columns not known: " + joined(unknownEn, ", "));
  }
  std::vector<std::string> missingZh, missingEn;
  for (const Label& label : fit.missing) {
    missingZh.push_back(label.zh);
    missingEn.push_back(label.en);
  }
  if (!fit.missing.empty()) {
    zh.push_back("缺少的列：" + joined(missingZh, "、"));
    en.push_back("columns missing: " + joined(missingEn, ", "));
  }
  const Label& kind = fit.rule->kind->label;
  return {kind.zh + "（" + joined(zh, "；") + "）", kind.en + " (" + joined(en, "; ") + ")"};
}

/// Nearest first: what the file is named after, then what lacks least.
void sortByNearness(std::vector<Fit>& fits, const std::string& base) {
  std::ranges::stable_sort(fits, {}, [&](const Fit& fit) {
    return std::pair(!isNamed(*fit.rule->kind, base), fit.unknown.size() + fit.missing.size());
  });
}

Notice noKind(const Row& row, const std::string& file, std::vector<Fit> fits) {
  sortByNearness(fits, baseName(file));
  std::vector<std::string> zh, en;
  std::vector<const KindSpec*> told;
  for (const Fit& fit : fits) {
    if (told.size() == kindsNamedMax) break;
    if (std::ranges::find(told, fit.rule->kind) != told.end()) continue;
    told.push_back(fit.rule->kind);
    const Label why = shortfall(fit);
    zh.push_back(why.zh);
    en.push_back(why.en);
  }
  std::vector<std::string> nowhere;  // columns that no kind at all knows
  std::string first;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string heading(trimBlanks(row.cells[i].text));
    const bool everywhere = std::ranges::all_of(
        fits, [&](const Fit& fit) { return std::ranges::find(fit.unknown, heading) != fit.unknown.end(); });
    if (heading.empty() || !everywhere) continue;
    nowhere.push_back(columnLetters(i) + " " + heading);
  }
  Label message{"表头不符合任何种类，整个文件未导入；最接近的种类：" + joined(zh, "，"),
                "the heading fits no kind of record, nothing was taken over; nearest: " + joined(en, ", ")};
  if (!nowhere.empty()) {
    message.zh +=
        "；可用 --ignore 略过一列、--ignore '*' 略过全部不认识的列（如全国系统导出的宽表），用 --kind 指明种类";
    message.en +=
        "; --ignore passes over a column, --ignore '*' over all unknown ones (as of a wide national export), --kind"
        " names the kind";
  }
  return {"noKind", file, row.number, joined(nowhere, ", "), std::move(message)};
}

Notice severalKinds(const Row& row, const std::string& file, const std::vector<const KindSpec*>& kinds) {
  std::vector<std::string> zh, en;
  for (const KindSpec* kind : kinds) {
    zh.push_back(kind->label.zh + " " + kind->name);
    en.push_back(kind->label.en + " " + kind->name);
  }
  return {"severalKinds",
          file,
          row.number,
          {},
          {"表头符合几个种类，整个文件未导入；请用 --kind 指明：" + joined(zh, "、"),
           "the heading fits several kinds, nothing was taken over; name one with --kind: " + joined(en, ", ")}};
}

Notice otherThanNamed(const Row& row, const std::string& file, const Fit& named, const KindSpec& fitting) {
  const Label why = shortfall(named);
  return {"otherThanNamed",
          file,
          row.number,
          {},
          {"文件名所说的种类与表头不符，整个文件未导入：" + why.zh + "；表头符合" + fitting.label.zh +
               "，确为此种类时请用 --kind " + fitting.name,
           "the heading is not that of the kind in the file's name, nothing was taken over: " + why.en + "; it fits " +
               fitting.label.en + ": if that is meant, say --kind " + fitting.name}};
}

/// With columns passed over a wide table fits kinds that know a few of its columns only: of two kinds the one that
/// knows all that the other knows, and more. Null when neither does.
const KindSpec* knowsMore(const std::vector<Fit>& fits) {
  const auto within = [](const Fit& a, const Fit& b) {
    for (std::size_t i = 0; i < a.knows.size(); ++i)
      if (a.knows[i] && (i >= b.knows.size() || !b.knows[i])) return false;
    return true;
  };
  for (const Fit& one : fits) {
    if (!one.whole()) continue;
    const bool most = std::ranges::all_of(fits, [&](const Fit& other) {
      return !other.whole() || other.rule->kind == one.rule->kind || (other.known < one.known && within(other, one));
    });
    if (most) return one.rule->kind;
  }
  return nullptr;
}

std::expected<KindChoice, Notice> decide(const Row& row, const std::string& file, const std::vector<Fit>& fits,
                                         const KindWish& wish) {
  const std::string base = baseName(file);
  std::vector<const KindSpec*> kinds;
  for (const Fit& fit : fits)
    if (fit.whole() && std::ranges::find(kinds, fit.rule->kind) == kinds.end()) kinds.push_back(fit.rule->kind);
  if (kinds.empty()) return std::unexpected(noKind(row, file, fits));
  const auto named = std::ranges::find_if(fits, [&](const Fit& fit) { return isNamed(*fit.rule->kind, base); });
  const bool otherNamed = named != fits.end() && std::ranges::find(kinds, named->rule->kind) == kinds.end();
  if (wish.kind.empty() && otherNamed) return std::unexpected(otherThanNamed(row, file, *named, *kinds.front()));
  const KindSpec* kind = kinds.size() == 1 ? kinds.front() : namedKind(kinds, base);
  if (kind == nullptr) kind = knowsMore(fits);
  if (kind == nullptr) return std::unexpected(severalKinds(row, file, kinds));
  const auto chosen = std::ranges::find_if(fits, [&](const Fit& fit) { return fit.whole() && fit.rule->kind == kind; });
  auto map = ColumnMap::of(row, file, chosen->rule->columns);
  if (!map) return std::unexpected(std::move(map.error()));
  return KindChoice{chosen->rule, std::move(*map)};
}

}  // namespace

Notice unreadable(const RowSource& source, const Error& error, bool rowsBefore) {
  const TablePlace& at = source.failedAt();
  Notice notice{"unreadable", source.name(), at.row, at.column ? columnLetters(*at.column) : std::string(), {}};
  // The notice has the place already.
  const std::string place = cellPlace(source.name(), at);
  const Error what{error.code, error.detail.starts_with(place) ? error.detail.substr(place.size()) : error.detail};
  const Label rest = rowsBefore ? Label{"；此处以后未读，前面的行已导入",
                                        "; nothing is read from there on, the rows before are imported"}
                                : Label{"；整个文件未导入", "; nothing of the file is imported"};
  notice.message = {describe(what, Language::chinese) + rest.zh, describe(what, Language::english) + rest.en};
  return notice;
}

std::expected<KindChoice, Notice> chooseKind(RowSource& source, const std::vector<ImportRule>& rules,
                                             const KindWish& wish) {
  std::vector<std::pair<const ImportRule*, HeadingNames>> candidates;
  for (const ImportRule& rule : rules)
    if (wish.kind.empty() || wish.kind == rule.kind->name) candidates.emplace_back(&rule, HeadingNames(rule.columns));
  Row row, nearest;
  std::vector<Fit> nearestFits;
  bool anything = false;
  for (std::size_t line = 0; line < titleLinesMax; ++line) {
    const auto more = source.next(row);
    if (!more) return std::unexpected(unreadable(source, more.error(), false));
    if (!*more) break;
    anything = anything || !row.blank();
    std::vector<Fit> fits;
    for (const auto& [rule, names] : candidates) fits.push_back(fitOf(row, *rule, names, wish));
    if (std::ranges::any_of(fits, &Fit::plausible)) return decide(row, source.name(), fits, wish);
    // Of a kind that was named the first row that knows anything at all was meant as its heading.
    if (wish.kind.empty() || !nearestFits.empty() || std::ranges::none_of(fits, &Fit::known)) continue;
    nearest = row;
    nearestFits = std::move(fits);
  }
  if (!nearestFits.empty()) return std::unexpected(noKind(nearest, source.name(), std::move(nearestFits)));
  if (!anything)
    return std::unexpected(
        Notice{"emptyFile", source.name(), 0, {}, {"文件（或工作表）是空的", "the file (or sheet) is empty"}});
  const std::string lines = std::to_string(titleLinesMax);
  return std::unexpected(Notice{"noHeading",
                                source.name(),
                                1,
                                {},
                                {"前" + lines + "行中没有可以认出的表头，整个文件未导入",
                                 "no heading row among the first " + lines + " rows, nothing was taken over"}});
}

}  // namespace bf
