#include "shared/policy/income_sample.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

namespace bf::test {
namespace {

std::vector<RecordId> frameOf(int count) {
  std::vector<RecordId> frame;
  for (int i = 0; i < count; ++i) {
    RecordId id;
    id.bytes[3] = static_cast<unsigned char>(i);
    id.bytes[9] = static_cast<unsigned char>(i / 256 + 1);
    frame.push_back(id);
  }
  return frame;
}

}  // namespace

TEST_CASE("an estimate and its interval, worked out by hand") {
  // Four of twenty households: 30,000 yuan of 3 persons, 24,000 of 2, 45,000 of 5, 20,000 of 2.
  // R = 119,000 / 12 = 9,916.67. Residuals 250, 4,166.67, -4,583.33, 166.67; their squares add up to 38,458,333.3.
  // Variance (1 - 4/20) * 38,458,333.3 / 3 / 4 / 3² = 284,876.5; standard error 533.74; t with 3 degrees 3.182.
  const auto made = estimateIncome({{30'000'00, 3}, {24'000'00, 2}, {45'000'00, 5}, {20'000'00, 2}}, 20);
  CHECK(made.surveyed == 4);
  CHECK(*made.perCapita == Approx(991'666.67).margin(0.01));
  CHECK(*made.standardError == Approx(53'373.8).margin(0.5));
  CHECK(*made.low == Approx(991'666.67 - 169'835.4).margin(2));
  CHECK(*made.high == Approx(991'666.67 + 169'835.4).margin(2));
}

TEST_CASE("a survey of everyone is exact, one household has no interval, nobody has no figure") {
  const auto all = estimateIncome({{100, 1}, {300, 2}}, 2);
  CHECK(*all.standardError == 0);
  CHECK(*all.low == *all.perCapita);
  CHECK(*estimateIncome({{100, 1}, {300, 2}}, 1).standardError == 0);
  const auto one = estimateIncome({{100, 4}}, 20);
  CHECK(*one.perCapita == 25);
  CHECK_FALSE(one.low);
  CHECK_FALSE(estimateIncome({}, 20).perCapita);
  CHECK_FALSE(estimateIncome({{5, 0}}, 20).perCapita);
}

TEST_CASE("Student's t has the values of its table and the wider of two between them") {
  CHECK(studentT(1) == 12.706);
  CHECK(studentT(3) == 3.182);
  CHECK(studentT(30) == 2.042);
  CHECK(studentT(35) == studentT(30));
  CHECK(studentT(59) == studentT(40));
  CHECK(studentT(1000) == 1.984);
}

TEST_CASE("a draw depends on its seed alone, and every household has its chance") {
  auto frame = frameOf(30);
  const auto drawn = drawSample(frame, 5, "seed");
  CHECK(drawn.size() == 5);
  CHECK(std::set(drawn.begin(), drawn.end()).size() == 5);
  std::ranges::reverse(frame);
  CHECK(drawSample(frame, 5, "seed") == drawn);
  CHECK(drawSample(frame, 5, "another") != drawn);
  CHECK(drawSample(frame, 99, "seed").size() == 30);
  std::map<RecordId, int> times;
  for (int i = 0; i < 600; ++i)
    for (const auto& id : drawSample(frame, 5, std::to_string(i))) ++times[id];
  // Each is expected 100 times, with a standard deviation of nine.
  CHECK(times.size() == 30);
  for (const auto& [id, count] : times) CHECK((count > 55 && count < 145));
}

}  // namespace bf::test
