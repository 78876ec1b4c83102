// What a visit tells its person when something cannot be kept, and that a visit that was given up stays as it is.
#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "tests/app/visit/visit_stage.h"
#include "tests/store/must.h"

using namespace bf;
using namespace bf::test;

namespace {

/// From here on the register of the store, where the visit notes how far it is, takes nothing more, or does again.
class FullRegister {
 public:
  explicit FullRegister(const std::string& folder) {
    REQUIRE(sqlite3_open((folder + "/tablet.db").c_str(), &store_) == SQLITE_OK);
    run("CREATE TRIGGER full BEFORE INSERT ON register BEGIN SELECT RAISE(ABORT, 'full'); END");
  }
  ~FullRegister() { sqlite3_close(store_); }
  void empty() { run("DROP TRIGGER full"); }

 private:
  void run(const char* sql) { REQUIRE(sqlite3_exec(store_, sql, nullptr, nullptr, nullptr) == SQLITE_OK); }
  sqlite3* store_ = nullptr;
};

}  // namespace

TEST_CASE("a step that could not be noted is told until something is kept again") {
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, wide);
  REQUIRE(stage.visit().problem().isEmpty());
  FullRegister full(folder.path());
  stage.tap("next");
  CHECK_FALSE(stage.visit().problem().isEmpty());
  CHECK(stage.screen().find(QStringLiteral("failure")) != nullptr);
  emit stage.session().recordChanged(0, {});  // a sync that reads all again is no reason to forget it
  CHECK_FALSE(stage.visit().problem().isEmpty());
  full.empty();
  stage.tap("next");
  CHECK(stage.visit().step() == 2);
  CHECK(stage.visit().problem().isEmpty());
}

TEST_CASE("after a visit was given up nothing of it is written, whatever was being typed") {
  SampleFolder folder;
  std::uint64_t waiting = 0;
  {
    VisitStage stage(folder.path(), folder.clock, wide);
    auto* typed = stage.visit().form()->field(QStringLiteral("conversation"));
    REQUIRE(typed != nullptr);
    stage.visit().discard(0);
    REQUIRE(stage.visit().gone());
    waiting = must(stage.session().replica().waiting()).changes;
    typed->type(QStringLiteral("想养蜂"));
  }
  const auto again = must(TabletSession::open(folder.path(), folder.clock));
  CHECK(must(again->replica().waiting()).changes == waiting);
}

TEST_CASE("a household that is not there has no visit, and the caller learns why") {
  SampleFolder folder;
  const auto session = must(TabletSession::open(folder.path(), folder.clock));
  CHECK(refused(openVisit(*session, RecordId{})) == Errc::notFound);
  CHECK(refused(lookAtVisit(*session, RecordId{}, RecordId{})) == Errc::notFound);
}
