#pragma once
// The store on SQLite: the tablet's, and the centre's embedded default. WAL with synchronous=FULL: what commit()
// returned is on the disk. One writer at a time (other processes wait); readers wait for nobody.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "shared/store/sqlite.h"
#include "shared/store/store.h"

namespace bf {

struct SqliteOptions {
  std::string path;
  std::string vfs;     ///< empty: the operating system's; an encrypting or a simulated one by its name
  bool search = true;  ///< keep the search terms up to date
  /// Nothing that was taken out stays readable in the file or its log: for tablets. Costs a rewrite of the file after
  /// records left, which is rare.
  bool secureDelete = false;
  int cacheKiB = 16 * 1024;  ///< page cache of each connection
  int busyMs = 5000;         ///< how long to wait for another process that writes
};

struct SqliteSession;

class SqliteStore final : public Store {
 public:
  /// Opens or creates the store, brings it to this build's version and schema (all or nothing).
  /// Errors: storage*; Errc::unsupportedVersion when a newer build made the store. `schema` outlives the store.
  [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open(const SqliteOptions& options, const Schema& schema);
  ~SqliteStore() override;

  using Store::begin;
  [[nodiscard]] Result<std::unique_ptr<StoreTx>> begin(Commit commit) override;
  [[nodiscard]] Result<std::unique_ptr<StoreTx>> read() override;
  [[nodiscard]] const Schema& schema() const override { return schema_; }
  [[nodiscard]] Result<void> backupTo(const std::string& path) override;
  [[nodiscard]] Result<std::int64_t> dataVersion() override;
  /// A connection of its own that can write nothing to the store, for questions in SQL over the tables of
  /// sqlite_schema.cpp. Errors: storage*.
  [[nodiscard]] Result<std::unique_ptr<Connection>> reader() const;
  /// integrity_check of the whole file. Errors: Errc::storageCorrupt with the first finding.
  [[nodiscard]] Result<void> verify();

 private:
  friend class SqliteTx;
  SqliteStore(SqliteOptions options, const Schema& schema);
  void giveBack(std::unique_ptr<SqliteSession> session, bool writer);
  void scrub(SqliteSession& session, bool erased);

  SqliteOptions options_;
  const Schema& schema_;
  std::mutex mutex_;                                     ///< guards what follows
  std::unique_ptr<SqliteSession> writer_;                ///< absent while a transaction has it
  std::vector<std::unique_ptr<SqliteSession>> readers_;  ///< idle ones
  std::unique_ptr<SqliteSession> watcher_;               ///< asked for the data version
  enum class Scrub { none, log, file };
  Scrub scrub_ = Scrub::none;  ///< where something may stand that was taken out
};

}  // namespace bf
