#include "tests/sim/disk/sim_files.h"

namespace bf {
namespace {

Result<> resultOf(DiskStatus status, const std::string& path) {
  switch (status) {
    case DiskStatus::ok: return {};
    case DiskStatus::full: return fail(Errc::storageFull, path);
    case DiskStatus::readOnly: return fail(Errc::storageReadOnly, path);
    case DiskStatus::notFound: return fail(Errc::notFound, path);
    case DiskStatus::failed: break;
  }
  return fail(Errc::storageFailed, path);
}

}  // namespace

Result<> SimFiles::write(const std::string& path, std::string_view bytes) {
  DiskHandle handle;
  BF_CHECK(resultOf(disk_.open(path, true, handle), path));
  BF_CHECK(resultOf(disk_.truncate(handle, 0), path));
  return resultOf(disk_.write(handle, 0, bytes), path);
}

Result<> SimFiles::append(const std::string& path, std::string_view bytes) {
  DiskHandle handle;
  BF_CHECK(resultOf(disk_.open(path, true, handle), path));
  return resultOf(disk_.write(handle, handle.file->live().size(), bytes), path);
}

Result<std::string> SimFiles::read(const std::string& path) const {
  DiskHandle handle;
  BF_CHECK(resultOf(disk_.open(path, false, handle), path));
  std::string bytes(static_cast<std::size_t>(handle.file->live().size()), '\0');
  std::size_t got = 0;
  BF_CHECK(resultOf(disk_.read(handle, 0, bytes, got), path));
  return bytes;
}

Result<> SimFiles::rename(const std::string& from, const std::string& to) {
  return resultOf(disk_.rename(from, to), from);
}

Result<> SimFiles::remove(const std::string& path) { return resultOf(disk_.remove(path), path); }

Result<> SimFiles::sync(const std::string& path) {
  DiskHandle handle;
  BF_CHECK(resultOf(disk_.open(path, false, handle), path));
  return resultOf(disk_.sync(handle), path);
}

Result<> SimFiles::syncDirectory(std::string_view directory) {
  return resultOf(disk_.syncDirectory(directory), std::string(directory));
}

std::vector<std::string> SimFiles::list(std::string_view directory) const {
  std::vector<std::string> found;
  const auto prefix = std::string(directory) + "/";
  for (auto& path : disk_.paths())
    if (path.starts_with(prefix)) found.push_back(std::move(path));
  return found;
}

}  // namespace bf
