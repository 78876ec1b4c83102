// What two people said of one record, and how a person decides between them, over a sample.
#include <QProcess>
#include <QTest>
#include <catch2/catch.hpp>

#include "app/controllers/conflicts_controller.h"
#include "app/controllers/household_controller.h"
#include "app/controllers/sync_controller.h"
#include "app/models/household_list_model.h"
#include "shared/replica/record_cache.h"
#include "shared/replica/schema_rules.h"
#include "shared/replica/tablet_notes.h"
#include "shared/schema/record_builder.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/app/sample/sample_home.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// A tablet, and the township's clerk 何雨 whose changes reach it without having seen what was written on it.
struct Quarrel {
  SampleFolder folder;
  std::unique_ptr<TabletSession> session;
  RecordRow before;  ///< a household as both have seen it

  Quarrel() : session(must(TabletSession::open(folder.path(), folder.clock))) {
    REQUIRE(QTest::qWaitFor([this] { return session->book() != nullptr && session->book()->complete(); }, 20'000));
    const auto& facts = session->book()->rows().back().facts;
    before = *must(must(session->store().read())->find(kind().number, facts.id));
  }
  const KindSpec& kind() { return *session->schema().kindByName("household"); }
  std::uint32_t number(const char* field) { return kind().fieldByName(field)->number; }
  std::vector<Field> written(const char* field, const char* text) {
    return must(RecordBuilder(kind()).read(field, text).fields());
  }
  ChangeId edit(const char* field, const char* text) {
    Edit edit;
    edit.kind = kind().number;
    edit.record = before.id;
    edit.set = written(field, text);
    must(session->save(edit));
    const auto row = must(must(session->store().read())->find(kind().number, before.id));
    return row->heads.headsOf(edit.set.front().number).front();
  }
  std::uint32_t clerk() {
    for (const auto& [user, name] : session->state().people)
      if (name == "何雨") return user;
    return 0;
  }
  /// By the clerk, on top of the writes that `bases` name.
  ChangeId arrives(std::vector<Field> set, std::vector<Bases> bases) { return arrives(before, set, bases); }
  ChangeId arrives(const RecordRow& to, std::vector<Field> set, std::vector<Bases> bases) {
    Change change;
    change.kind = to.kind;
    change.record = to.id;
    change.region = to.region;
    change.device = DeviceId::from(std::string(8, 'q')).value();
    change.user = clerk();
    change.role = 5;
    change.stamp = folder.clock.time;
    change.set = std::move(set);
    change.bases = std::move(bases);
    auto bytes = serialise(change);
    const auto id = idOf(hashOf(bytes));
    auto tx = must(session->store().begin());
    const SchemaRules rules(session->schema());
    RecordCache cache(*tx, rules);
    const auto seq = must(tx->lastSeq(true)) + 1;
    auto* row = must(cache.find(to.kind, to.id));
    must(noteReplaced(*tx, cache, *row, change));
    must(noteOverruled(*tx, cache, rules, *row, change, id, session->home().card().device));
    const auto applied = must(cache.apply(change, writerOf(change, id, seq, 0), nullptr));
    must(cache.flush());
    must(tx->setLastSeq(true, seq));
    must(tx->touch(applied.row->rec, seq));
    must(tx->addPending({seq, change.region, std::move(bytes)}));
    must(tx->commit());
    return id;
  }
  void removed() {
    (void)arrives({textField("重复登记")}, {{{wholeRecord}, before.heads.allHeads()}});
    const auto* old = session->book();
    session->reread();
    REQUIRE(QTest::qWaitFor([&] { return session->book() != old && session->book()->complete(); }, 20'000));
  }
  static Field textField(const char* text) {
    std::string wire;
    appendBytesField(wire, removalField, text);
    return {removalField, wire};
  }
};

QVariantMap side(const ConflictsController& page, int index, int conflict = 0) {
  return page.conflicts()[conflict].toMap()[QStringLiteral("values")].toList()[index].toMap();
}

}  // namespace

TEST_CASE("a removal against an edit names both sides, and the household stays in its list, marked") {
  Quarrel quarrel;
  const auto many = quarrel.session->book()->rows().size();
  const auto name = quarrel.session->book()->rows().back().facts.head;
  (void)quarrel.edit("address", "上坑屯二号");
  quarrel.removed();

  const auto& rows = quarrel.session->book()->rows();
  CHECK(rows.size() == many);
  const auto at = std::ranges::find(rows, name, [](const BookRow& row) { return row.facts.head; });
  REQUIRE(at != rows.end());
  CHECK(at->facts.removalOpen);
  HouseholdListModel list(quarrel.session->schema());
  list.show(quarrel.session->book(), {{static_cast<std::size_t>(at - rows.begin()), 0, false, {}}}, VisitOrder::name);
  const auto badges = list.data(list.index(0), HouseholdListModel::BadgesRole).toList();
  REQUIRE_FALSE(badges.isEmpty());
  CHECK(badges.front().toMap()[QStringLiteral("text")] == QStringLiteral("删除待定"));
  HouseholdController household(*quarrel.session, quarrel.before.id);
  CHECK(household.conflicts() == 1);

  const ConflictsController page(*quarrel.session, quarrel.before.id);
  REQUIRE(page.conflicts().size() == 1);
  const auto removal = side(page, 0), kept = side(page, 1);
  CHECK(removal[QStringLiteral("details")].toString().contains(QStringLiteral("重复登记")));
  CHECK(removal[QStringLiteral("by")].toString().contains(QStringLiteral("何雨（镇扶贫办）")));
  CHECK(removal[QStringLiteral("act")] == QStringLiteral("确定删除"));
  const auto changes = kept[QStringLiteral("details")].toString();
  INFO(changes.toStdString());
  CHECK(changes.contains(QStringLiteral("住址")));
  CHECK(changes.contains(QStringLiteral("上坑屯二号")));
  CHECK(kept[QStringLiteral("by")].toString().contains(QStringLiteral("张文光（本平板）")));
}

TEST_CASE("the household is kept by a decision of the tablet, or goes by it, and a slip is put right") {
  Quarrel quarrel;
  (void)quarrel.edit("address", "上坑屯二号");
  quarrel.removed();
  const auto removalNow = [&] {
    return must(must(quarrel.session->store().read())->value(quarrel.kind().number, quarrel.before.rec, removalField));
  };
  const auto listed = [&] {
    return std::ranges::any_of(quarrel.session->book()->rows(),
                               [&](const BookRow& row) { return row.facts.id == quarrel.before.id; });
  };
  ConflictsController page(*quarrel.session, quarrel.before.id);
  page.decide(0, 1);
  CHECK(page.problem().isEmpty());
  CHECK(removalNow().empty());
  CHECK(listed());
  REQUIRE(page.conflicts().size() == 1);
  CHECK(side(page, 1)[QStringLiteral("chosen")].toBool());

  page.decide(0, 0);
  CHECK(page.problem().isEmpty());
  CHECK(removalNow() == Quarrel::textField("重复登记").wire);
  CHECK(QTest::qWaitFor([&] { return !listed(); }, 20'000));
  const auto row = must(must(quarrel.session->store().read())->find(quarrel.kind().number, quarrel.before.id));
  REQUIRE(row);
  CHECK_FALSE(row->heads.removedUnseen());
  CHECK(side(page, 0)[QStringLiteral("chosen")].toBool());
}

TEST_CASE("a conflict of sensitive answers is masked until it is looked at, and each look is noted") {
  Quarrel quarrel;
  const auto bank = quarrel.number("bank");
  (void)quarrel.edit("bank", "五华农商银行");
  (void)quarrel.arrives(quarrel.written("bank", "邮储银行"), {{{bank}, quarrel.before.heads.headsOf(bank)}});
  ConflictsController page(*quarrel.session, quarrel.before.id);
  REQUIRE(page.conflicts().size() == 1);
  const auto texts = [&] {
    return side(page, 0)[QStringLiteral("text")].toString() + side(page, 1)[QStringLiteral("text")].toString();
  };
  const auto hidden = [&] { return page.conflicts()[0].toMap()[QStringLiteral("hidden")].toInt(); };
  const auto looks = [&] {
    return must(must(quarrel.session->store().read())->list(Space::draft, "look/", {}, 100)).size();
  };
  CHECK(hidden() == 1);
  CHECK_FALSE(texts().contains(QStringLiteral("银行")));
  CHECK(looks() == 0);
  page.reveal(0);
  CHECK(hidden() == 2);
  CHECK(texts().contains(QStringLiteral("五华农商银行")));
  CHECK(texts().contains(QStringLiteral("邮储银行")));
  CHECK(looks() == 1);
  page.reveal(0);
  CHECK(hidden() == 1);
  CHECK_FALSE(texts().contains(QStringLiteral("银行")));
  CHECK(looks() == 1);
}

TEST_CASE("a removal against a sensitive edit is masked until it is looked at, and each look is noted") {
  Quarrel quarrel;
  (void)quarrel.edit("bank", "五华农商银行");
  (void)quarrel.edit("address", "上坑屯二号");
  quarrel.removed();
  ConflictsController page(*quarrel.session, quarrel.before.id);
  REQUIRE(page.conflicts().size() == 1);
  const auto changes = [&] { return side(page, 1)[QStringLiteral("details")].toString(); };
  const auto hidden = [&] { return page.conflicts()[0].toMap()[QStringLiteral("hidden")].toInt(); };
  CHECK(hidden() == 1);
  CHECK_FALSE(changes().contains(QStringLiteral("五华农商银行")));
  page.reveal(0);
  CHECK(hidden() == 2);
  CHECK(changes().contains(QStringLiteral("五华农商银行")));
  const auto looks = must(must(quarrel.session->store().read())->list(Space::draft, "look/", {}, 100));
  REQUIRE(looks.size() == 1);
  CHECK(looks.front().key.ends_with(std::to_string(quarrel.number("bank"))));
  page.reveal(0);
  CHECK(hidden() == 1);
  CHECK_FALSE(changes().contains(QStringLiteral("五华农商银行")));
}

TEST_CASE("a removal without anything sensitive has no eye") {
  Quarrel quarrel;
  (void)quarrel.edit("address", "上坑屯二号");
  quarrel.removed();
  const ConflictsController page(*quarrel.session, quarrel.before.id);
  CHECK(page.conflicts()[0].toMap()[QStringLiteral("hidden")].toInt() == 0);
}

TEST_CASE("whose answer gave way is told by whom, what holds and what stood here, until it was read") {
  Quarrel quarrel;
  const auto open = must(quarrel.session->replica().conflicts(10));
  const auto sameDevice = [&](const ContestedField& field, const Writer& writer) {
    const auto entries = must(quarrel.session->replica().history(field.kind, field.record, field.field));
    const auto at = std::ranges::find(entries, writer.id, &HistoryEntry::change);
    return at != entries.end() && at->device == quarrel.session->home().card().device;
  };
  REQUIRE_FALSE(open.empty());
  const auto& one = open.front();
  REQUIRE(one.values.size() == 2);
  const auto ownAt = sameDevice(one, one.values[0].writer) ? 0u : 1u;
  REQUIRE(sameDevice(one, one.values[ownAt].writer));
  SyncController sync(*quarrel.session, {});
  CHECK(sync.overruled() == 0);

  const auto row = *must(must(quarrel.session->store().read())->find(one.kind, one.record));
  (void)quarrel.arrives(row, {{one.field, one.values[1 - ownAt].wire}}, {{{one.field}, row.heads.headsOf(one.field)}});
  quarrel.session->reread();
  REQUIRE(QTest::qWaitFor([&] { return sync.overruled() == 1; }, 20'000));
  ConflictsController page(*quarrel.session, {});
  CHECK(page.conflicts().size() + 1 == static_cast<qsizetype>(open.size()));
  REQUIRE(page.lost().size() == 1);
  const auto lost = page.lost().front().toMap();
  CHECK(lost[QStringLiteral("by")].toString().contains(QStringLiteral("何雨（镇扶贫办）")));
  CHECK(lost[QStringLiteral("decided")].toString().startsWith(QStringLiteral("已决定：")));
  CHECK(lost[QStringLiteral("own")].toString().startsWith(QStringLiteral("你填的是：")));
  CHECK_FALSE(lost[QStringLiteral("where")].toString().isEmpty());
  page.acknowledge(0);
  CHECK(page.lost().isEmpty());
  CHECK(QTest::qWaitFor([&] { return sync.overruled() == 0; }, 20'000));
}

TEST_CASE("a household whose removal is undecided says so on its page and on its record, and leads to the decision") {
  const auto size = GENERATE(wide, tall);
  Quarrel quarrel;
  (void)quarrel.edit("address", "上坑屯二号");
  quarrel.removed();
  const auto record = QString::fromStdString(toHex(quarrel.before.id.view()));
  quarrel.session.reset();
  TabletStage tablet(quarrel.folder.path(), quarrel.folder.clock, size);
  tablet.unlock();
  auto& screen = tablet.screen();
  tablet.app().openHousehold(record);
  screen.settle();
  CHECK(screen.reads(QStringLiteral("删除待定")));
  tablet.picture(QStringLiteral("removal-undecided"));
  screen.tap(QStringLiteral("file"));
  screen.await([&] { return screen.find(QStringLiteral("removal")) != nullptr; });
  tablet.picture(QStringLiteral("removal-undecided-record"));
  tablet.app().pages()->back();
  screen.tap(QStringLiteral("conflicts/act"));
  screen.tap(QStringLiteral("decide1"));
  tablet.app().pages()->back();
  screen.await([&] { return screen.find(QStringLiteral("conflicts")) == nullptr; });
  CHECK_FALSE(screen.reads(QStringLiteral("删除待定")));
}

TEST_CASE("a double tap decides one conflict, and its card stays where it was") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, tall);
  tablet.unlock();
  auto& screen = tablet.screen();
  tablet.app().openConflicts({});
  screen.settle();
  auto& page = *qobject_cast<ConflictsController*>(tablet.app().pages()->front());
  REQUIRE(page.conflicts().size() == 2);
  const auto first = page.conflicts()[0].toMap()[QStringLiteral("where")];
  screen.tapTwice(QStringLiteral("decide0"));
  const auto said = [&](int card) { return page.conflicts()[card].toMap()[QStringLiteral("said")].toString(); };
  CHECK(page.conflicts()[0].toMap()[QStringLiteral("where")] == first);
  CHECK_FALSE(said(0).isEmpty());
  CHECK(said(1).isEmpty());
}

TEST_CASE("the tablet without a screen marks what it lists while its removal is undecided, and nothing else") {
  Quarrel quarrel;
  (void)quarrel.edit("address", "上坑屯二号");
  quarrel.removed();
  const auto record = QString::fromStdString(toHex(quarrel.before.id.view()));
  quarrel.session.reset();
  const auto lines = [&](const QStringList& words) {
    QProcess program;
    program.start(QStringLiteral(BIANFANG_HEADLESS),
                  QStringList{QStringLiteral("--lang"), QStringLiteral("zh"), QStringLiteral("--home"),
                              QString::fromStdString(quarrel.folder.path())} +
                      words);
    REQUIRE(program.waitForFinished(60'000));
    REQUIRE(program.exitCode() == 0);
    return QString::fromUtf8(program.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  };
  const auto marked = [](const QStringList& all) { return all.filter(QStringLiteral("[删除待定]")); };
  const auto listed = marked(lines({QStringLiteral("list"), QStringLiteral("--most"), QStringLiteral("1000")}));
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().startsWith(record));
  const auto shown = marked(lines({QStringLiteral("show"), record}));
  REQUIRE(shown.size() == 1);
  CHECK(shown.front().contains(record));
}
