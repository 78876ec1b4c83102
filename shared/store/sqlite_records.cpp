// Records of the SQLite engine: one typed table a kind.

#include <algorithm>

#include "shared/base/weakening.h"
#include "shared/base/wire.h"
#include "shared/store/columns.h"
#include "shared/store/pinyin.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

constexpr const char* placeColumns = "rec,id,parent,parent_kind,region_code";
constexpr int placeColumnCount = 5;
constexpr const char* rowColumns = "rec,id,parent,parent_kind,region_code,heads";

std::string insertSql(const KindSpec& kind) {
  std::string sql = "INSERT INTO " + tableOf(kind) + "(rec,id,parent,parent_kind,region_code,heads,extra" +
                    columnList(kind) + ") VALUES(?,?,?,?,?,?,?";
  for (std::size_t i = 0; i < kind.fields.size(); ++i) sql += ",?";
  return sql + ")";
}

std::string sqlOf(const KindSpec& kind, KindQuery query) {
  const auto table = tableOf(kind);
  const std::string select = std::string("SELECT ") + rowColumns + " FROM " + table;
  switch (query) {
    case KindQuery::find: return select + " WHERE substr(id,1,10)=substr(?1,1,10) AND id=?1";
    case KindQuery::load: return select + " WHERE rec=?";
    case KindQuery::insert: return insertSql(kind);
    case KindQuery::evict: return "DELETE FROM " + table + " WHERE rec=?";
    case KindQuery::values: return "SELECT extra" + columnList(kind) + " FROM " + table + " WHERE rec=?";
    case KindQuery::children: return select + " WHERE parent=? ORDER BY rec";
    case KindQuery::roots: return select + " WHERE region_code=? AND rec>? ORDER BY rec LIMIT ?";
    case KindQuery::records: return select + " WHERE rec>? ORDER BY rec LIMIT ?";
    case KindQuery::contested: return select + " WHERE contested>0 AND rec>? ORDER BY rec LIMIT ?";
    case KindQuery::count: break;
  }
  return {};
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

KindStatements& SqliteSession::of(const KindSpec& kind) {
  auto& made = kinds[kind.number];
  made.kind = &kind;
  return made;
}

Result<Statement*> SqliteSession::query(const KindSpec& kind, KindQuery query) {
  auto& statement = of(kind).queries[static_cast<std::size_t>(query)];
  if (!statement.prepared()) {
    BF_LET(made, connection->prepare(sqlOf(kind, query)));
    statement = std::move(made);
  }
  return &statement;
}

Result<const KindSpec*> SqliteTx::specOf(std::uint32_t kind) const {
  BF_CHECK(alive());
  const auto* spec = store_.schema().kind(kind);
  if (spec == nullptr) return fail(Errc::unknownKind, "record kind " + std::to_string(kind));
  return spec;
}

namespace {

/// What stands in placeColumns.
Result<RecordRow> placeOf(const KindSpec& kind, const Statement& statement) {
  RecordRow row;
  row.kind = kind.number;
  row.rec = statement.integer(0);
  const auto id = RecordId::from(statement.bytes(1));
  if (!id) return fail(Errc::storageCorrupt, "record id in " + kind.table);
  row.id = *id;
  row.parent = statement.integer(2);
  row.parentKind = static_cast<std::uint32_t>(statement.integer(3));
  row.region = static_cast<RegionCode>(statement.integer(4));
  return row;
}

}  // namespace

Result<RecordRow> SqliteTx::rowOf(const KindSpec& kind, const Statement& statement) const {
  BF_LET(row, placeOf(kind, statement));
  auto heads = RecordHeads::parse(statement.bytes(placeColumnCount), row.id, row.rec);
  if (!heads) return fail(Errc::storageCorrupt, "heads in " + kind.table);
  row.heads = std::move(*heads);
  return row;
}

Result<std::optional<RecordRow>> SqliteTx::find(std::uint32_t kind, const RecordId& id) {
  BF_LET(spec, specOf(kind));
  BF_LET(find, session_->query(*spec, KindQuery::find));
  StatementUse use(*find);
  use->bind(1, id.view());
  BF_LET(found, use->step());
  if (!found) return std::optional<RecordRow>{};
  BF_LET(row, rowOf(*spec, *find));
  return std::optional(std::move(row));
}

Result<std::optional<RecordRow>> SqliteTx::load(std::uint32_t kind, std::int64_t rec) {
  BF_LET(spec, specOf(kind));
  BF_LET(load, session_->query(*spec, KindQuery::load));
  StatementUse use(*load);
  use->bind(1, rec);
  BF_LET(found, use->step());
  if (!found) return std::optional<RecordRow>{};
  BF_LET(row, rowOf(*spec, *load));
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
  BF_LET(spec, specOf(row.kind));
  BF_LET(insert, session_->query(*spec, KindQuery::insert));
  const auto& kind = *spec;
  session_->scratch.clear();
  auto& statement = *insert;
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
  BF_LET(spec, specOf(row.kind));
  session_->scratch.clear();
  std::vector<Field> known;
  std::vector<Field> unknown;
  for (const auto& field : shown) (spec->field(field.number) != nullptr ? known : unknown).push_back(field);
  std::ranges::sort(known, {}, &Field::number);
  BF_LET(statement, updateStatement(session_->of(*spec), known));
  const auto heads = row.heads.serialise();
  if (row.parent == 0) statement->bindNull(1).bindNull(2);
  else statement->bind(1, row.parent).bind(2, static_cast<std::int64_t>(row.parentKind));
  if (row.region == 0) statement->bindNull(3);
  else statement->bind(3, static_cast<std::int64_t>(row.region));
  statement->bind(4, std::string_view(heads)).bind(5, static_cast<std::int64_t>(contested));
  int at = 6;
  for (const auto& field : known)
    bindField(*statement, at++, *spec->field(field.number), field.wire, session_->scratch);
  statement->bind(at, row.rec);
  BF_CHECK(statement->run());
  if (!unknown.empty()) BF_CHECK(mergeExtra(*spec, row.rec, unknown));
  return index(*spec, row.rec, known, false);
}

Result<void> SqliteTx::rekey(std::uint32_t kind, std::int64_t rec, std::int64_t newRec) {
  const auto move = [&](const std::string& sql) -> Result<void> {
    BF_LET(statement, session_->connection->prepare(sql));
    statement.bind(1, newRec).bind(2, rec);
    return statement.run();
  };
  BF_LET(spec, specOf(kind));
  BF_CHECK(move("UPDATE " + tableOf(*spec) + " SET rec=? WHERE rec=?"));
  for (const auto& child : store_.schema().kinds())
    if (child.hasParent(kind)) BF_CHECK(move("UPDATE " + tableOf(child) + " SET parent=? WHERE parent=?"));
  BF_CHECK(move("UPDATE touch SET rec=? WHERE rec=?"));
  return move("UPDATE search SET rec=? WHERE rec=?");
}

Result<void> SqliteTx::evict(std::uint32_t kind, std::int64_t rec) {
  BF_LET(spec, specOf(kind));
  BF_LET(evict, session_->query(*spec, KindQuery::evict));
  evict->bind(1, rec);
  erases_ = true;
  BF_CHECK(evict->run());
  BF_LET(search, sql("DELETE FROM search WHERE rec=?"));
  search->bind(1, rec);
  BF_CHECK(search->run());
  BF_LET(touches, sql("DELETE FROM touch WHERE rec=?"));
  touches->bind(1, rec);
  return touches->run();
}

Result<std::vector<Field>> SqliteTx::values(std::uint32_t kind, std::int64_t rec) {
  BF_LET(spec, specOf(kind));
  BF_LET(values, session_->query(*spec, KindQuery::values));
  StatementUse use(*values);
  use->bind(1, rec);
  BF_LET(found, use->step());
  std::vector<Field> fields;
  if (!found) return fields;
  for (std::size_t i = 0; i < spec->fields.size(); ++i) {
    BF_LET(wire, wireOf(*values, static_cast<int>(i) + 1, spec->fields[i]));
    if (!wire.empty()) fields.push_back({spec->fields[i].number, std::move(wire)});
  }
  BF_LET(extra, splitFields(use->bytes(0)));
  fields.insert(fields.end(), extra.begin(), extra.end());
  std::ranges::sort(fields, {}, &Field::number);
  return fields;
}

Result<std::string> SqliteTx::value(std::uint32_t kind, std::int64_t rec, std::uint32_t field) {
  BF_LET(spec, specOf(kind));
  const auto* asked = spec->field(field);
  if (asked == nullptr) {
    BF_LET(all, values(kind, rec));
    const auto at = std::ranges::find(all, field, &Field::number);
    return at == all.end() ? std::string{} : at->wire;
  }
  auto& statement = session_->of(*spec).single[field];
  if (!statement.prepared()) {
    BF_LET(made, session_->connection->prepare("SELECT " + asked->column + " FROM " + tableOf(*spec) + " WHERE rec=?"));
    statement = std::move(made);
  }
  StatementUse use(statement);
  use->bind(1, rec);
  BF_LET(found, use->step());
  if (!found) return std::string{};
  return wireOf(statement, 0, *asked);
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
    BF_LET(children, session_->query(kind, KindQuery::children));
    children->bind(1, parent);
    BF_LET(some, rows(kind, *children, SIZE_MAX));
    std::ranges::move(some, std::back_inserter(all));
  }
  return all;
}

Result<std::vector<RecordRow>> SqliteTx::roots(std::uint32_t kind, RegionCode region, std::int64_t afterRec,
                                               std::size_t most) {
  BF_LET(spec, specOf(kind));
  BF_LET(roots, session_->query(*spec, KindQuery::roots));
  roots->bind(1, static_cast<std::int64_t>(region)).bind(2, afterRec).bind(3, static_cast<std::int64_t>(most));
  return rows(*spec, *roots, most);
}

Result<std::vector<RecordRow>> SqliteTx::records(std::uint32_t kind, std::int64_t afterRec, std::size_t most) {
  BF_LET(spec, specOf(kind));
  BF_LET(records, session_->query(*spec, KindQuery::records));
  records->bind(1, afterRec).bind(2, static_cast<std::int64_t>(most));
  return rows(*spec, *records, most);
}

Result<void> SqliteTx::scan(std::uint32_t kind, const std::vector<std::uint32_t>& fields,
                            const std::function<bool(const RecordRow&, const std::vector<Field>&)>& take) {
  BF_LET(spec, specOf(kind));
  std::vector<const FieldSpec*> asked;
  std::string sql = std::string("SELECT ") + placeColumns;
  for (const auto number : fields) {
    asked.push_back(spec->field(number));
    if (asked.back() == nullptr) return fail(Errc::unknownKind, spec->name + " field " + std::to_string(number));
    sql += "," + asked.back()->column;
  }
  BF_LET(statement, session_->connection->prepare(sql + " FROM " + tableOf(*spec) + " ORDER BY rec"));
  for (std::vector<Field> values;; values.clear()) {
    BF_LET(more, statement.step());
    if (!more) return {};
    BF_LET(row, placeOf(*spec, statement));
    for (std::size_t i = 0; i < asked.size(); ++i) {
      BF_LET(wire, wireOf(statement, static_cast<int>(i) + placeColumnCount, *asked[i]));
      if (!wire.empty()) values.push_back({asked[i]->number, std::move(wire)});
    }
    if (!take(row, values)) return {};
  }
}

Result<std::vector<RecordRow>> SqliteTx::contested(std::uint32_t kind, std::int64_t afterRec, std::size_t most) {
  BF_LET(spec, specOf(kind));
  BF_LET(contested, session_->query(*spec, KindQuery::contested));
  contested->bind(1, afterRec).bind(2, static_cast<std::int64_t>(most));
  return rows(*spec, *contested, most);
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
