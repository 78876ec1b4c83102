#include "shared/store/sqlite_store.h"

#include <chrono>

#include "shared/base/weakening.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

/// Idle read connections kept for the next reader.
constexpr std::size_t idleReadersMax = 4;

/// WAL pages after which a commit copies them back into the database: about 16 MiB, so that a day's round pays once.
constexpr int checkpointPages = 4000;

/// Third counter: 1 from the commit that took something out until the file was scrubbed, which a crash may put off.
constexpr const char* noteErased =
    "INSERT INTO counter(name,value) VALUES(2,1) ON CONFLICT(name) DO UPDATE SET value=1";
constexpr const char* noteScrubbed = "UPDATE counter SET value=0 WHERE name=2";

}  // namespace

Result<std::unique_ptr<SqliteSession>> SqliteSession::open(const SqliteOptions& options, bool readOnly) {
  BF_LET(connection, Connection::open(options.path, options.vfs, false));
  auto session = std::make_unique<SqliteSession>();
  session->connection = std::move(connection);
  auto& db = *session->connection;
  sqlite3_busy_timeout(db.handle(), options.busyMs);
  // Before anything else touches the file: a second opener may be migrating it right now.
  BF_LET(mode, db.text("PRAGMA journal_mode=WAL"));
  if (mode != "wal") return fail(Errc::storageFailed, "no write-ahead log on this file system, but " + mode);
  BF_CHECK(
      db.execute(BF_WEAKENED("acknowledge-before-sync") ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL"));
  BF_CHECK(db.execute("PRAGMA temp_store=MEMORY"));
  BF_CHECK(db.execute("PRAGMA cell_size_check=ON"));
  BF_CHECK(db.execute("PRAGMA trusted_schema=OFF"));
  BF_CHECK(db.execute("PRAGMA cache_size=-" + std::to_string(options.cacheKiB)));
  BF_CHECK(db.execute("PRAGMA wal_autocheckpoint=" + std::to_string(checkpointPages)));
  if (options.secureDelete && !BF_WEAKENED("leave-erased-pages")) BF_CHECK(db.execute("PRAGMA secure_delete=ON"));
  if (readOnly) BF_CHECK(db.execute("PRAGMA query_only=ON"));
  return session;
}

Result<Statement*> SqliteSession::constant(const char* sql) {
  const auto at = fixed.find(sql);
  if (at != fixed.end()) return &at->second;
  BF_LET(statement, connection->prepare(sql));
  return &fixed.emplace(sql, std::move(statement)).first->second;
}

SqliteStore::SqliteStore(SqliteOptions options, const Schema& schema) : options_(std::move(options)), schema_(schema) {}

SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const SqliteOptions& options, const Schema& schema) {
  BF_LET(session, SqliteSession::open(options, false));
  BF_CHECK(prepareLayout(*session->connection, schema));
  std::unique_ptr<SqliteStore> store(new SqliteStore(options, schema));
  if (options.secureDelete) {
    BF_LET(erased, session->connection->number("SELECT value FROM counter WHERE name=2"));
    store->scrub_ = Scrub::log;  // what a crash left of it
    store->scrub(*session, erased != 0);
  }
  store->writer_ = std::move(session);
  return store;
}

Result<void> SqliteSession::setLevel(Commit wanted) {
  if (wanted == level) return {};
  BF_CHECK(connection->execute(wanted == Commit::durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"));
  level = wanted;
  return {};
}

Result<std::unique_ptr<StoreTx>> SqliteStore::begin(Commit commit) {
  std::unique_ptr<SqliteSession> session;
  {
    const std::scoped_lock lock(mutex_);
    session = std::move(writer_);
  }
  if (!session) {
    // Another thread writes: its own connection, and SQLite's lock decides who is next.
    BF_LET(another, SqliteSession::open(options_, false));
    session = std::move(another);
  }
  auto begun = session->setLevel(commit);
  if (begun) begun = session->connection->execute("BEGIN IMMEDIATE");
  if (!begun) {
    giveBack(std::move(session), true);
    return std::unexpected(begun.error());
  }
  return std::make_unique<SqliteTx>(*this, std::move(session), true);
}

Result<std::unique_ptr<StoreTx>> SqliteStore::read() {
  std::unique_ptr<SqliteSession> session;
  {
    const std::scoped_lock lock(mutex_);
    if (!readers_.empty()) {
      session = std::move(readers_.back());
      readers_.pop_back();
    }
  }
  if (!session) {
    BF_LET(opened, SqliteSession::open(options_, true));
    session = std::move(opened);
  }
  // The moment seen is that of the first reading: now, not when the caller comes to it.
  BF_CHECK(session->connection->execute("BEGIN; SELECT value FROM counter WHERE name=0"));
  return std::make_unique<SqliteTx>(*this, std::move(session), false);
}

void SqliteStore::giveBack(std::unique_ptr<SqliteSession> session, bool writer) {
  const std::scoped_lock lock(mutex_);
  if (writer && !writer_) writer_ = std::move(session);
  else if (!writer && readers_.size() < idleReadersMax) readers_.push_back(std::move(session));
}

void SqliteStore::scrub(SqliteSession& session, bool erased) {
  const std::scoped_lock lock(mutex_);
  if (erased) scrub_ = Scrub::file;
  if (scrub_ == Scrub::none) return;
  auto& db = *session.connection;
  // Nobody is waited for: what a reader or a full disk prevents now is done after a later commit.
  sqlite3_busy_timeout(db.handle(), 0);
  // SQLite overwrites a row where it stood, but not the copies that were left when a page was divided or joined.
  if (scrub_ == Scrub::file && db.execute("VACUUM") && db.execute(noteScrubbed)) scrub_ = Scrub::log;
  // Older pages with the text still stand in the log.
  if (scrub_ == Scrub::log &&
      sqlite3_wal_checkpoint_v2(db.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_OK)
    scrub_ = Scrub::none;
  sqlite3_busy_timeout(db.handle(), options_.busyMs);
}

Result<void> SqliteStore::backupTo(const std::string& path) {
  BF_LET(source, SqliteSession::open(options_, true));
  BF_LET(target, Connection::open(path, options_.vfs, false));
  sqlite3_backup* backup = sqlite3_backup_init(target->handle(), "main", source->connection->handle(), "main");
  if (backup == nullptr) return std::unexpected(sqliteError(target->handle(), sqlite3_errcode(target->handle())));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE || finished != SQLITE_OK)
    return std::unexpected(sqliteError(target->handle(), stepped != SQLITE_DONE ? stepped : finished));
  return {};
}

Result<std::int64_t> SqliteStore::dataVersion() {
  // data_version counts the commits of all other connections, so the same connection must be asked each time.
  const std::scoped_lock lock(mutex_);
  if (!watcher_) {
    BF_LET(opened, SqliteSession::open(options_, true));
    watcher_ = std::move(opened);
  }
  return watcher_->connection->number("PRAGMA data_version");
}

Result<std::unique_ptr<Connection>> SqliteStore::reader() const {
  BF_LET(connection, Connection::open(options_.path, options_.vfs, true));
  sqlite3_busy_timeout(connection->handle(), options_.busyMs);
  BF_CHECK(connection->execute("PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF"));
  BF_CHECK(connection->execute("PRAGMA cache_size=-" + std::to_string(options_.cacheKiB)));
  return std::move(connection);
}

Result<void> SqliteStore::verify() {
  BF_LET(session, SqliteSession::open(options_, true));
  BF_LET(check, session->connection->prepare("PRAGMA integrity_check(1)"));
  BF_LET(row, check.step());
  if (!row || check.bytes(0) != "ok") return fail(Errc::storageCorrupt, std::string(check.bytes(0)));
  return {};
}

SqliteTx::~SqliteTx() {
  if (open_ && !execute("ROLLBACK")) broken_ = true;
  // After a failed write or sync nothing is known of what the disk holds: the next one opens the file anew.
  if (!broken_) store_.giveBack(std::move(session_), writes_);
}

Result<void> SqliteTx::execute(const char* sql) {
  BF_LET(statement, session_->constant(sql));
  return statement->run();
}

Result<void> SqliteTx::alive() const {
  if (!open_) return fail(Errc::internal, "the transaction was committed before");
  if (sqlite3_get_autocommit(session_->connection->handle()) == 0) return {};
  return fail(Errc::storageFailed, "the disk failed and the transaction was undone");
}

Result<Statement*> SqliteTx::sql(const char* text) {
  BF_CHECK(alive());
  return session_->constant(text);
}

Result<void> SqliteTx::commit() {
  BF_CHECK(alive());
  if (erases_ && store_.options_.secureDelete) BF_CHECK(execute(noteErased));
  auto done = execute("COMMIT");
  if (done) open_ = false;
  else broken_ = done.error().code != Errc::busy;
  if (done && store_.options_.secureDelete && !BF_WEAKENED("leave-erased-pages")) store_.scrub(*session_, erases_);
  return done;
}

Result<void> SqliteTx::nested(const std::function<Result<void>()>& work) {
  BF_CHECK(alive());
  BF_CHECK(execute("SAVEPOINT nested"));
  auto done = work();
  // When the whole transaction was undone there is no savepoint left; what `work` met says more than that.
  if (!done && !execute("ROLLBACK TO nested")) return done;
  BF_CHECK(execute("RELEASE nested"));
  return done;
}

}  // namespace bf
