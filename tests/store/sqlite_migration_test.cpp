// Stores made by earlier builds: by an earlier layout of the fixed tables, and by an earlier schema.

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "shared/store/sqlite_session.h"
#include "shared/store/sqlite_store.h"
#include "tests/store/conformance.h"
#include "tests/store/older_schema.h"
#include "tests/store/temp_dir.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;

Result<std::unique_ptr<SqliteStore>> openAt(const std::string& path, const Schema& schema = builtinSchema()) {
  return SqliteStore::open({.path = path, .vfs = {}}, schema);
}

void execute(const std::string& path, const std::string& sql) {
  const auto connection = must(Connection::open(path, {}, false));
  must(connection->execute(sql));
}

std::string dataFile(const std::string& name) { return std::string(BF_STORE_DATA) + "/" + name; }

/// What every stored database of an earlier layout holds; see the case that writes them.
const std::vector<Field> storedFields{textField(10, "13800000000"), textField(17, "王建国")};

void fill(Store& store) {
  write(store, [](StoreTx& tx) {
    const auto household = rootOf("household", 1, village, storedFields);
    must(tx.insert(household, storedFields));
    must(tx.insert(childOf("member", 2, household), {}));
    auto batch = sampleBatch(1, 1, 3);
    batch.received = 77;
    batch.held = {2};
    must(tx.append(batch));
    must(tx.touch(1, 3));
    must(tx.addPending({ownFrom, village, "pending"}));
    must(tx.publish({village, 1, FeedEvent::batch, 0}));
    must(tx.setLastSeq(false, 3));
    must(tx.put(Space::user, "key", "value"));
  });
}

void checkFilled(Store& store) {
  seen(store, [](StoreTx& tx) {
    const auto household = must(tx.load(kindNamed("household").number, 1));
    REQUIRE(household);
    CHECK(household->region == village);
    CHECK(household->heads == rootOf("household", 1, village, storedFields).heads);
    CHECK(must(tx.values(household->kind, 1)) == storedFields);
    CHECK(must(tx.children(household->kind, 1)).size() == 1);
    const auto batch = must(tx.batchAt(2));
    REQUIRE(batch);
    CHECK(batch->head == sampleBatch(1, 1, 3).head);
    CHECK(batch->received == 77);
    CHECK(batch->held == std::vector<std::uint32_t>{2});
    CHECK(must(tx.touches(1)) == std::vector<std::int64_t>{3});
    CHECK(must(tx.pendingAt(ownFrom))->change == "pending");
    CHECK(must(tx.feed(village, 0, 9)).size() == 1);
    CHECK(must(tx.lastSeq(false)) == 3);
    CHECK(must(tx.get(Space::user, "key")) == "value");
    CHECK(must(tx.search("wjg", 9)).size() == 1);
  });
}

}  // namespace

// How a new stored database is made before the layout changes: store_test "[make-data]" with the folder of the data in
// BIANFANG_MAKE_DATA, then `sqlite3 layout<n>.db .dump`, and `PRAGMA user_version` set as its last line.
TEST_CASE("stored databases are made by the build of their layout", "[.][make-data]") {
  const char* folder = std::getenv("BIANFANG_MAKE_DATA");
  REQUIRE(folder != nullptr);
  const auto schema = schemaOf({"Household", "Member"});
  const auto store = must(openAt(std::string(folder) + "/layout" + std::to_string(layoutVersion) + ".db", schema));
  fill(*store);
}

TEST_CASE("a store of every earlier layout opens with all that is in it, and goes on") {
  for (int layout = 1; layout <= layoutVersion; ++layout) {
    INFO("layout " << layout);
    const TempDir dir;
    std::ifstream dump(dataFile("layout" + std::to_string(layout) + ".sql"));
    REQUIRE(dump);
    execute(dir.file("store.db"), {std::istreambuf_iterator<char>(dump), {}});
    {
      const auto store = must(openAt(dir.file("store.db")));
      checkFilled(*store);
      must(store->verify());
      write(*store, [](StoreTx& tx) { must(tx.insert(rootOf("village", 9, village), {})); });
    }
    const auto again = must(openAt(dir.file("store.db")));
    checkFilled(*again);
  }
}

TEST_CASE("a store that a newer build made is refused and left as it is") {
  const TempDir dir;
  fill(*must(openAt(dir.file("store.db"))));
  execute(dir.file("store.db"), "PRAGMA user_version=" + std::to_string(layoutVersion + 1));
  CHECK(refused(openAt(dir.file("store.db"))) == Errc::unsupportedVersion);
  execute(dir.file("store.db"), "PRAGMA user_version=" + std::to_string(layoutVersion));
  checkFilled(*must(openAt(dir.file("store.db"))));
}

TEST_CASE("what an earlier schema kept as unknown bytes gets its columns when the schema knows them") {
  const TempDir dir;
  const auto older = schemaWithout({"household.needs", "household.has_card", "household.batches"});
  const std::vector<Field> fields{textField(17, "王建国"),
                                  {28, std::string("\xe2\x01\x02\x01\x03", 5)},
                                  textField(29, "养牛"),
                                  numberField(36, 1),
                                  textField(1900, "of a still newer schema")};
  const auto row = rootOf("household", 1, village);
  {
    const auto store = must(openAt(dir.file("store.db"), older));
    write(*store, [&](StoreTx& tx) {
      must(tx.insert(row, fields));
      must(tx.insert(rootOf("household", 2, village), {textField(29, "养猪")}));
    });
    seen(*store, [&](StoreTx& tx) { CHECK(must(tx.values(row.kind, 1)) == fields); });
  }
  {
    const auto store = must(openAt(dir.file("store.db")));
    seen(*store, [&](StoreTx& tx) {
      CHECK(must(tx.values(row.kind, 1)) == fields);
      CHECK(must(tx.value(row.kind, 2, 29)) == textField(29, "养猪").wire);
    });
    write(*store, [&](StoreTx& tx) { must(tx.update(row, {{29, {}}, {36, {}}}, 0)); });
    seen(*store, [&](StoreTx& tx) {
      CHECK(must(tx.values(row.kind, 1)) == std::vector<Field>{fields[0], fields[1], fields[4]});
    });
  }
  const auto connection = must(Connection::open(dir.file("store.db"), {}, true));
  CHECK(must(connection->text("SELECT batches FROM k_household WHERE rec=1")) == "[1,3]");
  CHECK(must(connection->number("SELECT count(*) FROM k_household WHERE extra IS NOT NULL")) == 1);
}

TEST_CASE("unknown bytes that do not fit the field when it becomes known do not keep the store from opening") {
  const TempDir dir;
  const auto row = rootOf("household", 1, village);
  {
    const auto older = schemaWithout({"household.has_card"});
    const auto store = must(openAt(dir.file("store.db"), older));
    write(*store, [&](StoreTx& tx) { must(tx.insert(row, {textField(17, "王"), textField(36, "yes")})); });
  }
  const auto store = must(openAt(dir.file("store.db")));
  seen(*store, [&](StoreTx& tx) { CHECK(must(tx.values(row.kind, 1)) == std::vector<Field>{textField(17, "王")}); });
}

TEST_CASE("a store whose schema is newer than the program's is refused: it would hide what it cannot name") {
  const TempDir dir;
  fill(*must(openAt(dir.file("store.db"))));
  const auto older = schemaWithout({"household.needs"});
  const auto refusal = openAt(dir.file("store.db"), older);
  CHECK(refused(refusal) == Errc::unsupportedVersion);
  CHECK_THAT(refusal.error().detail, Catch::Contains("household.needs"));
  checkFilled(*must(openAt(dir.file("store.db"))));
}

TEST_CASE("two programs may open a store that has to be brought to a newer schema at once") {
  const TempDir dir;
  const auto older = schemaWithout({"household.needs", "household.has_card"});
  must(openAt(dir.file("store.db"), older)).reset();
  const auto first = must(openAt(dir.file("store.db")));
  const auto second = must(openAt(dir.file("store.db")));
  write(*first, [](StoreTx& tx) { must(tx.insert(rootOf("household", 1, village), {textField(29, "养牛")})); });
  seen(*second, [](StoreTx& tx) { CHECK(must(tx.value(20, 1, 29)) == textField(29, "养牛").wire); });
}

}  // namespace bf::test
