// What a broken or hostile tablet, or a broken centre, may send: a clear answer each, nothing lost, nobody harmed.

#include <catch2/catch.hpp>

#include "shared/sync/messages.h"
#include "shared/sync/packing.h"
#include "tests/seed.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

struct Line {
  World world;
  std::unique_ptr<Tablet> tablet;
  Line() {
    world.centre().import(village, 4);
    tablet = world.secretary();
    REQUIRE(world.sync(*tablet).done());
  }
  ServerSession session() {
    return {world.centre().replica(), world.centre().issuer, world.centre().evidence, tablet->peer()};
  }
  bianfang::ToCentre hello() {
    bianfang::ToCentre flight;
    const auto state = must(tablet->replica().state());
    flight.mutable_hello()->set_version(protocolVersion);
    flight.mutable_hello()->set_epoch(state.epoch);
    flight.mutable_hello()->set_cursor(static_cast<std::uint64_t>(state.cursor));
    flight.mutable_hello()->set_scope(state.scope);
    return flight;
  }
  bianfang::FromCentre ask(ServerSession& session, const bianfang::ToCentre& flight) {
    const auto passed = pass(world.centre(), session, makeFrame(flight.SerializeAsString(), Compression::none));
    return must(parseFromCentre(must(openFrame(passed.reply.frame))));
  }
  /// A sealed batch of the tablet's, not yet sent.
  Batch batch() {
    editHousehold(*tablet, households(tablet->replica().store())[0], {{"phone", std::string("13900000000")}});
    must(tablet->replica().seal());
    return must(tablet->replica().toSend(1)).front().batch;
  }
  bianfang::PackedBatch exact(const Batch& batch) {
    auto tx = must(tablet->replica().store().read());
    StoreNames names(*tx);
    Packer packer(names, tablet->device());
    return must(packer.pack(batch, PackAs::exact));
  }
  std::int64_t lastSeq() {
    auto tx = must(world.centre().store().read());
    return must(tx->lastSeq(false));
  }
};

ClientOptions plainOptions() {
  ClientOptions options;
  options.features = bianfang::FEATURE_NONE;
  return options;
}

}  // namespace

TEST_CASE("bytes that are no flight close the connection and change nothing") {
  Line line;
  const auto before = line.lastSeq();
  SeededRandom random(seed());
  for (int i = 0; i < 200; ++i) {
    auto session = line.session();
    std::string noise(random.below(300), '\0');
    for (auto& c : noise) c = static_cast<char>(random.below(256));
    if (random.chance(70)) noise = makeFrame(noise, Compression::none);
    const auto passed = pass(line.world.centre(), session, noise);
    const auto answer = must(parseFromCentre(must(openFrame(passed.reply.frame))));
    CHECK(answer.has_refusal());
    CHECK(passed.reply.close);
    CHECK(session.state() == ServerSession::State::closed);
  }
  CHECK(line.lastSeq() == before);
}

TEST_CASE("another version is refused with the versions spoken here") {
  Line line;
  auto flight = line.hello();
  flight.mutable_hello()->set_version(2);
  auto session = line.session();
  const auto answer = line.ask(session, flight);
  CHECK(answer.refusal().code() == bianfang::VERSION);
  CHECK(answer.refusal().detail().find('1') != std::string::npos);
}

TEST_CASE("a flight out of order is refused") {
  Line line;
  auto early = line.session();
  bianfang::ToCentre pull;
  pull.mutable_pull();
  CHECK(line.ask(early, pull).refusal().code() == bianfang::NOT_NOW);
  auto enrolling = line.session();
  bianfang::ToCentre enrol;
  enrol.mutable_enrol()->set_version(protocolVersion);
  CHECK(line.ask(enrolling, enrol).refusal().code() == bianfang::NOT_NOW);
  auto chatty = line.session();
  for (unsigned i = 0; i < hellosMax; ++i) CHECK_FALSE(line.ask(chatty, line.hello()).has_refusal());
  CHECK(line.ask(chatty, line.hello()).refusal().code() == bianfang::NOT_NOW);
}

TEST_CASE("more batches than a flight may have are refused before any is looked at") {
  Line line;
  auto flight = line.hello();
  for (std::size_t i = 0; i <= flightBatchesMax; ++i) flight.add_push();
  auto session = line.session();
  CHECK(line.ask(session, flight).refusal().code() == bianfang::TOO_LARGE);
}

TEST_CASE("among good batches, bad ones are refused one by one") {
  Line line;
  const auto batch = line.batch();
  const auto good = line.exact(batch);
  auto flight = line.hello();
  auto* forged = flight.add_push();
  *forged = good;
  (*forged->mutable_signature())[5] ^= 1;
  flight.add_push()->set_columns("not columns");
  auto* shortId = flight.add_push();
  *shortId = good;
  shortId->set_device("abc");
  auto* large = flight.add_push();
  *large = good;
  large->mutable_entries(0)->set_change(std::string(changeBytesMax + 1, 'x'));
  *flight.add_push() = good;
  auto session = line.session();
  const auto answer = line.ask(session, flight);
  REQUIRE_FALSE(answer.has_refusal());
  REQUIRE(answer.receipts_size() == 5);
  CHECK(answer.receipts(0).refused() == bianfang::SIGNATURE);
  CHECK((answer.receipts(1).refused() == bianfang::MALFORMED || answer.receipts(1).resend()));
  CHECK(answer.receipts(2).refused() == bianfang::MALFORMED);
  CHECK(answer.receipts(3).refused() == bianfang::TOO_LARGE);
  CHECK(answer.receipts(4).mac().size() == 16);
  CHECK(answer.receipts(4).seq() > 0);
}

TEST_CASE("a batch pushed twice gets the same receipt twice") {
  Line line;
  const auto good = line.exact(line.batch());
  auto flight = line.hello();
  *flight.add_push() = good;
  *flight.add_push() = good;
  auto session = line.session();
  const auto answer = line.ask(session, flight);
  REQUIRE(answer.receipts_size() == 2);
  CHECK(answer.receipts(0).SerializeAsString() == answer.receipts(1).SerializeAsString());
  const auto later = line.ask(session, [&] {
    bianfang::ToCentre again;
    *again.add_push() = good;
    return again;
  }());
  CHECK(later.receipts(0).mac() == answer.receipts(0).mac());
  CHECK(later.receipts(0).received() == answer.welcome().now());
}

TEST_CASE("what a tablet has no right to is not given, however it asks") {
  Line line;
  line.world.centre().import(otherVillage, 7);
  auto session = line.session();
  auto flight = line.hello();
  flight.mutable_hello()->set_scope(0);
  flight.mutable_pull()->set_cursor(0);
  const auto all = line.ask(session, flight);
  for (const auto& batch : all.pulled().batches()) CHECK(batch.region() != otherVillage);
  CHECK(all.pulled().states_size() == 0);
  bianfang::ToCentre picture;
  picture.mutable_snapshot()->set_region(otherVillage);
  const auto refused = line.ask(session, picture);
  CHECK(refused.refusal().code() == bianfang::OUT_OF_SCOPE);
  CHECK_FALSE(refused.has_snapshot());
  auto second = line.session();
  (void)line.ask(second, line.hello());
  bianfang::ToCentre token;
  token.mutable_snapshot()->set_region(village);
  token.mutable_snapshot()->set_after("made up");
  CHECK(line.ask(second, token).refusal().code() == bianfang::MALFORMED);
}

TEST_CASE("another device's work under one's own name is refused or held, never applied") {
  Line line;
  auto stranger = SigningKey::make(line.world.centre().random);
  auto batch = line.batch();
  batch.signature = stranger.sign(signedBytes(batch, chainHead(batch)));
  auto flight = line.hello();
  *flight.add_push() = line.exact(batch);
  auto session = line.session();
  CHECK(line.ask(session, flight).receipts(0).refused() == bianfang::SIGNATURE);
}

TEST_CASE("a store that cannot write gives no receipt and says so") {
  Line line;
  (void)line.batch();
  const auto outcome = line.world.sync(*line.tablet, {Fault::Kind::commitFails, 1});
  CHECK(outcome.last.kind == ClientStep::Kind::failed);
  CHECK(outcome.last.error.code == Errc::busy);
  CHECK(outcome.last.retry == busyRetry);
  CHECK(outcome.progress.changesReceipted == 0);
  CHECK(must(line.tablet->replica().waiting()).changes == 1);
}

TEST_CASE("a centre that answers nonsense ends the session and leaves the tablet as it was") {
  Line line;
  (void)line.batch();
  const auto before = dump(line.tablet->replica().store(), village);
  SeededRandom random(seed());
  const auto start = [&](ClientSession& client) {
    auto server = line.session();
    return pass(line.world.centre(), server, must(client.start())).reply.frame;
  };
  ClientSession reference(line.tablet->replica(), nullptr, line.tablet->clock, plainOptions());
  const auto plain = must(openFrame(start(reference)));
  for (int i = 0; i < 300; ++i) {
    ClientSession client(line.tablet->replica(), nullptr, line.tablet->clock, plainOptions());
    must(client.start());
    auto damaged = plain;
    damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    if (random.chance(30)) damaged.resize(random.below(damaged.size()));
    const auto step = client.receive(makeFrame(damaged, Compression::none));
    CHECK(step.kind <= ClientStep::Kind::failed);
  }
  CHECK(dump(line.tablet->replica().store(), village) == before);
  REQUIRE(line.world.sync(*line.tablet).done());
}

TEST_CASE("answers that were not asked for are not believed") {
  Line line;
  ClientSession client(line.tablet->replica(), nullptr, line.tablet->clock, plainOptions());
  must(client.start());
  bianfang::FromCentre bare;
  CHECK(client.receive(makeFrame(bare.SerializeAsString(), Compression::none)).error.code == Errc::malformed);
  ClientSession other(line.tablet->replica(), nullptr, line.tablet->clock, plainOptions());
  must(other.start());
  bianfang::FromCentre epoch;
  epoch.mutable_welcome()->set_version(protocolVersion);
  epoch.mutable_welcome()->set_epoch(77);
  epoch.mutable_welcome()->set_now(line.tablet->clock.now());
  CHECK(other.receive(makeFrame(epoch.SerializeAsString(), Compression::none)).error.code == Errc::brokenChain);
  ClientSession third(line.tablet->replica(), nullptr, line.tablet->clock, plainOptions());
  must(third.start());
  bianfang::FromCentre picture;
  picture.mutable_welcome()->set_version(protocolVersion);
  picture.mutable_welcome()->set_epoch(1);
  picture.mutable_welcome()->set_now(line.tablet->clock.now());
  picture.mutable_pulled();
  picture.mutable_snapshot()->set_region(otherVillage);
  CHECK(third.receive(makeFrame(picture.SerializeAsString(), Compression::none)).error.code == Errc::malformed);
}

TEST_CASE("a batch that the centre will not keep does not hold up the ones after it") {
  Line line;
  (void)line.batch();
  editHousehold(*line.tablet, households(line.tablet->replica().store())[1], {{"phone", std::string("13911111111")}});
  ClientSession client(line.tablet->replica(), nullptr, line.tablet->clock, line.tablet->options);
  auto frame = must(client.start());
  auto session = line.session();
  auto sent = must(parseToCentre(must(openFrame(frame))));
  REQUIRE(sent.push_size() == 2);
  // The first one is damaged on its way to the centre's judgement; the second is good.
  auto passed = pass(line.world.centre(), session, frame);
  auto answer = must(parseFromCentre(must(openFrame(passed.reply.frame))));
  answer.mutable_receipts(0)->Clear();
  answer.mutable_receipts(0)->set_refused(bianfang::SIGNATURE);
  const auto step = client.receive(makeFrame(answer.SerializeAsString(), Compression::none));
  CHECK(step.kind == ClientStep::Kind::done);
  REQUIRE(client.refused().size() == 1);
  CHECK(client.refused()[0].code == bianfang::SIGNATURE);
  CHECK(client.progress().changesReceipted == 1);
  CHECK(must(line.tablet->replica().waiting()).changes == 1);
}
