// The log of batches, told and recomputed: what a receipt promises can be looked up here.

#include <ostream>
#include <set>

#include "shared/replica/registry.h"
#include "sync-server/ctl/commands.h"

namespace bf {
namespace {

constexpr std::size_t page = 256;  ///< batches in memory at once, of at most half a megabyte each

std::string ordinal(const LogBatch& log) { return "batch " + std::to_string(log.seq); }

/// Walks the log in its order and holds each batch against its own name, its device's key and those before it.
class LogCheck {
 public:
  explicit LogCheck(StoreTx& tx) : tx_(tx), registry_(tx) {}

  [[nodiscard]] Result<void> run() {
    BF_LET(last, tx_.lastSeq(false));
    for (;;) {
      BF_LET(logged, tx_.batchesFrom(next_, page));
      if (logged.empty()) break;
      for (const auto& log : logged) BF_CHECK(one(log));
    }
    if (next_ - 1 > last)
      return refuse(Errc::storageCorrupt,
                    {"编号超出 " + std::to_string(last), "numbers beyond " + std::to_string(last)});
    return {};
  }

  std::size_t batches = 0, changes = 0, branches = 0, unvouched = 0;
  std::set<DeviceId> devices;

 private:
  [[nodiscard]] Result<void> one(const LogBatch& log) {
    const auto& batch = log.batch;
    if (log.seq < next_)
      return refuse(Errc::storageCorrupt,
                    {ordinal(log) + " 与前一批次重叠", ordinal(log) + " overlaps the one before"});
    if (chainHead(batch) != log.head) return fail(Errc::brokenChain, ordinal(log));
    BF_LET(device, registry_.device(batch.device));
    const auto key = device ? PublicKey::from(device->signing_key()) : std::nullopt;
    if (key && !verifySignature(batch, log.head, *key)) return fail(Errc::badSignature, ordinal(log));
    if (!key) ++unvouched;
    const bool continues = batch.first == 1 ? batch.prev.isZero() : ends_.contains({batch.device, batch.prev});
    if (!continues) ++branches;
    ends_.insert({batch.device, log.head});
    devices.insert(batch.device);
    ++batches;
    changes += batch.entries.size();
    next_ = log.seq + static_cast<std::int64_t>(batch.entries.size());
    return {};
  }

  StoreTx& tx_;
  Registry registry_;
  std::int64_t next_ = 1;
  std::set<std::pair<DeviceId, Hash>> ends_;
};

}  // namespace

Result<void> verifyLog(const Ctl& ctl) {
  BF_LET(centre, OpenCentre::open(ctl));
  return centre.read([&](StoreTx& tx) -> Result<void> {
    LogCheck check(tx);
    BF_CHECK(check.run());
    const auto number = [](std::size_t value) { return std::to_string(value); };
    ctl.show({{"batches", {"批次", "batches"}, true},
              {"changes", {"改动", "changes"}, true},
              {"devices", {"平板", "tablets"}, true},
              {"branches", {"不接续的批次", "batches that continue none"}, true},
              {"unvouched", {"签名者不在册的批次", "batches whose signer is unknown"}, true},
              {"result", {"结果", "result"}}},
             {number(check.batches), number(check.changes), number(check.devices.size()), number(check.branches),
              number(check.unvouched), ctl.in({"完好", "sound"})});
    return {};
  });
}

Result<void> listLog(const Ctl& ctl, std::int64_t from, std::size_t most) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    while (rows.size() < most) {
      BF_LET(batches, tx.batchesFrom(from, std::min(page, most - rows.size())));
      if (batches.empty()) return {};
      for (const auto& log : batches) {
        const auto count = log.batch.entries.size();
        rows.push_back({std::to_string(log.seq), std::to_string(count), toHex(log.batch.device.view()),
                        std::to_string(log.batch.first), std::to_string(log.batch.region),
                        std::to_string(log.held.size()), localTime(log.received), toHex(log.head.view())});
        from = log.seq + static_cast<std::int64_t>(count);
      }
    }
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"seq", {"编号", "number"}, true},
            {"count", {"改动", "changes"}, true},
            {"device", {"平板", "tablet"}},
            {"first", {"链中位置", "position"}, true},
            {"region", {"地区", "region"}, true},
            {"held", {"待审", "held"}, true},
            {"received", {"收到时间", "received"}},
            {"head", {"回执名", "name in receipts"}}},
           rows);
  return {};
}

}  // namespace bf
