// Several people on one tablet: each with a PIN and a folder, none seeing another's.
#include <catch2/catch.hpp>
#include <filesystem>

#include "app/controllers/tablet_users.h"
#include "shared/schema/record_builder.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/app/sample/sample_home.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// A second person beside the sample's, of another village, whose PIN is 5678.
void addSecond(const SampleFolder& folder, SampleClock& clock) {
  static const QTemporaryDir dir;
  static const std::string made = [&] {
    SampleOptions options;
    options.folder = dir.filePath(QStringLiteral("second")).toStdString();
    options.seed = 5;
    options.households = 8;
    options.rural = 0;
    options.visited = 2;
    must(makeSampleHome(options));
    must(PinLock(options.folder, clock, PinCost::least).set("5678"));
    return options.folder;
  }();
  std::filesystem::copy(made, folder.path() + "-2", std::filesystem::copy_options::recursive);
  TabletUsers::remember(folder.path() + "-2", "李桂英");
}

void edit(TabletSession& session, const char* text) {
  const auto& kind = *session.schema().kindByName("household");
  Edit edit;
  edit.kind = kind.number;
  edit.record = session.book()->rows().front().facts.id;
  edit.set = must(RecordBuilder(kind).read("address", text).fields());
  must(session.save(edit));
}

/// What the centre would say of everything that waits: received, and in its backups.
void archiveAll(TabletReplica& replica) {
  must(replica.seal());
  auto seq = must(replica.newestReceipt())->seq;
  for (;;) {
    const auto batches = must(replica.toSend(1 << 20));
    if (batches.empty()) break;
    for (const auto& one : batches) {
      Receipt receipt;
      receipt.head = chainHead(one.batch);
      receipt.epoch = must(replica.state()).epoch;
      receipt.seq = ++seq;
      receipt.count = static_cast<std::uint32_t>(one.batch.entries.size());
      receipt.received = sampleMorning;
      must(replica.take(receipt));
    }
  }
  must(replica.setArchived(seq));
}

}  // namespace

TEST_CASE("a tablet knows its people by their folders, and where the next one is enrolled") {
  SampleFolder folder;
  TabletUsers people(folder.path(), folder.clock);
  REQUIRE(people.list().size() == 1);  // a folder of before there were several
  CHECK(people.list().front().name == "张文光");
  CHECK(people.nextFolder() == folder.path() + "-2");
  addSecond(folder, folder.clock);
  REQUIRE(people.list().size() == 2);
  CHECK(people.list()[1].folder == folder.path() + "-2");
  CHECK(people.nextFolder() == folder.path() + "-3");
  // An enrolment that was begun is taken up again before another one is begun.
  std::filesystem::create_directory(folder.path() + "-4");
  std::filesystem::copy(folder.path() + "-2/card", folder.path() + "-4/card");
  CHECK(people.nextFolder() == folder.path() + "-4");
  std::filesystem::remove_all(folder.path());
  CHECK(people.list().size() == 1);
}

TEST_CASE("what a PIN opens is read while it is typed, shows only when it was right, and to its own person") {
  SampleFolder folder;
  addSecond(folder, folder.clock);
  TabletStage tablet(folder.path(), folder.clock);
  tablet.screen().settle();
  CHECK(tablet.app().session() == nullptr);  // nobody has touched it
  tablet.screen().tap(QStringLiteral("digit9"));
  tablet.screen().await([&] { return tablet.app().session() != nullptr && !tablet.app().today()->loading(); });
  CHECK(tablet.app().state() == TabletApp::Locked);
  tablet.tapPin({9, 9, 9});
  CHECK(tablet.app().state() == TabletApp::Locked);
  CHECK(tablet.screen().find(QStringLiteral("households")) == nullptr);
  CHECK(tablet.screen().named(QStringLiteral("导航")) == nullptr);
  tablet.screen().tap(QStringLiteral("user1"));
  tablet.tapPin({5, 6, 7, 8});
  REQUIRE(tablet.app().state() == TabletApp::Open);
  CHECK(tablet.app().session()->folder() == folder.path() + "-2");
  CHECK(tablet.screen().find(QStringLiteral("households")) != nullptr);
}

TEST_CASE("each person opens their own village with their own PIN, and nobody the other's") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  addSecond(folder, folder.clock);
  TabletStage tablet(folder.path(), folder.clock, size);
  CHECK(tablet.screen().reads(QStringLiteral("李桂英")));
  tablet.picture(QStringLiteral("lock-people"));
  tablet.screen().tap(QStringLiteral("user1"));
  tablet.tapPin({1, 2, 3, 4});
  CHECK(tablet.app().state() == TabletApp::Locked);  // the other one's PIN
  tablet.tapPin({5, 6, 7, 8});
  REQUIRE(tablet.app().state() == TabletApp::Open);
  tablet.screen().await([&] { return !tablet.app().today()->loading(); });
  CHECK(tablet.app().session()->folder() == folder.path() + "-2");
  CHECK(tablet.app().session()->book()->rows().size() == 8);
  const auto device = tablet.app().session()->home().card().device;

  tablet.app().lockNow();
  tablet.screen().settle();
  tablet.screen().tap(QStringLiteral("user0"));
  tablet.unlock();
  CHECK(tablet.app().session()->folder() == folder.path());
  CHECK(tablet.app().session()->book()->rows().size() > 100);
  CHECK(tablet.app().session()->home().card().device != device);
  for (const auto& one : tablet.screen().complaints()) UNSCOPED_INFO(one.toStdString());
  CHECK(tablet.screen().complaints().empty());
}

TEST_CASE("the present PIN is asked for before another one, and one can leave it at that") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  tablet.unlock();
  tablet.goTo(4);
  tablet.screen().tap(QStringLiteral("changePin"));
  CHECK(tablet.screen().reads(QStringLiteral("先输入现在的密码")));
  tablet.tapPin({9, 9, 9, 9});
  CHECK(tablet.screen().reads(QStringLiteral("密码不对，请再试一次")));
  tablet.screen().tap(QStringLiteral("cancelPin"));
  CHECK(tablet.app().state() == TabletApp::Open);
  tablet.screen().settle();
  tablet.screen().tap(QStringLiteral("changePin"));
  tablet.tapPin({1, 2, 3, 4});
  CHECK(tablet.screen().reads(QStringLiteral("设置解锁密码")));
  for (const auto& easy : std::vector<std::vector<int>>{{1, 1, 1, 1}, {1, 2, 3, 4}, {9, 8, 7, 6, 5}}) {
    tablet.tapPin(easy);
    CHECK(tablet.app().lock()->message().startsWith(QStringLiteral("这个密码太容易猜到")));
    CHECK_FALSE(tablet.app().lock()->repeating());
  }
  tablet.tapPin({2, 4, 6, 8});
  tablet.tapPin({2, 4, 6, 8});
  CHECK(tablet.app().state() == TabletApp::Open);
  tablet.app().lockNow();
  tablet.tapPin({1, 2, 3, 4});
  CHECK(tablet.app().state() == TabletApp::Locked);
  tablet.tapPin({2, 4, 6, 8});
  CHECK(tablet.app().state() == TabletApp::Open);
}

TEST_CASE("who walks away while choosing another PIN finds the tablet locked") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock);
  tablet.unlock();
  tablet.app().changePin();
  REQUIRE(tablet.app().lock()->changing());
  emit tablet.app().lock()->idled();
  tablet.app().lock()->cancel();
  CHECK(tablet.app().state() == TabletApp::Locked);
  CHECK_FALSE(tablet.app().lock()->changing());
}

TEST_CASE("somebody is added at the lock, and who changes their mind is back at it") {
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, tall);
  tablet.screen().tap(QStringLiteral("addUser"));
  CHECK(tablet.app().state() == TabletApp::Enrolling);
  CHECK(tablet.app().enrol()->folder() == folder.path() + "-2");
  CHECK(tablet.screen().reads(QStringLiteral("添加一位使用人")));
  CHECK(tablet.readsPart(QStringLiteral("这台平板已有 1 位使用人")));
  tablet.picture(QStringLiteral("enrol-second"));
  // An invitation is Latin letters and digits: characters would have to be switched off first.
  tablet.screen().tap(QStringLiteral("invitation"));
  tablet.screen().await([&] { return tablet.screen().find(QStringLiteral("keyboardKeys")) != nullptr; });
  tablet.screen().tap(QStringLiteral("key.b"));
  CHECK(tablet.screen().find(QStringLiteral("invitation"))->property("text").toString() == QStringLiteral("b"));
  tablet.screen().tap(QStringLiteral("key.hide"));
  tablet.screen().tap(QStringLiteral("cancelAdding"));
  CHECK(tablet.app().state() == TabletApp::Locked);
  tablet.unlock();
  CHECK(tablet.app().session()->folder() == folder.path());
  CHECK_FALSE(std::filesystem::exists(folder.path() + "-2/card"));
}

TEST_CASE("whoever asks whether the office has confirmed sees that it was asked, each time") {
  const QTemporaryDir dir;
  SampleOptions options;
  options.folder = dir.filePath(QStringLiteral("tablet")).toStdString();
  must(makeWaitingHome(options));
  SampleClock clock;
  clock.time = sampleMorning;
  TabletStage tablet(options.folder, clock, tall);
  auto& screen = tablet.screen();
  screen.await([&] { return tablet.readsPart(QStringLiteral("08:40:00 检查过：没有查成")); });
  clock.time += 17'000'000;
  screen.tap(QStringLiteral("ask"));
  screen.await([&] { return tablet.readsPart(QStringLiteral("08:40:17 检查过：没有查成")); });
  tablet.picture(QStringLiteral("enrol-checked"));
}

TEST_CASE("nobody is taken off the tablet while something waits to be sent or is in no backup") {
  SampleFolder folder;
  addSecond(folder, folder.clock);
  TabletStage tablet(folder.path(), folder.clock);
  tablet.unlock();
  tablet.goTo(4);
  tablet.picture(QStringLiteral("settings"));
  edit(*tablet.app().session(), "上坑屯");
  tablet.screen().tap(QStringLiteral("removeUser"));
  tablet.screen().settle();
  CHECK(tablet.screen().reads(QStringLiteral("现在不能移除")));
  CHECK(tablet.readsPart(QStringLiteral("没有交到县里，请先同步")));
  tablet.picture(QStringLiteral("remove-refused"));
  tablet.screen().tap(QStringLiteral("accept"));
  tablet.app().removeUser();  // past the page: refused as well
  tablet.screen().settle();
  CHECK(std::filesystem::exists(folder.path() + "/card"));
  CHECK(tablet.app().state() == TabletApp::Open);

  SECTION("once all is archived the person goes, and the other one stays as they were") {
    archiveAll(tablet.app().session()->replica());
    tablet.screen().tap(QStringLiteral("removeUser"));
    tablet.screen().settle();
    tablet.screen().tap(QStringLiteral("accept"));
    tablet.screen().settle();
    CHECK(tablet.app().state() == TabletApp::Locked);
    CHECK_FALSE(std::filesystem::exists(folder.path()));
    CHECK(tablet.app().users() == QStringList{QStringLiteral("李桂英")});
    tablet.tapPin({5, 6, 7, 8});
    CHECK(tablet.app().state() == TabletApp::Open);
  }
}
