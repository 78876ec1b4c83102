// The evaluation of what changed, and the sums by village that let rules about villages and above stay as they are.

#include <algorithm>

#include "shared/policy/policy_engine.h"
#include "shared/policy/policy_limits.h"

namespace bf {
namespace {

constexpr int sumKeyColumns = 2;

auto householdRange(std::vector<SubjectVerdict>& rows, std::int64_t household) {
  return std::ranges::equal_range(rows, household, {}, &SubjectVerdict::household);
}

}  // namespace

Result<void> PolicyEngine::runSums(Statement& statement, SumRows& rows) const {
  const StatementUse use(statement);
  for (;;) {
    const auto more = statement.step();
    if (!more) return std::unexpected(database_.reason(more.error(), pack_.id + " [[sum]]"));
    if (!*more) return {};
    for (std::size_t k = 0; k < readSums_.size(); ++k) {
      const auto i = readSums_[k];
      const int column = sumKeyColumns + static_cast<int>(k);
      VillageSums::Row row{statement.integer(0), static_cast<RegionCode>(statement.integer(1)), std::nullopt};
      if (!statement.isNull(column)) row.value = statement.integer(column);
      if (row.value && !statement.isInteger(column))
        return std::unexpected(
            packError({pack_.id + " 的合计 " + pack_.sums[i].id + " 只能得出整数或 NULL",
                       "sum " + pack_.sums[i].id + " of " + pack_.id + " must give whole numbers or NULL"}));
      if (row.value != 0) rows[i].push_back(row);
    }
  }
}

Result<std::set<std::string>> PolicyEngine::evaluateSums() {
  std::set<std::string> changed;
  if (readSums_.empty()) return changed;
  SumRows rows(pack_.sums.size());
  BF_CHECK(runSums(sumStatements_.all, rows));
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (sums_[i].replaceAll(std::move(rows[i]))) changed.insert(tableOf(pack_.sums[i]));
  return changed;
}

Result<std::set<std::string>> PolicyEngine::updateSums(const PolicyChanges& changes) {
  for (const auto& kind : changes.kinds)
    if (sumReads_.contains(kind) && !householdKinds_.contains(kind)) return evaluateSums();
  std::set<std::string> changed;
  if (readSums_.empty()) return changed;
  for (const auto household : changes.households) {
    sumStatements_.one.bind(sumStatements_.one.parameter(":only"), household);
    SumRows rows(pack_.sums.size());
    BF_CHECK(runSums(sumStatements_.one, rows));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto row = rows[i].empty() ? std::nullopt : std::optional(rows[i].front());
      if (sums_[i].replace(household, row)) changed.insert(tableOf(pack_.sums[i]));
    }
  }
  return changed;
}

Result<void> PolicyEngine::updateTwins(PolicyChanges& changes) {
  if (!twins_) return {};
  BF_LET(concerned, twins_->update(database_.connection(), changes.households));
  if (concerned.empty()) return {};
  concerned.insert(changes.households.begin(), changes.households.end());
  changes.households.assign(concerned.begin(), concerned.end());
  changes.kinds.insert(idTwinView);
  return {};
}

std::vector<bool> PolicyEngine::stale(const std::set<std::string>& changed) const {
  std::vector<bool> all(pack_.indicators.size(), false);
  std::set<Subject> subjects;
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto& indicator = pack_.indicators[at];
    const bool ofHousehold = isOfHousehold(indicator.subject);
    for (const auto& read : reads_[at])
      if (changed.contains(read.from) && !(ofHousehold && householdKinds_.contains(read.from))) all[at] = true;
    for (const auto& id : indicator.allOf)
      if (all[static_cast<std::size_t>(pack_.indicator(id) - pack_.indicators.data())]) all[at] = true;
    if (all[at] && ofHousehold) subjects.insert(indicator.subject);
  }
  // Households share statements, and what is made of others needs the others' rows: all of them, then.
  for (std::size_t at = 0; at < all.size(); ++at)
    if (subjects.contains(pack_.indicators[at].subject)) all[at] = true;
  return all;
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
  tell(indicator, old, made);
  if (old.size() == made.size()) {
    std::ranges::copy(made, old.begin());
    return;
  }
  const auto at = rows.erase(old.begin(), old.end());
  rows.insert(at, made.begin(), made.end());
}

void PolicyEngine::tell(std::size_t indicator, std::span<const SubjectVerdict> old,
                        std::span<const SubjectVerdict> made) {
  if (told_ == nullptr) return;
  for (const auto& change : differences(old, made)) told_->push_back({indicator, change});
}

Result<std::vector<ChangedVerdict>> PolicyEngine::updateTelling(const PolicyChanges& changes) {
  std::vector<ChangedVerdict> told;
  told_ = &told;
  const auto done = update(changes);
  told_ = nullptr;
  if (!done) return std::unexpected(done.error());
  return told;
}

Result<void> PolicyEngine::update(const PolicyChanges& given) {
  const bool many = given.households.size() > updatedHouseholdsMax;
  if (broken_ || many || drawnSince() || given.kinds.contains("parameter")) return evaluate();
  PolicyChanges changes = given;
  std::ranges::sort(changes.households);
  const auto again = std::ranges::unique(changes.households);
  changes.households.erase(again.begin(), again.end());
  BF_CHECK(prepareUpdates());
  // Until it is through, nobody may take what is here for a whole.
  broken_ = true;
  database_.allowSteps(stepsAtLeast + stepsEachSubject * households_);
  BF_CHECK(updateTwins(changes));
  showSums();
  BF_LET(changed, updateSums(changes));
  changed.insert(changes.kinds.begin(), changes.kinds.end());
  const auto whole = stale(changed);
  Fresh fresh(pack_.indicators.size());
  for (auto& group : groups_) {
    const bool all = whole[group.indicators.front()];
    if (all) BF_CHECK(run(group, group.all, fresh));
    for (const auto household : changes.households) {
      if (all || !isOfHousehold(group.subject)) break;
      group.one.bind(group.one.parameter(":only"), household);
      BF_CHECK(run(group, group.one, fresh));
    }
    for (const auto at : group.indicators) std::ranges::sort(fresh[at].rows, before);
  }
  for (std::size_t at = 0; at < fresh.size(); ++at) combine(at, fresh, whole);
  for (std::size_t at = 0; at < fresh.size(); ++at) {
    if (whole[at]) replaceAll(at, fresh);
    else if (isOfHousehold(pack_.indicators[at].subject))
      for (const auto household : changes.households) replaceHousehold(at, household, fresh);
  }
  broken_ = false;
  return {};
}

}  // namespace bf
