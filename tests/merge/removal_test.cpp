// Law 5: removal is a write like any other; an edit that had not seen it makes a conflict, never vanishes.
#include <algorithm>

#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/history.h"
#include "tests/merge/property.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("a removal is contested exactly when a present head of another field was not seen by it") {
  forAll("unseen removals agree with their definition", 300, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    RC_ASSERT(Copy(part).heads().removedUnseen() == removedUnseen(part));
  });
}

TEST_CASE("a removal that saw everything removes without a question") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "138")});
  const auto& removal = story.remove(2, {&creation});
  const Copy copy({&creation, &removal});
  CHECK(copy.value(removalField) == textField(removalField, "moved away").wire);
  CHECK_FALSE(copy.heads().removedUnseen());
}

TEST_CASE("an edit that had not seen the removal stays and makes a conflict, in either order") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "138")});
  const auto& removal = story.remove(2, {&creation});
  const auto& edit = story.write(1, {&creation}, {textField(phone, "139")});
  for (const auto& changes : {Changes{&creation, &removal, &edit}, Changes{&creation, &edit, &removal}}) {
    const Copy copy(changes);
    CHECK(copy.heads().removedUnseen());
    CHECK(copy.value(phone) == textField(phone, "139").wire);
    CHECK(copy.value(removalField) == textField(removalField, "moved away").wire);
  }
}

TEST_CASE("a second removal that saw the edit, or taking the removal back, closes the conflict") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "138")});
  const auto& removal = story.remove(2, {&creation});
  const auto& edit = story.write(1, {&creation}, {textField(phone, "139")});
  const Changes open{&creation, &removal, &edit};

  const auto& again = story.remove(3, open);
  Copy removed(open);
  removed.take(again);
  CHECK_FALSE(removed.heads().removedUnseen());
  CHECK_FALSE(removed.value(removalField).empty());

  const auto& back = story.clear(3, open, {removalField});
  Copy restored(open);
  restored.take(back);
  CHECK_FALSE(restored.heads().removedUnseen());
  CHECK(restored.value(removalField).empty());
  CHECK(restored.value(phone) == textField(phone, "139").wire);
}

TEST_CASE("a removal that says nothing of what it had seen is contested, by the creation alone") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "138")});
  Change silent = story.remove(2, {&creation}).change;
  silent.bases.clear();
  CHECK(Copy({&creation, &story.add(silent)}).heads().removedUnseen());
}

TEST_CASE("two removals that had not seen each other agree") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "138")});
  const auto& here = story.remove(1, {&creation});
  const auto& there = story.remove(2, {&creation});
  const Copy copy({&creation, &here, &there});
  CHECK(copy.heads().headsOf(removalField).size() == 2);
  CHECK_FALSE(copy.heads().removedUnseen());
}

TEST_CASE("a record that was created removed and edited by someone who had not seen all of it is contested") {
  Story story;
  const auto& creation = story.create(1, {textField(removalField, "entered twice"), textField(phone, "138")});
  Copy copy(creation);
  CHECK_FALSE(copy.heads().removedUnseen());
  copy.take(story.write(2, {&creation}, {textField(phone, "139")}));
  CHECK(copy.heads().removedUnseen());
}

TEST_CASE("a removal that arrives after the write that took it back is not a head") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "138")});
  const auto& removal = story.remove(2, {&creation});
  const auto& back = story.clear(3, {&creation, &removal}, {removalField});
  const Copy copy({&creation, &back, &removal});
  CHECK(copy.value(removalField).empty());
  CHECK_FALSE(copy.heads().removedUnseen());
  CHECK_FALSE(copy.heads().awaitsAny());
  CHECK(copy.bytes() == Copy({&creation, &removal, &back}).bytes());
}
