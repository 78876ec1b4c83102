#include "shared/store/sum_table.h"

#include <algorithm>
#include <vector>

namespace bf {
namespace {

const VillageTotals none;

enum Column : int { regionColumn = 0, totalColumn = 1, unknownColumn = 2, positionColumn = 3 };
/// Bits of the plan: which bounds of the region come as arguments, in this order.
enum Bound : int { equalBound = 1, lowerBound = 2, upperBound = 4 };

struct Table {
  sqlite3_vtab base;
  const VillageTotals* const* shown;
};

struct Cursor {
  sqlite3_vtab_cursor base;
  VillageTotals::const_iterator at, end;
  std::map<RegionCode, std::vector<std::int64_t>> ofCounty;  ///< descending; made when a position is asked for
};

const VillageTotals& totalsOf(sqlite3_vtab* table) {
  const auto* shown = *reinterpret_cast<Table*>(table)->shown;
  return shown != nullptr ? *shown : none;
}

Cursor& cursorOf(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<Cursor*>(cursor); }

int connect(sqlite3* db, void* shown, int, const char* const*, sqlite3_vtab** made, char**) {
  const int code =
      sqlite3_declare_vtab(db, "CREATE TABLE sums(region INTEGER, total INTEGER, unknown INTEGER, position INTEGER)");
  if (code != SQLITE_OK) return code;
  *made = &(new Table{{}, static_cast<const VillageTotals* const*>(shown)})->base;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete reinterpret_cast<Table*>(table);
  return SQLITE_OK;
}

int boundOf(unsigned char op) {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ: return equalBound;
    case SQLITE_INDEX_CONSTRAINT_GE:
    case SQLITE_INDEX_CONSTRAINT_GT: return lowerBound;
    case SQLITE_INDEX_CONSTRAINT_LE:
    case SQLITE_INDEX_CONSTRAINT_LT: return upperBound;
    default: return 0;
  }
}

/// SQLite looks at every row again, so that "greater" may be served as "at least".
int bestIndex(sqlite3_vtab*, sqlite3_index_info* info) {
  info->idxNum = 0;
  int arguments = 0;
  for (const int wanted : {equalBound, lowerBound, upperBound})
    for (int i = 0; i < info->nConstraint; ++i) {
      const auto& one = info->aConstraint[i];
      if (one.usable == 0 || one.iColumn != regionColumn || boundOf(one.op) != wanted || (info->idxNum & wanted) != 0)
        continue;
      info->idxNum |= wanted;
      info->aConstraintUsage[i].argvIndex = ++arguments;
    }
  const bool one = (info->idxNum & equalBound) != 0;
  info->estimatedRows = one ? 1 : info->idxNum != 0 ? 30 : 500;
  info->estimatedCost = static_cast<double>(info->estimatedRows);
  const bool ordered = info->nOrderBy == 1 && info->aOrderBy[0].iColumn == regionColumn && info->aOrderBy[0].desc == 0;
  if (ordered) info->orderByConsumed = 1;
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
  *made = &(new Cursor{})->base;
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  delete reinterpret_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

/// A bound that is NULL holds for no row; one that is no number is left to SQLite's second look.
int filter(sqlite3_vtab_cursor* cursor, int plan, const char*, int count, sqlite3_value** values) {
  const auto& totals = totalsOf(cursor->pVtab);
  auto& range = cursorOf(cursor);
  range.ofCounty.clear();
  range.at = totals.begin();
  range.end = totals.end();
  int next = 0;
  for (const int bound : {equalBound, lowerBound, upperBound}) {
    if ((plan & bound) == 0 || next == count) continue;
    auto* value = values[next++];
    if (sqlite3_value_type(value) == SQLITE_NULL) range.at = range.end;
    if (sqlite3_value_type(value) != SQLITE_INTEGER || range.at == range.end) continue;
    const auto code = static_cast<RegionCode>(std::max<std::int64_t>(sqlite3_value_int64(value), 0));
    if (bound != upperBound) range.at = totals.lower_bound(code);
    if (bound != lowerBound) range.end = totals.upper_bound(code);
    // Bounds the wrong way round: nothing lies between them.
    if (range.end != totals.end() && (range.at == totals.end() || range.end->first < range.at->first))
      range.at = range.end;
  }
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* cursor) {
  ++cursorOf(cursor).at;
  return SQLITE_OK;
}

int atEnd(sqlite3_vtab_cursor* cursor) { return cursorOf(cursor).at == cursorOf(cursor).end ? 1 : 0; }

/// A village's code begins with the six digits of its county.
RegionCode countyOf(RegionCode village) { return village / 1'000'000; }

/// Equal totals share the better position.
std::int64_t positionOf(Cursor& cursor) {
  if (cursor.ofCounty.empty()) {
    for (const auto& [region, total] : totalsOf(cursor.base.pVtab))
      cursor.ofCounty[countyOf(region)].push_back(total.total);
    for (auto& [county, totals] : cursor.ofCounty) std::ranges::sort(totals, std::ranges::greater());
  }
  const auto& totals = cursor.ofCounty[countyOf(cursor.at->first)];
  return std::ranges::lower_bound(totals, cursor.at->second.total, std::ranges::greater()) - totals.begin() + 1;
}

std::int64_t valueOf(Cursor& cursor, int column) {
  switch (column) {
    case regionColumn: return static_cast<std::int64_t>(cursor.at->first);
    case totalColumn: return cursor.at->second.total;
    case unknownColumn: return cursor.at->second.unknown;
    default: return positionOf(cursor);
  }
}

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int which) {
  sqlite3_result_int64(context, valueOf(cursorOf(cursor), which));
  return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* made) {
  *made = static_cast<sqlite3_int64>(cursorOf(cursor).at->first);
  return SQLITE_OK;
}

/// Without xCreate: the table is there by its name, and nobody can make another.
sqlite3_module makeModule() {
  sqlite3_module made{};
  made.xConnect = connect;
  made.xBestIndex = bestIndex;
  made.xDisconnect = disconnect;
  made.xOpen = open;
  made.xClose = close;
  made.xFilter = filter;
  made.xNext = next;
  made.xEof = atEnd;
  made.xColumn = column;
  made.xRowid = rowid;
  return made;
}

}  // namespace

Result<void> SumTables::add(Connection& connection, const std::string& name) {
  static const sqlite3_module module = makeModule();
  if (shown_.contains(name)) return {};
  auto& shown = shown_[name] = std::make_unique<const VillageTotals*>(nullptr);
  const int code = sqlite3_create_module_v2(connection.handle(), name.c_str(), &module, shown.get(), nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqliteError(connection.handle(), code));
  // SQLite makes the table at its first use, which must not be that of a statement under a guard.
  BF_LET(rows, connection.number("SELECT count(*) FROM " + name));
  return rows == 0 ? Result<void>{} : fail(Errc::storageFailed, name);
}

void SumTables::show(const std::string& name, const VillageTotals* totals) {
  if (const auto at = shown_.find(name); at != shown_.end()) *at->second = totals;
}

}  // namespace bf
