// The evaluation itself: everything, or what changed.

#include <algorithm>

#include "shared/policy/policy_engine.h"
#include "shared/policy/policy_limits.h"

namespace bf {
namespace {

constexpr int scopeColumn = 4;  ///< after those of subjectKeys(): whether nobody knows if the subject is in scope
constexpr int keyColumns = 5;

bool before(const SubjectVerdict& a, const SubjectVerdict& b) {
  return a.household != b.household ? a.household < b.household : a.subject < b.subject;
}

auto householdRange(std::vector<SubjectVerdict>& rows, std::int64_t household) {
  return std::ranges::equal_range(rows, household, {}, &SubjectVerdict::household);
}

}  // namespace

Result<void> PolicyEngine::allowSteps() {
  BF_LET(households, database_.connection().number("SELECT count(*) FROM main.k_household"));
  database_.allowSteps(stepsAtLeast + stepsEachSubject * households);
  return {};
}

Result<void> PolicyEngine::row(const Group& group, const Statement& statement, Fresh& fresh) {
  SubjectVerdict verdict;
  verdict.household = statement.integer(0);
  verdict.subject = statement.integer(1);
  verdict.region = static_cast<RegionCode>(statement.integer(2));
  verdict.contested = statement.integer(3) != 0;
  const bool scopeUnknown = statement.integer(scopeColumn) != 0;
  for (std::size_t i = 0; i < group.indicators.size(); ++i) {
    const int column = keyColumns + static_cast<int>(i);
    const auto at = group.indicators[i];
    const auto value = statement.integer(column);
    if (!statement.isInteger(column) || value < -2 || value > 1)
      return fail(Errc::configInvalid,
                  pack_.id + " indicator " + pack_.indicators[at].id + ": a rule must give 1, 0 or NULL");
    if (value == -1) continue;
    if (fresh[at].rows.size() == subjectsMax) return fail(Errc::tooLarge, "subjectsMax");
    verdict.verdict = unjudged_[at]
                          ? Judgement::unjudged
                          : (value == -2 || scopeUnknown ? Judgement::notCollected : static_cast<Judgement>(value));
    fresh[at].rows.push_back(verdict);
  }
  return {};
}

Result<void> PolicyEngine::run(const Group& group, Statement& statement, Fresh& fresh) {
  const StatementUse use(statement);
  for (;;) {
    const auto more = statement.step();
    if (!more) return std::unexpected(database_.reason(more.error()));
    if (!*more) return {};
    BF_CHECK(row(group, statement, fresh));
  }
}

void PolicyEngine::combine(const Indicator& indicator, std::size_t at, Fresh& fresh) const {
  for (auto& row : fresh[at].rows)
    for (const auto& id : indicator.allOf) {
      const auto part = static_cast<std::size_t>(pack_.indicator(id) - pack_.indicators.data());
      const auto found = std::ranges::lower_bound(fresh[part].rows, row, before);
      // A part that does not concern this subject asks nothing of it.
      if (found == fresh[part].rows.end() || found->subject != row.subject) continue;
      row.verdict = both(row.verdict, found->verdict);
    }
}

Result<void> PolicyEngine::evaluate() {
  BF_CHECK(allowSteps());
  BF_CHECK(readParameters());
  Fresh fresh(pack_.indicators.size());
  for (auto& group : groups_) {
    for (const auto at : group.indicators) bind(group.all, pack_.indicators[at]);
    BF_CHECK(run(group, group.all, fresh));
    for (const auto at : group.indicators) std::ranges::sort(fresh[at].rows, before);
  }
  for (std::size_t at = 0; at < fresh.size(); ++at) combine(pack_.indicators[at], at, fresh);
  for (std::size_t at = 0; at < fresh.size(); ++at) replaceAll(at, fresh);
  return {};
}

void PolicyEngine::replaceAll(std::size_t indicator, Fresh& fresh) {
  auto& made = fresh[indicator];
  Tally* tally = nullptr;
  RegionCode region = 0;
  for (const auto& row : made.rows) {
    if (tally == nullptr || row.region != region) tally = &made.tallies[region = row.region];
    tally->add(row.verdict);
  }
  verdicts_[indicator] = std::move(made);
}

void PolicyEngine::replaceHousehold(std::size_t indicator, std::int64_t household, Fresh& fresh) {
  auto& [rows, tallies] = verdicts_[indicator];
  const auto made = householdRange(fresh[indicator].rows, household);
  const auto old = householdRange(rows, household);
  for (const auto& row : old) {
    const auto tally = tallies.find(row.region);
    tally->second.add(row.verdict, -1);
    if (tally->second.all() == 0) tallies.erase(tally);
  }
  for (const auto& row : made) tallies[row.region].add(row.verdict);
  if (old.size() == made.size()) {
    std::ranges::copy(made, old.begin());
    return;
  }
  const auto at = rows.erase(old.begin(), old.end());
  rows.insert(at, made.begin(), made.end());
}

std::set<Subject> PolicyEngine::wholesale(const PolicyChanges& changes) const {
  std::set<Subject> all;
  for (std::size_t at = 0; at < reads_.size(); ++at) {
    const auto subject = pack_.indicators[at].subject;
    const bool ofHousehold = subject == Subject::household || subject == Subject::member;
    for (const auto& read : reads_[at])
      if (changes.kinds.contains(read.from) && !(ofHousehold && householdKinds_.contains(read.from)))
        all.insert(subject);
  }
  return all;
}

Result<void> PolicyEngine::update(const PolicyChanges& changes) {
  if (changes.kinds.contains("parameter") || changes.households.size() > updatedHouseholdsMax) return evaluate();
  BF_CHECK(allowSteps());
  Fresh fresh(pack_.indicators.size());
  const auto whole = wholesale(changes);
  const std::set<std::int64_t> households(changes.households.begin(), changes.households.end());
  for (auto& group : groups_) {
    const bool ofHousehold = group.subject == Subject::household || group.subject == Subject::member;
    const bool all = whole.contains(group.subject);
    auto& statement = all ? group.all : group.one;
    for (const auto at : group.indicators) bind(statement, pack_.indicators[at]);
    if (all) BF_CHECK(run(group, statement, fresh));
    for (const auto household : households) {
      if (all || !ofHousehold) break;
      statement.bind(statement.parameter(":only"), household);
      BF_CHECK(run(group, statement, fresh));
    }
    for (const auto at : group.indicators) std::ranges::sort(fresh[at].rows, before);
  }
  for (std::size_t at = 0; at < fresh.size(); ++at) combine(pack_.indicators[at], at, fresh);
  for (std::size_t at = 0; at < fresh.size(); ++at) {
    const auto subject = pack_.indicators[at].subject;
    if (whole.contains(subject)) replaceAll(at, fresh);
    else if (subject == Subject::household || subject == Subject::member)
      for (const auto household : households) replaceHousehold(at, household, fresh);
  }
  return {};
}

}  // namespace bf
