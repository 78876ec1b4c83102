#pragma once
// Inside of the SQLite engine: one connection with its prepared statements, and the transaction on it.

#include <array>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/store/sqlite.h"
#include "shared/store/sqlite_store.h"
#include "shared/store/store.h"

namespace bf {

/// Newest layout of the fixed tables; see migrations in sqlite_schema.cpp.
inline constexpr int layoutVersion = 3;

/// Distinct sets of fields for which an update statement is kept; beyond it all are prepared anew.
inline constexpr std::size_t updateStatementsMax = 512;

/// What is asked of the table of a kind again and again.
enum class KindQuery : std::size_t { find, load, insert, evict, values, children, roots, records, contested, count };

/// Prepared when they are first used: of most kinds a transaction asks one thing.
struct KindStatements {
  const KindSpec* kind = nullptr;
  std::array<Statement, static_cast<std::size_t>(KindQuery::count)> queries;
  std::unordered_map<std::string, Statement> updates;   ///< by the bytes of the field numbers
  std::unordered_map<std::uint32_t, Statement> single;  ///< one value
};

struct SqliteSession {
  std::unique_ptr<Connection> connection;
  std::unordered_map<std::uint32_t, KindStatements> kinds;
  std::unordered_map<const char*, Statement> fixed;  ///< by the address of their constant text
  std::deque<std::string> scratch;
  Commit level = Commit::durable;  ///< what `synchronous` is set to

  [[nodiscard]] static Result<std::unique_ptr<SqliteSession>> open(const SqliteOptions& options, bool readOnly);
  /// A statement of constant text, prepared once.
  [[nodiscard]] Result<Statement*> constant(const char* sql);
  [[nodiscard]] KindStatements& of(const KindSpec& kind);
  [[nodiscard]] Result<Statement*> query(const KindSpec& kind, KindQuery query);
  /// Outside of a transaction.
  [[nodiscard]] Result<void> setLevel(Commit wanted);
};

/// Creates or migrates everything. One transaction.
[[nodiscard]] Result<void> prepareLayout(Connection& connection, const Schema& schema);

/// Name of the table of a kind.
[[nodiscard]] std::string tableOf(const KindSpec& kind);
/// Columns of the schema's fields, each with a comma before it: ",name,sex".
[[nodiscard]] std::string columnList(const KindSpec& kind);

class SqliteTx final : public StoreTx {
 public:
  SqliteTx(SqliteStore& store, std::unique_ptr<SqliteSession> session, bool writes)
      : store_(store), session_(std::move(session)), writes_(writes) {}
  ~SqliteTx() override;

  Result<void> commit() override;
  Result<void> nested(const std::function<Result<void>()>& work) override;

  Result<std::optional<RecordRow>> find(std::uint32_t kind, const RecordId& id) override;
  Result<std::optional<RecordRow>> load(std::uint32_t kind, std::int64_t rec) override;
  Result<void> insert(const RecordRow& row, const std::vector<Field>& fields) override;
  Result<void> update(const RecordRow& row, const std::vector<Field>& shown, std::size_t contested) override;
  Result<void> rekey(std::uint32_t kind, std::int64_t rec, std::int64_t newRec) override;
  Result<void> evict(std::uint32_t kind, std::int64_t rec) override;
  Result<std::vector<Field>> values(std::uint32_t kind, std::int64_t rec) override;
  Result<std::string> value(std::uint32_t kind, std::int64_t rec, std::uint32_t field) override;
  Result<std::vector<RecordRow>> children(std::uint32_t parentKind, std::int64_t parent) override;
  Result<std::vector<RecordRow>> roots(std::uint32_t kind, RegionCode region, std::int64_t afterRec,
                                       std::size_t most) override;
  Result<std::vector<RecordRow>> records(std::uint32_t kind, std::int64_t afterRec, std::size_t most) override;
  Result<void> scan(std::uint32_t kind, const std::vector<std::uint32_t>& fields,
                    const std::function<bool(const RecordRow&, const std::vector<Field>&)>& take) override;
  Result<std::vector<RecordRow>> contested(std::uint32_t kind, std::int64_t afterRec, std::size_t most) override;

  Result<std::int64_t> lastSeq(bool provisional) override;
  Result<void> setLastSeq(bool provisional, std::int64_t seq) override;
  Result<void> append(const LogBatch& batch) override;
  Result<std::optional<LogBatch>> batchAt(std::int64_t seq) override;
  Result<std::optional<LogBatch>> batchNamed(const Hash& head) override;
  Result<std::vector<LogBatch>> batchesOf(const DeviceId& device, std::uint64_t position, std::uint64_t upto,
                                          std::size_t most) override;
  Result<std::vector<LogBatch>> batchesFrom(std::int64_t seq, std::size_t most) override;
  Result<void> renumberBatch(const Hash& head, std::int64_t seq, Micros received) override;
  Result<void> voidBatches(std::int64_t common, std::uint64_t epoch) override;
  Result<void> setHeld(const Hash& head, const std::vector<std::uint32_t>& held) override;
  Result<void> dropBatch(const Hash& head) override;
  Result<void> touch(std::int64_t rec, std::int64_t seq) override;
  Result<std::vector<std::int64_t>> touches(std::int64_t rec) override;

  Result<void> addPending(const Pending& pending) override;
  Result<std::vector<Pending>> pending(std::size_t most) override;
  Result<std::optional<Pending>> pendingAt(std::int64_t seq) override;
  Result<void> dropPending(std::int64_t uptoSeq) override;

  Result<void> publish(const FeedItem& item) override;
  Result<std::vector<FeedItem>> feed(RegionCode region, std::int64_t afterSeq, std::size_t most) override;

  Result<std::optional<std::string>> get(Space space, std::string_view key) override;
  Result<void> put(Space space, std::string_view key, std::string_view value) override;
  Result<void> erase(Space space, std::string_view key) override;
  Result<std::vector<RegisterEntry>> list(Space space, std::string_view prefix, std::string_view after,
                                          std::size_t most) override;
  Result<std::optional<RegisterEntry>> last(Space space) override;

  Result<std::vector<Hit>> search(std::string_view text, std::size_t most) override;

 private:
  [[nodiscard]] Result<const KindSpec*> specOf(std::uint32_t kind) const;
  [[nodiscard]] Result<RecordRow> rowOf(const KindSpec& kind, const Statement& statement) const;
  [[nodiscard]] Result<std::vector<RecordRow>> rows(const KindSpec& kind, Statement& statement, std::size_t most);
  void bindExtra(Statement& statement, int at, const KindSpec& kind, const std::vector<Field>& fields);
  [[nodiscard]] Result<Statement*> updateStatement(KindStatements& of, const std::vector<Field>& known);
  [[nodiscard]] Result<void> mergeExtra(const KindSpec& kind, std::int64_t rec, const std::vector<Field>& shown);
  [[nodiscard]] Result<void> index(const KindSpec& kind, std::int64_t rec, const std::vector<Field>& fields,
                                   bool isNew);
  [[nodiscard]] Result<void> execute(const char* sql);
  /// SQLite undoes a whole transaction by itself when the disk fails or is full; what came after would then be
  /// durable piece by piece. Every function asks this first.
  [[nodiscard]] Result<void> alive() const;
  /// A statement of constant text, prepared once.
  [[nodiscard]] Result<Statement*> sql(const char* text);

  SqliteStore& store_;
  std::unique_ptr<SqliteSession> session_;
  bool writes_;
  bool open_ = true;
  bool broken_ = false;
  bool erases_ = false;  ///< took out something that must not stay readable in the file
};

}  // namespace bf
