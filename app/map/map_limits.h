#pragma once
// Numbers of the map, each with its reason.

#include <cstddef>

namespace bf {

/// A mark, and what a finger hits of it: half of the 48 that everything to be tapped has.
inline constexpr double markSize = 22;
inline constexpr double fingerRadius = 24;
/// Marks that stand closer than this are one cluster, so that at most some hundreds are drawn whatever there is.
inline constexpr double clusterCell = 52;
/// Fewer of them can be told apart side by side.
inline constexpr std::size_t crowd = 4;
/// Pixels a metre at the nearest: at 4 a house is as large as its mark.
inline constexpr double scaleMax = 4;
/// At the farthest the whole takes this part of the screen: who goes farther has lost it.
inline constexpr double farthest = 0.5;
/// What one tap on + or one notch of a wheel does.
inline constexpr double zoomStep = 1.6;
/// Of the outermost households one in a hundred on each side counts for no picture of the whole: a point recorded in
/// the next county would make a dot of the village.
inline constexpr double strays = 0.01;
/// The whole is at least so wide: two houses side by side are no village.
inline constexpr double wholeLeast = 300;
/// Households in one card; more want one more step of the zoom.
inline constexpr std::size_t chosenMost = 30;

}  // namespace bf
