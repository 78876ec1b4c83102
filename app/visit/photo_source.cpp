#include "app/visit/photo_source.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QImageReader>
#include <algorithm>
#include <vector>

#include "app/visit/visit_limits.h"

namespace bf {
namespace {

/// Whether a JPEG goes on to its end (ITU-T T.81, annex B: segments with a length, scans with none, the marker EOI).
/// Readers fill up what was cut off with grey and say nothing; the small picture inside the Exif has an end of its own.
bool isWholeJpeg(const QByteArray& file) {
  constexpr uchar start = 0xD8, end = 0xD9, restartFirst = 0xD0, restartLast = 0xD7;
  constexpr qsizetype lengthSize = 2;
  const auto byte = [&](qsizetype at) { return at < file.size() ? static_cast<uchar>(file[at]) : uchar{0}; };
  for (qsizetype at = file.indexOf('\xFF'); at >= 0; at = file.indexOf('\xFF', at)) {
    const auto marker = byte(++at);
    if (marker == end) return true;
    const bool bare = marker == 0 || marker == 0xFF || (marker >= restartFirst && marker <= restartLast);
    if (bare || marker == start) continue;
    const auto length = qsizetype{byte(at + 1)} << 8 | byte(at + 2);
    if (length < lengthSize) return false;
    at += 1 + length;
  }
  return false;
}

/// What is no JPEG is judged by its reader.
bool isCutOff(const QString& name) {
  QFile file(name);
  if (!file.open(QIODevice::ReadOnly)) return false;
  const auto bytes = file.readAll();
  return bytes.startsWith("\xFF\xD8") && !isWholeJpeg(bytes);
}

}  // namespace

QStringList FolderPhotos::recent(int most) {
  std::vector<std::pair<QDateTime, QString>> found;
  const QStringList pictures{QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"), QStringLiteral("*.png")};
  for (QDirIterator at(folder_, pictures, QDir::Files | QDir::Readable, QDirIterator::Subdirectories); at.hasNext();) {
    const auto file = at.next();
    found.emplace_back(at.fileInfo().lastModified(), file);
  }
  std::ranges::sort(found, std::greater<>());
  QStringList files;
  for (const auto& [when, file] : found)
    if (files.size() < most) files.push_back(file);
  return files;
}

Result<QImage> FolderPhotos::read(const QString& file) {
  QImageReader reader(file);
  reader.setAutoTransform(true);  // a camera writes down how it was held
  if (!QFileInfo::exists(file)) return fail(Errc::notFound, "photo");
  const auto size = reader.size();
  if (qint64{size.width()} * size.height() > photoPixelsMax) return fail(Errc::tooLarge, "photo");
  auto image = isCutOff(file) ? QImage() : reader.read();
  if (image.isNull()) return fail(Errc::malformed, "photo");
  return image;
}

}  // namespace bf
