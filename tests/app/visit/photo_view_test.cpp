// Photos that were taken in a visit are looked at large, and taken out again with a reason.

#include <catch2/catch.hpp>
#include <filesystem>

#include "app/controllers/record_controller.h"
#include "app/models/record_values.h"
#include "tests/app/visit/visit_stage.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// A visit with a D house and one photo of it, its item lying open.
void takePhoto(VisitStage& stage) {
  stage.tap("next");
  stage.tap("card0/correct");
  stage.tap("card0/field.grade/choice4");
  stage.tap("card0/addPhoto");
  stage.tap("picture0");
  REQUIRE(stage.visit().photos()->house().size() == 1);
}

RecordId photoOf(VisitStage& stage) {
  const auto pieces = stage.visit().draft().evidenceOf(stage.visit().draft().id());
  REQUIRE(pieces.size() == 1);
  return pieces.front()->row.id;
}

std::vector<Field> fieldsOf(VisitStage& stage, const RecordId& record) {
  const auto kind = kindNumber("evidence");
  const auto tx = must(stage.session().store().read());
  const auto row = must(tx->find(kind, record));
  REQUIRE(row);
  return must(tx->values(kind, row->rec));
}

}  // namespace

TEST_CASE("a tap on a photo shows it large, with what is known of it, and leads back") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  takePhoto(stage);
  stage.tap("card0/photo0");
  stage.screen().await([&] {
    auto* large = stage.screen().find(QStringLiteral("largePhoto"));
    return large != nullptr && large->property("status").toInt() == 1;
  });
  stage.screen().settle();
  auto* large = stage.screen().find(QStringLiteral("largePhoto"));
  CHECK(large->width() >= (size == wide ? 900 : 700));
  CHECK(large->height() >= 400);
  // The whole of it and what can be done with it are in sight.
  for (const auto* name : {"largePhoto", "removePhoto", "photoSeen"}) {
    auto* item = stage.screen().find(QString::fromUtf8(name));
    REQUIRE(item != nullptr);
    CHECK(QRectF({0, 0}, stage.screen().window().size())
              .contains(item->mapRectToScene(QRectF(0, 0, item->width(), item->height()))));
  }
  CHECK(stage.visit().photos()->view()->caption().contains(QStringLiteral("住房")));
  CHECK_FALSE(stage.visit().photos()->view()->isSmall());
  stage.checkTargets();
  stage.picture(QStringLiteral("photo-large"));
  stage.tap("photoSeen");
  CHECK_FALSE(stage.visit().photos()->view()->isOpen());
  CHECK(stage.visit().photos()->house().size() == 1);
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a photo is taken out once, with a reason that its record keeps; the file goes unless it was sent") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  takePhoto(stage);
  const auto photo = photoOf(stage);
  const auto hash = Hash::from(textIn(fieldsOf(stage, photo), numberOf("evidence", "hash")));
  REQUIRE(hash);
  stage.tap("card0/photo0");
  stage.tap("removePhoto");
  stage.picture(QStringLiteral("photo-why"));
  SECTION("who thinks again leaves it in") {
    stage.tap("keepPhoto");
    CHECK(stage.screen().find(QStringLiteral("reason0")) == nullptr);
    CHECK(stage.visit().photos()->house().size() == 1);
  }
  SECTION("a reason takes it out") {
    stage.checkTargets();
    stage.tap("reason1");
    CHECK(stage.visit().photos()->house().isEmpty());
    CHECK_FALSE(stage.visit().photos()->view()->isOpen());
    CHECK(stage.screen().find(QStringLiteral("photo0")) == nullptr);
    const auto removed = fieldsOf(stage, photo);
    CHECK(textIn(removed, removalField) == "看不清楚");
    CHECK_FALSE(textIn(removed, numberOf("evidence", "hash")).empty());
    CHECK_FALSE(stage.session().evidence().pathOf(*hash));
    CHECK(must(stage.session().evidence().unsent()).files == 0);
  }
  SECTION("what the centre has stays") {
    must(stage.session().evidence().sent(*hash));
    stage.tap("reason1");
    CHECK_FALSE(textIn(fieldsOf(stage, photo), removalField).empty());
    CHECK(stage.session().evidence().pathOf(*hash));
  }
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("photos of a finished visit are looked at from its last step, and stay") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  takePhoto(stage);
  const auto photo = photoOf(stage);
  must(stage.session().save(bf::test::finish("visit", stage.visit().draft().id(), folder.clock.now())));
  stage.visit().go(static_cast<int>(VisitStep::finish));
  stage.screen().settle();
  REQUIRE(stage.visit().finished());
  stage.tap("visitPhotos/photo0");
  auto& view = *stage.visit().photos()->view();
  REQUIRE(view.isOpen());
  CHECK_FALSE(view.canRemove());
  CHECK(stage.screen().find(QStringLiteral("removePhoto")) == nullptr);
  view.ask();
  view.remove(0);  // past the button
  CHECK(textIn(fieldsOf(stage, photo), removalField).empty());
  CHECK(stage.visit().photos()->house().size() == 1);
  CHECK(stage.screen().complaints().empty());
}

TEST_CASE("a photo whose file is not here has a tile that says so, and a tap asks for it") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  RecordId household;
  {
    VisitStage stage(folder.path(), folder.clock, size);
    takePhoto(stage);
    household = stage.household();
    const auto fields = fieldsOf(stage, photoOf(stage));
    // As a photo of somebody else that has come without its files.
    for (const auto* name : {"hash", "thumbnail_hash"}) {
      const auto hash = Hash::from(textIn(fields, numberOf("evidence", name)));
      REQUIRE(hash);
      std::filesystem::remove(must(stage.session().evidence().pathOf(*hash)));
    }
  }
  VisitStage stage(folder.path(), folder.clock, size, household);
  REQUIRE(stage.visit().photos()->house().size() == 1);
  REQUIRE(must(stage.session().evidence().wishes(10, {})).empty());
  const RecordController record(stage.session(), {kindNumber("evidence"), photoOf(stage), {}, 0, 0});
  CHECK(record.picture().isEmpty());
  CHECK(record.pictureNote() == QStringLiteral("照片还在中心，下次同步取来。"));
  CHECK(must(stage.session().evidence().wishes(10, {})).size() == 1);
  stage.screen().await([&] { return stage.screen().find(QStringLiteral("card0/photo0/blank")) != nullptr; });
  CHECK(stage.screen().reads(QStringLiteral("照片不在本平板，点开后随同步取来")));
  stage.tap("card0/photo0");
  CHECK(stage.visit().photos()->view()->isOpen());
  CHECK(stage.screen().reads(QStringLiteral("照片还在中心，下次同步取来。")));
  stage.tap("photoSeen");
  stage.picture(QStringLiteral("photo-away"));
  CHECK(stage.screen().complaints().empty());
}
