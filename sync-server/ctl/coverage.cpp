#include <algorithm>

#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

const ColumnRead visitorsDuty{"visit", "visitor_duty"};

/// Whether an indicator is about who visited: it, or a sum that it reads, asks for the visitor's duty. So a county's
/// own pack has its coverage without being told here.
bool asksForVisitor(OpenEvaluation& open, std::size_t indicator) {
  const auto& reads = open.engine->reads(indicator);
  if (reads.contains(visitorsDuty)) return true;
  return std::ranges::any_of(open.pack->sums, [&](const Sum& sum) {
    const auto ofSum = [&](const ColumnRead& read) { return read.from == tableOf(sum); };
    if (std::ranges::none_of(reads, ofSum)) return false;
    const auto within = readsOf(*open.database, Subject::household, sum.value);
    return within && within->contains(visitorsDuty);
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
                   rows);
}

/// The last visit of anybody, for who plans the next one.
class LastVisits {
 public:
  static Result<LastVisits> prepare(OpenEvaluation& open) {
    BF_LET(statement, open.database->connection().prepare(
                          "SELECT visit_date, visitor_duty FROM visit WHERE parent = ? AND visit_date <= ?"
                          " ORDER BY visit_date DESC, rec DESC LIMIT 1"));
    return LastVisits(std::move(statement), open.engine->options().today);
  }

  Result<std::vector<std::string>> of(const Ctl& ctl, std::int64_t subject) {
    static const auto& duty = *builtinSchema().kindByName("visit")->fieldByName("visitor_duty");
    const StatementUse use(ask_);
    ask_.bind(1, subject).bind(2, today_);
    BF_LET(row, ask_.step());
    if (!row) return std::vector<std::string>{"", ""};
    const auto* choice = duty.choice(ask_.integer(1));
    return std::vector<std::string>{std::to_string(ask_.integer(0)), choice != nullptr ? ctl.in(choice->label) : ""};
  }

 private:
  LastVisits(Statement ask, std::int64_t today) : ask_(std::move(ask)), today_(today) {}
  Statement ask_;
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
      BF_LET(visit, last.of(ctl, row.household != 0 ? row.household : row.subject));
      rows.push_back({indicator.id, ctl.in(indicator.name), std::to_string(row.region), open.regionName(row.region),
                      name[0], name[1], visit[0], visit[1]});
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
                    {"last_visitor", {"最近走访人职务", "last visitor's duty"}}},
                   rows);
}

}  // namespace

Result<void> showCoverage(const Ctl& ctl, const EvaluateOptions& options) {
  BF_LET(open, OpenEvaluation::open(ctl, options));
  bool any = false;
  for (std::size_t i = 0; i < open.pack->indicators.size(); ++i) any = any || asksForVisitor(open, i);
  if (!any) return fail(Errc::notFound, open.pack->id + ": an indicator about visits");
  return options.list ? due(ctl, open, options) : levels(ctl, open, options);
}

}  // namespace bf
