// A member of a household, added on a page: the name makes the record, and what was a slip of the finger is taken back.
#include <catch2/catch.hpp>

#include "app/controllers/household_controller.h"
#include "app/controllers/record_controller.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// On the page of a new member of a household.
struct NewMember {
  SampleFolder folder;
  TabletStage tablet;
  RecordId household;

  explicit NewMember(QSize size) : tablet(folder.path(), folder.clock, size) {
    tablet.unlock();
    household = tablet.app().session()->book()->rows().front().facts.id;
    tablet.app().openHousehold(QString::fromStdString(toHex(household.view())));
    tablet.screen().settle();
    tap("addMember");
  }
  Screen& screen() { return tablet.screen(); }
  void tap(const char* name) {
    screen().tap(QString::fromUtf8(name));
    screen().settle();
  }
  RecordController& page() { return *qobject_cast<RecordController*>(tablet.app().pages()->front()); }
  int persons() { return tablet.app().session()->book()->rows().front().facts.persons(); }
  std::size_t waiting() { return must(tablet.app().session()->replica().waiting()).changes; }
};

}  // namespace

TEST_CASE("a new member is asked the name first, and nothing is kept before it") {
  const auto size = GENERATE(wide, tall);
  NewMember open(size);
  auto& screen = open.screen();
  const auto before = open.waiting();
  const auto persons = open.persons();
  CHECK(open.page().first() == QStringLiteral("name"));
  CHECK(screen.find(QStringLiteral("nameFirst")) != nullptr);
  CHECK(screen.find(QStringLiteral("field.name/line")) != nullptr);
  CHECK(screen.find(QStringLiteral("field.sex/choice1")) == nullptr);
  CHECK(screen.find(QStringLiteral("removeRecord")) == nullptr);
  open.tablet.picture(QStringLiteral("member-new"));
  SECTION("who leaves has added nobody") {
    open.tap("back");
    CHECK(open.waiting() == before);
    CHECK(open.persons() == persons);
  }
  SECTION("with the name the other questions come") {
    open.tap("field.name/line");
    screen.type(QStringLiteral("张小明"));
    open.page().form()->commit();
    screen.settle();
    CHECK(open.page().first().isEmpty());
    CHECK(open.page().title() == QStringLiteral("张小明"));
    CHECK(screen.find(QStringLiteral("nameFirst")) == nullptr);
    REQUIRE(screen.find(QStringLiteral("field.sex/choice1")) != nullptr);
    open.tap("field.sex/choice1");
    CHECK(open.persons() == persons + 1);
    open.tablet.picture(QStringLiteral("member-named"));
    SECTION("and stays") {
      open.tap("done");
      REQUIRE(qobject_cast<HouseholdController*>(open.tablet.app().pages()->front()) != nullptr);
      CHECK(open.persons() == persons + 1);
    }
    SECTION("or is taken back, with what was being typed") {
      open.page().form()->field(QStringLiteral("name"))->type(QStringLiteral("张小明明"));
      open.tap("removeRecord");
      REQUIRE(qobject_cast<HouseholdController*>(open.tablet.app().pages()->front()) != nullptr);
      CHECK(open.persons() == persons);
    }
  }
  CHECK(screen.complaints().empty());
}

TEST_CASE("a real keyboard goes on from the name to the question after it") {
  NewMember open(wide);
  auto& screen = open.screen();
  open.tap("field.name/line");
  screen.type(QStringLiteral("张小明"));
  screen.press(Qt::Key_Tab);
  screen.settle();
  CHECK(open.page().title() == QStringLiteral("张小明"));
  const auto* focus = screen.window().activeFocusItem();
  REQUIRE(focus != nullptr);
  const auto fields = open.page().form()->fields();
  REQUIRE(fields.size() > 1);
  bool within = false;
  for (auto* item = focus->parentItem(); item != nullptr; item = item->parentItem())
    within = within || item->objectName() == QStringLiteral("field.") + fields[1]->name();
  INFO(focus->objectName().toStdString() << ", not in " << fields[1]->name().toStdString());
  CHECK(within);
}

TEST_CASE("a member who was there before is not taken back by a tap") {
  NewMember open(wide);
  auto& session = *open.tablet.app().session();
  const auto kind = session.schema().kindByName("member")->number;
  const auto file =
      must(RecordFile::read(session.store(), session.schema().kindByName("household")->number, open.household));
  RecordController page(session, {kind, file.of(kind).front()->row.id, {}, 0, session.role()});
  CHECK(page.first().isEmpty());
  CHECK_FALSE(page.canRemove());
  page.remove();
  CHECK_FALSE(page.gone());
  CHECK(must(RecordFile::read(session.store(), kind, file.of(kind).front()->row.id)).top().row.kind == kind);
}
