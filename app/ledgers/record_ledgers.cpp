#include "app/ledgers/record_ledgers.h"

#include <algorithm>

#include "app/models/day_limits.h"
#include "app/models/record_values.h"
#include "shared/schema/mask.h"
#include "shared/schema/value.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

struct Reading {
  const KindSpec& kind;
  const std::vector<Field>& fields;
  const RecordLedger::Options& options;

  [[nodiscard]] std::string shown(std::string_view name) const {
    const auto* spec = kind.fieldByName(name);
    const auto* field = spec == nullptr ? nullptr : fieldIn(fields, spec->number);
    if (field == nullptr) return {};
    const auto value = decodeValue(*spec, field->wire);
    if (!value) return {};
    const auto text = display(*spec, *value, options.language);
    return spec->sensitivity == Sensitivity::sensitive ? mask(*spec, text) : text;
  }
  [[nodiscard]] std::int64_t number(std::string_view name) const { return integerIn(fields, numberOf(kind, name)); }
  [[nodiscard]] std::string in(const char* zh, const char* en) const {
    return options.language == Language::chinese ? zh : en;
  }
  /// The state, and whether it is late.
  [[nodiscard]] std::string standing(bool late) const {
    const auto state = shown("state");
    return !late ? state : state.empty() ? in("超期", "Overdue") : state + in(" · 超期", " · overdue");
  }
};

/// Cells after head and natural village. Result: what the lines are put in order by, ascending.
using Rule = std::int64_t (*)(const Reading&, LedgerLine&);

std::int64_t problem(const Reading& of, LedgerLine& line) {
  const auto deadline = static_cast<Day>(of.number("deadline"));
  const auto state = of.number("state");
  const bool closed = state == choice::problemVerified;
  const bool late = !closed && deadline != 0 && deadline < of.options.today;
  for (const auto* field : {"item", "content", "unit", "deadline"}) line.cells.push_back(of.shown(field));
  line.cells.push_back(of.standing(late));
  line.tone = closed ? LedgerTone::good : late ? LedgerTone::bad : LedgerTone::warning;
  line.pass(1, !closed);
  line.pass(2, late);
  line.pass(3, state == choice::problemAnswered);
  line.pass(4, closed);
  constexpr std::int64_t never = 99991231;
  return closed ? never + 1 : deadline == 0 ? never : deadline;
}

std::int64_t visit(const Reading& of, LedgerLine& line) {
  const auto day = static_cast<Day>(of.number("visit_date"));
  const bool finished = fieldIn(of.fields, finishedField) != nullptr;
  for (const auto* field : {"visit_date", "visitor_name", "visitor_duty", "purpose"})
    line.cells.push_back(of.shown(field));
  line.cells.push_back(finished ? of.in("已完成", "Finished") : of.in("未完成", "Not finished"));
  line.tone = finished ? LedgerTone::good : LedgerTone::warning;
  const auto today = of.options.today;
  const auto quarter = [](Day one) { return (one / 100 % 100 - 1) / 3; };
  line.pass(1, day / 100 == today / 100);
  line.pass(2, yearOf(day) == yearOf(today) && quarter(day) == quarter(today));
  line.pass(3, yearOf(day) == yearOf(today));
  line.pass(4, !finished);
  return -day;
}

std::int64_t measure(const Reading& of, LedgerLine& line) {
  const auto state = of.number("state");
  const bool done = state == choice::measureDone;
  const bool open = !done && state != choice::measureStopped;
  const auto due = static_cast<Day>(of.number("due_date"));
  const bool late = open && due != 0 && due < of.options.today;
  line.cells.insert(line.cells.end(), {of.shown("batch"), of.shown("content"), of.shown("person"), of.shown("due_date"),
                                       of.standing(late)});
  line.tone = done ? LedgerTone::good : late ? LedgerTone::bad : LedgerTone::plain;
  line.pass(1, true);
  line.pass(3, open);
  line.pass(4, late);
  return -of.number("year");
}

std::int64_t industry(const Reading& of, LedgerLine& line) {
  const bool contract = answerIn(of.fields, numberOf(of.kind, "contract_signed")) == Answer::yes;
  line.cells.insert(line.cells.end(),
                    {of.shown("industry_type"), of.shown("project_name"), of.shown("body_name"), of.shown("year"),
                     contract ? of.in("已签合同", "Contract signed") : of.in("没有合同", "No contract")});
  line.tone = contract ? LedgerTone::good : LedgerTone::plain;
  line.pass(2, true);
  return -of.number("year");
}

struct Source {
  const char* kind;
  Rule rule;
};

/// A record whose parent is not here hangs from none that is there.
Result<bool> isRemoved(StoreTx& tx, std::uint32_t kind, std::int64_t rec) {
  BF_LET(row, tx.load(kind, rec));
  if (!row) return true;
  BF_LET(fields, tx.values(kind, rec));
  return isRemoved(*row, fields);
}

std::vector<Source> sourcesOf(LedgerKind kind) {
  if (kind == LedgerKind::problems) return {{"problem", problem}};
  if (kind == LedgerKind::visits) return {{"visit", visit}};
  return {{"measure", measure}, {"industry_share", industry}};
}

const Label all{"全部", "All"}, head{"户主", "Head"}, group{"自然村", "Natural village"};

void describe(Ledger& made) {
  made.columns = {{head, 3}, {group, 3, false}};
  const auto add = [&](std::initializer_list<LedgerColumn> more) { made.columns.insert(made.columns.end(), more); };
  if (made.kind == LedgerKind::problems) {
    // Each as wide as the longest word of it in large letters on a narrow screen.
    made.columns = {{head, 6}, {group, 9, false}};
    add({{{"事项", "About"}, 10},
         {{"问题", "Problem"}, 18, false},
         {{"责任单位", "Unit"}, 10},
         {{"期限", "Deadline"}, 9},
         {{"状态", "State"}, 8}});
    made.filters = {all, {"未销号", "Open"}, {"已超期", "Overdue"}, {"已答复", "Answered"}, {"已销号", "Closed"}};
  } else if (made.kind == LedgerKind::visits) {
    add({{{"日期", "Date"}, 3},
         {{"走访人", "Visitor"}, 3},
         {{"职务", "Duty"}, 3, false},
         {{"目的", "Purpose"}, 3, false},
         {{"状态", "State"}, 3}});
    made.filters = {
        all, {"本月", "This month"}, {"本季度", "This quarter"}, {"本年", "This year"}, {"未完成", "Not finished"}};
  } else {
    add({{{"类别", "Kind"}, 3},
         {{"内容", "What"}, 6},
         {{"责任人、主体", "By"}, 3, false},
         {{"期限、年度", "Due, year"}, 3, false},
         {{"状态", "State"}, 3}});
    made.filters = {all, {"措施", "Measures"}, {"产业", "Industry"}, {"未完成", "Not done"}, {"已超期", "Overdue"}};
  }
}

}  // namespace

Result<RecordLedger> RecordLedger::read(StoreTx& tx, const Schema& schema, LedgerKind kind, const Options& options) {
  RecordLedger ledger;
  ledger.made_.kind = kind;
  ledger.language_ = options.language;
  describe(ledger.made_);
  const auto village = schema.kindByName("village")->number;
  for (const auto& source : sourcesOf(kind)) {
    const auto& spec = *schema.kindByName(source.kind);
    for (std::int64_t after = 0; !options.goesOn || options.goesOn();) {
      BF_LET(rows, tx.records(spec.number, after, rowsPerRead));
      if (rows.empty()) break;
      for (const auto& row : rows) {
        BF_LET(fields, tx.values(row.kind, row.rec));
        if (isRemoved(row, fields)) continue;
        Waiting waiting;
        waiting.household = row.parent;
        if (row.parentKind == village) {
          BF_LET(removed, isRemoved(tx, village, row.parent));
          if (removed) continue;
          waiting.household = 0;
        }
        waiting.line.kind = row.kind;
        waiting.line.record = row.id;
        waiting.order = source.rule({spec, fields, options}, waiting.line);
        ledger.waiting_.push_back(std::move(waiting));
      }
      after = rows.back().rec;
    }
  }
  std::ranges::stable_sort(ledger.waiting_, {}, &Waiting::order);
  return ledger;
}

Ledger RecordLedger::join(const VillageBook& book) const {
  auto made = made_;
  for (const auto& waiting : waiting_) {
    auto line = waiting.line;
    std::vector<std::string> who{language_ == Language::chinese ? "（村）" : "(village)", ""};
    if (waiting.household != 0) {
      const auto row = book.rowOf(waiting.household);
      if (!row) continue;
      const auto& facts = book.rows()[*row].facts;
      line.household = facts.id;
      who = {facts.head, facts.group};
    }
    line.cells.insert(line.cells.begin(), who.begin(), who.end());
    made.lines.push_back(std::move(line));
  }
  return made;
}

}  // namespace bf
