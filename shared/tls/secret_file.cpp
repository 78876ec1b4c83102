#include "shared/tls/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "shared/tls/tls_limits.h"

namespace bf {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<Error> failErrno(const std::string& path) {
  const int code = errno;
  const auto kind = code == ENOSPC || code == EDQUOT  ? Errc::storageFull
                    : code == EROFS || code == EACCES ? Errc::storageReadOnly
                                                      : Errc::storageFailed;
  return fail(kind, path + ": " + std::strerror(code));
}

bool writeAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Result<void> syncFolderOf(const std::string& path) {
  const auto slash = path.rfind('/');
  const auto folder = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) return failErrno(folder);
  return {};
}

Result<void> replaceFile(const std::string& path, std::string_view bytes, mode_t mode, bool durable = true) {
  const auto temporary = path + ".new";
  ::unlink(temporary.c_str());
  {
    // O_EXCL: a link that somebody laid in our way is never followed.
    const Descriptor fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (fd.get() < 0 || ::fchmod(fd.get(), mode) != 0 || !writeAll(fd.get(), bytes) ||
        (durable && ::fsync(fd.get()) != 0))
      return failErrno(temporary);
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0) return failErrno(path);
  return durable ? syncFolderOf(path) : Result<void>{};
}

Result<std::string> readWhole(const std::string& path, bool secret) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return errno == ENOENT ? fail(Errc::notFound, path) : failErrno(path);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return failErrno(path);
  if (secret && (info.st_mode & 077) != 0)
    return fail(Errc::notAllowed, path + " can be read by others; run: chmod 600 " + path);
  if (info.st_size > static_cast<off_t>(secretFileBytesMax)) return fail(Errc::tooLarge, path);
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  const auto count = ::read(fd.get(), content.data(), content.size());
  if (count != info.st_size) return failErrno(path);
  return content;
}

}  // namespace

Result<void> writeSecretFile(const std::string& path, std::string_view bytes) { return replaceFile(path, bytes, 0600); }

Result<void> writeSecretCache(const std::string& path, std::string_view bytes) {
  return replaceFile(path, bytes, 0600, false);
}

Result<void> writePublicFile(const std::string& path, std::string_view bytes) { return replaceFile(path, bytes, 0644); }

Result<std::string> readSecretFile(const std::string& path) { return readWhole(path, true); }

Result<std::string> readPublicFile(const std::string& path) { return readWhole(path, false); }

}  // namespace bf
