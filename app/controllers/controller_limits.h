#pragma once
// Times and sizes of the app's pages, each with its reason.

#include <chrono>
#include <cstddef>

namespace bf {

/// The fewest digits of a PIN: with the growing delay, a thief who guesses day and night tries some hundred a day.
inline constexpr int pinDigitsMin = 4;
inline constexpr int pinDigitsMax = 12;
/// Wrong PINs that cost nothing: a cold finger slips.
inline constexpr int pinFreeTries = 3;
inline constexpr std::chrono::seconds pinFirstDelay{5};
inline constexpr std::chrono::seconds pinDelayMax{15 * 60};

/// From the first digit of a PIN until what it unlocks is opened ahead: the digit shows first.
inline constexpr std::chrono::milliseconds openAheadAfter{30};

/// People who share a tablet: a working team in a village and their reserves.
inline constexpr int tabletUsersMost = 9;

/// Without a touch the tablet locks: long enough for a conversation, short enough for a tablet left on a table.
inline constexpr std::chrono::minutes idleBeforeLock{10};

/// The office's network is tried again after this: a failed try costs one connection.
inline constexpr std::chrono::minutes syncEvery{10};
/// After work was saved, so that the evening's sync is short; the connection itself takes a second.
inline constexpr std::chrono::seconds syncAfterWork{90};
/// What waits is counted again after work was saved: not while a finger is still on its way to the next answer.
inline constexpr std::chrono::milliseconds countAfterWork{300};
/// While the office compares the check code a person stands and waits.
inline constexpr std::chrono::seconds confirmEvery{4};

/// How long the tablet looks for its place: a cold start of a receiver under a roof takes about as long.
inline constexpr std::chrono::seconds placeSoughtFor{90};
/// A place that is older is looked for again before a list is sorted by it: on foot that is a village's width.
inline constexpr std::chrono::minutes placeGoodFor{10};
/// How long ago it was found is said in minutes.
inline constexpr std::chrono::minutes placeToldEvery{1};

/// A list of fewer households is read whole before it shows; a longer one shows names first.
inline constexpr std::size_t namesFirstFrom = 2000;
/// Conflicts on one page.
inline constexpr std::size_t conflictsMost = 200;
/// Receipts that the sync page shows.
inline constexpr std::size_t receiptsShown = 8;

}  // namespace bf
