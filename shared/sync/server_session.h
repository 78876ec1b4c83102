#pragma once
// The centre's side of one connection, without socket, clock or thread. A driver passes each frame through three
// stages: decode() on any thread, serve() inside a transaction of the one writer (shared with other sessions' flights:
// one fsync for many), and after the commit reply(). So no receipt leaves before what it promises is durable, and all
// that is slow or hostile is looked at before the writer's time is taken. PROTOCOL.md has the state table.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bianfang/registry.pb.h"
#include "bianfang/sync.pb.h"
#include "shared/base/env.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/registry.h"
#include "shared/sync/evidence.h"
#include "shared/sync/frame.h"
#include "shared/sync/refusal.h"
#include "shared/sync/sync_limits.h"

namespace bf {

/// Who is at the other end, as TLS told.
struct Peer {
  std::optional<DeviceId> device;   ///< by its certificate; nothing: a stranger, who may only enrol
  bool certificateExpired = false;  ///< then it may only deposit
  std::string certificateHash;      ///< SHA-256 of the certificate (DER), 32 bytes
  PublicKey signingKey;             ///< that the certificate vouches for
};

/// A certificate just issued.
struct Issued {
  std::string certificate;  ///< DER
  std::string hash;         ///< SHA-256 of it, 32 bytes
};

/// The county's certificate authority. Called from the writer's thread.
class CertificateIssuer {
 public:
  virtual ~CertificateIssuer() = default;
  /// Errors: Errc::malformed, Errc::badSignature (of the request).
  [[nodiscard]] virtual Result<Issued> issue(std::string_view requestDer, const DeviceId& device,
                                             const PublicKey& signingKey, Micros now) = 0;
  /// The CA's own certificate, DER.
  [[nodiscard]] virtual const std::string& authority() const = 0;
};

/// A tablet's flight between two stages.
struct Flight {
  bianfang::ToCentre message;
  /// What became of the parts of evidence that came with it; they are on the disk before the writer is asked.
  std::vector<bianfang::EvidenceWanted> parts;
};

struct Reply {
  std::string frame;
  bool close = false;  ///< send the frame, then close the connection
};

/// What one flight did, for metrics and log; no personal data.
struct FlightFigures {
  std::size_t batches = 0;
  std::size_t changes = 0;
  std::size_t held = 0;     ///< changes that were not simply accepted
  std::size_t resends = 0;  ///< batches asked for again as exact bytes
  std::size_t refusedBatches = 0;
  std::size_t batchesDown = 0;
  std::size_t statesDown = 0;
  bianfang::RefusalCode refusal = bianfang::REFUSAL_UNSPECIFIED;
  bool enrolled = false;
};

class ServerSession {
 public:
  enum class State { fresh, serving, depositing, closed };

  /// None of the three is owned; they outlive the session.
  ServerSession(const CentreReplica& centre, CertificateIssuer& issuer, EvidenceStore& evidence, Peer peer);

  /// What the next frame may measure.
  [[nodiscard]] std::size_t frameBytesMaxNow() const { return peer_.device ? frameBytesMax : strangerFrameBytesMax; }

  /// Stage 1, any thread, no store: frame to message, limits, parts of evidence to disk. On an error the reply is a
  /// refusal already: send reply() and close.
  [[nodiscard]] Result<Flight> decode(std::string_view frame);
  /// Whether serving it writes. What does not may be served in Store::read(), at the same time as the writer works.
  [[nodiscard]] bool writes(const Flight& flight) const;
  /// Stage 2, inside a transaction. Errors: only those of the store: roll back, then failed(). Everything else that is
  /// wrong with a flight ends up in the reply and harms nobody.
  [[nodiscard]] Result<void> serve(StoreTx& tx, Flight& flight, Micros now, Random& random);
  /// The transaction was not committed: the reply becomes a refusal, no receipt is given.
  void failed(const Error& error);
  /// Stage 3, after the commit, any thread.
  [[nodiscard]] Reply reply();

  [[nodiscard]] State state() const { return state_; }
  /// The tablet of this connection, once its hello was accepted or it was enrolled.
  [[nodiscard]] const std::optional<DeviceId>& device() const { return peer_.device; }
  /// Of the last flight.
  [[nodiscard]] const FlightFigures& figures() const { return figures_; }

 private:
  /// True: go on; false: the reply refuses.
  using Going = Result<bool>;

  [[nodiscard]] bool refuse(bianfang::RefusalCode code, std::string detail, std::chrono::milliseconds retry = {},
                            bool close = true);
  [[nodiscard]] bool refuse(const Refused& refused);
  /// The answer as a frame; nothing when it is too large for one.
  [[nodiscard]] std::optional<std::string> framed() const;
  [[nodiscard]] Result<void> checkCounts(const bianfang::ToCentre& message) const;
  [[nodiscard]] Going dispatch(StoreTx& tx, Flight& flight, Micros now, Random& random);

  // ---- server_enrol.cpp
  [[nodiscard]] Going serveEnrol(StoreTx& tx, const bianfang::Enrol& enrol, Micros now, Random& random);
  [[nodiscard]] Result<void> enrol(StoreTx& tx, const bianfang::Enrol& enrol, const DeviceId& id, bool again,
                                   Micros now, Random& random);
  [[nodiscard]] Result<std::optional<DeviceId>> enrolledBefore(StoreTx& tx, const bianfang::Enrol& enrol);
  [[nodiscard]] Going serveRenewal(StoreTx& tx, std::string_view request, Micros now);

  // ---- server_hello.cpp
  [[nodiscard]] Going serveHello(StoreTx& tx, const bianfang::Hello& hello, Micros now);
  [[nodiscard]] Going authorise(StoreTx& tx, Micros now);
  [[nodiscard]] Going checkEpoch(StoreTx& tx, const bianfang::Hello& hello, Micros now);
  /// Refuses with what a tablet needs to start again in the present epoch.
  [[nodiscard]] Going tellEpoch(StoreTx& tx, std::uint64_t tabletEpoch, std::uint64_t present, Micros now);
  [[nodiscard]] Going checkLoss(StoreTx& tx, const bianfang::Hello& hello, Micros now);
  [[nodiscard]] Result<void> welcome(StoreTx& tx, const bianfang::Hello& hello, Micros now);
  [[nodiscard]] Result<void> compareAudit(StoreTx& tx, const bianfang::Hello& hello, Micros now);
  /// An audit entry, unless the last one of this action for this device said the same.
  [[nodiscard]] Result<void> auditOnce(StoreTx& tx, std::string_view action, std::string_view detail, Micros now);
  [[nodiscard]] Result<void> tellScope(StoreTx& tx, bianfang::Welcome& welcome);
  void compareChain(const bianfang::Hello& hello);
  void alarm(bianfang::Alarm alarm);

  // ---- server_work.cpp
  [[nodiscard]] Going serveWork(StoreTx& tx, Flight& flight, Micros now);
  [[nodiscard]] Result<void> servePush(StoreTx& tx, const bianfang::ToCentre& message, Micros now);
  [[nodiscard]] Result<void> admitOne(StoreTx& tx, const Batch& batch, bool rebuilt, Micros now,
                                      bianfang::Receipt& receipt);
  [[nodiscard]] Result<void> servePull(StoreTx& tx, const bianfang::Pull& pull);
  [[nodiscard]] Going serveSnapshot(StoreTx& tx, const bianfang::SnapshotWanted& wanted);
  [[nodiscard]] Result<void> serveWiping(StoreTx& tx, std::string_view signature, Micros now);

  // ---- server_evidence.cpp
  struct Offered {
    std::uint64_t size = 0;
    RegionCode region = 0;
    RecordId record;
  };
  [[nodiscard]] Result<void> putState(StoreTx& tx, const Hash& hash, const Offered& offered, bool complete, Micros now);
  void takeParts(Flight& flight);
  [[nodiscard]] Result<void> noteParts(StoreTx& tx, const Flight& flight, Micros now);
  [[nodiscard]] Result<void> serveOffers(StoreTx& tx, const bianfang::ToCentre& message, Micros now);
  [[nodiscard]] Result<bool> mayOffer(StoreTx& tx, const bianfang::EvidenceHave& have, RegionCode& region);
  [[nodiscard]] Result<void> serveWishes(StoreTx& tx, const bianfang::ToCentre& message);
  void readEvidence();

  const CentreReplica& centre_;
  CertificateIssuer& issuer_;
  EvidenceStore& evidence_;
  Peer peer_;
  State state_ = State::fresh;
  Compression compression_ = Compression::none;
  bool columns_ = false;
  unsigned hellos_ = 0;
  std::size_t flights_ = 0;

  Sender sender_;            ///< read again for each flight: rights may have changed
  bianfang::Device device_;  ///< as of the same moment
  std::uint64_t epoch_ = 0;
  bool behind_ = false;     ///< the tablet lost a part of its own work: it gets that too
  std::string wipeSecret_;  ///< shown to this revoked tablet

  std::unordered_map<Hash, Offered> offered_;  ///< evidence that this connection may send
  std::vector<Hash> asked_;                    ///< offers of this flight, answered in stage 3
  std::vector<EvidenceWish> given_;            ///< wishes of this flight that may be served

  bianfang::FromCentre answer_;
  bool close_ = false;
  FlightFigures figures_;
};

}  // namespace bf
