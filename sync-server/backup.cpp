#include "sync-server/backup.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "shared/base/crypto.h"
#include "shared/replica/registry.h"
#include "shared/tls/secret_file.h"
#include "sync-server/evidence_folder.h"
#include "sync-server/office_writer.h"

namespace bf {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pieceBytes = 1024 * 1024;
constexpr const char* storeName = "/county.db";
constexpr const char* manifestName = "/manifest.txt";
constexpr const char* listName = "/evidence.txt";
constexpr std::string_view heading = "bianfang backup 1";

std::unexpected<Error> failCode(const std::error_code& code, const std::string& path) {
  return fail(code == std::errc::no_space_on_device ? Errc::storageFull : Errc::storageFailed,
              path + ": " + code.message());
}

Result<void> copyFile(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  if (error) return failCode(error, to);
  return {};
}

/// Evidence goes into a common folder, each file once, however many backups name it.
Result<std::string> copyEvidence(const CentrePaths& paths, const std::string& pool, std::size_t& count) {
  std::string list;
  BF_LET(files, completeEvidence(paths.evidence()));
  for (const auto& file : files) {
    const auto target = evidencePath(pool, file.hash);
    std::error_code error;
    if (!fs::exists(target, error)) {
      fs::create_directories(fs::path(target).parent_path(), error);
      if (error) return failCode(error, target);
      BF_CHECK(copyFile(evidencePath(paths.evidence(), file.hash), target + ".part"));
      fs::rename(target + ".part", target, error);
      if (error) return failCode(error, target);
    }
    list += toHex(file.hash.view()) + " " + std::to_string(file.size) + "\n";
    ++count;
  }
  return list;
}

Result<void> copyKeys(const CentrePaths& paths, const std::string& folder) {
  for (const auto& path : {paths.authorityKey(), paths.receiptKey()}) {
    BF_LET(secret, readSecretFile(path));
    BF_CHECK(writeSecretFile(folder + "/" + fs::path(path).filename().string(), secret));
  }
  BF_LET(certificate, readPublicFile(paths.authority()));
  return writePublicFile(folder + "/ca.pem", certificate);
}

Result<std::string> readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Errc::notFound, path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Result<std::unique_ptr<SqliteStore>> openCopy(const std::string& path) {
  SqliteOptions options;
  options.path = path;
  return SqliteStore::open(options, builtinSchema());
}

/// What a copy of the store says of itself. The store is closed again, so that the file is whole.
Result<BackupManifest> lookInside(const std::string& path) {
  BF_LET(store, openCopy(path));
  BF_CHECK(store->verify());
  BF_LET(tx, store->read());
  BF_CHECK(Registry(*tx).verifyAudit());
  const CentreReplica centre(store->schema(), std::string(32, '\0'));
  BF_LET(epoch, centre.epoch(*tx));
  BF_LET(seq, tx->lastSeq(false));
  BackupManifest manifest;
  manifest.seq = seq;
  manifest.epoch = epoch.number;
  return manifest;
}

/// A look at a copy that leaves the backup's own bytes alone.
Result<BackupManifest> lookAtCopy(const std::string& path) {
  const auto copy = path + ".check";
  BF_CHECK(copyFile(path, copy));
  auto looked = lookInside(copy);
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(copy + end, ignored);
  return looked;
}

Result<void> checkEvidence(const std::string& list, const std::string& pool) {
  std::istringstream lines(list);
  std::string hex;
  std::uint64_t size = 0;
  while (lines >> hex >> size) {
    const auto raw = fromHex(hex);
    const auto hash = raw ? Hash::from(*raw) : std::nullopt;
    if (!hash) return fail(Errc::storageCorrupt, "evidence.txt");
    BF_LET(content, readFile(evidencePath(pool, *hash)));
    if (content.size() != size || hashOf(content) != *hash) return fail(Errc::storageCorrupt, "evidence " + hex);
  }
  return {};
}

std::string poolOf(const std::string& folder) { return (fs::path(folder).parent_path() / "evidence").string(); }

}  // namespace

Result<Hash> digestOfFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Errc::notFound, path);
  Hash digest;
  std::string piece(pieceBytes, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(pieceBytes));
    const auto count = static_cast<std::size_t>(file.gcount());
    if (count > 0) digest = hashOf(digest.view(), std::string_view(piece).substr(0, count));
  }
  if (!file.eof()) return fail(Errc::storageFailed, path);
  return digest;
}

std::string manifestText(const BackupManifest& manifest) {
  std::ostringstream text;
  text << heading << "\nseq " << manifest.seq << "\nepoch " << manifest.epoch << "\nat " << manifest.at << "\nevidence "
       << manifest.evidence << "\nstore " << manifest.storeDigest << "\nlist " << manifest.evidenceDigest << "\n";
  return text.str() + "digest " + toHex(hashOf(text.str()).view()) + "\n";
}

Result<BackupManifest> parseManifest(std::string_view text) {
  const auto end = text.rfind("digest ");
  const auto body = text.substr(0, end);
  if (end == std::string_view::npos || !body.starts_with(heading) ||
      text.substr(end) != "digest " + toHex(hashOf(body).view()) + "\n")
    return fail(Errc::storageCorrupt, "manifest.txt");
  std::istringstream lines{std::string(body.substr(heading.size()))};
  BackupManifest manifest;
  std::string key;
  lines >> key >> manifest.seq >> key >> manifest.epoch >> key >> manifest.at >> key >> manifest.evidence >> key >>
      manifest.storeDigest >> key >> manifest.evidenceDigest;
  if (!lines) return fail(Errc::storageCorrupt, "manifest.txt");
  return manifest;
}

namespace {

Result<BackupManifest> fillBackup(const CentrePaths& paths, Store& store, const std::string& folder, Micros now) {
  const auto copy = folder + storeName;
  BF_CHECK(store.backupTo(copy));
  BF_LET(manifest, lookInside(copy));
  manifest.at = now;
  BF_LET(list, copyEvidence(paths, poolOf(folder), manifest.evidence));
  BF_CHECK(writePublicFile(folder + listName, list));
  BF_CHECK(copyKeys(paths, folder));
  BF_LET(digest, digestOfFile(copy));
  manifest.storeDigest = toHex(digest.view());
  manifest.evidenceDigest = toHex(hashOf(list).view());
  // Last: without a manifest a folder is no backup.
  BF_CHECK(writePublicFile(folder + manifestName, manifestText(manifest)));
  return manifest;
}

}  // namespace

Result<BackupManifest> writeBackup(const CentrePaths& paths, Store& store, const std::string& folder, Micros now) {
  std::error_code error;
  if (fs::exists(folder, error)) return fail(Errc::alreadyExists, folder);
  fs::create_directories(folder, error);
  if (error) return failCode(error, folder);
  fs::permissions(folder, fs::perms::owner_all, error);
  auto manifest = fillBackup(paths, store, folder, now);
  // Half a backup restores nothing, and would go on filling a disk that is full.
  if (!manifest) fs::remove_all(folder, error);
  return manifest;
}

Result<BackupManifest> checkBackup(const std::string& folder) {
  BF_LET(text, readFile(folder + manifestName));
  BF_LET(manifest, parseManifest(text));
  BF_LET(digest, digestOfFile(folder + storeName));
  if (toHex(digest.view()) != manifest.storeDigest) return fail(Errc::storageCorrupt, folder + storeName);
  BF_LET(list, readFile(folder + listName));
  if (toHex(hashOf(list).view()) != manifest.evidenceDigest) return fail(Errc::storageCorrupt, folder + listName);
  BF_LET(inside, lookAtCopy(folder + storeName));
  if (inside.seq != manifest.seq || inside.epoch != manifest.epoch)
    return fail(Errc::storageCorrupt, "manifest.txt and store do not belong together");
  BF_CHECK(checkEvidence(list, poolOf(folder)));
  return manifest;
}

namespace {

/// Keys that this place lost come from the backup; those that it has are kept.
Result<void> restoreKeys(const CentrePaths& paths, const std::string& folder) {
  for (const auto& path : {paths.authorityKey(), paths.receiptKey()}) {
    if (fs::exists(path)) continue;
    BF_LET(secret, readSecretFile(folder + "/" + fs::path(path).filename().string()));
    BF_CHECK(writeSecretFile(path, secret));
  }
  if (fs::exists(paths.authority())) return {};
  BF_LET(certificate, readPublicFile(folder + "/ca.pem"));
  return writePublicFile(paths.authority(), certificate);
}

Result<void> restoreEvidence(const CentrePaths& paths, const std::string& folder) {
  BF_LET(list, readFile(folder + listName));
  std::istringstream lines(list);
  std::string hex;
  std::uint64_t size = 0;
  while (lines >> hex >> size) {
    const auto hash = Hash::from(*fromHex(hex));
    const auto target = evidencePath(paths.evidence(), *hash);
    if (fs::exists(target)) continue;
    std::error_code error;
    fs::create_directories(fs::path(target).parent_path(), error);
    BF_CHECK(copyFile(evidencePath(poolOf(folder), *hash), target));
  }
  return {};
}

std::uint64_t presentEpoch(const CentrePaths& paths) {
  auto epoch = readEpochWitness(paths);
  if (!fs::exists(paths.store())) return epoch;
  if (const auto looked = lookAtCopy(paths.store())) epoch = std::max(epoch, looked->epoch);
  return epoch;
}

/// New epoch and new office device, in the copy, before it takes its place.
Result<Restored> begin(const CentrePaths& paths, const std::string& copy, const std::string& folder,
                       const OfficeKey& office, std::uint64_t atLeast, std::string_view actor, Micros now) {
  BF_LET(store, openCopy(copy));
  BF_LET(keys, openCentreKeys(paths));
  const CentreReplica centre(store->schema(), keys.receiptKey);
  BF_LET(tx, store->begin());
  BF_LET(epoch, centre.beginEpoch(*tx, atLeast, now, "restore"));
  BF_LET(seq, tx->lastSeq(false));
  Registry registry(*tx);
  BF_CHECK(replaceOffice(*tx, office, now));
  BF_LET(digest, digestOfFile(folder + storeName));
  // The backup can be restored once more: its changes are in it, and the register must know that it exists.
  BF_CHECK(registry.noteBackup(seq, epoch.number, folder, digest.str(), actor, now));
  BF_CHECK(tx->commit());
  return Restored{epoch.number, seq, {}};
}

}  // namespace

Result<Restored> restoreFrom(const CentrePaths& paths, const std::string& folder, std::uint64_t epochAtLeast,
                             Random& random, std::string_view actor, Micros now) {
  const auto lock = HomeLock::take(paths);
  if (!lock) return std::unexpected(lock.error());
  BF_LET(manifest, checkBackup(folder));
  BF_CHECK(restoreKeys(paths, folder));
  BF_CHECK(restoreEvidence(paths, folder));
  const auto atLeast = std::max({epochAtLeast, presentEpoch(paths), manifest.epoch});
  const auto copy = paths.store() + ".restoring";
  std::error_code error;
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(copy + end, error);
  BF_CHECK(copyFile(folder + storeName, copy));
  BF_LET(office, newOfficeKey(random));
  BF_LET(restored, begin(paths, copy, folder, office, atLeast, actor, now));
  BF_CHECK(writeEpochWitness(paths, restored.epoch));
  BF_CHECK(writeOfficeKey(paths, office));
  if (fs::exists(paths.store())) {
    restored.replaced = paths.store() + ".replaced-" + std::to_string(now / 1'000'000);
    for (const char* end : {"", "-wal", "-shm"})
      if (fs::exists(paths.store() + end)) fs::rename(paths.store() + end, restored.replaced + end, error);
    if (error) return failCode(error, restored.replaced);
  }
  fs::rename(copy, paths.store(), error);
  if (error) return failCode(error, paths.store());
  return restored;
}

}  // namespace bf
