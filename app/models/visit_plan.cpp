#include "app/models/visit_plan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

#include "app/models/day_limits.h"
#include "bianfang/change.pb.h"
#include "shared/store/pinyin.h"

namespace bf {
namespace {

/// Weights fall so fast that a weightier reason is never outvoted by two lighter ones.
constexpr int weightOf(VisitReason reason) { return 1 << (visitReasonCount - 1 - static_cast<std::size_t>(reason)); }

Day lastInRound(const HouseholdFacts& facts, Round round) {
  switch (round) {
    case Round::township: return facts.lastByTownship;
    case Round::county: return facts.lastByCounty;
    case Round::village: break;
  }
  return facts.lastByVillage;
}

/// The sound of a name, so that 曾 stands among Z and 覃 among Q.
std::string soundOf(std::string_view name) {
  std::string sound;
  for (const auto& syllable : pinyin(name)) sound += syllable + ' ';
  return sound + std::string(name);
}

}  // namespace

Round roundOf(std::uint32_t role) {
  switch (role) {
    case bianfang::TOWNSHIP_SECRETARY:
    case bianfang::TOWNSHIP_CLERK: return Round::township;
    case bianfang::COUNTY_SECRETARY:
    case bianfang::COUNTY_OFFICE: return Round::county;
    default: return Round::village;
  }
}

VisitReason PlannedVisit::first() const { return static_cast<VisitReason>(std::countr_zero(reasons)); }

bool VisitPlan::inRound(const HouseholdFacts& facts, const Options& options) {
  return lastInRound(facts, options.round) >= options.roundFrom && lastInRound(facts, options.round) != 0;
}

PlannedVisit VisitPlan::judge(const BookRow& row, std::size_t index, const Options& options) {
  PlannedVisit visit{index, 0, 0};
  const auto& facts = row.facts;
  if (!facts.poor()) return visit;
  const auto because = [&](VisitReason reason, bool applies) {
    if (!applies) return;
    visit.reasons |= static_cast<std::uint16_t>(1u << static_cast<unsigned>(reason));
    visit.need += weightOf(reason);
  };
  const bool notMet = std::ranges::find(row.items, Answer::no) != row.items.end();
  const bool missing = std::ranges::find(row.items, Answer::unknown) != row.items.end();
  const bool preparing = facts.status == choice::statusPreparing;
  because(VisitReason::overdue, facts.problems > 0 && facts.deadline != 0 && facts.deadline < options.today);
  because(VisitReason::exitShort, preparing && (notMet || missing));
  because(VisitReason::neverVisited, facts.lastVisit == 0);
  because(VisitReason::notMet, notMet);
  because(VisitReason::problem, facts.problems > 0);
  because(VisitReason::due, facts.lastVisit != 0 && daysBetween(facts.lastVisit, options.today) > visitDueDays);
  because(VisitReason::notInRound, facts.lastVisit != 0 && !inRound(facts, options));
  because(VisitReason::notCollected, missing);
  because(VisitReason::preparing, preparing && !notMet && !missing);
  return visit;
}

VisitPlan VisitPlan::make(const VillageBook& book, const Options& options, Who who) {
  VisitPlan plan;
  const auto& rows = book.rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool poor = rows[i].facts.poor();
    plan.coverage_.all += poor ? 1 : 0;
    plan.coverage_.visited += poor && inRound(rows[i].facts, options) ? 1 : 0;
    const auto visit = judge(rows[i], i, options);
    if (visit.reasons != 0 || who == Who::everyone) plan.visits_.push_back(visit);
  }
  return plan;
}

std::size_t VisitPlan::count(VisitReason reason) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(visits_, [reason](const PlannedVisit& visit) { return visit.has(reason); }));
}

void VisitPlan::sort(const VillageBook& book, VisitOrder order) {
  std::unordered_map<std::string_view, std::string> sounds;
  const auto sound = [&sounds](const std::string& text) -> const std::string& {
    const auto [at, added] = sounds.try_emplace(text);
    if (added) at->second = soundOf(text);
    return at->second;
  };
  const auto& rows = book.rows();
  std::ranges::stable_sort(visits_, [&](const PlannedVisit& a, const PlannedVisit& b) {
    const auto& left = rows[a.row].facts;
    const auto& right = rows[b.row].facts;
    if (order == VisitOrder::need && a.need != b.need) return a.need > b.need;
    if (order != VisitOrder::name && left.group != right.group) return sound(left.group) < sound(right.group);
    if (order == VisitOrder::group && a.need != b.need) return a.need > b.need;
    if (left.head != right.head) return sound(left.head) < sound(right.head);
    return left.rec < right.rec;
  });
}

const Label& nameOf(VisitReason reason) {
  static const std::array<Label, visitReasonCount> names{{{"问题超期", "Problem overdue"},
                                                          {"预脱贫有缺项", "Exit: items short"},
                                                          {"从未走访", "Never visited"},
                                                          {"有不达标项", "Item not met"},
                                                          {"有未销号问题", "Problem open"},
                                                          {"一季度未走访", "Visit due"},
                                                          {"本轮未遍访", "Not in this round"},
                                                          {"有未采集项", "Item not collected"},
                                                          {"预脱贫", "Preparing to exit"}}};
  return names[static_cast<std::size_t>(reason)];
}

}  // namespace bf
