// Models without a window, watched by Qt's own tester.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "app/controllers/page_stack.h"
#include "app/models/eight_items.h"
#include "app/models/fact_list_model.h"
#include "tests/app/pages/tablet_stage.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::Fatal;

FactLine line(const char* title) {
  FactLine made;
  made.title = QString::fromUtf8(title);
  return made;
}

}  // namespace

TEST_CASE("a list of facts changes a line in place and moves nothing else") {
  FactListModel model;
  const QAbstractItemModelTester tester(&model, strict);
  model.show({line("甲"), line("乙"), line("丙")});
  QSignalSpy changed(&model, &FactListModel::dataChanged), reset(&model, &FactListModel::modelReset);
  model.show({line("甲"), line("丁"), line("丙")});
  CHECK(reset.count() == 0);
  REQUIRE(changed.count() == 1);
  CHECK(changed.front().front().toModelIndex().row() == 1);
  CHECK(model.data(model.index(1), FactListModel::TitleRole).toString() == QStringLiteral("丁"));
}

TEST_CASE("a section is opened by its first line only") {
  FactListModel model;
  const QAbstractItemModelTester tester(&model, strict);
  auto one = line("2018"), two = line("2017"), three = line("2018");
  one.section = two.section = QStringLiteral("甲");
  three.section = QStringLiteral("乙");
  model.show({one, two, three});
  const auto opens = [&](int row) { return model.data(model.index(row), FactListModel::OpensSectionRole).toBool(); };
  CHECK(opens(0));
  CHECK_FALSE(opens(1));
  CHECK(opens(2));
}

TEST_CASE("the stack of pages lets a controller go with its page") {
  PageStack stack;
  const QAbstractItemModelTester tester(&stack, strict);
  auto* first = new QObject;
  auto* second = new QObject;
  QSignalSpy gone(second, &QObject::destroyed);
  stack.open(QUrl(QStringLiteral("qrc:/a.qml")), first);
  stack.open(QUrl(QStringLiteral("qrc:/b.qml")), second);
  CHECK(stack.front() == second);
  stack.back();
  CHECK(stack.front() == first);
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  CHECK(gone.count() == 1);
  stack.clear();
  CHECK(stack.count() == 0);
}

TEST_CASE("a list of households says what its book says, and takes 25,000 as ten") {
  const EightItems judge;
  VillageBook book(builtinSchema(), judge, 20180912);
  HouseholdListModel model(builtinSchema());
  const QAbstractItemModelTester tester(&model, strict);
  CHECK(model.rowCount() == 0);
  SampleFolder sample;
  const auto home = TabletHome::open(sample.path());
  REQUIRE(home);
  const auto store = home->openStore();
  REQUIRE(store);
  REQUIRE(book.readAll(**store));
  std::vector<ListedHousehold> rows;
  for (std::size_t i = 0; i < 25'000; ++i) rows.push_back({i % book.rows().size(), 0});
  model.show(&book, rows);
  CHECK(model.rowCount() == 25'000);
  const auto& facts = book.rows()[1].facts;
  CHECK(model.data(model.index(1), HouseholdListModel::TitleRole).toString().toStdString() == facts.head);
  CHECK(model.data(model.index(1), HouseholdListModel::SubtitleRole)
            .toString()
            .contains(QString::fromStdString(facts.group)));
  QSignalSpy changed(&model, &HouseholdListModel::dataChanged);
  model.refresh(1, 1);
  REQUIRE(changed.count() == 1);
  CHECK(model.data(model.index(1), HouseholdListModel::BadgesRole).toList().size() == 1);
}
