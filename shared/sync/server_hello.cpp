// Hello: who it is, whether both mean the same numbers, what is new.

#include <algorithm>
#include <map>

#include "shared/base/weakening.h"
#include "shared/replica/codec.h"
#include "shared/sync/messages.h"
#include "shared/sync/restore_watch.h"
#include "shared/sync/server_session.h"

namespace bf {
namespace {

constexpr std::size_t regionsMax = 100'000;

/// Registered regions from `first` to `last`.
Result<void> addRange(StoreTx& tx, RegionCode first, RegionCode last, bianfang::Scope& into) {
  BF_LET(entries, tx.list(Space::region, {}, bigEndian(first - 1), regionsMax));
  for (const auto& entry : entries) {
    if (fromBigEndian(entry.key) > last) break;
    BF_LET(region, decode<bianfang::Region>(entry.value));
    auto* made = into.add_regions();
    made->set_code(region.code());
    made->set_name(region.name());
  }
  return {};
}

/// A granted region with all above it and all below it.
Result<void> addAround(StoreTx& tx, RegionCode granted, bianfang::Scope& into) {
  for (auto above = granted; above != 0; above = parentOf(above)) BF_CHECK(addRange(tx, above, above, into));
  const auto level = levelName(granted);
  if (level == "township" || level == "county") BF_CHECK(addRange(tx, granted * 1000, granted * 1000 + 999, into));
  if (level == "county") BF_CHECK(addRange(tx, granted * 1'000'000, granted * 1'000'000 + 999'999, into));
  return {};
}

}  // namespace

void ServerSession::alarm(bianfang::Alarm alarm) {
  if (std::ranges::find(answer_.alarms(), static_cast<int>(alarm)) == answer_.alarms().end()) answer_.add_alarms(alarm);
}

ServerSession::Going ServerSession::authorise(StoreTx& tx, Micros now) {
  Registry registry(tx);
  BF_LET(device, registry.device(*peer_.device));
  if (!device) {
    // Its certificate is this county's: it was enrolled after the backup that the centre was restored from.
    BF_LET(rescued, registry.rescue(*peer_.device, peer_.signingKey, peer_.certificateHash, now));
    device = std::move(rescued);
  }
  device_ = std::move(*device);
  if (peer_.certificateHash != device_.certificate()) {
    if (device_.certificate_next().empty() || peer_.certificateHash != device_.certificate_next())
      return refuse(bianfang::NOT_ENROLLED, "another certificate is in use for this device");
    device_.set_certificate(peer_.certificateHash);
    device_.clear_certificate_next();
    BF_CHECK(registry.putDevice(*peer_.device, device_));
  }
  auto sender = registry.sender(*peer_.device);
  if (!sender && sender.error().code == Errc::awaitingConfirmation)
    return refuse(bianfang::AWAITING_CONFIRMATION, {}, confirmationRetry);
  if (!sender) return std::unexpected(sender.error());
  sender_ = std::move(*sender);
  sender_.depositOnly = sender_.depositOnly || peer_.certificateExpired;
  if (state_ == State::serving && sender_.depositOnly) state_ = State::depositing;
  return true;
}

ServerSession::Going ServerSession::serveHello(StoreTx& tx, const bianfang::Hello& hello, Micros now) {
  if (++hellos_ > hellosMax) return refuse(bianfang::NOT_NOW, "too many hellos on this connection");
  if (hello.version() != protocolVersion)
    return refuse(bianfang::VERSION, "versions spoken here: " + std::to_string(protocolVersion));
  if (hello.suite() > protocolSuite) return refuse(bianfang::VERSION, "suites spoken here: 1");
  const bool zstd = (hello.features() & bianfang::FEATURE_ZSTD) != 0;
  const bool dictionary = zstd && (hello.features() & bianfang::FEATURE_DICTIONARY) != 0;
  compression_ = dictionary ? Compression::dictionary : zstd ? Compression::zstd : Compression::none;
  columns_ = (hello.features() & bianfang::FEATURE_COLUMNS) != 0;
  BF_LET(sameEpoch, checkEpoch(tx, hello, now));
  if (!sameEpoch) return false;
  BF_CHECK(welcome(tx, hello, now));
  state_ = sender_.depositOnly ? State::depositing : State::serving;
  return true;
}

ServerSession::Going ServerSession::checkEpoch(StoreTx& tx, const bianfang::Hello& hello, Micros now) {
  BF_LET(unharmed, checkLoss(tx, hello, now));
  if (!unharmed) return false;
  BF_LET(present, centre_.epoch(tx));
  epoch_ = present.number;
  if (hello.epoch() == epoch_ || hello.epoch() == 0) return true;
  return tellEpoch(tx, hello.epoch(), epoch_, now);
}

ServerSession::Going ServerSession::tellEpoch(StoreTx& tx, std::uint64_t tabletEpoch, std::uint64_t present,
                                              Micros now) {
  BF_LET(common, centre_.commonWith(tx, tabletEpoch));
  auto* welcome = answer_.mutable_welcome();
  welcome->set_version(protocolVersion);
  welcome->set_epoch(present);
  welcome->set_common(static_cast<std::uint64_t>(common));
  welcome->set_now(now);
  return refuse(bianfang::EPOCH, {}, {}, false);
}

ServerSession::Going ServerSession::checkLoss(StoreTx& tx, const bianfang::Hello& hello, Micros now) {
  BF_LET(present, centre_.epoch(tx));
  BF_LET(last, tx.lastSeq(false));
  const auto received = hello.position() - std::min(hello.position(), hello.waiting());
  const bool claimsAhead = hello.epoch() > present.number ||
                           (hello.epoch() == present.number && hello.cursor() > static_cast<std::uint64_t>(last));
  const bool missesOwn = hello.epoch() == present.number && received > device_.position();
  if ((!claimsAhead && !missesOwn) || BF_WEAKENED("trust-the-centre") || BF_WEAKENED("epoch-goes-back")) return true;
  if (!hello.has_witness()) return refuse(bianfang::WITNESS, "the newest receipt, please", {}, false);
  const auto witness = fromMessage(hello.witness());
  bool proven = false;
  if (witness) {
    BF_LET(loss, provesLoss(tx, centre_, *witness));
    proven = loss;
  }
  if (proven) {
    if (hello.epoch() > present.number + epochJumpMax || witness->epoch > present.number + epochJumpMax)
      return refuse(bianfang::MALFORMED, "epoch beyond epochJumpMax");
    BF_LET(same, sameUntil(tx, *witness));
    BF_CHECK(beginEpochAfterLoss(tx, centre_, std::max(hello.epoch(), witness->epoch), same, now));
    return true;
  }
  if (!claimsAhead) return true;
  // It may be honest, but a word alone must not make a whole county send everything again. A tablet that pushed since
  // has a receipt; until it comes, or the office begins an epoch, this one is not served.
  BF_CHECK(auditOnce(tx, "tablet.ahead",
                     "epoch " + std::to_string(hello.epoch()) + ", cursor " + std::to_string(hello.cursor()), now));
  return refuse(bianfang::WITNESS, "ahead of the centre, without a receipt that proves it", busyRetry);
}

Result<void> ServerSession::welcome(StoreTx& tx, const bianfang::Hello& hello, Micros now) {
  auto& welcome = *answer_.mutable_welcome();
  welcome.set_version(protocolVersion);
  welcome.set_epoch(epoch_);
  welcome.set_now(now);
  const auto fingerprint = shortFingerprint(centre_.schema().fingerprint());
  if (hello.schema() != fingerprint) welcome.set_schema(fingerprint);
  compareChain(hello);
  if (sender_.depositOnly) {
    welcome.set_deposit_only(true);
    if (device_.revoked() != 0) {
      wipeSecret_ = device_.wipe_secret();
      welcome.set_wipe(wipeSecret_);
    }
  } else {
    BF_LET(archived, centre_.archived(tx));
    welcome.set_archived(static_cast<std::uint64_t>(archived));
    BF_LET(user, Registry(tx).user(sender_.user));
    if (user.scope_version() != hello.scope()) BF_CHECK(tellScope(tx, welcome));
    BF_CHECK(compareAudit(tx, hello, now));
  }
  device_.set_seen(now);
  device_.set_waiting(hello.waiting());
  device_.set_cursor(hello.cursor());
  device_.set_epoch(epoch_);
  if (hello.clock() > 0 && hello.clock() < instantMax / 1000) device_.set_clock_off(hello.clock() * 1000 - now);
  return Registry(tx).putDevice(*peer_.device, device_);
}

void ServerSession::compareChain(const bianfang::Hello& hello) {
  if (device_.forked()) alarm(bianfang::CLONED);
  const auto shortened = device_.chain().substr(0, shortHashBytes);
  const bool otherChain = !hello.chain().empty() && hello.position() == device_.position() && hello.position() != 0 &&
                          hello.chain() != shortened;
  if (otherChain) alarm(bianfang::CLONED);
  if (device_.position() <= hello.position()) return;
  alarm(bianfang::BEHIND);
  behind_ = true;
  answer_.mutable_welcome()->set_position(device_.position());
  answer_.mutable_welcome()->set_chain(shortened);
}

Result<void> ServerSession::auditOnce(StoreTx& tx, std::string_view action, std::string_view detail, Micros now) {
  // The same tablet comes with the same claim again and again; the trail must not grow by it.
  const auto key = std::string(action) + "/" + peer_.device->str();
  BF_LET(noted, tx.get(Space::witness, key));
  if (noted && *noted == detail) return {};
  BF_CHECK(tx.put(Space::witness, key, detail));
  return Registry(tx).audit("server", action, "device:" + toHex(peer_.device->view()), detail, now);
}

Result<void> ServerSession::compareAudit(StoreTx& tx, const bianfang::Hello& hello, Micros now) {
  Registry registry(tx);
  if (hello.audit() != 0) {
    BF_LET(head, registry.auditHead(hello.audit()));
    if (!head || shortHash(*head) != hello.audit_head()) {
      alarm(bianfang::AUDIT_FORK);
      BF_CHECK(auditOnce(tx, "audit.fork", "entry " + std::to_string(hello.audit()), now));
    }
  }
  BF_LET(newest, registry.lastAudit());
  if (newest.number() == hello.audit()) return {};
  answer_.mutable_welcome()->set_audit(newest.number());
  answer_.mutable_welcome()->set_audit_head(newest.head());
  return {};
}

Result<void> ServerSession::tellScope(StoreTx& tx, bianfang::Welcome& welcome) {
  BF_LET(user, Registry(tx).user(sender_.user));
  BF_LET(scope, Registry(tx).scope(user));
  bianfang::Scope around;
  for (const auto& grant : user.grants()) BF_CHECK(addAround(tx, grant.region(), around));
  std::map<RegionCode, std::string> names;  // grants of neighbours share what lies above them
  for (const auto& region : around.regions()) names[region.code()] = region.name();
  for (const auto& [code, name] : names) {
    auto* region = scope.add_regions();
    region->set_code(code);
    region->set_name(name);
  }
  *welcome.mutable_scope() = std::move(scope);
  return {};
}

}  // namespace bf
