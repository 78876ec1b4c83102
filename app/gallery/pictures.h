#pragma once
// Pictures of the gallery: every page in all looks of picture_looks.h, as PNG files.

#include <QString>

namespace bf {

/// Writes them into a folder, which is made. Result: how many were written; 0 when something did not work.
[[nodiscard]] int takePictures(const QString& folder);

}  // namespace bf
