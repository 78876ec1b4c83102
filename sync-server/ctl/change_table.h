#pragma once
// Verdicts that became others, a line a fact behind each: the same table for two snapshots and for the running
// evaluation.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "shared/policy/policy_changes.h"
#include "shared/policy/policy_history.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {

/// Between which two moments verdicts are compared.
struct ComparedSpan {
  std::int64_t fromSeq = 0;
  std::int64_t toSeq = 0;
  std::int32_t fromDay = 0;
  std::int32_t toDay = 0;
  bool otherRules = false;
};

class ChangeTable {
 public:
  ChangeTable(const Ctl& ctl, OpenEvaluation& open, StoreTx& tx) : ctl_(ctl), open_(open), tx_(tx), names_(open) {}

  /// `judged` stands in each of its lines: when the change was found.
  [[nodiscard]] Result<void> add(const Indicator& indicator, const ComparedSpan& span, const std::string& judged,
                                 const std::vector<VerdictChange>& changes);
  /// Prints what was added.
  [[nodiscard]] Result<void> give(const EvaluateOptions& options) const;

 private:
  [[nodiscard]] Result<std::vector<ChangedFact>> facts(const Indicator& indicator, const ComparedSpan& span,
                                                       const VerdictChange& change);
  [[nodiscard]] Result<std::vector<ChangedFact>> factsBelow(const Indicator& indicator, const ComparedSpan& span,
                                                            RegionCode region);
  [[nodiscard]] Result<const std::vector<ChangedRoot>*> rootsOf(const ComparedSpan& span);
  [[nodiscard]] std::string why(const ComparedSpan& span, std::size_t facts) const;
  [[nodiscard]] Result<std::vector<std::string>> factRow(const ChangedFact& fact);
  [[nodiscard]] std::string word(const std::optional<Judgement>& verdict) const;

  const Ctl& ctl_;
  OpenEvaluation& open_;
  StoreTx& tx_;
  SubjectNames names_;
  std::map<std::string, std::set<ColumnRead>> reads_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<ChangedRoot>> roots_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace bf
