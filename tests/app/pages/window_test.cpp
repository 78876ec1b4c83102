// The real pages, tapped and typed at: unlock, find a household, correct something, be killed, and go on.
#include <QQmlComponent>
#include <QScreen>
#include <QTest>
#include <catch2/catch.hpp>
#include <set>

#include "app/controllers/household_controller.h"
#include "app/controllers/record_controller.h"
#include "app/controllers/record_lines.h"
#include "app/models/words.h"
#include "shared/store/pinyin.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/store/must.h"
#include "tests/wire_fields.h"

using namespace bf;
using namespace bf::test;

namespace {

/// "lfd" for 刘福达: what a person types to find somebody.
QString initialsOf(const QString& name) {
  QString made;
  for (const auto& syllable : pinyin(name.toStdString())) made += QChar::fromLatin1(syllable.front());
  return made;
}

/// Taps a household of the village's list that can be found by its initials; its name.
QString openByInitials(TabletStage& tablet) {
  tablet.goTo(1);
  const auto name = tablet.listed(0);
  tablet.screen().tap(QStringLiteral("search"));
  tablet.screen().type(initialsOf(name));
  REQUIRE(tablet.app().village()->list()->count() > 0);
  tablet.screen().settle();
  tablet.screen().tap(QStringLiteral("household.") + name);
  REQUIRE(tablet.app().pages()->count() == 1);
  return name;
}

}  // namespace

TEST_CASE("a wrong PIN keeps the village shut, the right one opens it") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  CHECK(tablet.screen().reads(QStringLiteral("输入密码解锁")));
  tablet.tapPin({4, 3, 2, 1});
  CHECK(tablet.app().state() == TabletApp::Locked);
  CHECK(tablet.screen().reads(QStringLiteral("密码不对，请再试一次")));
  tablet.unlock();
  CHECK(tablet.screen().reads(QStringLiteral("今日走访")));
  CHECK(tablet.screen().complaints().empty());
}

TEST_CASE("a day: find by initials, correct an answer, be killed, and find it saved") {
  const auto size = GENERATE(wide, tall);
  INFO(size.width() << "x" << size.height());
  SampleFolder folder;
  QString name, record;
  {
    TabletStage tablet(folder.path(), folder.clock, size);
    tablet.unlock();
    name = openByInitials(tablet);
    CHECK(tablet.screen().reads(name));
    auto* page = qobject_cast<HouseholdController*>(tablet.app().pages()->front());
    REQUIRE(page != nullptr);
    record = page->record();
    tablet.screen().tap(QStringLiteral("file"));
    REQUIRE(tablet.app().pages()->count() == 2);
    auto* form = tablet.app().pages()->front()->property("form").value<FormController*>();
    REQUIRE(form != nullptr);
    CHECK(form->field(QStringLiteral("address"))->readOnly());  // who only reads changes nothing by a stray tap
    tablet.screen().tap(QStringLiteral("modify"));
    tablet.screen().tap(QStringLiteral("field.network_signal/no"));
    form->field(QStringLiteral("address"))->type(QStringLiteral("上坑屯"));  // in mid-word
    // Killed here: nobody went back, nothing was closed in order.
  }
  TabletStage again(folder.path(), folder.clock, size);
  again.unlock();
  again.app().openHousehold(record);
  again.screen().settle();
  auto* page = qobject_cast<HouseholdController*>(again.app().pages()->front());
  CHECK(page->title() == name);
  CHECK(page->tiles()[4].toMap()[QStringLiteral("tone")].toInt() == Tone::Bad);
  CHECK(again.screen().reads(QStringLiteral("无信号")));
  again.screen().tap(QStringLiteral("file"));
  auto* form = again.app().pages()->front()->property("form").value<FormController*>();
  CHECK(form->field(QStringLiteral("address"))->text() == QStringLiteral("上坑屯"));
}

TEST_CASE("letters of Pinyin find a household before a character is chosen, and the end of a telephone does, too") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.unlock();
  tablet.goTo(1);
  const auto name = tablet.listed(0);
  const auto all = tablet.app().village()->list()->count();
  auto& screen = tablet.screen();
  screen.tap(QStringLiteral("search"));
  screen.await([&] { return screen.find(QStringLiteral("keyboardKeys")) != nullptr; });
  for (const auto letter : initialsOf(name)) screen.tap(QStringLiteral("key.") + letter);
  CHECK(screen.find(QStringLiteral("search"))->property("text").toString().isEmpty());
  CHECK(tablet.app().village()->list()->count() < all);
  screen.await([&] { return screen.find(QStringLiteral("household.") + name) != nullptr; });
  tablet.picture(QStringLiteral("search-composing"));
  for (int i = 0; i < name.size(); ++i) screen.tap(QStringLiteral("key.backspace"));
  CHECK(tablet.app().village()->list()->count() == all);

  const auto& rows = tablet.app().session()->book()->rows();
  const auto called = std::ranges::find_if(rows, [](const BookRow& row) { return row.facts.phone.size() >= 7; });
  REQUIRE(called != rows.end());
  screen.tap(QStringLiteral("key.symbols"));
  for (const auto digit : phoneTail(called->facts.phone)) screen.tap(QStringLiteral("key.") + QLatin1Char(digit));
  screen.await([&] { return screen.find(QStringLiteral("household.") + QString::fromStdString(called->facts.head)); });
  CHECK(screen.complaints().empty());
}

TEST_CASE("the sync page speaks of the county, and keeps addresses and numbers for support") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, tall);
  tablet.unlock();
  tablet.goTo(3);
  CHECK(tablet.screen().reads(QStringLiteral("县里收到的记录")));
  const auto device = words(toHex(tablet.app().session()->home().card().device.view()));
  const auto server = words(textOf(tablet.app().session()->home().card().server));
  CHECK_FALSE(tablet.readsPart(QStringLiteral("回执")));
  CHECK_FALSE(tablet.readsPart(server));
  CHECK_FALSE(tablet.readsPart(device));
  tablet.screen().tap(QStringLiteral("details"));
  CHECK(tablet.readsPart(server));
  CHECK(tablet.readsPart(device));
  tablet.screen().tap(QStringLiteral("details"));
  CHECK_FALSE(tablet.readsPart(server));
}

TEST_CASE("the window fills a tablet's screen, whichever side is up, and is a tablet's size on a larger one") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  QQmlComponent component(&tablet.screen().engine(), QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/Main.qml")));
  const auto sizeOn = [&](const QSizeF& room) {
    const std::unique_ptr<QObject> made(component.createWithInitialProperties(
        {{QStringLiteral("app"), QVariant::fromValue(&tablet.app())}, {QStringLiteral("room"), room}}));
    const auto* window = qobject_cast<QQuickWindow*>(made.get());
    INFO(component.errorString().toStdString());
    REQUIRE(window != nullptr);
    return window->size();
  };
  for (const auto& room : {QSize(800, 1280), QSize(1280, 800), QSize(1920, 1200), QSize(1200, 1920)})
    CHECK(sizeOn(room) == room);
  CHECK(sizeOn(QSizeF(2560, 1440)) == wide);
  CHECK(sizeOn(QSizeF(1440, 2560)) == wide);
}

TEST_CASE("each of the eight opens to what it rests on, and closes again") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  tablet.unlock();
  openByInitials(tablet);
  tablet.screen().tap(QStringLiteral("item.医疗"));
  tablet.screen().await([&] { return tablet.screen().reads(QStringLiteral("医疗保障")); });
  CHECK(tablet.readsPart(QStringLiteral("华扶组〔2018〕16号")));
  tablet.screen().tap(QStringLiteral("close"));
  tablet.screen().await([&] { return !tablet.readsPart(QStringLiteral("华扶组〔2018〕16号")); });
}

namespace {

/// The item's sheet, a fact in it, and whether the page of a record shows the question of that fact.
QQuickItem* correct(TabletStage& tablet, const char* item, const QString& line, const char* field) {
  tablet.screen().tap(QStringLiteral("item.") + QString::fromUtf8(item));
  tablet.screen().tap(QStringLiteral("itemFacts/line.") + line);
  tablet.screen().settle();
  REQUIRE(tablet.app().pages()->count() == 2);
  CHECK(qobject_cast<RecordController*>(tablet.app().pages()->front())->sought() ==
        QStringLiteral("field.") + QString::fromUtf8(field));
  tablet.screen().await([&] { return tablet.screen().find(QStringLiteral("frame")) != nullptr; });
  auto* editor = tablet.screen().find(QStringLiteral("field.") + QString::fromUtf8(field));
  REQUIRE(editor != nullptr);
  const auto top = editor->mapToScene({0, 0}).y(), bottom = editor->mapToScene({0, editor->height()}).y();
  INFO(field << " from " << top << " to " << bottom);
  CHECK(top >= 0);
  CHECK(bottom <= tablet.screen().window().height());
  return editor;
}

}  // namespace

TEST_CASE("a wrong fact of an item is two taps from its editor, and its correction changes the item at once") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.unlock();
  const auto& rows = tablet.app().session()->book()->rows();
  const auto row = std::ranges::find_if(rows, [](const BookRow& one) {
    return one.facts.poor() && one.facts.water == Answer::yes && one.facts.grade == choice::gradeB;
  });
  REQUIRE(row != rows.end());
  const auto facts = row->facts;
  tablet.app().openHousehold(QString::fromStdString(toHex(facts.id.view())));
  tablet.screen().settle();
  auto* page = qobject_cast<HouseholdController*>(tablet.app().pages()->front());
  const auto tone = [&](EightItem item) {
    return page->tiles()[static_cast<int>(item)].toMap()[QStringLiteral("tone")].toInt();
  };
  correct(tablet, "饮水", QStringLiteral("饮水安全"), "water_safe");
  tablet.picture(QStringLiteral("fact-water"));
  tablet.screen().tap(QStringLiteral("field.water_safe/no"));
  tablet.screen().tap(QStringLiteral("back"));
  CHECK(tone(EightItem::water) == Tone::Bad);

  correct(tablet, "住房", QStringLiteral("住房属于A、B级（最近为B级）"), "grade");
  tablet.picture(QStringLiteral("fact-grade"));
  // What an agency has found is only read until somebody wants to alter it.
  CHECK(qobject_cast<RecordController*>(tablet.app().pages()->front())->form()->locked());
  tablet.screen().tap(QStringLiteral("modify"));
  tablet.screen().tap(QStringLiteral("field.grade/choice4"));
  tablet.screen().tap(QStringLiteral("back"));
  CHECK(tone(EightItem::housing) == Tone::Bad);

  const auto name = QString::fromStdString(facts.members.back().name);
  correct(tablet, "医疗", name, "resident_medical");
  tablet.screen().tap(QStringLiteral("field.resident_medical/no"));
  tablet.screen().tap(QStringLiteral("back"));
  CHECK(tone(EightItem::medical) == Tone::Bad);
  CHECK(tablet.app().pages()->count() == 1);
  CHECK(tablet.screen().complaints().empty());
}

TEST_CASE("every fact of every item of every household leads to a question that its kind has") {
  SampleFolder folder;
  const auto session = must(TabletSession::open(folder.path(), folder.clock));
  REQUIRE(QTest::qWaitFor([&] { return session->book() != nullptr && session->book()->complete(); }, 20'000));
  std::set<std::uint32_t> kinds;
  int fresh = 0;
  for (const auto& row : session->book()->rows()) {
    HouseholdController page(*session, row.facts.id);
    for (int item = 0; item < static_cast<int>(eightCount); ++item) {
      page.look(item);
      for (const auto& line : page.itemFacts()->lines()) {
        INFO(line.key.toStdString() << " " << line.title.toStdString());
        const auto key = keyFrom(line.key);
        REQUIRE(key);
        const auto* kind = session->schema().kind(key->kind);
        REQUIRE(kind != nullptr);
        CHECK(kind->field(key->field) != nullptr);
        CHECK(key->record.isZero() != key->parent.isZero());
        kinds.insert(key->kind);
        fresh += key->record.isZero() ? 1 : 0;
      }
    }
  }
  CHECK(kinds.size() >= 4);
  CHECK(fresh > 0);
}

TEST_CASE("a fact of a finished record is corrected by a new one") {
  SampleFolder folder;
  const auto session = must(TabletSession::open(folder.path(), folder.clock));
  REQUIRE(QTest::qWaitFor([&] { return session->book() != nullptr && session->book()->complete(); }, 20'000));
  const auto& kind = *session->schema().kindByName("housing_assessment");
  const auto graded = [&](const RecordId& household) {
    HouseholdController page(*session, household);
    page.look(static_cast<int>(EightItem::housing));
    for (const auto& line : page.itemFacts()->lines())
      if (const auto key = keyFrom(line.key); key && key->kind == kind.number) return *key;
    return RecordKey{};
  };
  const auto& rows = session->book()->rows();
  const auto row = std::ranges::find_if(rows, [&](const auto& one) { return !graded(one.facts.id).record.isZero(); });
  REQUIRE(row != rows.end());
  Edit finish;
  finish.kind = kind.number;
  finish.record = graded(row->facts.id).record;
  finish.set = {numberField(finishedField, static_cast<std::uint64_t>(folder.clock.time))};
  must(session->replica().save(finish));
  CHECK(graded(row->facts.id).record.isZero());
  CHECK(graded(row->facts.id).parent == row->facts.id);
}

TEST_CASE("insurance that nobody asked for is answered from the item, for this year") {
  SampleFolder folder;
  const auto session = must(TabletSession::open(folder.path(), folder.clock));
  REQUIRE(QTest::qWaitFor([&] { return session->book() != nullptr && session->book()->complete(); }, 20'000));
  const auto kind = session->schema().kindByName("enrolment")->number;
  for (const auto& row : session->book()->rows()) {
    HouseholdController before(*session, row.facts.id);
    before.look(static_cast<int>(EightItem::medical));
    if (before.itemFacts()->lines().empty()) continue;
    must(session->replica().remove(kind, keyFrom(before.itemFacts()->lines().front().key)->record, "重复录入"));
    HouseholdController page(*session, row.facts.id);
    page.look(static_cast<int>(EightItem::medical));
    const auto line = [&] { return page.itemFacts()->lines().front(); };
    REQUIRE(line().key.contains('<'));
    CHECK(line().tone == Tone::Unknown);
    const auto key = *keyFrom(line().key);
    RecordController record(*session, {key.kind, {}, key.parent, 0, session->role()}, key.field);
    record.form()->field(QStringLiteral("resident_medical"))->answer(true);
    record.form()->field(QStringLiteral("severe_medical"))->answer(true);
    CHECK(line().tone == Tone::Good);
    CHECK_FALSE(line().key.contains('<'));
    return;
  }
  FAIL("the sample has nobody in it");
}

TEST_CASE("every place and page opens in both orientations and languages without a complaint") {
  const auto size = GENERATE(wide, tall);
  const auto language = GENERATE(Appearance::Chinese, Appearance::English);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.speak(language);
  tablet.unlock();
  for (int place = 0; place < 5; ++place) {
    tablet.goTo(place);
    CHECK(tablet.app().place() == place);
  }
  tablet.goTo(1);
  tablet.screen().tap(QStringLiteral("villageRecord"));
  CHECK(tablet.app().pages()->count() == 1);
  tablet.screen().tap(QStringLiteral("back"));
  CHECK(tablet.app().pages()->count() == 0);
  tablet.app().openConflicts({});
  tablet.screen().settle();
  tablet.screen().tap(QStringLiteral("decide0"));
  tablet.screen().await([&] { return tablet.app().sync()->conflicts() == 1; });
  // Of these pages: components and forms have tests of their own.
  for (const auto& one : tablet.screen().complaints()) {
    INFO(one.toStdString());
    CHECK_FALSE(one.contains(QStringLiteral("Bianfang/Pages")));
  }
}

TEST_CASE("nothing that a finger must hit is smaller than 48") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, tall);
  tablet.unlock();
  const auto check = [&](const char* where) {
    for (auto* item : tablet.screen().items()) {
      if (!item->inherits("QQuickAbstractButton") || !item->isEnabled()) continue;
      INFO(where << " " << accessibleName(item).toStdString() << " " << item->width() << "x" << item->height());
      CHECK(item->width() >= 48);
      CHECK(item->height() >= 48);
    }
  };
  for (int place = 0; place < 5; ++place) {
    tablet.goTo(place);
    check("place");
  }
  openByInitials(tablet);
  check("household");
  tablet.screen().tap(QStringLiteral("file"));
  check("record");
}

TEST_CASE("the tablet locks by hand, and opens where the person was") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  tablet.unlock();
  const auto name = openByInitials(tablet);
  tablet.screen().tap(QStringLiteral("item.医疗"));
  tablet.screen().await([&] { return tablet.screen().reads(QStringLiteral("医疗保障")); });
  tablet.app().lockNow();
  tablet.screen().settle();
  // Neither the page nor what lay open over it is left to be read.
  CHECK_FALSE(tablet.screen().reads(QStringLiteral("医疗保障")));
  CHECK_FALSE(tablet.screen().reads(name));
  CHECK(tablet.screen().reads(QStringLiteral("张文光")));
  tablet.tapPin({1, 2, 3, 4});
  CHECK(tablet.app().state() == TabletApp::Open);
  CHECK(tablet.screen().reads(name));
}

TEST_CASE("on another day the book is read anew as the tablet is unlocked, on the same one it is not") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  tablet.unlock();
  const auto* first = tablet.app().session()->book();
  tablet.app().lockNow();
  tablet.unlock();
  CHECK(tablet.app().session()->book() == first);
  tablet.app().lockNow();
  folder.clock.time += 24LL * 3600 * 1'000'000;
  tablet.unlock();
  tablet.screen().await([&] { return tablet.app().session()->book()->today() == 20180913; });
  CHECK(tablet.app().session()->book()->complete());
}

TEST_CASE("a tablet that nobody touches locks itself") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  tablet.unlock();
  tablet.app().lock()->setIdle(std::chrono::milliseconds(1));
  tablet.screen().await([&] { return tablet.app().state() == TabletApp::Locked; });
}
