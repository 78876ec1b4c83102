#include <algorithm>

#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

/// Whether a rule asks who visited: who signed, or who is said to have come.
bool readsVisitor(const std::set<ColumnRead>& reads) {
  return reads.contains({"visit", "author_duty"}) || reads.contains({"visit", "visitor_duty"});
}

/// Whether an indicator is about who visited: it, or a sum that it reads, asks for the visitor's duty. So a county's
/// own pack has its coverage without being told here.
bool asksForVisitor(OpenEvaluation& open, std::size_t indicator) {
  const auto& reads = open.engine->reads(indicator);
  if (readsVisitor(reads)) return true;
  return std::ranges::any_of(open.pack->sums, [&](const Sum& sum) {
    const auto ofSum = [&](const ColumnRead& read) { return read.from == tableOf(sum); };
    if (std::ranges::none_of(reads, ofSum)) return false;
    const auto within = readsOf(*open.database, Subject::household, sum.value);
    return within && readsVisitor(*within);
  });
}

Result<void> levels(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < open.pack->indicators.size(); ++i) {
    if (!asksForVisitor(open, i)) continue;
    for (const auto region : open.shownRegions()) {
      const auto tally = open.engine->tally(i, region);
      if (tally.all() == 0) continue;
      const auto& indicator = open.pack->indicators[i];
      rows.push_back({indicator.id, ctl.in(indicator.name), std::to_string(region), open.regionName(region),
                      std::to_string(tally.met), std::to_string(tally.all() - tally.met), std::to_string(tally.all()),
                      percentText(tally)});
    }
  }
  return giveTable(ctl, options, open.pack->id,
                   {{"indicator", {"编号", "id"}},
                    {"name", {"指标", "indicator"}},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"visited", {"已访", "visited"}, true},
                    {"due", {"应访未访", "due"}, true},
                    {"all", {"应访", "all"}, true},
                    {"percent", {"覆盖率%", "coverage %"}, true}},
                   rows, restsOn(ctl, open));
}

/// The last visit of anybody, for who plans the next one: its day, the duty that was typed, that of who signed it. And
/// how many of the period are said to be a secretary's who did not sign them: nobody can tell whether he came.
class LastVisits {
 public:
  static Result<LastVisits> prepare(OpenEvaluation& open) {
    BF_LET(last, open.database->connection().prepare(
                     "SELECT visit_date, visitor_duty, author_duty FROM visit WHERE parent = ? AND visit_date <= ?"
                     " ORDER BY visit_date DESC, rec DESC LIMIT 1"));
    BF_LET(unproven, open.database->connection().prepare(
                         "SELECT count(*) FROM visit WHERE parent = ? AND visit_date BETWEEN ? AND ?"
                         " AND visitor_duty IN (?, ?, ?) AND coalesce(visitor_duty <> author_duty, 1)"));
    // Bound once: they stay when the statement is asked again.
    int at = 4;
    for (const char* secretary :
         {"$visit::DUTY_VILLAGE_SECRETARY", "$visit::DUTY_TOWNSHIP_SECRETARY", "$visit::DUTY_COUNTY_SECRETARY"})
      unproven.bind(at++, choiceNumber(builtinSchema(), secretary).value_or(0));
    return LastVisits(std::move(last), std::move(unproven), open.engine->options().today);
  }

  Result<std::vector<std::string>> of(const Ctl& ctl, std::int64_t subject, const Period& period) {
    std::vector<std::string> cells{"", "", ""};
    const StatementUse use(last_);
    last_.bind(1, subject).bind(2, today_);
    BF_LET(row, last_.step());
    if (row)
      cells = {std::to_string(last_.integer(0)), dutyName(ctl, last_, 1, {"未填写", "not filled in"}),
               dutyName(ctl, last_, 2, {"无法确定", "nobody knows"})};
    const StatementUse counting(unproven_);
    unproven_.bind(1, subject).bind(2, std::int64_t{period.from}).bind(3, today_);
    BF_CHECK(unproven_.step());
    cells.push_back(std::to_string(unproven_.integer(0)));
    return cells;
  }

 private:
  LastVisits(Statement last, Statement unproven, std::int64_t today)
      : last_(std::move(last)), unproven_(std::move(unproven)), today_(today) {}

  static std::string dutyName(const Ctl& ctl, const Statement& statement, int column, const Label& none) {
    static const auto& duty = *builtinSchema().kindByName("visit")->fieldByName("visitor_duty");
    const auto* choice = duty.choice(statement.integer(column));
    if (statement.isNull(column) || choice == nullptr) return ctl.in(none);
    return ctl.in(choice->label);
  }

  Statement last_;
  Statement unproven_;
  std::int64_t today_;
};

Result<void> due(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options) {
  std::vector<std::vector<std::string>> rows;
  SubjectNames names(open);
  BF_LET(last, LastVisits::prepare(open));
  for (std::size_t i = 0; i < open.pack->indicators.size(); ++i) {
    if (!asksForVisitor(open, i)) continue;
    const auto& indicator = open.pack->indicators[i];
    for (const auto& row : open.engine->verdicts(i).rows) {
      if (row.verdict == Judgement::met) continue;
      BF_LET(name, names.of(indicator, row));
      BF_LET(visit, last.of(ctl, row.household != 0 ? row.household : row.subject, indicator.period));
      rows.push_back({indicator.id, ctl.in(indicator.name), std::to_string(row.region), open.regionName(row.region),
                      name[0], name[1], visit[0], visit[1], visit[2], visit[3]});
    }
  }
  // By level, village by village, and there whom nobody saw for longest first.
  std::ranges::stable_sort(rows, {}, [](const auto& row) { return std::tie(row[0], row[2], row[6]); });
  return giveTable(ctl, options, open.pack->id,
                   {{"indicator", {"编号", "id"}},
                    {"name", {"指标", "indicator"}},
                    {"region", {"地区代码", "region"}},
                    {"region_name", {"地区", "name"}},
                    {"household", {"户编号", "household"}},
                    {"person", {"姓名", "person"}},
                    {"last_visit", {"最近走访", "last visit"}},
                    {"last_visitor", {"最近走访填写的职务", "duty typed at it"}},
                    {"last_author", {"最近走访签名人职务", "duty of who signed it"}},
                    {"unproven", {"填为书记、非其签名的走访", "said to be a secretary's, not signed by him"}, true}},
                   rows, restsOn(ctl, open));
}

}  // namespace

Result<void> showCoverage(const Ctl& ctl, const EvaluateOptions& options) {
  BF_LET(open, OpenEvaluation::open(ctl, options));
  bool any = false;
  for (std::size_t i = 0; i < open.pack->indicators.size(); ++i) any = any || asksForVisitor(open, i);
  if (!any)
    return refuse(Errc::notFound,
                  {open.pack->id + " 没有关于走访的指标", open.pack->id + ": an indicator about visits"});
  return options.list ? due(ctl, open, options) : levels(ctl, open, options);
}

}  // namespace bf
