// Photos: after the records, in parts, going on where a broken line stopped; complete only when the hash fits.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "shared/sync/evidence_files.h"
#include "shared/sync/messages.h"
#include "tests/seed.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

std::string photo(SeededRandom& random, std::size_t size) {
  std::string content(size, '\0');
  random.fill({reinterpret_cast<unsigned char*>(content.data()), content.size()});
  return content;
}

/// A visit with a photo: its record, and the file in the outbox.
Hash addPhoto(Tablet& tablet, const std::string& content) {
  const auto household = households(tablet.replica().store()).front();
  const auto hash = hashOf(content);
  Edit edit;
  edit.kind = kindOf("evidence").number;
  edit.parent = household.id;
  edit.set = fieldsOf("evidence", {{"hash", hash.str()}, {"size", static_cast<std::int64_t>(content.size())}});
  const auto record = must(tablet.replica().save(edit));
  tablet.outbox.files.push_back({{hash, content.size(), record, edit.kind}, content});
  return hash;
}

struct Office {
  World world;
  std::unique_ptr<Tablet> tablet;
  Office() {
    world.centre().import(village, 2);
    tablet = world.secretary();
    REQUIRE(world.sync(*tablet).done());
  }
};

}  // namespace

TEST_CASE("photos follow their records and arrive whole") {
  Office office;
  SeededRandom random(seed());
  const auto small = photo(random, 5'000);
  const auto large = photo(random, 3 * evidencePartBytes + 17);
  addPhoto(*office.tablet, small);
  addPhoto(*office.tablet, large);
  const auto outcome = office.world.sync(*office.tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.flights.at(0).changes == 2);
  CHECK(outcome.progress.evidenceSent == 2);
  CHECK(outcome.progress.evidenceBytes == small.size() + large.size());
  auto& there = office.world.centre().evidence.whole;
  CHECK(there[hashOf(small)] == small);
  CHECK(there[hashOf(large)] == large);
  for (const auto& file : office.tablet->outbox.files) CHECK(file.sent);
  CHECK(office.world.sync(*office.tablet).flights.size() == 1);
}

TEST_CASE("a photo cut anywhere goes on where it stopped, and the records never wait for it") {
  for (unsigned cut = 1; cut <= 6; ++cut) {
    for (const auto kind : {Fault::Kind::requestLost, Fault::Kind::answerLost, Fault::Kind::commitFails}) {
      INFO(name(kind) << " at flight " << cut << ", seed " << seed());
      Office office;
      SeededRandom random(seed());
      const auto content = photo(random, 3 * evidencePartBytes + 17);
      addPhoto(*office.tablet, content);
      const auto broken = office.world.sync(*office.tablet, {kind, cut});
      CHECK_FALSE(broken.done());
      if (cut > 1) CHECK(broken.progress.changesReceipted == 1);
      const auto outcome = office.world.sync(*office.tablet);
      REQUIRE(outcome.done());
      CHECK(office.world.centre().evidence.whole[hashOf(content)] == content);
      const auto sent = broken.progress.bytesUp + outcome.progress.bytesUp;
      CHECK(sent <= content.size() + 2 * evidencePartBytes);
    }
  }
}

TEST_CASE("evidence that no record of the scope names is not taken") {
  Office office;
  SeededRandom random(seed());
  const auto content = photo(random, 100);
  addPhoto(*office.tablet, content);
  auto& offer = office.tablet->outbox.files[0].offer;
  const auto record = offer.record;
  offer.hash = hashOf("another file");
  auto outcome = office.world.sync(*office.tablet);
  REQUIRE(outcome.done());
  CHECK(office.tablet->outbox.files[0].refusal == bianfang::OUT_OF_SCOPE);
  offer.hash = hashOf(content);
  offer.record = households(office.tablet->replica().store())[0].id;
  REQUIRE(office.world.sync(*office.tablet).done());
  CHECK(office.world.centre().evidence.whole.empty());
  offer.record = record;
  REQUIRE(office.world.sync(*office.tablet).done());
  CHECK(office.world.centre().evidence.whole.size() == 1);
}

TEST_CASE("a file that does not have its hash is refused and not kept") {
  Office office;
  SeededRandom random(seed());
  const auto content = photo(random, 40'000);
  addPhoto(*office.tablet, content);
  office.tablet->outbox.files[0].content[7] ^= 1;
  const auto outcome = office.world.sync(*office.tablet);
  REQUIRE(outcome.done());
  CHECK(office.tablet->outbox.files[0].refusal == bianfang::MALFORMED);
  CHECK(office.world.centre().evidence.whole.empty());
}

TEST_CASE("a centre that takes nothing does not keep a tablet busy for ever") {
  Office office;
  SeededRandom random(seed());
  addPhoto(*office.tablet, photo(random, 40'000));
  office.world.centre().evidence.takesAtMost = 0;
  const auto outcome = office.world.sync(*office.tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.flights.size() <= 2 + evidenceStallsMax);
  CHECK_FALSE(office.tablet->outbox.files[0].sent);
}

TEST_CASE("a tablet gets the photos of its scope, and no others") {
  Office office;
  SeededRandom random(seed());
  const auto content = photo(random, 2 * evidencePartBytes + 5);
  const auto hash = addPhoto(*office.tablet, content);
  REQUIRE(office.world.sync(*office.tablet).done());
  auto clerk = office.world.clerk();
  clerk->outbox.wished[hash];
  const auto outcome = office.world.sync(*clerk);
  REQUIRE(outcome.done());
  CHECK(clerk->outbox.wished[hash] == content);
  CHECK(outcome.progress.evidenceTaken == 1);
  auto stranger = office.world.enrol(1, {{otherVillage, true}});
  stranger->outbox.wished[hash];
  REQUIRE(office.world.sync(*stranger).done());
  CHECK(stranger->outbox.wished[hash].empty());
}

TEST_CASE("files: parts are kept, go on, and get their name only when whole") {
  FastDir dir;
  SeededRandom random(seed());
  const auto content = photo(random, 100'000);
  const auto hash = hashOf(content);
  DeviceId device;
  device.bytes[0] = 1;
  {
    auto store = must(FileEvidenceStore::open(dir.file("evidence")));
    CHECK(must(store->have(hash, content.size(), device)) == 0);
    CHECK(must(store->add(hash, content.size(), device, 0, content.substr(0, 40'000))) == 40'000);
    CHECK(must(store->add(hash, content.size(), device, 60'000, content.substr(60'000))) == 40'000);  // a gap
    CHECK(refused(store->sizeOf(hash)) == Errc::notFound);
  }
  auto store = must(FileEvidenceStore::open(dir.file("evidence")));
  CHECK(must(store->have(hash, content.size(), device)) == 40'000);
  CHECK(must(store->add(hash, content.size(), device, 30'000, content.substr(30'000))) == content.size());
  CHECK(must(store->sizeOf(hash)) == content.size());
  CHECK(must(store->read(hash, 99'990, 100)) == content.substr(99'990));
  CHECK(must(store->have(hash, content.size(), device)) == content.size());
  const auto hex = toHex(hash.view());
  CHECK(std::filesystem::exists(dir.file("evidence/" + hex.substr(0, 2) + "/" + hex)));
  CHECK(std::filesystem::is_empty(dir.file("evidence/parts")));
}

TEST_CASE("files: two devices that send the same do not disturb each other, and a liar harms only itself") {
  FastDir dir;
  SeededRandom random(seed());
  const auto content = photo(random, 1'000);
  const auto hash = hashOf(content);
  DeviceId honest, liar;
  honest.bytes[0] = 1;
  liar.bytes[0] = 2;
  auto store = must(FileEvidenceStore::open(dir.file("evidence")));
  CHECK(must(store->add(hash, content.size(), honest, 0, content.substr(0, 500))) == 500);
  CHECK(refused(store->add(hash, content.size(), liar, 0, std::string(1'000, 'x'))) == Errc::malformed);
  CHECK(must(store->have(hash, content.size(), liar)) == 0);
  CHECK(must(store->add(hash, content.size(), honest, 500, content.substr(500))) == 1'000);
  CHECK(must(store->add(hash, content.size(), liar, 0, "y")) == 1'000);
  CHECK(must(store->read(hash, 0, 2'000)) == content);
}

TEST_CASE("files: limits on size, reach and number of unfinished files") {
  FastDir dir;
  auto store = must(FileEvidenceStore::open(dir.file("evidence")));
  DeviceId device;
  CHECK(refused(store->add(hashOf("a"), evidenceBytesMax + 1, device, 0, "x")) == Errc::tooLarge);
  CHECK(refused(store->add(hashOf("a"), 10, device, 8, "abc")) == Errc::tooLarge);
  CHECK(refused(store->add(hashOf("a"), 10, device, UINT64_MAX, "abc")) == Errc::tooLarge);
  for (std::size_t i = 0; i < evidenceUnfinishedMax; ++i)
    CHECK(must(store->add(hashOf(std::to_string(i)), 10, device, 0, "x")) == 1);
  CHECK(refused(store->add(hashOf("one more"), 10, device, 0, "x")) == Errc::tooLarge);
  CHECK(must(store->add(hashOf("0"), 10, device, 1, "x")) == 2);
}

TEST_CASE("files: a link laid in the way is not followed") {
  FastDir dir;
  auto store = must(FileEvidenceStore::open(dir.file("evidence")));
  std::ofstream(dir.file("secret")) << "secret";
  const auto hash = hashOf("content");
  DeviceId device;
  const auto part = dir.file("evidence/parts/" + toHex(hash.view()) + "." + toHex(device.view()));
  std::filesystem::create_symlink(dir.file("secret"), part);
  CHECK_FALSE(store->add(hash, 7, device, 0, "content"));
  std::string kept;
  std::ifstream(dir.file("secret")) >> kept;
  CHECK(kept == "secret");
}
