// Records of the SQLite engine: one typed table a kind.

#include <algorithm>

#include "shared/base/weakening.h"
#include "shared/base/wire.h"
#include "shared/store/columns.h"
#include "shared/store/pinyin.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

constexpr const char* rowColumns = "rec,id,parent,parent_kind,region_code,heads";

Result<Statement> prepared(SqliteSession& session, const std::string& sql) { return session.connection->prepare(sql); }

std::string insertSql(const KindSpec& kind) {
  std::string sql = "INSERT INTO " + tableOf(kind) + "(rec,id,parent,parent_kind,region_code,heads,extra" +
                    columnList(kind) + ") VALUES(?,?,?,?,?,?,?";
  for (std::size_t i = 0; i < kind.fields.size(); ++i) sql += ",?";
  return sql + ")";
}

/// Words under which a value is found, by the search role that the schema gives its field.
std::vector<std::string> termsOf(const FieldSpec& field, std::string_view wire) {
  const auto token = WireReader(wire).next();
  if (!token) return {};
  switch (field.search) {
    case SearchRole::name: return nameTerms(token->payload);
    case SearchRole::idNumber: return {idTailTerm(token->payload)};
    default: return {numberTerm(token->payload)};
  }
}

}  // namespace

Result<KindStatements*> SqliteSession::of(const KindSpec& kind) {
  const auto at = kinds.find(kind.number);
  if (at != kinds.end()) return &at->second;
  const auto table = tableOf(kind);
  const std::string select = std::string("SELECT ") + rowColumns + " FROM " + table;
  KindStatements made;
  made.kind = &kind;
  const auto put = [&](Statement& into, const std::string& sql) -> Result<void> {
    BF_LET(statement, prepared(*this, sql));
    into = std::move(statement);
    return {};
  };
  BF_CHECK(put(made.find, select + " WHERE substr(id,1,10)=substr(?1,1,10) AND id=?1"));
  BF_CHECK(put(made.load, select + " WHERE rec=?"));
  BF_CHECK(put(made.insert, insertSql(kind)));
  BF_CHECK(put(made.evict, "DELETE FROM " + table + " WHERE rec=?"));
  BF_CHECK(put(made.values, "SELECT extra" + columnList(kind) + " FROM " + table + " WHERE rec=?"));
  BF_CHECK(put(made.children, select + " WHERE parent=? ORDER BY rec"));
  BF_CHECK(put(made.roots, select + " WHERE region_code=? AND rec>? ORDER BY rec LIMIT ?"));
  BF_CHECK(put(made.records, select + " WHERE rec>? ORDER BY rec LIMIT ?"));
  BF_CHECK(put(made.contested, select + " WHERE contested>0 AND rec>? ORDER BY rec LIMIT ?"));
  return &kinds.emplace(kind.number, std::move(made)).first->second;
}

Result<KindStatements*> SqliteTx::statements(std::uint32_t kind) {
  BF_CHECK(alive());
  const auto* spec = store_.schema().kind(kind);
  if (spec == nullptr) return fail(Errc::unknownKind, "record kind " + std::to_string(kind));
  return session_->of(*spec);
}

Result<RecordRow> SqliteTx::rowOf(const KindSpec& kind, const Statement& statement) const {
  RecordRow row;
  row.kind = kind.number;
  row.rec = statement.integer(0);
  const auto id = RecordId::from(statement.bytes(1));
  if (!id) return fail(Errc::storageCorrupt, "record id in " + kind.table);
  row.id = *id;
  row.parent = statement.integer(2);
  row.parentKind = static_cast<std::uint32_t>(statement.integer(3));
  row.region = static_cast<RegionCode>(statement.integer(4));
  auto heads = RecordHeads::parse(statement.bytes(5), row.id, row.rec);
  if (!heads) return fail(Errc::storageCorrupt, "heads in " + kind.table);
  row.heads = std::move(*heads);
  return row;
}

Result<std::optional<RecordRow>> SqliteTx::find(std::uint32_t kind, const RecordId& id) {
  BF_LET(of, statements(kind));
  StatementUse use(of->find);
  use->bind(1, id.view());
  BF_LET(found, use->step());
  if (!found) return std::optional<RecordRow>{};
  BF_LET(row, rowOf(*of->kind, of->find));
  return std::optional(std::move(row));
}

Result<std::optional<RecordRow>> SqliteTx::load(std::uint32_t kind, std::int64_t rec) {
  BF_LET(of, statements(kind));
  StatementUse use(of->load);
  use->bind(1, rec);
  BF_LET(found, use->step());
  if (!found) return std::optional<RecordRow>{};
  BF_LET(row, rowOf(*of->kind, of->load));
  return std::optional(std::move(row));
}

void SqliteTx::bindExtra(Statement& statement, int at, const KindSpec& kind, const std::vector<Field>& fields) {
  std::string extra;
  for (const auto& field : fields)
    if (kind.field(field.number) == nullptr && !BF_WEAKENED("drop-unknown-fields")) extra += field.wire;
  if (extra.empty()) statement.bindNull(at);
  else statement.bind(at, std::string_view(session_->scratch.emplace_back(std::move(extra))));
}

Result<void> SqliteTx::insert(const RecordRow& row, const std::vector<Field>& fields) {
  BF_LET(of, statements(row.kind));
  const auto& kind = *of->kind;
  session_->scratch.clear();
  auto& statement = of->insert;
  const auto heads = row.heads.serialise();
  statement.bind(1, row.rec).bind(2, row.id.view());
  if (row.parent == 0) statement.bindNull(3).bindNull(4);
  else statement.bind(3, row.parent).bind(4, static_cast<std::int64_t>(row.parentKind));
  if (row.region == 0) statement.bindNull(5);
  else statement.bind(5, static_cast<std::int64_t>(row.region));
  statement.bind(6, std::string_view(heads));
  bindExtra(statement, 7, kind, fields);
  auto next = fields.begin();
  for (std::size_t i = 0; i < kind.fields.size(); ++i) {
    while (next != fields.end() && next->number < kind.fields[i].number) ++next;
    const bool given = next != fields.end() && next->number == kind.fields[i].number;
    bindField(statement, static_cast<int>(i) + 8, kind.fields[i],
              given ? std::string_view(next->wire) : std::string_view{}, session_->scratch);
  }
  BF_CHECK(statement.run());
  return index(kind, row.rec, fields, true);
}

Result<Statement*> SqliteTx::updateStatement(KindStatements& of, const std::vector<Field>& known) {
  std::string key;
  for (const auto& field : known) appendVarint(key, field.number);
  const auto at = of.updates.find(key);
  if (at != of.updates.end()) return &at->second;
  if (of.updates.size() >= updateStatementsMax) of.updates.clear();
  std::string sql = "UPDATE " + tableOf(*of.kind) + " SET parent=?,parent_kind=?,region_code=?,heads=?,contested=?";
  for (const auto& field : known) sql += "," + of.kind->field(field.number)->column + "=?";
  BF_LET(statement, session_->connection->prepare(sql + " WHERE rec=?"));
  return &of.updates.emplace(std::move(key), std::move(statement)).first->second;
}

Result<void> SqliteTx::mergeExtra(const KindSpec& kind, std::int64_t rec, const std::vector<Field>& shown) {
  BF_LET(all, values(kind.number, rec));
  for (const auto& field : shown) {
    std::erase_if(all, [&](const Field& old) { return old.number == field.number; });
    if (!field.wire.empty()) all.push_back(field);
  }
  std::ranges::sort(all, {}, &Field::number);
  BF_LET(statement, session_->connection->prepare("UPDATE " + tableOf(kind) + " SET extra=? WHERE rec=?"));
  bindExtra(statement, 1, kind, all);
  statement.bind(2, rec);
  return statement.run();
}

Result<void> SqliteTx::update(const RecordRow& row, const std::vector<Field>& shown, std::size_t contested) {
  BF_LET(of, statements(row.kind));
  session_->scratch.clear();
  std::vector<Field> known;
  std::vector<Field> unknown;
  for (const auto& field : shown) (of->kind->field(field.number) != nullptr ? known : unknown).push_back(field);
  std::ranges::sort(known, {}, &Field::number);
  BF_LET(statement, updateStatement(*of, known));
  const auto heads = row.heads.serialise();
  if (row.parent == 0) statement->bindNull(1).bindNull(2);
  else statement->bind(1, row.parent).bind(2, static_cast<std::int64_t>(row.parentKind));
  if (row.region == 0) statement->bindNull(3);
  else statement->bind(3, static_cast<std::int64_t>(row.region));
  statement->bind(4, std::string_view(heads)).bind(5, static_cast<std::int64_t>(contested));
  int at = 6;
  for (const auto& field : known)
    bindField(*statement, at++, *of->kind->field(field.number), field.wire, session_->scratch);
  statement->bind(at, row.rec);
  BF_CHECK(statement->run());
  if (!unknown.empty()) BF_CHECK(mergeExtra(*of->kind, row.rec, unknown));
  return index(*of->kind, row.rec, known, false);
}

Result<void> SqliteTx::rekey(std::uint32_t kind, std::int64_t rec, std::int64_t newRec) {
  const auto move = [&](const std::string& sql) -> Result<void> {
    BF_LET(statement, session_->connection->prepare(sql));
    statement.bind(1, newRec).bind(2, rec);
    return statement.run();
  };
  BF_LET(of, statements(kind));
  BF_CHECK(move("UPDATE " + tableOf(*of->kind) + " SET rec=? WHERE rec=?"));
  for (const auto& child : store_.schema().kinds())
    if (child.hasParent(kind)) BF_CHECK(move("UPDATE " + tableOf(child) + " SET parent=? WHERE parent=?"));
  BF_CHECK(move("UPDATE touch SET rec=? WHERE rec=?"));
  return move("UPDATE search SET rec=? WHERE rec=?");
}

Result<void> SqliteTx::evict(std::uint32_t kind, std::int64_t rec) {
  BF_LET(of, statements(kind));
  of->evict.bind(1, rec);
  erases_ = true;
  BF_CHECK(of->evict.run());
  BF_LET(search, sql("DELETE FROM search WHERE rec=?"));
  search->bind(1, rec);
  BF_CHECK(search->run());
  BF_LET(touches, sql("DELETE FROM touch WHERE rec=?"));
  touches->bind(1, rec);
  return touches->run();
}

Result<std::vector<Field>> SqliteTx::values(std::uint32_t kind, std::int64_t rec) {
  BF_LET(of, statements(kind));
  StatementUse use(of->values);
  use->bind(1, rec);
  BF_LET(found, use->step());
  std::vector<Field> fields;
  if (!found) return fields;
  for (std::size_t i = 0; i < of->kind->fields.size(); ++i) {
    BF_LET(wire, wireOf(of->values, static_cast<int>(i) + 1, of->kind->fields[i]));
    if (!wire.empty()) fields.push_back({of->kind->fields[i].number, std::move(wire)});
  }
  BF_LET(extra, splitFields(use->bytes(0)));
  fields.insert(fields.end(), extra.begin(), extra.end());
  std::ranges::sort(fields, {}, &Field::number);
  return fields;
}

Result<std::string> SqliteTx::value(std::uint32_t kind, std::int64_t rec, std::uint32_t field) {
  BF_LET(of, statements(kind));
  const auto* spec = of->kind->field(field);
  if (spec == nullptr) {
    BF_LET(all, values(kind, rec));
    const auto at = std::ranges::find(all, field, &Field::number);
    return at == all.end() ? std::string{} : at->wire;
  }
  if (!of->single.contains(field)) {
    BF_LET(made,
           session_->connection->prepare("SELECT " + spec->column + " FROM " + tableOf(*of->kind) + " WHERE rec=?"));
    of->single.emplace(field, std::move(made));
  }
  StatementUse use(of->single.at(field));
  use->bind(1, rec);
  BF_LET(found, use->step());
  if (!found) return std::string{};
  return wireOf(of->single.at(field), 0, *spec);
}

Result<std::vector<RecordRow>> SqliteTx::rows(const KindSpec& kind, Statement& statement, std::size_t most) {
  StatementUse use(statement);
  std::vector<RecordRow> found;
  while (found.size() < most) {
    BF_LET(more, use->step());
    if (!more) break;
    BF_LET(row, rowOf(kind, statement));
    found.push_back(std::move(row));
  }
  return found;
}

Result<std::vector<RecordRow>> SqliteTx::children(std::uint32_t parentKind, std::int64_t parent) {
  std::vector<RecordRow> all;
  BF_CHECK(alive());
  for (const auto& kind : store_.schema().kinds()) {
    if (!kind.hasParent(parentKind)) continue;
    BF_LET(of, session_->of(kind));
    of->children.bind(1, parent);
    BF_LET(some, rows(kind, of->children, SIZE_MAX));
    std::ranges::move(some, std::back_inserter(all));
  }
  return all;
}

Result<std::vector<RecordRow>> SqliteTx::roots(std::uint32_t kind, RegionCode region, std::int64_t afterRec,
                                               std::size_t most) {
  BF_LET(of, statements(kind));
  of->roots.bind(1, static_cast<std::int64_t>(region)).bind(2, afterRec).bind(3, static_cast<std::int64_t>(most));
  return rows(*of->kind, of->roots, most);
}

Result<std::vector<RecordRow>> SqliteTx::records(std::uint32_t kind, std::int64_t afterRec, std::size_t most) {
  BF_LET(of, statements(kind));
  of->records.bind(1, afterRec).bind(2, static_cast<std::int64_t>(most));
  return rows(*of->kind, of->records, most);
}

Result<std::vector<RecordRow>> SqliteTx::contested(std::uint32_t kind, std::int64_t afterRec, std::size_t most) {
  BF_LET(of, statements(kind));
  of->contested.bind(1, afterRec).bind(2, static_cast<std::int64_t>(most));
  return rows(*of->kind, of->contested, most);
}

Result<void> SqliteTx::index(const KindSpec& kind, std::int64_t rec, const std::vector<Field>& fields, bool isNew) {
  if (!store_.options_.search) return {};
  const auto searched = [&](const Field& field) {
    const auto* spec = kind.field(field.number);
    return spec != nullptr && spec->search != SearchRole::none;
  };
  if (std::ranges::none_of(fields, searched)) return {};
  std::vector<Field> all = fields;
  if (!isNew) {
    // One term table for all fields of a record: the terms of the others are made again with those that changed.
    BF_LET(clear, sql("DELETE FROM search WHERE rec=?"));
    clear->bind(1, rec);
    BF_CHECK(clear->run());
    BF_LET(stored, values(kind.number, rec));
    all = std::move(stored);
  }
  BF_LET(add, sql("INSERT OR IGNORE INTO search(term,rec,kind) VALUES(?,?,?)"));
  for (const auto& field : all) {
    if (!searched(field)) continue;
    for (const auto& term : termsOf(*kind.field(field.number), field.wire)) {
      if (term.empty()) continue;
      add->bindText(1, term).bind(2, rec).bind(3, static_cast<std::int64_t>(kind.number));
      BF_CHECK(add->run());
    }
  }
  return {};
}

Result<std::vector<StoreTx::Hit>> SqliteTx::search(std::string_view text, std::size_t most) {
  std::vector<Hit> hits;
  BF_LET(select, sql("SELECT DISTINCT kind,rec FROM search WHERE term>=? AND term<? LIMIT ?"));
  for (const auto& prefix : queryPrefixes(text)) {
    // U+10FFFF sorts after every character: the range is all terms that start with the prefix.
    const auto end = prefix + "\xF4\x8F\xBF\xBF";
    StatementUse use(*select);
    use->bindText(1, prefix).bindText(2, end).bind(3, static_cast<std::int64_t>(most));
    while (hits.size() < most) {
      BF_LET(more, use->step());
      if (!more) break;
      const Hit hit{static_cast<std::uint32_t>(use->integer(0)), use->integer(1)};
      if (std::ranges::none_of(hits, [&](const Hit& known) { return known.rec == hit.rec; })) hits.push_back(hit);
    }
  }
  return hits;
}

}  // namespace bf
