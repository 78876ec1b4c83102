#include "app/sync_worker.h"

#include "app/centre_line.h"
#include "shared/sync/retry.h"
#include "shared/tls/certificate.h"
#include "shared/tls/tls_context.h"

namespace bf {
namespace {

/// A certificate of a year is renewed in its last 65 days, within a sync.
constexpr Micros renewBefore = Micros{65} * 86'400 * 1'000'000;

Result<ContextHandle> contextFor(const TabletHome& home) {
  const auto& card = home.card();
  const bool enrolled = !card.certificate.empty();
  BF_LET(key, home.tlsKey());
  return makeClientContext({card.authorityPin, card.certificate, enrolled ? &key : nullptr, card.centreTime});
}

}  // namespace

bool worthRetrying(const Error& error) {
  switch (error.code) {
    case Errc::timeout:
    case Errc::disconnected:
    case Errc::busy:
    case Errc::awaitingConfirmation:
    case Errc::brokenChain:
    case Errc::outOfScope: return true;  // the next hello brings the new scope
    default: return false;
  }
}

Result<std::string> enrolTablet(TabletHome& home, const std::string& token, const std::string& name, Random& random) {
  BF_LET(key, home.tlsKey());
  BF_LET(request, key.request());
  EnrolSession session({token, request, home.signingKey().publicKey(), name}, random);
  BF_LET(context, contextFor(home));
  BF_LET(line, CentreLine::open(home.card().server, context.get(), {}));
  BF_LET(answer, line.exchange(session.start()));
  BF_LET(enrolment, session.receive(answer));
  BF_CHECK(home.enrolled(enrolment));
  return enrolment.checkCode;
}

SyncWorker::SyncWorker(TabletHome& home, TabletReplica& replica, EvidenceOutbox* evidence, Clock& clock)
    : home_(home), replica_(replica), evidence_(evidence), clock_(clock) {}

Result<ClientOptions> SyncWorker::options() const {
  ClientOptions options;
  options.wipeCommitment = home_.card().wipeCommitment;
  BF_LET(certificate, certificateFromDer(home_.card().certificate));
  BF_LET(until, validUntil(certificate.get()));
  if (home_.card().centreTime + renewBefore < until) return options;
  BF_LET(key, home_.tlsKey());
  BF_LET(request, key.request());
  options.renewRequest = request;
  return options;
}

Result<void> SyncWorker::settle(const ClientSession& session) {
  if (!session.renewed().empty()) BF_CHECK(home_.renewed(session.renewed()));
  BF_LET(state, replica_.state());
  return state.epoch == 0 ? Result<void>() : home_.sawCentreTime(clock_.now() + state.clockOff);
}

Result<void> SyncWorker::converse(SyncOutcome& outcome) {
  BF_LET(wanted, options());
  ClientSession session(replica_, evidence_, clock_, wanted);
  BF_LET(context, contextFor(home_));
  BF_LET(first, session.start());
  BF_LET(line, CentreLine::open(home_.card().server, context.get(), home_.tlsSession()));
  outcome.resumed = line.resumed();
  ClientStep step{ClientStep::Kind::send, std::move(first), {}, {}, false};
  Result<std::string> answer;
  while (step.kind == ClientStep::Kind::send) {
    answer = line.exchange(step.frame);
    outcome.wireUp = line.bytesWritten();
    outcome.wireDown = line.bytesRead();
    if (!answer) break;
    step = session.receive(*answer);
    outcome.progress = session.progress();
    if (onProgress) onProgress(outcome.progress);
  }
  outcome.progress = session.progress();
  outcome.refused = session.refused();
  home_.keepTlsSession(line.session());
  if (!answer) return std::unexpected(answer.error());
  outcome.retry = step.retry;
  if (step.kind == ClientStep::Kind::failed) return std::unexpected(step.error);
  if (!step.erase) return settle(session);
  outcome.erased = true;
  return home_.erase();
}

SyncOutcome SyncWorker::sync() {
  SyncOutcome outcome;
  outcome.result = converse(outcome);
  return outcome;
}

SyncOutcome SyncWorker::syncPatiently(unsigned attempts, Random& random,
                                      const std::function<bool(std::chrono::milliseconds)>& pause) {
  auto outcome = sync();
  for (unsigned attempt = 1; attempt < attempts && !outcome.result && worthRetrying(outcome.result.error());
       ++attempt) {
    const auto delay = outcome.retry ? spread(*outcome.retry, random) : retryDelay(attempt, random);
    if (!pause(delay)) break;
    outcome = sync();
  }
  return outcome;
}

}  // namespace bf
