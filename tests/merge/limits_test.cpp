// What a hostile or broken client can make of one record's heads, and what the merge then still promises.
#include <ctime>

#include "shared/base/crypto.h"
#include "shared/merge/merge_limits.h"
#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/history.h"
#include "tests/merge/property.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("no head is dropped, however many there are: the centre is told instead") {
  Story story;
  const auto& creation = story.create(1, {});
  Changes changes{&creation};
  for (std::size_t i = 0; i <= fieldHeadsMax; ++i) {
    CHECK_FALSE(Copy(changes).heads().overfull());
    changes.push_back(&story.write(2, {&creation}, {textField(phone, std::to_string(i))}));
  }
  const Copy copy(changes);
  CHECK(copy.heads().overfull());
  CHECK(copy.heads().headsOf(phone).size() == fieldHeadsMax + 1);
  CHECK(copy.bytes() == Copy(shuffled(changes, 7)).bytes());
}

TEST_CASE("a record is overfull when it awaits more bases than awaitedMax") {
  Story story;
  const auto& creation = story.create(1, {});
  Change change = story.write(1, {&creation}, {textField(phone, "1")}).change;
  Copy copy(creation);
  int made = 0;
  for (std::size_t awaited = 0; awaited <= awaitedMax; awaited += changeBasesMax) {
    CHECK_FALSE(copy.heads().overfull());
    change.bases = {{{phone}, {}}};
    for (std::size_t i = 0; i < changeBasesMax; ++i)
      change.bases[0].ids.push_back(idOf(hashOf("nobody has this", std::to_string(++made))));
    copy.take(story.add(change));
  }
  CHECK(copy.heads().overfull());
}

TEST_CASE("a field number of nine digits costs a few bytes, whether created or written later") {
  Story story;
  const auto& creation = story.create(1, {textField(fieldNumberMax, "a"), textField(phone, "1")});
  Copy copy(creation);
  CHECK(copy.bytes().size() < 40);
  CHECK(copy.heads().headsOf(fieldNumberMax) == std::vector{creation.id});
  const auto& edit = story.write(2, {&creation}, {textField(fieldNumberMax, "b")});
  copy.take(edit);
  CHECK(copy.heads().headsOf(fieldNumberMax) == std::vector{edit.id});
  CHECK(copy.value(fieldNumberMax) == textField(fieldNumberMax, "b").wire);
}

TEST_CASE("the bitmap of created fields ends where entries begin") {
  Story story;
  const auto& creation = story.create(1, {textField(createdBitsMax - 1, "a"), textField(createdBitsMax, "b")});
  const Copy copy(creation);
  for (const auto field : {createdBitsMax - 1, createdBitsMax})
    CHECK(copy.heads().headsOf(field) == std::vector{creation.id});
  CHECK(copy.heads().headsOf(createdBitsMax + 1).empty());
  REQUIRE(copy.heads().fields().size() == 1);
  CHECK(copy.heads().fields()[0].field == createdBitsMax);
}

TEST_CASE("a change with as many bases as a change may have is applied in less than a second") {
  Story story;
  const auto& creation = story.create(1, {});
  Change change = story.write(1, {&creation}, {textField(phone, "1")}).change;
  change.set.clear();
  change.bases.clear();
  for (std::uint32_t field = 10; field < 10 + changeFieldsMax; ++field) change.set.push_back(numberField(field, 1));
  for (std::uint32_t field = 10; field < 14; ++field) {
    change.bases.push_back({{field}, {}});
    for (std::size_t i = 0; i < changeBasesMax; ++i)
      change.bases.back().ids.push_back(idOf(hashOf("nobody has this", std::to_string(i))));
  }
  Copy copy(creation);
  const auto before = std::clock();
  copy.take(story.add(change));
  CHECK(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC < 1.0 * casesOf(1));
}

TEST_CASE("when the store cannot answer, apply and rebind say so") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "1"), textField(idNumber, "2")});
  Change blind = story.write(1, {&creation}, {textField(phone, "2")}).change;
  blind.bases.clear();
  const auto& concurrent = story.add(blind);
  blind.bases = {{{phone}, {idOf(hashOf("nobody has this"))}}};
  const auto& stray = story.add(blind);
  const MergeSource broken{[](std::uint32_t) -> Result<std::string> { return fail(Errc::storageFailed); },
                           [](const ChangeId&) -> Result<bool> { return fail(Errc::storageCorrupt); }};
  for (const auto& [change, expected] :
       {std::pair(&concurrent, Errc::storageFailed), std::pair(&stray, Errc::storageCorrupt)}) {
    auto heads = Copy(creation).heads();
    const auto applied =
        heads.apply(change->change, writerOf(change->change, change->id, 2, 0), HouseholdRules(), broken);
    REQUIRE_FALSE(applied);
    CHECK(applied.error().code == expected);
  }
}
