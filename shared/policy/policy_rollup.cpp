#include "shared/policy/policy_rollup.h"

#include <cmath>

namespace bf {

void Tally::add(Verdict verdict, std::int64_t times) {
  switch (verdict) {
    case Verdict::met: met += times; return;
    case Verdict::notMet: notMet += times; return;
    case Verdict::notCollected: notCollected += times; return;
    case Verdict::unjudged: unjudged += times; return;
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

const Label& labelOf(Verdict verdict) {
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

Verdict both(Verdict a, Verdict b) {
  if (a == Verdict::notMet || b == Verdict::notMet) return Verdict::notMet;
  if (a == Verdict::unjudged || b == Verdict::unjudged) return Verdict::unjudged;
  return a == Verdict::notCollected || b == Verdict::notCollected ? Verdict::notCollected : Verdict::met;
}

}  // namespace bf
