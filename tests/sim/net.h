#pragma once
// Connections between tablets and the centre: real frames of real sessions, cut into pieces, delivered when the world
// says so, by a server that commits several flights at once as the real one does.

#include <deque>
#include <memory>
#include <vector>

#include "shared/sync/client_session.h"
#include "shared/sync/server_session.h"
#include "tests/sim/checks.h"
#include "tests/sim/line.h"
#include "tests/sim/office.h"

namespace bf::sim {

/// No evidence travels in these worlds: the centre has none and takes none.
class NoEvidence final : public EvidenceStore {
 public:
  Result<std::uint64_t> have(const Hash&, std::uint64_t, const DeviceId&) override { return 0; }
  Result<std::uint64_t> add(const Hash&, std::uint64_t, const DeviceId&, std::uint64_t, std::string_view) override {
    return fail(Errc::storageFull, "no evidence here");
  }
  Result<std::uint64_t> sizeOf(const Hash&) override { return fail(Errc::notFound, "evidence"); }
  Result<std::string> read(const Hash&, std::uint64_t, std::size_t) override {
    return fail(Errc::notFound, "evidence");
  }
};

/// Tablets of a world are enrolled by the office directly.
class NoIssuer final : public CertificateIssuer {
 public:
  Result<Issued> issue(std::string_view, const DeviceId&, const PublicKey&, Micros) override {
    return fail(Errc::malformed, "no CA");
  }
  const std::string& authority() const override { return authority_; }

 private:
  std::string authority_;
};

class Net {
 public:
  Net(World& world, TabletLife& tablets, Office& office, Checks& checks);

  /// Opens a connection of this tablet; true when it stands.
  bool connect(SimTablet& tablet);
  /// A few steps of one connection: pieces are delivered, flights served, answers taken.
  void exchange();
  /// One connection of this tablet from hello to its end, without faults on the line. True when both said everything.
  bool syncWhole(SimTablet& tablet);
  void disconnectOne();
  void spoil();
  /// A connection that sends frames once seen again, or spoiled ones that pass for whole: a client that lies.
  void hostileFrames();

  void endAll();
  void endOf(const SimTablet& tablet);
  [[nodiscard]] bool any() const { return !open_.empty(); }

 private:
  struct Connection {
    Connection(SimTablet& of, SeededRandom& random) : tablet(of), up(random), down(random) {}
    SimTablet& tablet;
    std::unique_ptr<ClientSession> client;
    std::unique_ptr<ServerSession> server;
    FrameParser atCentre, atTablet;
    Line up, down;
    std::optional<Flight> waiting;  ///< decoded, not yet served
    bool clientDone = false;        ///< the client closed; so does the server
    bool serverDone = false;        ///< the server will close after what it sent is read
    bool complete = false;          ///< the client said that all is said
    unsigned flights = 0;
  };
  using Open = std::unique_ptr<Connection>;

  [[nodiscard]] Connection* draw();
  [[nodiscard]] std::unique_ptr<ServerSession> serverFor(const SimTablet& tablet);
  void stepOf(Connection& connection);
  void toCentre(Connection& connection);
  void frameAtCentre(Connection& connection, const std::string& frame);
  /// Serves what waits, in one transaction.
  void serve();
  [[nodiscard]] Result<void> serveAll(const std::vector<Connection*>& waiting);
  void answer(Connection& connection);
  void toTablet(Connection& connection);
  void frameAtTablet(Connection& connection, const std::string& frame);
  void finished(Connection& connection, const ClientStep& step);
  [[nodiscard]] bool putOff(const ClientStep& step) const;
  void noteReceipts(SimTablet& tablet, const std::vector<LogBatch>& before);
  void sweep();
  void remember(const SimTablet& tablet, const std::string& frame);

  World& world_;
  TabletLife& tablets_;
  Office& office_;
  Checks& checks_;
  NoEvidence evidence_;
  NoIssuer issuer_;
  std::vector<Open> open_;
  struct Seen {
    unsigned tablet = 0;
    std::string frame;
  };
  std::deque<Seen> seen_;  ///< frames that went up, for those who play them again
};

}  // namespace bf::sim
