// A centre put back to an older copy, with and without telling; cloned tablets; an audit trail that was changed.

#include <catch2/catch.hpp>

#include "shared/replica/codec.h"
#include "shared/sync/restore_watch.h"
#include "tests/seed.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

std::uint64_t epochOf(Centre& centre) {
  auto tx = must(centre.store().read());
  return must(centre.replica().epoch(*tx)).number;
}

void announce(Centre& centre) {
  centre.write([&](StoreTx& tx, Registry&) { must(centre.replica().beginEpoch(tx, 0, centre.clock.now(), "test")); });
}

bool alarmed(const Outcome& outcome, bianfang::Alarm alarm) {
  return std::ranges::find(outcome.progress.alarms, alarm) != outcome.progress.alarms.end();
}

std::size_t auditEntries(Centre& centre, std::string_view action) {
  auto tx = must(centre.store().read());
  std::size_t count = 0;
  for (const auto& entry : must(tx->list(Space::audit, {}, {}, 10'000))) {
    bianfang::AuditEntry read;
    REQUIRE(read.ParseFromString(entry.value));
    count += read.action() == action ? 1 : 0;
  }
  return count;
}

/// A village with a secretary and a clerk who both have it, and a copy of the centre from then.
struct Town {
  World world;
  std::unique_ptr<Tablet> tablet;
  std::unique_ptr<Tablet> clerk;
  std::string copy;

  Town() : copy(world.path("copy.db")) {
    world.centre().import(village, 5);
    tablet = world.secretary();
    clerk = world.clerk();
    REQUIRE(world.sync(*tablet).done());
    REQUIRE(world.sync(*clerk).done());
    world.centre().backup(copy);
  }

  Centre& centre() { return world.centre(); }
  void edit(Tablet& by, std::size_t which, const std::string& phone) {
    editHousehold(by, households(by.replica().store())[which], {{"phone", phone}});
  }
  void syncAll() {
    // A rewind asks for what others hold, and that comes only when they were here.
    for (int round = 0; round < 3; ++round)
      for (auto* one : {tablet.get(), clerk.get()}) REQUIRE(world.sync(*one).done());
  }
  void converged() {
    const auto all = dump(centre().store(), village);
    for (auto* one : {tablet.get(), clerk.get()}) {
      CHECK(must(one->replica().waiting()).changes == 0);
      CHECK(dump(one->replica().store(), village) == all);
    }
  }
  Value phone(std::size_t which) {
    const auto row = households(clerk->replica().store())[which];
    return shown(centre().store(), row.kind, row.id, "phone");
  }
};

}  // namespace

TEST_CASE("after a restore that was told, tablets rewind and bring back what was lost") {
  Town town;
  town.edit(*town.tablet, 0, "13900000000");
  town.edit(*town.clerk, 1, "13911111111");
  town.syncAll();
  town.centre().restore(town.copy);
  CHECK(town.phone(0) != Value("13900000000"));
  announce(town.centre());
  const auto outcome = town.world.sync(*town.tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.flights.at(0).refusal == bianfang::EPOCH);
  CHECK(must(town.tablet->replica().state()).epoch == 2);
  town.syncAll();
  CHECK(town.phone(0) == Value("13900000000"));
  CHECK(town.phone(1) == Value("13911111111"));
  town.converged();
}

TEST_CASE("one tablet that is left brings back the work of one that was destroyed") {
  Town town;
  town.edit(*town.clerk, 1, "13911111111");
  town.syncAll();
  town.centre().restore(town.copy);
  announce(town.centre());
  for (int round = 0; round < 2; ++round) REQUIRE(town.world.sync(*town.tablet).done());
  CHECK(town.phone(1) == Value("13911111111"));
}

TEST_CASE("a restore that nobody told of is proved by a receipt, and a new epoch begins") {
  Town town;
  town.edit(*town.tablet, 0, "13900000000");
  town.syncAll();
  town.centre().restore(town.copy);
  const auto outcome = town.world.sync(*town.tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.flights.at(0).refusal == bianfang::WITNESS);
  CHECK(outcome.flights.at(1).refusal == bianfang::EPOCH);
  CHECK(epochOf(town.centre()) == 2);
  CHECK(auditEntries(town.centre(), "epoch.begin") == 1);
  town.syncAll();
  CHECK(town.phone(0) == Value("13900000000"));
  town.converged();
  // It is over: nobody is asked again.
  CHECK(town.world.sync(*town.tablet).flights.size() == 1);
  CHECK(epochOf(town.centre()) == 2);
}

TEST_CASE("numbers that were given twice before the proof came mean nothing afterwards") {
  Town town;
  town.edit(*town.tablet, 0, "13900000000");
  town.edit(*town.tablet, 2, "13922222222");
  town.syncAll();
  town.centre().restore(town.copy);
  // A third tablet pushes first: it gets the numbers that the secretary's work once had.
  auto third = town.world.enrol(5, {{township, true}});
  REQUIRE(town.world.sync(*third).done());
  editHousehold(*third, households(third->replica().store())[3], {{"phone", std::string("13933333333")}});
  editHousehold(*third, households(third->replica().store())[4], {{"phone", std::string("13944444444")}});
  REQUIRE(town.world.sync(*third).done());
  town.syncAll();
  CHECK(epochOf(town.centre()) == 2);
  REQUIRE(town.world.sync(*third).done());
  town.syncAll();
  CHECK(town.phone(0) == Value("13900000000"));
  CHECK(town.phone(2) == Value("13922222222"));
  CHECK(town.phone(3) == Value("13933333333"));
  town.converged();
  CHECK(dump(third->replica().store(), village) == dump(town.centre().store(), village));
}

TEST_CASE("a tablet that is connected while an epoch begins starts again in the new one") {
  Town town;
  town.centre().import(otherVillage, 40, 2);
  auto third = town.world.enrol(5, {{township, true}});
  third->options.snapshotBytes = 1;
  ClientSession client(third->replica(), nullptr, third->clock, third->options);
  ServerSession server(town.centre().replica(), town.centre().issuer, town.centre().evidence, third->peer());
  auto frame = must(client.start());
  std::vector<bianfang::RefusalCode> refusals;
  for (unsigned flight = 1; flight < 100; ++flight) {
    const auto passed = pass(town.centre(), server, frame);
    if (passed.figures.refusal != bianfang::REFUSAL_UNSPECIFIED) refusals.push_back(passed.figures.refusal);
    const auto step = client.receive(passed.reply.frame);
    if (flight == 3) announce(town.centre());
    if (step.kind == ClientStep::Kind::done) break;
    REQUIRE(step.kind == ClientStep::Kind::send);
    frame = step.frame;
  }
  CHECK(refusals == std::vector{bianfang::EPOCH});
  CHECK(must(third->replica().state()).epoch == 2);
  CHECK(dump(third->replica().store(), otherVillage) == dump(town.centre().store(), otherVillage));
  CHECK(dump(third->replica().store(), village) == dump(town.centre().store(), village));
}

TEST_CASE("a tablet that was enrolled after the backup deposits what it holds, and goes on once it has a user again") {
  Town town;
  auto late = town.world.enrol(5, {{village, true}});
  REQUIRE(town.world.sync(*late).done());
  town.edit(*late, 0, "13900000000");
  REQUIRE(town.world.sync(*late).done());
  town.edit(*late, 1, "13911111111");
  town.centre().restore(town.copy);
  announce(town.centre());

  const auto deposit = town.world.sync(*late);
  REQUIRE(deposit.done());
  CHECK(deposit.progress.depositOnly);
  CHECK(must(late->replica().waiting()).changes == 0);
  CHECK(auditEntries(town.centre(), "tablet.rescue") == 1);
  CHECK(town.phone(0) != Value("13900000000"));
  std::vector<std::int64_t> held;
  town.centre().write([&](StoreTx& tx, Registry& registry) {
    for (const auto& entry : must(tx.list(Space::review, {}, {}, 100)))
      held.push_back(static_cast<std::int64_t>(fromBigEndian(entry.key)));
    // The account was made after the backup too; a new one never has the number of another's.
    const auto user = must(registry.addUser("again", 1, {{village, true}}, "test", town.centre().clock.now()));
    CHECK(user.number() > late->keys().user);
    CHECK(registry.assign(late->device(), user.number() + 1, "test", 1).error().code == Errc::notFound);
    must(registry.assign(late->device(), user.number(), "test", town.centre().clock.now()));
    CHECK(registry.assign(late->device(), user.number(), "test", 1).error().code == Errc::alreadyExists);
  });
  REQUIRE(held.size() == 2);
  town.centre().write([&](StoreTx& tx, Registry&) {
    for (const auto seq : held)
      must(town.centre().replica().decideHeld(tx, seq, true, "test", "known to us", town.centre().clock.now()));
  });
  CHECK(town.phone(0) == Value("13900000000"));
  CHECK(town.phone(1) == Value("13911111111"));

  REQUIRE(town.world.sync(*late).done());
  town.edit(*late, 2, "13922222222");
  const auto accepted = town.world.sync(*late);
  REQUIRE(accepted.done());
  CHECK_FALSE(accepted.progress.depositOnly);
  CHECK(accepted.progress.changesHeld == 0);
  CHECK(town.phone(2) == Value("13922222222"));
  town.syncAll();
  town.converged();
}

TEST_CASE("regions that were granted after the backup, and others instead of them after the restore, are told") {
  Town town;
  constexpr RegionCode thirdVillage = 441424100203;
  const auto user = town.tablet->keys().user;
  const auto grant = [&](RegionCode region) {
    town.centre().write([&](StoreTx&, Registry& registry) {
      must(registry.setGrants(user, {{village, true}, {region, true}}, "test", town.centre().clock.now()));
    });
    REQUIRE(town.world.sync(*town.tablet).done());
  };
  grant(otherVillage);
  const auto before = must(town.tablet->replica().state());
  REQUIRE(before.grants.back().region == otherVillage);
  town.centre().restore(town.copy);
  announce(town.centre());
  grant(thirdVillage);
  const auto after = must(town.tablet->replica().state());
  CHECK(after.scope == before.scope);  // counted anew from the copy, and yet another one
  CHECK(after.grants.back().region == thirdVillage);
}

TEST_CASE("a restart is not a restore") {
  Town town;
  for (int day = 0; day < 3; ++day) {
    town.edit(*town.tablet, 0, "1390000000" + std::to_string(day));
    town.syncAll();
    town.centre().restart();
  }
  town.syncAll();
  CHECK(epochOf(town.centre()) == 1);
  town.converged();
}

TEST_CASE("a claim without a receipt that proves it does not make a county start anew") {
  Town town;
  // A tablet that only ever read: its cursor is ahead after the restore, but it holds no receipt.
  town.edit(*town.clerk, 0, "13900000000");
  REQUIRE(town.world.sync(*town.clerk).done());
  REQUIRE(town.world.sync(*town.tablet).done());
  town.centre().restore(town.copy);
  for (int i = 0; i < 3; ++i) {
    const auto outcome = town.world.sync(*town.tablet);
    CHECK(outcome.last.kind == ClientStep::Kind::failed);
    CHECK(outcome.last.error.code == Errc::brokenChain);
    CHECK(outcome.last.retry);
  }
  CHECK(epochOf(town.centre()) == 1);
  CHECK(auditEntries(town.centre(), "tablet.ahead") == 1);
  // The clerk's tablet has the proof; afterwards the other one is served again.
  REQUIRE(town.world.sync(*town.clerk).done());
  town.syncAll();
  CHECK(epochOf(town.centre()) == 2);
  town.converged();
}

TEST_CASE("a forged receipt proves nothing") {
  Town town;
  town.edit(*town.tablet, 0, "13900000000");
  REQUIRE(town.world.sync(*town.tablet).done());
  auto receipt = *must(town.tablet->replica().newestReceipt());
  auto tx = must(town.centre().store().begin());
  CHECK_FALSE(must(provesLoss(*tx, town.centre().replica(), receipt)));  // it is there
  receipt.seq += 1'000;
  CHECK_FALSE(must(provesLoss(*tx, town.centre().replica(), receipt)));  // not the centre's word
  receipt.seq -= 1'000;
  receipt.epoch += 1;
  CHECK_FALSE(must(provesLoss(*tx, town.centre().replica(), receipt)));
}

TEST_CASE("the log is taken as the same only up to a start that the receipt outlived") {
  World world;
  auto& centre = world.centre();
  centre.import(village, 5);
  const auto at = [&](Micros when) { centre.write([&](StoreTx& tx, Registry&) { must(noteStart(tx, when)); }); };
  const Micros day = 86'400'000'000;
  const auto t0 = centre.clock.now() + 100 * day;
  at(t0);  // at number 5
  centre.import(otherVillage, 10);
  at(t0 + 30 * day);  // at number 15
  auto tx = must(centre.store().begin());
  Receipt witness;
  witness.received = t0 + 20 * day;
  witness.seq = 40;
  CHECK(must(sameUntil(*tx, witness)) == 15);
  witness.received = t0 + 5 * day;  // within a week of the first start: a clock may have been that wrong
  CHECK(must(sameUntil(*tx, witness)) == 5);
  witness.seq = 10;
  witness.received = t0 + 20 * day;
  CHECK(must(sameUntil(*tx, witness)) == 0);  // only starts of before: any of them may be the one
}

TEST_CASE("two tablets with the same keys keep both their work, and the alarm is raised") {
  Town town;
  auto clone = town.tablet->cloneTo(town.world.path("clone.db"));
  town.edit(*town.tablet, 0, "13900000000");
  town.edit(*clone, 1, "13911111111");
  town.edit(*clone, 2, "13922222222");
  const auto first = town.world.sync(*town.tablet);
  REQUIRE(first.done());
  CHECK_FALSE(alarmed(first, bianfang::CLONED));
  const auto second = town.world.sync(*clone);
  REQUIRE(second.done());
  CHECK(alarmed(second, bianfang::CLONED));
  CHECK(auditEntries(town.centre(), "tablet.forked") == 1);
  town.syncAll();
  CHECK(town.phone(0) == Value("13900000000"));
  CHECK(town.phone(1) == Value("13911111111"));
  CHECK(town.phone(2) == Value("13922222222"));
}

TEST_CASE("a tablet put back to an older image gets back its own work and is told") {
  Town town;
  auto image = town.tablet->cloneTo(town.world.path("image.db"));
  town.edit(*town.tablet, 0, "13900000000");
  REQUIRE(town.world.sync(*town.tablet).done());
  const auto outcome = town.world.sync(*image);
  REQUIRE(outcome.done());
  CHECK(alarmed(outcome, bianfang::BEHIND));
  CHECK(dump(image->replica().store(), village) == dump(town.centre().store(), village));
}

TEST_CASE("an audit trail that does not contain what a tablet witnessed is reported, and the work is still taken") {
  Town town;
  REQUIRE(must(town.tablet->replica().state()).audit != 0);
  // Somebody changes the last entry and makes the chain fit again.
  town.centre().write([&](StoreTx& tx, Registry&) {
    auto last = must(tx.last(Space::audit));
    REQUIRE(last);
    bianfang::AuditEntry entry;
    REQUIRE(entry.ParseFromString(last->value));
    entry.set_detail("nothing happened");
    entry.clear_head();
    entry.set_head(hashOf(entry.prev(), entry.SerializeAsString()).str());
    must(tx.put(Space::audit, last->key, entry.SerializeAsString()));
  });
  for (int i = 0; i < 3; ++i) {
    town.edit(*town.tablet, 0, "1390000000" + std::to_string(i));
    const auto outcome = town.world.sync(*town.tablet);
    REQUIRE(outcome.done());
    CHECK(outcome.progress.changesReceipted == 1);
    if (i == 0) CHECK(alarmed(outcome, bianfang::AUDIT_FORK));
  }
  CHECK(auditEntries(town.centre(), "audit.fork") == 1);
}
