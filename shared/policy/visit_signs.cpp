#include "shared/policy/visit_signs.h"

#include "shared/policy/policy_limits.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

// x: the household; regions of villages have twelve digits, of townships nine. {poor} and {met} are one and the same in
// all: every figure is about the same households, and a visit at which nobody was met is none in any of them. {q} and
// {c}: the record is still there.
constexpr std::string_view poor =
    "x.household_kind = $household::KIND_POOR AND coalesce(x.status, 0) NOT IN ($household::STATUS_REMOVED,"
    " $household::STATUS_ENDED)";
constexpr std::string_view met = "coalesce(q.met, 0) NOT IN ($visit::PERSON_NOBODY, $visit::PERSON_PHONE)";

constexpr const char* ofPoor =
    "SELECT x.region / 1000, count(*), sum(coalesce(days((SELECT max(q.visit_date) FROM visit q WHERE q.parent = x.rec"
    " AND q.visit_date <= :day AND {met}), :day) > :stale_days, 1)) FROM household x WHERE {poor} GROUP BY 1";

constexpr const char* ofVisits =
    "SELECT x.region / 1000, count(*), sum(q.departed - q.arrived) / 60000000, count(q.departed - q.arrived),"
    " sum(coalesce(q.departed - q.arrived < :minutes * 60000000, 0)) FROM visit q JOIN household x ON x.rec = q.parent"
    " WHERE q.visit_date BETWEEN :from AND :day AND {met} AND {poor} GROUP BY 1";

constexpr const char* ofPlaces =
    "SELECT town, sum(visits) FROM (SELECT x.region / 1000 AS town, count(*) AS visits FROM visit q"
    " JOIN household x ON x.rec = q.parent WHERE q.visit_date BETWEEN :from AND :day AND q.latitude IS NOT NULL"
    " AND q.longitude IS NOT NULL AND {met} AND {poor}"
    " GROUP BY 1, q.visit_date, q.visitor_name, q.visitor_duty, q.latitude / :cell, q.longitude / :cell"
    " HAVING count(DISTINCT q.parent) > 1) GROUP BY 1";

/// The view leaves out what was corrected: the tables have it still.
constexpr const char* ofAltered =
    "SELECT x.region / 1000, count(*) FROM main.k_visit q JOIN household x ON x.rec = q.parent"
    " WHERE q.finished IS NOT NULL AND q.visit_date BETWEEN :from AND :day AND {poor} AND (NOT {q} OR"
    " EXISTS (SELECT 1 FROM main.k_visit c WHERE c.parent = q.parent AND c.corrects = q.id AND c.finished IS NOT NULL"
    " AND {c})) GROUP BY 1";

std::string written(std::string sql) {
  const auto standing = isThereSql("q"), correction = isThereSql("c");
  for (const auto& [name, text] : {std::pair<std::string_view, std::string_view>{"{poor}", poor},
                                   {"{met}", met},
                                   {"{q}", standing},
                                   {"{c}", correction}})
    for (auto at = sql.find(name); at != std::string::npos; at = sql.find(name)) sql.replace(at, name.size(), text);
  return sql;
}

class Signs {
 public:
  Signs(PolicyDatabase& database, const Period& period, std::int32_t day)
      : database_(database), period_(period), day_(day) {}

  Result<std::map<RegionCode, VisitSigns>> read() {
    BF_CHECK(ask(ofPoor, {&VisitSigns::poor, &VisitSigns::stale}));
    BF_CHECK(ask(ofVisits, {&VisitSigns::visits, &VisitSigns::minutes, &VisitSigns::timed, &VisitSigns::tooFast}));
    BF_CHECK(ask(ofPlaces, {&VisitSigns::samePlace}));
    BF_CHECK(ask(ofAltered, {&VisitSigns::altered}));
    return std::move(made_);
  }

 private:
  Result<void> ask(const char* sql, const std::vector<std::int64_t VisitSigns::*>& columns) {
    BF_LET(statement, database_.connection().prepare(written(sql)));
    bind(statement);
    for (;;) {
      BF_LET(row, statement.step());
      if (!row) return {};
      auto& signs = made_[static_cast<RegionCode>(statement.integer(0))];
      for (std::size_t i = 0; i < columns.size(); ++i) signs.*columns[i] = statement.integer(static_cast<int>(i) + 1);
    }
  }

  void bind(Statement& statement) const {
    for (const auto& [name, value] : {std::pair<const char*, std::int64_t>{":from", period_.from},
                                      {":day", day_},
                                      {":stale_days", staleDays},
                                      {":minutes", visitMinutesAtLeast},
                                      {":cell", samePlaceCell}})
      if (const int at = statement.parameter(name); at != 0) statement.bind(at, value);
    for (const char* name : {"$household::KIND_POOR", "$household::STATUS_REMOVED", "$household::STATUS_ENDED",
                             "$visit::PERSON_NOBODY", "$visit::PERSON_PHONE"})
      if (const int at = statement.parameter(name); at != 0)
        statement.bind(at, *choiceNumber(database_.schema(), name));
  }

  PolicyDatabase& database_;
  const Period& period_;
  std::int32_t day_;
  std::map<RegionCode, VisitSigns> made_;
};

}  // namespace

Result<std::map<RegionCode, VisitSigns>> visitSigns(PolicyDatabase& database, const Period& period, std::int32_t day) {
  return Signs(database, period, day).read();
}

}  // namespace bf
