// The page of the ledgers.
#include <sqlite3.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <catch2/catch.hpp>
#include <set>

#include "app/controllers/household_controller.h"
#include "app/controllers/ledgers_controller.h"
#include "shared/schema/record_builder.h"
#include "shared/store/pinyin.h"
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
      const auto count = filters[i].toMap()[QStringLiteral("count")].toInt();
      CHECK((count < 0) == (i == 0 && page.controller().lines()->ledger().mixed));
      if (count >= 0) CHECK(page.controller().lines()->count() == count);
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

TEST_CASE("a ledger is narrowed by letters of Pinyin, and initials, too") {
  OpenLedgers page(wide);
  auto& lines = *page.controller().lines();
  const auto all = lines.count();
  const auto head = lines.data(lines.index(0), LedgerModel::CellsRole).toStringList().front();
  QString spelled, initials;
  for (const auto& syllable : pinyin(head.toStdString())) {
    spelled += QString::fromStdString(syllable);
    initials += QLatin1Char(syllable.front());
  }
  for (const auto& typed : {spelled, initials, initials.toUpper()}) {
    INFO(typed.toStdString());
    page.controller().search(typed);
    CHECK(lines.count() < all);
    bool found = false;
    for (int row = 0; row < lines.count(); ++row)
      found = found || lines.data(lines.index(row), LedgerModel::CellsRole).toStringList().front() == head;
    CHECK(found);
  }
  page.controller().search(QStringLiteral("qqqq"));
  CHECK(lines.count() == 0);
}

TEST_CASE("figures of indicators and lines of households are counted apart") {
  OpenLedgers page(wide);
  auto& ledgers = page.controller();
  page.choose(static_cast<int>(LedgerKind::indicators));
  page.tablet.screen().await([&] { return !ledgers.loading(); });
  const auto count = [&](int filter) { return ledgers.filters()[filter].toMap()[QStringLiteral("count")].toInt(); };
  CHECK(count(0) < 0);  // of all together there is no number that means anything
  CHECK(ledgers.counted() ==
        QStringLiteral("%1项指标 · 不达标%2户次 · 未采集%3户次").arg(count(1)).arg(count(2)).arg(count(3)));
  ledgers.setFilter(2);
  CHECK(ledgers.counted().isEmpty());
  CHECK(ledgers.lines()->count() == count(2));
}

TEST_CASE("another ledger shows nothing of the one before, not even its filters, until it is read") {
  OpenLedgers page(wide);
  auto& ledgers = page.controller();
  REQUIRE(ledgers.filters().size() > 1);
  ledgers.setFilter(1);
  ledgers.setKind(static_cast<int>(LedgerKind::visits));
  CHECK(ledgers.loading());
  CHECK(ledgers.lines()->count() == 0);
  CHECK(ledgers.filters().empty());
  CHECK(ledgers.columns().empty());
  ledgers.setFilter(1);  // a chip of before
  CHECK(ledgers.filter() == 0);
  page.tablet.screen().await([&] { return !ledgers.loading(); });
  CHECK(ledgers.lines()->ledger().kind == LedgerKind::visits);
  CHECK(ledgers.lines()->count() == ledgers.filters()[0].toMap()[QStringLiteral("count")].toInt());
}

TEST_CASE("the ledger that was chosen last is the one that shows, whatever is being read meanwhile") {
  OpenLedgers page(wide);
  auto& ledgers = page.controller();
  for (const auto kind : {LedgerKind::indicators, LedgerKind::support, LedgerKind::problems, LedgerKind::visits})
    ledgers.setKind(static_cast<int>(kind));
  page.tablet.screen().await([&] { return !ledgers.loading(); });
  CHECK(ledgers.lines()->ledger().kind == LedgerKind::visits);
  CHECK(ledgers.lines()->count() > 0);
  ledgers.setKind(static_cast<int>(LedgerKind::indicators));
  ledgers.setKind(static_cast<int>(LedgerKind::poor));  // from the book, at once
  CHECK_FALSE(ledgers.loading());
  std::set<LedgerKind> shown;
  QObject::connect(ledgers.lines(), &QAbstractItemModel::modelReset, ledgers.lines(),
                   [&] { shown.insert(ledgers.lines()->ledger().kind); });
  page.choose(static_cast<int>(LedgerKind::problems));  // read after what was told to stop
  CHECK(ledgers.lines()->ledger().kind == LedgerKind::problems);
  CHECK(shown == std::set{LedgerKind::problems});
}

TEST_CASE("many edits while a ledger is read are one more reading") {
  OpenLedgers page(wide);
  page.choose(static_cast<int>(LedgerKind::problems));
  auto& ledgers = page.controller();
  QSignalSpy shown(ledgers.lines(), &QAbstractItemModel::modelReset);
  for (int i = 0; i < 20; ++i) emit page.tablet.app().session()->recordChanged(0, {});
  CHECK(ledgers.loading());
  page.tablet.screen().await([&] { return !ledgers.loading() && shown.count() >= 2; });
  page.tablet.screen().settle();
  CHECK(shown.count() == 2);
}

TEST_CASE("a ledger that cannot be read says so, and is read again on demand") {
  const auto size = GENERATE(wide, tall);
  const auto language = GENERATE(Appearance::Chinese, Appearance::English);
  OpenLedgers page(size);
  page.tablet.speak(language);
  const auto table = [&](const char* sql) {
    sqlite3* store = nullptr;
    REQUIRE(sqlite3_open((page.folder.path() + "/tablet.db").c_str(), &store) == SQLITE_OK);
    REQUIRE(sqlite3_exec(store, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(store);
  };
  table("ALTER TABLE k_problem RENAME TO gone");
  page.choose(static_cast<int>(LedgerKind::problems));
  CHECK_FALSE(page.controller().problem().isEmpty());
  CHECK(page.tablet.screen().reads(page.controller().problem()));
  page.tablet.picture(QStringLiteral("ledger-unread"));
  table("ALTER TABLE gone RENAME TO k_problem");
  page.tablet.screen().tapNamed(language == Appearance::Chinese ? QStringLiteral("再读一次")
                                                                : QStringLiteral("Read again"));
  page.tablet.screen().await([&] { return !page.controller().loading(); });
  CHECK(page.controller().problem().isEmpty());
  CHECK(page.controller().lines()->count() == 7);
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
  edit.decides = true;  // as between two people: a plain answer would have to come with its proof
  REQUIRE(page.tablet.app().session()->save(edit));
  page.tablet.screen().await([&] {
    return !page.controller().loading() &&
           page.controller().filters()[1].toMap()[QStringLiteral("count")].toInt() == open - 1;
  });
}
