#include "shared/policy/policy_rollup.h"

#include <cmath>

namespace bf {

void Tally::add(Judgement verdict, std::int64_t times) {
  switch (verdict) {
    case Judgement::met: met += times; return;
    case Judgement::notMet: notMet += times; return;
    case Judgement::notCollected: notCollected += times; return;
    case Judgement::unjudged: unjudged += times; return;
  }
}

Tally& Tally::operator+=(const Tally& other) {
  met += other.met;
  notMet += other.notMet;
  notCollected += other.notCollected;
  unjudged += other.unjudged;
  return *this;
}

Standing standingOf(const Tally& tally, std::optional<double> percent) {
  if (tally.all() == 0) return Standing::nobody;
  if (!percent || tally.unjudged > 0) return Standing::unjudged;
  // In whole numbers, thousandths of a per cent: 93 of 100 reach 93 per cent exactly.
  const auto wanted = std::llround(*percent * 1000) * tally.all();
  if (tally.met * 100'000 >= wanted) return Standing::met;
  return (tally.met + tally.notCollected) * 100'000 >= wanted ? Standing::notCollected : Standing::notMet;
}

const Label& labelOf(Judgement verdict) {
  static const Label labels[] = {
      {"不达标", "not met"}, {"达标", "met"}, {"未采集", "not collected"}, {"未定标准", "no threshold"}};
  return labels[static_cast<std::size_t>(verdict)];
}

const Label& labelOf(Standing standing) {
  static const Label labels[] = {{"达标", "met"},
                                 {"不达标", "not met"},
                                 {"未采集", "not collected"},
                                 {"未定标准", "no threshold"},
                                 {"无对象", "nobody in scope"}};
  return labels[static_cast<std::size_t>(standing)];
}

Judgement both(Judgement a, Judgement b) {
  if (a == Judgement::notMet || b == Judgement::notMet) return Judgement::notMet;
  if (a == Judgement::unjudged || b == Judgement::unjudged) return Judgement::unjudged;
  return a == Judgement::notCollected || b == Judgement::notCollected ? Judgement::notCollected : Judgement::met;
}

}  // namespace bf
