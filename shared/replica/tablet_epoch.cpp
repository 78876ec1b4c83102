// The centre was put back to an older copy: what this tablet holds beyond it is offered again.

#include <algorithm>

#include "shared/base/weakening.h"
#include "shared/replica/codec.h"
#include "shared/replica/standing.h"
#include "shared/replica/tablet_replica.h"

namespace bf {
namespace {

constexpr std::size_t rowsAtOnce = 256;

}  // namespace

Result<void> TabletReplica::voidRecord(StoreTx& tx, RecordRow row, std::int64_t common, std::uint64_t epoch) {
  const auto map = [&](std::int64_t seq) {
    return seq <= common || isProvisional(seq) ? seq : voidedNumber(epoch, seq);
  };
  row.heads.renumber(map);
  row.heads.setAsOf(std::min(row.heads.asOf(), common));
  const auto contested = row.heads.contested(rules_, row.kind).size() + (row.heads.removedUnseen() ? 1 : 0);
  BF_CHECK(tx.update(row, {}, contested));
  const auto number = map(row.rec);
  if (number == row.rec) return {};
  BF_CHECK(tx.rekey(row.kind, row.rec, number));
  // Its creation is known by the record's number no longer.
  return tx.touch(number, number);
}

Result<void> TabletReplica::enterEpoch(std::uint64_t epoch, std::int64_t common) {
  BF_LET(tx, store_.begin());
  BF_LET(known, standing(*tx));
  const auto ended = known.epoch();
  if (epoch <= ended && !BF_WEAKENED("epoch-goes-back"))
    return fail(Errc::brokenChain, "epoch " + std::to_string(epoch) + " after " + std::to_string(ended));
  known.set_epoch(epoch);
  if (ended != 0) {
    // A number up to `common` is in the copy that the centre was put back to, but perhaps not all of its batch was:
    // what is in every backup needs no second offer, everything else gets one.
    if (!BF_WEAKENED("offer-nothing-again"))
      BF_CHECK(tx->voidBatches(std::min(common, static_cast<std::int64_t>(known.archived())), ended));
    for (const auto& kind : store_.schema().kinds()) {
      std::int64_t after = 0;
      for (;;) {
        BF_LET(rows, tx->records(kind.number, after, rowsAtOnce));
        for (auto& row : rows) {
          after = row.rec;
          BF_CHECK(voidRecord(*tx, std::move(row), common, ended));
        }
        if (rows.size() < rowsAtOnce) break;
      }
    }
    if (!BF_WEAKENED("keep-cursor-of-old-epoch"))
      known.set_cursor(std::min(known.cursor(), static_cast<std::uint64_t>(common)));
    known.set_archived(std::min(known.archived(), static_cast<std::uint64_t>(common)));
    known.clear_snapshot_after();
    known.clear_audit();
    known.clear_audit_head();
    // The centre counts the scopes of a user anew from the copy: the same number may be another one.
    known.mutable_scope()->clear_version();
    if (!BF_WEAKENED("no-picture-of-new-epoch")) dueAllAgain(known);
  }
  BF_CHECK(putStanding(*tx, known));
  return tx->commit();
}

}  // namespace bf
