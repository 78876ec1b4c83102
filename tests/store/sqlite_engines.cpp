// What the conformance suite runs on: SQLite on a file, and on the simulated disk.

#include "shared/store/sqlite_store.h"
#include "tests/sim/disk/sim_disk.h"
#include "tests/store/conformance.h"
#include "tests/store/temp_dir.h"

namespace bf::test {
namespace {

class FileEngine final : public Engine {
 public:
  Result<std::unique_ptr<Store>> open(const Schema& schema) override { return on(dir_.file("store.db"), schema); }
  Result<std::unique_ptr<Store>> openBackup(const Schema& schema) override { return on(backupPath(), schema); }
  [[nodiscard]] std::string backupPath() const override { return dir_.file("backup.db"); }

 private:
  static Result<std::unique_ptr<Store>> on(const std::string& path, const Schema& schema) {
    return SqliteStore::open({.path = path, .vfs = {}}, schema);
  }
  TempDir dir_;
};

class StandingClock final : public Clock {
 public:
  Micros now() override { return 1'546'300'800'000'000; }
};

class SimEngine final : public Engine {
 public:
  Result<std::unique_ptr<Store>> open(const Schema& schema) override { return on("/store.db", schema); }
  Result<std::unique_ptr<Store>> openBackup(const Schema& schema) override { return on(backupPath(), schema); }
  [[nodiscard]] std::string backupPath() const override { return "/backup.db"; }

 private:
  Result<std::unique_ptr<Store>> on(const std::string& path, const Schema& schema) {
    return SqliteStore::open({.path = path, .vfs = disk_.vfsName()}, schema);
  }
  StandingClock clock_;
  SeededRandom random_{1};
  SimDisk disk_{clock_, random_};
};

}  // namespace

const std::vector<EngineMaker>& engines() {
  static const std::vector<EngineMaker> all{{"file", [] { return std::make_unique<FileEngine>(); }},
                                            {"simulated disk", [] { return std::make_unique<SimEngine>(); }}};
  return all;
}

}  // namespace bf::test
