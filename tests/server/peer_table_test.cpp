#include "sync-server/peer_table.h"

#include <catch2/catch.hpp>

using namespace bf;

namespace {

struct Peer final : ConnectedPeer {
  bool gives = false;
  bool wasRevoked = false;
  bool finished = false;
  bool giveWay() override { return gives; }
  void revoked() override { wasRevoked = true; }
  void finish() override { finished = true; }
};

const DeviceId one = *DeviceId::from("tablet-1");
const DeviceId two = *DeviceId::from("tablet-2");
using Admitted = PeerTable::Admitted;
using Why = PeerTable::Why;

}  // namespace

TEST_CASE("beyond the limits a few are let in to hear that it is busy, the rest is turned away") {
  PeerTable table({.sessions = 2, .perAddress = 2, .toldBusy = 1});
  CHECK(table.enter("a").admitted == Admitted::yes);
  CHECK(table.enter("b").admitted == Admitted::yes);
  const auto third = table.enter("c");
  CHECK(third.admitted == Admitted::onlyToHearBusy);
  CHECK(third.why == Why::sessions);
  CHECK(table.enter("c").admitted == Admitted::no);
  table.leave("c", Admitted::onlyToHearBusy);
  CHECK(table.enter("c").admitted == Admitted::onlyToHearBusy);
  table.leave("a", Admitted::yes);
  CHECK(table.enter("d").admitted == Admitted::yes);
}

TEST_CASE("one address cannot take all places") {
  PeerTable table({.sessions = 10, .perAddress = 1, .toldBusy = 0});
  CHECK(table.enter("a").admitted == Admitted::yes);
  const auto second = table.enter("a");
  CHECK(second.admitted == Admitted::no);
  CHECK(second.why == Why::address);
  CHECK(table.enter("b").admitted == Admitted::yes);
  table.leave("a", Admitted::yes);
  CHECK(table.enter("a").admitted == Admitted::yes);
}

TEST_CASE("a device has one connection: a busy one keeps its place, an idle one gives way") {
  PeerTable table({.sessions = 10, .perAddress = 10, .toldBusy = 0});
  const auto first = std::make_shared<Peer>();
  const auto second = std::make_shared<Peer>();
  CHECK(table.claim(one, first));
  CHECK(table.claim(one, first));
  CHECK_FALSE(table.claim(one, second));
  first->gives = true;
  CHECK(table.claim(one, second));
  table.release(one, first.get());  // the late farewell of the one that gave way
  CHECK(table.revoke(one));
  CHECK(second->wasRevoked);
  CHECK_FALSE(first->wasRevoked);
  table.release(one, second.get());
  CHECK_FALSE(table.revoke(one));
}

TEST_CASE("a connection that is gone without a word does not keep its device's place") {
  PeerTable table({.sessions = 10, .perAddress = 10, .toldBusy = 0});
  CHECK(table.claim(one, std::make_shared<Peer>()));
  const auto next = std::make_shared<Peer>();
  CHECK(table.claim(one, next));
  CHECK(table.claim(two, next));
  CHECK(table.devices().size() == 2);
}

TEST_CASE("all connections can be reached, those without a device too") {
  PeerTable table({.sessions = 10, .perAddress = 10, .toldBusy = 0});
  const auto stranger = std::make_shared<Peer>();
  table.add(stranger);
  {
    const auto brief = std::make_shared<Peer>();
    table.add(brief);
  }
  CHECK(table.all().size() == 1);
  for (const auto& peer : table.all()) peer->finish();
  CHECK(stranger->finished);
  CHECK_FALSE(table.waitEmpty(std::chrono::milliseconds(0)));
  for (const auto& peer : table.all()) table.remove(peer.get());
  CHECK(table.all().empty());
}
