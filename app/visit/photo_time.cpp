#include "app/visit/photo_time.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace bf {
namespace {

constexpr qsizetype headMax = 128 * 1024;  // the segment of Exif is at most 64 KiB, and stands first
constexpr int chinaOffset = 8 * 3600;

/// Numbers of a TIFF structure (TIFF 6.0, section 2); outside of it they are 0.
class Tiff {
 public:
  explicit Tiff(QByteArray bytes) : bytes_(std::move(bytes)), little_(bytes_.startsWith("II")) {}
  [[nodiscard]] quint32 number(qsizetype at, int size) const {
    if (at < 0 || at + size > bytes_.size()) return 0;
    quint32 made = 0;
    for (int i = 0; i < size; ++i) made = made << 8 | static_cast<quint8>(bytes_[at + (little_ ? size - 1 - i : i)]);
    return made;
  }
  /// What an entry of a directory holds, or where that stands; 0 without one.
  [[nodiscard]] quint32 entry(quint32 directory, quint32 tag) const {
    constexpr quint32 entriesMax = 256;  // cameras write some dozens
    if (directory == 0) return 0;
    const auto count = std::min(number(directory, 2), entriesMax);
    for (quint32 i = 0; i < count; ++i)
      if (const qsizetype at = qsizetype{directory} + 2 + 12 * qsizetype{i}; number(at, 2) == tag)
        return number(at + 8, 4);
    return 0;
  }
  [[nodiscard]] QByteArray text(quint32 at, int length) const {
    return at == 0 ? QByteArray() : bytes_.mid(at, length);
  }

 private:
  QByteArray bytes_;
  bool little_;
};

/// The Exif segment of a JPEG without its name; empty: there is none.
QByteArray exifOf(const QByteArray& jpeg) {
  const auto byte = [&](qsizetype at) { return static_cast<quint8>(jpeg[at]); };
  if (!jpeg.startsWith("\xff\xd8")) return {};
  constexpr quint8 application1 = 0xe1, scan = 0xda;
  for (qsizetype at = 2; at + 4 <= jpeg.size() && byte(at) == 0xff && byte(at + 1) != scan;) {
    const qsizetype length = byte(at + 2) << 8 | byte(at + 3);
    if (byte(at + 1) == application1 && jpeg.mid(at + 4, 6) == QByteArray("Exif\0\0", 6))
      return jpeg.mid(at + 10, std::max<qsizetype>(length - 8, 0));
    at += 2 + length;
  }
  return {};
}

}  // namespace

Micros cameraTime(const QByteArray& jpeg) {
  constexpr quint32 exifDirectory = 0x8769, dateTimeOriginal = 0x9003;
  constexpr int written = 19;  // "2018:09:12 10:05:33"
  const Tiff tiff(exifOf(jpeg));
  const auto text = tiff.text(tiff.entry(tiff.entry(tiff.number(4, 4), exifDirectory), dateTimeOriginal), written);
  const auto when = QDateTime::fromString(QString::fromLatin1(text), QStringLiteral("yyyy:MM:dd HH:mm:ss"));
  if (!when.isValid()) return 0;
  return QDateTime(when.date(), when.time(), Qt::OffsetFromUTC, chinaOffset).toMSecsSinceEpoch() * 1000;
}

Micros takenTime(const QString& file) {
  QFile picture(file);
  if (picture.open(QIODevice::ReadOnly))
    if (const auto camera = cameraTime(picture.read(headMax)); camera != 0) return camera;
  const auto written = QFileInfo(file).lastModified();
  return written.isValid() ? written.toMSecsSinceEpoch() * 1000 : 0;
}

}  // namespace bf
