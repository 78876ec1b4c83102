#include "shared/policy/policy_engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "shared/policy/policy_limits.h"
#include "shared/policy/policy_reach.h"

namespace bf {
namespace {

std::int32_t asOf(const Period& period, const EvaluationOptions& options) {
  return std::clamp(options.today, period.from, period.to);
}

/// How many months, or every third of them, have ended within the period by that day.
std::int64_t monthsEnded(const Period& period, std::int32_t day, int every) {
  std::int64_t ended = 0;
  for (int month = period.from / 10000 * 12 + period.from / 100 % 100 - 1;; ++month) {
    const auto last = std::chrono::year_month_day_last(
        std::chrono::year(month / 12),
        std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month % 12 + 1))));
    const auto end = month / 12 * 10000 + (month % 12 + 1) * 100 + static_cast<int>(static_cast<unsigned>(last.day()));
    if (end > day || end > period.to) return ended;
    if ((month % 12 + 1) % every == 0) ++ended;
  }
}

/// The first and last village of a region: codes of villages have 12 digits.
std::int64_t villageOf(RegionCode region, bool last) {
  auto code = static_cast<std::int64_t>(region);
  while (code != 0 && code < 100'000'000'000) code = code * 10 + (last ? 9 : 0);
  return code != 0 ? code : (last ? 999'999'999'999 : 0);
}

/// A rule as one column: 1 and 0 as they are, -2 not collected, -1 not in scope, -3 a scope that gives neither 1, 0
/// nor NULL. Whoever may be in scope is.
std::string columnOf(const Indicator& indicator, bool scopeKnown) {
  const auto rule = indicator.allOf.empty() ? indicator.rule.sql : std::string("1");
  const auto value = "coalesce((" + rule + "\n), -2)";
  if (scopeKnown) return value;
  return "CASE (" + indicator.scope.sql + "\n) WHEN 0 THEN -1 WHEN 1 THEN " + value + " ELSE CASE WHEN (" +
         indicator.scope.sql + "\n) IS NULL THEN -2 ELSE -3 END END";
}

}  // namespace

RegionCode countyOf(RegionCode region) {
  while (region > 999'999) region = parentOf(region);
  return region;
}

std::int64_t periodValue(std::string_view name, const Period& period, const EvaluationOptions& options) {
  const auto day = asOf(period, options);
  if (name == ":year") return day / 10000;
  if (name == ":from") return period.from;
  if (name == ":to") return period.to;
  if (name == ":asof") return day;
  if (name == ":school_year") return day / 100 % 100 >= 9 ? day / 10000 : day / 10000 - 1;
  if (name == ":months_due") return monthsEnded(period, day, 1);
  if (name == ":quarters_due") return monthsEnded(period, day, 3);
  return villageOf(options.region, name == ":last_village");
}

PolicyEngine::PolicyEngine(PolicyDatabase& database, const Pack& pack, const EvaluationOptions& options)
    : database_(database), pack_(pack), options_(options), sums_(pack.sums.size()), verdicts_(pack.indicators.size()) {
  options_.today = asOf(pack.effective, options);
  householdKinds_ = householdKinds(database.schema());
}

Result<std::unique_ptr<PolicyEngine>> PolicyEngine::make(PolicyDatabase& database, const Pack& pack,
                                                         const EvaluationOptions& options) {
  if (const auto problems = options.checked ? PackProblems() : checkPack(database, pack); !problems.empty())
    return std::unexpected(packError({problems.front().place + "：" + problems.front().text.zh,
                                      problems.front().place + ": " + problems.front().text.en}));
  std::unique_ptr<PolicyEngine> made(new PolicyEngine(database, pack, options));
  BF_CHECK(made->prepare());
  return made;
}

PolicyEngine::Group& PolicyEngine::groupOf(const Indicator& indicator) {
  // Villages and offices are few: each of their indicators stands alone, so that one can be judged without the others.
  if (!isOfHousehold(indicator.subject)) {
    groups_.push_back(Group{indicator.subject, indicator.period, {}, {}, {}, {}, {}});
    return groups_.back();
  }
  const auto alike = [&](const Indicator& other) {
    return other.subject == indicator.subject && other.period.from == indicator.period.from &&
           other.period.to == indicator.period.to && other.scope.sql == indicator.scope.sql;
  };
  // A statement of its own, and so a walk over all subjects of its own, where that spares looking at a scope again.
  const bool shared = std::ranges::count_if(pack_.indicators, alike) >= sharedScopeAtLeast;
  const auto scope = shared ? indicator.scope.sql : std::string();
  const auto at = std::ranges::find_if(groups_, [&](const Group& one) {
    return one.subject == indicator.subject && one.period.from == indicator.period.from &&
           one.period.to == indicator.period.to && one.scope == scope;
  });
  if (at != groups_.end()) return *at;
  groups_.push_back(Group{indicator.subject, indicator.period, scope, {}, {}, {}, {}});
  return groups_.back();
}

Result<void> PolicyEngine::prepare() {
  for (std::size_t i = 0; i < pack_.indicators.size(); ++i) {
    reads_.push_back(readsOf(database_, pack_.indicators[i]));
    groupOf(pack_.indicators[i]).indicators.push_back(i);
  }
  for (auto& group : groups_) BF_CHECK(prepareGroup(group));
  BF_CHECK(prepareSums());
  return readParameters();
}

Result<void> PolicyEngine::prepareGroup(Group& group) {
  const bool shared = !group.scope.empty();
  std::string sql = "SELECT " + subjectKeys(group.subject) + (shared ? ", (" + group.scope + "\n)" : ", 1");
  for (const auto at : group.indicators) sql += ", " + columnOf(pack_.indicators[at], shared);
  sql += " FROM " + subjectFrom(group.subject);
  if (shared) sql += " AND (" + group.scope + "\n) IS NOT 0";
  BF_LET(all, compile(sql));
  group.all = std::move(all);
  group.sql = std::move(sql);
  return {};
}

Result<Statement> PolicyEngine::compile(const std::string& sql) {
  auto prepared = database_.prepare(sql);
  if (!prepared)
    return std::unexpected(packError({pack_.id + "：" + prepared.error().zh, pack_.id + ": " + prepared.error().en}));
  return std::move(prepared->statement);
}

Result<void> PolicyEngine::prepareUpdates() {
  if (groups_.empty() || groups_.front().one.prepared()) return {};
  for (auto& group : groups_) {
    BF_LET(one, compile(group.sql + onlySubject(group.subject)));
    group.one = std::move(one);
  }
  if (!readSums_.empty()) {
    BF_LET(one, compile(sumStatements_.sql + onlySubject(Subject::household)));
    sumStatements_.one = std::move(one);
  }
  bindAll();
  return {};
}

Result<void> PolicyEngine::prepareSums() {
  // Whatever of the pack may ask for a sum: rules, the clauses that explain them, and dues.
  std::set<std::string> asked;
  const auto ask = [&](const std::set<ColumnRead>& reads) {
    for (const auto& read : reads) asked.insert(read.from);
  };
  const auto askOf = [&](Subject subject, const Expression& expression) {
    if (const auto reads = readsOf(database_, subject, expression)) ask(*reads);
  };
  for (const auto& reads : reads_) ask(reads);
  for (const auto& indicator : pack_.indicators)
    for (const auto& clause : indicator.clauses) askOf(indicator.subject, clause.expression);
  for (const auto& due : pack_.dues)
    for (const auto* expression : {&due.scope, &due.due, &due.paid, &due.atLeast})
      askOf(pack_.indicator(due.indicator)->subject, *expression);
  for (const auto& sum : pack_.sums) askOf(Subject::household, sum.value);
  if (asked.contains(idTwinView)) twins_ = std::make_unique<IdTwins>(database_.schema());
  std::string sql = "SELECT h.rec, h.region";
  for (std::size_t i = 0; i < pack_.sums.size(); ++i) {
    const auto& sum = pack_.sums[i];
    if (!asked.contains(tableOf(sum))) continue;
    readSums_.push_back(i);
    sql += ", (" + sum.value.sql + "\n)";
    if (const auto reads = readsOf(database_, Subject::household, sum.value))
      for (const auto& read : *reads) sumReads_.insert(read.from);
  }
  if (readSums_.empty()) return {};
  sql += " FROM " + subjectFrom(Subject::household);
  BF_LET(all, compile(sql));
  sumStatements_.all = std::move(all);
  sumStatements_.sql = std::move(sql);
  return {};
}

Result<void> PolicyEngine::readParameters() {
  entered_.clear();
  // Of the county of what is evaluated, else of the nearest region around it: what a neighbour entered says nothing
  // here, and a township that is evaluated alone has the figures that it has within its county.
  std::vector<std::int64_t> around;
  for (auto region = countyOf(options_.region); region != 0; region = parentOf(region))
    around.push_back(static_cast<std::int64_t>(region));
  std::string marks;
  for (std::size_t i = 0; i < around.size(); ++i) marks += i == 0 ? "?" : ",?";
  BF_LET(find, database_.connection().prepare(
                   "SELECT amount, region, year, from_date FROM parameter WHERE name = ? AND (year = ? OR year IS NULL)"
                   " AND (from_date IS NULL OR from_date <= ?)" +
                   (around.empty() ? "" : " AND region IN (" + marks + ")") +
                   " ORDER BY year IS NULL, region DESC, from_date DESC, rec DESC LIMIT 1"));
  for (const auto& parameter : pack_.parameters) {
    auto& [value, region, year, from] = entered_[parameter.id];
    value = parameter.value;
    region = 0, year = 0, from = 0;
    if (value || parameter.record.empty()) continue;
    find.reset();
    find.bindText(1, parameter.record).bind(2, periodValue(":year", pack_.effective, options_));
    find.bind(3, periodValue(":asof", pack_.effective, options_));
    for (std::size_t i = 0; i < around.size(); ++i) find.bind(static_cast<int>(i) + 4, around[i]);
    BF_LET(found, find.step());
    if (!found || find.isNull(0)) continue;
    // Amounts of the county's parameters have four decimals (proto/bianfang/records/target.proto).
    value = static_cast<double>(find.integer(0)) / 10'000;
    region = static_cast<RegionCode>(find.integer(1));
    year = static_cast<std::int32_t>(find.integer(2));
    from = static_cast<std::int32_t>(find.integer(3));
  }
  findUnjudged();
  bindAll();
  return {};
}

void PolicyEngine::findUnjudged() {
  const auto leftOpen = [this](const Expression& expression) {
    return std::ranges::any_of(expression.bound, [this](const std::string& name) {
      const auto* parameter = name.starts_with(':') ? pack_.parameter(std::string_view(name).substr(1)) : nullptr;
      return parameter != nullptr && !parameter->figure && !entered_[parameter->id].value;
    });
  };
  unjudged_.assign(pack_.indicators.size(), false);
  for (std::size_t i = 0; i < pack_.indicators.size(); ++i) {
    unjudged_[i] = leftOpen(pack_.indicators[i].scope) || leftOpen(pack_.indicators[i].rule);
    for (const auto& sum : pack_.sums)
      if (leftOpen(sum.value) && readsSum(reads_[i], sum)) unjudged_[i] = true;
  }
}

std::optional<double> PolicyEngine::value(const Parameter& parameter) const { return entered(parameter).value; }

ParameterValue PolicyEngine::entered(const Parameter& parameter) const {
  const auto at = entered_.find(parameter.id);
  return at != entered_.end() ? at->second : ParameterValue{parameter.value};
}

void PolicyEngine::bindPeriod(Statement& statement, const Period& period) const {
  for (const char* name : {":year", ":from", ":to", ":asof", ":school_year", ":months_due", ":quarters_due",
                           ":first_village", ":last_village"})
    if (const int at = statement.parameter(name); at != 0) statement.bind(at, periodValue(name, period, options_));
  for (const auto& parameter : pack_.parameters) {
    const int at = statement.parameter(":" + parameter.id);
    const auto known = value(parameter);
    if (at != 0 && known)
      statement.bind(at, static_cast<std::int64_t>(std::llround(*known * std::pow(10.0, parameter.scale))));
    else if (at != 0) statement.bindNull(at);
  }
}

void PolicyEngine::bindChoices(Statement& statement, const Expression& expression) const {
  for (const auto& name : expression.bound)
    if (const int at = statement.parameter(name); at != 0 && name.starts_with('$'))
      statement.bind(at, *choiceNumber(database_.schema(), name));
}

void PolicyEngine::bind(Statement& statement, const Indicator& indicator) const {
  bindPeriod(statement, indicator.period);
  bindChoices(statement, indicator.scope);
  bindChoices(statement, indicator.rule);
  showSums();
}

/// What is bound stays so until a parameter changes: an update has no time to look names up.
void PolicyEngine::bindAll() {
  for (auto& group : groups_)
    for (auto* statement : {&group.all, &group.one}) {
      bindPeriod(*statement, group.period);
      for (const auto at : group.indicators) {
        bindChoices(*statement, pack_.indicators[at].scope);
        bindChoices(*statement, pack_.indicators[at].rule);
      }
    }
  for (auto* statement : {&sumStatements_.all, &sumStatements_.one}) {
    if (!statement->prepared()) continue;
    bindPeriod(*statement, pack_.effective);
    // Whatever part of a county is evaluated, its villages are ranked and added up among all of the county.
    const auto county = countyOf(options_.region);
    statement->bind(statement->parameter(":first_village"), villageOf(county, false));
    statement->bind(statement->parameter(":last_village"), villageOf(county, true));
    for (const auto i : readSums_) bindChoices(*statement, pack_.sums[i].value);
  }
}

/// Another engine may have shown its own in the meantime.
void PolicyEngine::showSums() const {
  for (std::size_t i = 0; i < sums_.size(); ++i) database_.sums().show(tableOf(pack_.sums[i]), &sums_[i].totals());
}

Tally PolicyEngine::tally(std::size_t indicator, RegionCode region) const {
  Tally sum;
  for (const auto& [where, tally] : verdicts_[indicator].tallies)
    if (within(where, region)) sum += tally;
  return sum;
}

Standing PolicyEngine::standing(std::size_t indicator, RegionCode region) const {
  const auto* threshold = pack_.parameter(pack_.indicators[indicator].threshold);
  return standingOf(tally(indicator, region), threshold != nullptr ? value(*threshold) : std::nullopt);
}

}  // namespace bf
