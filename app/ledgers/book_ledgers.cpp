#include "app/ledgers/book_ledgers.h"

#include <algorithm>

#include "app/models/eight_items.h"
#include "shared/schema/plain_text.h"

namespace bf {
namespace {

struct Making {
  const VillageBook& book;
  const KindSpec& household;
  const KindSpec& member;
  const KindSpec& renovation;
  const KindSpec& assessment;
  Language language;
  Ledger made;

  [[nodiscard]] std::string in(const char* zh, const char* en) const { return language == Language::chinese ? zh : en; }
  [[nodiscard]] std::string chosen(const KindSpec& kind, std::string_view field, int choice) const {
    const auto* spec = kind.fieldByName(field);
    const auto* found = spec == nullptr ? nullptr : spec->choice(choice);
    return found == nullptr ? std::string() : found->label.in(language);
  }
  [[nodiscard]] std::string day(Day day) const { return day == 0 ? std::string() : dateText(day); }
  [[nodiscard]] std::string number(int value) const { return value > 0 ? std::to_string(value) : std::string(); }
  LedgerLine& line(const HouseholdFacts& facts, std::vector<std::string> cells) {
    made.lines.push_back({facts.id, household.number, facts.id, std::move(cells), LedgerTone::plain, 1});
    return made.lines.back();
  }
};

LedgerTone toneOf(Answer answer) {
  return answer == Answer::yes ? LedgerTone::good : answer == Answer::no ? LedgerTone::bad : LedgerTone::unknown;
}

/// Short names of the items with this verdict.
std::string itemsWith(const Making& making, const BookRow& row, Answer answer) {
  std::string names;
  for (std::size_t i = 0; i < eightCount; ++i) {
    if (row.items[i] != answer) continue;
    if (!names.empty()) names += making.in("、", ", ");
    names += shortNameOf(static_cast<EightItem>(i)).in(making.language);
  }
  return names;
}

void addPoor(Making& making, const BookRow& row) {
  const auto& facts = row.facts;
  if (!facts.poor()) return;
  const auto notMet = itemsWith(making, row, Answer::no), missing = itemsWith(making, row, Answer::unknown);
  auto& line = making.line(facts, {facts.head, facts.group, making.number(facts.persons()),
                                   making.chosen(making.household, "status", facts.status),
                                   making.number(facts.plannedExit), notMet, missing, making.day(facts.lastVisit)});
  line.tone = !notMet.empty() ? LedgerTone::bad : !missing.empty() ? LedgerTone::unknown : LedgerTone::good;
  line.pass(1, facts.status == choice::statusPreparing);
  line.pass(2, facts.status == choice::statusOut || facts.status == choice::statusMonitored);
  line.pass(3, !notMet.empty());
  line.pass(4, !missing.empty());
  line.pass(5, facts.lastVisit == 0);
}

void addHousing(Making& making, const BookRow& row) {
  const auto& facts = row.facts;
  const bool danger = facts.grade >= choice::gradeC;
  if (!danger && facts.renovation == 0) return;
  const bool done = facts.renovation == choice::renovationAccepted || facts.renovation == choice::renovationPaid;
  const bool planned = facts.renovation != 0 && facts.renovation != choice::renovationGivenUp;
  auto& line =
      making.line(facts, {facts.head, facts.group, making.chosen(making.assessment, "grade", facts.grade),
                          making.day(facts.assessed), making.number(facts.renovationYear),
                          facts.renovation == 0 ? making.in("没有列入计划", "Not in a plan")
                                                : making.chosen(making.renovation, "state", facts.renovation)});
  // Accepted is not yet safe: the house may have been assessed since, or nobody knows.
  const auto safe = row.items[static_cast<std::size_t>(EightItem::housing)];
  line.tone = done ? toneOf(safe) : planned ? LedgerTone::warning : LedgerTone::bad;
  line.pass(1, facts.grade == choice::gradeC);
  line.pass(2, facts.grade == choice::gradeD);
  line.pass(3, danger && !planned);
  line.pass(4, planned && !done);
  line.pass(5, done);
}

std::string answerWords(const Making& making, Answer answer, const char* yes, const char* no, const char* yesEn,
                        const char* noEn) {
  return answer == Answer::yes  ? making.in(yes, yesEn)
         : answer == Answer::no ? making.in(no, noEn)
                                : making.in("未采集", "Not collected");
}

void addMedical(Making& making, const BookRow& row) {
  if (!row.facts.poor()) return;
  for (const auto& member : row.facts.members) {
    if (member.gone || medicallyInsured(member) == Answer::yes) continue;
    const auto word = [&](Answer answer) {
      return answerWords(making, answer, "已参加", "未参加", "Enrolled", "Not enrolled");
    };
    auto& line = making.line(
        row.facts, {member.name, row.facts.head, row.facts.group,
                    member.birth == 0 ? std::string() : std::to_string(ageOn(member.birth, making.book.today())),
                    word(member.medical), word(member.severe)});
    line.tone = toneOf(medicallyInsured(member));
    line.pass(1, member.medical == Answer::no);
    line.pass(2, member.severe == Answer::no);
    line.pass(3, medicallyInsured(member) == Answer::unknown);
  }
}

void addSchool(Making& making, const BookRow& row) {
  if (!row.facts.poor()) return;
  for (const auto& member : row.facts.members) {
    const bool child = compulsoryAge(member, making.book.today());
    const bool out = !member.gone && member.droppedOut == Answer::yes;
    if (!child && !out) continue;
    const auto met = schooled(member);
    auto& line = making.line(
        row.facts, {member.name, row.facts.head, row.facts.group,
                    member.birth == 0 ? std::string() : std::to_string(ageOn(member.birth, making.book.today())),
                    making.chosen(making.member, "school_stage", member.stage),
                    out ? making.in("失学辍学", "Out of school")
                        : answerWords(making, met, "在校", "失学辍学", "At school", "Out of school"),
                    making.chosen(making.member, "dropout_reason", member.dropoutReason)});
    line.tone = toneOf(met);
    line.pass(1, out);
    line.pass(2, !out && met == Answer::unknown);
    line.pass(3, !out && met == Answer::yes);
  }
}

const Label all{"全部", "All"}, head{"户主", "Head"}, group{"自然村", "Natural village"}, name{"姓名", "Name"},
    age{"年龄", "Age"}, missing{"未采集", "Not collected"};

void describe(Ledger& made) {
  switch (made.kind) {
    case LedgerKind::poor:
      made.columns = {{head, 3},
                      {group, 3},
                      {{"人口", "Persons"}, 2, false},
                      {{"状态", "Status"}, 3},
                      {{"计划脱贫", "Exit planned"}, 2, false},
                      {{"不达标", "Not met"}, 4},
                      {{"未采集", "Not collected"}, 4, false},
                      {{"上次走访", "Last visit"}, 3, false}};
      made.filters = {all,
                      {"预脱贫", "Preparing to exit"},
                      {"已脱贫", "Out of poverty"},
                      {"有不达标", "Not met"},
                      {"有未采集", "Not collected"},
                      {"从未走访", "Never visited"}};
      break;
    case LedgerKind::housing:
      made.columns = {{head, 3},
                      {group, 3},
                      {{"等级", "Grade"}, 3},
                      {{"鉴定日期", "Assessed"}, 3, false},
                      {{"改造年度", "Plan of"}, 2, false},
                      {{"改造进度", "Renovation"}, 3}};
      made.filters = {all,
                      {"C级", "Grade C"},
                      {"D级", "Grade D"},
                      {"没有计划", "No plan"},
                      {"改造中", "Under way"},
                      {"已验收", "Accepted"}};
      break;
    case LedgerKind::medical:
      made.columns = {{name, 3},
                      {head, 3},
                      {group, 3, false},
                      {age, 2, false},
                      {{"基本医保", "Basic medical"}, 3},
                      {{"大病保险", "Grave illness"}, 3}};
      made.filters = {all, {"基本医保未参加", "No basic medical"}, {"大病保险未参加", "No grave illness"}, missing};
      break;
    default:
      made.columns = {{name, 3},
                      {head, 3},
                      {group, 3, false},
                      {age, 2, false},
                      {{"学段", "Stage"}, 3},
                      {{"就学", "School"}, 3},
                      {{"原因", "Reason"}, 3, false}};
      made.filters = {all, {"失学辍学", "Out of school"}, missing, {"在校", "At school"}};
  }
}

}  // namespace

Ledger ledgerOf(LedgerKind kind, const VillageBook& book, const Schema& schema, Language language) {
  const auto named = [&](const char* name) -> const KindSpec& { return *schema.kindByName(name); };
  Making making{book,     named("household"), named("member"), named("renovation"), named("housing_assessment"),
                language, {kind, {}, {}, {}}};
  describe(making.made);
  std::vector<const BookRow*> rows;
  for (const auto& row : book.rows()) rows.push_back(&row);
  std::ranges::stable_sort(rows, [](const BookRow* a, const BookRow* b) {
    return a->groupRank != b->groupRank ? a->groupRank < b->groupRank : a->nameRank < b->nameRank;
  });
  for (const auto* row : rows) switch (kind) {
      case LedgerKind::poor: addPoor(making, *row); break;
      case LedgerKind::housing: addHousing(making, *row); break;
      case LedgerKind::medical: addMedical(making, *row); break;
      default: addSchool(making, *row);
    }
  return std::move(making.made);
}

}  // namespace bf
