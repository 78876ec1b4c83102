#include "app/models/visit_plan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "app/models/day_limits.h"
#include "bianfang/change.pb.h"

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
  const auto because = [&](VisitReason reason, bool applies) {
    if (!applies) return;
    visit.reasons |= static_cast<std::uint16_t>(1u << static_cast<unsigned>(reason));
    visit.need += weightOf(reason);
  };
  // What was begun is not to be forgotten, wherever it was.
  because(VisitReason::begun, facts.drafts > 0);
  if (!facts.poor()) return visit;
  visit.done = facts.lastVisit != 0 && facts.lastVisit == options.today && facts.drafts == 0;
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
  plan.doneLast_ = who == Who::withReason;
  const auto& rows = book.rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto visit = judge(rows[i], i, options);
    if (visit.reasons != 0 || visit.done || who == Who::everyone) plan.visits_.push_back(visit);
  }
  plan.cover(book, options);
  return plan;
}

void VisitPlan::cover(const VillageBook& book, const Options& options) {
  coverage_ = {};
  for (const auto& row : book.rows()) {
    const bool poor = row.facts.poor();
    coverage_.all += poor ? 1 : 0;
    coverage_.visited += poor && inRound(row.facts, options) ? 1 : 0;
  }
}

void VisitPlan::refresh(const VillageBook& book, std::size_t row, const Options& options) {
  const auto at = std::ranges::find(visits_, row, &PlannedVisit::row);
  if (at != visits_.end()) *at = judge(book.rows()[row], row, options);
  cover(book, options);
}

std::size_t VisitPlan::count(VisitReason reason) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(visits_, [reason](const PlannedVisit& visit) { return visit.has(reason); }));
}

void VisitPlan::sort(const VillageBook& book, VisitOrder order, std::optional<EarthPoint> here) {
  const auto& rows = book.rows();
  std::vector<double> far;
  if (order == VisitOrder::distance) {
    far.resize(rows.size(), std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; here && i < rows.size(); ++i)
      if (const auto& facts = rows[i].facts; facts.placed())
        far[i] = metresBetween(*here, {facts.latitude, facts.longitude});
  }
  std::ranges::stable_sort(visits_, [&](const PlannedVisit& a, const PlannedVisit& b) {
    const auto& left = rows[a.row];
    const auto& right = rows[b.row];
    if (doneLast_ && a.done != b.done) return b.done;
    if (order == VisitOrder::need && a.need != b.need) return a.need > b.need;
    if (order == VisitOrder::distance && far[a.row] != far[b.row]) return far[a.row] < far[b.row];
    if (order != VisitOrder::name && left.groupRank != right.groupRank) return left.groupRank < right.groupRank;
    if (order == VisitOrder::group && a.need != b.need) return a.need > b.need;
    if (left.nameRank != right.nameRank) return left.nameRank < right.nameRank;
    return left.facts.rec < right.facts.rec;
  });
}

const Label& nameOf(VisitReason reason) {
  static const std::array<Label, visitReasonCount> names{{{"走访未完成", "Visit not finished"},
                                                          {"问题超期", "Problem overdue"},
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
