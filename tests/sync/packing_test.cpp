#include "shared/sync/packing.h"

#include <catch2/catch.hpp>

#include "shared/merge/merge_limits.h"
#include "tests/seed.h"
#include "tests/sync/a_day.h"

using namespace bf;
using namespace bf::test;

namespace {

ChainKnown before(const Batch& batch) { return {batch.first - 1, batch.prev}; }

/// Over the wire: serialised and read again.
bianfang::PackedBatch sent(const bianfang::PackedBatch& packed) {
  bianfang::PackedBatch received;
  REQUIRE(received.ParseFromString(packed.SerializeAsString()));
  return received;
}

/// A batch of whatever changes there may be, some of them hostile to packing.
class AnyBatch {
 public:
  explicit AnyBatch(SeededRandom& random) : random_(random), key_(SigningKey::make(random)) {
    random.fill(device_.bytes);
    for (int i = 0; i < 6; ++i) {
      FakeNames::Record record{1 + static_cast<std::uint32_t>(random.below(3)),
                               static_cast<std::int64_t>(random.below(2) * (100 + random.below(1000))),
                               id(),
                               {},
                               {}};
      for (auto n = random.below(4); n > 0; --n) record.changes.push_back(id());
      records_.push_back(record);
      names_.add(record);
    }
  }

  Batch make(std::uint64_t first, const Hash& prev) {
    Batch batch{device_, first, prev, villageCode, {}, {}};
    for (auto left = 1 + random_.below(12); left > 0; --left)
      batch.entries.push_back(random_.chance(10) ? withheld() : entryOf(serialise(change())));
    for (const auto& entry : batch.entries) made_.push_back(entry.id());
    seal(batch, key_);
    return batch;
  }

  FakeNames& names() { return names_; }
  const DeviceId& device() const { return device_; }

 private:
  ChangeId id() {
    ChangeId made;
    random_.fill(made.bytes);
    return made;
  }

  Entry withheld() {
    Entry entry;
    random_.fill(entry.hash.bytes);
    return entry;
  }

  ChangeId anyId() {
    if (!made_.empty() && random_.chance(30)) return made_[random_.below(made_.size())];
    if (random_.chance(70)) return records_[random_.below(records_.size())].id;
    return id();
  }

  Change change() {
    Change made;
    made.kind = 1 + static_cast<std::uint32_t>(random_.below(3));
    if (random_.chance(60)) made.record = anyId();
    else if (random_.chance(70)) made.parent = anyId();
    made.region = random_.chance(90) ? villageCode : villageCode + 1;
    made.device = device_;
    made.user = random_.chance(90) ? 17 : 18;
    made.role = random_.chance(90) ? 1 : 0;
    made.stamp = static_cast<Micros>(random_.next() >> (1 + random_.below(30)));
    std::vector<std::uint32_t> written;
    for (std::uint32_t number = 10; number < 20; ++number) {
      if (random_.chance(40)) continue;
      if (random_.chance(15)) {
        made.cleared.push_back(number);
      } else {
        Field field{number, {}};
        if (random_.chance(50)) appendVarintField(field.wire, number, random_.next() >> random_.below(64));
        else appendBytesField(field.wire, number, std::string(random_.below(9), 'a'));
        made.set.push_back(field);
      }
      written.push_back(number);
    }
    if (written.empty()) made.set.push_back({9, std::string("\x48\x01")});
    if (written.empty()) written.push_back(9);
    if (!made.creates()) addBases(made, written);
    return made;
  }

  void addBases(Change& change, const std::vector<std::uint32_t>& written) {
    if (random_.chance(40)) {
      change.bases.push_back({written, {base(change)}});
      return;
    }
    for (const auto number : written) {
      if (random_.chance(50)) continue;
      Bases bases{{number}, {}};
      for (auto n = random_.below(3); n > 0; --n) bases.ids.push_back(base(change));
      if (!bases.ids.empty()) change.bases.push_back(bases);
    }
  }

  ChangeId base(const Change& change) {
    if (random_.chance(30)) return change.record;
    if (const auto* record = names_.find(change.record); record != nullptr && !record->changes.empty())
      return record->changes[random_.below(record->changes.size())];
    return random_.chance(10) ? anyId() : change.record;
  }

  SeededRandom& random_;
  SigningKey key_;
  DeviceId device_;
  std::vector<FakeNames::Record> records_;
  std::vector<ChangeId> made_;
  FakeNames names_;
};

}  // namespace

TEST_CASE("a day's batch is rebuilt byte for byte and its signature holds") {
  for (const auto past : {Past::imported, Past::edited}) {
    auto day = aDay(test::seed(), 20, past);
    Packer packer(day.names, day.batch.device);
    packer.receiverKnows(day.batch.device, before(day.batch));
    const auto packed = packer.pack(day.batch, PackAs::columns);
    REQUIRE(packed);
    CHECK(packed->entries_size() == 0);
    CHECK(packed->prev().empty());
    CHECK(packed->device().empty());

    Unpacker unpacker(day.names, day.batch.device);
    unpacker.known(day.batch.device, before(day.batch));
    const auto unpacked = unpacker.unpack(sent(*packed));
    REQUIRE(unpacked);
    CHECK(unpacked->batch == day.batch);
    CHECK(unpacked->rebuilt);
    CHECK(verifySignature(unpacked->batch, unpacked->head, day.key.publicKey()));
  }
}

TEST_CASE("any batches of a flight are rebuilt byte for byte, or refused, never changed") {
  SeededRandom random(test::seed());
  int inColumns = 0;
  int rebuilt = 0;
  for (int round = 0; round < 400; ++round) {
    AnyBatch any(random);
    const bool mine = random.chance(50);
    const auto self = mine ? any.device() : DeviceId{};
    Packer packer(any.names(), self);
    Unpacker unpacker(any.names(), self);
    Hash prev;
    std::uint64_t first = 1;
    for (int i = 0; i < 3; ++i) {
      const auto batch = any.make(first, prev);
      const auto packed = packer.pack(batch, random.chance(85) ? PackAs::columns : PackAs::exact);
      REQUIRE(packed);
      inColumns += packed->columns().empty() ? 0 : 1;
      const auto unpacked = unpacker.unpack(sent(*packed));
      // Two bytes of an id may name another change; then the check or the signature says so.
      if (unpacked && unpacked->head == chainHead(batch)) {
        CHECK(unpacked->batch == batch);
        ++rebuilt;
      } else if (unpacked) {
        CHECK_FALSE(verifySignature(unpacked->batch, unpacked->head, SigningKey::make(random).publicKey()));
      } else {
        CHECK(unpacked.error().code == Errc::notFound);
      }
      prev = chainHead(batch);
      first += batch.entries.size();
    }
  }
  CHECK(inColumns > 800);
  CHECK(rebuilt > 600);
}

TEST_CASE("a record that the receiver does not know is asked for, not guessed") {
  auto day = aDay(test::seed());
  Packer packer(day.names, day.batch.device);
  packer.receiverKnows(day.batch.device, before(day.batch));
  const auto packed = packer.pack(day.batch, PackAs::columns);
  FakeNames nothing;
  Unpacker unpacker(nothing, day.batch.device);
  unpacker.known(day.batch.device, before(day.batch));
  const auto refused = unpacker.unpack(*packed);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::notFound);

  Packer again(day.names, day.batch.device);
  const auto exact = again.pack(day.batch, PackAs::exact);
  Unpacker fresh(nothing, day.batch.device);
  const auto taken = fresh.unpack(sent(*exact));
  REQUIRE(taken);
  CHECK(taken->batch == day.batch);
  CHECK_FALSE(taken->rebuilt);
}

TEST_CASE("a wrong idea of the sender's chain is found by the signature") {
  auto day = aDay(test::seed());
  Packer packer(day.names, day.batch.device);
  packer.receiverKnows(day.batch.device, before(day.batch));
  const auto packed = packer.pack(day.batch, PackAs::columns);
  Unpacker unpacker(day.names, day.batch.device);
  unpacker.known(day.batch.device, {day.batch.first - 1, hashOf("another chain")});
  const auto unpacked = unpacker.unpack(*packed);
  REQUIRE(unpacked);
  CHECK(unpacked->rebuilt);
  CHECK_FALSE(verifySignature(unpacked->batch, unpacked->head, day.key.publicKey()));
}

TEST_CASE("a batch of another device is checked by its chain") {
  auto day = townshipEdits(test::seed(), 3);
  Packer packer(day.names, DeviceId{});
  auto packed = packer.pack(day.batch, PackAs::columns);
  REQUIRE(packed);
  CHECK(packed->check() == checkOf(chainHead(day.batch)));
  Unpacker unpacker(day.names, DeviceId{});
  CHECK(unpacker.unpack(*packed)->batch == day.batch);
  packed->set_check(packed->check() + 1);
  Unpacker second(day.names, DeviceId{});
  CHECK(second.unpack(*packed).error().code == Errc::notFound);
}

TEST_CASE("after a batch that could not be rebuilt, the rest of the flight is still counted right") {
  SeededRandom random(test::seed());
  auto first = aDay(test::seed(), 2);
  auto second = aDay(test::seed() + 1, 2);
  auto names = first.names;
  for (const auto& entry : second.batch.entries) {
    const auto change = *parseChange(entry.change);
    if (auto* record = second.names.find(change.creates() ? change.parent : change.record)) names.add(*record);
  }
  // The third names a change of the second by its distance.
  Batch third{first.batch.device, 1, {}, villageCode, {}, {}};
  Change child{.kind = 9,
               .record = {},
               .parent = second.batch.entries[1].id(),
               .region = villageCode,
               .device = first.batch.device,
               .user = 17,
               .role = 1,
               .stamp = 5,
               .set = {{10, "\x50\x01"}},
               .cleared = {},
               .bases = {}};
  third.entries.push_back(entryOf(serialise(child)));

  Packer packer(names, DeviceId{});
  auto lost = *packer.pack(first.batch, PackAs::columns);
  const auto good = *packer.pack(second.batch, PackAs::columns);
  const auto naming = *packer.pack(third, PackAs::columns);
  Unpacker unpacker(second.names, DeviceId{});
  CHECK_FALSE(unpacker.unpack(lost));
  CHECK(unpacker.unpack(good)->batch == second.batch);
  const auto named = unpacker.unpack(naming);
  REQUIRE(named);
  CHECK(named->batch == third);
}

TEST_CASE("damaged columns are refused or fail their check") {
  auto day = townshipEdits(test::seed(), 4);
  Packer packer(day.names, DeviceId{});
  const auto packed = *packer.pack(day.batch, PackAs::columns);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < packed.columns().size(); ++at) {
    for (const int flip : {0x01, 0x10, 0x80, 0xff}) {
      auto damaged = packed;
      (*damaged.mutable_columns())[at] = static_cast<char>(packed.columns()[at] ^ flip);
      Unpacker unpacker(day.names, DeviceId{});
      // The form of a column without numbers says nothing: then the batch is the same.
      const auto unpacked = unpacker.unpack(damaged);
      CHECK((!unpacked || unpacked->batch == day.batch));
      refused += unpacked ? 0 : 1;
    }
    auto cut = packed;
    cut.mutable_columns()->resize(at);
    Unpacker unpacker(day.names, DeviceId{});
    CHECK_FALSE(unpacker.unpack(cut));
  }
  CHECK(refused > 3 * packed.columns().size());
}

TEST_CASE("columns that would make more than a batch may hold are refused") {
  auto day = aDay(test::seed(), 1);
  Batch batch = day.batch;
  Change change = *parseChange(batch.entries[0].change);
  batch.entries.clear();
  Field text{14, {}};
  appendBytesField(text.wire, 14, std::string(1000, 'x'));
  for (int i = 0; i < 600; ++i) {
    change.stamp += 1;
    change.set = {text};
    change.bases = {{{14}, {change.record}}};
    batch.entries.push_back(entryOf(serialise(change)));
  }
  Packer packer(day.names, batch.device);
  const auto packed = *packer.pack(batch, PackAs::columns);
  Unpacker unpacker(day.names, batch.device);
  CHECK(unpacker.unpack(packed).error().code == Errc::tooLarge);
}

TEST_CASE("changes that do not fit into columns travel as exact bytes") {
  auto day = aDay(test::seed(), 1);
  auto foreign = *parseChange(day.batch.entries[0].change);
  foreign.device.bytes[0] = static_cast<unsigned char>(foreign.device.bytes[0] ^ 1);
  auto unsorted = *parseChange(day.batch.entries[0].change);
  unsorted.cleared = {12, 11};
  for (const auto& odd : {serialise(foreign), serialise(unsorted), std::string("not a change")}) {
    Batch batch = day.batch;
    batch.entries.push_back(entryOf(odd));
    seal(batch, day.key);
    Packer packer(day.names, batch.device);
    const auto packed = *packer.pack(batch, PackAs::columns);
    CHECK(packed.columns().empty());
    Unpacker unpacker(day.names, batch.device);
    CHECK(unpacker.unpack(sent(packed))->batch == batch);
  }
}
