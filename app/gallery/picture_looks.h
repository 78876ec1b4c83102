#pragma once
// The looks in which pictures of the windows are taken for a person to judge, by the gallery and of the app.

#include <QSize>
#include <array>

#include "app/theme/appearance.h"

namespace bf {

struct PictureLook {
  const char* name;  ///< of the files: "wide-zh-dark"
  QSize size;
  Appearance::Speech language;
  Appearance::Scheme scheme = Appearance::Light;
  Appearance::TextSize textSize = Appearance::Normal;
};

inline constexpr QSize pictureWide{1280, 800}, pictureTall{800, 1280};
/// Everything is shown in the first four; the others are for the main pages.
inline constexpr std::size_t plainLooks = 4;
inline constexpr std::array<PictureLook, 11> pictureLooks{{
    {"wide-zh", pictureWide, Appearance::Chinese},
    {"tall-zh", pictureTall, Appearance::Chinese},
    {"wide-en", pictureWide, Appearance::English},
    {"tall-en", pictureTall, Appearance::English},
    {"wide-zh-dark", pictureWide, Appearance::Chinese, Appearance::Dark},
    {"tall-en-dark", pictureTall, Appearance::English, Appearance::Dark},
    {"wide-zh-contrast", pictureWide, Appearance::Chinese, Appearance::HighContrast},
    {"tall-en-contrast", pictureTall, Appearance::English, Appearance::HighContrast},
    {"tall-zh-largest", pictureTall, Appearance::Chinese, Appearance::Light, Appearance::Largest},
    {"tall-en-largest", pictureTall, Appearance::English, Appearance::Light, Appearance::Largest},
    {"wide-en-largest", pictureWide, Appearance::English, Appearance::Light, Appearance::Largest},
}};

void wear(Appearance& appearance, const PictureLook& look);
/// Lets everything settle that is on its way: layouts, timers without delay, objects that are to go.
void settleWindow();

}  // namespace bf
