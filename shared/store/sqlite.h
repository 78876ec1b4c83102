#pragma once
// The thin skin over SQLite's C interface: a connection, statements that are reset by themselves, and its result codes
// as our errors. SQL text is constant or made from the schema's own names; every value is bound.

#include <sqlite3.h>

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/error.h"

namespace bf {

/// Our error for a result code of SQLite, with SQLite's words (which hold no bound values).
[[nodiscard]] Error sqliteError(sqlite3* db, int code);

/// A prepared statement. Bind, then step; reset() or the next bind set makes it ready again.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* db, sqlite3_stmt* handle) : db_(db), handle_(handle) {}

  [[nodiscard]] bool prepared() const { return handle_ != nullptr; }
  Statement& bind(int at, std::int64_t value);
  /// As a blob. What is bound is not copied: it must live until the statement has been stepped, so a temporary is
  /// refused.
  Statement& bind(int at, std::string_view blob);
  Statement& bindText(int at, std::string_view text);
  Statement& bind(int at, std::same_as<std::string> auto&& blob) = delete;
  Statement& bindText(int at, std::same_as<std::string> auto&& text) = delete;
  Statement& bindNull(int at);
  /// True while there is a row; false at the end.
  [[nodiscard]] Result<bool> step();
  /// Steps to the end, then resets.
  [[nodiscard]] Result<void> run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] bool isNull(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
  [[nodiscard]] int columns() const { return sqlite3_column_count(handle_.get()); }
  [[nodiscard]] bool isInteger(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_INTEGER;
  }
  /// Where to bind ":name"; 0 when the statement has no such parameter.
  [[nodiscard]] int parameter(const std::string& name) const {
    return sqlite3_bind_parameter_index(handle_.get(), name.c_str());
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  sqlite3* db_ = nullptr;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// Resets a statement when the scope ends, so that no read lock outlives its use.
class StatementUse {
 public:
  explicit StatementUse(Statement& statement) : statement_(statement) {}
  ~StatementUse() { statement_.reset(); }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;
  Statement* operator->() { return &statement_; }

 private:
  Statement& statement_;
};

class Connection {
 public:
  /// Opens `path` through the VFS named `vfs` (empty: the default). Errors: storage*.
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::string& path, const std::string& vfs,
                                                                bool readOnly);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Result<Statement> prepare(const std::string& sql);
  /// Runs constant SQL without values.
  [[nodiscard]] Result<void> execute(const std::string& sql);
  /// First column of the first row as a number; 0 when there is none.
  [[nodiscard]] Result<std::int64_t> number(const std::string& sql);
  /// The same as text; empty when there is none.
  [[nodiscard]] Result<std::string> text(const std::string& sql);
  [[nodiscard]] sqlite3* handle() const { return db_; }

 private:
  explicit Connection(sqlite3* db) : db_(db) {}
  sqlite3* db_;
};

}  // namespace bf
