#include "shared/store/sql_guard.h"

#include <limits>

namespace bf {
namespace {

/// Tables of records are named so (tableOf in sqlite_session.h).
constexpr std::string_view recordTable = "k_";

}  // namespace

SqlGuard::SqlGuard(Connection& connection, GuardLimits limits) : connection_(connection), limits_(std::move(limits)) {
  allowSteps(std::numeric_limits<std::int64_t>::max());
  sqlite3_progress_handler(connection_.handle(), limits_.stepsBetweenLooks, step, this);
}

SqlGuard::~SqlGuard() { sqlite3_progress_handler(connection_.handle(), 0, nullptr, nullptr); }

Result<void> SqlGuard::close() {
  auto* db = connection_.handle();
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, limits_.valueBytesMax);
  sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, limits_.opcodesMax);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 0);
  return connection_.execute("PRAGMA query_only=ON");
}

int SqlGuard::deny(const std::string& zh, const std::string& en) {
  // The first reason is the one to mend; SQLite goes on asking.
  if (refused_.empty()) refused_ = {zh, en};
  return SQLITE_DENY;
}

int SqlGuard::read(std::string_view table, std::string_view column, std::string_view by) {
  // A view asks for its columns one after the other, and they are many.
  if (!by.empty() && table == allowed_.from && by == allowed_.column) return SQLITE_OK;
  if (views_.contains(table)) {
    // What a view itself asks for is all that it has; only what the statement asks of it says anything.
    if (by.empty()) reads_.insert({std::string(table), std::string(column)});
    return SQLITE_OK;
  }
  if (tables_.contains(table)) {
    reads_.insert({std::string(table), std::string(column)});
    return SQLITE_OK;
  }
  // A table of records is read only inside of a view of ours: `by` is the view that asks for it.
  if (table.starts_with(recordTable) && views_.contains(by)) {
    reads_.insert({std::string(table.substr(recordTable.size())), {}});
    allowed_ = {std::string(table), std::string(by)};
    return SQLITE_OK;
  }
  return deny("不能读取 " + std::string(table), "it must not read " + std::string(table));
}

int SqlGuard::look(int action, std::string_view first, std::string_view second, std::string_view by) {
  switch (action) {
    case SQLITE_SELECT: return SQLITE_OK;
    case SQLITE_READ: return read(first, second, by);
    case SQLITE_FUNCTION:
      if (limits_.functions.contains(second)) return SQLITE_OK;
      return deny("不能用函数 " + std::string(second), "the function " + std::string(second) + " is not allowed");
    case SQLITE_RECURSIVE: return deny("不能递归", "no recursion");
    default: return deny("只能查询", "it may only ask");
  }
}

int SqlGuard::authorize(void* self, int action, const char* first, const char* second, const char*, const char* by) {
  const auto view = [](const char* text) { return text != nullptr ? std::string_view(text) : std::string_view(); };
  return static_cast<SqlGuard*>(self)->look(action, view(first), view(second), view(by));
}

int SqlGuard::step(void* self) {
  auto& guard = *static_cast<SqlGuard*>(self);
  guard.stepsLeft_ -= guard.limits_.stepsBetweenLooks;
  guard.exceeded_ = guard.stepsLeft_ < 0;
  return guard.exceeded_ || (guard.goesOn_ && !guard.goesOn_()) ? 1 : 0;
}

std::expected<GuardedStatement, Label> SqlGuard::prepare(const std::string& sql) {
  reads_.clear();
  allowed_ = {};
  refused_ = {};
  sqlite3_set_authorizer(connection_.handle(), authorize, this);
  auto statement = connection_.prepare(sql);
  sqlite3_set_authorizer(connection_.handle(), nullptr, nullptr);
  if (statement) return GuardedStatement{std::move(*statement), reads_};
  if (!refused_.empty()) return std::unexpected(refused_);
  const auto& words = statement.error().detail;
  return std::unexpected(Label{"数据库不接受：" + words, "the database does not accept it: " + words});
}

void SqlGuard::allowSteps(std::int64_t steps) {
  stepsLeft_ = steps;
  exceeded_ = false;
}

}  // namespace bf
