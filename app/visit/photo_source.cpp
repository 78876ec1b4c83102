#include "app/visit/photo_source.h"

#include <QDateTime>
#include <QDirIterator>
#include <QImageReader>
#include <algorithm>
#include <vector>

#include "app/visit/visit_limits.h"

namespace bf {

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
  auto image = reader.read();
  if (image.isNull()) return fail(Errc::malformed, "photo");
  return image;
}

}  // namespace bf
