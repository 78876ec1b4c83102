// Flights of a tablet that turned hostile, served by a real centre in a transaction that is then undone. Whatever it
// says, the centre answers with a frame and its store has nothing to complain of.
#include <initializer_list>

#include "shared/sync/frame.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/rehearsal.h"

using namespace bf;
using namespace bf::test;

namespace {

Rehearsal& rehearsal() {
  static Rehearsal made;
  return made;
}

/// The honest beginning of a conversation.
const std::string& hello() {
  static const std::string frame = [] {
    auto& tablet = rehearsal().tablet();
    return must(ClientSession(tablet.replica(), &tablet.outbox, tablet.clock, tablet.options).start());
  }();
  return frame;
}

void serve(ServerSession& session, StoreTx& tx, std::string_view frame) {
  auto& centre = rehearsal().centre();
  auto flight = session.decode(frame);
  if (flight) {
    (void)session.writes(*flight);
    BF_FUZZ_CHECK(session.serve(tx, *flight, centre.clock.time, centre.random).has_value());
  }
  const auto reply = session.reply();
  BF_FUZZ_CHECK(flight.has_value() || reply.close);
  const auto plain = openFrame(reply.frame);
  BF_FUZZ_CHECK(plain.has_value());
}

void converse(Peer peer, std::initializer_list<std::string_view> frames) {
  auto& centre = rehearsal().centre();
  ServerSession session(centre.replica(), centre.issuer, centre.evidence, std::move(peer));
  auto tx = must(centre.store().begin());
  for (const auto frame : frames) serve(session, *tx, frame);
  centre.evidence.parts.clear();
  centre.evidence.whole.clear();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto frame = makeFrame(test::textOf(data, size), Compression::none);
  converse(rehearsal().tablet().peer(), {frame});
  converse(rehearsal().tablet().peer(), {hello(), frame});
  converse(Peer{}, {frame});  // someone without a certificate
  return 0;
}
