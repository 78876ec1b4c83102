#pragma once
// A county at work for the benches: the generated register imported into a centre's store, a secretary with a signing
// key for each village, and the "county round": each secretary edits 5 fields in each of 20 households and adds one
// visit of 12 fields to each.

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/base/crypto.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/registry.h"
#include "shared/store/sqlite_store.h"
#include "tests/county/county.h"

namespace bf::bench {

/// A folder below the system's temporary one, removed with everything in it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

/// What a tablet works with: its village and the households that the round visits.
struct Secretary {
  RegionCode village = 0;
  Sender sender;
  SigningKey key;
  std::uint64_t position = 0;
  Hash chain;
  std::vector<RecordId> households;
};

struct BenchOptions {
  int households = 24406;
  int persons = 82375;
  int rural = 0;  ///< light households beside the register
  bool search = false;
};

/// Throws std::runtime_error with the error's text: a bench has nobody to hand an error to.
class BenchCounty {
 public:
  explicit BenchCounty(const std::string& path, const BenchOptions& options = {});

  [[nodiscard]] const county::County& county() const { return county_; }
  [[nodiscard]] const CentreReplica& centre() const { return centre_; }
  [[nodiscard]] std::vector<Secretary>& secretaries() { return secretaries_; }
  [[nodiscard]] SqliteStore& store() { return *store_; }
  [[nodiscard]] std::size_t records() const { return records_; }
  [[nodiscard]] double importSeconds() const { return importSeconds_; }
  /// The sealed batch of one secretary's day; `day` tells one round from the next.
  [[nodiscard]] Batch day(Secretary& secretary, int day);
  /// Closes the store, so that its file can be copied.
  void close() { store_.reset(); }

  static constexpr int householdsADay = 20;
  /// An instant of the county's world: 2018-09-10 08:00 in China.
  static constexpr Micros morning = 1536537600LL * 1'000'000;

 private:
  void import();
  void enrol();
  [[nodiscard]] std::vector<Field> edit(SeededRandom& random) const;
  [[nodiscard]] std::vector<Field> visit(SeededRandom& random, std::size_t village, int day) const;

  BenchOptions options_;
  county::County county_;
  CentreReplica centre_;
  std::unique_ptr<SqliteStore> store_;
  std::vector<Secretary> secretaries_;
  std::unordered_map<RegionCode, std::vector<RecordId>> households_;
  std::size_t records_ = 0;
  double importSeconds_ = 0;
};

/// The value, or a std::runtime_error with the error's text.
template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error(), Language::english));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace bf::bench
