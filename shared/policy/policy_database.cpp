#include "shared/policy/policy_database.h"

#include <algorithm>
#include <map>

#include "bianfang/registry.pb.h"
#include "shared/base/bilingual.h"
#include "shared/policy/id_twins.h"
#include "shared/policy/income_sample.h"
#include "shared/policy/policy_limits.h"
#include "shared/store/query_functions.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

/// Functions of a rule: none that reads a clock, makes random or large values, or touches files.
const std::set<std::string, std::less<>> allowedFunctions{
    "abs",    "avg",  "coalesce", "count", "days",   "every",  "has", "ifnull",   "like",        "max",           "min",
    "nullif", "rank", "round",    "some",  "substr", "length", "sum", "id_state", "writer_role", "removed_unseen"};

constexpr const char* regionTable =
    "CREATE TEMP TABLE region(code INTEGER PRIMARY KEY, level INTEGER NOT NULL, parent INTEGER NOT NULL,"
    " first INTEGER NOT NULL, last INTEGER NOT NULL, name TEXT NOT NULL) STRICT";

}  // namespace

PolicyDatabase::PolicyDatabase(std::unique_ptr<Connection> connection, const Schema& schema)
    : connection_(std::move(connection)),
      schema_(schema),
      guard_(std::make_unique<SqlGuard>(*connection_,
                                        GuardLimits{allowedFunctions, valueBytesMax, opcodesMax, stepsBetweenLooks})) {}

Result<std::unique_ptr<PolicyDatabase>> PolicyDatabase::open(const SqliteStore& store,
                                                             const std::vector<PolicyRegion>& regions) {
  BF_LET(connection, store.reader());
  std::unique_ptr<PolicyDatabase> made(new PolicyDatabase(std::move(connection), store.schema()));
  BF_CHECK(made->setUp(regions));
  return made;
}

Result<std::unique_ptr<PolicyDatabase>> PolicyDatabase::empty(const Schema& schema) {
  return filled(schema, {}, [](Connection&) { return Result<void>(); });
}

Result<std::unique_ptr<PolicyDatabase>> PolicyDatabase::filled(
    const Schema& schema, const std::vector<PolicyRegion>& regions,
    const std::function<Result<void>(Connection& connection)>& fill) {
  BF_LET(connection, Connection::open(":memory:", "", false));
  BF_CHECK(prepareLayout(*connection, schema));
  BF_CHECK(fill(*connection));
  std::unique_ptr<PolicyDatabase> made(new PolicyDatabase(std::move(connection), schema));
  BF_CHECK(made->setUp(regions));
  return made;
}

Result<void> PolicyDatabase::setUp(const std::vector<PolicyRegion>& regions) {
  auto& db = *connection_;
  views_ = policyViews(schema_);
  BF_CHECK(addQueryFunctions(db));
  BF_CHECK(db.execute(regionTable));
  BF_CHECK(putRegions(regions));
  guard_->allowTable("region");
  BF_CHECK(db.execute(makeListTables()));
  for (const auto& view : views_) {
    BF_CHECK(db.execute("CREATE TEMP VIEW " + view.name + " AS " + view.select));
    guard_->allowView(view.name);
  }
  BF_CHECK(guard_->close());
  return see();
}

Result<void> PolicyDatabase::putRegions(const std::vector<PolicyRegion>& regions) {
  BF_LET(insert, connection_->prepare("INSERT OR IGNORE INTO region VALUES(?,?,?,?,?,?)"));
  for (const auto& region : regions) {
    // Codes of villages have 12 digits: those below a region are a run of numbers.
    std::int64_t villages = 1;
    std::int64_t level = 0;
    for (auto code = region.code; code != 0; code /= 10) ++level;
    for (auto digits = level; digits < 12; ++digits) villages *= 10;
    const auto first = static_cast<std::int64_t>(region.code) * villages;
    insert.bind(1, static_cast<std::int64_t>(region.code)).bind(2, level);
    insert.bind(3, static_cast<std::int64_t>(parentOf(region.code))).bind(4, first).bind(5, first + villages - 1);
    insert.bindText(6, region.name);
    BF_CHECK(insert.run());
  }
  return {};
}

Result<void> PolicyDatabase::see() {
  allowSteps(stepsAtLeast);
  if (seeing_) BF_CHECK(connection_->execute("COMMIT"));
  seeing_ = false;
  BF_CHECK(readDraws());
  BF_CHECK(connection_->execute("BEGIN"));
  seeing_ = true;
  return {};
}

Result<void> PolicyDatabase::readDraws() {
  constexpr auto space = static_cast<std::int64_t>(Space::sample);
  BF_LET(counting, connection_->prepare("SELECT count(*) FROM main.register WHERE space = ?"));
  counting.bind(1, space);
  BF_CHECK(counting.step());
  const auto count = counting.integer(0);
  if (count == draws_) return {};
  Writing writing(*connection_);
  BF_CHECK(writing.begin());
  BF_CHECK(connection_->execute("DELETE FROM temp." + listTable(drawnView)));
  // By village, and there by number: the last one counts.
  BF_LET(ask, connection_->prepare("SELECT value FROM main.register WHERE space = ? ORDER BY key"));
  ask.bind(1, space);
  std::map<std::pair<std::uint64_t, std::int32_t>, bianfang::Sample> newest;
  for (;;) {
    BF_LET(more, ask.step());
    if (!more) break;
    bianfang::Sample sample;
    if (!sample.ParseFromString(std::string(ask.bytes(0)))) return fail(Errc::storageCorrupt, "sample");
    // A draw of the poor ones says nothing of the others. What a worksheet says of itself is no draw.
    if (sample.everyone()) newest[{sample.village(), surveyYear(sample)}] = std::move(sample);
  }
  for (const auto& [of, sample] : newest) BF_CHECK(putDraw(sample));
  draws_ = count;
  return {};
}

Result<void> PolicyDatabase::putDraw(const bianfang::Sample& sample) {
  BF_LET(put,
         connection_->prepare("INSERT OR IGNORE INTO temp." + listTable(drawnView) + " SELECT rec, ?, ? FROM main." +
                              tableOf(*schema_.kindByName("household")) + " WHERE substr(id,1,10)=substr(?,1,10)"));
  for (const auto& id : sample.drawn()) {
    put.reset();
    put.bind(1, static_cast<std::int64_t>(sample.village())).bind(2, std::int64_t{surveyYear(sample)}).bind(3, id);
    BF_CHECK(put.run());
  }
  return {};
}

std::expected<GuardedStatement, Label> PolicyDatabase::prepare(const std::string& sql) {
  allowSteps(stepsAtLeast);
  return guard_->prepare(sql);
}

Result<void> PolicyDatabase::addSum(const std::string& table) {
  guard_->allowTable(table);
  return sums_.add(*connection_, table);
}

Error PolicyDatabase::reason(const Error& error, const std::string& what) const {
  if (exceeded())
    return {Errc::tooLarge,
            bilingualSentence("政策包 " + what + " 运算过多，已停止：请限定它读取的记录，或按村合计（[[sum]]）",
                              "pack " + what +
                                  " takes too many steps and was stopped: bind the records that it reads, "
                                  "or add up by village ([[sum]])")};
  return error;
}

}  // namespace bf
