// The evaluation of a pack over the generated county: everything, and twenty households that changed; against one SQL
// query that a programmer would write by hand for the same rules about households and nothing else, over the same
// tables in the same run. The verdicts of both are compared before any time is believed; what changes is a secretary's
// day, admitted by the centre, and in the end the verdicts must be those of a full evaluation.
// BIANFANG_BENCH_HOUSEHOLDS=300000 ./dev bench policy: a large county.

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "shared/policy/policy_engine.h"
#include "tests/bench/bench_county.h"
#include "tests/bench/bench_report.h"

namespace bf::bench {
namespace {

constexpr int repeats = 5;

/// W1.2 to W1.8 of Wuhua 2018, counted: what is met, in the order of `ids`.
const std::vector<std::string> ids{"W1.2", "W1.3", "W1.4", "W1.5", "W1.6", "W1.7", "W1.8"};
constexpr const char* byHand =
    "SELECT sum(water_safe = 1), sum(power = 1), sum(tv_signal = 1), sum(network_signal = 1), sum(school = 1),"
    " sum(medical = 1), sum(stable_income = 1 OR dibao = 1 OR destitute_support = 1) FROM (SELECT h.water_safe, "
    "h.power,"
    " h.tv_signal, h.network_signal, h.stable_income, h.dibao, h.destitute_support,"
    " (SELECT CASE WHEN count(*) = 0 THEN NULL ELSE min(CASE WHEN m.birth_date IS NULL THEN -1"
    "   WHEN (20180831 - m.birth_date) / 10000 NOT BETWEEN 6 AND 15 THEN 1"
    "   WHEN m.dropped_out = 1 AND m.dropout_reason = 2 THEN 1 WHEN m.dropped_out = 1 THEN coalesce(m.taught_at_home, "
    "0)"
    "   WHEN m.school_stage IS NOT NULL THEN m.school_stage > 2 WHEN m.dropped_out = 0 THEN 1 ELSE -1 END) END"
    "  FROM k_member m WHERE m.parent = h.rec AND m.removal IS NULL AND m.departure IS NULL) AS school,"
    " (SELECT CASE WHEN count(*) = 0 THEN NULL ELSE min(coalesce((SELECT max(e.resident_medical AND e.severe_medical)"
    "   FROM k_enrolment e WHERE e.parent = m.rec AND e.year = 2018 AND e.removal IS NULL), -1)) END"
    "  FROM k_member m WHERE m.parent = h.rec AND m.removal IS NULL AND m.departure IS NULL) AS medical"
    " FROM k_household h WHERE h.removal IS NULL AND h.household_kind = 1 AND coalesce(h.status, 0) NOT IN (6, 7))";

/// The pack with those rules alone, and with all of them.
Pack packOf(bool all) {
  auto pack = readPack(builtinPack("wuhua-2018"), "wuhua-2018.toml", builtinSchema());
  if (!pack) throw std::runtime_error(pack.error().front().text.en);
  if (!all) pack->dues.clear();
  if (!all)
    std::erase_if(pack->indicators, [](const Indicator& one) { return std::ranges::find(ids, one.id) == ids.end(); });
  return std::move(*pack);
}

/// Twenty households edited and visited: what an evaluation must know of it.
PolicyChanges admitDay(BenchCounty& county, Secretary& secretary, int day) {
  const auto household = builtinSchema().kindByName("household")->number;
  const auto batch = county.day(secretary, day);
  auto tx = need(county.store().begin());
  const auto receipt = need(county.centre().admit(*tx, batch, secretary.sender, BenchCounty::morning));
  if (!receipt.verdicts.empty()) throw std::runtime_error(receipt.verdicts.front().detail);
  PolicyChanges changes{{}, {"household", "visit"}};
  for (int i = 0; i < BenchCounty::householdsADay && i < static_cast<int>(secretary.households.size()); ++i)
    changes.households.push_back(need(tx->find(household, secretary.households[static_cast<std::size_t>(i)]))->rec);
  need(tx->commit());
  return changes;
}

/// Median of days: the verdicts that the engine then has must be those of a full evaluation.
double updates(BenchCounty& county, PolicyDatabase& database, PolicyEngine& engine, PolicyEngine& judge, int day) {
  std::vector<double> times;
  for (std::size_t i = 0; i < 11 && i < county.secretaries().size(); ++i) {
    const auto changes = admitDay(county, county.secretaries()[i * 7 % county.secretaries().size()], day);
    need(database.see());
    times.push_back(processorSeconds([&] { need(engine.update(changes)); }));
  }
  need(judge.evaluate());
  for (std::size_t i = 0; i < engine.pack().indicators.size(); ++i)
    if (engine.verdicts(i) != judge.verdicts(i))
      throw std::runtime_error("an update says something else of " + engine.pack().indicators[i].id);
  return median(times);
}

/// What is allocated now.
double heapMegabytes() {
  const auto heap = mallinfo2();
  return static_cast<double>(heap.uordblks + heap.hblkhd) / (1024 * 1024);
}

/// Median of several times.
double typical(const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) times.push_back(processorSeconds(work));
  return median(times);
}

struct OpenCounty {
  TempFolder folder;
  BenchCounty county;
  std::unique_ptr<PolicyDatabase> database;
  EvaluationOptions when;

  explicit OpenCounty(const BenchOptions& options) : county(folder.path("county.db"), options) {
    std::vector<PolicyRegion> regions{{county.county().region.code, "county"}};
    for (const auto& township : county.county().townships) regions.push_back({township.code, township.name});
    database = need(PolicyDatabase::open(county.store(), regions));
    when = {county.county().region.code, 20181231};
  }
  [[nodiscard]] std::unique_ptr<PolicyEngine> engine(const Pack& pack) {
    return need(PolicyEngine::make(*database, pack, when));
  }
};

/// The seven rules against the query by hand.
void sameRules(OpenCounty& open) {
  const auto same = packOf(false);
  const auto engine = open.engine(same);
  auto query = need(open.database->connection().prepare(byHand));
  need(engine->evaluate());
  (void)need(query.step());
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (engine->tally(i, open.when.region).met != query.integer(static_cast<int>(i)))
      throw std::runtime_error("the query by hand says something else of " + ids[i]);
  const double hand = typical([&] { query.reset(), (void)need(query.step()); });
  const double ours = typical([&] { need(engine->evaluate()); });
  line("evaluation, the same seven rules",
       text("ours %.3f s   one query by hand %.3f s   ratio %.2f", ours, hand, ours / hand), "<= 2", ours <= 2 * hand,
       "policy");
}

/// Every pack of this build that is for the county, one after another. Their seconds.
double allPacks(OpenCounty& open, int households) {
  double sum = 0;
  for (const auto id : builtinPacks()) {
    const auto pack = readPack(builtinPack(id), id, builtinSchema());
    if (std::ranges::find(pack->regions, open.when.region) == pack->regions.end()) continue;
    const auto engine = open.engine(*pack);
    const auto before = heapMegabytes();
    const double time = typical([&] { need(engine->evaluate()); });
    std::printf("%-12s %6d households, %2zu indicators: %.3f s, its verdicts %.0f MB\n", pack->id.c_str(), households,
                pack->indicators.size(), time, heapMegabytes() - before);
    std::fflush(stdout);
    sum += time;
  }
  return sum;
}

void changedHouseholds(OpenCounty& open, bool everyRule) {
  const auto pack = packOf(everyRule);
  const auto engine = open.engine(pack);
  const auto judge = open.engine(pack);
  need(engine->evaluate());
  const double time = updates(open.county, *open.database, *engine, *judge, everyRule ? 1 : 0);
  line(everyRule ? "20 changed households, all of wuhua-2018" : "20 changed households, the same rules",
       text("ours %.2f ms", time * 1000), "<= 3 ms", time <= 0.003, "policy");
}

int run() {
  BenchOptions options;
  const int ordinary = options.households;
  double expected = 0;
  if (const char* given = std::getenv("BIANFANG_BENCH_HOUSEHOLDS")) {
    OpenCounty open(options);
    expected = allPacks(open, ordinary);
    options.households = std::atoi(given);
    options.persons = options.households * 27 / 8;
  }
  OpenCounty open(options);
  sameRules(open);
  const double all = allPacks(open, options.households);
  if (expected > 0)
    line(text("everything, %d households against %d", options.households, ordinary),
         text("ours %.3f s   that county %.3f s   ratio %.2f", all, expected, all / expected), "<= 15",
         all <= 15 * expected, "policy");
  else std::printf("all packs of the county: %.3f s, %d households\n", all, options.households);
  changedHouseholds(open, false);
  changedHouseholds(open, true);
  std::printf("memory at its most, the making of the county included: %.0f MB\n", peakMegabytes());
  return 0;
}

}  // namespace
}  // namespace bf::bench

int main() {
  try {
    return bf::bench::run();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
}
