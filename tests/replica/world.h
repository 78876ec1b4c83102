#pragma once
// A county in one process: a centre with its register, and tablets that sync with it without a wire. Every store is a
// file, so that backups, clones and crashes are what they are outside. Failures are exceptions (see must()).

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/base/crypto.h"
#include "shared/replica/centre_replica.h"
#include "shared/replica/registry.h"
#include "shared/replica/tablet_replica.h"
#include "shared/store/sqlite_store.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"
#include "tests/store/temp_dir.h"

namespace bf::test {

constexpr RegionCode county = 441424;
constexpr RegionCode township = 441424100;
constexpr RegionCode village = 441424100201;
constexpr RegionCode otherVillage = 441424100202;
constexpr RegionCode farVillage = 441424101201;

/// Roles of change.proto that the tests need.
constexpr std::uint32_t villageSecretary = 1;
constexpr std::uint32_t townshipClerk = 5;
constexpr std::uint32_t countyOffice = 7;

/// The world's time, with an error of its own.
class TabletClock final : public Clock {
 public:
  explicit TabletClock(const Micros& world) : world_(world) {}
  Micros now() override { return world_ + off; }
  Micros off = 0;

 private:
  const Micros& world_;
};

class Tablet {
 public:
  [[nodiscard]] TabletReplica& operator*() { return *replica_; }
  [[nodiscard]] TabletReplica* operator->() { return replica_.get(); }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] const DeviceId& device() const { return identity_.device; }
  [[nodiscard]] const TabletIdentity& identity() const { return identity_; }
  [[nodiscard]] const SigningKey& key() const { return key_; }
  [[nodiscard]] TabletClock& clock() { return clock_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Closes the store and opens it again, as after a crash.
  void reopen();

  RecordId save(const Edit& edit) { return must(replica_->save(edit)); }
  /// The value shown, as text; "" when there is none.
  [[nodiscard]] std::string shows(std::string_view kind, const RecordId& record, std::string_view field);
  [[nodiscard]] bool has(std::string_view kind, const RecordId& record);

 private:
  friend class World;
  Tablet(std::string path, const Micros& time, SigningKey key, TabletIdentity identity);
  std::string path_;
  TabletClock clock_;
  SigningKey key_;
  TabletIdentity identity_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<TabletReplica> replica_;
};

/// How one meeting of a tablet with the centre goes.
struct Meeting {
  std::size_t pushBytes = 256 * 1024;
  std::size_t pullBytes = 32 * 1024;
  std::size_t chunkBytes = 32 * 1024;
  bool push = true;
  bool read = true;
  /// Asked before each exchange, with its number from 0; false: the line breaks before it. `afterCentre`: it broke
  /// after the centre had committed its part and before the tablet heard of it.
  std::function<bool(int exchange, bool afterCentre)> goesOn;
};

class World {
 public:
  explicit World(std::uint64_t seed = 1);

  // ---- the office
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] const CentreReplica& centre() const { return centre_; }
  [[nodiscard]] Micros now() const { return time_; }
  void pass(Micros time) { time_ += time; }
  std::uint32_t addUser(std::uint32_t role, const std::vector<GrantedRegion>& grants);
  void setGrants(std::uint32_t user, const std::vector<GrantedRegion>& grants);
  /// One transaction at the centre.
  template <class Work>
  auto office(const Work& work) {
    auto tx = must(store_->begin());
    if constexpr (std::is_void_v<decltype(work(*tx))>) {
      work(*tx);
      must(tx->commit());
    } else {
      auto result = work(*tx);
      must(tx->commit());
      return result;
    }
  }
  /// The value shown at the centre, as text.
  [[nodiscard]] std::string shows(std::string_view kind, const RecordId& record, std::string_view field);
  [[nodiscard]] bool has(std::string_view kind, const RecordId& record);
  /// Changes that wait for a reviewer, by number.
  [[nodiscard]] std::vector<bianfang::Held> held();
  [[nodiscard]] std::vector<bianfang::AuditEntry> auditEntries(std::string_view action);

  // ---- backups
  /// Copies the centre's store and notes it; result: the copy's path.
  std::string backup();
  void retireBackups();
  /// Puts a copy in the place of the centre's store; as an administrator does it, with a new epoch.
  void restore(const std::string& copy);

  // ---- tablets
  Tablet& addTablet(std::uint32_t user);
  /// A second tablet from an image of the first: same keys, same store.
  Tablet& clone(Tablet& original);
  /// An image of a tablet, and the tablet put back to it.
  std::string imageOf(Tablet& tablet);
  void putBack(Tablet& tablet, const std::string& image);
  /// A whole meeting; false when the line broke.
  bool sync(Tablet& tablet, const Meeting& meeting = {});
  /// Every tablet in turn, until nothing moves any more.
  void settle(const std::vector<Tablet*>& tablets, const Meeting& meeting = {});
  /// Hands a batch to the centre as `by` would.
  Result<Receipt> admit(const Batch& batch, const Tablet& by);
  [[nodiscard]] Sender senderOf(const Tablet& tablet);
  [[nodiscard]] bianfang::Scope scopeOf(const Tablet& tablet);

 private:
  struct Line;
  bool greet(Tablet& tablet, Line& line);
  bool push(Tablet& tablet, const Meeting& meeting, Line& line);
  bool picture(Tablet& tablet, const Meeting& meeting, Line& line);
  bool pull(Tablet& tablet, const Meeting& meeting, Line& line);

  TempDir dir_{TempDir::On::memory};
  SeededRandom random_;
  Micros time_ = 1'546'300'800'000'000;  // 2019-01-01
  int files_ = 0;
  CentreReplica centre_;
  std::unique_ptr<SqliteStore> store_;
  std::vector<std::unique_ptr<Tablet>> tablets_;
};

/// Two villages of one township with a tablet each, and a clerk's tablet that writes in the whole township.
struct Township {
  explicit Township(std::uint64_t seed = 1);
  World world;
  std::uint32_t secretary, neighbour, clerk;
  Tablet& one;     ///< of the secretary of `village`
  Tablet& two;     ///< a second tablet of the same village
  Tablet& next;    ///< of the secretary of `otherVillage`
  Tablet& office;  ///< of the clerk

  [[nodiscard]] std::vector<Tablet*> all() { return {&one, &two, &next, &office}; }
  /// A household that all who may see it have.
  RecordId household(std::string_view name = "王建国");
};

}  // namespace bf::test
