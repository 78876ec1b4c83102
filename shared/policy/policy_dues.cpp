#include "shared/policy/policy_dues.h"

#include <algorithm>

#include "shared/policy/policy_limits.h"
#include "shared/policy/rule_words.h"

namespace bf {
namespace {

constexpr int scopeColumn = 3;  ///< after those of subjectKeys()
constexpr int factColumns = scopeColumn + 4;

std::optional<std::int64_t> number(const Statement& statement, int column) {
  if (statement.isNull(column)) return std::nullopt;
  return statement.integer(column);
}

/// An indicator that names everything that the due names, for PolicyEngine::bind().
Indicator boundOf(const PolicyEngine& engine, const Due& due) {
  Indicator made;
  made.period = engine.pack().indicator(due.indicator)->period;
  made.scope = due.scope;
  made.rule.bound = due.due.bound;
  for (const auto* one : {&due.paid, &due.atLeast})
    made.rule.bound.insert(made.rule.bound.end(), one->bound.begin(), one->bound.end());
  return made;
}

DueRow rowOf(const Statement& statement, const std::vector<OwnFact>& asked) {
  DueRow row;
  row.household = statement.integer(0);
  row.subject = statement.integer(1);
  row.region = static_cast<RegionCode>(statement.integer(2));
  // Whoever may have a claim is listed; how much is then not known.
  row.mayConcern = statement.integer(scopeColumn) != 0;
  const bool inScope = !row.mayConcern;
  if (inScope) row.due = number(statement, scopeColumn + 1);
  row.paid = number(statement, scopeColumn + 2);
  if (inScope && !row.due) row.atLeast = number(statement, scopeColumn + 3);
  for (std::size_t i = 0; i < asked.size() && row.mayConcern; ++i)
    if (statement.isNull(factColumns + static_cast<int>(i))) row.notAsked.push_back(asked[i].field);
  return row;
}

}  // namespace

std::optional<std::int64_t> DueRow::missing() const {
  if (!due || !paid) return std::nullopt;
  return std::max<std::int64_t>(*due - *paid, 0);
}

std::int64_t DueRow::certainlyMissing() const {
  if (!paid) return 0;
  return std::max<std::int64_t>(due.value_or(atLeast.value_or(0)) - *paid, 0);
}

void DueSum::add(const DueRow& row) {
  due += row.due.value_or(row.atLeast.value_or(0));
  paid += row.paid.value_or(0);
  missing += row.certainlyMissing();
  subjects += 1;
  lacking += row.certainlyMissing() > 0 ? 1 : 0;
  unknown += row.missing() ? 0 : 1;
  dueUnknown += row.due ? 0 : 1;
  paidUnknown += row.paid ? 0 : 1;
}

DueSum& DueSum::operator+=(const DueSum& other) {
  due += other.due;
  paid += other.paid;
  missing += other.missing;
  subjects += other.subjects;
  lacking += other.lacking;
  unknown += other.unknown;
  dueUnknown += other.dueUnknown;
  paidUnknown += other.paidUnknown;
  return *this;
}

DueSum Dues::sum(RegionCode region) const {
  DueSum all;
  for (const auto& [where, one] : sums) {
    const bool counted = std::ranges::any_of(sums, [&](const auto& other) {
      return other.first != where && within(where, other.first) && within(other.first, region);
    });
    if (within(where, region) && !counted) all += one;
  }
  return all;
}

Result<Dues> duesOf(PolicyDatabase& database, const PolicyEngine& engine, const Due& due) {
  const auto subject = engine.pack().indicator(due.indicator)->subject;
  const auto scope = "(" + due.scope.sql + "\n)";
  const auto asked = ownFactsAsked(database.schema(), subject, due.scope.sql);
  std::string facts;
  for (const auto& one : asked) facts += ", " + one.column;
  auto prepared = database.prepare("SELECT " + subjectKeys(subject) + ", " + scope + " IS NULL, (" + due.due.sql +
                                   "\n), (" + due.paid.sql + "\n), (" + due.atLeast.sql + "\n)" + facts + " FROM " +
                                   subjectFrom(subject) + " AND " + scope + " IS NOT 0");
  if (!prepared)
    return std::unexpected(packError({due.id + "：" + prepared.error().zh, due.id + ": " + prepared.error().en}));
  auto& statement = prepared->statement;
  engine.bind(statement, boundOf(engine, due));
  BF_LET(households, database.connection().number("SELECT count(*) FROM main.k_household"));
  database.allowSteps(stepsAtLeast + stepsEachSubject * households);
  Dues made;
  for (;;) {
    const auto more = statement.step();
    if (!more) return std::unexpected(database.reason(more.error(), engine.pack().id + " " + due.id));
    if (!*more) break;
    if (made.rows.size() == subjectsMax) return fail(Errc::tooLarge, "subjectsMax");
    made.rows.push_back(rowOf(statement, asked));
  }
  std::ranges::sort(made.rows, {}, [](const DueRow& row) { return std::pair{row.household, row.subject}; });
  for (const auto& row : made.rows) made.sums[row.region].add(row);
  return made;
}

}  // namespace bf
