#include "app/ledgers/policy_ledger.h"

#include <algorithm>
#include <tuple>

namespace bf {
namespace {

constexpr std::string_view packOfDoubts = "doubts";
constexpr std::size_t onlyFigures = 1, onlyNotMet = 2, onlyNotCollected = 3;

LedgerTone toneOf(Judgement verdict) { return verdict == Judgement::notMet ? LedgerTone::bad : LedgerTone::unknown; }

LedgerTone toneOf(Standing standing) {
  return standing == Standing::met      ? LedgerTone::good
         : standing == Standing::notMet ? LedgerTone::bad
                                        : LedgerTone::unknown;
}

/// Persons and households are never added up: each figure says what it counts.
std::string figureOf(const Tally& tally, bool persons, Language language) {
  const Label unit = persons ? Label{"人", " persons"} : Label{"户", " households"};
  return std::to_string(tally.met) + " / " + std::to_string(tally.all()) + unit.in(language);
}

/// Of several verdicts of one household the worst: members who are not insured are one household that falls short.
void addShort(std::vector<std::pair<std::int64_t, Judgement>>& households, const SubjectVerdict& row) {
  if (!households.empty() && households.back().first == row.household)
    households.back().second = both(households.back().second, row.verdict);
  else households.emplace_back(row.household, row.verdict);
}

}  // namespace

std::optional<Pack> packFor(const Schema& schema, RegionCode region, Day today) {
  std::optional<Pack> best;
  std::tuple<bool, Day, Day> rank;
  for (const auto id : builtinPacks()) {
    if (id == packOfDoubts) continue;
    auto pack = readPack(builtinPack(id), id, schema);
    if (!pack || pack->effective.from > today) continue;
    if (std::ranges::none_of(pack->regions, [&](RegionCode one) { return within(region, one); })) continue;
    // In force before what has ended; then the one that began last, since it replaces what was said before.
    const bool inForce = pack->effective.to >= today;
    const std::tuple one{inForce, inForce ? today : pack->effective.to, pack->effective.from};
    if (!best || one > rank) best = std::move(*pack), rank = one;
  }
  return best;
}

Result<PolicyLedger> PolicyLedger::read(const SqliteStore& store, const Options& options) {
  PolicyLedger made;
  const auto stopped = [&] { return options.goesOn && !options.goesOn(); };
  const auto pack = packFor(store.schema(), options.region, options.today);
  if (!pack || stopped()) return made;
  BF_LET(database, PolicyDatabase::open(store, {}));
  database->setGoesOn(options.goesOn);
  BF_LET(engine, PolicyEngine::make(*database, *pack, {options.region, options.today}));
  const auto evaluated = engine->evaluate();
  if (stopped()) return made;
  BF_CHECK(evaluated);
  for (std::size_t i = 0; i < pack->indicators.size(); ++i) made.add(*engine, i, options.region);
  return made;
}

void PolicyLedger::add(const PolicyEngine& engine, std::size_t at, RegionCode region) {
  const auto& indicator = engine.pack().indicators[at];
  if (indicator.subject != Subject::household && indicator.subject != Subject::member) return;
  Item item{
      indicator.name, indicator.subject == Subject::member, engine.tally(at, region), engine.standing(at, region), {}};
  for (const auto& row : engine.verdicts(at).rows)
    if (row.verdict == Judgement::notMet || row.verdict == Judgement::notCollected) addShort(item.households, row);
  items_.push_back(std::move(item));
}

Ledger PolicyLedger::join(const VillageBook& book, Language language) const {
  Ledger made;
  made.kind = LedgerKind::indicators;
  made.columns = {{{"指标", "Indicator"}, 4},
                  {{"农户", "Household"}, 2},
                  {{"自然村", "Natural village"}, 2, false},
                  {{"结果", "Result"}, 2}};
  made.mixed = true;
  made.filters = {{"全部", "All"},
                  {"指标", "Indicators"},
                  {"不达标户次", "Not met, by item"},
                  {"未采集户次", "Not collected, by item"}};
  const auto household = builtinSchema().kindByName("household")->number;
  for (const auto& item : items_) {
    const auto& name = item.name.in(language);
    made.lines.push_back({{},
                          0,
                          {},
                          {name, figureOf(item.tally, item.persons, language), {}, labelOf(item.standing).in(language)},
                          toneOf(item.standing),
                          1});
    made.lines.back().pass(onlyFigures, true);
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
      made.lines.back().pass(onlyNotMet, verdict == Judgement::notMet);
      made.lines.back().pass(onlyNotCollected, verdict == Judgement::notCollected);
    }
  }
  return made;
}

}  // namespace bf
