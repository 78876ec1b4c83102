// The log, changes not yet sealed, the feed, the counters.

#include <catch2/catch.hpp>

#include "tests/store/conformance.h"

namespace bf::test {
namespace {

bool same(const LogBatch& a, const LogBatch& b) {
  return a.seq == b.seq && a.received == b.received && a.head == b.head && a.held == b.held && a.batch == b.batch;
}

std::vector<std::int64_t> numbersOf(const std::vector<LogBatch>& batches) {
  std::vector<std::int64_t> numbers;
  for (const auto& batch : batches) numbers.push_back(batch.seq);
  return numbers;
}

using Numbers = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a batch comes back as it was signed, by each of its numbers and by its name") {
  FOR_EACH_ENGINE(bed);
  auto batch = sampleBatch(10, 1, 5);
  batch.received = 1'700'000'000'000'000;
  batch.held = {0, 3, 4095};
  batch.batch.entries[2].change.clear();  // withheld
  batch.batch.signature.bytes.fill(7);
  write(bed.store(), [&](StoreTx& tx) { must(tx.append(batch)); });
  bed.reopen();
  seen(bed.store(), [&](StoreTx& tx) {
    for (std::int64_t seq = 10; seq < 15; ++seq) {
      const auto found = must(tx.batchAt(seq));
      REQUIRE(found);
      CHECK(same(*found, batch));
    }
    CHECK_FALSE(must(tx.batchAt(9)));
    CHECK_FALSE(must(tx.batchAt(15)));
    CHECK(same(*must(tx.batchNamed(batch.head)), batch));
    CHECK_FALSE(must(tx.batchNamed(hashOf("nobody"))));
  });
}

TEST_CASE("a gap in the numbers belongs to no batch") {
  FOR_EACH_ENGINE(bed);
  const auto first = sampleBatch(10, 1, 2);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.append(first));
    must(tx.append(sampleBatch(20, 3, 1, first.head)));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK(must(tx.batchAt(11)));
    CHECK_FALSE(must(tx.batchAt(12)));
    CHECK_FALSE(must(tx.batchAt(19)));
    CHECK(must(tx.batchAt(20))->batch.first == 3);
  });
}

TEST_CASE("two batches can have neither one number nor one name") {
  FOR_EACH_ENGINE(bed);
  const auto batch = sampleBatch(10, 1, 2);
  auto sameName = batch;
  sameName.seq = 30;
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.append(batch));
    CHECK(refused(tx.append(sampleBatch(10, 1, 2, {}, 'b'))) == Errc::alreadyExists);
    CHECK(refused(tx.append(sameName)) == Errc::alreadyExists);
  });
}

TEST_CASE("a device's batches are listed from a position on, whatever came from others between them") {
  FOR_EACH_ENGINE(bed);
  const auto first = sampleBatch(1, 1, 4);
  const auto fork = sampleBatch(40, 3, 2, hashOf("fork"));
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.append(first));
    must(tx.append(sampleBatch(5, 1, 9, {}, 'b')));
    must(tx.append(sampleBatch(20, 5, 4096, first.head)));
    must(tx.append(fork));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    const auto device = deviceNamed('a');
    CHECK(numbersOf(must(tx.batchesOf(device, 0, 1000000, 10))) == Numbers{1, 40, 20});
    CHECK(numbersOf(must(tx.batchesOf(device, 3, 1000000, 10))) == Numbers{1, 40, 20});
    CHECK(numbersOf(must(tx.batchesOf(device, 4, 1000000, 10))) == Numbers{20});
    CHECK(numbersOf(must(tx.batchesOf(device, 4099, 1000000, 10))) == Numbers{20});
    CHECK(must(tx.batchesOf(device, 4100, 1000000, 10)).empty());
    CHECK(numbersOf(must(tx.batchesOf(device, 0, 3, 10))) == Numbers{1, 40});
    CHECK(numbersOf(must(tx.batchesOf(device, 0, 1000000, 2))) == Numbers{1, 40});
    CHECK(numbersOf(must(tx.batchesFrom(5, 2))) == Numbers{5, 20});
  });
}

TEST_CASE("a batch that gets its number from the centre takes along what its changes touched") {
  FOR_EACH_ENGINE(bed);
  const auto mine = sampleBatch(provisionalFrom + 2, 1, 3);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.append(mine));
    for (std::int64_t rec : {7, 8}) must(tx.touch(rec, provisionalFrom + 3));
    must(tx.touch(7, provisionalFrom + 1));
    must(tx.touch(7, provisionalFrom + 4));
    must(tx.touch(7, provisionalFrom + 5));
    must(tx.touch(7, 12));
    must(tx.renumberBatch(mine.head, 100, 55));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    const auto found = must(tx.batchNamed(mine.head));
    CHECK(found->seq == 100);
    CHECK(found->received == 55);
    CHECK(must(tx.touches(7)) == Numbers{12, 101, 102, provisionalFrom + 1, provisionalFrom + 5});
    CHECK(must(tx.touches(8)) == Numbers{101});
    CHECK_FALSE(must(tx.batchAt(provisionalFrom + 2)));
  });
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.renumberBatch(mine.head, provisionalFrom + 50, 0));
    CHECK(must(tx.touches(8)) == Numbers{provisionalFrom + 51});
    CHECK(refused(tx.renumberBatch(hashOf("nobody"), 1, 1)) == Errc::notFound);
  });
}

TEST_CASE("when an epoch ends, the numbers beyond what both share become void and stay in their order") {
  FOR_EACH_ENGINE(bed);
  const auto shared = sampleBatch(5, 1, 2);
  const auto beyond = sampleBatch(9, 3, 2, shared.head);
  const auto own = sampleBatch(ownFrom + 1, 5, 1, beyond.head);
  write(bed.store(), [&](StoreTx& tx) {
    for (auto batch : {shared, beyond, own}) {
      batch.received = 77;
      must(tx.append(batch));
    }
    for (std::int64_t seq : {std::int64_t{6}, std::int64_t{9}, std::int64_t{10}, ownFrom + 1}) must(tx.touch(3, seq));
    must(tx.voidBatches(6, 2));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK(must(tx.batchNamed(shared.head))->seq == 5);
    CHECK(must(tx.batchNamed(shared.head))->received == 77);
    const auto voided = must(tx.batchNamed(beyond.head));
    CHECK(voided->seq == voidedNumber(2, 9));
    CHECK(voided->received == 0);
    CHECK(must(tx.batchNamed(own.head))->received == 77);
    CHECK(must(tx.touches(3)) == Numbers{6, voidedNumber(2, 9), voidedNumber(2, 10), ownFrom + 1});
    CHECK(numbersOf(must(tx.batchesFrom(provisionalFrom, 9))) == Numbers{voidedNumber(2, 9), ownFrom + 1});
  });
}

TEST_CASE("which changes of a batch are held can change, and a dropped batch is gone") {
  FOR_EACH_ENGINE(bed);
  const auto batch = sampleBatch(10, 1, 3);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.append(batch));
    must(tx.setHeld(batch.head, {1, 2}));
    CHECK(must(tx.batchAt(10))->held == std::vector<std::uint32_t>{1, 2});
    must(tx.setHeld(batch.head, {}));
    CHECK(must(tx.batchAt(10))->held.empty());
    must(tx.dropBatch(batch.head));
    CHECK_FALSE(must(tx.batchAt(10)));
    must(tx.append(batch));
  });
}

TEST_CASE("touches of a record are listed once each, ascending") {
  FOR_EACH_ENGINE(bed);
  write(bed.store(), [](StoreTx& tx) {
    for (std::int64_t seq : {9, 3, 9, 5}) must(tx.touch(1, seq));
    must(tx.touch(2, 4));
    CHECK(must(tx.touches(1)) == Numbers{3, 5, 9});
    CHECK(must(tx.touches(3)).empty());
  });
}

TEST_CASE("changes not yet sealed are kept in order and go once they are") {
  FOR_EACH_ENGINE(bed);
  write(bed.store(), [](StoreTx& tx) {
    for (std::int64_t seq : {3, 1, 2})
      must(tx.addPending({seq, 441424100201, std::string("c\0", 2) + std::to_string(seq)}));
  });
  bed.reopen();
  write(bed.store(), [](StoreTx& tx) {
    const auto two = must(tx.pending(2));
    REQUIRE(two.size() == 2);
    CHECK(two[1].seq == 2);
    CHECK(two[1].region == 441424100201);
    CHECK(two[1].change == std::string("c\0", 2) + "2");
    CHECK(must(tx.pendingAt(3))->seq == 3);
    CHECK_FALSE(must(tx.pendingAt(4)));
    CHECK(refused(tx.addPending({3, 1, "again"})) == Errc::alreadyExists);
    must(tx.dropPending(2));
    CHECK(must(tx.pending(9)).size() == 1);
  });
}

TEST_CASE("the feed of a region is read from a number on, each item once") {
  FOR_EACH_ENGINE(bed);
  constexpr RegionCode here = 441424100201;
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.publish({here, 4, FeedEvent::leave, 7, 20}));
    must(tx.publish({here, 2, FeedEvent::batch, 0}));
    must(tx.publish({here, 2, FeedEvent::batch, 0}));
    must(tx.publish({here, 4, FeedEvent::batch, 2}));
    must(tx.publish({here + 1, 3, FeedEvent::state, 9}));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    const auto all = must(tx.feed(here, 0, 10));
    REQUIRE(all.size() == 3);
    CHECK(all[0].seq == 2);
    CHECK(all[1].event == FeedEvent::batch);
    CHECK(all[1].rec == 2);
    CHECK(all[2].event == FeedEvent::leave);
    CHECK(all[2].rec == 7);
    CHECK(all[2].kind == 20);
    CHECK(all[2].region == here);
    CHECK(must(tx.feed(here, 2, 10)).size() == 2);
    CHECK(must(tx.feed(here, 0, 1)).size() == 1);
    CHECK(must(tx.feed(here, 4, 10)).empty());
  });
}

TEST_CASE("the two counters of numbers start at their ends and keep what they are told") {
  FOR_EACH_ENGINE(bed);
  seen(bed.store(), [](StoreTx& tx) {
    CHECK(must(tx.lastSeq(false)) == 0);
    CHECK(must(tx.lastSeq(true)) == ownFrom - 1);
  });
  write(bed.store(), [](StoreTx& tx) {
    must(tx.setLastSeq(false, 41));
    must(tx.setLastSeq(true, ownFrom + 3));
  });
  bed.reopen();
  seen(bed.store(), [](StoreTx& tx) {
    CHECK(must(tx.lastSeq(false)) == 41);
    CHECK(must(tx.lastSeq(true)) == ownFrom + 3);
  });
}

}  // namespace bf::test
