// The centre is put back to a backup: nothing that any tablet holds is lost, and all agree again.

#include <catch2/catch.hpp>

#include "tests/replica/picture.h"
#include "tests/replica/world.h"

namespace bf::test {
namespace {

void agree(World& world, const std::vector<Tablet*>& tablets) {
  for (auto* tablet : tablets) {
    INFO(difference(world, *tablet));
    CHECK(difference(world, *tablet).empty());
  }
}

}  // namespace

TEST_CASE("after a restore the tablets offer again what they hold, and everyone has everything") {
  Township in;
  const auto household = in.household();
  const auto copy = in.world.backup();
  in.world.settle(in.all());
  in.one.save(change("household", household, {{"phone", "lost and found"}}));
  const auto made = in.next.save(makeRoot("household", otherVillage, {{"head_name", "李"}}));
  in.world.settle(in.all());
  const auto visit = in.two.save(makeChild("visit", household, {{"visitor_name", "王"}}));
  in.world.settle(in.all());
  in.two.save(change("household", household, {{"address", "not sent yet"}}));
  in.world.restore(copy);
  CHECK_FALSE(in.world.has("household", made));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(tablet->shows("household", household, "phone") == "lost and found");
    CHECK(tablet->shows("household", household, "address") == "not sent yet");
    CHECK(tablet->has("visit", visit));
    CHECK(must((*tablet)->conflicts(10)).empty());
    CHECK(must((*tablet)->waiting()).changes == 0);
  }
  CHECK(in.world.has("household", made));
  CHECK(in.world.held().empty());
  CHECK(in.world.auditEntries("tablet.forked").empty());
  agree(in.world, in.all());
}

TEST_CASE("a dead tablet's work comes back from another that had read it") {
  Township in;
  const auto household = in.household();
  const auto copy = in.world.backup();
  in.one.save(change("household", household, {{"phone", "of the dead"}}));
  const auto made = in.one.save(makeRoot("household", village, {{"head_name", "张"}}));
  in.world.settle({&in.one, &in.two});
  in.world.restore(copy);
  in.world.settle({&in.two, &in.office});
  CHECK(in.office.shows("household", household, "phone") == "of the dead");
  CHECK(in.office.has("household", made));
  agree(in.world, {&in.two, &in.office});
}

TEST_CASE("a tablet that had only pictures of it brings back a dead tablet's work too") {
  Township in;
  const auto household = in.household();
  const auto copy = in.world.backup();
  in.one.save(change("household", household, {{"phone", "of the dead"}}));
  in.world.settle({&in.one});
  auto& late = in.world.addTablet(in.clerk);  // enrolled before the next restore, after the backup
  in.world.sync(late);
  CHECK(late.shows("household", household, "phone") == "of the dead");
  // Enrolled anew at the restored centre, the tablet offers what it has; its own enrolment was lost with the rest.
  const auto device = must(must(in.world.store().read())->get(Space::device, late.device().view()));
  in.world.restore(copy);
  in.world.office([&](StoreTx& tx) { must(tx.put(Space::device, late.device().view(), *device)); });
  in.world.settle({&late, &in.two});
  CHECK(in.two.shows("household", household, "phone") == "of the dead");
  agree(in.world, {&late, &in.two});
}

TEST_CASE("what was decided after the backup is decided again by those who hold it") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"head_name", "甲"}}));
  in.two.save(change("household", household, {{"head_name", "乙"}}));
  in.world.settle(in.all());
  const auto copy = in.world.backup();
  in.world.settle(in.all());
  in.office.save(decide("household", household, {{"head_name", "甲"}}));
  in.world.settle(in.all());
  in.world.restore(copy);
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) CHECK(must((*tablet)->conflicts(10)).empty());
  agree(in.world, in.all());
}

TEST_CASE("a household that had moved since the backup is again where it is now, whoever still has the move") {
  for (const bool moverLives : {true, false}) {
    INFO("the mover lives: " << moverLives);
    Township in;
    const auto household = in.household();
    const auto copy = in.world.backup();
    in.world.settle(in.all());
    in.office.save(moveTo("household", household, otherVillage));
    in.world.settle(in.all());
    CHECK_FALSE(in.one.has("household", household));
    in.world.restore(copy);
    std::vector<Tablet*> living{&in.one, &in.two, &in.next};
    if (moverLives) living.push_back(&in.office);
    in.world.settle(living);
    CHECK(in.next.has("household", household));
    CHECK_FALSE(in.one.has("household", household));
    agree(in.world, living);
  }
}

TEST_CASE("a move that nobody living has seen is undone by a restore, and the household is back on its first tablet") {
  Township in;
  const auto household = in.household();
  const auto copy = in.world.backup();
  in.world.settle(in.all());
  in.office.save(moveTo("household", household, otherVillage));
  in.world.settle({&in.office, &in.one, &in.two});  // `next` has not been there
  CHECK_FALSE(in.one.has("household", household));
  in.world.restore(copy);
  in.world.settle({&in.one, &in.two, &in.next});
  CHECK(in.one.has("household", household));
  agree(in.world, {&in.one, &in.two, &in.next});
}

TEST_CASE("restores of several backups, one after the other, older and newer ones, lose nothing") {
  Township in;
  const auto household = in.household();
  std::vector<std::string> copies{in.world.backup()};
  std::vector<RecordId> visits;
  for (int round = 0; round < 5; ++round) {
    visits.push_back(in.one.save(makeChild("visit", household, {{"visitor_name", std::to_string(round)}})));
    in.two.save(change("household", household, {{"phone", std::to_string(round)}}));
    in.world.settle({&in.one, &in.two});
    if (round % 2 == 0) copies.push_back(in.world.backup());
    in.world.settle({&in.office});
    if (round == 1) in.world.restore(copies[0]);
    if (round == 2) in.world.restore(copies[1]);
    if (round == 3) in.world.restore(copies[0]);
    in.world.settle(round == 3 ? std::vector{&in.two} : in.all());
  }
  in.world.settle(in.all());
  for (const auto& visit : visits) CHECK(in.office.has("visit", visit));
  CHECK(in.office.shows("household", household, "phone") == "4");
  CHECK(must(in.office->conflicts(10)).empty());
  const auto tx = must(in.world.store().read());
  CHECK(must(in.world.centre().epoch(*tx)).number == 4);
  agree(in.world, in.all());
}

TEST_CASE("work that two tablets hold is offered twice and counted once") {
  Township in;
  const auto household = in.household();
  const auto copy = in.world.backup();
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.settle(in.all());
  in.world.restore(copy);
  const auto before = must(must(in.world.store().read())->lastSeq(false));
  in.world.settle(in.all());
  CHECK(must(must(in.world.store().read())->lastSeq(false)) == before + 1);
  agree(in.world, in.all());
}

TEST_CASE("what is offered again goes before what was written since, in its old order") {
  Township in;
  const auto copy = in.world.backup();
  const auto household = in.household();
  const auto member = in.two.save(makeChild("member", household, {{"name", "王小明"}}));
  in.world.settle(in.all());
  in.two.save(change("member", member, {{"name", "王大明"}}));
  must(in.two->seal());
  in.world.restore(copy);
  std::size_t verdicts = 0;
  in.world.sync(in.two, {.pushBytes = 1, .read = false, .goesOn = {}});
  for (const auto& receipt : must(in.two->receipts(100)))
    if (receipt.epoch == 2) verdicts += receipt.verdicts.size();
  CHECK(verdicts == 0);
  CHECK(must(in.two->toSend(1 << 20)).empty());
  CHECK(in.world.shows("member", member, "name") == "王大明");
}

TEST_CASE("edits on a tablet that has not heard of the restore yet build on what the centre has lost") {
  Township in;
  const auto household = in.household();
  const auto copy = in.world.backup();
  in.one.save(change("household", household, {{"phone", "first"}}));
  in.world.settle(in.all());
  in.world.restore(copy);
  in.two.save(change("household", household, {{"phone", "second"}}));
  in.world.settle({&in.office});
  in.office.save(change("household", household, {{"address", "third"}}));
  in.world.settle(in.all());
  for (auto* tablet : {&in.one, &in.two, &in.office}) {
    CHECK(tablet->shows("household", household, "phone") == "second");
    CHECK(tablet->shows("household", household, "address") == "third");
    CHECK(must((*tablet)->conflicts(10)).empty());
  }
  agree(in.world, in.all());
}

TEST_CASE("an epoch is never left for an older one, and a receipt of another epoch is not taken") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  must(in.one->seal());
  auto receipt = must(in.world.admit(must(in.one->toSend(1000)).front().batch, in.one));
  must(in.one->setArchived(receipt.seq - 1));
  CHECK(refused(in.one->enterEpoch(1, 0)) == Errc::brokenChain);
  must(in.one->enterEpoch(3, receipt.seq - 1));
  CHECK(refused(in.one->enterEpoch(2, 0)) == Errc::brokenChain);
  CHECK(refused(in.one->take(receipt)) == Errc::brokenChain);
  receipt.epoch = 3;
  must(in.one->take(receipt));
  CHECK(must(in.one->waiting()).changes == 0);
}

TEST_CASE("numbers that both epochs share stay, those beyond become void") {
  Township in;
  const auto first = in.household();
  const auto common = must(must(in.world.store().read())->lastSeq(false));
  const auto second = in.household();
  const auto numberOfRecord = [&](const RecordId& id) {
    return must(must(in.two.store().read())->find(kindNumber("household"), id))->rec;
  };
  const auto before = numberOfRecord(first);
  CHECK_FALSE(isProvisional(numberOfRecord(second)));
  must(in.two->setArchived(common));
  must(in.two->enterEpoch(2, common));
  CHECK(numberOfRecord(first) == before);
  CHECK(isProvisional(numberOfRecord(second)));
  CHECK(must(in.two->state()).cursor == common);
  REQUIRE(must(in.two->toSend(1 << 20)).size() == 1);
  CHECK(must(in.two->toSend(1 << 20)).front().received == 0);
  CHECK(must(in.two->history(kindNumber("household"), second, numberOf("household", "head_name"))).size() == 1);
}

TEST_CASE("what is not archived is offered again, even under a number that both epochs share") {
  Township in;
  const auto first = in.household();
  const auto common = must(must(in.world.store().read())->lastSeq(false));
  CHECK(must(in.two->toSend(1 << 20)).empty());
  must(in.two->enterEpoch(2, common));
  CHECK_FALSE(must(in.two->toSend(1 << 20)).empty());
  CHECK(in.two.has("household", first));
}

TEST_CASE("a backup does not hold what came into one of its batches later") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.one.save(change("household", household, {{"address", "seen by one alone"}}));
  must(in.one->seal());
  const auto whole = must(in.one->toSend(1 << 20)).front().batch;
  auto part = whole;
  part.entries[1].change.clear();
  const auto seq = must(in.world.admit(part, in.two)).seq;
  const auto noteBackup = [&] {
    return in.world.office([&](StoreTx& tx) {
      const auto last = must(tx.lastSeq(false));
      must(Registry(tx).noteBackup(last, 1, "elsewhere", {}, "test", in.world.now()));
      return last;
    });
  };
  const auto archived = [&] {
    return in.world.office([&](StoreTx& tx) { return must(in.world.centre().archived(tx)); });
  };
  const auto before = noteBackup();
  CHECK(archived() == before);
  CHECK(must(in.world.admit(whole, in.one)).seq == seq);
  CHECK(archived() == seq - 1);
  const auto after = noteBackup();
  CHECK(after > before);
  CHECK(archived() == seq - 1);
  in.world.office([&](StoreTx& tx) { must(Registry(tx).retireBackup(1, "test", in.world.now())); });
  CHECK(archived() == after);
}

TEST_CASE("a receipt under an archived number is no proof that the backups hold the batch") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  must(in.one->seal());
  const auto receipt = must(in.world.admit(must(in.one->toSend(1 << 20)).front().batch, in.one));
  must(in.one->setArchived(receipt.seq + 5));
  must(in.one->take(receipt));
  CHECK(must(in.one->state()).archived == receipt.seq - 1);
}

TEST_CASE("what a tablet and a centre have in common is the least that the epochs between them took over") {
  World world;
  const auto common = [&](std::uint64_t epoch) {
    return world.office([&](StoreTx& tx) { return must(world.centre().commonWith(tx, epoch)); });
  };
  const auto begin = [&](std::int64_t last) {
    world.office([&](StoreTx& tx) {
      must(tx.setLastSeq(false, last));
      must(world.centre().beginEpoch(tx, 0, world.now(), "test"));
    });
  };
  begin(90);
  begin(100);
  world.office([&](StoreTx& tx) { must(tx.setLastSeq(false, 120)); });
  CHECK(common(0) == 0);
  CHECK(common(1) == 90);
  CHECK(common(2) == 100);
  CHECK(common(3) == 120);
  CHECK(world.office([&](StoreTx& tx) { return must(world.centre().beginEpoch(tx, 41, world.now(), "x")).number; }) ==
        42);
}

}  // namespace bf::test
