// Pages in the longest words at the largest size on the narrow side: nothing lies over anything else.
#include <catch2/catch.hpp>

#include "app/controllers/record_lines.h"
#include "app/models/household_file.h"
#include "app/models/record_values.h"
#include "app/visit/visit_controller.h"
#include "app/visit/visit_pages.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

QRectF seen(QQuickItem* item) { return item->mapRectToScene(QRectF(0, 0, item->width(), item->height())); }

std::vector<QQuickItem*> all(Screen& screen, const QString& name) {
  std::vector<QQuickItem*> found;
  for (auto* item : screen.items())
    if (item->objectName() == name) found.push_back(item);
  return found;
}

QQuickItem* label(Screen& screen, const QString& text) {
  for (auto* item : screen.items())
    if (item->inherits("QQuickText") && item->property("text").toString() == text) return item;
  return nullptr;
}

/// Of the sample's village: a visit that was finished, as a list names it.
QString finishedVisit(TabletSession& session) {
  const auto kind = session.schema().kindByName("visit")->number;
  for (const auto& row : session.book()->rows()) {
    const auto file =
        must(RecordFile::read(session.store(), session.schema().kindByName("household")->number, row.facts.id));
    for (const auto* visit : file.of(kind))
      if (fieldIn(visit->fields, finishedField) != nullptr) return keyOf(kind, visit->row.id);
  }
  FAIL("the sample has no finished visit");
  return {};
}

}  // namespace

TEST_CASE("each choice of the settings stands under its own name, in large letters from the start or taken there") {
  const bool fromTheStart = GENERATE(true, false);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, tall);
  auto& screen = tablet.screen();
  tablet.speak(Appearance::English);
  if (fromTheStart) screen.appearance().setTextSize(Appearance::Largest);
  tablet.unlock();
  tablet.goTo(4);
  for (const auto size : {Appearance::Largest, Appearance::Normal, Appearance::Large, Appearance::Largest}) {
    screen.appearance().setTextSize(size);
    screen.settle();
    const auto grounds = all(screen, QStringLiteral("ground"));
    REQUIRE(grounds.size() == 3);
    const char* names[] = {"Text size", "Colours"};
    for (std::size_t i = 0; i < 2; ++i) {
      INFO(fromTheStart << " " << static_cast<int>(size) << " " << names[i]);
      auto* next = label(screen, QString::fromLatin1(names[i]));
      REQUIRE(next != nullptr);
      CHECK(seen(grounds[i]).bottom() <= seen(next).top());
    }
  }
}

TEST_CASE("a visit that opens at its last step has that step in sight") {
  SampleFolder folder;
  FolderPhotos none(QStringLiteral("/nonexistent"));
  ToldPlace receiver;
  TabletStage tablet(folder.path(), folder.clock, tall, withVisits({&receiver, &none}));
  auto& screen = tablet.screen();
  tablet.speak(Appearance::English);
  screen.appearance().setTextSize(Appearance::Largest);
  tablet.unlock();
  tablet.app().openRecord(finishedVisit(*tablet.app().session()));
  auto* visit = qobject_cast<VisitController*>(tablet.app().pages()->front());
  REQUIRE(visit != nullptr);
  visit->go(static_cast<int>(VisitStep::finish));
  screen.settle();
  auto* step = screen.find(QStringLiteral("step6"));
  REQUIRE(step != nullptr);
  CHECK(seen(step).right() <= tall.width());
}
