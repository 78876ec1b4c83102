// Batches that come twice, in pieces, out of order, from two images of one tablet, or from someone who means harm.

#include <catch2/catch.hpp>
#include <functional>
#include <vector>

#include "shared/merge/merge_limits.h"
#include "tests/replica/picture.h"
#include "tests/replica/world.h"

namespace bf::test {
namespace {

LogBatch sealed(Tablet& tablet) {
  must(tablet->seal());
  return must(tablet->toSend(1 << 20)).back();
}

void agree(World& world, const std::vector<Tablet*>& tablets) {
  for (auto* tablet : tablets) {
    INFO(difference(world, *tablet));
    CHECK(difference(world, *tablet).empty());
  }
}

std::int64_t lastSeq(World& world) { return must(must(world.store().read())->lastSeq(false)); }

}  // namespace

TEST_CASE("a batch that comes again gets the same receipt and changes nothing") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  const auto batch = sealed(in.one).batch;
  const auto first = must(in.world.admit(batch, in.one));
  const auto last = lastSeq(in.world);
  in.two.save(change("household", household, {{"phone", "139"}}));
  in.world.settle({&in.two});
  const auto before = pictureOf(in.world.store(), in.world.centre(), in.world.senderOf(in.office));
  const auto number = lastSeq(in.world);
  const auto again = must(in.world.admit(batch, in.one));
  CHECK(again == first);
  CHECK(again.received != in.world.now());
  CHECK(lastSeq(in.world) == number);
  CHECK(number > last);
  CHECK(pictureOf(in.world.store(), in.world.centre(), in.world.senderOf(in.office)) == before);
  CHECK(in.world.centre().gaveReceipt(again));
  auto forgedReceipt = again;
  ++forgedReceipt.seq;
  CHECK_FALSE(in.world.centre().gaveReceipt(forgedReceipt));
}

TEST_CASE("the receipt of a batch with held changes says so again") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.setGrants(in.secretary, {{otherVillage, true}});
  const auto batch = sealed(in.one).batch;
  const auto first = must(in.world.admit(batch, in.one));
  REQUIRE(first.verdicts.size() == 1);
  CHECK(must(in.world.admit(batch, in.one)) == first);
}

TEST_CASE("a batch whose signature does not fit is refused and nothing of it is kept") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "138"}}));
  auto batch = sealed(in.one).batch;
  const auto last = lastSeq(in.world);
  auto altered = batch;
  altered.entries[0].change.back() ^= 1;
  altered.entries[0] = entryOf(altered.entries[0].change);
  CHECK(refused(in.world.admit(altered, in.one)) == Errc::badSignature);
  altered = batch;
  altered.region = otherVillage;
  CHECK(refused(in.world.admit(altered, in.one)) == Errc::badSignature);
  altered = batch;
  altered.device = in.two.device();
  CHECK(refused(in.world.admit(altered, in.one)) == Errc::badSignature);
  altered = batch;
  altered.signature.bytes[5] ^= 1;
  CHECK(refused(in.world.admit(altered, in.one)) == Errc::badSignature);
  CHECK(lastSeq(in.world) == last);
  must(in.world.admit(batch, in.one));
}

TEST_CASE("batches of no honest shape are refused") {
  Township in;
  const auto state = must(in.one->state());
  Batch batch{in.one.device(), state.position + 1, state.chain, village, {}, {}};
  const auto sign = [&](Batch& one) { one.signature = in.one.key().sign(signedBytes(one, chainHead(one))); };
  sign(batch);
  CHECK(refused(in.world.admit(batch, in.one)) == Errc::malformed);
  const auto household = in.one.save(makeRoot("household", village, {}));
  in.one.save(change("household", household, {{"phone", "138"}}));
  batch = sealed(in.one).batch;
  auto far = batch;
  far.first = UINT64_MAX;
  sign(far);
  CHECK(refused(in.world.admit(far, in.one)) == Errc::malformed);
  far.first = 0;
  sign(far);
  CHECK(refused(in.world.admit(far, in.one)) == Errc::malformed);
  const auto last = lastSeq(in.world);
  for (const auto& bend : std::vector<std::function<void(Batch&)>>{
           [](Batch& one) { one.region = 0; },
           [](Batch& one) { one.device = {}; },
       }) {
    auto bent = batch;
    bend(bent);
    sign(bent);
    CHECK(refused(in.world.admit(bent, in.one)) == Errc::malformed);
  }
  auto heavy = batch;
  heavy.entries.push_back(entryOf(std::string(changeBytesMax + 1, 'x')));
  sign(heavy);
  CHECK(refused(in.world.admit(heavy, in.one)) == Errc::tooLarge);
  heavy = batch;
  for (char c = 'a'; c <= 'e'; ++c) heavy.entries.push_back(entryOf(std::string(changeBytesMax - 9, c)));
  sign(heavy);
  CHECK(refused(in.world.admit(heavy, in.one)) == Errc::tooLarge);
  CHECK(lastSeq(in.world) == last);
  must(in.world.admit(batch, in.one));
  // The second change alone ends where both end: one name for two batches.
  Batch tail{batch.device, batch.first + 1,    hashOf(batch.prev.view(), batch.entries[0].hash.view()),
             batch.region, {batch.entries[1]}, {}};
  REQUIRE(chainHead(tail) == chainHead(batch));
  sign(tail);
  CHECK(refused(in.world.admit(tail, in.one)) == Errc::brokenChain);
  CHECK(in.world.shows("household", household, "phone") == "138");
}

TEST_CASE("two images of one tablet: both keep their work, and the office hears of it once") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"needs", "before the image"}}));
  auto& image = in.world.clone(in.one);
  const std::vector<Tablet*> all{&in.one, &image, &in.two, &in.office};
  in.one.save(change("household", household, {{"phone", "of the first"}}));
  in.world.sync(in.one);
  in.world.pass(1'000'000);
  image.save(change("household", household, {{"address", "of the second"}}));
  const auto visit = image.save(makeChild("visit", household, {{"visitor_name", "李"}}));
  in.world.settle(all);
  CHECK(in.world.auditEntries("tablet.forked").size() == 1);
  for (auto* tablet : all) {
    CHECK(tablet->shows("household", household, "needs") == "before the image");
    CHECK(tablet->shows("household", household, "phone") == "of the first");
    CHECK(tablet->shows("household", household, "address") == "of the second");
    CHECK(tablet->has("visit", visit));
    CHECK(must((*tablet)->conflicts(10)).empty());
  }
  in.one.save(change("household", household, {{"phone", "more of the first"}}));
  image.save(change("household", household, {{"address", "more of the second"}}));
  in.world.settle(all);
  for (auto* tablet : all) {
    CHECK(tablet->shows("household", household, "phone") == "more of the first");
    CHECK(tablet->shows("household", household, "address") == "more of the second");
  }
  CHECK(in.world.auditEntries("tablet.forked").size() == 1);
  agree(in.world, all);
}

TEST_CASE("a change that both images of a tablet bring is applied once and does not come back when it was replaced") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "in both"}}));
  auto& image = in.world.clone(in.one);
  const std::vector<Tablet*> all{&in.one, &image, &in.two, &in.office};
  in.one.save(change("household", household, {{"phone", "replaced by the first"}}));
  in.world.sync(in.one);
  in.world.sync(in.two);
  in.two.save(change("household", household, {{"phone", "replaced by another"}}));
  in.world.sync(in.two);
  image.save(change("household", household, {{"address", "of the second"}}));
  in.world.settle(all);
  for (auto* tablet : all) {
    CHECK(tablet->shows("household", household, "phone") == "replaced by another");
    CHECK(must((*tablet)->conflicts(10)).empty());
  }
  agree(in.world, all);
}

TEST_CASE("a change that both images bring counts from when the centre first had it, on the images too") {
  Township in;
  const auto household = in.household();
  in.one.clock().off = 3'600'000'000;  // its stamp is cut to the time of the receipt
  in.one.save(change("household", household, {{"phone", "in both"}}));
  auto& image = in.world.clone(in.one);
  const std::vector<Tablet*> all{&in.one, &image, &in.two, &in.office};
  image.save(change("household", household, {{"address", "of the second"}}));  // its batch is another
  in.world.sync(in.one);
  in.world.pass(180'000'000);
  in.world.settle(all);
  agree(in.world, all);
}

TEST_CASE("a change that is held in one image's batch is not let through by the other's") {
  Township in;
  const auto household = in.household();
  in.one.save(change("household", household, {{"phone", "outside"}}));
  auto& image = in.world.clone(in.one);
  in.world.setGrants(in.secretary, {{otherVillage, true}});
  in.world.sync(in.one);
  image.save(change("household", household, {{"address", "outside too"}}));
  in.world.sync(image);
  CHECK(in.world.held().size() == 2);
  in.world.settle({&in.office, &in.next});
  CHECK(in.office.shows("household", household, "phone").empty());
  agree(in.world, {&in.office, &in.next});
}

TEST_CASE("an image that read on before it was known as one is told what it passed over as its own") {
  Township in;
  const auto household = in.household();
  auto& image = in.world.clone(in.one);
  const auto visit = in.one.save(makeChild("visit", household, {{"visitor_name", "李"}}));
  in.world.sync(in.one);
  // The image reads, and what the other did under its name passes for its own.
  const auto sender = in.world.senderOf(image);
  const auto cursor = must(image->state()).cursor;
  const auto passed = must(in.world.centre().pull(*must(in.world.store().read()), sender, cursor, false, 1 << 20));
  CHECK(passed.batches.empty());
  must(image->take(passed));
  image.save(change("household", household, {{"address", "of the second"}}));
  in.world.sync(image);
  CHECK(in.world.auditEntries("tablet.forked").size() == 1);
  in.world.sync(image);
  CHECK(image.has("visit", visit));
  in.world.sync(in.one);
  agree(in.world, {&in.one, &image});
}

TEST_CASE("a tablet put back to an older image takes up where it had come, without a fork") {
  Township in;
  const auto household = in.household();
  const auto image = in.world.imageOf(in.one);
  in.one.save(change("household", household, {{"phone", "138"}}));
  in.world.settle(in.all());
  in.world.putBack(in.one, image);
  CHECK(in.one.shows("household", household, "phone").empty());
  in.world.sync(in.one);
  CHECK(in.one.shows("household", household, "phone") == "138");
  CHECK(must(in.one->state()).position == 2);
  in.one.save(change("household", household, {{"phone", "139"}}));
  in.world.settle(in.all());
  CHECK(in.world.auditEntries("tablet.forked").empty());
  CHECK(in.two.shows("household", household, "phone") == "139");
  CHECK(must(in.one->conflicts(10)).empty());
  agree(in.world, in.all());
}

TEST_CASE(
    "a batch that someone saw only in part is completed by one who has all of it, and everyone hears of the rest") {
  Township in;
  const auto seen = in.household();
  const auto unseen = in.household();
  in.office.save(change("household", seen, {{"phone", "137"}}));
  in.office.save(change("household", unseen, {{"phone", "138"}}));
  in.office.save(moveTo("household", unseen, otherVillage));
  const auto whole = sealed(in.office).batch;
  REQUIRE(whole.entries.size() == 3);
  auto part = whole;
  part.entries[1].change.clear();
  part.entries[2].change.clear();
  const auto receipt = must(in.world.admit(part, in.one));
  CHECK(receipt.count == 3);
  in.world.settle({&in.one, &in.two, &in.next});
  CHECK(in.one.shows("household", seen, "phone") == "137");
  CHECK(in.one.shows("household", unseen, "phone").empty());
  const auto completed = must(in.world.admit(whole, in.office));
  CHECK(completed.seq == receipt.seq);
  CHECK(completed.received == receipt.received);
  CHECK(in.world.shows("household", unseen, "phone") == "138");
  in.world.settle(in.all());
  CHECK_FALSE(in.one.has("household", unseen));
  CHECK(in.next.shows("household", unseen, "phone") == "138");
  CHECK(must(in.world.admit(part, in.two)) == completed);
  agree(in.world, in.all());
}

TEST_CASE("a creation that comes with the completion of its batch brings what waited for it") {
  Township in;
  const auto household = in.one.save(makeRoot("household", village, {{"head_name", "王"}}));
  in.one.save(makeRoot("household", village, {{"head_name", "张"}}));
  const auto whole = sealed(in.one).batch;
  const auto member = in.one.save(makeChild("member", household, {{"name", "王小明"}}));
  const auto next = sealed(in.one).batch;
  auto part = whole;
  part.entries[0].change.clear();
  must(in.world.admit(part, in.two));
  must(in.world.admit(next, in.one));
  CHECK(in.world.held().size() == 1);
  in.world.settle({&in.two, &in.office});
  must(in.world.admit(whole, in.one));
  CHECK(in.world.held().empty());
  in.world.settle(in.all());
  CHECK(in.two.has("household", household));
  CHECK(in.two.has("member", member));
  agree(in.world, in.all());
}

TEST_CASE("batches of one tablet that come out of order end as if they had come in order") {
  Township in;
  const auto household = in.household();
  std::vector<Batch> batches;
  for (int i = 0; i < 4; ++i) {
    in.one.save(change("household", household, {{"phone", std::to_string(i)}}));
    batches.push_back(sealed(in.one).batch);
  }
  for (const auto at : {2, 0, 3, 1}) must(in.world.admit(batches[static_cast<std::size_t>(at)], in.two));
  CHECK(in.world.shows("household", household, "phone") == "3");
  CHECK(in.world.auditEntries("tablet.forked").empty());
  in.world.settle(in.all());
  CHECK(must(in.office->conflicts(10)).empty());
  agree(in.world, in.all());
}

TEST_CASE("a batch of a device that the register does not know is kept and held") {
  Township in;
  const auto household = in.household();
  Batch batch{*DeviceId::from("stranger"), 1, {}, village, {}, {}};
  const auto edit = change("household", household, {{"phone", "138"}});
  Change made{edit.kind, edit.record, {}, village, batch.device, in.secretary, villageSecretary, 5, edit.set, {}, {}};
  batch.entries.push_back(entryOf(serialise(made)));
  const auto receipt = must(in.world.admit(batch, in.one));
  REQUIRE(receipt.verdicts.size() == 1);
  CHECK(receipt.verdicts[0].code == VerdictCode::heldOutOfScope);
  CHECK(in.world.shows("household", household, "phone").empty());
}

}  // namespace bf::test
