#include "tests/sim/disk/sim_vfs.h"

#include <atomic>
#include <cassert>
#include <cstring>
#include <memory>

#include "tests/sim/disk/sim_vfs_file.h"

namespace bf {
namespace {

/// Julian day of 1970-01-01 in milliseconds, which xCurrentTimeInt64 counts from.
constexpr sqlite3_int64 julianEpochMillis = 210'866'760'000'000;

std::string nextName() {
  static std::atomic<unsigned> made{0};
  return "bf-sim-" + std::to_string(++made);
}

bool startsJournal(int flags) {
  return (flags & (SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
}

}  // namespace

struct SimVfsCalls {
  static SimVfs& self(sqlite3_vfs* vfs) { return *static_cast<SimVfs*>(vfs->pAppData); }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* outFlags) {
    auto& sim = self(vfs);
    file->pMethods = nullptr;
    if (!sim.disk_.hasPower()) return SQLITE_IOERR;
    auto made = std::make_unique<SimVfsOpened>();
    const int code = path == nullptr ? openNameless(sim, *made) : openNamed(sim, path, flags, *made);
    if (code != SQLITE_OK) return code;
    auto& sharing = made->handle.file->sharing();
    made->sharing = sharing.lock();
    if (!made->sharing) sharing = made->sharing = std::make_shared<FileSharing>();
    made->disk = &sim.disk_;
    made->vfsName = sim.name();
    made->openFiles = &sim.openFiles_;
    made->deleteOnClose = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    if (outFlags != nullptr)
      *outFlags =
          made->readOnly ? (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY : flags;
    ++sim.openFiles_;
    reinterpret_cast<SimVfsFile*>(file)->opened = made.release();
    file->pMethods = simVfsFileMethods();
    return SQLITE_OK;
  }

  static int openNameless(SimVfs& sim, SimVfsOpened& made) {
    made.handle = sim.disk_.openNameless();
    return SQLITE_OK;
  }

  static int openNamed(SimVfs& sim, const char* path, int flags, SimVfsOpened& made) {
    const bool create = (flags & SQLITE_OPEN_CREATE) != 0;
    const bool there = sim.disk_.sizeOf(path).has_value();
    if (there && create && (flags & SQLITE_OPEN_EXCLUSIVE) != 0) return SQLITE_CANTOPEN;
    const auto status = sim.disk_.open(path, create, made.handle);
    if (!sim.disk_.hasPower()) return SQLITE_IOERR;
    if (status != DiskStatus::ok) return SQLITE_CANTOPEN;
    made.readOnly = (flags & SQLITE_OPEN_READONLY) != 0 || sim.disk_.readOnly();
    made.syncDirectoryToo = !made.readOnly && create && startsJournal(flags);
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* path, int syncDirectory) {
    auto& disk = self(vfs).disk_;
    const auto status = disk.remove(path);
    if (status == DiskStatus::notFound) return SQLITE_IOERR_DELETE_NOENT;
    if (status != DiskStatus::ok) return SQLITE_IOERR_DELETE;
    if (syncDirectory == 0) return SQLITE_OK;
    return sqliteCode(disk.syncDirectory(directoryOf(path)), SQLITE_IOERR_DIR_FSYNC);
  }

  static int access(sqlite3_vfs* vfs, const char* path, int flags, int* answer) {
    auto& disk = self(vfs).disk_;
    if (!disk.hasPower()) return SQLITE_IOERR_ACCESS;
    const auto size = disk.sizeOf(path);
    // As in the unix VFS an empty file does not "exist": a journal that was only created is no hot journal.
    const bool exists = flags == SQLITE_ACCESS_EXISTS ? size.value_or(0) > 0 : size.has_value();
    *answer = exists && (flags != SQLITE_ACCESS_READWRITE || !disk.readOnly()) ? 1 : 0;
    return SQLITE_OK;
  }

  static int fullPathname(sqlite3_vfs* /*vfs*/, const char* path, int bytes, char* out) {
    const std::string full = path[0] == '/' ? path : std::string("/") + path;
    if (full.size() + 1 > static_cast<std::size_t>(bytes)) return SQLITE_CANTOPEN;
    std::memcpy(out, full.c_str(), full.size() + 1);
    return SQLITE_OK;
  }

  static int randomness(sqlite3_vfs* vfs, int bytes, char* out) {
    self(vfs).random_.fill({reinterpret_cast<unsigned char*>(out), static_cast<std::size_t>(bytes)});
    return bytes;
  }

  static int sleep(sqlite3_vfs* vfs, int micros) {
    self(vfs).slept_ += micros;
    return micros;
  }

  static int currentTimeMillis(sqlite3_vfs* vfs, sqlite3_int64* out) {
    *out = julianEpochMillis + self(vfs).clock_.now() / 1000;
    return SQLITE_OK;
  }

  static int currentTime(sqlite3_vfs* vfs, double* out) {
    sqlite3_int64 millis = 0;
    currentTimeMillis(vfs, &millis);
    *out = static_cast<double>(millis) / 86'400'000.0;
    return SQLITE_OK;
  }

  static int lastError(sqlite3_vfs* /*vfs*/, int /*bytes*/, char* /*out*/) { return 0; }
};

void seedSqlite(Random& random) {
  int seed = 0;
  random.fill({reinterpret_cast<unsigned char*>(&seed), sizeof seed});
  if (seed == 0) seed = 1;  // SQLite takes 0 for "draw from the system"
  sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, seed, nullptr);
}

SimVfs::SimVfs(DiskCore& disk, Clock& clock, Random& random)
    : disk_(disk), clock_(clock), random_(random), name_(nextName()) {
  vfs_.iVersion = 2;
  vfs_.szOsFile = sizeof(SimVfsFile);
  vfs_.mxPathname = diskPathBytesMax;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = SimVfsCalls::open;
  vfs_.xDelete = SimVfsCalls::remove;
  vfs_.xAccess = SimVfsCalls::access;
  vfs_.xFullPathname = SimVfsCalls::fullPathname;
  vfs_.xRandomness = SimVfsCalls::randomness;
  vfs_.xSleep = SimVfsCalls::sleep;
  vfs_.xCurrentTime = SimVfsCalls::currentTime;
  vfs_.xCurrentTimeInt64 = SimVfsCalls::currentTimeMillis;
  vfs_.xGetLastError = SimVfsCalls::lastError;
  [[maybe_unused]] const int code = sqlite3_vfs_register(&vfs_, 0);
  assert(code == SQLITE_OK);
  seedSqlite(random);
}

SimVfs::~SimVfs() {
  assert(openFiles_ == 0);
  sqlite3_vfs_unregister(&vfs_);
}

}  // namespace bf
