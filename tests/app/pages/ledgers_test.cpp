// The page of the ledgers.
#include <QAbstractItemModelTester>
#include <catch2/catch.hpp>

#include "app/controllers/household_controller.h"
#include "app/controllers/ledgers_controller.h"
#include "shared/schema/record_builder.h"
#include "tests/app/pages/tablet_stage.h"

using namespace bf;
using namespace bf::test;

namespace {

struct OpenLedgers {
  SampleFolder folder;
  TabletStage tablet;
  explicit OpenLedgers(QSize size) : tablet(folder.path(), folder.clock, size) {
    tablet.unlock();
    tablet.goTo(1);
    tablet.screen().tap(QStringLiteral("openLedgers"));
    REQUIRE(tablet.app().pages()->count() == 1);
  }
  LedgersController& controller() { return *qobject_cast<LedgersController*>(tablet.app().pages()->front()); }
  void choose(int kind) {
    controller().setKind(kind);
    tablet.screen().await([this] { return !controller().loading(); });
    tablet.screen().settle();
  }
};

}  // namespace

TEST_CASE("each ledger shows as many lines as its filter says, in both orientations and languages") {
  const auto size = GENERATE(wide, tall);
  const auto language = GENERATE(Appearance::Chinese, Appearance::English);
  OpenLedgers page(size);
  page.tablet.speak(language);
  for (int kind = 0; kind < static_cast<int>(ledgerKindCount); ++kind) {
    page.choose(kind);
    page.tablet.picture(QStringLiteral("ledger%1").arg(kind));
    const auto filters = page.controller().filters();
    for (int i = 0; i < filters.size(); ++i) {
      page.controller().setFilter(0);
      if (i != 0) page.controller().setFilter(i);
      INFO(kind << " " << filters[i].toMap()[QStringLiteral("text")].toString().toStdString());
      CHECK(page.controller().lines()->count() == filters[i].toMap()[QStringLiteral("count")].toInt());
    }
  }
  for (auto* item : page.tablet.screen().items()) {
    if (!item->inherits("QQuickAbstractButton") || !item->isEnabled()) continue;
    INFO(accessibleName(item).toStdString() << " " << item->width() << "x" << item->height());
    CHECK(item->height() >= 48);
  }
  CHECK(page.tablet.screen().complaints().empty());
}

TEST_CASE("a line leads to its household, and what is typed narrows the ledger") {
  OpenLedgers page(tall);
  const QAbstractItemModelTester tester(page.controller().lines());
  page.choose(static_cast<int>(LedgerKind::problems));
  CHECK(page.tablet.readsPart(QStringLiteral("住建局")));
  page.tablet.screen().tap(QStringLiteral("searchLedger"));
  page.controller().search(QStringLiteral("水务局"));
  REQUIRE(page.controller().lines()->count() == 1);
  const auto& lines = *page.controller().lines();
  const auto head = lines.data(lines.index(0), LedgerModel::CellsRole).toStringList().front();
  page.tablet.screen().settle();
  page.tablet.screen().tap(QStringLiteral("ledgerLine0"));
  REQUIRE(page.tablet.app().pages()->count() == 2);
  CHECK(qobject_cast<HouseholdController*>(page.tablet.app().pages()->front())->title() == head);
}

TEST_CASE("a problem that is closed leaves the open ones at once") {
  OpenLedgers page(wide);
  page.choose(static_cast<int>(LedgerKind::problems));
  const auto open = page.controller().filters()[1].toMap()[QStringLiteral("count")].toInt();
  const auto& line = page.controller().lines()->ledger().lines.front();
  const auto& kind = *page.tablet.app().session()->schema().kindByName("problem");
  Edit edit;
  edit.kind = kind.number;
  edit.record = line.record;
  edit.set = *RecordBuilder(kind).choose("state", "已销号").fields();
  REQUIRE(page.tablet.app().session()->save(edit));
  page.tablet.screen().await([&] {
    return !page.controller().loading() &&
           page.controller().filters()[1].toMap()[QStringLiteral("count")].toInt() == open - 1;
  });
}
