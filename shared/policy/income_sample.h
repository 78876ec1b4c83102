#pragma once
// The random sample of a village's households for the income survey: who is in it, and what it says of the village.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"

namespace bianfang {
class Sample;
}

namespace bf {

/// `size` of `frame` by the seed: those whose BLAKE2b-256 of seed and id is least, in that order. Whoever has the seed
/// and the frame can draw it again; the order of the frame says nothing. All of it when it has no more.
[[nodiscard]] std::vector<RecordId> drawSample(const std::vector<RecordId>& frame, std::size_t size,
                                               std::string_view seed);

/// The year whose income a sample was drawn for.
[[nodiscard]] std::int32_t surveyYear(const bianfang::Sample& sample);

/// What the survey found in one household of the sample.
struct SurveyedIncome {
  std::int64_t total = 0;  ///< disposable income of the year, fen
  std::int64_t persons = 0;
};

struct IncomeEstimate {
  std::size_t surveyed = 0;
  std::optional<double> perCapita;      ///< fen; nothing without a person
  std::optional<double> standardError;  ///< fen; nothing below two households
  std::optional<double> low;            ///< of the 95 % confidence interval
  std::optional<double> high;
};

/// Income per person of the `population` households from which the sample was drawn: the ratio estimator R = Σy / Σx,
/// with the variance (1 − n/N) · Σ(y − R·x)² / ((n − 1) · n · x̄²) and Student's t with n − 1 degrees of freedom
/// (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, sections 2.11 and 6.3). Biased by the order of 1/n.
[[nodiscard]] IncomeEstimate estimateIncome(const std::vector<SurveyedIncome>& sample, std::size_t population);

/// The 97.5 % point of Student's t; between the degrees of the table the lower ones, that is the wider interval.
[[nodiscard]] double studentT(std::size_t degrees);

}  // namespace bf
