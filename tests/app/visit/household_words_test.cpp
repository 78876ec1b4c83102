// What the page of a household says of its income and of a visit that was begun, and where one that was visited
// stands in the list of the day.

#include <QTest>
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/controllers/household_controller.h"
#include "app/controllers/households_controller.h"
#include "app/controllers/record_lines.h"
#include "app/visit/visit_draft.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

struct HouseholdWords {
  SampleFolder folder;
  std::unique_ptr<TabletSession> session = must(TabletSession::open(folder.path(), folder.clock));
  RecordId id = must(must(session->store().read())->records(kindNumber("household"), 0, 1)).front().id;
  HouseholdController page{*session, id};

  QString income() {
    for (const auto& fact : page.facts())
      if (fact.toMap()[QStringLiteral("name")] == QStringLiteral("人均纯收入"))
        return fact.toMap()[QStringLiteral("value")].toString();
    FAIL("no income on the page");
    return {};
  }
  bool saysBegun() {
    return std::ranges::any_of(page.reasons(), [](const QVariant& reason) {
      return reason.toMap()[QStringLiteral("text")] == QStringLiteral("走访未完成");
    });
  }
  void worksheet(Answers given) { must(session->save(makeChild("income", id, given))); }
};

}  // namespace

TEST_CASE("the income on a household's page is that of this year's newest worksheet") {
  HouseholdWords household;
  must(household.session->save(clear("household", household.id, "income_per_capita")));
  const auto& income = *household.session->schema().kindByName("income");
  const auto file = must(RecordFile::read(household.session->store(), kindNumber("household"), household.id));
  for (const auto* sheet : file.of(income.number))
    must(household.session->replica().remove(income.number, sheet->row.id, "试验"));
  household.session->editor().saved(kindNumber("household"), household.id);
  CHECK(household.income() == QStringLiteral("2018年收入表未填"));
  must(household.session->save(change("household", household.id, {{"income_per_capita", std::int64_t{390'000}}})));
  CHECK(household.income().contains(QStringLiteral("登记数；2018年收入表未填")));
  CHECK(household.income().contains(QStringLiteral("3")));
  household.worksheet({{"year", std::int64_t{2017}}, {"persons", std::int64_t{1}}, {"wages", std::int64_t{900'000}}});
  CHECK(household.income().contains(QStringLiteral("2018年收入表未填")));
  household.worksheet(
      {{"year", std::int64_t{2018}}, {"until_month", std::int64_t{6}}, {"wages", std::int64_t{900'000}}});
  CHECK(household.income().contains(QStringLiteral("2018年收入表没有填完")));  // nobody to share it
  household.worksheet({{"year", std::int64_t{2018}},
                       {"until_month", std::int64_t{9}},
                       {"persons", std::int64_t{3}},
                       {"wages", std::int64_t{2'000'000}},
                       {"business", std::int64_t{500'000}},
                       {"expenses", std::int64_t{100'000}}});
  CHECK(household.income() == QStringLiteral("8,000.00元（2018年收入表还有7项未填）"));
  // 0 is an answer.
  household.worksheet({{"year", std::int64_t{2018}},
                       {"until_month", std::int64_t{10}},
                       {"persons", std::int64_t{3}},
                       {"wages", std::int64_t{2'000'000}},
                       {"business", std::int64_t{500'000}},
                       {"expenses", std::int64_t{100'000}},
                       {"property", std::int64_t{0}},
                       {"family_planning", std::int64_t{0}},
                       {"dibao", std::int64_t{0}},
                       {"destitute_support", std::int64_t{0}},
                       {"pension", std::int64_t{0}},
                       {"ecology", std::int64_t{0}},
                       {"other_transfer", std::int64_t{0}}});
  CHECK(household.income() == QStringLiteral("8,000.00元（2018年收入表）"));
}

TEST_CASE("an overdue problem keeps its state in its line, and a look at a house is no assessment by an agency") {
  const auto& schema = builtinSchema();
  const auto line = [&](const char* kind, Answers given) {
    FileRecord record;
    record.row.kind = kindNumber(kind);
    record.fields = answers(kind, given);
    return lineOf(schema, record, 20180912);
  };
  const auto problem = [&](std::int64_t deadline, const char* state) {
    return line("problem", {{"item", "ITEM_ROAD"}, {"state", state}, {"deadline", deadline}}).badge;
  };
  CHECK(problem(20180908, "STATE_SENT") == QStringLiteral("已交办 · 超期4天"));
  CHECK(problem(20180912, "STATE_SENT") == QStringLiteral("已交办"));
  CHECK(problem(20180908, "STATE_VERIFIED") == QStringLiteral("已销号"));
  const auto house = [&](const char* method) {
    return line("housing_assessment", {{"grade", "GRADE_C"}, {"method", method}}).title;
  };
  CHECK(house("METHOD_SIGHT") == QStringLiteral("目测为C级"));
  CHECK(house("METHOD_TECHNICIAN") == QStringLiteral("鉴定为C级"));
}

TEST_CASE("a visit that its person has begun is gone on with; somebody else's is not") {
  HouseholdWords household;
  CHECK_FALSE(household.page.visitBegun());
  const Visitor me{household.session->state().userName, household.session->role()};
  auto draft = must(VisitDraft::open(household.session->replica(), household.folder.clock, household.session->judge(),
                                     household.id, me));
  household.session->editor().saved(kindNumber("visit"), draft.id());
  CHECK(household.page.visitBegun());
  CHECK(household.saysBegun());
  must(draft.discard("没有走访成"));
  household.session->editor().saved(kindNumber("visit"), draft.id());
  CHECK_FALSE(household.page.visitBegun());
  CHECK_FALSE(household.saysBegun());
  const auto visited = [&](const std::string& name) {
    return must(household.session->save(
        makeChild("visit", household.id, {{"arrived", household.folder.clock.now()}, {"visitor_name", name}})));
  };
  const auto foreign = visited("李明");
  CHECK_FALSE(household.page.visitBegun());
  CHECK_FALSE(household.saysBegun());
  // The name in one's own can be put right, and it is gone on with all the same.
  draft = must(VisitDraft::open(household.session->replica(), household.folder.clock, household.session->judge(),
                                household.id, me));
  REQUIRE(draft.id() != foreign);
  must(household.session->save(change("visit", draft.id(), {{"visitor_name", me.name + "（书记）"}})));
  CHECK(household.page.visitBegun());
  CHECK(household.saysBegun());
}

TEST_CASE("a household whose visit is finished goes to the end of the day's list, marked as done") {
  HouseholdWords household;
  auto& session = *household.session;
  Whereabouts nowhere(nullptr, household.folder.clock);
  HouseholdsController today(session, nowhere, HouseholdsController::Scope::today);
  REQUIRE(QTest::qWaitFor([&] { return !today.loading(); }, 10'000));
  const auto at = [&](int row, int role) { return today.list()->data(today.list()->index(row), role); };
  const auto badgesAt = [&](int row) {
    QStringList texts;
    for (const auto& badge : at(row, HouseholdListModel::BadgesRole).toList())
      texts << badge.toMap()[QStringLiteral("text")].toString();
    return texts;
  };
  const auto first = at(0, HouseholdListModel::RecordRole).toString();
  const auto id = *RecordId::from(*fromHex(first.toStdString()));
  // Nobody at home: it stays where it is, and is to be visited.
  const auto vain = must(session.save(makeChild(
      "visit", id, {{"visit_date", std::int64_t{20180912}}, {"visitor_name", "李明"}, {"met", "PERSON_NOBODY"}})));
  must(session.save(bf::test::finish("visit", vain, household.folder.clock.now())));
  CHECK(at(0, HouseholdListModel::RecordRole) == first);
  CHECK(at(0, HouseholdListModel::HeadingRole) != QStringLiteral("今天已走访"));
  CHECK(badgesAt(0).front() == QStringLiteral("今天去过，无人在家"));
  // A helper's, who forgot it: nothing that this person could finish.
  must(session.save(makeChild(
      "visit", id,
      {{"arrived", household.folder.clock.now()}, {"visit_date", std::int64_t{20180912}}, {"visitor_name", "李明"}})));
  CHECK_FALSE(badgesAt(0).contains(QStringLiteral("走访未完成")));
  const auto visit = must(session.save(makeChild("visit", id,
                                                 {{"arrived", household.folder.clock.now()},
                                                  {"visit_date", std::int64_t{20180912}},
                                                  {"visitor_name", session.state().userName}})));
  CHECK(at(0, HouseholdListModel::RecordRole) == first);  // it does not jump away while its visit goes on
  CHECK(badgesAt(0).front() == QStringLiteral("走访未完成"));
  const auto count = today.list()->count();
  must(session.save(bf::test::finish("visit", visit, household.folder.clock.now())));
  CHECK(today.list()->count() == count);
  CHECK(at(0, HouseholdListModel::RecordRole) != first);
  int row = 0;
  while (row < count && at(row, HouseholdListModel::RecordRole) != first) ++row;
  REQUIRE(row < count);
  CHECK(badgesAt(row).front() == QStringLiteral("今天已走访"));
  CHECK(at(row, HouseholdListModel::HeadingRole) == QStringLiteral("今天已走访"));
  for (int later = row; later < count; ++later)
    CHECK(at(later, HouseholdListModel::HeadingRole) == QStringLiteral("今天已走访"));
  CHECK(at(0, HouseholdListModel::HeadingRole) != QStringLiteral("今天已走访"));
}

TEST_CASE("a visit that is begun where none was due comes into the day's list") {
  HouseholdWords household;
  auto& session = *household.session;
  Whereabouts nowhere(nullptr, household.folder.clock);
  HouseholdsController today(session, nowhere, HouseholdsController::Scope::today);
  REQUIRE(QTest::qWaitFor([&] { return !today.loading(); }, 10'000));
  const auto listed = [&](const RecordId& id) {
    const auto key = QString::fromStdString(toHex(id.view()));
    for (int row = 0; row < today.list()->count(); ++row)
      if (today.list()->data(today.list()->index(row), HouseholdListModel::RecordRole).toString() == key) return row;
    return -1;
  };
  const auto& rows = session.book()->rows();
  const auto general = std::ranges::find_if(rows, [](const BookRow& row) { return !row.facts.poor(); });
  REQUIRE(general != rows.end());
  const auto id = general->facts.id;
  REQUIRE(listed(id) == -1);
  const auto count = today.list()->count();
  must(session.save(
      makeChild("visit", id, {{"arrived", household.folder.clock.now()}, {"visitor_name", session.state().userName}})));
  CHECK(listed(id) >= 0);
  CHECK(today.list()->count() == count + 1);
}
