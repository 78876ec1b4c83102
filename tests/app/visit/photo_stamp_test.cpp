// Photos as they are kept: small, stamped to be seen and to be read by a program.

#include "app/visit/photo_stamp.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QPainter>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <catch2/catch.hpp>

#include "app/visit/photo_source.h"
#include "app/visit/photo_time.h"
#include "app/visit/visit_limits.h"
#include "tests/seed.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// Noise: what a camera never takes and what JPEG makes largest.
QImage noise(QSize size) {
  QRandomGenerator random(static_cast<quint32>(seed()));
  QImage image(size, QImage::Format_RGB32);
  for (int y = 0; y < size.height(); ++y)
    for (int x = 0; x < size.width(); ++x) image.setPixel(x, y, random.generate());
  return image;
}

const PhotoStamp stamp{QStringLiteral("王建国 4414241042140004"), QStringLiteral("2018-09-12 08:41"),
                       QStringLiteral("23.912346, 115.765432"), QStringLiteral("张文光"), QStringLiteral("0a0b")};

}  // namespace

TEST_CASE("the largest photo becomes small enough, and its thumbnail too") {
  const auto made = must(stampPhoto(noise({2000, 1500}), stamp));
  CHECK(made.content.size() <= static_cast<qsizetype>(photoBytesMax));
  CHECK(made.thumbnail.size() <= static_cast<qsizetype>(thumbnailBytesMax));
  CHECK(QImage::fromData(made.content).size() == made.size);
  CHECK(std::max(made.size.width(), made.size.height()) <= photoSideMax);
  CHECK_FALSE(QImage::fromData(made.thumbnail).isNull());
}

TEST_CASE("household, time and place stand in the metadata and in the picture") {
  QImage plain(1200, 900, QImage::Format_RGB32);
  plain.fill(Qt::white);
  const auto made = must(stampPhoto(plain, stamp));
  QByteArray bytes = made.content;
  QBuffer buffer(&bytes);
  QImageReader reader(&buffer, "jpeg");
  CHECK(reader.text(QStringLiteral("Household")) == stamp.household);
  CHECK(reader.text(QStringLiteral("Taken")) == stamp.time);
  CHECK(reader.text(QStringLiteral("Place")) == stamp.place);
  CHECK(reader.text(QStringLiteral("Record")) == stamp.record);
  const auto seen = reader.read();
  CHECK(qGray(seen.pixel(600, 100)) > 240);
  CHECK(qGray(seen.pixel(seen.width() - 4, seen.height() - 4)) < 140);
}

TEST_CASE("the time that a camera wrote into a picture is read in both orders of bytes, and nothing beyond its end") {
  const auto jpeg = [](bool little, const char* written) {
    const auto number = [little](quint32 value, int size) {
      QByteArray made;
      for (int i = 0; i < size; ++i) made.append(static_cast<char>(value >> 8 * (little ? i : size - 1 - i)));
      return made;
    };
    const auto entry = [&](quint32 tag, quint32 type, quint32 count, quint32 value) {
      return number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4);
    };
    // A directory with one entry at 8, the one of Exif at 26, the text at 44.
    const auto tiff = QByteArray(little ? "II" : "MM") + number(42, 2) + number(8, 4) + number(1, 2) +
                      entry(0x8769, 4, 1, 26) + number(0, 4) + number(1, 2) + entry(0x9003, 2, 20, 44) + number(0, 4) +
                      QByteArray(written);
    const auto length = static_cast<quint32>(tiff.size() + 8);
    return QByteArray("\xff\xd8\xff\xe1") + static_cast<char>(length >> 8) + static_cast<char>(length) +
           QByteArray("Exif\0\0", 6) + tiff;
  };
  constexpr Micros when = 1'536'718'533'000'000;  // 2018-09-12 10:15:33 in China
  CHECK(cameraTime(jpeg(true, "2018:09:12 10:15:33")) == when);
  CHECK(cameraTime(jpeg(false, "2018:09:12 10:15:33")) == when);
  CHECK(cameraTime(jpeg(true, "0000:00:00 00:00:00")) == 0);
  const auto whole = jpeg(false, "2018:09:12 10:15:33");
  for (qsizetype length = 0; length < whole.size(); ++length) CHECK(cameraTime(whole.left(length)) == 0);
  CHECK(cameraTime("\xff\xd8\xff\xe1") == 0);
}

TEST_CASE("a photo of which only the beginning was copied is refused, wherever it breaks off") {
  const QTemporaryDir folder;
  QImage drawn(640, 480, QImage::Format_RGB32);
  for (int y = 0; y < drawn.height(); ++y)
    for (int x = 0; x < drawn.width(); ++x) drawn.setPixel(x, y, qRgb(x * y % 251, x % 256, (x * 7 + y * 13) % 256));
  QByteArray whole;
  QBuffer buffer(&whole);
  REQUIRE((buffer.open(QIODevice::WriteOnly) && drawn.save(&buffer, "JPEG", 90)));
  // As a camera puts it before the picture: a small one in a segment of its own, with an end of its own.
  const QByteArray small("\xFF\xD8\xFF\xD9", 4);
  whole.insert(2, QByteArray("\xFF\xE1\x00\x06", 4) + small);
  FolderPhotos photos(folder.path());
  const auto tried = [&](const QByteArray& bytes) {
    const auto name = folder.filePath(QStringLiteral("a.jpg"));
    QFile file(name);
    REQUIRE((file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()));
    file.close();
    return photos.read(name);
  };
  CHECK(tried(whole).has_value());
  CHECK(tried(whole + QByteArray("maker's note")).has_value());
  for (const auto part : {whole.size() - 2, whole.size() / 2, whole.size() / 10, qsizetype{12}})
    CHECK(refused(tried(whole.first(part))) == Errc::malformed);
}

TEST_CASE("what is no picture is refused") { CHECK(refused(stampPhoto({}, stamp)) == Errc::malformed); }
