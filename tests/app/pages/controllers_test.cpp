// Controllers over a sample, without pages.
#include <QSignalSpy>
#include <QTest>
#include <catch2/catch.hpp>

#include "app/controllers/authors.h"
#include "app/controllers/conflicts_controller.h"
#include "app/controllers/household_controller.h"
#include "app/controllers/households_controller.h"
#include "app/controllers/problems_controller.h"
#include "app/controllers/record_controller.h"
#include "app/controllers/record_lines.h"
#include "app/controllers/sync_controller.h"
#include "shared/schema/record_builder.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/app/sample/sample_home.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

struct Opened {
  SampleFolder folder;
  ToldPlace place;
  Whereabouts whereabouts{&place, folder.clock};
  std::unique_ptr<TabletSession> session;
  Opened() : session(must(TabletSession::open(folder.path(), folder.clock))) {
    REQUIRE(QTest::qWaitFor([this] { return session->book() != nullptr && session->book()->complete(); }, 20'000));
  }
  const KindSpec& kind(const char* name) { return *session->schema().kindByName(name); }
  void edit(const RecordId& record, const char* field, const char* text) {
    Edit edit;
    edit.kind = kind("household").number;
    edit.record = record;
    edit.set = must(RecordBuilder(kind("household")).read(field, text).fields());
    must(session->save(edit));
  }
};

int tileTone(HouseholdController& page, EightItem item) {
  return page.tiles()[static_cast<int>(item)].toMap()[QStringLiteral("tone")].toInt();
}

}  // namespace

TEST_CASE("the session knows the person, the village and the role from the centre's scope") {
  Opened tablet;
  CHECK(tablet.session->state().userName == "张文光");
  CHECK_FALSE(tablet.session->regionName().empty());
  CHECK(tablet.session->role() == 1);
  CHECK(tablet.session->planOptions().roundFrom == 20180101);
}

TEST_CASE("the share of the round says whose round it is") {
  Opened tablet;
  HouseholdsController today(*tablet.session, tablet.whereabouts, HouseholdsController::Scope::today);
  CHECK(today.roundName() == QStringLiteral("本年村书记走访户数"));
  QTemporaryDir dir;
  SampleOptions clerk;
  clerk.folder = dir.filePath(QStringLiteral("clerk")).toStdString();
  clerk.households = 12;
  clerk.rural = 0;
  clerk.visited = 4;
  clerk.villages = 2;
  must(makeSampleHome(clerk));
  const auto session = must(TabletSession::open(clerk.folder, tablet.folder.clock));
  const HouseholdsController theirs(*session, tablet.whereabouts, HouseholdsController::Scope::today);
  CHECK(theirs.roundName() == QStringLiteral("本年乡镇书记走访户数"));
}

TEST_CASE("a filter leaves as many households as it says") {
  Opened tablet;
  HouseholdsController today(*tablet.session, tablet.whereabouts, HouseholdsController::Scope::today);
  const auto filters = today.filters();
  for (int i = 0; i < filters.size(); ++i) {
    today.setFilter(0);
    if (i != 0) today.setFilter(i);
    INFO(filters[i].toMap()[QStringLiteral("text")].toString().toStdString());
    CHECK(today.list()->count() == filters[i].toMap()[QStringLiteral("count")].toInt());
  }
}

TEST_CASE("a search goes over all households, whatever the filter says") {
  Opened tablet;
  HouseholdsController village(*tablet.session, tablet.whereabouts, HouseholdsController::Scope::all);
  village.setFilter(6);  // general households
  const auto& poor = tablet.session->book()->rows().front().facts;
  village.search(QString::fromStdString(poor.head));
  REQUIRE(village.list()->count() > 0);
  CHECK(village.list()->data(village.list()->index(0), HouseholdListModel::TitleRole).toString().toStdString() ==
        poor.head);
  village.search(QStringLiteral("没有这个人"));
  CHECK(village.list()->count() == 0);
  village.search({});
  CHECK(village.list()->count() > 0);
}

TEST_CASE("who is found through a member stands behind the heads of that name, and says through whom") {
  Opened tablet;
  HouseholdsController village(*tablet.session, tablet.whereabouts, HouseholdsController::Scope::all);
  const auto& rows = tablet.session->book()->rows();
  const auto said = [&](int row) {
    const auto& list = *village.list();
    return list.data(list.index(row), HouseholdListModel::SubtitleRole).toString();
  };
  for (const auto& row : rows) {
    if (row.facts.members.size() < 2 || row.facts.members.back().name == row.facts.head) continue;
    const auto member = QString::fromStdString(row.facts.members.back().name);
    village.search(member);
    INFO(member.toStdString());
    REQUIRE(village.list()->count() > 0);
    int through = 0;
    for (int i = 0; i < village.list()->count(); ++i)
      through += said(i).startsWith(QStringLiteral("成员：%1 · ").arg(member)) ? 1 : 0;
    CHECK(through > 0);
    village.search({});
    CHECK_FALSE(said(0).contains(QStringLiteral("成员：")));
    return;
  }
  FAIL("the sample has no second member");
}

TEST_CASE("each fact of an item says when and by whom, its source stays whole, and no child at school is told") {
  Opened tablet;
  int told = 0, empty = 0;
  for (const auto& row : tablet.session->book()->rows()) {
    HouseholdController page(*tablet.session, row.facts.id);
    CHECK(page.itemFacts()->count() == 0);  // nobody has looked
    page.look(static_cast<int>(EightItem::water));
    REQUIRE(page.itemFacts()->count() == 1);
    if (row.facts.water != Answer::unknown) {
      INFO(page.itemFacts()->lines()[0].subtitle.toStdString());
      const auto who = page.itemFacts()->lines()[0].subtitle.section(QStringLiteral(" · "), 0, 0);
      CHECK((who == QStringLiteral("县办公室（县扶贫办）") || who == QStringLiteral("张文光（本平板）")));
      CHECK(page.itemFacts()->lines()[0].subtitle.endsWith(QStringLiteral(":40")));  // the sample works at that minute
      ++told;
    }
    CHECK(page.itemSource().remove(QChar(0x2060)).contains(QStringLiteral("第1项：“")));
    page.look(static_cast<int>(EightItem::school));
    if (page.itemFacts()->count() > 0 || row.facts.members.empty()) continue;
    CHECK(page.itemEmpty() == QStringLiteral("户内没有义务教育阶段的孩子"));
    ++empty;
  }
  CHECK(told > 0);
  CHECK(empty > 0);
}

TEST_CASE("an edit changes the tile of the household, the list and what waits, at once") {
  Opened tablet;
  const auto& rows = tablet.session->book()->rows();
  const auto at = std::ranges::find_if(rows, [](const BookRow& row) {
    return row.facts.poor() && row.facts.tv == Answer::yes && row.facts.lastVisit != 0;
  });
  REQUIRE(at != rows.end());
  const auto id = at->facts.id;
  HouseholdController page(*tablet.session, id);
  SyncController sync(*tablet.session, {});
  const int waiting = sync.waitingRecords();
  REQUIRE(tileTone(page, EightItem::tv) == Tone::Good);
  QSignalSpy rowChanged(tablet.session.get(), &TabletSession::rowChanged);
  tablet.edit(id, "tv_signal", "否");
  CHECK(tileTone(page, EightItem::tv) == Tone::Bad);
  CHECK(rowChanged.count() == 1);
  QSignalSpy counted(&sync, &SyncController::changed);
  CHECK(counted.wait());
  CHECK(sync.waitingRecords() == waiting + 1);
}

TEST_CASE("a part of a household that is empty says where its records are made") {
  Opened tablet;
  HouseholdController page(*tablet.session, tablet.session->book()->rows().front().facts.id);
  for (const int part : {1, 2, 6}) {  // housing, insurance, evidence
    page.setPart(part);
    CHECK(page.emptyWords().contains(QStringLiteral("走访时")));
  }
}

TEST_CASE("the history of a field names who wrote it, the newest first") {
  Opened tablet;
  const auto id = tablet.session->book()->rows().front().facts.id;
  tablet.edit(id, "address", "上坑屯一号");
  tablet.folder.clock.time += 60'000'000;
  tablet.edit(id, "address", "上坑屯二号");
  RecordController page(*tablet.session, {tablet.kind("household").number, id, {}, 0, 1});
  page.lookBack(static_cast<int>(tablet.kind("household").fieldByName("address")->number));
  REQUIRE(page.history()->count() >= 2);
  CHECK(page.history()->lines()[0].title == QStringLiteral("上坑屯二号"));
  CHECK(page.history()->lines()[0].badge == QStringLiteral("现值"));
  CHECK(page.history()->lines()[1].title == QStringLiteral("上坑屯一号"));
  const auto& last = page.history()->lines()[0].subtitle;
  CHECK(last.contains(QStringLiteral("张文光（本平板） · 9月12日")));  // who, when
  CHECK(last.contains(QStringLiteral("待同步")));
  CHECK(last.contains(QStringLiteral("原为：上坑屯一号")));
}

TEST_CASE("a history names the person of another tablet with the duty, and both sides of a decision") {
  Opened tablet;
  const auto conflicts = must(tablet.session->replica().conflicts(10));
  REQUIRE_FALSE(conflicts.empty());
  const auto& one = conflicts.front();
  RecordController page(*tablet.session, {one.kind, one.record, {}, 0, 1});
  const auto said = [&] {
    page.lookBack(static_cast<int>(one.field));
    QStringList lines;
    for (const auto& line : page.history()->lines()) lines << line.title + QLatin1Char('|') + line.subtitle;
    return lines;
  };
  const auto open = said();
  INFO(open.join(QLatin1Char('\n')).toStdString());
  CHECK(open.filter(QStringLiteral("张文光（本平板）")).size() >= 1);
  const auto others = open.filter(QStringLiteral("何雨（镇扶贫办）"));
  CHECK(others.size() >= 1);
  // Both sides replaced what the register had brought.
  REQUIRE(open.size() == 3);
  const auto first = open[2].section(QLatin1Char('|'), 0, 0);
  CHECK(open[0].endsWith(QStringLiteral("\n原为：") + first));
  CHECK(open[1].endsWith(QStringLiteral("\n原为：") + first));
  CHECK(open[2].endsWith(QStringLiteral("\n建档时填写")));
  ConflictsController decision(*tablet.session, {});
  decision.decide(0, 1);
  const auto sides = said().front().section(QStringLiteral("\n两种说法中选定，原为："), 1).split(QStringLiteral("；"));
  CHECK(sides.size() == 2);
  for (int side = 0; side < 2; ++side) CHECK(sides.contains(open[side].section(QLatin1Char('|'), 0, 0)));
}

TEST_CASE("an insurance record says whose it is, and when the person has another one of the year") {
  Opened tablet;
  const auto& enrolment = tablet.kind("enrolment");
  const auto& member = tablet.kind("member");
  const auto household = tablet.session->book()->rows().front().facts.id;
  const auto file = must(RecordFile::read(tablet.session->store(), tablet.kind("household").number, household));
  REQUIRE_FALSE(file.of(member.number).empty());
  const auto* person = file.of(member.number).front();
  const auto name = shownIn(member, person->fields, "name");
  REQUIRE_FALSE(name.isEmpty());
  RecordController first(*tablet.session, {enrolment.number, {}, person->row.id, 0, 1});
  CHECK(first.subtitle() == name);
  first.form()->field(QStringLiteral("year"))->answer(2031);
  CHECK(first.title() == QStringLiteral("2031年"));
  CHECK(first.subtitle() == name + QStringLiteral(" · 参保与健康服务"));
  CHECK(first.twin().isEmpty());
  RecordController second(*tablet.session, {enrolment.number, {}, person->row.id, 0, 1});
  second.form()->field(QStringLiteral("year"))->answer(2031);
  CHECK(second.twin().contains(name));
  second.form()->field(QStringLiteral("year"))->answer(2032);
  CHECK(second.twin().isEmpty());
  RecordController of(*tablet.session, {tablet.kind("household").number, household, {}, 0, 1});
  CHECK_FALSE(of.subtitle().contains(name));
}

TEST_CASE("what the register had brought stands as the value before the first edit") {
  Opened tablet;
  const auto& kind = tablet.kind("household");
  const auto id = tablet.session->book()->rows().front().facts.id;
  const auto old = tablet.session->book()->rows().front().facts.group;
  REQUIRE_FALSE(old.empty());
  tablet.edit(id, "group_name", "新屯");
  RecordController page(*tablet.session, {kind.number, id, {}, 0, 1});
  page.lookBack(static_cast<int>(kind.fieldByName("group_name")->number));
  REQUIRE(page.history()->count() >= 1);
  const auto last = page.history()->lines()[0].subtitle;
  INFO(last.toStdString());
  CHECK(last.contains(QStringLiteral("原为：") + QString::fromStdString(old)));
}

TEST_CASE("an author is named where the tablet knows the name, else by duty and number, never by a bare number") {
  Opened tablet;
  const auto device = [](char byte) { return DeviceId::from(std::string(8, byte)).value(); };
  auto& session = *tablet.session;
  session.setPeople({{device('b'), "古秀英"}});
  CHECK(authorWords(session, session.home().card().device, 1, 1) == QStringLiteral("张文光（本平板）"));
  CHECK(authorWords(session, device('b'), 9, 2) == QStringLiteral("古秀英（本平板）"));
  REQUIRE(session.user() != 0);
  CHECK(authorWords(session, device('c'), session.user(), 1) == QStringLiteral("张文光（另一台平板）"));
  CHECK(authorWords(session, device('c'), 4711, 2) == QStringLiteral("帮扶责任人（人员编号4711）"));
  CHECK(authorWords(session, device('c'), 0, 7) == QStringLiteral("县扶贫办"));
  CHECK(authorWords(session, device('c'), 0, 0) == QStringLiteral("另一台平板"));
  CHECK(authorWords(session, {}, 0, 0).isEmpty());
}

TEST_CASE("a field that came with the first picture of the village has its last writer in its history") {
  Opened tablet;
  const auto& household = tablet.kind("household");
  const auto head = static_cast<int>(household.fieldByName("head_name")->number);
  for (const auto& row : tablet.session->book()->rows()) {
    RecordController page(*tablet.session, {household.number, row.facts.id, {}, 0, 1});
    page.lookBack(head);
    INFO(row.facts.head);
    REQUIRE(page.history()->count() >= 1);
    CHECK(page.history()->lines()[0].title.toStdString() == row.facts.head);
    CHECK(page.history()->lines()[0].subtitle.contains(QStringLiteral("县扶贫办")));
  }
}

TEST_CASE("a conflict shows both sides, and the side that is chosen holds") {
  Opened tablet;
  ConflictsController conflicts(*tablet.session, {});
  REQUIRE(conflicts.conflicts().size() == 2);
  const auto first = conflicts.conflicts().front().toMap();
  const auto values = first[QStringLiteral("values")].toList();
  REQUIRE(values.size() == 2);
  const auto other = values[1].toMap()[QStringLiteral("text")].toString();
  conflicts.decide(0, 1);
  CHECK(conflicts.problem().isEmpty());
  const auto open = [&] {
    const auto all = conflicts.conflicts();
    return std::ranges::count_if(all, [](const auto& one) { return one.toMap()[QStringLiteral("said")] == QString(); });
  };
  CHECK(open() == 1);
  CHECK(conflicts.subtitle().contains(QLatin1Char('1')));
  const auto at = std::ranges::find_if(tablet.session->book()->rows(), [&](const BookRow& row) {
    return first[QStringLiteral("where")].toString().toStdString() == row.facts.head;
  });
  REQUIRE(at != tablet.session->book()->rows().end());
  const auto view = must(tablet.session->editor().load(tablet.kind("household").number, at->facts.id));
  CHECK(shownIn(tablet.kind("household"), view.values, "network_signal") == other);

  // A slip of the finger: both sides are still there, and the other one can be taken.
  // It stays where it was: the next one does not slide under the finger.
  const auto decided = conflicts.conflicts().front().toMap();
  CHECK(decided[QStringLiteral("where")] == first[QStringLiteral("where")]);
  CHECK(decided[QStringLiteral("said")].toString().contains(other));
  CHECK(decided[QStringLiteral("said")].toString().contains(QStringLiteral("打开这条记录点“修改”")));
  CHECK(decided[QStringLiteral("values")].toList().size() == 2);
  CHECK(decided[QStringLiteral("values")].toList()[1].toMap()[QStringLiteral("chosen")].toBool());
  conflicts.decide(0, 0);
  const auto again = must(tablet.session->editor().load(tablet.kind("household").number, at->facts.id));
  CHECK(shownIn(tablet.kind("household"), again.values, "network_signal") ==
        values[0].toMap()[QStringLiteral("text")].toString());
  CHECK(open() == 1);
  CHECK(conflicts.conflicts().size() == 2);
}

TEST_CASE("problems stand by their deadlines, the overdue first, the closed apart") {
  Opened tablet;
  ProblemsController problems(*tablet.session);
  CHECK(problems.open() == 6);
  CHECK(problems.overdue() == 1);
  CHECK(problems.lines()->count() == 6);
  CHECK(problems.lines()->lines().front().tone == Tone::Bad);
  problems.setFilter(3);
  REQUIRE(problems.lines()->count() == 1);
  CHECK(problems.lines()->lines().front().tone == Tone::Good);
}

TEST_CASE("what is typed is kept letter by letter, and a session that dies loses none of it") {
  Opened tablet;
  const auto id = tablet.session->book()->rows().front().facts.id;
  const auto kind = tablet.kind("household").number;
  const auto needs = tablet.kind("household").fieldByName("needs")->number;
  REQUIRE(tablet.session->editor().keepDraft(kind, id, needs, "想养蜂"));
  tablet.session.reset();
  tablet.session = must(TabletSession::open(tablet.folder.path(), tablet.folder.clock));
  const auto view = must(tablet.session->editor().load(kind, id));
  REQUIRE(view.drafts.contains(needs));
  CHECK(view.drafts.at(needs) == "想养蜂");
  REQUIRE(tablet.session->editor().keepDraft(kind, id, needs, ""));
  CHECK(must(tablet.session->editor().load(kind, id)).drafts.empty());
}

TEST_CASE("how long ago the place was found is told as time goes by") {
  SampleClock clock;
  clock.time = sampleMorning;
  ToldPlace place;
  Whereabouts whereabouts(&place, clock, std::chrono::milliseconds(1));
  QSignalSpy changed(&whereabouts, &Whereabouts::changed);
  const auto saysNext = [&] {
    changed.clear();
    REQUIRE(changed.wait());
    return whereabouts.words();
  };
  place.tell({239'000'000, 1'157'000'000, 0});
  CHECK(saysNext() == QStringLiteral("刚刚定位"));
  clock.time += 59'999'999;
  CHECK(saysNext() == QStringLiteral("刚刚定位"));
  clock.time += 1;
  CHECK(saysNext() == QStringLiteral("1分钟前定位"));
  clock.time += 58LL * 60'000'000;
  CHECK(saysNext() == QStringLiteral("59分钟前定位"));
  clock.time += 60'000'000;
  CHECK(saysNext() == QStringLiteral("1小时前定位"));
}

TEST_CASE("a place is good for ten minutes") {
  SampleClock clock;
  clock.time = sampleMorning;
  ToldPlace place;
  Whereabouts whereabouts(&place, clock);
  whereabouts.want();
  CHECK(place.sought == 1);
  whereabouts.want();
  CHECK(place.sought == 1);  // being looked for
  place.tell({239'000'000, 1'157'000'000, 0});
  clock.time += 600'000'000;
  whereabouts.want();
  CHECK(place.sought == 1);
  clock.time += 1;
  whereabouts.want();
  CHECK(place.sought == 2);
}

TEST_CASE("a tablet whose date is a year off says so with both dates, and tells no day without its year") {
  Opened tablet;
  SyncController sync(*tablet.session, {});
  CHECK(sync.clockWarning().isEmpty());
  constexpr Micros year = 365LL * 86'400'000'000;
  must(tablet.session->replica().setClockOff(year));
  tablet.session->reread();
  REQUIRE(QTest::qWaitFor([&] { return !sync.clockWarning().isEmpty(); }, 20'000));
  CHECK(sync.clockWarning().contains(QStringLiteral("平板上是2018年9月12日，县里是2019年9月12日")));
  REQUIRE(sync.receipts()->count() > 0);
  for (const auto& line : sync.receipts()->lines()) CHECK(line.subtitle.contains(QStringLiteral("2018年")));
  CHECK(sync.lastTime().contains(QStringLiteral("年")));
  // An hour is no wrong date.
  must(tablet.session->replica().setClockOff(3'600'000'000));
  tablet.session->reread();
  CHECK(QTest::qWaitFor([&] { return sync.clockWarning().isEmpty(); }, 20'000));
}

TEST_CASE("without a network the sync page says so, and nothing that waits is gone") {
  Opened tablet;
  SyncController sync(*tablet.session, {});
  const int waiting = sync.waitingRecords();
  REQUIRE(waiting > 0);
  QSignalSpy changed(&sync, &SyncController::changed);
  sync.start();
  CHECK(sync.running());
  REQUIRE(QTest::qWaitFor([&] { return !sync.running(); }, 30'000));
  CHECK(sync.headline() == QStringLiteral("这次没有同步成功"));
  CHECK(sync.detail().contains(QStringLiteral("都保存在平板上")));
  CHECK(sync.waitingRecords() == waiting);
}
