// The tablet's photos on the disk: durable before a record names them, sent thumbnails first, fetched in parts.

#include "app/evidence_box.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/seed.h"
#include "tests/store/temp_dir.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

std::string noise(std::size_t size) {
  static SeededRandom random(seed());
  std::string content(size, '\0');
  random.fill({reinterpret_cast<unsigned char*>(content.data()), content.size()});
  return content;
}

std::string fileContent(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Home {
  TempDir dir;
  World world;
  std::unique_ptr<Tablet> tablet;
  Home() {
    world.centre().import(village, 2);
    tablet = world.secretary();
    REQUIRE(world.sync(*tablet).done());
  }
  EvidenceBox box(Tablet& of, const std::string& folder = "evidence") { return {of.replica(), dir.file(folder)}; }
  NewEvidence photo(const std::string& content, const std::string& thumbnail = {}) {
    return {households(tablet->replica().store()).front().id, content, thumbnail,
            fieldsOf("evidence", {{"evidence_type", std::int64_t{1}}, {"caption", std::string("房屋正面")}})};
  }
  /// One conversation with the centre; stops after `flights`.
  bool sync(Tablet& with, EvidenceBox& box, unsigned flights = 1000) {
    ClientSession client(with.replica(), &box, with.clock, with.options);
    ServerSession server(world.centre().replica(), world.centre().issuer, world.centre().evidence, with.peer());
    auto frame = must(client.start());
    for (unsigned flight = 1; flight <= flights; ++flight) {
      const auto step = client.receive(pass(world.centre(), server, frame).reply.frame);
      if (step.kind != ClientStep::Kind::send) return step.kind == ClientStep::Kind::done;
      frame = step.frame;
    }
    return false;
  }
};

}  // namespace

TEST_CASE("a photo and its thumbnail are kept, named by a record, and sent, the thumbnail first") {
  Home home;
  auto box = home.box(*home.tablet);
  const auto content = noise(100'000);
  const auto small = noise(4'000);
  must(box.add(home.photo(content, small)));
  CHECK(must(box.unsent()).files == 2);
  CHECK(must(box.unsent()).bytes == 104'000);
  const auto offers = must(box.waiting(10, {}));
  REQUIRE(offers.size() == 2);
  CHECK(offers[0].hash == hashOf(small));
  CHECK(offers[1].hash == hashOf(content));
  CHECK(must(box.waiting(10, {hashOf(small)})).size() == 1);
  CHECK(fileContent(must(box.pathOf(hashOf(content)))) == content);
  REQUIRE(home.sync(*home.tablet, box));
  CHECK(must(box.unsent()).files == 0);
  CHECK(home.world.centre().evidence.whole[hashOf(content)] == content);
  CHECK(home.world.centre().evidence.whole[hashOf(small)] == small);
}

TEST_CASE("the files of a photo that was taken out are not sent, unless another record names them or they were") {
  Home home;
  auto box = home.box(*home.tablet);
  const auto content = noise(10'000), small = noise(400);
  const auto first = must(box.add(home.photo(content, small)));
  const auto removed = [&](const RecordId& record) {
    must(home.tablet->replica().remove(builtinSchema().kindByName("evidence")->number, record, "拍错了对象"));
    must(box.forget(record));
  };
  SECTION("nobody else names them") {
    removed(first);
    CHECK(must(box.unsent()).files == 0);
    CHECK_FALSE(box.pathOf(hashOf(content)));
    CHECK_FALSE(box.pathOf(hashOf(small)));
    REQUIRE(home.sync(*home.tablet, box));
    CHECK(home.world.centre().evidence.whole.empty());
    must(box.forget(first));  // a second time there is nothing to do
  }
  SECTION("another record names the same picture") {
    const auto second = must(box.add(home.photo(content)));
    removed(first);
    CHECK(box.pathOf(hashOf(content)));
    CHECK_FALSE(box.pathOf(hashOf(small)));
    CHECK(must(box.unsent()).files == 1);
    removed(second);
    CHECK(must(box.unsent()).files == 0);
  }
  SECTION("the centre has it") {
    REQUIRE(home.sync(*home.tablet, box));
    removed(first);
    CHECK(box.pathOf(hashOf(content)));
  }
}

TEST_CASE("a photo below a removed problem is not sent, and is again when it also belongs to what stands") {
  Home home;
  auto box = home.box(*home.tablet);
  auto& replica = home.tablet->replica();
  const auto problemKind = builtinSchema().kindByName("problem")->number;
  Edit problem;
  problem.kind = problemKind;
  problem.parent = households(replica.store()).front().id;
  problem.set = fieldsOf("problem", {{"content", std::string("屋顶漏雨")}});
  const auto record = must(replica.save(problem));
  auto below = home.photo(noise(3000), noise(300));
  below.parent = record;
  must(box.add(below));
  const auto kept = home.photo(noise(2000));
  must(box.add(kept));
  CHECK(must(box.unsent()).files == 3);
  must(replica.remove(problemKind, record, "登记有误"));
  CHECK(must(box.unsent()).files == 1);
  SECTION("nothing else names it") {
    REQUIRE(home.sync(*home.tablet, box));
    auto& there = home.world.centre().evidence.whole;
    CHECK(there.size() == 1);
    CHECK(there[hashOf(kept.content)] == kept.content);
  }
  SECTION("the same picture was added to the household") {
    must(box.add(home.photo(below.content)));
    CHECK(must(box.unsent()).files == 2);
    REQUIRE(home.sync(*home.tablet, box));
    CHECK(home.world.centre().evidence.whole.size() == 2);
    CHECK(must(box.unsent()).files == 0);
  }
}

TEST_CASE("a photo that is taken out while it is sent does not hold up the others") {
  const auto before = GENERATE(0U, 1U, 2U, 3U, 4U);  // flights until it is taken out
  CAPTURE(before);
  Home home;
  auto box = home.box(*home.tablet);
  const auto first = home.photo(noise(3 * evidencePartBytes + 5)), second = home.photo(noise(2000));
  const auto record = must(box.add(first));
  must(box.add(second));
  ClientSession client(home.tablet->replica(), &box, home.tablet->clock, home.tablet->options);
  auto& centre = home.world.centre();
  ServerSession server(centre.replica(), centre.issuer, centre.evidence, home.tablet->peer());
  auto frame = must(client.start());
  auto step = ClientStep::Kind::send;
  for (unsigned flight = 0; step == ClientStep::Kind::send; ++flight) {
    if (flight == before) {
      must(home.tablet->replica().remove(builtinSchema().kindByName("evidence")->number, record, "拍错了对象"));
      must(box.forget(record));
    }
    const auto next = client.receive(pass(centre, server, frame).reply.frame);
    step = next.kind;
    frame = next.frame;
  }
  CHECK(step == ClientStep::Kind::done);
  CHECK(centre.evidence.whole[hashOf(second.content)] == second.content);
  CHECK_FALSE(centre.evidence.whole.contains(hashOf(first.content)));
  CHECK(must(box.entries()).size() == 1);
  CHECK(must(box.unsent()).files == 0);
}

TEST_CASE("another tablet fetches a photo in parts, over several connections, and gets what its name says") {
  Home home;
  auto box = home.box(*home.tablet);
  const auto content = noise(5 * evidencePartBytes + 7);
  must(box.add(home.photo(content)));
  REQUIRE(home.sync(*home.tablet, box));
  auto other = home.world.secretary();
  auto theirs = home.box(*other, "other");
  REQUIRE(home.sync(*other, theirs));
  must(theirs.want(hashOf(content), content.size()));
  for (int connection = 0; connection < 20 && !theirs.pathOf(hashOf(content)); ++connection)
    (void)home.sync(*other, theirs, 2);
  CHECK(fileContent(must(theirs.pathOf(hashOf(content)))) == content);
  CHECK(must(theirs.wishes(10, {})).empty());
  must(theirs.want(hashOf(content), content.size()));
  CHECK(must(theirs.wishes(10, {})).empty());
}

TEST_CASE("a photo whose record a crash kept from being saved is not offered until a record names it") {
  Home home;
  auto box = home.box(*home.tablet);
  auto lost = home.photo(noise(1000));
  lost.parent = RecordId{};
  lost.parent.bytes[0] = 9;
  CHECK(box.add(lost).error().code == Errc::notFound);
  CHECK(must(box.waiting(10, {})).empty());
  must(box.add(home.photo(lost.content)));
  CHECK(must(box.waiting(10, {})).size() == 1);
}

TEST_CASE("parts behind a gap, contents with another hash and sizes beyond the limit are refused") {
  Home home;
  auto box = home.box(*home.tablet);
  const auto content = noise(1000);
  must(box.want(hashOf(content), content.size()));
  CHECK(box.take(hashOf(content), 10, "late", content.size()).error().code == Errc::malformed);
  CHECK(box.take(hashOf(content), 0, content, evidenceBytesMax + 1).error().code == Errc::tooLarge);
  CHECK_FALSE(must(box.take(hashOf(content), 0, content.substr(0, 500), content.size())));
  CHECK(must(box.wishes(10, {})).front().offset == 500);
  CHECK(box.take(hashOf(content), 500, std::string(500, 'x'), content.size()).error().code == Errc::malformed);
  CHECK(must(box.wishes(10, {})).front().offset == 0);
  CHECK(must(box.take(hashOf(content), 0, content, content.size())));
  CHECK(fileContent(must(box.pathOf(hashOf(content)))) == content);
  CHECK(box.add(home.photo(std::string(evidenceBytesMax + 1, 'x'))).error().code == Errc::tooLarge);
  CHECK(box.add(home.photo("")).error().code == Errc::malformed);
}

TEST_CASE("what the centre refuses stays, with its reason, until it is taken") {
  Home home;
  auto box = home.box(*home.tablet);
  const auto content = noise(1000);
  must(box.add(home.photo(content)));
  must(box.refused(hashOf(content), bianfang::OUT_OF_SCOPE));
  CHECK(must(box.entries()).front().held.refused() == bianfang::OUT_OF_SCOPE);
  CHECK(must(box.unsent()).files == 1);
  must(box.sent(hashOf(content)));
  CHECK(must(box.entries()).front().held.refused() == bianfang::REFUSAL_UNSPECIFIED);
  CHECK(must(box.unsent()).files == 0);
}
