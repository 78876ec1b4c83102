#pragma once
// The store as a pack sees it: a connection that can write nothing, the views of policy_views.h, the tree of regions,
// and a guard that looks at every statement made from a pack before SQLite compiles it and while it runs.

#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "shared/policy/policy_views.h"
#include "shared/store/sql_guard.h"
#include "shared/store/sqlite_store.h"
#include "shared/store/sum_table.h"

namespace bianfang {
class Sample;
}

namespace bf {

struct PolicyRegion {
  RegionCode code = 0;
  std::string name;
};

/// For one thread. Everything asked between two see() sees one moment of the store.
class PolicyDatabase {
 public:
  /// `store` must outlive it. Errors: storage*.
  [[nodiscard]] static Result<std::unique_ptr<PolicyDatabase>> open(const SqliteStore& store,
                                                                    const std::vector<PolicyRegion>& regions);
  /// Without any record: to check a pack before there is a county.
  [[nodiscard]] static Result<std::unique_ptr<PolicyDatabase>> empty(const Schema& schema);
  /// In memory, with the records that `fill` puts into the tables. Errors: storage*.
  [[nodiscard]] static Result<std::unique_ptr<PolicyDatabase>> filled(
      const Schema& schema, const std::vector<PolicyRegion>& regions,
      const std::function<Result<void>(Connection& connection)>& fill);

  /// Sees what is in the store now. Errors: storage*.
  [[nodiscard]] Result<void> see();
  /// `sql` is our SELECT around a pack's expressions. The error says in both languages what is not allowed.
  [[nodiscard]] std::expected<GuardedStatement, Label> prepare(const std::string& sql);
  /// Makes the table of a sum, which is empty until somebody shows his totals in it. Errors: storage*.
  [[nodiscard]] Result<void> addSum(const std::string& table);
  SumTables& sums() { return sums_; }
  /// Random samples recorded when it last saw: when there are more, whoever counts drawn households counts anew.
  [[nodiscard]] std::int64_t draws() const { return draws_; }
  /// How many steps the statements of packs may take from now on.
  void allowSteps(std::int64_t steps) { guard_->allowSteps(steps); }
  /// Asked now and then while a statement of a pack runs, which fails once the answer is no; empty: always.
  void setGoesOn(std::function<bool()> goesOn) { guard_->setGoesOn(std::move(goesOn)); }
  /// What went wrong with a statement of a pack: its error, or that `what` (pack and indicator) went beyond
  /// the steps allowed.
  [[nodiscard]] Error reason(const Error& error, const std::string& what) const;
  [[nodiscard]] bool exceeded() const { return guard_->exceeded(); }
  /// SQL of our own, not looked at.
  [[nodiscard]] Connection& connection() { return *connection_; }
  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const std::vector<PolicyView>& views() const { return views_; }

 private:
  PolicyDatabase(std::unique_ptr<Connection> connection, const Schema& schema);
  [[nodiscard]] Result<void> setUp(const std::vector<PolicyRegion>& regions);
  [[nodiscard]] Result<void> putRegions(const std::vector<PolicyRegion>& regions);

  [[nodiscard]] Result<void> readDraws();
  [[nodiscard]] Result<void> putDraw(const bianfang::Sample& sample);

  SumTables sums_;  ///< outlives the connection
  std::unique_ptr<Connection> connection_;
  const Schema& schema_;
  std::vector<PolicyView> views_;
  std::unique_ptr<SqlGuard> guard_;
  bool seeing_ = false;
  std::int64_t draws_ = 0;
};

}  // namespace bf
