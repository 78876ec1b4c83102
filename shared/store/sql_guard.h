#pragma once
// Looks at SQL that somebody else wrote: what it reads is seen before it is compiled (SQLite's authorizer), and how
// long it runs while it runs (the progress handler). It may ask the views that it is given and nothing else.

#include <cstdint>
#include <expected>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "shared/schema/schema.h"
#include "shared/store/sqlite.h"

namespace bf {

/// What a statement reads, and so what its answer can depend on: kinds of records, and columns of views.
struct ColumnRead {
  std::string from;    ///< the kind of the records, or the view (or temporary table) that the statement names
  std::string column;  ///< empty for the kind as a whole
  auto operator<=>(const ColumnRead&) const = default;
};

struct GuardedStatement {
  Statement statement;
  std::set<ColumnRead> reads;
};

struct GuardLimits {
  std::set<std::string, std::less<>> functions;  ///< those that may be called
  int valueBytesMax = 0;                         ///< of any text that is made on the way
  int opcodesMax = 0;                            ///< of one statement
  int stepsBetweenLooks = 0;
};

/// For one connection and one thread; both live as long as each other.
class SqlGuard {
 public:
  SqlGuard(Connection& connection, GuardLimits limits);
  ~SqlGuard();
  SqlGuard(const SqlGuard&) = delete;
  SqlGuard& operator=(const SqlGuard&) = delete;

  /// A view through which the tables of records may be read.
  void allowView(const std::string& view) { views_.insert(view); }
  /// A temporary table that may be read itself.
  void allowTable(const std::string& table) { tables_.insert(table); }
  /// After the views were made: nothing can be written or attached any more.
  [[nodiscard]] Result<void> close();
  /// The error says in both languages what is not allowed.
  [[nodiscard]] std::expected<GuardedStatement, Label> prepare(const std::string& sql);
  /// How many steps everything on this connection may take from now on.
  void allowSteps(std::int64_t steps);
  /// Asked with every look at the steps; a statement fails once the answer is no. Empty: always.
  void setGoesOn(std::function<bool()> goesOn) { goesOn_ = std::move(goesOn); }
  /// Whether the last statement was stopped because of its steps.
  [[nodiscard]] bool exceeded() const { return exceeded_; }

 private:
  static int authorize(void* self, int action, const char* first, const char* second, const char* database,
                       const char* by);
  static int step(void* self);
  [[nodiscard]] int look(int action, std::string_view first, std::string_view second, std::string_view by);
  [[nodiscard]] int read(std::string_view table, std::string_view column, std::string_view by);
  [[nodiscard]] int deny(const std::string& zh, const std::string& en);

  Connection& connection_;
  GuardLimits limits_;
  std::set<std::string, std::less<>> views_;
  std::set<std::string, std::less<>> tables_;
  std::set<ColumnRead> reads_;
  ColumnRead allowed_;  ///< the table of records that was allowed last, and the view that asked for it
  Label refused_;
  std::int64_t stepsLeft_ = 0;
  bool exceeded_ = false;
  std::function<bool()> goesOn_;
};

/// While it lives, a connection that SqlGuard::close() left to ask only may be written.
class Writing {
 public:
  explicit Writing(Connection& connection) : connection_(connection) {}
  ~Writing() { (void)connection_.execute("PRAGMA query_only=ON"); }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  [[nodiscard]] Result<void> begin() { return connection_.execute("PRAGMA query_only=OFF"); }

 private:
  Connection& connection_;
};

}  // namespace bf
