#pragma once
// Limits of packs and of their evaluation. A pack is written by a county: what it may cost is decided here.

#include <cstddef>
#include <cstdint>

namespace bf {

/// Bytes of a pack's file; the longest of ours has 30 kB.
inline constexpr std::size_t packBytesMax = 1024 * 1024;
/// Indicators of a pack: each is a column of a statement, and SQLite allows 2,000.
inline constexpr std::size_t indicatorsMax = 200;
inline constexpr std::size_t parametersMax = 200;
inline constexpr std::size_t definitionsMax = 100;
inline constexpr std::size_t clausesMax = 20;
inline constexpr std::size_t partsMax = 8;
inline constexpr std::size_t duesMax = 50;
inline constexpr std::size_t sumsMax = 50;
/// Characters of one expression as written: more cannot be read by the person who answers for it.
inline constexpr std::size_t expressionBytesMax = 4000;
/// The same after every {name} was replaced; definitions that hold each other twice would grow without end.
inline constexpr std::size_t expandedBytesMax = 32 * 1024;
/// Parentheses within parentheses.
inline constexpr int expressionDepthMax = 40;
/// Bytes of any text that SQLite may build while it evaluates a pack.
inline constexpr int valueBytesMax = 4 * 1024 * 1024;
/// Opcodes of one prepared statement of a pack.
inline constexpr int opcodesMax = 200'000;

/// Indicators with the same scope from which on they get a statement of their own: walking over the households once
/// more costs about as much as looking at a scope three times.
inline constexpr int sharedScopeAtLeast = 4;

/// SQLite's virtual machine is asked after so many steps whether a rule may go on.
inline constexpr int stepsBetweenLooks = 10'000;
/// Steps that every evaluation may take, and those for each subject in the store: about a hundred times what the
/// longest rule of ours takes, so that only a rule that joins everything with everything meets it.
inline constexpr std::int64_t stepsAtLeast = 200'000'000;
inline constexpr std::int64_t stepsEachSubject = 100'000;
/// Subjects of one indicator: more than the members of the largest county.
inline constexpr std::size_t subjectsMax = 5'000'000;
/// Households that update() takes at once; beyond it a full evaluation is no dearer.
inline constexpr std::size_t updatedHouseholdsMax = 10'000;
/// Minutes below which a visit is shown as too fast: eight items and an income cannot be asked for in less.
inline constexpr std::int64_t visitMinutesAtLeast = 5;
/// Days after which nobody has looked at a poor household's facts: a quarter, the rhythm of the documents.
inline constexpr std::int64_t staleDays = 92;
/// Side of the square in which two visits are at one place, in 1e-7 degrees: eleven metres, what a receiver can tell.
inline constexpr std::int64_t samePlaceCell = 1000;
/// Days without contact after which a tablet counts as not synced: a period of the ranking.
inline constexpr std::int64_t contactDays = 10;
/// Facts that an explanation lists.
inline constexpr std::size_t factsMax = 400;
/// Households behind a sum that an explanation lists, of each sum: those of several large villages.
inline constexpr std::size_t explainedPartsMax = 2000;

}  // namespace bf
