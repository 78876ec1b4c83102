#include "app/ledgers/policy_ledger.h"

#include <algorithm>
#include <tuple>

namespace bf {
namespace {

constexpr std::string_view packOfDoubts = "doubts";
constexpr std::size_t onlyFigures = 1, onlyNotMet = 2, onlyNotCollected = 3;

void pass(LedgerLine& line, std::size_t filter, bool passes) {
  if (passes) line.filters |= 1u << filter;
}

LedgerTone toneOf(Judgement verdict) { return verdict == Judgement::notMet ? LedgerTone::bad : LedgerTone::unknown; }

LedgerTone toneOf(Standing standing) {
  return standing == Standing::met      ? LedgerTone::good
         : standing == Standing::notMet ? LedgerTone::bad
                                        : LedgerTone::unknown;
}

/// Of several verdicts of one household the worst: members who are not insured are one household that falls short.
void addShort(std::vector<std::pair<std::int64_t, Judgement>>& households, const SubjectVerdict& row) {
  if (!households.empty() && households.back().first == row.household)
    households.back().second = both(households.back().second, row.verdict);
  else households.emplace_back(row.household, row.verdict);
}

}  // namespace

std::string_view packFor(const Schema& schema, RegionCode region, Day today) {
  std::string_view best;
  std::tuple<bool, Day, Day> rank;
  for (const auto id : builtinPacks()) {
    const auto pack = readPack(builtinPack(id), id, schema);
    if (!pack || id == packOfDoubts || pack->effective.from > today) continue;
    if (std::ranges::none_of(pack->regions, [&](RegionCode one) { return within(region, one); })) continue;
    // In force before what has ended; then the one that began last, since it replaces what was said before.
    const bool inForce = pack->effective.to >= today;
    const std::tuple one{inForce, inForce ? today : pack->effective.to, pack->effective.from};
    if (best.empty() || one > rank) best = id, rank = one;
  }
  return best;
}

Result<PolicyLedger> PolicyLedger::read(const SqliteStore& store, RegionCode region, Day today) {
  PolicyLedger made;
  const auto id = packFor(store.schema(), region, today);
  if (id.empty()) return made;
  const auto pack = readPack(builtinPack(id), id, store.schema());
  if (!pack) return fail(Errc::configInvalid, std::string(id));
  BF_LET(database, PolicyDatabase::open(store, {}));
  BF_LET(engine, PolicyEngine::make(*database, *pack, {region, today}));
  BF_CHECK(engine->evaluate());
  for (std::size_t i = 0; i < pack->indicators.size(); ++i) {
    const auto& indicator = pack->indicators[i];
    if (indicator.subject != Subject::household && indicator.subject != Subject::member) continue;
    Item item{{indicator.id + " " + indicator.name.zh, indicator.id + " " + indicator.name.en},
              engine->tally(i, region),
              engine->standing(i, region),
              {}};
    for (const auto& row : engine->verdicts(i).rows)
      if (row.verdict == Judgement::notMet || row.verdict == Judgement::notCollected) addShort(item.households, row);
    made.items_.push_back(std::move(item));
  }
  return made;
}

Ledger PolicyLedger::join(const VillageBook& book, Language language) const {
  Ledger made;
  made.kind = LedgerKind::indicators;
  made.columns = {{{"指标", "Indicator"}, 4},
                  {{"农户", "Household"}, 2},
                  {{"自然村", "Natural village"}, 2, false},
                  {{"结果", "Result"}, 2}};
  made.filters = {{"全部", "All"}, {"各项合计", "Figures"}, {"不达标", "Not met"}, {"未采集", "Not collected"}};
  const auto household = builtinSchema().kindByName("household")->number;
  for (const auto& item : items_) {
    const auto& name = item.name.in(language);
    made.lines.push_back({{},
                          0,
                          {},
                          {name,
                           std::to_string(item.tally.met) + " / " + std::to_string(item.tally.all()),
                           {},
                           labelOf(item.standing).in(language)},
                          toneOf(item.standing),
                          1});
    pass(made.lines.back(), onlyFigures, true);
    std::vector<std::pair<const BookRow*, Judgement>> rows;
    for (const auto& [rec, verdict] : item.households)
      if (const auto at = book.rowOf(rec)) rows.emplace_back(&book.rows()[*at], verdict);
    std::ranges::sort(rows, {}, [](const auto& one) {
      return std::tuple(one.first->groupRank, one.first->nameRank, one.first->facts.rec);
    });
    for (const auto& [row, verdict] : rows) {
      made.lines.push_back({row->facts.id,
                            household,
                            row->facts.id,
                            {name, row->facts.head, row->facts.group, labelOf(verdict).in(language)},
                            toneOf(verdict),
                            1});
      pass(made.lines.back(), onlyNotMet, verdict == Judgement::notMet);
      pass(made.lines.back(), onlyNotCollected, verdict == Judgement::notCollected);
    }
  }
  return made;
}

}  // namespace bf
