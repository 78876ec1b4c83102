// One tablet: saving, and what is refused at once.

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/replica/world.h"

namespace bf::test {
namespace {

std::vector<Change> pendingOf(Tablet& tablet) {
  const auto tx = must(tablet.store().read());
  std::vector<Change> changes;
  for (const auto& one : must(tx->pending(1000))) changes.push_back(must(parseChange(one.change)));
  return changes;
}

RecordHeads headsOf(Tablet& tablet, std::string_view kind, const RecordId& record) {
  return must(must(tablet.store().read())->find(kindNumber(kind), record))->heads;
}

}  // namespace

TEST_CASE("what was saved is there after the tablet is opened again, sealed or not") {
  Township in;
  const auto household =
      in.one.save(makeRoot("household", village, {{"head_name", "王建国"}, {"phone", "13800000000"}}));
  in.one.save(change("household", household, {{"phone", "13900000000"}}));
  in.one.reopen();
  CHECK(in.one.shows("household", household, "head_name") == "王建国");
  CHECK(in.one.shows("household", household, "phone") == "13900000000");
  CHECK(must(in.one->waiting()).changes == 2);
  must(in.one->seal());
  in.one.reopen();
  CHECK(in.one.shows("household", household, "phone") == "13900000000");
  CHECK(must(in.one->waiting()).changes == 2);
  CHECK(must(in.one->waiting()).batches == 1);
}

TEST_CASE("a household with a member and a visit is saved in one go, each named by the change that made it") {
  Township in;
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王建国"}}));
  const std::vector<Edit> edits{makeChild("member", household, {{"name", "王小明"}}),
                                makeChild("visit", household, {{"visitor_name", "李书记"}, {"met", "PERSON_HEAD"}})};
  const auto made = must(in.one->save(edits));
  REQUIRE(made.size() == 2);
  CHECK(in.one.shows("member", made[0], "name") == "王小明");
  CHECK(in.one.shows("visit", made[1], "met") == "户主");
  const auto changes = pendingOf(in.one);
  REQUIRE(changes.size() == 3);
  CHECK(idOf(hashOf(serialise(changes[1]))) == made[0]);
  for (const auto& one : changes) {
    CHECK(one.region == village);
    CHECK(one.device == in.one.device());
    CHECK(one.user == in.secretary);
    CHECK(one.role == villageSecretary);
  }
  CHECK(changes[2].parent == household);
  const auto tx = must(in.one.store().read());
  const auto row = must(tx->find(kindNumber("household"), household));
  CHECK(must(tx->children(row->kind, row->rec)).size() == 2);
}

TEST_CASE("of edits that are saved together none stays when one is refused") {
  Township in;
  const auto household = in.household();
  const std::vector<Edit> edits{change("household", household, {{"head_name", "李四"}}),
                                change("household", household, {{"persons", std::int64_t{-1}}})};
  CHECK(refused(in.one->save(edits)) == Errc::invalidValue);
  CHECK(in.one.shows("household", household, "head_name") == "王建国");
  CHECK(must(in.one->waiting()).changes == 0);
}

TEST_CASE("a write names the write that it saw, field by field, and only of the fields that it writes") {
  Township in;
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王"}, {"phone", "1"}}));
  in.one.save(change("household", household, {{"phone", "2"}}));
  in.one.save(change("household", household, {{"phone", "3"}, {"head_name", "李"}, {"address", "村东"}}));
  const auto changes = pendingOf(in.one);
  const auto second = idOf(hashOf(serialise(changes[1])));
  CHECK(basesOf(changes[0], numberOf("household", "phone")).empty());
  CHECK(basesOf(changes[1], numberOf("household", "phone")) == std::vector{household});
  CHECK(basesOf(changes[2], numberOf("household", "phone")) == std::vector{second});
  CHECK(basesOf(changes[2], numberOf("household", "head_name")) == std::vector{household});
  CHECK(basesOf(changes[2], numberOf("household", "address")).empty());
  CHECK(headsOf(in.one, "household", household).headsOf(numberOf("household", "phone")).size() == 1);
}

TEST_CASE("stamps follow the corrected clock, never repeat, and are later than what they replace") {
  Township in;
  in.one.clock().off = -1'000'000'000;
  must(in.one->setClockOff(1'000'000'000));
  const auto household = in.one.save(makeRoot("household", village, {{"phone", "1"}}));
  CHECK(pendingOf(in.one).back().stamp == in.world.now());
  in.one.save(change("household", household, {{"phone", "2"}}));
  CHECK(pendingOf(in.one).back().stamp == in.world.now() + 1);
  // The clock jumps back by ten years: what is written over is still older.
  in.one.clock().off -= 10 * 365 * 86'400'000'000LL;
  in.one.save(change("household", household, {{"phone", "3"}}));
  CHECK(pendingOf(in.one).back().stamp > pendingOf(in.one)[1].stamp);
  in.one.save(makeRoot("household", village, {{"phone", "9"}}));
  CHECK(pendingOf(in.one).back().stamp < in.world.now() - 86'400'000'000LL);
}

TEST_CASE("a clock beyond all reason does not stop work") {
  Township in;
  const auto household = in.household();
  for (const auto off : {INT64_MAX / 2, INT64_MIN / 2}) {
    in.one.clock().off = off;
    in.one.save(change("household", household, {{"phone", std::to_string(off)}}));
    in.world.settle(in.all());
    CHECK(in.world.shows("household", household, "phone") == std::to_string(off));
    CHECK(in.two.shows("household", household, "phone") == std::to_string(off));
  }
}

TEST_CASE("a cleared answer is no answer and stays so after a sync") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.one.save(clear("household", household, "phone"));
  CHECK(in.one.shows("household", household, "phone").empty());
  in.world.settle(in.all());
  CHECK(in.two.shows("household", household, "phone").empty());
  CHECK(in.world.shows("household", household, "phone").empty());
}

TEST_CASE("a finished visit takes no more edits on the tablet, not even by its author") {
  Township in;
  const auto visit = in.one.save(makeChild("visit", in.household(), {{"visitor_name", "李"}}));
  in.one.save(change("visit", visit, {{"conversation", "谈了低保"}}));
  in.one.save(finish("visit", visit, in.world.now()));
  CHECK(refused(in.one->save(change("visit", visit, {{"conversation", "改"}}))) == Errc::finished);
  CHECK(refused(in.one->save(finish("visit", visit, in.world.now() + 1))) == Errc::finished);
  CHECK(refused(in.one->remove(kindNumber("visit"), visit, "误录")) == Errc::finished);
  auto correction = makeChild("visit", in.household(), {{"conversation", "更正"}});
  correction.set.insert(correction.set.begin(), {correctsField, wireOf("visit", "corrects", visit.str())});
  in.one.save(correction);
}

TEST_CASE("an edit that cannot stand is refused with its reason and leaves nothing") {
  Township in;
  const auto household = in.household();
  const auto refusal = [&](const Edit& edit) { return refused(in.one->save(edit)); };
  auto nowhere = makeRoot("household", village, {});
  nowhere.kind = 250;
  CHECK(refusal(nowhere) == Errc::unknownKind);
  CHECK(refusal(change("household", household, {})) == Errc::invalidValue);
  CHECK(refusal(change("household", idOf(hashOf("nobody")), {{"phone", "1"}})) == Errc::notFound);
  CHECK(refusal(makeChild("member", idOf(hashOf("nobody")), {{"name", "王"}})) == Errc::notFound);
  CHECK(refusal(makeRoot("member", village, {{"name", "王"}})) == Errc::invalidValue);
  CHECK(refusal(makeRoot("household", township, {{"head_name", "王"}})) == Errc::invalidValue);
  CHECK(refusal(makeRoot("household", otherVillage, {{"head_name", "王"}})) == Errc::outOfScope);
  CHECK(refusal(moveTo("household", household, otherVillage)) == Errc::outOfScope);
  CHECK(refusal(moveTo("household", household, township)) == Errc::invalidValue);
  CHECK(refusal(clear("household", household, "region")) == Errc::invalidValue);
  CHECK(refusal(clear("household", household, "finished")) == Errc::invalidValue);
  CHECK(refusal(change("household", household, {{"household_kind", "KIND_POOR"}})) == Errc::notAllowed);
  CHECK(refusal(clear("household", household, "household_kind")) == Errc::notAllowed);
  CHECK(refusal(change("household", household, {{"persons", std::int64_t{201}}})) == Errc::invalidValue);
  CHECK(refusal(change("household", household, {{"head_name", std::string(61, 'x')}})) == Errc::tooLarge);
  CHECK(must(in.one->waiting()).changes == 0);
}

TEST_CASE("a removal names everything that its author saw of the record") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "1"}}));
  must(in.one->remove(kindNumber("household"), household, "重复录入"));
  const auto changes = pendingOf(in.one);
  const auto edit = idOf(hashOf(serialise(changes[0])));
  auto seen = basesOf(changes[1], wholeRecord);
  std::ranges::sort(seen);
  std::vector<ChangeId> expected{household, edit};
  std::ranges::sort(expected);
  CHECK(seen == expected);
  CHECK(in.one.shows("household", household, "removal") == "重复录入");
  CHECK_FALSE(headsOf(in.one, "household", household).removedUnseen());
}

TEST_CASE("sealing makes chained and signed batches, a new one where the region changes") {
  Township in;
  in.office.save(makeRoot("household", village, {{"head_name", "一"}}));
  in.office.save(makeRoot("household", village, {{"head_name", "二"}}));
  in.office.save(makeRoot("household", otherVillage, {{"head_name", "三"}}));
  must(in.office->seal());
  in.office.save(makeRoot("household", otherVillage, {{"head_name", "四"}}));
  must(in.office->seal());
  must(in.office->seal());
  const auto batches = must(in.office->toSend(1 << 20));
  REQUIRE(batches.size() == 3);
  Hash chain;
  std::uint64_t next = 1;
  for (const auto& log : batches) {
    CHECK(log.batch.first == next);
    CHECK(log.batch.prev == chain);
    CHECK(log.head == chainHead(log.batch));
    CHECK(verifySignature(log.batch, log.head, in.office.key().publicKey()));
    chain = log.head;
    next += log.batch.entries.size();
  }
  CHECK(batches[0].batch.entries.size() == 2);
  CHECK(batches[1].batch.region == otherVillage);
  CHECK(must(in.office->state()).position == 4);
  CHECK(must(in.office->state()).chain == chain);
  CHECK(must(in.office->toSend(1)).size() == 1);
}

TEST_CASE("a batch is sealed before it grows beyond its limits") {
  Township in;
  const auto household = in.household();
  const std::string large(900, 'x');
  std::vector<Edit> edits;
  for (int i = 0; i < 700; ++i) edits.push_back(makeChild("visit", household, {{"conversation", large}}));
  must(in.one->save(edits));
  must(in.one->seal());
  const auto batches = must(in.one->toSend(SIZE_MAX / 2));
  CHECK(batches.size() == 2);
  for (const auto& log : batches) must(parseBatch(serialise(log.batch)));
  in.world.settle(in.all());
  CHECK(must(in.one->waiting()).changes == 0);
}

}  // namespace bf::test
