#pragma once
// A photo as it is kept: small enough for a slow link, with household, time, place and visitor written into its lower
// edge and into its metadata, and a thumbnail that travels first.

#include <QByteArray>
#include <QImage>
#include <QString>

#include "shared/base/error.h"

namespace bf {

/// What is stamped; an empty text is left out.
struct PhotoStamp {
  QString household;
  QString time;
  QString place;
  QString visitor;
  QString record;  ///< id in hex, in the metadata only
};

struct StampedPhoto {
  QByteArray content;    ///< JPEG of at most photoBytesMax
  QByteArray thumbnail;  ///< JPEG of at most thumbnailBytesMax
  QSize size;
};

/// Errors: Errc::malformed for an empty picture.
[[nodiscard]] Result<StampedPhoto> stampPhoto(const QImage& photo, const PhotoStamp& stamp);

}  // namespace bf
