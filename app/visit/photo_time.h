#pragma once
// When a picture that lies in a folder was taken: what its camera wrote into it (Exif 2.3, DateTimeOriginal), else when
// the file was last written. It is not told by when somebody chose it.

#include <QByteArray>
#include <QString>

#include "shared/base/env.h"

namespace bf {

/// Of the beginning of a JPEG, which has no time zone: taken to be China's time. 0: it says nothing.
[[nodiscard]] Micros cameraTime(const QByteArray& jpeg);
/// 0: neither is known.
[[nodiscard]] Micros takenTime(const QString& file);

}  // namespace bf
