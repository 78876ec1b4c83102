#pragma once
// Sizes of a simulated world and bounds of its checks, each with its reason.

#include <cstddef>
#include <cstdint>

#include "shared/base/env.h"

namespace bf::sim {

/// Tablets of a world when it begins; clones and tablets enrolled later come on top.
inline constexpr unsigned tabletsMin = 8;
inline constexpr unsigned tabletsMax = 16;
/// A world with more than this makes no further clones: each is a whole database.
inline constexpr unsigned machinesMax = 20;

/// Steps of the faulty phase: about two edits and three connections for each tablet, where the state space is dense.
inline constexpr unsigned stepsUsual = 140;
/// Rounds in which every tablet syncs once, from the end of the faults until nothing moves. One to learn of the last
/// epoch and to push, one to pull what the others pushed, one for pictures of regions that turned out to be due, one
/// for records that a reviewer's clock or a late parent set free; the last one finds nothing.
inline constexpr unsigned quietRoundsMax = 6;
/// Flights of one tablet in one quiet round: more means that client and server talk in circles.
inline constexpr unsigned quietFlightsMax = 200;

/// Last lines of the trace that a failure prints.
inline constexpr std::size_t lastLinesKept = 60;

/// Bytes that travel as one piece on a simulated line; a flight is cut into pieces at random below this.
inline constexpr std::size_t pieceBytesMax = 1400;

/// The moment at which every world begins: 2018-12-20 08:00 in China.
inline constexpr Micros worldBegins = 1'545'264'000'000'000;
inline constexpr Micros second = 1'000'000;
inline constexpr Micros minute = 60 * second;
inline constexpr Micros hour = 60 * minute;
inline constexpr Micros day = 24 * hour;
inline constexpr Micros year = 365 * day;

/// Power cut, I/O error or full disk strikes within this many changes of the disk: a save makes about ten.
inline constexpr std::uint64_t faultWithinChanges = 60;

}  // namespace bf::sim
