#include "sync-server/ctl/out_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "shared/base/bilingual.h"
#include "shared/schema/schema.h"

namespace bf {
namespace fs = std::filesystem;

namespace {

/// What a link leads to is what is replaced, not the link.
std::string followed(const std::string& path) {
  std::error_code code;
  const auto whole = fs::weakly_canonical(path, code);
  return code ? path : whole.string();
}

/// A file of this name, empty and as readable as the mode says. Nothing that lies there is followed.
bool made(const std::string& part, mode_t mode, bool replaces) {
  (void)::unlink(part.c_str());
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return false;
  if (replaces) (void)::fchmod(file, mode);
  return ::close(file) == 0;
}

}  // namespace

Result<std::unique_ptr<OutFile>> OutFile::open(const std::string& path) {
  constexpr mode_t newFile = 0666, bits = 0777;
  struct stat there {};
  const bool exists = ::stat(path.c_str(), &there) == 0;
  if (exists && S_ISDIR(there.st_mode)) errno = EISDIR;
  if (exists && (S_ISDIR(there.st_mode) || ::access(path.c_str(), W_OK) != 0)) return unwritable(path);
  // What /dev/stdout leads to may be a file that others write to, too.
  if (exists && (!S_ISREG(there.st_mode) || path.starts_with("/dev/") || path.starts_with("/proc/")))
    return std::unique_ptr<OutFile>(new OutFile(path, {}));
  const auto target = followed(path);
  const auto name = "bianfangctl-" + std::to_string(::getpid()) + ".part";
  auto part = (fs::path(target).parent_path() / name).string();
  if (!made(part, exists ? there.st_mode & bits : newFile, exists)) return unwritable(path);
  return std::unique_ptr<OutFile>(new OutFile(target, std::move(part)));
}

OutFile::~OutFile() {
  if (!part_.empty()) (void)::unlink(part_.c_str());
}

Result<void> OutFile::done() {
  if (part_.empty()) return {};
  if (std::rename(part_.c_str(), target_.c_str()) != 0) return unwritable(target_);
  part_.clear();
  return {};
}

std::unexpected<Error> unwritable(const std::string& path) {
  const int why = errno;
  const auto reason = [why]() -> Label {
    switch (why) {
      case EACCES:
      case EPERM: return {"没有写权限", "no permission to write there"};
      case ENOENT: return {"文件夹不存在", "there is no such folder"};
      case ENOTDIR: return {"所在的不是文件夹", "what it should lie in is no folder"};
      case EISDIR: return {"这是一个文件夹", "it is a folder"};
      case EROFS: return {"磁盘只读", "the disk is read-only"};
      case ENOSPC:
      case EDQUOT: return {"磁盘空间不足", "the disk is full"};
      default: return {std::strerror(why), std::strerror(why)};
    }
  }();
  const Label where = path.empty() ? Label{"标准输出", "standard output"} : Label{path, path};
  return fail(Errc::storageFailed, bilingualSentence("无法写入 " + where.zh + "：" + reason.zh +
                                                         "。请换一个可写的文件夹或文件名，数据未受影响",
                                                     where.en + " cannot be written: " + reason.en +
                                                         ". Choose another folder or name; the data is not affected"));
}

}  // namespace bf
