// Law 2, registers, and what holds of all laws: the state is a function of the set of changes.
#include <algorithm>

#include "shared/merge/merge_limits.h"
#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/history.h"
#include "tests/merge/property.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr int usual = 300;

std::set<std::uint32_t> fieldsOfKind() {
  std::set<std::uint32_t> fields{removalField};
  fields.insert(editedFields.begin(), editedFields.end());
  return fields;
}

}  // namespace

TEST_CASE("the generated histories contain what the laws speak of") {
  std::map<std::string, int> seen;
  int cases = 0;
  forAll("histories are rich", usual, [&](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    const Copy copy(part);
    const auto heads = copy.heads();
    ++cases;
    seen["conflict"] += heads.contested(HouseholdRules(), household).empty() ? 0 : 1;
    seen["three heads"] +=
        std::ranges::any_of(heads.fields(), [](const auto& f) { return f.heads.size() > 2; }) ? 1 : 0;
    seen["united"] += headsOf(part, needs).size() > 1 ? 1 : 0;
    seen["authority"] += headsOf(part, grade).size() > 1 ? 1 : 0;
    seen["period"] += headsOf(part, income).size() > 1 ? 1 : 0;
    seen["awaited"] += heads.awaitsAny() ? 1 : 0;
    seen["removed unseen"] += heads.removedUnseen() ? 1 : 0;
    seen["removed"] += copy.value(removalField).empty() ? 0 : 1;
    seen["fast clock"] += std::ranges::any_of(heads.writers(), [](const auto& w) { return w.ahead > 0; }) ? 1 : 0;
    seen["more than twenty changes"] += part.size() > 20 ? 1 : 0;
  });
  for (const auto& [what, count] : seen) {
    INFO(what << ": " << count << " of " << cases);
    CHECK(count > cases / 20);
  }
}

TEST_CASE("the heads of a field are the writes that no other write names, the greatest first") {
  forAll("heads agree with their definition", usual, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    const Copy copy(part);
    for (const auto field : fieldsOfKind()) RC_ASSERT(copy.heads().headsOf(field) == headsOf(part, field));
    RC_ASSERT(copy.heads().allHeads() == allHeads(part));
  });
}

TEST_CASE("a field shows the value of its greatest head, or the union of all heads where its rule is to unite") {
  forAll("values agree with their definition", usual, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    const Copy copy(part);
    const auto state = copy.heads();
    for (const auto field : fieldsOfKind()) {
      RC_ASSERT(copy.value(field) == shown(part, field));
      const auto heads = headsOf(part, field);
      const auto* writer = state.shownWriter(field);
      RC_ASSERT((writer == nullptr) == heads.empty());
      if (writer != nullptr) RC_ASSERT(writer->id == heads.front());
    }
  });
}

TEST_CASE("copies that hold the same changes are the same in every byte, in whatever order they came") {
  forAll("order does not matter", usual, [](const Script& script, std::uint64_t chance, std::uint64_t other) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    const Copy first(part);
    const Copy second(shuffled(part, other));
    RC_ASSERT(first.bytes() == second.bytes());
    RC_ASSERT(first.values() == second.values());
  });
}

TEST_CASE("changes that arrive as they were made and changes that arrive in reverse give the same bytes") {
  forAll("order does not matter", usual, [](const Script& script) {
    const auto story = history(script);
    auto changes = story.all();
    const Copy forwards(changes);
    std::reverse(changes.begin() + 1, changes.end());
    const Copy backwards(changes);
    RC_ASSERT(forwards.bytes() == backwards.bytes());
    RC_ASSERT(forwards.values() == backwards.values());
  });
}

TEST_CASE("changes given again, in whatever order and however often, change nothing") {
  forAll("duplicates do not matter", usual, [](const Script& script, std::uint64_t chance, std::uint64_t other) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    Copy copy(part);
    const auto bytes = copy.bytes();
    const auto values = copy.values();
    for (const auto* one : shuffled(part, other)) copy.take(*one);
    RC_ASSERT(copy.bytes() == bytes);
    RC_ASSERT(copy.values() == values);
  });
}

TEST_CASE("a change with a head left is known again without the log, and not applied twice") {
  forAll("present heads are no news", usual, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    Copy copy(part);
    const auto bytes = copy.bytes();
    const auto values = copy.values();
    const auto heads = allHeads(part);
    for (const auto* one : part)
      if (std::ranges::find(heads, one->id) != heads.end()) copy.takeUnfiltered(*one);
    RC_ASSERT(copy.bytes() == bytes);
    RC_ASSERT(copy.values() == values);
  });
}

TEST_CASE("a record known by its heads alone takes all changes again, in whatever order, and is the same") {
  forAll("a second delivery heals", usual, [](const Script& script, std::uint64_t chance, std::uint64_t other) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    Copy copy(part);
    const auto bytes = copy.bytes();
    const auto values = copy.values();
    copy.forgetLog();
    for (const auto* one : shuffled(part, other)) copy.take(*one);
    RC_ASSERT(copy.bytes() == bytes);
    RC_ASSERT(copy.values() == values);
  });
}

TEST_CASE("a record known by its heads alone takes a change again together with all that superseded it") {
  forAll("a second delivery of later changes heals", usual, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto all = story.all();
    Copy copy(all);
    const auto before = copy.heads();
    const auto values = copy.values();
    copy.forgetLog();
    // Whatever names a change was made after it.
    const auto from = 1 + static_cast<std::ptrdiff_t>(chance % all.size());
    for (const auto* one :
         shuffled({all.begin() + std::min<std::ptrdiff_t>(from, std::ssize(all)) - 1, all.end()}, chance))
      copy.take(*one);
    for (const auto field : fieldsOfKind()) RC_ASSERT(copy.heads().headsOf(field) == before.headsOf(field));
    RC_ASSERT(copy.values() == values);
  });
}

TEST_CASE("the creation and present heads are known as bases without the log") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  const auto& other = story.write(1, {&creation}, {textField(idNumber, "1")});
  Copy copy({&creation, &other});
  copy.forgetLog();
  const auto& over = story.write(2, {&creation, &other}, {textField(phone, "137"), textField(idNumber, "2")});
  copy.take(over);
  CHECK_FALSE(copy.heads().awaitsAny());
  // Named by somebody who had not seen that it was replaced.
  copy.take(story.write(3, {&creation}, {textField(phone, "138")}));
  CHECK_FALSE(copy.heads().awaitsAny());
}

TEST_CASE("a write that is not shown asks for no change of what is shown") {
  Story story;
  const auto& creation = story.create(1, {textField(phone, "136")});
  const auto& early = story.write(1, {&creation}, {textField(phone, "137")});
  const auto& late = story.write(2, {&creation}, {textField(phone, "138")});
  auto heads = Copy({&creation, &late}).heads();
  const MergeSource source{[](std::uint32_t) -> Result<std::string> { return textField(phone, "138").wire; },
                           [](const ChangeId&) -> Result<bool> { return true; }};
  const auto shown =
      heads.apply(early.change, writerOf(early.change, early.id, 9, early.received), HouseholdRules(), source);
  REQUIRE(shown);
  CHECK(shown->empty());
  CHECK(heads.headsOf(phone) == std::vector{late.id, early.id});
}

TEST_CASE("what a person typed after seeing the old value is shown, however wrong the clocks are") {
  forAll("overwrite wins", usual, [](const Script& script) {
    const auto story = history(script);
    for (std::size_t i = 1; i < story.changes.size(); ++i) {
      if (story.acts[i] != Act::write && story.acts[i] != Act::clear) continue;
      Changes onTheTablet;
      for (const auto known : story.seenBy[i]) onTheTablet.push_back(&story.changes[static_cast<std::size_t>(known)]);
      Copy copy(onTheTablet);
      copy.take(story.changes[i]);
      onTheTablet = {&story.changes[i]};
      for (const auto field : fieldsOf(onTheTablet)) {
        RC_ASSERT(copy.value(field) == written(story.changes[i], field));
        RC_ASSERT(copy.heads().headsOf(field) == std::vector{story.changes[i].id});
      }
    }
  });
}

TEST_CASE("once everything has arrived, no value is shown that its overwriter had seen") {
  forAll("overwrite wins everywhere", usual, [](const Script& script) {
    const auto story = history(script);
    const Copy copy(story.all());
    for (std::size_t i = 1; i < story.changes.size(); ++i)
      for (const auto field : fieldsOf({&story.changes[i]}))
        for (const auto& seen : basesOf(story.changes[i].change, field)) {
          const auto heads = copy.heads().headsOf(field);
          RC_ASSERT(std::ranges::find(heads, seen) == heads.end());
        }
  });
}

TEST_CASE("no write is lost silently: each one not overwritten is a head, and its value can be read") {
  forAll("no silent loser", usual, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    const Copy copy(part);
    const auto heads = copy.heads();
    for (const auto& field : heads.fields())
      for (const auto& head : field.heads) {
        const auto writer = std::ranges::find(part, heads.writer(head).id, [](const Known* one) { return one->id; });
        RC_ASSERT(writer != part.end());
        const auto kept = field.heads.size() > 1 ? head.value : copy.value(field.field);
        RC_ASSERT(kept == written(**writer, field.field));
      }
    for (const auto* one : part)
      for (const auto field : fieldsOf({one})) {
        const auto present = heads.headsOf(field);
        const bool overwritten = std::ranges::any_of(part, [&](const Known* other) {
          return fieldsOf({other}).contains(field) &&
                 std::ranges::find(basesOf(other->change, field), one->id) != basesOf(other->change, field).end();
        });
        RC_ASSERT(overwritten != (std::ranges::find(present, one->id) != present.end()));
      }
  });
}

TEST_CASE("a base that has not arrived is awaited, and no longer once it came") {
  forAll("awaited bases agree with their definition", usual, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    Copy copy(part);
    RC_ASSERT(copy.heads().awaitsAny() == !awaited(part).empty());
    for (const auto* one : story.all()) copy.take(*one);
    RC_ASSERT(copy.heads().awaitsAny() == !awaited(story.all()).empty());
  });
}

TEST_CASE("contested are the fields with several heads that are not united") {
  forAll("contested fields agree with their definition", usual, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    std::vector<std::uint32_t> expected;
    for (const auto field : fieldsOfKind())
      if (field != needs && headsOf(part, field).size() > 1) expected.push_back(field);
    RC_ASSERT(Copy(part).heads().contested(HouseholdRules(), household) == expected);
  });
}

TEST_CASE("an edit that names all heads closes the conflict for everyone") {
  forAll("a decision closes", usual, [](const Script& script, std::uint64_t chance) {
    auto story = history(script);
    const auto all = story.all();
    const auto open = Copy(all).heads().contested(HouseholdRules(), household);
    Change decision;
    decision.kind = household;
    decision.record = all.front()->id;
    decision.region = 441424;
    decision.device = all.front()->change.device;
    decision.stamp = -1;  // a dead clock: it decides all the same
    for (const auto field : open) {
      decision.set.push_back(textField(field, "decided"));
      decision.bases.push_back({{field}, headsOf(all, field)});
    }
    RC_PRE(!open.empty());
    const auto decided = known(decision, static_cast<std::int64_t>(all.size()) + 1, 0);
    auto more = all;
    more.push_back(&decided);
    const Copy copy(shuffled(more, chance));
    RC_ASSERT(copy.heads().contested(HouseholdRules(), household).empty());
    for (const auto field : open) RC_ASSERT(copy.value(field) == textField(field, "decided").wire);
  });
}
