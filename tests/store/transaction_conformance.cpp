#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/store/conformance.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;

std::optional<std::string> entry(Store& store, std::string_view key) {
  return seen(store, [&](StoreTx& tx) { return must(tx.get(Space::meta, key)); });
}

}  // namespace

TEST_CASE("a transaction that is not committed leaves nothing of any kind") {
  FOR_EACH_ENGINE(bed);
  const auto household = rootOf("household", 1, village);
  {
    auto tx = must(bed.store().begin());
    must(tx->insert(household, {textField(fieldNumber("household", "head_name"), "王")}));
    must(tx->append(sampleBatch(1, 1, 2)));
    must(tx->touch(1, 2));
    must(tx->publish({village, 1, FeedEvent::batch, 0}));
    must(tx->setLastSeq(false, 2));
    must(tx->addPending({5, village, "x"}));
    must(tx->put(Space::meta, "a", "b"));
    CHECK(must(tx->load(household.kind, 1)));
  }
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK_FALSE(must(tx.load(household.kind, 1)));
    CHECK_FALSE(must(tx.batchAt(1)));
    CHECK(must(tx.touches(1)).empty());
    CHECK(must(tx.feed(village, 0, 9)).empty());
    CHECK(must(tx.lastSeq(false)) == 0);
    CHECK(must(tx.pending(9)).empty());
    CHECK_FALSE(must(tx.get(Space::meta, "a")));
    CHECK(must(tx.search("王", 9)).empty());
  });
  write(bed.store(), [](StoreTx& tx) { must(tx.put(Space::meta, "next", "works")); });
  CHECK(entry(bed.store(), "next") == "works");
}

TEST_CASE("work that fails inside a transaction is undone alone, at any depth") {
  FOR_EACH_ENGINE(bed);
  write(bed.store(), [](StoreTx& tx) {
    must(tx.put(Space::meta, "before", "1"));
    const auto failed = tx.nested([&]() -> Result<void> {
      must(tx.put(Space::meta, "inside", "1"));
      must(tx.nested([&]() -> Result<void> { return tx.put(Space::meta, "deeper", "1"); }));
      return fail(Errc::invalidValue, "on purpose");
    });
    REQUIRE(refused(failed) == Errc::invalidValue);
    CHECK(failed.error().detail == "on purpose");
    CHECK_FALSE(must(tx.get(Space::meta, "inside")));
    must(tx.nested([&]() -> Result<void> {
      CHECK(refused(tx.nested([&]() -> Result<void> {
              must(tx.put(Space::meta, "lost", "1"));
              return fail(Errc::busy);
            })) == Errc::busy);
      return tx.put(Space::meta, "kept", "1");
    }));
  });
  CHECK(entry(bed.store(), "before"));
  CHECK(entry(bed.store(), "kept"));
  for (const auto* gone : {"inside", "deeper", "lost"}) CHECK_FALSE(entry(bed.store(), gone));
}

TEST_CASE("nothing is done through a transaction that was committed") {
  FOR_EACH_ENGINE(bed);
  auto tx = must(bed.store().begin());
  must(tx->put(Space::meta, "a", "1"));
  must(tx->commit());
  CHECK_FALSE(tx->put(Space::meta, "b", "1"));
  CHECK_FALSE(tx->get(Space::meta, "a"));
  CHECK_FALSE(tx->commit());
  tx.reset();
  CHECK(entry(bed.store(), "a"));
  CHECK_FALSE(entry(bed.store(), "b"));
}

TEST_CASE("a reader sees one moment, from the beginning of its transaction to its end, and waits for nobody") {
  FOR_EACH_ENGINE(bed);
  auto other = must(bed.engine().open(builtinSchema()));
  write(bed.store(), [](StoreTx& tx) { must(tx.put(Space::meta, "a", "old")); });
  auto reader = must(other->read());
  auto writer = must(bed.store().begin());
  must(writer->put(Space::meta, "a", "new"));
  CHECK(entry(*other, "a") == "old");  // while it is being written
  must(writer->commit());
  writer.reset();
  CHECK(must(reader->get(Space::meta, "a")) == "old");
  reader.reset();
  CHECK(entry(*other, "a") == "new");
}

TEST_CASE("a reader writes nothing") {
  FOR_EACH_ENGINE(bed);
  auto tx = must(bed.store().read());
  CHECK(refused(tx->put(Space::meta, "a", "1")) == Errc::storageReadOnly);
  CHECK(refused(tx->insert(rootOf("household", 1, village), {})) == Errc::storageReadOnly);
  tx.reset();
  CHECK_FALSE(entry(bed.store(), "a"));
}

TEST_CASE("what one connection committed the other sees, and is told of by the data version") {
  FOR_EACH_ENGINE(bed);
  auto other = must(bed.engine().open(builtinSchema()));
  const auto before = must(other->dataVersion());
  CHECK(must(other->dataVersion()) == before);
  const auto household = rootOf("household", 1, village);
  write(bed.store(), [&](StoreTx& tx) { must(tx.insert(household, {})); });
  CHECK(must(other->dataVersion()) != before);
  CHECK(seen(*other, [&](StoreTx& tx) { return must(tx.find(household.kind, household.id)).has_value(); }));
  write(*other, [&](StoreTx& tx) { must(tx.evict(household.kind, 1)); });
  CHECK_FALSE(seen(bed.store(), [&](StoreTx& tx) { return must(tx.find(household.kind, household.id)).has_value(); }));
}

TEST_CASE("transactions of many threads that count up one number lose none") {
  FOR_EACH_ENGINE(bed);
  if (bed.name() == "simulated disk") return;  // it belongs to one thread
  constexpr int threads = 4;
  constexpr int each = 25;
  std::atomic<int> failures = 0;
  std::vector<std::jthread> running;
  for (int i = 0; i < threads; ++i)
    running.emplace_back([&] {
      for (int k = 0; k < each; ++k) {
        auto tx = bed.store().begin();
        if (!tx) {
          ++failures;
          continue;
        }
        const auto last = (*tx)->lastSeq(false);
        if (!last || !(*tx)->setLastSeq(false, *last + 1) || !(*tx)->commit()) ++failures;
      }
    });
  running.clear();
  CHECK(failures == 0);
  CHECK(seen(bed.store(), [](StoreTx& tx) { return must(tx.lastSeq(false)); }) == threads * each);
}

TEST_CASE("a copy made while others write is a moment of the store, whole") {
  FOR_EACH_ENGINE(bed);
  auto other = must(bed.engine().open(builtinSchema()));
  const auto both = [](StoreTx& tx, const std::string& value) {
    must(tx.put(Space::meta, "one", value));
    must(tx.put(Space::user, "two", value));
    must(tx.put(Space::draft, value, std::string(20'000, 'x')));
  };
  write(bed.store(), [&](StoreTx& tx) { both(tx, "0"); });
  {
    auto unfinished = must(bed.store().begin());
    both(*unfinished, "1");
    must(other->backupTo(bed.engine().backupPath()));
    must(unfinished->commit());
  }
  auto copy = must(bed.engine().openBackup(builtinSchema()));
  CHECK(entry(*copy, "one") == "0");
  seen(*copy, [](StoreTx& tx) { CHECK(must(tx.get(Space::user, "two")) == "0"); });
  CHECK(entry(bed.store(), "one") == "1");
}

}  // namespace bf::test
