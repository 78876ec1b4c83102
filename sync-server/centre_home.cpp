#include "sync-server/centre_home.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "shared/base/bilingual.h"
#include "shared/tls/secret_file.h"

namespace bf {
namespace {

constexpr std::size_t receiptKeyBytes = 32;

Result<void> makeFolder(const std::string& path) {
  std::error_code error;
  const auto parent = std::filesystem::path(path).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, error);
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(Errc::storageFailed, path + ": " + std::strerror(errno));
  return {};
}

std::string randomBytes(Random& random, std::size_t count) {
  std::string bytes(count, '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), count});
  return bytes;
}

Error missing(const CentrePaths& paths, const Error& error) {
  if (error.code != Errc::notFound) return error;
  return {Errc::notFound, error.detail + bilingual("；请先运行 bianfangctl --data ", "; run: bianfangctl --data ") +
                              paths.folder + " init"};
}

}  // namespace

Result<void> makeCentreHome(const CentrePaths& paths, std::string_view county, Random& random, Micros now) {
  BF_CHECK(makeFolder(paths.folder));
  for (const auto& path :
       {paths.authority(), paths.authorityKey(), paths.receiptKey(), paths.officeKey(), paths.store()})
    if (std::filesystem::exists(path)) return fail(Errc::alreadyExists, path);
  // A folder that was there may be open to all; what comes into it is not for all.
  if (::chmod(paths.folder.c_str(), 0700) != 0)
    return fail(Errc::storageFailed, paths.folder + ": " + std::strerror(errno));
  BF_CHECK(makeFolder(paths.evidence()));
  BF_CHECK(makeFolder(paths.backups()));
  BF_LET(authority, Authority::make(county, now));
  BF_LET(certificate, authority.certificatePem());
  BF_LET(key, authority.keyPem());
  BF_CHECK(writeSecretFile(paths.receiptKey(), randomBytes(random, receiptKeyBytes)));
  BF_LET(office, newOfficeKey(random));
  BF_CHECK(writeOfficeKey(paths, office));
  BF_CHECK(writeSecretFile(paths.authorityKey(), key));
  // Last: a folder with a CA certificate is complete.
  return writePublicFile(paths.authority(), certificate);
}

Result<CentreKeys> openCentreKeys(const CentrePaths& paths) {
  const auto read = [&](const std::string& path) -> Result<std::string> {
    auto content = readSecretFile(path);
    if (!content) return std::unexpected(missing(paths, content.error()));
    return content;
  };
  BF_LET(receiptKey, read(paths.receiptKey()));
  if (receiptKey.size() != receiptKeyBytes) return fail(Errc::storageCorrupt, paths.receiptKey());
  BF_LET(key, read(paths.authorityKey()));
  BF_LET(certificate, readPublicFile(paths.authority()));
  BF_LET(authority, Authority::open(certificate, key));
  return CentreKeys{std::move(authority), receiptKey};
}

Result<OfficeKey> newOfficeKey(Random& random) {
  const auto device = DeviceId::from(randomBytes(random, DeviceId::size));
  return OfficeKey{*device, SigningKey::make(random)};
}

Result<void> writeOfficeKey(const CentrePaths& paths, const OfficeKey& office) {
  return writeSecretFile(paths.officeKey(), office.device.str() + office.key.seed());
}

Result<HomeLock> HomeLock::take(const CentrePaths& paths) {
  const int fd = ::open(paths.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return fail(Errc::storageFailed, paths.lock() + ": " + std::strerror(errno));
  HomeLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
    return fail(Errc::busy, bilingualSentence("服务器正在使用 " + paths.folder + "，先停下它",
                                              "bianfangd is running on " + paths.folder + ": stop it first"));
  return lock;
}

HomeLock::~HomeLock() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint64_t readEpochWitness(const CentrePaths& paths) {
  const auto text = readPublicFile(paths.epochWitness());
  return text ? std::strtoull(text->c_str(), nullptr, 10) : 0;
}

Result<void> writeEpochWitness(const CentrePaths& paths, std::uint64_t epoch) {
  return writePublicFile(paths.epochWitness(), std::to_string(epoch) + "\n");
}

Result<OfficeKey> openOfficeKey(const CentrePaths& paths) {
  auto content = readSecretFile(paths.officeKey());
  if (!content) return std::unexpected(missing(paths, content.error()));
  const auto device = DeviceId::from(std::string_view(*content).substr(0, DeviceId::size));
  const auto key = content->size() > DeviceId::size
                       ? SigningKey::fromSeed(std::string_view(*content).substr(DeviceId::size))
                       : std::nullopt;
  if (!device || !key) return fail(Errc::storageCorrupt, paths.officeKey());
  return OfficeKey{*device, *key};
}

Result<std::unique_ptr<SqliteStore>> openCentreStore(const CentrePaths& paths, bool create,
                                                     std::chrono::milliseconds patience) {
  if (!create && !std::filesystem::exists(paths.store()))
    return std::unexpected(missing(paths, {Errc::notFound, paths.store()}));
  SqliteOptions options;
  options.path = paths.store();
  options.busyMs = static_cast<int>(patience.count());
  return SqliteStore::open(options, builtinSchema());
}

}  // namespace bf
