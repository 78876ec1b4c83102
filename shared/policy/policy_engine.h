#pragma once
// Evaluates a pack: once over everything, after that only over the households that changed, with the same result. All
// indicators of one kind of subject are one statement, so that a household is read once however many rules look at it.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/policy/id_twins.h"
#include "shared/policy/policy_check.h"
#include "shared/policy/policy_rollup.h"
#include "shared/policy/verdicts.h"
#include "shared/policy/village_sums.h"

namespace bf {

struct EvaluationOptions {
  RegionCode region = 0;   ///< everything lies in it: a village, township, county or city
  std::int32_t today = 0;  ///< YYYYMMDD: what is due by now; a day outside the pack's period stands for its nearest
  bool checked = false;  ///< a test of this build asked checkPack() about it, and it has no sums: it is not asked again
};

/// Of one indicator; only subjects in its scope.
struct IndicatorVerdicts {
  std::vector<SubjectVerdict> rows;     ///< ascending by household, then subject
  std::map<RegionCode, Tally> tallies;  ///< by `region` of the rows
  bool operator==(const IndicatorVerdicts&) const = default;
};

/// A parameter's number: the document's, or that of a record.
struct ParameterValue {
  std::optional<double> value;
  RegionCode region = 0;  ///< of the record; 0: there is none
  std::int32_t year = 0;  ///< 0: it holds in every year
  std::int32_t from = 0;  ///< day since which it is in force; 0: from the beginning of the year
};

/// What changed in the store since the last evaluation.
struct PolicyChanges {
  std::vector<std::int64_t> households;  ///< with a change to themselves or to anything that hangs from them
  std::set<std::string> kinds;           ///< names of the kinds of all records that changed
};

class PolicyEngine {
 public:
  /// Both must outlive it. Errors: Errc::configInvalid when the database refuses the pack (checkPack() says why), with
  /// the first reason; storage*.
  [[nodiscard]] static Result<std::unique_ptr<PolicyEngine>> make(PolicyDatabase& database, const Pack& pack,
                                                                  const EvaluationOptions& options);
  /// Errors: Errc::tooLarge when rules take more than the steps allowed, Errc::configInvalid when a rule gives
  /// something else than 1, 0 or NULL (the detail names the indicator), storage*.
  [[nodiscard]] Result<void> evaluate();
  /// The same verdicts as evaluate() would give, for the price of what changed; before any evaluate(), those of these
  /// households alone, for a tablet that shows one. A rule about a household looks at what
  /// hangs from that household alone; a rule about a village or above is judged again when a kind that it reads, or a
  /// sum, is another (PACKS.md). After an error the next one evaluates everything. Errors: as of evaluate().
  [[nodiscard]] Result<void> update(const PolicyChanges& changes);
  /// The same, and every verdict that is now another: by indicator in the order of the pack, then household, subject.
  [[nodiscard]] Result<std::vector<ChangedVerdict>> updateTelling(const PolicyChanges& changes);
  /// Compiles what update() asks; else its first call does. Errors: Errc::configInvalid.
  [[nodiscard]] Result<void> prepareUpdates();

  /// Whether a random sample was drawn since everything was evaluated: no record changed by that, and yet whose income
  /// counts for a village is another.
  [[nodiscard]] bool drawnSince() const { return database_.draws() != draws_; }

  [[nodiscard]] const Pack& pack() const { return pack_; }
  /// `today` is the one day that everything is judged as of, within the pack's period: what is printed beside a verdict
  /// or counted beside it is as of this day, too.
  [[nodiscard]] const EvaluationOptions& options() const { return options_; }
  /// By the place of the indicator in the pack.
  [[nodiscard]] const IndicatorVerdicts& verdicts(std::size_t indicator) const { return verdicts_[indicator]; }
  /// Of everyone in a region and below.
  [[nodiscard]] Tally tally(std::size_t indicator, RegionCode region) const;
  [[nodiscard]] Standing standing(std::size_t indicator, RegionCode region) const;
  /// Parameters with what the county entered for the year and was in force on the day; nothing: still unknown.
  [[nodiscard]] std::optional<double> value(const Parameter& parameter) const;
  /// The same, with the record that it comes from.
  [[nodiscard]] ParameterValue entered(const Parameter& parameter) const;
  /// What each household adds to a sum, by the sum's place in the pack; only sums that an indicator reads.
  [[nodiscard]] const std::vector<VillageSums::Row>& sumRows(std::size_t sum) const { return sums_[sum].rows(); }
  [[nodiscard]] const std::set<ColumnRead>& reads(std::size_t indicator) const { return reads_[indicator]; }
  /// Binds the period of the indicator, the parameters and the choices that a statement names, and shows it the sums.
  void bind(Statement& statement, const Indicator& indicator) const;

 private:
  struct Group {
    Subject subject = Subject::household;
    Period period;
    std::string scope;  ///< of all of them, when several have the same: looked at once a subject; else empty
    std::vector<std::size_t> indicators;
    std::string sql;  ///< of `all`; with onlySubject() that of `one`
    Statement all;
    Statement one;  ///< made by prepareUpdates()
  };
  struct SumStatements {
    std::string sql;
    Statement all;
    Statement one;
  };
  PolicyEngine(PolicyDatabase& database, const Pack& pack, const EvaluationOptions& options);
  /// Fresh rows by indicator; of a whole group, or of some households alone.
  using Fresh = std::vector<IndicatorVerdicts>;
  [[nodiscard]] Result<void> prepare();
  [[nodiscard]] Group& groupOf(const Indicator& indicator);
  [[nodiscard]] Result<void> prepareGroup(Group& group);
  [[nodiscard]] Result<Statement> compile(const std::string& sql);
  [[nodiscard]] Result<void> prepareSums();
  [[nodiscard]] Result<void> readParameters();
  void findUnjudged();
  void bindPeriod(Statement& statement, const Period& period) const;
  void bindChoices(Statement& statement, const Expression& expression) const;
  void bindAll();
  void showSums() const;
  [[nodiscard]] Result<void> run(const Group& group, Statement& statement, Fresh& fresh);
  /// Which indicator of a group went beyond the steps allowed.
  [[nodiscard]] Error tooHeavy(const Group& group);
  [[nodiscard]] Result<void> row(const Group& group, const Statement& statement, Fresh& fresh);
  /// `whole`: whether all rows of an indicator are fresh; else only those of the households that changed are.
  void combine(std::size_t at, Fresh& fresh, const std::vector<bool>& whole) const;
  using SumRows = std::vector<std::vector<VillageSums::Row>>;
  [[nodiscard]] Result<void> runSums(Statement& statement, SumRows& rows) const;
  /// Reckons all sums anew. Result: the tables of those that are now others.
  [[nodiscard]] Result<std::set<std::string>> evaluateSums();
  [[nodiscard]] Result<std::set<std::string>> updateSums(const PolicyChanges& changes);
  /// Adds the households whose twins are others now; says so among the tables that changed.
  [[nodiscard]] Result<void> updateTwins(PolicyChanges& changes);
  /// Indicators that must be judged whole, by their place in the pack.
  [[nodiscard]] std::vector<bool> stale(const std::set<std::string>& changed) const;
  void replaceHousehold(std::size_t indicator, std::int64_t household, Fresh& fresh);
  void replaceAll(std::size_t indicator, Fresh& fresh);
  void tell(std::size_t indicator, std::span<const SubjectVerdict> old, std::span<const SubjectVerdict> made);
  [[nodiscard]] Result<void> allowSteps();

  PolicyDatabase& database_;
  const Pack& pack_;
  EvaluationOptions options_;
  std::vector<Group> groups_;
  SumStatements sumStatements_;
  std::vector<VillageSums> sums_;   ///< as the pack's
  std::unique_ptr<IdTwins> twins_;  ///< of a pack that asks for them
  std::vector<std::set<ColumnRead>> reads_;
  std::vector<std::size_t> readSums_;  ///< sums that an indicator reads: the others are not reckoned
  std::set<std::string> sumReads_;     ///< kinds that sums look at
  std::vector<IndicatorVerdicts> verdicts_;
  std::vector<bool> unjudged_;                     ///< a number that the document leaves open is missing
  std::map<std::string, ParameterValue> entered_;  ///< by parameter
  std::set<std::string> householdKinds_;           ///< householdKinds() of policy_reach.h
  bool broken_ = false;                            ///< the last run ended in an error: verdicts_ may be of two times
  std::vector<ChangedVerdict>* told_ = nullptr;    ///< of updateTelling(), while it runs
  std::int64_t households_ = 0;                    ///< in the store, at the last evaluate()
  std::int64_t draws_ = 0;                         ///< random samples that verdicts_ know of
};

/// The county that a township or village lies in; what is no part of a county is as it is.
[[nodiscard]] RegionCode countyOf(RegionCode region);

/// Days and counts that a period gives on a day: bound as :months_due and the like.
[[nodiscard]] std::int64_t periodValue(std::string_view name, const Period& period, const EvaluationOptions& options);

}  // namespace bf
