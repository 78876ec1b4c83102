// Enrolment, confirmation, revocation, expiry, renewal, and the last word of a revoked tablet.

#include <catch2/catch.hpp>

#include "shared/sync/check_code.h"
#include "shared/sync/messages.h"
#include "tests/seed.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

bianfang::Device deviceOf(Centre& centre, const DeviceId& id) {
  auto tx = must(centre.store().read());
  return *must(Registry(*tx).device(id));
}

EnrolSession::Wish wish(World& world, const std::string& token) {
  return {token, "request of a tablet", SigningKey::make(world.centre().random).publicKey(), "平板一号"};
}

Result<Enrolment> enrolWith(World& world, EnrolSession& client) {
  ServerSession server(world.centre().replica(), world.centre().issuer, world.centre().evidence, Peer{});
  const auto passed = pass(world.centre(), server, client.start());
  CHECK(passed.reply.close);
  return client.receive(passed.reply.frame);
}

void revoke(World& world, const DeviceId& device) {
  world.centre().write(
      [&](StoreTx&, Registry& registry) { must(registry.revoke(device, "lost", "test", world.centre().clock.now())); });
}

}  // namespace

TEST_CASE("both screens show the same six digits, and until they are compared the tablet gets nothing") {
  World world;
  world.centre().import(village, 3);
  auto tablet = world.enrol(1, {{village, true}}, false);
  const auto code = tablet->keys().enrolment.checkCode;
  CHECK(code.size() == 6);
  CHECK(deviceOf(world.centre(), tablet->device()).check_code() == code);
  const auto early = world.sync(*tablet);
  CHECK(early.last.error.code == Errc::awaitingConfirmation);
  CHECK(early.last.retry == confirmationRetry);
  CHECK(households(tablet->replica().store()).empty());
  world.centre().write([&](StoreTx&, Registry& registry) {
    must(registry.confirm(tablet->device(), "test", world.centre().clock.now()));
  });
  REQUIRE(world.sync(*tablet).done());
  CHECK(households(tablet->replica().store()).size() == 3);
}

TEST_CASE("the check code depends on everything that both sides said") {
  SeededRandom random(seed());
  const auto key = SigningKey::make(random).publicKey();
  const EnrolmentTranscript good{"authority", "request", "token", "nonce a", "nonce b", key};
  const auto code = checkCode(good);
  for (int part = 0; part < 6; ++part) {
    auto other = good;
    if (part == 0) other.authority = "another";
    if (part == 1) other.request = "another";
    if (part == 2) other.token = "another";
    if (part == 3) other.tabletNonce = "another";
    if (part == 4) other.centreNonce = "another";
    if (part == 5) other.signingKey = SigningKey::make(random).publicKey();
    CHECK(checkCode(other) != code);
  }
  const EnrolmentTranscript moved{"authorityrequest", "", "token", "nonce a", "nonce b", key};
  CHECK(checkCode(moved) != code);
}

TEST_CASE("a token works once; the same tablet may ask again when the answer was lost") {
  World world;
  const auto token = world.centre().invite(world.centre().addUser(1, {{village, true}}));
  EnrolSession client(wish(world, token), world.centre().random);
  const auto lost = enrolWith(world, client);
  REQUIRE(lost);
  const auto again = enrolWith(world, client);
  REQUIRE(again);
  CHECK(again->device == lost->device);
  CHECK(deviceOf(world.centre(), again->device).check_code() == again->checkCode);
  CHECK(deviceOf(world.centre(), again->device).certificate() == hashOf(again->certificate).str());

  EnrolSession thief(wish(world, token), world.centre().random);
  CHECK(enrolWith(world, thief).error().code == Errc::badToken);
  world.centre().write(
      [&](StoreTx&, Registry& registry) { must(registry.confirm(again->device, "test", world.centre().clock.now())); });
  CHECK(enrolWith(world, client).error().code == Errc::badToken);
}

TEST_CASE("a token that is unknown or too old is refused, and a bad request does not use it up") {
  World world;
  EnrolSession unknown(wish(world, "NOSUCHTOKEN"), world.centre().random);
  CHECK(enrolWith(world, unknown).error().code == Errc::badToken);
  const auto user = world.centre().addUser(1, {{village, true}});
  const auto old = world.centre().invite(user);
  world.centre().clock.time += 3'600'000'000;
  EnrolSession late(wish(world, old), world.centre().random);
  CHECK(enrolWith(world, late).error().code == Errc::badToken);
  const auto good = world.centre().invite(user);
  auto odd = wish(world, good);
  odd.requestDer = "nonsense";
  EnrolSession bad(odd, world.centre().random);
  CHECK(enrolWith(world, bad).error().code == Errc::malformed);
  EnrolSession right(wish(world, good), world.centre().random);
  CHECK(enrolWith(world, right));
}

TEST_CASE("a stranger may enrol and do nothing else, and says it in 16 KiB") {
  World world;
  world.centre().import(village, 3);
  bianfang::ToCentre hello;
  hello.mutable_hello()->set_version(protocolVersion);
  hello.mutable_pull();
  ServerSession server(world.centre().replica(), world.centre().issuer, world.centre().evidence, Peer{});
  CHECK(server.frameBytesMaxNow() == strangerFrameBytesMax);
  auto passed = pass(world.centre(), server, makeFrame(hello.SerializeAsString(), Compression::none));
  CHECK(passed.reply.close);
  CHECK(passed.figures.refusal == bianfang::NOT_ENROLLED);
  CHECK_FALSE(parseFromCentre(*openFrame(passed.reply.frame))->has_pulled());

  ServerSession second(world.centre().replica(), world.centre().issuer, world.centre().evidence, Peer{});
  bianfang::ToCentre large;
  large.mutable_enrol()->set_name(std::string(strangerFrameBytesMax + 1, 'x'));
  passed = pass(world.centre(), second, makeFrame(large.SerializeAsString(), Compression::none));
  CHECK(passed.figures.refusal == bianfang::TOO_LARGE);
  ServerSession third(world.centre().replica(), world.centre().issuer, world.centre().evidence, Peer{});
  passed = pass(world.centre(), third, makeFrame(large.SerializeAsString(), Compression::zstd));
  CHECK(passed.figures.refusal == bianfang::TOO_LARGE);
}

TEST_CASE("a certificate that was replaced is turned away") {
  World world;
  auto tablet = world.secretary();
  tablet->certificateHash = hashOf("another certificate").str();
  CHECK(world.sync(*tablet).flights.at(0).refusal == bianfang::NOT_ENROLLED);
}

TEST_CASE("a revoked tablet deposits what it holds, gets nothing, and erases itself when all is received") {
  World world;
  world.centre().import(village, 3);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  const auto known = households(tablet->replica().store());
  editHousehold(*tablet, known[0], {{"phone", std::string("13900000000")}});
  revoke(world, tablet->device());
  const auto outcome = world.sync(*tablet);
  INFO(outcome.last.error.detail);
  REQUIRE(outcome.done());
  CHECK(outcome.last.erase);
  CHECK(outcome.progress.depositOnly);
  CHECK(outcome.progress.changesReceipted == 1);
  CHECK(outcome.progress.changesHeld == 1);
  CHECK(outcome.progress.batchesTaken + outcome.progress.recordsTaken == 0);
  CHECK(shown(world.centre().store(), known[0].kind, known[0].id, "phone") != Value("13900000000"));
  auto tx = must(world.centre().store().read());
  CHECK(must(Registry(*tx).lastAudit()).action() == "tablet.wiped");
}

TEST_CASE("a tablet erases itself only on the word that fits what it was given at enrolment") {
  World world;
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  revoke(world, tablet->device());
  tablet->options.wipeCommitment = hashOf("another");
  const auto outcome = world.sync(*tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.progress.depositOnly);
  CHECK_FALSE(outcome.last.erase);
}

TEST_CASE("a tablet that is revoked while connected is served no further") {
  World world;
  world.centre().import(village, 30, 3);
  auto tablet = world.secretary();
  ClientSession client(tablet->replica(), nullptr, tablet->clock, tablet->options);
  ServerSession server(world.centre().replica(), world.centre().issuer, world.centre().evidence, tablet->peer());
  auto passed = pass(world.centre(), server, must(client.start()));
  auto step = client.receive(passed.reply.frame);
  REQUIRE(step.kind == ClientStep::Kind::send);
  revoke(world, tablet->device());
  passed = pass(world.centre(), server, step.frame);
  const auto answer = must(parseFromCentre(*openFrame(passed.reply.frame)));
  CHECK_FALSE(answer.has_snapshot());
  CHECK_FALSE(answer.has_pulled());
  CHECK(server.state() == ServerSession::State::depositing);
}

TEST_CASE("with an expired certificate a tablet may only deposit") {
  World world;
  world.centre().import(village, 3);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  tablet->expired = true;
  editHousehold(*tablet, households(tablet->replica().store())[0], {{"phone", std::string("13900000000")}});
  const auto outcome = world.sync(*tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.progress.depositOnly);
  CHECK(outcome.progress.changesHeld == 1);
  CHECK_FALSE(outcome.last.erase);
}

TEST_CASE("a certificate is renewed within a sync, and the old one holds until the new one is shown") {
  World world;
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  tablet->options.renewRequest = "request of the same tablet";
  const auto first = world.sync(*tablet);
  REQUIRE(first.done());
  REQUIRE_FALSE(first.renewed.empty());
  const auto lost = world.sync(*tablet);  // as if the answer had not come: the old certificate again
  REQUIRE(lost.done());
  tablet->options.renewRequest.clear();
  const auto old = tablet->certificateHash;
  tablet->certificateHash = hashOf(lost.renewed).str();
  REQUIRE(world.sync(*tablet).done());
  tablet->certificateHash = old;
  CHECK(world.sync(*tablet).flights.at(0).refusal == bianfang::NOT_ENROLLED);
}
