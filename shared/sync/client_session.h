#pragma once
// The tablet's side of one connection, without socket or thread: start() gives the first frame, receive() takes each
// answer and says what to do next. In an ordinary evening that is one round trip: hello, what was recorded, and what
// the others did, in one flight each way. What the replica has stored is never asked for twice: a session that breaks
// anywhere leaves the tablet as far as it came, and the next one goes on from there.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "bianfang/sync.pb.h"
#include "shared/base/env.h"
#include "shared/replica/tablet_replica.h"
#include "shared/sync/evidence.h"
#include "shared/sync/frame.h"
#include "shared/sync/sync_limits.h"

namespace bf {

/// What a session has done so far; for the sync page and the log.
struct SyncProgress {
  std::size_t changesToSend = 0;     ///< when the session began
  std::size_t changesReceipted = 0;  ///< of them, those for which the centre's receipt is stored
  std::size_t changesHeld = 0;       ///< of them, those that wait for a reviewer; the receipts say why
  std::size_t batchesTaken = 0;      ///< of others
  std::size_t recordsTaken = 0;      ///< whole ones
  std::size_t regionsDue = 0;        ///< whose first picture is not complete
  std::size_t evidenceSent = 0;      ///< files that the centre has whole
  std::size_t evidenceTaken = 0;
  std::uint64_t evidenceBytes = 0;  ///< of files, both ways
  std::uint64_t bytesUp = 0;        ///< frames, above TLS
  std::uint64_t bytesDown = 0;
  unsigned flights = 0;
  bool depositOnly = false;    ///< the centre takes what this tablet holds and gives nothing
  bool schemaDiffers = false;  ///< the centre has another version of the schema
  std::vector<bianfang::Alarm> alarms;
};

/// A batch that the centre did not keep. It stays on the tablet; a person must look at it.
struct RefusedBatch {
  Hash head;
  bianfang::RefusalCode code = bianfang::REFUSAL_UNSPECIFIED;
  std::string detail;
};

struct ClientOptions {
  std::uint32_t features = bianfang::FEATURE_ZSTD | bianfang::FEATURE_COLUMNS | bianfang::FEATURE_DICTIONARY;
  std::size_t pushBytes = pushBytesPerFlight;
  std::uint32_t pullBytes = 0;  ///< 0: the centre decides
  std::uint32_t snapshotBytes = snapshotBytesWanted;
  std::size_t evidenceParts = 1;  ///< in a flight; more on a quick line
  Hash wipeCommitment;            ///< from the enrolment; zero: no word of the centre erases this tablet
  std::string renewRequest;       ///< certificate request (DER) when the certificate ends soon
};

/// What to do after an answer.
struct ClientStep {
  enum class Kind {
    send,    ///< send `frame` and wait for the answer
    done,    ///< all is said: close the connection
    failed,  ///< close; `error` says why, `retry` when to come again (nothing: as retryDelay() says)
  };
  Kind kind = Kind::done;
  std::string frame;
  Error error;
  std::optional<std::chrono::milliseconds> retry;
  bool erase = false;  ///< with done: the centre proved that this tablet is revoked, and it holds nothing any more
};

class ClientSession {
 public:
  /// None of them is owned; `evidence` may be null. `clock` is the tablet's wall clock.
  ClientSession(TabletReplica& replica, EvidenceOutbox* evidence, Clock& clock, ClientOptions options = {});

  /// Seals what was saved and makes the first frame. Errors: those of the store.
  [[nodiscard]] Result<std::string> start();
  /// Takes a whole frame of the centre. Never fails as a function: what went wrong is in the step.
  [[nodiscard]] ClientStep receive(std::string_view frame);

  [[nodiscard]] const SyncProgress& progress() const { return progress_; }
  [[nodiscard]] const std::vector<RefusedBatch>& refused() const { return refused_; }
  /// A renewed certificate (DER), once it came; from the next connection on it counts.
  [[nodiscard]] const std::string& renewed() const { return renewed_; }

 private:
  /// A batch that is on its way.
  struct Pushed {
    Hash head;
    std::uint32_t count = 0;
  };
  enum class Phase { hello, work, wiping, over };

  // ---- client_session.cpp: what to say next
  [[nodiscard]] Result<ClientStep> next();
  [[nodiscard]] Result<std::string> compose();
  /// A new flight: what the last one asked for is answered.
  void expectNothing();
  [[nodiscard]] Result<void> addHello(bianfang::ToCentre& flight, const TabletState& state);
  [[nodiscard]] Result<bool> addPush(bianfang::ToCentre& flight);
  [[nodiscard]] Result<std::vector<LogBatch>> toPush();
  [[nodiscard]] Result<void> addEvidence(bianfang::ToCentre& flight);
  [[nodiscard]] Result<void> addPart(bianfang::ToCentre& flight);
  [[nodiscard]] Result<void> leaveOut(bianfang::ToCentre& flight);
  void addReading(bianfang::ToCentre& flight, const TabletState& state);
  [[nodiscard]] Result<std::optional<ClientStep>> wiped();
  [[nodiscard]] std::string framed(const bianfang::ToCentre& flight);

  // ---- client_receive.cpp: what was answered
  [[nodiscard]] Result<ClientStep> answered(const bianfang::FromCentre& answer);
  [[nodiscard]] Result<void> takeWelcome(const bianfang::Welcome& welcome);
  [[nodiscard]] Result<ClientStep> takeRefusal(const bianfang::FromCentre& answer);
  [[nodiscard]] Result<void> takeReceipts(const bianfang::FromCentre& answer);
  [[nodiscard]] Result<void> takeReceipt(const bianfang::Receipt& message, const Pushed& pushed, Micros now);
  [[nodiscard]] Result<void> takePulled(const bianfang::Pulled& pulled);
  [[nodiscard]] Result<std::vector<LogBatch>> unpackBatches(const bianfang::Pulled& pulled);
  [[nodiscard]] Result<void> takeSnapshot(const bianfang::SnapshotChunk& chunk);
  [[nodiscard]] Result<void> takeEvidence(const bianfang::FromCentre& answer);
  [[nodiscard]] Result<void> takeTold(const bianfang::EvidenceWanted& told);
  [[nodiscard]] Result<void> takeParts(const bianfang::FromCentre& answer);
  void note(bianfang::Alarm alarm);

  TabletReplica& replica_;
  EvidenceOutbox* evidence_;
  Clock& clock_;
  ClientOptions options_;
  SyncProgress progress_;
  std::vector<RefusedBatch> refused_;
  std::string renewed_;

  Phase phase_ = Phase::hello;
  unsigned hellos_ = 0;
  bool welcomed_ = false;
  bool proveIt_ = false;  ///< the centre asked for the witness receipt
  std::uint64_t epoch_ = 0;
  Micros centreNow_ = 0;
  std::string wipeSecret_;  ///< as the centre showed it, checked against the commitment

  std::vector<Pushed> pushed_;                ///< of the last flight, in order
  std::unordered_map<Hash, unsigned> exact_;  ///< batches to send as exact bytes, and how often that was asked
  std::unordered_set<Hash> kept_;             ///< batches that the centre refused: not again in this session

  bool pulling_ = false;  ///< the last flight had a pull
  bool pulled_ = false;   ///< nothing more to pull
  bool pullOwn_ = false;
  unsigned pullExact_ = 0;
  RegionCode pictured_ = 0;                            ///< region of the snapshot asked for in the last flight; 0: none
  std::unordered_map<RegionCode, unsigned> pictures_;  ///< completed in this session

  bool sendingPart_ = false;                      ///< the last flight had parts of the first of these
  std::vector<EvidenceOffer> sending_;            ///< offered and wanted, the first is under way
  std::unordered_map<Hash, std::uint64_t> have_;  ///< how much of it the centre has
  std::vector<Hash> evidenceDone_;                ///< sent, refused or taken out: not again in this session
  unsigned stalls_ = 0;                           ///< answers in a row that did not move it on
  std::vector<Hash> wished_;                      ///< of the last flight
  std::vector<Hash> wishesDone_;                  ///< complete or not given: not again in this session
};

}  // namespace bf
