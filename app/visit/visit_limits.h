#pragma once
// Numbers of the visit, each with its reason.

#include <cstddef>
#include <cstdint>

namespace bf {

/// A photo on a slow link: two minutes at 16 kbit/s, and still legible on paper.
inline constexpr std::size_t photoBytesMax = 200'000;
/// Its thumbnail goes with the first sync of everybody who sees the household.
inline constexpr std::size_t thumbnailBytesMax = 20'000;
/// The longer side in pixels: at 1600 a crack in a wall can still be seen.
inline constexpr int photoSideMax = 1600;
inline constexpr int thumbnailSideMax = 320;
/// A picture of more pixels is not opened: a tablet's memory is small, and a phone's camera makes no more.
inline constexpr std::int64_t photoPixelsMax = 120'000'000;
/// Pictures offered when one is chosen from a folder: those of a day.
inline constexpr int recentPhotosMost = 24;

/// The monthly pension of residents is paid from this age on (国发〔2014〕8号 七).
inline constexpr int pensionAge = 60;
/// Age of labour in the national form's checks (疑点数据): from 16 to 59.
inline constexpr int labourAgeFrom = 16;
inline constexpr int labourAgeTo = 59;

}  // namespace bf
