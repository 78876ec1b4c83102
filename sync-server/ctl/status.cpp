#include <ostream>

#include "shared/replica/codec.h"
#include "shared/replica/registry.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/rejudged.h"

namespace bf {
namespace {

constexpr std::size_t countedMost = 10'000;  ///< of conflicts and held changes; above it "10000" stands for more

Result<std::size_t> openHeld(StoreTx& tx) {
  BF_LET(entries, tx.list(Space::review, {}, {}, countedMost));
  std::size_t open = 0;
  for (const auto& entry : entries) {
    BF_LET(held, decode<bianfang::Held>(entry.value));
    if (held.decided() == 0) ++open;
  }
  return open;
}

Result<std::size_t> contestedRecords(StoreTx& tx) {
  std::size_t count = 0;
  for (const auto& kind : builtinSchema().kinds()) {
    BF_LET(rows, tx.contested(kind.number, 0, countedMost));
    count += rows.size();
  }
  return count;
}

/// When each pack was judged last by the server, and why its last look failed.
Result<std::string> standingJudge(const Ctl& ctl, StoreTx& tx) {
  BF_LET(packs, judgedPacks(tx));
  std::string all;
  for (const auto& one : packs) {
    const auto& state = one.state;
    all += (all.empty() ? "" : ctl.in({"；", "; "})) + one.pack + " " +
           (state.at() == 0 ? ctl.in({"尚未评价", "not yet"}) : localTime(state.at()));
    if (!state.failure_zh().empty())
      all += ctl.in({"（此后评价失败：" + state.failure_zh() + "）", " (failing since: " + state.failure_en() + ")"});
  }
  return all;
}

}  // namespace

Result<void> showStatus(const Ctl& ctl) {
  BF_LET(centre, OpenCentre::open(ctl));
  return centre.read([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_LET(epoch, centre.centre->epoch(tx));
    BF_LET(last, tx.lastSeq(false));
    BF_LET(archived, centre.centre->archived(tx));
    BF_LET(devices, registry.devices());
    BF_LET(users, registry.users());
    BF_LET(regions, registry.regions());
    BF_LET(conflicts, contestedRecords(tx));
    BF_LET(held, openHeld(tx));
    BF_LET(audit, registry.lastAudit());
    BF_LET(judged, standingJudge(ctl, tx));
    std::size_t unconfirmed = 0, revoked = 0;
    for (const auto& listed : devices) {
      unconfirmed += listed.device.confirmed() == 0 && listed.device.revoked() == 0 ? 1 : 0;
      revoked += listed.device.revoked() != 0 ? 1 : 0;
    }
    const auto number = [](auto value) { return std::to_string(value); };
    ctl.show({{"data", {"数据目录", "data folder"}},
              {"epoch", {"纪元", "epoch"}, true},
              {"changes", {"已收改动", "changes received"}, true},
              {"archived", {"其中已在每份备份里", "of these in every backup"}, true},
              {"regions", {"地区", "regions"}, true},
              {"users", {"用户", "users"}, true},
              {"tablets", {"平板", "tablets"}, true},
              {"unconfirmed", {"待确认平板", "tablets to be confirmed"}, true},
              {"revoked", {"已停用平板", "tablets revoked"}, true},
              {"conflicts", {"有冲突的记录", "records in conflict"}, true},
              {"held", {"待审改动", "changes to be reviewed"}, true},
              {"audit", {"审计条数", "audit entries"}, true},
              {"judged", {"服务端评价", "judged by the server"}}},
             {centre.paths.folder, number(epoch.number), number(last), number(archived), number(regions.size()),
              number(users.size()), number(devices.size()), number(unconfirmed), number(revoked), number(conflicts),
              number(held), number(audit.number()), judged});
    return {};
  });
}

}  // namespace bf
