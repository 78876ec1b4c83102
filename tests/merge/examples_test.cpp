// The examples of shared/merge/MERGE.md, in its order.
#include <catch2/catch.hpp>

#include "shared/merge/batch.h"
#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/history.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

namespace {

using Ids = std::vector<ChangeId>;

// Every order of the changes after the creation gives these heads of the phone and this number.
void showsInAnyOrder(const Changes& changes, const Ids& heads, std::string_view number) {
  for (std::uint64_t order = 0; order < 24; ++order) {
    const Copy copy(shuffled(changes, order));
    CHECK(copy.heads().headsOf(phone) == heads);
    CHECK(copy.value(phone) == textField(phone, number).wire);
    CHECK(copy.bytes() == Copy(changes).bytes());
  }
}

}  // namespace

TEST_CASE("example: two tablets, and a clerk who decides") {
  Story story;
  const auto& c = story.create(1, {textField(phone, "136")});
  story.pass(hour);
  const auto& a = story.write(1, {&c}, {textField(phone, "137")});
  story.pass(hour / 2);
  const auto& b = story.write(2, {&c}, {textField(phone, "138")});
  showsInAnyOrder({&c, &a, &b}, {b.id, a.id}, "138");
  CHECK(Copy({&c, &a, &b}).heads().contested(HouseholdRules(), household) == std::vector{phone});
  const auto& d = story.write(3, {&c, &a, &b}, {textField(phone, "137")});
  showsInAnyOrder({&c, &a, &b, &d}, {d.id}, "137");
  CHECK(Copy({&c, &a, &b, &d}).heads().contested(HouseholdRules(), household).empty());
}

TEST_CASE("example: a fast clock wins no tie once the receipt is there") {
  Story story;
  const auto& c = story.create(1, {textField(phone, "136")});
  constexpr Micros tenYears = 10 * 365 * 24 * hour;
  story.setClockAhead(tenYears);
  const auto& a = story.write(1, {&c}, {textField(phone, "137")});
  story.setClockAhead(0);
  story.pass(hour / 2);
  const auto& b = story.write(2, {&c}, {textField(phone, "138")});
  showsInAnyOrder({&c, &a, &b}, {b.id, a.id}, "138");
  CHECK(Copy({&c, &a, &b}, Copy::Times::unknown).value(phone) == textField(phone, "137").wire);
  const auto heads = Copy({&c, &a}).heads();
  REQUIRE(heads.shownWriter(phone) != nullptr);
  CHECK(heads.shownWriter(phone)->ahead == tenYears - hour / 12);
}

TEST_CASE("example: what was typed after seeing a value from the future replaces it") {
  Story story;
  const auto& c = story.create(1, {textField(phone, "136")});
  story.setClockAhead(10 * 365 * 24 * hour);
  const auto& a = story.write(1, {&c}, {textField(phone, "137")});
  story.setClockAhead(0);
  const auto& b = story.write(2, {&c, &a}, {textField(phone, "138")});
  showsInAnyOrder({&c, &a, &b}, {b.id}, "138");
  CHECK(Copy({&c, &b, &a}, Copy::Times::unknown).value(phone) == textField(phone, "138").wire);
}

TEST_CASE("example: a removal and an edit that had not seen each other") {
  Story story;
  const auto& c = story.create(1, {textField(phone, "136")});
  const auto& r = story.remove(1, {&c});
  const auto& b = story.write(2, {&c}, {textField(phone, "139")});
  const Changes open{&c, &r, &b};
  showsInAnyOrder(open, {b.id}, "139");
  CHECK(Copy(open).heads().removedUnseen());
  const auto& back = story.clear(3, open, {removalField});
  showsInAnyOrder({&c, &r, &b, &back}, {b.id}, "139");
  CHECK_FALSE(Copy({&c, &r, &b, &back}).heads().removedUnseen());
  CHECK(Copy({&c, &r, &b, &back}).value(removalField).empty());
  const auto& again = story.remove(3, open);
  CHECK_FALSE(Copy({&c, &again, &b, &r}).heads().removedUnseen());
  CHECK_FALSE(Copy({&c, &again, &b, &r}).value(removalField).empty());
}

TEST_CASE("example: an overwrite arrives before what it overwrites") {
  Story story;
  const auto& c = story.create(1, {textField(phone, "136")});
  const auto& a = story.write(1, {&c}, {textField(phone, "137")});
  const auto& b = story.write(2, {&c, &a}, {textField(phone, "138")});
  Copy centre({&c, &b});
  CHECK(centre.heads().awaitsAny());
  CHECK(centre.heads().headsOf(phone) == Ids{b.id, c.id});  // c is not named by b, and a that names it is away
  CHECK(centre.value(phone) == textField(phone, "138").wire);
  centre.take(a);
  CHECK_FALSE(centre.heads().awaitsAny());
  CHECK(centre.heads().headsOf(phone) == Ids{b.id});
  CHECK(centre.bytes() == Copy({&c, &a, &b}).bytes());
}

TEST_CASE("example: a clone writes at the same position of the same chain") {
  Story story;
  const auto& c = story.create(1, {textField(phone, "136")});
  const auto& a = story.write(1, {&c}, {textField(phone, "137")});
  const auto& clone = story.write(1, {&c}, {textField(phone, "138")});
  CHECK(a.change.device == clone.change.device);
  showsInAnyOrder({&c, &a, &clone}, {clone.id, a.id}, "138");
  auto same = a.change;
  CHECK(known(same, 9, 0).id == a.id);
  ++same.stamp;
  CHECK(known(same, 9, 0).id != a.id);
}

TEST_CASE("example: a restored centre receives a change again, later") {
  Story story;
  const auto& c = story.create(1, {textField(phone, "136")});
  story.setClockAhead(10 * 365 * 24 * hour);
  Known a = story.write(1, {&c}, {textField(phone, "137")});
  story.setClockAhead(0);
  story.pass(hour / 2);
  const auto& b = story.write(2, {&c}, {textField(phone, "138")});
  Copy other({&c, &a, &b});
  CHECK(other.heads().headsOf(phone) == Ids{b.id, a.id});
  a.received += 3 * hour;
  const Copy restored({&c, &b, &a});
  other.receipt(a, a.received);
  CHECK(other.heads().headsOf(phone) == Ids{a.id, b.id});
  CHECK(other.bytes() == restored.bytes());
  CHECK(other.value(phone) == restored.value(phone));
}
