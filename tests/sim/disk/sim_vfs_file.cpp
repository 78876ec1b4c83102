#include "tests/sim/disk/sim_vfs_file.h"

#include <cstring>

namespace bf {
namespace {

SimVfsOpened& opened(sqlite3_file* file) { return *reinterpret_cast<SimVfsFile*>(file)->opened; }

bool alive(const SimVfsOpened& open) { return open.disk->alive(open.handle); }

void leaveSharing(SimVfsOpened& open) {
  open.sharing->locks.unlock(&open, SQLITE_LOCK_NONE);
  open.sharing->memory.leave(&open);
}

int closeFile(sqlite3_file* file) {
  auto& open = opened(file);
  leaveSharing(open);
  if (open.deleteOnClose && alive(open) && !open.handle.path.empty()) open.disk->remove(open.handle.path);
  --*open.openFiles;
  delete &open;
  reinterpret_cast<SimVfsFile*>(file)->opened = nullptr;
  file->pMethods = nullptr;
  return SQLITE_OK;
}

int readFile(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  auto& open = opened(file);
  const std::span<char> wanted(static_cast<char*>(out), static_cast<std::size_t>(amount));
  std::size_t got = 0;
  const auto status = open.disk->read(open.handle, static_cast<std::uint64_t>(offset), wanted, got);
  if (status != DiskStatus::ok) return SQLITE_IOERR_READ;
  if (got == wanted.size()) return SQLITE_OK;
  std::memset(wanted.data() + got, 0, wanted.size() - got);  // SQLite relies on the zeros
  return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* file, const void* in, int amount, sqlite3_int64 offset) {
  auto& open = opened(file);
  if (open.readOnly) return SQLITE_READONLY;
  const std::string_view bytes(static_cast<const char*>(in), static_cast<std::size_t>(amount));
  return sqliteCode(open.disk->write(open.handle, static_cast<std::uint64_t>(offset), bytes), SQLITE_IOERR_WRITE);
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size) {
  auto& open = opened(file);
  return sqliteCode(open.disk->truncate(open.handle, static_cast<std::uint64_t>(size)), SQLITE_IOERR_TRUNCATE);
}

int syncFile(sqlite3_file* file, int /*flags*/) {
  auto& open = opened(file);
  const auto status = open.disk->sync(open.handle);
  if (status != DiskStatus::ok) return sqliteCode(status, SQLITE_IOERR_FSYNC);
  if (!open.syncDirectoryToo) return SQLITE_OK;
  open.syncDirectoryToo = false;
  return sqliteCode(open.disk->syncDirectory(directoryOf(open.handle.path)), SQLITE_IOERR_DIR_FSYNC);
}

int fileSize(sqlite3_file* file, sqlite3_int64* size) {
  auto& open = opened(file);
  if (!alive(open)) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(open.handle.file->live().size());
  return SQLITE_OK;
}

int lockFile(sqlite3_file* file, int level) {
  auto& open = opened(file);
  return alive(open) ? open.sharing->locks.lock(&open, level) : SQLITE_IOERR_LOCK;
}

int unlockFile(sqlite3_file* file, int level) {
  auto& open = opened(file);
  open.sharing->locks.unlock(&open, level);
  return alive(open) ? SQLITE_OK : SQLITE_IOERR_UNLOCK;
}

int checkReservedLock(sqlite3_file* file, int* reserved) {
  auto& open = opened(file);
  if (!alive(open)) return SQLITE_IOERR_CHECKRESERVEDLOCK;
  *reserved = open.sharing->locks.reserved() ? 1 : 0;
  return SQLITE_OK;
}

int controlFile(sqlite3_file* file, int operation, void* argument) {
  auto& open = opened(file);
  auto* number = static_cast<int*>(argument);
  switch (operation) {
    case SQLITE_FCNTL_PERSIST_WAL:
      if (*number < 0) *number = open.persistWal;
      else open.persistWal = *number;
      return SQLITE_OK;
    case SQLITE_FCNTL_POWERSAFE_OVERWRITE: *number = 1; return SQLITE_OK;
    case SQLITE_FCNTL_VFSNAME: *static_cast<char**>(argument) = sqlite3_mprintf("%s", open.vfsName); return SQLITE_OK;
    default: return SQLITE_NOTFOUND;
  }
}

int sectorSize(sqlite3_file* /*file*/) { return sectorBytesTold; }

int deviceCharacteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int mapShared(sqlite3_file* file, int index, int bytes, int extend, void volatile** out) {
  auto& open = opened(file);
  *out = nullptr;
  if (!alive(open)) return SQLITE_IOERR_SHMMAP;
  auto& memory = open.sharing->memory;
  // The unix VFS makes its -shm file here, which a read-only directory refuses.
  if (!memory.exists() && open.disk->readOnly()) return SQLITE_READONLY_CANTINIT;
  *out = memory.region(&open, static_cast<std::size_t>(index), static_cast<std::size_t>(bytes), extend != 0);
  return SQLITE_OK;
}

int lockShared(sqlite3_file* file, int first, int count, int flags) {
  auto& open = opened(file);
  return alive(open) ? open.sharing->memory.lock(&open, first, count, flags) : SQLITE_IOERR_SHMLOCK;
}

void shareBarrier(sqlite3_file* /*file*/) {}

int unmapShared(sqlite3_file* file, int /*deleteFile*/) {
  auto& open = opened(file);
  open.sharing->memory.leave(&open);
  return SQLITE_OK;
}

}  // namespace

const sqlite3_io_methods* simVfsFileMethods() {
  static const sqlite3_io_methods methods = [] {
    sqlite3_io_methods made{};
    made.iVersion = 2;  // without xFetch: no memory-mapped reads
    made.xClose = closeFile;
    made.xRead = readFile;
    made.xWrite = writeFile;
    made.xTruncate = truncateFile;
    made.xSync = syncFile;
    made.xFileSize = fileSize;
    made.xLock = lockFile;
    made.xUnlock = unlockFile;
    made.xCheckReservedLock = checkReservedLock;
    made.xFileControl = controlFile;
    made.xSectorSize = sectorSize;
    made.xDeviceCharacteristics = deviceCharacteristics;
    made.xShmMap = mapShared;
    made.xShmLock = lockShared;
    made.xShmBarrier = shareBarrier;
    made.xShmUnmap = unmapShared;
    return made;
  }();
  return &methods;
}

int sqliteCode(DiskStatus status, int ioError) {
  if (status == DiskStatus::ok) return SQLITE_OK;
  return status == DiskStatus::full ? SQLITE_FULL : ioError;
}

}  // namespace bf
