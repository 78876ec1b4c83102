#include "shared/policy/income_sample.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "bianfang/registry.pb.h"
#include "shared/base/crypto.h"
#include "shared/schema/calendar.h"

namespace bf {
std::int32_t surveyYear(const bianfang::Sample& sample) {
  return sample.year() != 0 ? sample.year() : dayOf(sample.at()) / 10'000;
}

std::vector<RecordId> drawSample(const std::vector<RecordId>& frame, std::size_t size, std::string_view seed) {
  std::vector<std::pair<Hash, RecordId>> lots;
  for (const auto& id : frame) lots.emplace_back(hashOf(seed, id.view()), id);
  std::ranges::sort(lots, [](const auto& a, const auto& b) { return a.first.view() < b.first.view(); });
  std::vector<RecordId> drawn;
  for (const auto& [lot, id] : lots) {
    if (drawn.size() == size) break;
    drawn.push_back(id);
  }
  return drawn;
}

double studentT(std::size_t degrees) {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975.
  static constexpr std::array<double, 30> upTo30{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                                 2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                                                 2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
  if (degrees <= upTo30.size()) return upTo30[std::max<std::size_t>(degrees, 1) - 1];
  if (degrees < 40) return upTo30.back();
  if (degrees < 60) return 2.021;
  return degrees < 100 ? 2.000 : 1.984;
}

IncomeEstimate estimateIncome(const std::vector<SurveyedIncome>& sample, std::size_t population) {
  IncomeEstimate made;
  made.surveyed = sample.size();
  double income = 0;
  double persons = 0;
  for (const auto& one : sample) {
    income += static_cast<double>(one.total);
    persons += static_cast<double>(one.persons);
  }
  if (persons <= 0) return made;
  const double ratio = income / persons;
  made.perCapita = ratio;
  if (sample.size() < 2) return made;
  double squares = 0;
  for (const auto& one : sample)
    squares += std::pow(static_cast<double>(one.total) - ratio * static_cast<double>(one.persons), 2);
  const auto n = static_cast<double>(sample.size());
  // A household that joined after the draw may make more answers than there were households.
  const double left = 1 - std::min(1.0, n / static_cast<double>(std::max<std::size_t>(population, 1)));
  const double mean = persons / n;
  made.standardError = std::sqrt(left * squares / (n - 1) / n) / mean;
  const double half = studentT(sample.size() - 1) * *made.standardError;
  made.low = ratio - half;
  made.high = ratio + half;
  return made;
}

}  // namespace bf
