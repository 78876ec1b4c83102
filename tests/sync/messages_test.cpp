// Between messages and what the replicas speak of: nothing is cut off on the way.
#include "shared/sync/messages.h"

#include <catch2/catch.hpp>

#include "shared/sync/sync_limits.h"

using namespace bf;

namespace {

Receipt receiptWith(VerdictCode code) {
  Receipt receipt;
  receipt.head.bytes.fill(1);
  receipt.epoch = 3;
  receipt.seq = 4711;
  receipt.count = 2;
  receipt.received = 1'529'539'200'000'000;
  receipt.verdicts = {{1, code, 12, "most"}};
  receipt.mac.bytes.fill(2);
  return receipt;
}

}  // namespace

TEST_CASE("a receipt comes out of its message as it went in, with verdicts of a newer centre too") {
  for (const int code : {0, 4, 6, 7, 255}) {
    const auto receipt = receiptWith(static_cast<VerdictCode>(code));
    CHECK(fromMessage(toMessage(receipt)) == receipt);
  }
}

TEST_CASE("a verdict beyond our numbers is malformed and does not become another one") {
  auto message = toMessage(receiptWith(VerdictCode::heldInvalid));
  for (const int code : {-1, 256, 260, 1 << 30}) {
    message.mutable_verdicts(0)->set_code(static_cast<bianfang::VerdictCode>(code));
    const auto receipt = fromMessage(message);
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().code == Errc::malformed);
  }
}

TEST_CASE("ids of another length and numbers that no centre gives are malformed") {
  const auto good = toMessage(receiptWith(VerdictCode::accepted));
  auto damaged = good;
  damaged.mutable_head()->pop_back();
  CHECK(fromMessage(damaged).error().code == Errc::malformed);
  damaged = good;
  damaged.mutable_mac()->push_back('x');
  CHECK(fromMessage(damaged).error().code == Errc::malformed);
  for (const auto number : {static_cast<std::uint64_t>(provisionalFrom), UINT64_MAX}) {
    damaged = good;
    damaged.set_seq(number);
    CHECK(fromMessage(damaged).error().code == Errc::malformed);
    bianfang::RecordState state;
    state.set_id(std::string(RecordId::size, 'i'));
    CHECK(fromMessage(state));
    state.set_parent(number);
    CHECK(fromMessage(state).error().code == Errc::malformed);
  }
}

TEST_CASE("a flight is one whole message") {
  bianfang::ToCentre flight;
  flight.mutable_hello()->set_version(protocolVersion);
  const auto plain = flight.SerializeAsString();
  CHECK(parseToCentre(plain));
  CHECK(parseToCentre(plain.substr(0, plain.size() - 1)).error().code == Errc::malformed);
  CHECK(parseToCentre(plain + "\x0c").error().code == Errc::malformed);  // the end of a group that never began
  // Groups of an unknown field, one in another, deeper than any message of ours.
  const auto nested = [](std::size_t depth) { return std::string(depth, '\x7b') + std::string(depth, '\x7c'); };
  CHECK(parseToCentre(nested(messageDepthMax - 1)));
  CHECK(parseToCentre(nested(messageDepthMax + 1)).error().code == Errc::malformed);
  CHECK(parseFromCentre(nested(messageDepthMax + 1)).error().code == Errc::malformed);
}
