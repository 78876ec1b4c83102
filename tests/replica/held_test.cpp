// What the centre keeps without applying it, and what becomes of it.

#include <catch2/catch.hpp>
#include <functional>

#include "tests/replica/picture.h"
#include "tests/replica/world.h"

namespace bf::test {
namespace {

void agree(Township& in) {
  for (auto* tablet : in.all()) {
    INFO(difference(in.world, *tablet));
    CHECK(difference(in.world, *tablet).empty());
  }
}

/// A batch of one change, as a tablet with altered software would seal it.
Batch forged(Tablet& tablet, const Edit& edit, const std::function<void(Change&)>& alter = {}) {
  Change change{edit.kind,
                edit.record,
                edit.parent,
                edit.region,
                tablet.device(),
                tablet.identity().user,
                tablet.identity().role,
                1'546'300'800'000'000,
                edit.set,
                edit.cleared,
                {}};
  if (change.region == 0) change.region = village;
  if (alter) alter(change);
  const auto state = must(tablet->state());
  Batch batch{tablet.device(), state.position + 1, state.chain, change.region, {entryOf(serialise(change))}, {}};
  batch.signature = tablet.key().sign(signedBytes(batch, chainHead(batch)));
  return batch;
}

Verdict verdictOf(Township& in, Tablet& tablet, const Edit& edit, const std::function<void(Change&)>& alter = {}) {
  const auto receipt = must(in.world.admit(forged(tablet, edit, alter), tablet));
  return receipt.verdicts.empty() ? Verdict{} : receipt.verdicts.front();
}

Result<void> decideHeld(World& world, std::uint64_t seq, bool apply) {
  auto tx = must(world.store().begin());
  auto done = world.centre().decideHeld(*tx, static_cast<std::int64_t>(seq), apply, "ctl:test", "seen", world.now());
  if (done) must(tx->commit());
  return done;
}

}  // namespace

TEST_CASE("a change that its device's person may not make is held with its reason and changes nothing") {
  Township in;
  const auto household = in.household();
  const auto edit = change("household", household, {{"phone", "forged"}});
  const auto code = [&](const std::function<void(Change&)>& alter) { return verdictOf(in, in.one, edit, alter).code; };
  CHECK(code([&](Change& c) { c.user = in.clerk; }) == VerdictCode::heldInvalid);
  CHECK(code([&](Change& c) { c.role = countyOffice; }) == VerdictCode::heldInvalid);
  CHECK(code([&](Change& c) { c.device = in.office.device(); }) == VerdictCode::heldInvalid);
  CHECK(code([&](Change& c) { c.kind = 250; }) == VerdictCode::heldUnknownKind);
  CHECK(code([&](Change& c) { c.record = idOf(hashOf("nobody")); }) == VerdictCode::heldUnknownRecord);
  CHECK(code([&](Change& c) { c.set = {{10, std::string("\x50\x01", 2)}}; }) == VerdictCode::heldInvalid);
  const auto crowded = verdictOf(in, in.one, edit, [&](Change& c) {
    c.set = answers("household", {{"phone", "forged"}, {"persons", std::int64_t{500}}});
  });
  CHECK(crowded.code == VerdictCode::heldInvalid);
  CHECK(crowded.field == numberOf("household", "persons"));
  const auto barred = verdictOf(in, in.one, change("household", household, {{"household_kind", "KIND_POOR"}}));
  CHECK(barred.code == VerdictCode::heldOutOfScope);
  CHECK(barred.field == numberOf("household", "household_kind"));
  CHECK(verdictOf(in, in.next, edit).code == VerdictCode::heldOutOfScope);
  CHECK(in.world.held().size() == 9);
  CHECK(in.world.shows("household", household, "phone").empty());
  in.world.settle({&in.two, &in.office});
  CHECK(in.two.shows("household", household, "phone").empty());
}

TEST_CASE("a record is made and moved only where it may lie, and its envelope is not undone") {
  Township in;
  const auto household = in.household();
  const auto code = [&](Tablet& by, const Edit& edit, const std::function<void(Change&)>& alter = {}) {
    return verdictOf(in, by, edit, alter).code;
  };
  auto& office = in.office;
  CHECK(code(office, makeRoot("household", township, {})) == VerdictCode::heldInvalid);
  CHECK(code(office, makeRoot("member", village, {})) == VerdictCode::heldInvalid);
  CHECK(code(office, makeRoot("household", 123, {})) == VerdictCode::heldInvalid);
  CHECK(code(in.one, makeRoot("household", otherVillage, {})) == VerdictCode::heldOutOfScope);
  CHECK(code(office, moveTo("household", household, township)) == VerdictCode::heldInvalid);
  CHECK(code(office, moveTo("household", household, farVillage)) == VerdictCode::heldOutOfScope);
  CHECK(code(office, clear("household", household, "region")) == VerdictCode::heldInvalid);
  CHECK(code(office, clear("household", household, "finished")) == VerdictCode::heldInvalid);
  CHECK(code(office, change("household", household, {{"corrects", household.str()}})) == VerdictCode::heldInvalid);
  CHECK(code(office, makeRoot("household", village, {{"region", static_cast<std::int64_t>(otherVillage)}})) ==
        VerdictCode::heldInvalid);
  // Who chaired a meeting of the township is no secret of a family.
  CHECK(code(office, makeRoot("meeting", township, {{"chair", "李"}})) == VerdictCode::accepted);
  CHECK(code(office, makeRoot("project", township, {{"person", "李"}})) == VerdictCode::accepted);
  const auto member = in.one.save(makeChild("member", household, {}));
  in.world.sync(in.one);
  CHECK(code(in.one, change("member", member, {{"region", static_cast<std::int64_t>(village)}})) ==
        VerdictCode::heldInvalid);
}

TEST_CASE("bytes that are no change are kept for the reviewer and can only be laid aside") {
  Township in;
  const auto state = must(in.one->state());
  Batch batch{in.one.device(), state.position + 1, state.chain, village, {entryOf("\xff\xff garbage")}, {}};
  batch.signature = in.one.key().sign(signedBytes(batch, chainHead(batch)));
  const auto receipt = must(in.world.admit(batch, in.one));
  REQUIRE(receipt.verdicts.size() == 1);
  CHECK(receipt.verdicts[0].code == VerdictCode::heldInvalid);
  const auto held = in.world.held();
  REQUIRE(held.size() == 1);
  CHECK(held[0].device() == in.one.device().str());
  CHECK(refused(decideHeld(in.world, held[0].seq(), true)) == Errc::malformed);
  must(decideHeld(in.world, held[0].seq(), false));
  in.world.settle(in.all());
  agree(in);
}

TEST_CASE("an edit outside of its author's scope is held, listed, and reaches the tablets once it is admitted") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "held"}}));
  const auto visit = in.one.save(makeChild("visit", household, {{"visitor_name", "李"}}));
  in.world.setGrants(in.secretary, {{otherVillage, true}});  // while the tablet was out
  in.world.settle(in.all());
  const auto held = in.world.held();
  REQUIRE(held.size() == 2);
  CHECK(held[0].region() == village);
  CHECK(held[0].kind() == kindNumber("household"));
  CHECK(held[0].record() == household.str());
  CHECK(held[0].verdict().code() == bianfang::HELD_OUT_OF_SCOPE);
  CHECK(in.office.shows("household", household, "phone").empty());
  must(decideHeld(in.world, held[0].seq(), true));
  must(decideHeld(in.world, held[1].seq(), true));
  CHECK(in.world.held().empty());
  in.world.settle(in.all());
  CHECK(in.office.shows("household", household, "phone") == "held");
  CHECK(in.office.has("visit", visit));
  CHECK(in.world.auditEntries("held.admit").size() == 2);
  CHECK(refused(decideHeld(in.world, held[0].seq(), true)) == Errc::notFound);
  agree(in);
}

TEST_CASE("an edit laid aside goes from its author's tablet too, and stays in the trail") {
  Township in;
  const auto household = in.household();
  const auto visit = in.one.save(makeChild("visit", household, {{"visitor_name", "李"}}));
  in.world.settle(in.all());
  in.world.pass(1'000'000);
  in.two.save(finish("visit", visit, in.world.now()));
  in.world.settle({&in.two});
  in.one.save(change("visit", visit, {{"conversation", "too late"}}));
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.settle(in.all());
  CHECK(in.one.shows("visit", visit, "conversation") == "too late");  // as long as nobody has decided
  CHECK(in.two.shows("visit", visit, "conversation").empty());
  CHECK(in.two.shows("household", household, "phone") == "138");
  const auto held = in.world.held();
  REQUIRE(held.size() == 1);
  CHECK(held[0].verdict().code() == bianfang::HELD_FINISHED);
  CHECK(refused(decideHeld(in.world, held[0].seq(), true)) == Errc::finished);
  must(decideHeld(in.world, held[0].seq(), false));
  CHECK(refused(decideHeld(in.world, held[0].seq(), false)) == Errc::finished);
  in.world.settle(in.all());
  CHECK(in.one.shows("visit", visit, "conversation").empty());
  CHECK(in.one.shows("visit", visit, "finished") != "");
  CHECK(in.world.auditEntries("held.dismiss").size() == 1);
  agree(in);
}

TEST_CASE("a record laid aside goes from the tablet that made it, with what hangs from it") {
  Township in;
  in.world.setGrants(in.secretary, {{village, false}});
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王"}}));
  const auto member = in.one.save(makeChild("member", household, {{"name", "王小明"}}));
  in.world.settle(in.all());
  CHECK(in.one.has("household", household));
  const auto held = in.world.held();
  REQUIRE(held.size() == 2);
  CHECK(held[1].verdict().code() == bianfang::HELD_UNKNOWN_RECORD);
  for (const auto& item : held) must(decideHeld(in.world, item.seq(), false));
  in.world.settle(in.all());
  CHECK_FALSE(in.one.has("household", household));
  CHECK_FALSE(in.one.has("member", member));
  agree(in);
}

TEST_CASE("a household whose move is laid aside goes from a tablet that may not look where it lies any more") {
  Township in;
  in.world.setGrants(in.secretary, {{village, true}, {otherVillage, true}});
  in.world.settle(in.all());
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王"}}));
  in.world.settle(in.all());
  in.one.save(moveTo("household", household, otherVillage));
  in.world.setGrants(in.secretary, {{otherVillage, true}});  // while the tablet was out
  in.world.settle(in.all());
  CHECK(in.one.has("household", household));
  REQUIRE(in.world.held().size() == 1);
  must(decideHeld(in.world, in.world.held().front().seq(), false));
  in.world.settle(in.all());
  CHECK_FALSE(in.one.has("household", household));
  CHECK(in.world.has("household", household));
  agree(in);
}

TEST_CASE("a record admitted brings what waited for it, and each is judged on its own") {
  Township in;
  in.world.setGrants(in.secretary, {{village, false}});
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王"}}));
  const auto member = in.one.save(makeChild("member", household, {{"name", "王小明"}}));
  in.world.settle(in.all());
  in.world.setGrants(in.secretary, {{village, true}});
  must(decideHeld(in.world, in.world.held().front().seq(), true));
  CHECK(in.world.held().empty());
  in.world.settle(in.all());
  CHECK(in.office.shows("member", member, "name") == "王小明");
  agree(in);
}

TEST_CASE("a change to a record that is not here yet waits for it and is applied when it comes") {
  Township in;
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王"}}));
  must(in.one->seal());
  const auto first = must(in.one->toSend(1 << 20)).front();
  const auto member = in.one.save(makeChild("member", household, {{"name", "王小明"}}));
  in.one.save(change("member", member, {{"name", "王大明"}}));
  in.one.save(change("household", household, {{"phone", "138"}}));
  must(in.one->seal());
  const auto second = must(in.one->toSend(1 << 20)).back();
  const auto waiting = must(in.world.admit(second.batch, in.one));
  CHECK(waiting.verdicts.size() == 3);
  CHECK(in.world.held().size() == 3);
  in.world.settle({&in.two, &in.office});  // they pass the numbers of what is held
  const auto receipt = must(in.world.admit(first.batch, in.one));
  CHECK(receipt.verdicts.empty());
  CHECK(in.world.held().empty());
  in.world.settle(in.all());
  CHECK(in.two.shows("member", member, "name") == "王大明");
  CHECK(in.two.shows("household", household, "phone") == "138");
  CHECK(must(must(in.world.store().read())->list(Space::awaiting, {}, {}, 10)).empty());
  agree(in);
}

TEST_CASE("waiting for a record does not give a right to it") {
  Township in;
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王"}}));
  must(in.one->seal());
  // The neighbour has no right in this village, but knows the name of the record before the centre does.
  CHECK(verdictOf(in, in.next, change("household", household, {{"phone", "stolen"}}), [](Change& c) {
          c.region = otherVillage;
        }).code == VerdictCode::heldUnknownRecord);
  auto child = makeChild("member", household, {{"name", "stolen"}});
  child.region = otherVillage;
  CHECK(verdictOf(in, in.next, child).code == VerdictCode::heldUnknownRecord);
  in.world.settle(in.all());
  CHECK(in.world.shows("household", household, "phone").empty());
  const auto held = in.world.held();
  REQUIRE(held.size() == 2);
  for (const auto& item : held) CHECK(item.verdict().code() == bianfang::HELD_OUT_OF_SCOPE);
  const auto tx = must(in.world.store().read());
  const auto row = must(tx->find(kindNumber("household"), household));
  CHECK(must(tx->children(row->kind, row->rec)).empty());
}

TEST_CASE("what was laid aside is not applied by the record that it waited for") {
  Township in;
  const auto household = in.one.save(makeRoot("household", village, {}));
  must(in.one->seal());
  const auto first = must(in.one->toSend(1 << 20)).front();
  in.one.save(change("household", household, {{"phone", "138"}}));
  must(in.one->seal());
  must(in.world.admit(must(in.one->toSend(1 << 20)).back().batch, in.one));
  must(decideHeld(in.world, in.world.held().front().seq(), false));
  must(in.world.admit(first.batch, in.one));
  CHECK(in.world.has("household", household));
  CHECK(in.world.shows("household", household, "phone").empty());
}

TEST_CASE("a reviewer cannot admit what would make a record none of its kind") {
  Township in;
  const auto household = in.household();
  (void)verdictOf(in, in.office, moveTo("household", household, township));
  (void)verdictOf(in, in.two, change("household", household, {{"phone", "1"}}), [](Change& c) {
    c.set = {{10, std::string("\x50\x01", 2)}};
  });
  (void)verdictOf(in, in.one, change("household", idOf(hashOf("nobody")), {{"phone", "1"}}));
  const auto held = in.world.held();
  REQUIRE(held.size() == 3);
  CHECK(refused(decideHeld(in.world, held[0].seq(), true)) == Errc::invalidValue);
  CHECK(refused(decideHeld(in.world, held[1].seq(), true)) == Errc::malformed);
  CHECK(refused(decideHeld(in.world, held[2].seq(), true)) == Errc::notFound);
  CHECK(refused(decideHeld(in.world, 999'999, true)) == Errc::notFound);
  CHECK(in.world.held().size() == 3);
}

TEST_CASE("a reviewer may let a value beyond its limit pass") {
  Township in;
  const auto household = in.household();
  (void)verdictOf(in, in.two, change("household", household, {{"persons", std::int64_t{500}}}));
  must(decideHeld(in.world, in.world.held().front().seq(), true));
  in.world.settle(in.all());
  CHECK(in.one.shows("household", household, "persons") == "500");
}

TEST_CASE("a revoked tablet can hand in what it holds, and reads nothing") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "deposited"}}));
  in.world.office([&](StoreTx& tx) { must(Registry(tx).revoke(in.one.device(), "lost", "test", in.world.now())); });
  in.two.save(change("household", household, {{"address", "secret"}}));
  in.world.settle({&in.two, &in.office});
  CHECK(in.world.sync(in.one));
  const auto held = in.world.held();
  REQUIRE(held.size() == 1);
  CHECK(held[0].verdict().code() == bianfang::HELD_REVOKED);
  CHECK(must(in.one->waiting()).changes == 0);
  const auto tx = must(in.world.store().read());
  const auto sender = in.world.senderOf(in.one);
  CHECK(refused(in.world.centre().pull(*tx, sender, 0, true, 1000)) == Errc::revoked);
  CHECK(refused(in.world.centre().snapshot(*tx, sender, village, {}, 1000)) == Errc::revoked);
  must(decideHeld(in.world, held[0].seq(), true));
  in.world.settle({&in.two, &in.office});
  CHECK(in.two.shows("household", household, "phone") == "deposited");
}

TEST_CASE("an edit of a visit that another tablet finished first is held; the other way round both stand") {
  for (const bool finishFirst : {true, false}) {
    Township in;
    const auto visit = in.one.save(makeChild("visit", in.household(), {}));
    in.world.settle(in.all());
    in.one.save(finish("visit", visit, in.world.now()));
    in.two.save(change("visit", visit, {{"conversation", "谈话"}}));
    in.world.settle(finishFirst ? std::vector{&in.one, &in.two} : std::vector{&in.two, &in.one});
    CHECK(in.world.held().size() == (finishFirst ? 1 : 0));
    CHECK(in.world.shows("visit", visit, "conversation") == (finishFirst ? "" : "谈话"));
  }
}

TEST_CASE("more concurrent writes to one field than a record can carry are held, and the tablets still agree") {
  Township in;
  const auto household = in.household();
  auto state = must(in.one->state());
  Batch batch{in.one.device(), state.position + 1, state.chain, village, {}, {}};
  for (int i = 0; i < 80; ++i) {
    auto edit = change("household", household, {{"phone", std::to_string(i)}});
    Change made{edit.kind,
                edit.record,
                {},
                village,
                in.one.device(),
                in.one.identity().user,
                in.one.identity().role,
                1'546'300'800'000'000 + i,
                edit.set,
                {},
                {}};
    batch.entries.push_back(entryOf(serialise(made)));
  }
  batch.signature = in.one.key().sign(signedBytes(batch, chainHead(batch)));
  const auto receipt = must(in.world.admit(batch, in.one));
  CHECK(receipt.verdicts.size() == 80 - 64);
  in.world.settle({&in.two, &in.office});
  CHECK(difference(in.world, in.two).empty());
  CHECK(must(in.two->conflicts(10)).front().values.size() == 64);
}

}  // namespace bf::test
