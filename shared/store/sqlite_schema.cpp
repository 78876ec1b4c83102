// Tables: the fixed ones by numbered migrations, one a record kind from the schema.

#include <algorithm>
#include <set>

#include "shared/base/wire.h"
#include "shared/store/columns.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

/// Each step brings the fixed tables from the version before to its own number. Steps are never edited, only added.
constexpr const char* migrations[layoutVersion] = {
    // 1: the log, the feed, the register, search.
    "CREATE TABLE batch(seq INTEGER PRIMARY KEY, count INTEGER NOT NULL, device BLOB NOT NULL, first INTEGER NOT NULL,"
    " received INTEGER NOT NULL, head BLOB NOT NULL, held BLOB, body BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX batch_head ON batch(head);"
    "CREATE INDEX batch_device ON batch(device, first);"
    "CREATE TABLE touch(rec INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(rec, seq)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX touch_provisional ON touch(seq) WHERE seq>=1099511627776;"
    "CREATE TABLE pending(seq INTEGER PRIMARY KEY, region INTEGER NOT NULL, change BLOB NOT NULL) STRICT;"
    "CREATE TABLE feed(region INTEGER NOT NULL, seq INTEGER NOT NULL, event INTEGER NOT NULL, rec INTEGER NOT NULL,"
    " kind INTEGER NOT NULL,"
    " PRIMARY KEY(region, seq, event, rec)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE register(space INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY(space, key))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE counter(name INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "CREATE TABLE search(term TEXT NOT NULL, rec INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY(term, rec))"
    " STRICT, WITHOUT ROWID;"
    "CREATE INDEX search_rec ON search(rec);",
    // 2: spaces of the register that are written once (Space::frozen, Space::frozenRows).
    "CREATE TRIGGER frozen_kept BEFORE UPDATE ON register WHEN old.space IN (15, 16)"
    " BEGIN SELECT RAISE(ABORT, 'a frozen snapshot stays as it is'); END;"
    "CREATE TRIGGER frozen_stays BEFORE DELETE ON register WHEN old.space IN (15, 16)"
    " BEGIN SELECT RAISE(ABORT, 'a frozen snapshot stays as it is'); END;",
    // 3: Space::sample likewise.
    "CREATE TRIGGER sample_kept BEFORE UPDATE ON register WHEN old.space = 17"
    " BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;"
    "CREATE TRIGGER sample_stays BEFORE DELETE ON register WHEN old.space = 17"
    " BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;",
};

std::string createTable(const KindSpec& kind) {
  const auto table = tableOf(kind);
  std::string sql = "CREATE TABLE " + table +
                    "(rec INTEGER PRIMARY KEY, id BLOB NOT NULL, parent INTEGER, parent_kind INTEGER,"
                    " region_code INTEGER, contested INTEGER NOT NULL DEFAULT 0, heads BLOB NOT NULL, extra BLOB";
  for (const auto& field : kind.fields) sql += ", " + field.column + " " + columnType(field.type);
  sql += ") STRICT;";
  // Ten of the sixteen bytes tell records apart just as surely (two million of them clash once in 10^12 counties), and
  // the index is a third smaller.
  sql += "CREATE UNIQUE INDEX " + table + "_id ON " + table + "(substr(id,1,10));";
  sql += "CREATE INDEX " + table + "_parent ON " + table + "(parent) WHERE parent IS NOT NULL;";
  sql += "CREATE INDEX " + table + "_region ON " + table + "(region_code) WHERE region_code IS NOT NULL;";
  sql += "CREATE INDEX " + table + "_contested ON " + table + "(rec) WHERE contested > 0;";
  return sql;
}

Result<std::set<std::string>> existingColumns(Connection& connection, const std::string& table) {
  std::set<std::string> names;
  BF_LET(statement, connection.prepare("SELECT name FROM pragma_table_info(?)"));
  statement.bindText(1, table);
  for (;;) {
    BF_LET(row, statement.step());
    if (!row) return names;
    names.emplace(statement.bytes(0));
  }
}

/// A field that an older build kept as unknown bytes gets its column: the bytes move there.
Result<void> moveFromExtra(Connection& connection, const KindSpec& kind, const std::vector<const FieldSpec*>& added) {
  const auto table = tableOf(kind);
  std::vector<std::pair<std::int64_t, std::string>> rows;
  BF_LET(select, connection.prepare("SELECT rec, extra FROM " + table + " WHERE extra IS NOT NULL"));
  for (;;) {
    BF_LET(row, select.step());
    if (!row) break;
    rows.emplace_back(select.integer(0), std::string(select.bytes(1)));
  }
  for (const auto& [rec, extra] : rows) {
    BF_LET(fields, splitFields(extra));
    for (const auto* field : added) {
      const auto at = std::ranges::find(fields, field->number, &Field::number);
      if (at == fields.end()) continue;
      std::deque<std::string> scratch;
      BF_LET(update, connection.prepare("UPDATE " + table + " SET " + field->column + "=?, extra=? WHERE rec=?"));
      const auto wire = at->wire;
      fields.erase(at);
      const auto rest = joinFields(fields);
      bindField(update, 1, *field, wire, scratch);
      if (rest.empty()) update.bindNull(2);
      else update.bind(2, std::string_view(rest));
      update.bind(3, rec);
      BF_CHECK(update.run());
    }
  }
  return {};
}

/// A column of the table that is neither fixed nor of a field; null when there is none.
const std::string* columnUnknownTo(const KindSpec& kind, const std::set<std::string>& columns) {
  static const std::set<std::string> fixed{"rec",         "id",        "parent", "parent_kind",
                                           "region_code", "contested", "heads",  "extra"};
  for (const auto& column : columns)
    if (!fixed.contains(column) && std::ranges::find(kind.fields, column, &FieldSpec::column) == kind.fields.end())
      return &column;
  return nullptr;
}

Result<void> prepareKind(Connection& connection, const KindSpec& kind) {
  BF_LET(columns, existingColumns(connection, tableOf(kind)));
  if (columns.empty()) return connection.execute(createTable(kind));
  // Values that this schema cannot name would be missing from what it shows and hands on.
  if (const auto* foreign = columnUnknownTo(kind, columns))
    return fail(Errc::unsupportedVersion, "a newer schema made the store: " + kind.table + "." + *foreign);
  std::vector<const FieldSpec*> added;
  for (const auto& field : kind.fields) {
    if (columns.contains(field.column)) continue;
    BF_CHECK(connection.execute("ALTER TABLE " + tableOf(kind) + " ADD COLUMN " + field.column + " " +
                                columnType(field.type)));
    added.push_back(&field);
  }
  if (added.empty()) return {};
  return moveFromExtra(connection, kind, added);
}

Result<void> migrate(Connection& connection, const Schema& schema) {
  BF_LET(found, connection.number("PRAGMA user_version"));
  if (found > layoutVersion)
    return fail(Errc::unsupportedVersion, "the store has layout " + std::to_string(found) +
                                              ", this build knows up to " + std::to_string(layoutVersion));
  for (auto version = found; version < layoutVersion; ++version) BF_CHECK(connection.execute(migrations[version]));
  if (found != layoutVersion) BF_CHECK(connection.execute("PRAGMA user_version=" + std::to_string(layoutVersion)));
  for (const auto& kind : schema.kinds()) BF_CHECK(prepareKind(connection, kind));
  return {};
}

}  // namespace

std::string tableOf(const KindSpec& kind) { return "k_" + kind.table; }

std::string columnList(const KindSpec& kind) {
  std::string list;
  for (const auto& field : kind.fields) list += "," + field.column;
  return list;
}

Result<void> prepareLayout(Connection& connection, const Schema& schema) {
  // IMMEDIATE: two processes that open the same store must not both migrate it.
  BF_CHECK(connection.execute("BEGIN IMMEDIATE"));
  auto done = migrate(connection, schema);
  if (done) done = connection.execute("COMMIT");
  if (!done) (void)connection.execute("ROLLBACK");
  return done;
}

}  // namespace bf
