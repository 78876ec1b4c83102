#pragma once
// Numbers of the visit plan, each with its reason.

#include <cstddef>

namespace bf {

/// A household is due again after a quarter: S1 四(一)2 asks for a visit of the supporting unit in each quarter.
inline constexpr int visitDueDays = 90;

/// A problem is to be put right within a month unless somebody says otherwise.
inline constexpr int problemDays = 30;

/// Rows read with one question to the store: large enough that the question costs nothing, small enough that a reader
/// of 25,000 households can be told to stop.
inline constexpr std::size_t rowsPerRead = 2000;

/// What a search shows at most: nobody reads on, one more letter narrows it.
inline constexpr std::size_t searchMost = 300;

/// Ages of compulsory schooling on schoolAgeDay() (policies.md, W1.6).
inline constexpr int schoolAgeFrom = 6;
inline constexpr int schoolAgeTo = 15;

}  // namespace bf
