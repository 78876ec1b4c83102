#include <algorithm>
#include <filesystem>
#include <ostream>

#include "shared/replica/registry.h"
#include "sync-server/backup.h"
#include "sync-server/ctl/commands.h"

namespace bf {
namespace {

const std::vector<ListColumn>& manifestColumns() {
  static const std::vector<ListColumn> columns{{"folder", {"目录", "folder"}},
                                               {"seq", {"含改动至", "changes up to"}, true},
                                               {"epoch", {"纪元", "epoch"}, true},
                                               {"evidence", {"佐证文件", "evidence files"}, true},
                                               {"at", {"时间", "made"}}};
  return columns;
}

void showManifest(const Ctl& ctl, const std::string& folder, const BackupManifest& manifest) {
  ctl.show(manifestColumns(), {folder, std::to_string(manifest.seq), std::to_string(manifest.epoch),
                               std::to_string(manifest.evidence), localTime(manifest.at)});
}

bool isNumber(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// A backup by its number in the register, or by its folder.
Result<std::string> folderOf(const Ctl& ctl, const std::string& backup) {
  if (!isNumber(backup)) return backup;
  BF_LET(centre, OpenCentre::open(ctl));
  std::string folder;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(backups, Registry(tx).backups());
    for (const auto& one : backups)
      if (std::to_string(one.number()) == backup) folder = one.path();
    return {};
  });
  BF_CHECK(outcome);
  if (folder.empty()) return refuse(Errc::notFound, {"备份 " + backup, "backup " + backup});
  return folder;
}

/// Tablets keep what any backup that can be restored lacks, and show it as not backed up: only the office can end it.
void tellOlder(const Ctl& ctl, std::size_t older) {
  if (older == 0 || ctl.json) return;
  const auto count = std::to_string(older);
  ctl.say({"更早的 " + count +
               " 份备份还可以恢复，平板上的改动要等它们作废后才算已存底：不再需要的用 backup retire 编号 作废",
           count +
               " earlier backups can still be restored; tablets count a change as backed up once every such backup has "
               "it: backup retire NUMBER ends those no longer needed"});
}

}  // namespace

Result<void> makeBackup(const Ctl& ctl, const std::string& folder) {
  BF_LET(centre, OpenCentre::open(ctl));
  const auto now = ctl.clock.now();
  const auto root = std::filesystem::absolute(folder.empty() ? centre.paths.backups() : folder).string();
  const auto target = root + "/backup-" + std::to_string(now / 1'000'000);
  BF_LET(manifest, writeBackup(centre.paths, *centre.store, target, now));
  // Read again from the disk before the register says that it can be relied upon.
  BF_CHECK(checkBackup(target));
  std::size_t older = 0;
  const auto outcome = centre.write([&](StoreTx& tx) -> Result<void> {
    BF_LET(backups, Registry(tx).backups());
    older = static_cast<std::size_t>(std::ranges::count_if(backups, [&](const auto& one) {
      return one.retired() == 0 && static_cast<std::int64_t>(one.seq()) < static_cast<std::int64_t>(manifest.seq);
    }));
    const auto digest = fromHex(manifest.storeDigest).value_or("");
    BF_CHECK(Registry(tx).noteBackup(manifest.seq, manifest.epoch, target, digest, ctl.actor, now));
    return {};
  });
  BF_CHECK(outcome);
  showManifest(ctl, target, manifest);
  tellOlder(ctl, older);
  return {};
}

Result<void> listBackups(const Ctl& ctl) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(backups, Registry(tx).backups());
    for (const auto& one : backups)
      rows.push_back({std::to_string(one.number()), localTime(one.at()), std::to_string(one.seq()),
                      std::to_string(one.epoch()), one.path(),
                      one.retired() != 0 ? ctl.in({"已作废", "retired"}) : ctl.in({"可恢复", "kept"})});
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"number", {"编号", "number"}, true},
            {"at", {"时间", "made"}},
            {"seq", {"含改动至", "changes up to"}, true},
            {"epoch", {"纪元", "epoch"}, true},
            {"folder", {"目录", "folder"}},
            {"state", {"状态", "state"}}},
           rows);
  return {};
}

Result<void> verifyBackup(const Ctl& ctl, const std::string& backup) {
  BF_LET(folder, folderOf(ctl, backup));
  BF_LET(manifest, checkBackup(folder));
  showManifest(ctl, folder, manifest);
  ctl.say({"完好", "sound"});
  return {};
}

Result<void> retireBackup(const Ctl& ctl, std::uint64_t number) {
  BF_LET(centre, OpenCentre::open(ctl));
  BF_CHECK(centre.write([&](StoreTx& tx) { return Registry(tx).retireBackup(number, ctl.actor, ctl.clock.now()); }));
  ctl.say({"已作废：平板可清除只在它之后的备份中的旧改动；其目录现在可以删除",
           "retired: tablets may now drop what only it did not have; its folder can be deleted"});
  return {};
}

Result<void> restoreBackup(const Ctl& ctl, const RestoreOptions& options) {
  BF_LET(paths, ctl.paths());
  BF_LET(folder, folderOf(ctl, options.backup));
  BF_LET(restored, restoreFrom(paths, std::filesystem::absolute(folder).string(), options.epochAtLeast, ctl.random,
                               ctl.actor, ctl.clock.now()));
  ctl.show({{"epoch", {"新纪元", "new epoch"}, true},
            {"seq", {"恢复到改动", "restored up to change"}, true},
            {"replaced", {"原数据库", "the store before"}}},
           {std::to_string(restored.epoch), std::to_string(restored.seq), restored.replaced});
  ctl.say({"请启动 bianfangd；各平板下次同步时会补交此后的内容",
           "start bianfangd; tablets offer again what came later, at their next contact"});
  return {};
}

}  // namespace bf
