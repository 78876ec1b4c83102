// The evaluation of everything.

#include <algorithm>

#include "shared/base/bilingual.h"
#include "shared/policy/policy_engine.h"
#include "shared/policy/policy_limits.h"

namespace bf {
namespace {

constexpr int scopeColumn = 3;  ///< after those of subjectKeys(): 1, or NULL where nobody knows if it is in scope
constexpr int keyColumns = 4;

}  // namespace

Result<void> PolicyEngine::allowSteps() {
  BF_LET(households, database_.connection().number("SELECT count(*) FROM main.k_household"));
  households_ = households;
  database_.allowSteps(stepsAtLeast + stepsEachSubject * households_);
  return {};
}

Result<void> PolicyEngine::row(const Group& group, const Statement& statement, Fresh& fresh) {
  SubjectVerdict verdict;
  verdict.household = statement.integer(0);
  verdict.subject = statement.integer(1);
  verdict.region = static_cast<RegionCode>(statement.integer(2));
  const bool scopeUnknown = statement.isNull(scopeColumn);
  const bool scopeWrong = !scopeUnknown && (!statement.isInteger(scopeColumn) || statement.integer(scopeColumn) != 1);
  for (std::size_t i = 0; i < group.indicators.size(); ++i) {
    const int column = keyColumns + static_cast<int>(i);
    const auto at = group.indicators[i];
    const auto value = statement.integer(column);
    if (scopeWrong || !statement.isInteger(column) || value < -2 || value > 1) {
      const bool scope = scopeWrong || value == -3;
      return std::unexpected(packError({pack_.id + " 的指标 " + pack_.indicators[at].id + "：" +
                                            (scope ? "适用范围" : "规则") + "只能得出 1、0 或 NULL",
                                        "indicator " + pack_.indicators[at].id + " of " + pack_.id + ": a " +
                                            (scope ? "scope" : "rule") + " must give 1, 0 or NULL"}));
    }
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
    if (!more) return std::unexpected(database_.exceeded() ? tooHeavy(group) : more.error());
    if (!*more) return {};
    BF_CHECK(row(group, statement, fresh));
  }
}

Error PolicyEngine::tooHeavy(const Group& group) {
  // Which of those that share the statement: each alone, until one takes too many steps by itself.
  for (const auto at : group.indicators) {
    const auto& one = pack_.indicators[at];
    auto asked = "(" + one.scope.sql + "\n) IS NOT 0";
    if (one.allOf.empty()) asked += " AND (" + one.rule.sql + "\n) IS NOT 2";
    auto alone = database_.prepare("SELECT count(*) FROM " + subjectFrom(group.subject) + " AND " + asked);
    if (!alone) continue;
    database_.allowSteps(stepsAtLeast + stepsEachSubject * households_);
    bind(alone->statement, one);
    const auto done = alone->statement.step();
    if (!done && database_.exceeded()) return database_.reason(done.error(), pack_.id + " " + one.id);
  }
  // None by itself: they are too many together.
  std::string all = pack_.id;
  for (const auto at : group.indicators) all += " " + pack_.indicators[at].id;
  return {Errc::tooLarge, bilingualSentence("政策包 " + all + " 合计运算过多，已停止",
                                            "pack " + all + " together take too many steps and were stopped")};
}

void PolicyEngine::combine(std::size_t at, Fresh& fresh, const std::vector<bool>& whole) const {
  const auto& indicator = pack_.indicators[at];
  for (auto& row : fresh[at].rows)
    for (const auto& id : indicator.allOf) {
      const auto part = static_cast<std::size_t>(pack_.indicator(id) - pack_.indicators.data());
      const bool asItWas = !isOfHousehold(indicator.subject) && !whole[part];
      const auto& rows = asItWas ? verdicts_[part].rows : fresh[part].rows;
      const auto found = std::ranges::lower_bound(rows, row, before);
      // A part that does not concern this subject asks nothing of it.
      if (found == rows.end() || found->subject != row.subject) continue;
      row.verdict = both(row.verdict, found->verdict);
    }
}

Result<void> PolicyEngine::evaluate() {
  // Until it is through, nobody may take what is here for a whole.
  broken_ = true;
  BF_CHECK(allowSteps());
  BF_CHECK(readParameters());
  if (twins_) BF_CHECK(twins_->rebuild(database_.connection()));
  showSums();
  BF_CHECK(evaluateSums());
  Fresh fresh(pack_.indicators.size());
  for (auto& group : groups_) {
    BF_CHECK(run(group, group.all, fresh));
    for (const auto at : group.indicators) std::ranges::sort(fresh[at].rows, before);
  }
  const std::vector<bool> whole(fresh.size(), true);
  for (std::size_t at = 0; at < fresh.size(); ++at) combine(at, fresh, whole);
  for (std::size_t at = 0; at < fresh.size(); ++at) replaceAll(at, fresh);
  draws_ = database_.draws();
  broken_ = false;
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
  tell(indicator, verdicts_[indicator].rows, made.rows);
  verdicts_[indicator] = std::move(made);
}

}  // namespace bf
