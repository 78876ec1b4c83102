#include "shared/store/sqlite.h"

namespace bf {

Error sqliteError(sqlite3* db, int code) {
  const int primary = code & 0xff;
  std::string words = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  switch (primary) {
    case SQLITE_FULL: return {Errc::storageFull, std::move(words)};
    case SQLITE_READONLY: return {Errc::storageReadOnly, std::move(words)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {Errc::busy, std::move(words)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {Errc::storageCorrupt, std::move(words)};
    case SQLITE_CONSTRAINT: {
      const bool twice =
          code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_ROWID;
      return {twice ? Errc::alreadyExists : Errc::internal, std::move(words)};
    }
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return {Errc::storageFailed, std::move(words)};
    default: return {Errc::internal, std::move(words)};
  }
}

Statement& Statement::bind(int at, std::int64_t value) {
  sqlite3_bind_int64(handle_.get(), at, value);
  return *this;
}

// Bound bytes must outlive the step; callers keep them until then, so SQLite need not copy.
Statement& Statement::bind(int at, std::string_view blob) {
  if (blob.data() == nullptr) sqlite3_bind_zeroblob(handle_.get(), at, 0);
  else sqlite3_bind_blob64(handle_.get(), at, blob.data(), blob.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bindText(int at, std::string_view text) {
  sqlite3_bind_text64(handle_.get(), at, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bindNull(int at) {
  sqlite3_bind_null(handle_.get(), at);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(sqliteError(db_, code));
}

Result<void> Statement::run() {
  Result<bool> more = true;
  while (more && *more) more = step();
  reset();
  if (!more) return std::unexpected(more.error());
  return {};
}

void Statement::reset() {
  if (handle_) sqlite3_reset(handle_.get());
}

std::string_view Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, const std::string& vfs, bool readOnly) {
  // Nobody asks SQLite how much memory it has, and to count it every thread would wait for one lock.
  [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3* db = nullptr;
  const int flags = (readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, vfs.empty() ? nullptr : vfs.c_str());
  if (code != SQLITE_OK) {
    auto error = sqliteError(db, code);
    sqlite3_close_v2(db);
    return std::unexpected(std::move(error));
  }
  return std::unique_ptr<Connection>(new Connection(db));
}

Connection::~Connection() { sqlite3_close_v2(db_); }

Result<Statement> Connection::prepare(const std::string& sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                                      &handle, nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqliteError(db_, code));
  return Statement(db_, handle);
}

Result<void> Connection::execute(const std::string& sql) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqliteError(db_, code));
  return {};
}

Result<std::int64_t> Connection::number(const std::string& sql) {
  BF_LET(statement, prepare(sql));
  BF_LET(row, statement.step());
  return row ? statement.integer(0) : 0;
}

Result<std::string> Connection::text(const std::string& sql) {
  BF_LET(statement, prepare(sql));
  BF_LET(row, statement.step());
  return row ? std::string(statement.bytes(0)) : std::string{};
}

}  // namespace bf
