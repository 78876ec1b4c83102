// The stored and sent form of heads. What parse() takes is exactly what serialise() gives; everything else is refused,
// so that heads that were made up cannot send the merge out of bounds.
#include <algorithm>

#include "bianfang/change.pb.h"
#include "shared/base/crypto.h"
#include "shared/merge/merge_limits.h"
#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/history.h"
#include "tests/merge/property.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

namespace {

const RecordId record = idOf(hashOf("record"));
const ChangeId low = *ChangeId::from(std::string(16, '\x10'));
const ChangeId high = *ChangeId::from(std::string(16, '\x20'));

bool taken(const bianfang::RecordHeads& heads) {
  const auto parsed = RecordHeads::parse(heads.SerializeAsString(), record, 1);
  if (!parsed) CHECK(parsed.error().code == Errc::malformed);
  return parsed.has_value();
}

/// Two writers; the field `phone` has both as heads, the greater stamp first.
bianfang::RecordHeads contestedPhone() {
  bianfang::RecordHeads heads;
  heads.set_born(1000);
  for (const auto& [id, stamp] : {std::pair(low, 2000), std::pair(high, 3000)}) {
    auto* writer = heads.add_writers();
    writer->set_id(id.str());
    writer->set_seq(5);
    writer->set_stamp(stamp);
  }
  auto* field = heads.add_contested();
  field->set_field(phone);
  field->add_heads()->set_writer(2);
  field->mutable_heads(0)->set_value(textField(phone, "138").wire);
  field->add_heads()->set_writer(1);
  return heads;
}

template <class Change>
bool takenWith(Change change) {
  auto heads = contestedPhone();
  change(heads);
  return taken(heads);
}

}  // namespace

TEST_CASE("heads that are stored come back as the same heads") {
  forAll("heads round trip", 200, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    const auto part = partOf(story, chance);
    auto heads = Copy(part).heads();
    heads.setAsOf(static_cast<std::int64_t>(chance >> 1));
    const auto parsed = RecordHeads::parse(heads.serialise(), part.front()->id, 1);
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(*parsed == heads);
    RC_ASSERT(parsed->asOf() == static_cast<std::int64_t>(chance >> 1));
  });
}

TEST_CASE("protobuf reads the form and writes the same bytes") {
  forAll("heads are protobuf", 200, [](const Script& script) {
    const auto story = history(script);
    const auto bytes = Copy(story.all()).bytes();
    bianfang::RecordHeads message;
    RC_ASSERT(message.ParseFromString(bytes));
    RC_ASSERT(message.GetReflection()->GetUnknownFields(message).empty());
    RC_ASSERT(message.SerializeAsString() == bytes);
  });
}

TEST_CASE("bytes with a mistake in them are refused or are the form of other heads, never read in two ways") {
  forAll("no two forms", 300, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    auto bytes = Copy(story.all()).bytes();
    SeededRandom random(chance);
    for (int i = 0; i < 20; ++i) {
      auto broken = bytes;
      const auto at = random.below(broken.size());
      if (random.chance(30)) broken.resize(at);
      else if (random.chance(30)) broken.insert(at, 1, static_cast<char>(random.below(256)));
      else broken[at] = static_cast<char>(broken[at] ^ 1 << random.below(8));
      const auto parsed = RecordHeads::parse(broken, story.changes.front().id, 1);
      if (parsed) RC_ASSERT(parsed->serialise() == broken);
      else RC_ASSERT(parsed.error().code == Errc::malformed);
    }
  });
}

TEST_CASE("heads as the merge makes them are taken") {
  CHECK(taken(contestedPhone()));
  CHECK(taken(bianfang::RecordHeads()));
}

TEST_CASE("writers out of order, twice, unused, or the creator again are refused") {
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers()->SwapElements(0, 1); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(1)->set_id(low.str()); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.add_writers()->set_id(std::string(16, '\x30')); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(0)->set_id(std::string(15, '\x10')); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(0)->clear_id(); }));
  auto heads = contestedPhone();
  const auto parsed = RecordHeads::parse(heads.SerializeAsString(), low, 1);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == Errc::malformed);
}

TEST_CASE("a head without a writer, a writer twice among the heads, or heads in another order are refused") {
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_contested(0)->mutable_heads(0)->set_writer(3); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_contested(0)->mutable_heads(0)->set_writer(UINT32_MAX); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_contested(0)->mutable_heads()->SwapElements(0, 1); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_contested(0)->mutable_heads(1)->set_order(1); }));
  CHECK_FALSE(takenWith([](auto& heads) { *heads.mutable_contested(0)->add_heads() = heads.contested(0).heads(1); }));
}

TEST_CASE("a field twice, of number 0, past protobuf's numbers, or without heads is refused") {
  CHECK_FALSE(takenWith([](auto& heads) { *heads.add_contested() = heads.contested(0); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(0)->add_fields(phone); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(0)->add_fields(0); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(0)->add_fields(fieldNumberMax + 1); }));
  CHECK(takenWith([](auto& heads) { heads.mutable_writers(0)->add_fields(fieldNumberMax); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_contested(0)->set_field(0); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.add_contested()->set_field(idNumber); }));
}

TEST_CASE("fields of one writer out of order, or a sole plain head written out in full, are refused") {
  CHECK_FALSE(takenWith([](auto& heads) {
    heads.mutable_writers(0)->add_fields(13);
    heads.mutable_writers(0)->add_fields(12);
  }));
  CHECK_FALSE(takenWith([](auto& heads) {
    auto* field = heads.add_contested();
    field->set_field(idNumber);
    field->add_heads()->set_writer(1);
  }));
  CHECK(takenWith([](auto& heads) {
    auto* field = heads.add_contested();
    field->set_field(idNumber);
    field->add_heads()->set_writer(1);
    field->mutable_heads(0)->set_order(4);
  }));
}

TEST_CASE("a sole head with a value of its own is refused: the record has it") {
  CHECK_FALSE(takenWith([](auto& heads) {
    auto* field = heads.add_contested();
    field->set_field(idNumber);
    field->add_heads()->set_order(4);
    field->mutable_heads(0)->set_value("\x5a\x01x");
  }));
}

TEST_CASE("a bitmap of created fields that is too long, has field 0 or is no bitmap is refused or kept as it is") {
  CHECK(takenWith([](auto& heads) { heads.set_created(std::string(createdBitsMax / 8, '\x7e')); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.set_created(std::string(createdBitsMax / 8 + 1, '\x7e')); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.set_created("\x01"); }));
}

TEST_CASE("a stamp that runs past the end of time with what it was ahead is refused") {
  CHECK(takenWith([](auto& heads) { heads.mutable_writers(1)->set_ahead(INT64_MAX - 3000); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(1)->set_ahead(INT64_MAX - 2999); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.mutable_writers(1)->set_ahead(-1); }));
  CHECK_FALSE(takenWith([](auto& heads) { heads.set_born_ahead(-1); }));
}

TEST_CASE("awaited bases and removals out of order or twice, or removals that are no heads, are refused") {
  const auto await = [](auto& heads, std::uint32_t field, const ChangeId& id) {
    auto* waiting = heads.add_awaited();
    waiting->set_field(field);
    waiting->set_id(id.str());
  };
  CHECK(takenWith([&](auto& heads) { await(heads, 10, low), await(heads, 10, high), await(heads, 11, low); }));
  CHECK_FALSE(takenWith([&](auto& heads) { await(heads, 10, high), await(heads, 10, low); }));
  CHECK_FALSE(takenWith([&](auto& heads) { await(heads, 10, low), await(heads, 10, low); }));
  const auto remove = [](auto& heads, const ChangeId& id, std::uint32_t writer) {
    heads.mutable_writers(static_cast<int>(writer))->add_fields(removalField);
    heads.add_removals()->set_id(id.str());
  };
  CHECK(takenWith([&](auto& heads) { remove(heads, low, 0); }));
  CHECK_FALSE(takenWith([&](auto& heads) { remove(heads, low, 1); }));
  CHECK_FALSE(takenWith([&](auto& heads) { remove(heads, low, 0), *heads.add_removals() = heads.removals(0); }));
}

TEST_CASE("a field that this build does not know is refused, wherever it stands") {
  const auto strange = [](auto* in) { in->GetReflection()->MutableUnknownFields(in)->AddVarint(99, 1); };
  CHECK_FALSE(takenWith([&](auto& heads) { strange(&heads); }));
  CHECK_FALSE(takenWith([&](auto& heads) { strange(heads.mutable_writers(0)); }));
  CHECK_FALSE(takenWith([&](auto& heads) { strange(heads.mutable_contested(0)); }));
  CHECK_FALSE(takenWith([&](auto& heads) { strange(heads.mutable_contested(0)->mutable_heads(0)); }));
  CHECK_FALSE(takenWith([&](auto& heads) { strange(heads.add_awaited()); }));
  CHECK_FALSE(takenWith([&](auto& heads) { strange(heads.add_removals()); }));
}
