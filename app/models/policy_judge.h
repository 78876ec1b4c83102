#pragma once
// The eight items by the county's pack, as the centre judges them: the same rules, the same engine, over the tablet's
// store. Whoever is not on the register is judged by the same rules, so that a page can show how any household stands.

#include <memory>
#include <mutex>

#include "app/models/item_judge.h"
#include "shared/policy/policy_engine.h"

namespace bf {

/// Any thread may ask; one waits for another.
class PolicyJudge final : public ItemJudge {
 public:
  /// Nothing is read before prepare() or the first question. `store` must outlive it.
  PolicyJudge(const SqliteStore& store, Day today) : store_(store), today_(today) {}

  /// Reads the rules, once. Errors: those of PolicyDatabase::open and PolicyEngine::make.
  [[nodiscard]] Result<void> prepare() const;

  /// Looks at every household at once, for a book of thousands: verdicts() then answers from it and sees no later
  /// change, until it is asked of another day. Errors: those of PolicyEngine::evaluate().
  [[nodiscard]] Result<void> evaluateAll();

  /// Of another day than before it first turns to the rules of that day. What the engine cannot judge is unknown, never
  /// met.
  [[nodiscard]] std::array<ItemVerdict, eightCount> judge(const HouseholdFacts& facts, Day today) const override;
  [[nodiscard]] std::array<Answer, eightCount> verdicts(const HouseholdFacts& facts, Day today) const override;

 private:
  [[nodiscard]] Result<void> turnTo(Day today) const;
  [[nodiscard]] Result<void> look(const HouseholdFacts& facts, Day today) const;
  [[nodiscard]] std::array<Answer, eightCount> ask(const HouseholdFacts& facts, Day today) const;

  const SqliteStore& store_;
  const Day today_;
  mutable std::mutex mutex_;
  mutable std::unique_ptr<PolicyDatabase> database_;
  // Those of one day; judging another turns to it.
  mutable Day day_ = 0;
  mutable Pack pack_;
  mutable std::unique_ptr<PolicyEngine> engine_;
  mutable bool all_ = false;  ///< every household was judged
};

}  // namespace bf
