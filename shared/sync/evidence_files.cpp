#include "shared/sync/evidence_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

constexpr mode_t privateFolder = 0700;
constexpr mode_t privateFile = 0600;

Error systemError(const char* what) {
  const auto code = errno == ENOSPC || errno == EDQUOT  ? Errc::storageFull
                    : errno == EROFS || errno == EACCES ? Errc::storageReadOnly
                                                        : Errc::storageFailed;
  return {code, std::string(what) + ": " + std::strerror(errno)};
}

std::unexpected<Error> systemFail(const char* what) { return std::unexpected(systemError(what)); }

/// Closes a file when the scope ends.
class OpenFile {
 public:
  explicit OpenFile(int handle) : handle_(handle) {}
  ~OpenFile() {
    if (handle_ >= 0) ::close(handle_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] int handle() const { return handle_; }
  [[nodiscard]] bool isOpen() const { return handle_ >= 0; }

 private:
  int handle_;
};

std::string finalName(const Hash& hash) {
  const auto hex = toHex(hash.view());
  return hex.substr(0, 2) + "/" + hex;
}

std::string partName(const Hash& hash, const DeviceId& from) { return toHex(hash.view()) + "." + toHex(from.view()); }

OpenFile openAt(int folder, const std::string& name, int flags) {
  return OpenFile(::openat(folder, name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, privateFile));
}

Result<std::uint64_t> sizeOfFile(int file) {
  struct stat about {};
  if (::fstat(file, &about) != 0) return systemFail("size of an evidence file");
  return static_cast<std::uint64_t>(about.st_size);
}

Result<void> writeAll(int file, std::string_view content, std::uint64_t offset) {
  while (!content.empty()) {
    const auto written = ::pwrite(file, content.data(), content.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return systemFail("write of evidence");
    content.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

Result<std::string> readUpTo(int file, std::uint64_t offset, std::size_t most) {
  std::string content(most, '\0');
  std::size_t filled = 0;
  while (filled < most) {
    const auto got = ::pread(file, content.data() + filled, most - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return systemFail("read of evidence");
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  content.resize(filled);
  return content;
}

Result<Hash> hashOfFile(int file) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, Hash::size);
  for (std::uint64_t offset = 0;;) {
    BF_LET(some, readUpTo(file, offset, 1024 * 1024));
    if (some.empty()) break;
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(some.data()), some.size());
    offset += some.size();
  }
  Hash hash;
  crypto_generichash_final(&state, hash.bytes.data(), Hash::size);
  return hash;
}

Result<void> ensureFolder(int in, const std::string& name) {
  if (::mkdirat(in, name.c_str(), privateFolder) != 0 && errno != EEXIST) return systemFail("evidence folder");
  return {};
}

}  // namespace

Result<std::unique_ptr<FileEvidenceStore>> FileEvidenceStore::open(const std::string& folder) {
  if (::mkdir(folder.c_str(), privateFolder) != 0 && errno != EEXIST) return systemFail("evidence folder");
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return systemFail("evidence folder");
  auto store = std::unique_ptr<FileEvidenceStore>(new FileEvidenceStore(opened, -1));
  BF_CHECK(ensureFolder(opened, "parts"));
  store->parts_ = ::openat(opened, "parts", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (store->parts_ < 0) return systemFail("folder of evidence parts");
  return store;
}

FileEvidenceStore::~FileEvidenceStore() {
  if (parts_ >= 0) ::close(parts_);
  ::close(folder_);
}

Result<std::uint64_t> FileEvidenceStore::have(const Hash& hash, std::uint64_t size, const DeviceId& from) {
  if (const auto whole = sizeOf(hash)) return *whole == size ? size : Result<std::uint64_t>(0);
  const auto part = openAt(parts_, partName(hash, from), O_RDONLY);
  if (!part.isOpen()) return errno == ENOENT ? Result<std::uint64_t>(0) : systemFail("evidence part");
  BF_LET(there, sizeOfFile(part.handle()));
  return std::min(there, size == 0 ? 0 : size - 1);
}

Result<std::uint64_t> FileEvidenceStore::add(const Hash& hash, std::uint64_t size, const DeviceId& from,
                                             std::uint64_t offset, std::string_view content) {
  if (size > evidenceBytesMax || offset > size || content.size() > size - offset)
    return fail(Errc::tooLarge, "evidence beyond its size");
  if (const auto whole = sizeOf(hash); whole && *whole == size) return size;
  const auto name = partName(hash, from);
  auto handle = ::openat(parts_, name.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
  if (handle < 0 && errno == ENOENT) {
    BF_CHECK(admitNew(from));
    handle = ::openat(parts_, name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, privateFile);
  }
  const OpenFile part(handle);
  if (!part.isOpen()) return systemFail("evidence part");
  BF_LET(there, sizeOfFile(part.handle()));
  if (offset > there) return there;  // a gap: the tablet goes on from here
  BF_CHECK(writeAll(part.handle(), content, offset));
  // A part that is acknowledged is not asked for again, so it must not be lost with the next power cut.
  if (::fdatasync(part.handle()) != 0) return systemFail("sync of evidence");
  const auto now = std::max(there, offset + content.size());
  if (now < size) return now;
  BF_CHECK(complete(hash, part.handle(), name));
  return size;
}

Result<void> FileEvidenceStore::complete(const Hash& hash, int file, const std::string& part) {
  BF_LET(found, hashOfFile(file));
  if (found != hash) {
    ::unlinkat(parts_, part.c_str(), 0);
    return fail(Errc::malformed, "evidence does not have the hash it is named by");
  }
  if (::fsync(file) != 0) return systemFail("sync of evidence");
  const auto name = finalName(hash);
  const auto shelf = name.substr(0, 2);
  BF_CHECK(ensureFolder(folder_, shelf));
  if (::renameat(parts_, part.c_str(), folder_, name.c_str()) != 0) return systemFail("name of evidence");
  const auto shelfFolder = openAt(folder_, shelf, O_RDONLY | O_DIRECTORY);
  if (!shelfFolder.isOpen() || ::fsync(shelfFolder.handle()) != 0 || ::fsync(folder_) != 0)
    return systemFail("sync of the evidence folder");
  return {};
}

Result<void> FileEvidenceStore::admitNew(const DeviceId& from) {
  const int copy = ::openat(parts_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0) return systemFail("folder of evidence parts");
  DIR* listing = ::fdopendir(copy);
  if (listing == nullptr) {
    ::close(copy);
    return systemFail("folder of evidence parts");
  }
  const auto tail = "." + toHex(from.view());
  std::size_t unfinished = 0;
  while (const auto* entry = ::readdir(listing))
    if (std::string_view(entry->d_name).ends_with(tail)) ++unfinished;
  ::closedir(listing);
  if (unfinished >= evidenceUnfinishedMax) return fail(Errc::tooLarge, "evidenceUnfinishedMax");
  return {};
}

Result<std::uint64_t> FileEvidenceStore::sizeOf(const Hash& hash) {
  const auto file = openAt(folder_, finalName(hash), O_RDONLY);
  if (!file.isOpen()) {
    if (errno == ENOENT) return fail(Errc::notFound, "evidence");
    return systemFail("evidence");
  }
  return sizeOfFile(file.handle());
}

Result<std::string> FileEvidenceStore::read(const Hash& hash, std::uint64_t offset, std::size_t most) {
  const auto file = openAt(folder_, finalName(hash), O_RDONLY);
  if (!file.isOpen()) {
    if (errno == ENOENT) return fail(Errc::notFound, "evidence");
    return systemFail("evidence");
  }
  return readUpTo(file.handle(), offset, most);
}

}  // namespace bf
