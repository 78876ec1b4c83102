#include "shared/policy/policy_check.h"

#include <algorithm>

#include "shared/policy/policy_reach.h"
#include "shared/policy/rule_words.h"

namespace bf {

bool isOfHousehold(Subject subject) { return subject == Subject::household || subject == Subject::member; }

std::string subjectFrom(Subject subject) {
  // The plus keeps SQLite from reaching the households of a whole county one by one through the index of regions.
  switch (subject) {
    case Subject::household: return "household h WHERE +h.region BETWEEN :first_village AND :last_village";
    case Subject::member:
      return "person m JOIN household h ON h.rec = m.parent WHERE +h.region BETWEEN :first_village AND :last_village";
    case Subject::village: return "village v WHERE v.region BETWEEN :first_village AND :last_village";
    case Subject::office:
      return "region o WHERE o.level IN (6, 9) AND o.first <= :last_village AND o.last >= :first_village";
    case Subject::township:
      return "region t WHERE t.level = 9 AND t.first <= :last_village AND t.last >= :first_village";
    // What is counted over a city says nothing where only a part of it is evaluated.
    case Subject::city: return "region c WHERE c.level = 4 AND c.first >= :first_village AND c.last <= :last_village";
    case Subject::county: break;
  }
  return "region c WHERE c.level = 6 AND c.first <= :last_village AND c.last >= :first_village";
}

std::string subjectKeys(Subject subject) {
  switch (subject) {
    case Subject::household: return "h.rec, h.rec, h.region";
    case Subject::member: return "h.rec, m.rec, h.region";
    case Subject::village: return "0, v.rec, v.region";
    case Subject::office: return "0, o.code, o.code";
    case Subject::township: return "0, t.code, t.code";
    case Subject::county:
    case Subject::city: break;
  }
  return "0, c.code, c.code";
}

std::string onlySubject(Subject subject) {
  switch (subject) {
    case Subject::household: return " AND h.rec = :only";
    case Subject::member: return " AND m.parent = :only";
    case Subject::village: return " AND v.rec = :only";
    case Subject::office: return " AND o.code = :only";
    case Subject::township: return " AND t.code = :only";
    case Subject::county:
    case Subject::city: break;
  }
  return " AND c.code = :only";
}

std::string tableOf(const Sum& sum) { return "sum_" + sum.id; }

std::expected<std::set<ColumnRead>, Label> readsOf(PolicyDatabase& database, Subject subject,
                                                   const Expression& expression) {
  if (expression.sql.empty()) return std::set<ColumnRead>{};
  // As a condition, not as a column: an aggregate over all subjects would make one row of them.
  auto prepared = database.prepare("SELECT 1 FROM " + subjectFrom(subject) + " AND (" + expression.sql + "\n)");
  if (!prepared) return std::unexpected(prepared.error());
  return std::move(prepared->reads);
}

std::set<ColumnRead> readsOf(PolicyDatabase& database, const Indicator& indicator) {
  std::set<ColumnRead> all;
  for (const auto* expression : {&indicator.scope, &indicator.rule})
    if (auto reads = readsOf(database, indicator.subject, *expression)) all.merge(*reads);
  return all;
}

bool readsSum(const std::set<ColumnRead>& reads, const Sum& sum) {
  return std::ranges::any_of(reads, [&](const ColumnRead& read) { return read.from == tableOf(sum); });
}

std::string placeOf(const Pack& pack, const Expression& expression, const std::string& what) {
  return (expression.at.empty() ? pack.id : expression.at) + " " + what;
}

namespace {

/// Why an expression is refused; nothing: it is not.
std::optional<Label> faultOf(PolicyDatabase& database, Subject subject, const Expression& expression) {
  const auto reads = readsOf(database, subject, expression);
  if (!reads) return reads.error();
  if (auto fault = textFault(database.views(), *reads, expression.sql)) return fault;
  return reachFault(database, subject, expression);
}

/// A sum is about one household: it knows no other sum, whatever the order of the pack.
bool readsAnySum(PolicyDatabase& database, const Pack& pack, const Sum& sum) {
  const auto reads = readsOf(database, Subject::household, sum.value);
  return std::ranges::any_of(pack.sums, [&](const Sum& other) { return readsSum(*reads, other); });
}

PackProblems checkSums(PolicyDatabase& database, const Pack& pack, std::set<std::string>& unsound) {
  PackProblems problems;
  for (const auto& sum : pack.sums) {
    const auto before = problems.size();
    const auto place = placeOf(pack, sum.value, "sum " + sum.id);
    if (const auto made = database.addSum(tableOf(sum)); !made)
      problems.push_back({place, {"无法建立", "cannot be made: " + made.error().detail}});
    if (const auto fault = faultOf(database, Subject::household, sum.value)) problems.push_back({place, *fault});
    else if (readsAnySum(database, pack, sum))
      problems.push_back({place, {"合计不能读取合计", "a sum must not read a sum"}});
    if (problems.size() != before) unsound.insert("sum " + sum.id);
  }
  return problems;
}

}  // namespace

PackProblems checkPack(PolicyDatabase& database, const Pack& pack, std::set<std::string>* unsound) {
  std::set<std::string> wrong;
  auto problems = checkSums(database, pack, wrong);
  const auto look = [&](Subject subject, const std::string& of, const std::string& what, const Expression& expression) {
    const auto fault = faultOf(database, subject, expression);
    if (fault) problems.push_back({placeOf(pack, expression, of + ", " + what), *fault}), wrong.insert(of);
    return !fault;
  };
  for (const auto& indicator : pack.indicators) {
    const auto name = "indicator " + indicator.id;
    bool clauses = look(indicator.subject, name, "scope", indicator.scope);
    for (const auto& clause : indicator.clauses) {
      clauses = look(indicator.subject, name, "clause " + clause.id, clause.expression) && clauses;
      if (!clauses || !clause.counted) continue;
      if (const auto listed = database.prepare(countedRows(indicator.subject, *clause.counted)); !listed) {
        problems.push_back({placeOf(pack, clause.expression, name + ", clause " + clause.id), listed.error()});
        wrong.insert(name);
      }
    }
    // What is wrong with a clause is not told a second time of the rule made of it.
    if (clauses) (void)look(indicator.subject, name, "rule", indicator.rule);
  }
  for (const auto& due : pack.dues)
    for (const auto& [part, expression] :
         {std::pair{"scope", &due.scope}, {"due", &due.due}, {"paid", &due.paid}, {"at_least", &due.atLeast}})
      (void)look(pack.indicator(due.indicator)->subject, "due " + due.id, part, *expression);
  if (unsound != nullptr) *unsound = std::move(wrong);
  return problems;
}

std::string countedRows(Subject subject, const Counted& counted) {
  const auto& adds = counted.adds.sql;
  return "SELECT " + counted.alias + ".rec, " + (adds.empty() ? "1" : "(" + adds + "\n)") + " FROM " +
         counted.each.sql + ", " + subjectFrom(subject) + onlySubject(subject) + " AND (" + counted.where.sql + "\n)" +
         (adds.empty() ? "" : " AND (" + adds + "\n) IS NOT 0") + " ORDER BY 1";
}

PackProblems packWarnings(const Pack& pack) {
  PackProblems warnings;
  const auto look = [&](const Indicator& indicator, const std::string& what, const Expression& expression) {
    const auto fact = takenForGood(expression.sql);
    if (!fact.empty())
      warnings.push_back({placeOf(pack, expression, "indicator " + indicator.id + ", " + what),
                          {fact + " 没有人问过时按已达到算：未采集的应留为 NULL",
                           fact + " counts as good where nobody was asked: what is not collected stays NULL"}});
    return fact.empty();
  };
  for (const auto& indicator : pack.indicators) {
    bool clauses = true;
    for (const auto& clause : indicator.clauses)
      clauses = look(indicator, "clause " + clause.id, clause.expression) && clauses;
    if (clauses) (void)look(indicator, "rule", indicator.rule);
  }
  return warnings;
}

}  // namespace bf
