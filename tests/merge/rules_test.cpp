// Law 3: how concurrent values of a field are settled. Everything written after having seen a value replaces it.
#include <algorithm>

#include "shared/base/wire.h"
#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/property.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr std::uint32_t secretary = 1;
constexpr std::uint32_t assessor = 10;

}  // namespace

TEST_CASE("latest: of two values typed unseen the later one is shown, and both are kept") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  const auto& early = story.write(1, {&creation}, {textField(phone, "137")});
  const auto& late = story.write(2, {&creation}, {textField(phone, "138")});
  const Copy copy({&creation, &late, &early});
  CHECK(copy.value(phone) == textField(phone, "138").wire);
  CHECK(copy.heads().headsOf(phone) == std::vector{late.id, early.id});
  CHECK(copy.heads().contested(HouseholdRules(), household) == std::vector{phone});
}

TEST_CASE("latest: of two values with the same stamp the one with the greater id is shown, everywhere") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  Change change = story.write(1, {&creation}, {textField(phone, "137")}).change;
  change.stamp = eightOClock;
  const auto& a = story.add(change);
  change.set = {textField(phone, "138")};
  const auto& b = story.add(change);
  const Copy copy({&creation, &a, &b});
  CHECK(copy.heads().headsOf(phone).front() == std::max(a.id, b.id));
}

TEST_CASE("authority: the assessor's grade is shown over a self-report, though that carries the later stamp") {
  Story story;
  const auto& creation = story.create(1, {});
  story.setRole(assessor);
  const auto& assessed = story.write(2, {&creation}, {textField(grade, "D")});
  story.setRole(secretary);
  const auto& reported = story.write(1, {&creation}, {textField(grade, "B")});
  for (const auto& changes : {Changes{&creation, &assessed, &reported}, Changes{&creation, &reported, &assessed}}) {
    const Copy copy(changes);
    CHECK(copy.value(grade) == textField(grade, "D").wire);
    CHECK(copy.heads().headsOf(grade) == std::vector{assessed.id, reported.id});
  }
}

TEST_CASE("authority: a lower rank that saw the grade and corrects it is shown") {
  Story story;
  const auto& creation = story.create(1, {});
  story.setRole(assessor);
  const auto& assessed = story.write(2, {&creation}, {textField(grade, "D")});
  story.setRole(secretary);
  const auto& corrected = story.write(1, {&creation, &assessed}, {textField(grade, "C")});
  const Copy copy({&creation, &corrected, &assessed});
  CHECK(copy.value(grade) == textField(grade, "C").wire);
  CHECK(copy.heads().contested(HouseholdRules(), household).empty());
}

TEST_CASE("authority: the creation's rank counts, and so does the rank of one who empties the field") {
  Story story;
  story.setRole(assessor);
  const auto& creation = story.create(1, {textField(grade, "D")});
  story.setRole(secretary);
  Change blind = story.write(2, {&creation}, {textField(grade, "B")}).change;
  blind.bases.clear();
  const auto& reported = story.add(blind);
  CHECK(Copy({&creation, &reported}).value(grade) == textField(grade, "D").wire);

  blind.set.clear();
  blind.cleared = {grade};
  blind.role = assessor + 1;
  const auto& emptied = story.add(blind);
  CHECK(Copy({&creation, &reported, &emptied}).value(grade).empty());
}

TEST_CASE("period: the income of the newer year is shown, though the older year was typed later") {
  Story story;
  const auto& creation = story.create(1, {});
  const auto& newer = story.write(1, {&creation}, {textField(income, "4200"), numberField(incomeYear, 2017)});
  const auto& older = story.write(2, {&creation}, {textField(income, "3100"), numberField(incomeYear, 2016)});
  const Copy copy({&creation, &newer, &older});
  CHECK(copy.value(income) == textField(income, "4200").wire);
  CHECK(copy.heads().headsOf(income) == std::vector{newer.id, older.id});
}

TEST_CASE("period: in the same year the later stamp is shown") {
  Story story;
  const auto& creation = story.create(1, {});
  const auto& first = story.write(1, {&creation}, {textField(income, "4200"), numberField(incomeYear, 2017)});
  const auto& second = story.write(2, {&creation}, {textField(income, "3100"), numberField(incomeYear, 2017)});
  CHECK(Copy({&creation, &first, &second}).value(income) == textField(income, "3100").wire);
}

TEST_CASE("unite: choices made unseen are shown together, each once and ascending, and there is no conflict") {
  Story story;
  const auto& creation = story.create(1, {choices(needs, {3})});
  const auto& here = story.write(1, {&creation}, {choices(needs, {9, 3})});
  const auto& there = story.write(2, {&creation}, {choices(needs, {1, 3})});
  Copy copy({&creation, &here, &there});
  CHECK(copy.value(needs) == choices(needs, {1, 3, 9}).wire);
  CHECK(copy.heads().contested(HouseholdRules(), household).empty());

  const auto& after = story.write(3, {&creation, &here, &there}, {choices(needs, {9})});
  copy.take(after);
  CHECK(copy.value(needs) == choices(needs, {9}).wire);
}

TEST_CASE("unite: when one of the united is replaced, its choices go and the others stay") {
  Story story;
  const auto& creation = story.create(1, {choices(needs, {3})});
  const auto& here = story.write(1, {&creation}, {choices(needs, {7})});
  const auto& there = story.write(2, {&creation}, {choices(needs, {1})});
  Copy copy({&creation, &here, &there});
  CHECK(copy.value(needs) == choices(needs, {1, 7}).wire);
  copy.take(story.write(1, {&creation, &here}, {choices(needs, {5})}));
  CHECK(copy.value(needs) == choices(needs, {1, 5}).wire);
}

TEST_CASE("unknown, cleared and empty are three answers") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, ""), choices(needs, {})});
  Copy copy(creation);
  CHECK(copy.value(phone) == textField(phone, "").wire);
  CHECK(copy.heads().shownWriter(phone) != nullptr);
  CHECK(copy.heads().headsOf(idNumber).empty());

  copy.take(story.clear(1, {&creation}, {phone}));
  CHECK(copy.value(phone).empty());
  CHECK(copy.heads().headsOf(phone).size() == 1);  // cleared: somebody said so
}

TEST_CASE("a creation may say that a field is empty on purpose") {
  Story story;
  Change creation = story.create(1, {}).change;
  creation.cleared = {phone, farUnknown};
  const auto emptied = known(creation, 1, 0);
  const Copy copy(emptied);
  CHECK(copy.heads().headsOf(phone) == std::vector{emptied.id});
  CHECK(copy.heads().headsOf(farUnknown) == std::vector{emptied.id});
  CHECK(copy.value(phone).empty());
}

TEST_CASE("a union of nothing chosen is an answer, a union of nothing but cleared is none") {
  CHECK(uniteChoices(needs, {choices(needs, {}).wire, ""}) == choices(needs, {}).wire);
  CHECK(uniteChoices(needs, {"", ""}) == std::string{});
  CHECK(uniteChoices(needs, {}) == std::string{});
}

TEST_CASE("a union reads choices one by one or packed, and those that are negative") {
  const auto negative = static_cast<std::uint64_t>(-5);
  std::string loose = numberField(needs, 4).wire + numberField(needs, negative).wire + numberField(needs, 2).wire;
  auto united = uniteChoices(needs, {loose, choices(needs, {2, 300}).wire});
  REQUIRE(united);
  std::string packed;
  for (const auto choice : {std::uint64_t{2}, std::uint64_t{4}, std::uint64_t{300}, negative})
    appendVarint(packed, choice);
  CHECK(*united == textField(needs, packed).wire);
  CHECK(uniteChoices(needs, {*united}) == *united);
}

TEST_CASE("a value that is no list of choices is refused") {
  CHECK(uniteChoices(needs, {"\x7a"}).error().code == Errc::malformed);
  CHECK(uniteChoices(needs, {textField(needs, "\x80").wire}).error().code == Errc::malformed);
  CHECK(uniteChoices(needs, {textField(needs, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01").wire}).error().code ==
        Errc::malformed);
  CHECK(uniteChoices(needs, {choices(phone, {1}).wire}).error().code == Errc::malformed);
  CHECK(uniteChoices(needs, {std::string("\x7d\1\0\0\0", 5)}).error().code == Errc::malformed);
}

TEST_CASE("a union does not depend on the order or the number of its values") {
  forAll("unions are sets", 200, [](std::vector<std::vector<std::uint32_t>> lists, std::uint32_t at) {
    RC_PRE(!lists.empty());
    std::vector<std::string> values;
    std::set<std::uint32_t> all;
    for (const auto& list : lists) {
      values.push_back(choices(needs, list).wire);
      all.insert(list.begin(), list.end());
    }
    const auto once = uniteChoices(needs, values);
    std::reverse(values.begin(), values.end());
    values.push_back(values[at % values.size()]);
    const auto again = uniteChoices(needs, values);
    RC_ASSERT(once.has_value() && again.has_value());
    RC_ASSERT(*once == *again);
    RC_ASSERT(*once == choices(needs, {all.begin(), all.end()}).wire);
  });
}
