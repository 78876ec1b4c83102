#include "shared/policy/policy_rollup.h"

#include <catch2/catch.hpp>

namespace bf::test {

TEST_CASE("a ratio passes only when those who meet it reach the threshold of everyone in scope") {
  CHECK(standingOf({93, 7, 0, 0}, 93) == Standing::met);
  CHECK(standingOf({929, 71, 0, 0}, 93) == Standing::notMet);
  CHECK(standingOf({3, 1, 0, 0}, 75) == Standing::met);
  CHECK(standingOf({2, 1, 0, 0}, 66.667) == Standing::notMet);
  CHECK(standingOf({2, 1, 0, 0}, 66.666) == Standing::met);
}

TEST_CASE("what is not collected keeps a ratio open as long as it could decide it") {
  CHECK(standingOf({90, 5, 5, 0}, 93) == Standing::notCollected);
  CHECK(standingOf({90, 8, 2, 0}, 93) == Standing::notMet);
  CHECK(standingOf({0, 0, 1, 0}, 1) == Standing::notCollected);
}

TEST_CASE("without anyone in scope or without a threshold there is no verdict") {
  CHECK(standingOf({}, 93) == Standing::nobody);
  CHECK(standingOf({5, 0, 0, 0}, std::nullopt) == Standing::unjudged);
  CHECK(standingOf({5, 0, 0, 1}, 1) == Standing::unjudged);
}

TEST_CASE("all of several is as good as the worst that is known") {
  CHECK(both(Judgement::met, Judgement::met) == Judgement::met);
  CHECK(both(Judgement::met, Judgement::notCollected) == Judgement::notCollected);
  CHECK(both(Judgement::notCollected, Judgement::notMet) == Judgement::notMet);
  CHECK(both(Judgement::notMet, Judgement::unjudged) == Judgement::notMet);
  CHECK(both(Judgement::unjudged, Judgement::met) == Judgement::unjudged);
}

TEST_CASE("a tally adds up what it was given and takes it off again") {
  Tally tally;
  for (const auto verdict :
       {Judgement::met, Judgement::notMet, Judgement::notCollected, Judgement::unjudged, Judgement::met})
    tally.add(verdict);
  CHECK(tally == Tally{2, 1, 1, 1});
  CHECK(tally.all() == 5);
  tally.add(Judgement::met, -1);
  tally += Tally{1, 1, 1, 1};
  CHECK(tally == Tally{2, 2, 2, 2});
}

}  // namespace bf::test
