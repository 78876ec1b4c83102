// The bounded stamp: a clock decides between values typed unseen, but no clock that is fast wins by that for long.
#include <algorithm>

#include "shared/base/crypto.h"
#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/history.h"
#include "tests/merge/property.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("receipts that come after the changes, in whatever order, give what changes with receive times give") {
  forAll("receipts commute", 300, [](const Script& script, std::uint64_t chance, std::uint64_t other) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    Copy copy(part, Copy::Times::unknown);
    auto order = shuffled(part, other);
    std::swap(order.front(), order[other % order.size()]);
    for (const auto* one : order) copy.receipt(*one, one->received);
    const Copy bounded(part);
    RC_ASSERT(copy.bytes() == bounded.bytes());
    RC_ASSERT(copy.values() == bounded.values());
  });
}

TEST_CASE("a change and its receipt may come at any moment of the others' arrival") {
  forAll("receipts and changes commute", 300, [](const Script& script, std::uint64_t chance, std::uint64_t other) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    SeededRandom random(other);
    Copy copy(*part.front(), Copy::Times::unknown);
    Changes owed{part.front()};
    for (std::size_t next = 1; next < part.size() || !owed.empty();) {
      if (next < part.size() && (owed.empty() || random.chance(60))) {
        copy.take(*part[next]);
        owed.push_back(part[next++]);
      } else {
        const auto at = owed.begin() + static_cast<std::ptrdiff_t>(random.below(owed.size()));
        copy.receipt(**at, (*at)->received);
        owed.erase(at);
      }
    }
    RC_ASSERT(copy.bytes() == Copy(part).bytes());
    RC_ASSERT(copy.values() == Copy(part).values());
  });
}

TEST_CASE("receive times of a later epoch replace those of the one before, as if there had been no other") {
  forAll("the last epoch counts", 300, [](const Script& script, std::uint64_t chance, std::uint64_t other) {
    auto story = history(script);
    auto part = partOf(story, chance);
    Copy copy(part);
    SeededRandom random(other);
    // A restored centre receives again what the tablets still hold, in whatever order and later than before.
    for (auto& one : story.changes) one.received += static_cast<Micros>(random.below(1000)) * hour;
    for (const auto* one : shuffled(part, other)) copy.receipt(*one, one->received);
    RC_ASSERT(copy.bytes() == Copy(part).bytes());
    RC_ASSERT(copy.values() == Copy(part).values());
  });
}

TEST_CASE("a change that comes again with another receive time is bounded by that") {
  forAll("a change given again is a receipt", 200, [](const Script& script, std::uint64_t chance) {
    auto story = history(script);
    const auto part = partOf(story, chance);
    Copy copy(part);
    for (auto& one : story.changes) one.received += 24 * hour;
    const auto heads = copy.heads().allHeads();
    for (const auto* one : part)
      if (std::ranges::find(heads, one->id) != heads.end()) copy.takeUnfiltered(*one);
    RC_ASSERT(copy.bytes() == Copy(part).bytes());
    RC_ASSERT(copy.values() == Copy(part).values());
  });
}

TEST_CASE("without a receive time the author's own stamp counts again") {
  forAll("bounds come off", 200, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    Copy copy(part);
    for (const auto* one : part) copy.receipt(*one, 0);
    RC_ASSERT(copy.bytes() == Copy(part, Copy::Times::unknown).bytes());
  });
}

TEST_CASE("a tablet whose clock is ten years fast shows its own value until the receipt comes, then the later one") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  story.setClockAhead(10 * 365 * 24 * hour);
  const auto& fast = story.write(1, {&creation}, {textField(phone, "137")});
  story.setClockAhead(0);
  story.pass(hour);
  const auto& late = story.write(2, {&creation}, {textField(phone, "138")});

  Copy tablet({&creation, &late, &fast}, Copy::Times::unknown);
  CHECK(tablet.value(phone) == textField(phone, "137").wire);
  tablet.receipt(fast, fast.received);
  CHECK(tablet.value(phone) == textField(phone, "138").wire);
  CHECK(tablet.heads().headsOf(phone) == std::vector{late.id, fast.id});
}

TEST_CASE("a writer tells by how much its author's clock was ahead of the receive time") {
  Change change;
  change.stamp = 1000;
  change.role = 4;
  const ChangeId id = idOf(hashOf("x"));
  CHECK(writerOf(change, id, 7, 400) == Writer{id, 7, 400, 4, 600});
  CHECK(writerOf(change, id, 7, 1000) == Writer{id, 7, 1000, 4, 0});
  CHECK(writerOf(change, id, 7, 5000) == Writer{id, 7, 1000, 4, 0});
  CHECK(writerOf(change, id, 7, 0) == Writer{id, 7, 1000, 4, 0});
  change.stamp = INT64_MAX;
  CHECK(writerOf(change, id, 7, 1) == Writer{id, 7, 1, 4, INT64_MAX - 1});
  change.stamp = INT64_MIN;
  CHECK(writerOf(change, id, 7, 1) == Writer{id, 7, INT64_MIN, 4, 0});
}

TEST_CASE("a receipt for a write that is no head any more, or never was, changes nothing") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  const auto& old = story.write(1, {&creation}, {textField(phone, "137")});
  const auto& late = story.write(2, {&creation, &old}, {textField(phone, "138")});
  Copy copy({&creation, &old, &late});
  const auto bytes = copy.bytes();
  copy.receipt(old, 1);
  CHECK(copy.bytes() == bytes);
}

TEST_CASE("a change given again with another number takes it over; the creation keeps that of the record") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  const auto& edit = story.write(1, {&creation}, {textField(idNumber, "2")});
  auto heads = Copy({&creation, &edit}).heads();
  for (const auto* one : {&creation, &edit}) {
    const auto again =
        heads.apply(one->change, writerOf(one->change, one->id, 77, one->received), HouseholdRules(), {});
    REQUIRE(again);
    CHECK(again->empty());
  }
  CHECK(heads.writers()[0].seq == 77);
  CHECK(heads.creator().seq == 1);
  REQUIRE(heads.rebind(creation.id, 78, creation.received, household, HouseholdRules(), {}));
  CHECK(heads.creator().seq == 1);
}

TEST_CASE("sequence numbers follow a receipt and a renumbering, and are all that tells two stores apart") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  const auto& edit = story.write(1, {&creation}, {textField(phone, "137")});
  const Copy copy({&creation, &edit});
  auto heads = copy.heads();
  REQUIRE(heads.rebind(edit.id, 41, edit.received, household, HouseholdRules(), {}));
  REQUIRE(heads.writers().size() == 1);
  CHECK(heads.writers()[0].seq == 41);
  CHECK(heads.serialise() != copy.bytes());
  heads.renumber([&](std::int64_t seq) { return seq == 41 ? edit.seq : seq; });
  CHECK(heads.serialise() == copy.bytes());
}
