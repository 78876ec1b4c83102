#include "shared/merge/change.h"

#include <algorithm>
#include <ctime>

#include "bianfang/change.pb.h"
#include "shared/base/crypto.h"
#include "shared/merge/merge_limits.h"
#include "tests/merge/fields.h"
#include "tests/merge/history.h"
#include "tests/merge/property.h"

using namespace bf;
using namespace bf::test;

namespace {

const ChangeId anId = idOf(hashOf("a"));

Change plain() {
  Change change;
  change.kind = household;
  change.record = anId;
  change.region = 441424100201;
  change.device.bytes.fill(3);
  change.user = 5;
  change.role = 1;
  change.stamp = 1'500'000'000'000'000;
  change.set = {textField(phone, "13800138000")};
  change.bases = {{{phone}, {anId}}};
  return change;
}

Errc errorOf(std::string_view bytes) {
  const auto parsed = parseChange(bytes);
  REQUIRE_FALSE(parsed);
  return parsed.error().code;
}

template <class Edit>
Errc errorWith(Edit edit) {
  auto change = plain();
  edit(change);
  return errorOf(serialise(change));
}

}  // namespace

TEST_CASE("a change that is serialised and parsed is the same change, and gives the same bytes again") {
  forAll("changes round trip", 200, [](const Script& script) {
    for (const auto& known : history(script).changes) {
      const auto bytes = serialise(known.change);
      const auto parsed = parseChange(bytes);
      RC_ASSERT(parsed.has_value());
      RC_ASSERT(*parsed == known.change);
      RC_ASSERT(serialise(*parsed) == bytes);
      RC_ASSERT(idOf(hashOf(bytes)) == known.id);
    }
  });
}

TEST_CASE("protobuf reads a change and writes the same bytes") {
  forAll("changes are protobuf", 200, [](const Script& script) {
    for (const auto& known : history(script).changes) {
      const auto bytes = serialise(known.change);
      bianfang::Change message;
      RC_ASSERT(message.ParseFromString(bytes));
      RC_ASSERT(message.GetReflection()->GetUnknownFields(message).empty());
      RC_ASSERT(message.SerializeAsString() == bytes);
    }
  });
}

TEST_CASE("a change with a mistake in it is refused, or is another change with another name") {
  forAll("one content, one name", 300, [](const Script& script, std::uint64_t chance) {
    const auto story = history(script);
    SeededRandom random(chance);
    const auto bytes = serialise(story.changes[random.below(story.changes.size())].change);
    for (int i = 0; i < 20; ++i) {
      auto broken = bytes;
      const auto at = random.below(broken.size());
      if (random.chance(30)) broken.resize(at);
      else if (random.chance(30)) broken.insert(at, 1, static_cast<char>(random.below(256)));
      else broken[at] = static_cast<char>(broken[at] ^ 1 << random.below(8));
      const auto parsed = parseChange(broken);
      if (parsed) RC_ASSERT(serialise(*parsed) == broken);
    }
  });
}

TEST_CASE("fields of any number and wire type are carried byte for byte") {
  auto change = plain();
  change.set = {{10, "\x50\x05"},                                             // varint
                {900, std::string("\xa5\x38\0\0\x80\x3f", 6)},                // fixed32
                {70'000, std::string("\x81\x97\x22\1\2\3\4\5\6\7\x08", 11)},  // fixed64
                {fieldNumberMax, "\xfa\xff\xff\xff\x0f\x03\xff\xfe\xfd"}};    // bytes that are no UTF-8
  const auto parsed = parseChange(serialise(change));
  REQUIRE(parsed);
  CHECK(*parsed == change);
}

TEST_CASE("occurrences of a repeated field stay together and in order") {
  auto change = plain();
  change.set = {{15, numberField(15, 7).wire + numberField(15, 3).wire + numberField(15, 7).wire}};
  CHECK(parseChange(serialise(change)) == change);
}

TEST_CASE("a creation may write nothing; any other change must write something") {
  Change creation = plain();
  creation.record = {};
  creation.set.clear();
  creation.bases.clear();
  CHECK(parseChange(serialise(creation)) == creation);
  creation.parent = anId;
  CHECK(parseChange(serialise(creation)) == creation);
  CHECK(errorWith([](Change& change) { change.set.clear(); }) == Errc::malformed);
}

TEST_CASE("a change without a kind, device or region, or with a parent where nothing is created, is malformed") {
  CHECK(errorWith([](Change& change) { change.kind = 0; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.device = {}; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.region = 0; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.parent = anId; }) == Errc::malformed);
  CHECK(errorOf("") == Errc::malformed);
}

TEST_CASE("a field that is written twice, or twice among the bases, is malformed") {
  CHECK(errorWith([](Change& change) { change.cleared = {phone}; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.cleared = {12, 12}; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.cleared = {0}; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.bases.push_back(change.bases.front()); }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.bases[0].fields = {phone, phone}; }) == Errc::malformed);
}

TEST_CASE("fields out of order, and numbers that no field can have, are malformed") {
  CHECK(errorWith([](Change& change) { change.set = {textField(12, "a"), textField(10, "b")}; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) {
          change.set = {textField(12, "a"), textField(10, "b"), textField(12, "c")};
        }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.cleared = {fieldNumberMax + 1}; }) == Errc::malformed);
  CHECK(errorWith([](Change& change) { change.bases[0].fields = {UINT32_MAX}; }) == Errc::malformed);
}

TEST_CASE("bases that say nothing are left out of the bytes") {
  auto change = plain();
  change.bases.push_back({{12}, {}});
  change.bases.push_back({{}, {anId}});
  const auto parsed = parseChange(serialise(change));
  REQUIRE(parsed);
  CHECK(*parsed == plain());
}

TEST_CASE("bases are found by field, and a field without an entry has none") {
  auto change = plain();
  const auto other = idOf(hashOf("b"));
  change.bases = {{{phone, 12}, {anId, other}}, {{13}, {other}}};
  CHECK(basesOf(change, 12) == std::vector{anId, other});
  CHECK(basesOf(change, 13) == std::vector{other});
  CHECK(basesOf(change, 14).empty());
  CHECK(basesOf(change, wholeRecord).empty());
}

TEST_CASE("an id or device of another length is malformed") {
  bianfang::Change message;
  const auto with = [&](auto edit) {
    REQUIRE(message.ParseFromString(serialise(plain())));
    edit(message);
    return errorOf(message.SerializeAsString());
  };
  CHECK(with([](auto& change) { change.set_record(std::string(15, 'r')); }) == Errc::malformed);
  CHECK(with([](auto& change) { change.set_device(std::string(9, 'd')); }) == Errc::malformed);
  CHECK(with([](auto& change) { change.mutable_bases(0)->set_ids(0, std::string(17, 'b')); }) == Errc::malformed);
  CHECK(with([](auto& change) { change.clear_record(), change.set_parent("p"); }) == Errc::malformed);
  const auto strange = [](auto* in) { in->GetReflection()->MutableUnknownFields(in)->AddVarint(99, 1); };
  CHECK(with([&](auto& change) { strange(&change); }) == Errc::malformed);
  CHECK(with([&](auto& change) { strange(change.mutable_bases(0)); }) == Errc::malformed);
}

TEST_CASE("another spelling of the same change is malformed: it would have another name") {
  const auto bytes = serialise(plain());
  const auto defaults = bytes + std::string("\x52\0", 2);  // an empty list of cleared fields
  CHECK(errorOf(defaults) == Errc::malformed);
  CHECK(errorOf(bytes + bytes) == Errc::malformed);  // protobuf: the last of each counts
  CHECK(errorOf("\x08\x87\x00" + bytes.substr(2)) == Errc::malformed);
  auto cleared = plain();
  cleared.set.clear();
  cleared.cleared = {phone, 12};
  auto loose = serialise(cleared);
  const auto at = loose.find(std::string("\x52\x02\x0a\x0c"));
  REQUIRE(at != std::string::npos);
  CHECK(errorOf(loose.replace(at, 4, "\x50\x0a\x50\x0c")) == Errc::malformed);  // not packed
}

TEST_CASE("a change larger than its limits is refused") {
  CHECK(errorWith([](Change& change) { change.set = {textField(10, std::string(changeBytesMax, 'x'))}; }) ==
        Errc::tooLarge);
  CHECK(errorWith([](Change& change) {
          change.set.clear();
          for (std::uint32_t i = 0; i <= changeFieldsMax; ++i) change.set.push_back(numberField(10 + i, 1));
        }) == Errc::tooLarge);
  CHECK(errorWith([](Change& change) {
          for (std::uint32_t i = 0; i < changeFieldsMax; ++i) change.cleared.push_back(100 + i);
        }) == Errc::tooLarge);
  CHECK(errorWith([](Change& change) { change.bases[0].ids.resize(changeBasesMax + 1, anId); }) == Errc::tooLarge);
  CHECK(errorWith([](Change& change) {
          for (std::uint32_t i = 0; i < 8; ++i) change.bases[0].fields.push_back(100 + i);
          change.bases[0].ids.resize(changeBasePairsMax / 8, anId);
        }) == Errc::tooLarge);
}

TEST_CASE("a change at its limits is taken") {
  auto change = plain();
  change.set.clear();
  for (std::uint32_t i = 0; i < changeFieldsMax; ++i) change.set.push_back(numberField(10 + i, 1));
  change.bases = {{{10, 11, 12, 13}, std::vector<ChangeId>(changeBasesMax, anId)}};
  CHECK(parseChange(serialise(change)) == change);
  change = plain();
  change.set = {textField(10, {})};
  const auto rest = changeBytesMax - serialise(change).size();
  change.set = {textField(10, std::string(rest - 4, 'x'))};  // two lengths grow by two bytes each
  CHECK(serialise(change).size() == changeBytesMax);
  CHECK(parseChange(serialise(change)) == change);
}

TEST_CASE("a change made to be slow takes no longer than others") {
  // Field numbers that fall, each new: tens of thousands of them fit into the bytes of one change.
  std::string fields;
  for (std::uint32_t number = 30'000; number > 20; --number) fields += numberField(number, 1).wire;
  bianfang::Change message;
  REQUIRE(message.ParseFromString(serialise(plain())));
  message.set_set(fields);
  const auto bytes = message.SerializeAsString();
  REQUIRE(bytes.size() < changeBytesMax);
  const auto before = std::clock();
  for (int i = 0; i < 100; ++i) CHECK_FALSE(parseChange(bytes));
  CHECK(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC < 2.0);
}
