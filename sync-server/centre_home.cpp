#include "sync-server/centre_home.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

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
  return {Errc::notFound, error.detail + "; run: bianfangctl --data " + paths.folder + " init"};
}

}  // namespace

Result<void> makeCentreHome(const CentrePaths& paths, std::string_view county, Random& random, Micros now) {
  BF_CHECK(makeFolder(paths.folder));
  for (const auto& path :
       {paths.authority(), paths.authorityKey(), paths.receiptKey(), paths.officeKey(), paths.store()})
    if (std::filesystem::exists(path)) return fail(Errc::alreadyExists, path);
  BF_CHECK(makeFolder(paths.evidence()));
  BF_CHECK(makeFolder(paths.backups()));
  BF_LET(authority, Authority::make(county, now));
  BF_LET(certificate, authority.certificatePem());
  BF_LET(key, authority.keyPem());
  BF_CHECK(writeSecretFile(paths.receiptKey(), randomBytes(random, receiptKeyBytes)));
  const auto office = randomBytes(random, DeviceId::size) + SigningKey::make(random).seed();
  BF_CHECK(writeSecretFile(paths.officeKey(), office));
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

Result<std::unique_ptr<SqliteStore>> openCentreStore(const CentrePaths& paths, bool create) {
  if (!create && !std::filesystem::exists(paths.store()))
    return std::unexpected(missing(paths, {Errc::notFound, paths.store()}));
  SqliteOptions options;
  options.path = paths.store();
  return SqliteStore::open(options, builtinSchema());
}

}  // namespace bf
