// Models without a window, watched by Qt's own tester.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "app/controllers/page_stack.h"
#include "app/models/eight_items.h"
#include "app/models/fact_list_model.h"
#include "tests/app/models/big_book.h"
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

TEST_CASE("headings tell the order of a list: natural village, distance, letter, and none by need") {
  const EightItems judge;
  const auto book = bigBook(judge, 500);
  HouseholdListModel model(builtinSchema());
  const QAbstractItemModelTester tester(&model, strict);
  auto plan = VisitPlan::make(book, {bigDay, 20180101, Round::village}, VisitPlan::Who::everyone);
  const EarthPoint here{239'000'000, 1'157'000'000};
  const auto headings = [&](VisitOrder order, std::optional<EarthPoint> from) {
    plan.sort(book, order, from);
    std::vector<ListedHousehold> rows;
    for (const auto& visit : plan.visits()) rows.push_back({visit.row, 0});
    model.setHere(from);
    model.show(&book, rows, order);
    QStringList found;
    for (int row = 0; row < model.count(); ++row) {
      const auto heading = model.data(model.index(row), HouseholdListModel::HeadingRole).toString();
      if (found.isEmpty() || found.last() != heading) found << heading;
    }
    return found;
  };
  CHECK(headings(VisitOrder::need, here) == QStringList{QString()});
  for (const auto order : {VisitOrder::group, VisitOrder::distance, VisitOrder::name}) {
    auto found = headings(order, here);
    INFO(found.join(QStringLiteral(" | ")).toStdString());
    CHECK(found.size() > 3);
    CHECK(found.removeDuplicates() == 0);  // each stands once: its rows are together
  }
  const auto villages = headings(VisitOrder::group, {});
  CHECK(villages.size() == 12);
  const auto first = villages.front();
  const auto counted = std::ranges::count_if(
      book.rows(), [&](const BookRow& row) { return row.facts.group == first.section(u' ', 0, 0).toStdString(); });
  CHECK(first.endsWith(QStringLiteral(" · %1户").arg(counted)));
  CHECK(headings(VisitOrder::distance, {}) == villages);  // nobody knows where the tablet is
  CHECK(headings(VisitOrder::distance, here).last().startsWith(QStringLiteral("没有记录位置")));
}

TEST_CASE("a household that moves to another natural village is counted there at once") {
  const EightItems judge;
  auto book = bigBook(judge, 60);
  HouseholdListModel model(builtinSchema());
  std::vector<ListedHousehold> rows;
  for (std::size_t i = 0; i < book.rows().size(); ++i) rows.push_back({i, 0});
  model.show(&book, rows, VisitOrder::group);
  const auto headingAt = [&](std::size_t row) {
    return model.data(model.index(static_cast<int>(row)), HouseholdListModel::HeadingRole).toString();
  };
  const auto there = static_cast<std::size_t>(
      std::ranges::find_if(book.rows(),
                           [&](const BookRow& row) { return row.facts.group != book.rows()[0].facts.group; }) -
      book.rows().begin());
  REQUIRE(there < book.rows().size());
  const auto count = headingAt(there).section(u' ', -1).chopped(1).toInt();
  std::vector<HouseholdFacts> facts;
  for (const auto& row : book.rows()) facts.push_back(row.facts);
  facts[0].group = facts[there].group;
  book.hold(facts);
  QSignalSpy changed(&model, &HouseholdListModel::dataChanged);
  model.refresh(0, 0);
  CHECK(headingAt(0) == headingAt(there));
  CHECK(headingAt(there).section(u' ', -1).chopped(1).toInt() == count + 1);
  // Rows of both villages stand under another heading now.
  REQUIRE(changed.count() == 1);
  CHECK(changed.front()[0].toModelIndex().row() == 0);
  CHECK(changed.front()[1].toModelIndex().row() == model.count() - 1);
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
