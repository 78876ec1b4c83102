#include "app/visit/photo_stamp.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>

#include "app/theme/appearance.h"
#include "app/visit/visit_limits.h"

namespace bf {
namespace {

QImage within(const QImage& photo, int side) {
  if (std::max(photo.width(), photo.height()) <= side) return photo.convertToFormat(QImage::Format_RGB32);
  return photo.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
}

QString join(const QStringList& parts) {
  auto said = parts;
  said.removeAll(QString());
  return said.join(QStringLiteral("  "));
}

void write(QImage& photo, const PhotoStamp& stamp) {
  constexpr int linesInHeight = 28;  // letters of a 28th of the shorter side can be read on a postcard
  const int letter = std::max(12, std::min(photo.width(), photo.height()) / linesInHeight);
  const QString lines = join({stamp.household, stamp.time}) + QLatin1Char('\n') + join({stamp.place, stamp.visitor});
  QPainter painter(&photo);
  QFont font(Appearance::family());
  font.setPixelSize(letter);
  painter.setFont(font);
  const int margin = letter / 2;
  const QRect room(margin, 0, photo.width() - 2 * margin, photo.height());
  const auto box = painter.boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, lines.trimmed());
  const int top = photo.height() - box.height() - 2 * margin;
  painter.fillRect(0, top, photo.width(), photo.height() - top, QColor(0, 0, 0, 150));
  painter.setPen(Qt::white);
  painter.drawText(QRect(margin, top + margin, room.width(), box.height()), Qt::AlignLeft | Qt::TextWordWrap,
                   lines.trimmed());
}

QByteArray jpeg(const QImage& photo, int quality, const PhotoStamp& stamp) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  QImageWriter writer(&buffer, "jpeg");
  writer.setQuality(quality);
  writer.setOptimizedWrite(true);
  const auto note = [&](const char* name, const QString& text) {
    if (!text.isEmpty()) writer.setText(QString::fromLatin1(name), text);
  };
  note("Household", stamp.household);
  note("Taken", stamp.time);
  note("Place", stamp.place);
  note("Visitor", stamp.visitor);
  note("Record", stamp.record);
  writer.write(photo);
  return bytes;
}

/// Worse quality first, then fewer pixels: what is written on the photo stays legible longest.
QByteArray squeezed(QImage photo, qsizetype most, const PhotoStamp& stamp) {
  constexpr int best = 86, worst = 46, less = 8;
  while (true) {
    for (int quality = best; quality >= worst; quality -= less)
      if (auto bytes = jpeg(photo, quality, stamp); bytes.size() <= most) return bytes;
    photo = within(photo, std::max(photo.width(), photo.height()) * 4 / 5);
  }
}

}  // namespace

Result<StampedPhoto> stampPhoto(const QImage& photo, const PhotoStamp& stamp) {
  if (photo.isNull()) return fail(Errc::malformed, "photo");
  auto kept = within(photo, photoSideMax);
  write(kept, stamp);
  StampedPhoto made;
  made.content = squeezed(kept, static_cast<qsizetype>(photoBytesMax), stamp);
  made.thumbnail = squeezed(within(photo, thumbnailSideMax), static_cast<qsizetype>(thumbnailBytesMax), {});
  made.size = QImage::fromData(made.content).size();
  return made;
}

}  // namespace bf
