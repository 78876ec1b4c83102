#pragma once
// Rows of random size written and changed in small transactions over two openings of a database: the simplest work
// that a crash may spoil. Every transaction is acknowledged once its COMMIT has returned.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/sim/disk/crash_explorer.h"
#include "tests/sim/disk/test_sql.h"

namespace bf::test {

class RowWorkload final : public CrashWorkload {
 public:
  struct Options {
    std::string journal = "WAL";
    std::string synchronous = "FULL";
    int transactions = 10;
    int checkpointPages = 12;  ///< small, so that checkpoints fall between the commits
  };
  RowWorkload(std::uint64_t seed, Options options);

  Result<> prepare(SimDisk& disk) override;
  Result<> run(SimDisk& disk) override;
  [[nodiscard]] std::size_t acknowledged() const override { return acknowledged_; }
  std::string verify(SimDisk& disk, std::size_t acknowledged) override;

 private:
  using Rows = std::map<std::int64_t, std::string>;
  struct Write {
    std::int64_t id = 0;
    std::string body;
  };
  int commit(TestSql& db, std::size_t transaction);
  void configure(TestSql& db) const;

  Options options_;
  std::vector<std::vector<Write>> transactions_;
  std::vector<Rows> states_;  // after that many transactions
  std::size_t acknowledged_ = 0;
};

}  // namespace bf::test
