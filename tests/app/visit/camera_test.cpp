// Photos by the camera, and without one.
#include <QDateTime>
#include <QFile>
#include <QUrl>
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/models/record_values.h"
#include "tests/app/visit/visit_stage.h"
#include "tests/replica/edits.h"

using namespace bf;
using namespace bf::test;

namespace {

/// A camera that sees one wall, and another one each time its button is pressed.
class PaintedWall final : public CameraSource {
 public:
  void open() override {
    isOpen = true;
    if (broken) emit failed();
    else emit seen(wall());
  }
  void close() override { isOpen = false; }
  void shoot() override {
    ++shots;
    if (broken) emit failed();
    else emit shot(wall());
  }
  [[nodiscard]] QImage wall() const {
    QImage picture(1600, 1200, QImage::Format_RGB32);
    picture.fill(QColor::fromHsv(40 * shots % 360, 120, 180));
    return picture;
  }
  bool isOpen = false;
  bool broken = false;
  int shots = 0;
};

/// To the sheet of the photo, by the item of the house.
void openSheet(VisitStage& stage) {
  stage.tap("next");
  stage.tap("card0/correct");
  stage.tap("card0/field.grade/choice4");
  stage.tap("card0/addPhoto");
}

std::size_t housePhotos(VisitStage& stage) {
  return stage.visit().draft().evidenceOf(stage.visit().draft().id()).size();
}

const FileRecord& newest(VisitStage& stage) {
  const auto all = stage.visit().draft().evidenceOf(stage.visit().draft().id());
  REQUIRE_FALSE(all.empty());
  return **std::ranges::max_element(all, {}, [](const auto* one) { return one->row.rec; });
}

}  // namespace

TEST_CASE("a photo is aimed at, taken, looked at, taken again and kept, and the camera is let go") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  PaintedWall camera;
  VisitStage stage(folder.path(), folder.clock, size, {}, &camera);
  const auto before = housePhotos(stage);
  openSheet(stage);
  CHECK(camera.isOpen);
  CHECK(stage.visit().photos()->way() == VisitPhotos::Aiming);
  stage.picture(QStringLiteral("camera-aim"));
  stage.checkTargets();
  stage.tap("shutter");
  CHECK(stage.visit().photos()->way() == VisitPhotos::Judging);
  stage.picture(QStringLiteral("camera-judge"));
  CHECK(housePhotos(stage) == before);  // nothing is kept that nobody said yes to
  stage.tap("retake");
  CHECK(stage.visit().photos()->way() == VisitPhotos::Aiming);
  stage.tap("shutter");
  CHECK(camera.shots == 2);
  stage.tap("usePhoto");
  CHECK_FALSE(stage.visit().photos()->choosing());
  CHECK_FALSE(camera.isOpen);
  CHECK(housePhotos(stage) == before + 1);
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a tablet without a camera says so, and a picture is chosen from its folder") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  openSheet(stage);
  CHECK(stage.screen().find(QStringLiteral("shutter")) == nullptr);
  REQUIRE(stage.screen().find(QStringLiteral("noCamera")) != nullptr);
  stage.picture(QStringLiteral("camera-none"));
  const auto before = housePhotos(stage);
  stage.tap("picture0");
  CHECK(housePhotos(stage) == before + 1);
}

TEST_CASE("a photo from the folder says when its file was taken and not where, and that it was chosen") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  openSheet(stage);
  const auto address = QUrl(stage.visit().photos()->recent().front()).toLocalFile();
  const auto taken = folder.clock.time - Micros{40} * 86'400'000'000;
  {
    QFile file(address);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.setFileTime(QDateTime::fromMSecsSinceEpoch(taken / 1000), QFileDevice::FileModificationTime));
  }
  SECTION("forty days ago") {
    stage.tap("picture0");
    const auto& made = newest(stage);
    CHECK(integerIn(made.fields, numberOf("evidence", "taken")) == taken / 1000 * 1000);
    CHECK(textIn(made.fields, numberOf("evidence", "caption")) == "住房（从文件选择）");
    for (const auto* unknown : {"taken_by", "latitude", "longitude", "accuracy_cm"})
      CHECK(fieldIn(made.fields, numberOf("evidence", unknown)) == nullptr);
  }
  SECTION("a file of tomorrow tells no time") {
    folder.clock.time = taken - 1'000'000;
    stage.tap("picture0");
    CHECK(fieldIn(newest(stage).fields, numberOf("evidence", "taken")) == nullptr);
  }
}

TEST_CASE("what the camera took is of now, of here and of whoever took it") {
  SampleFolder folder;
  PaintedWall camera;
  VisitStage stage(folder.path(), folder.clock, wide, {}, &camera);
  openSheet(stage);
  stage.tap("shutter");
  stage.tap("usePhoto");
  const auto& made = newest(stage);
  CHECK(integerIn(made.fields, numberOf("evidence", "taken")) == folder.clock.time);
  CHECK(textIn(made.fields, numberOf("evidence", "caption")) == "住房");
  CHECK_FALSE(textIn(made.fields, numberOf("evidence", "taken_by")).empty());
  CHECK(fieldIn(made.fields, numberOf("evidence", "latitude")) != nullptr);
}

TEST_CASE("a camera that does not open leads to the folder with plain words") {
  SampleFolder folder;
  PaintedWall camera;
  camera.broken = true;
  VisitStage stage(folder.path(), folder.clock, wide, {}, &camera);
  openSheet(stage);
  CHECK(stage.visit().photos()->way() == VisitPhotos::Folder);
  CHECK(stage.visit().photos()->complaint().startsWith(QStringLiteral("相机打不开")));
  CHECK(stage.screen().find(QStringLiteral("photoComplaint")) != nullptr);
  CHECK_FALSE(camera.isOpen);
  stage.tap("picture0");
  CHECK_FALSE(stage.visit().photos()->choosing());
}

TEST_CASE("who has a photo already chooses it instead, and closing the sheet lets the camera go") {
  SampleFolder folder;
  PaintedWall camera;
  VisitStage stage(folder.path(), folder.clock, tall, {}, &camera);
  openSheet(stage);
  stage.tap("toFolder");
  CHECK_FALSE(camera.isOpen);
  CHECK(stage.screen().find(QStringLiteral("noCamera")) == nullptr);
  CHECK(stage.screen().find(QStringLiteral("picture0")) != nullptr);
  stage.tap("close");
  CHECK_FALSE(stage.visit().photos()->choosing());
  stage.tap("card0/addPhoto");
  CHECK(camera.isOpen);
  stage.tap("close");
  CHECK_FALSE(camera.isOpen);
}

TEST_CASE("what a camera sees after the sheet was closed changes nothing") {
  SampleFolder folder;
  PaintedWall camera;
  VisitStage stage(folder.path(), folder.clock, wide, {}, &camera);
  emit camera.shot(camera.wall());
  emit camera.failed();
  CHECK_FALSE(stage.visit().photos()->choosing());
  CHECK(stage.visit().photos()->picture().isNull());
  CHECK(stage.visit().photos()->complaint().isEmpty());
}
