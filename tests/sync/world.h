#pragma once
// A centre and its tablets in one process, with the real stores and sessions and without a network: frames are handed
// over by hand, and a fault can be put at every step of it.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/replica/registry.h"
#include "shared/replica/tablet_replica.h"
#include "shared/schema/record_builder.h"
#include "shared/store/sqlite_store.h"
#include "shared/sync/client_session.h"
#include "shared/sync/enrol_session.h"
#include "shared/sync/server_session.h"
#include "tests/store/must.h"

namespace bf::test {

inline constexpr RegionCode county = 441424;
inline constexpr RegionCode township = 441424100;
inline constexpr RegionCode village = 441424100201;
inline constexpr RegionCode otherVillage = 441424100202;

/// A folder in memory where there is one: hundreds of stores are made here, and what a disk does is tested elsewhere.
class FastDir {
 public:
  FastDir();
  ~FastDir();
  FastDir(const FastDir&) = delete;
  FastDir& operator=(const FastDir&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

class FakeClock final : public Clock {
 public:
  Micros time = 1'529'539'200'000'000;
  Micros now() override { return time += 1'000; }
};

/// Certificates that are only their device's name; enough for sessions, which never look into one.
class FakeIssuer final : public CertificateIssuer {
 public:
  Result<Issued> issue(std::string_view requestDer, const DeviceId& device, const PublicKey& signingKey,
                       Micros now) override;
  [[nodiscard]] const std::string& authority() const override { return authority_; }

 private:
  std::string authority_ = "the county's authority";
};

class MemoryEvidence final : public EvidenceStore {
 public:
  Result<std::uint64_t> have(const Hash& hash, std::uint64_t size, const DeviceId& from) override;
  Result<std::uint64_t> add(const Hash& hash, std::uint64_t size, const DeviceId& from, std::uint64_t offset,
                            std::string_view content) override;
  Result<std::uint64_t> sizeOf(const Hash& hash) override;
  Result<std::string> read(const Hash& hash, std::uint64_t offset, std::size_t most) override;

  std::map<Hash, std::string> whole;
  std::map<std::pair<Hash, DeviceId>, std::string> parts;
  std::size_t takesAtMost = SIZE_MAX;  ///< bytes of each part that reach the disk
};

class MemoryOutbox final : public EvidenceOutbox {
 public:
  struct File {
    EvidenceOffer offer;
    std::string content;
    bool sent = false;
    bianfang::RefusalCode refusal = bianfang::REFUSAL_UNSPECIFIED;
  };
  std::vector<File> files;
  std::map<Hash, std::string> wished;  ///< what came so far
  std::vector<Hash> complete;

  Result<std::vector<EvidenceOffer>> waiting(std::size_t most, const std::vector<Hash>& except) override;
  Result<std::string> read(const Hash& hash, std::uint64_t offset, std::size_t most) override;
  Result<void> sent(const Hash& hash) override;
  Result<void> refused(const Hash& hash, bianfang::RefusalCode code) override;
  Result<std::vector<EvidenceWish>> wishes(std::size_t most, const std::vector<Hash>& except) override;
  Result<bool> take(const Hash& hash, std::uint64_t offset, std::string_view content, std::uint64_t size) override;

 private:
  File& find(const Hash& hash);
};

/// What the tablet's folder holds besides its store.
struct TabletKeys {
  SigningKey signing;
  Enrolment enrolment;
  std::string certificateHash;
  std::uint32_t user = 0;
  std::uint32_t role = 0;
};

class Tablet {
 public:
  Tablet(const std::string& path, TabletKeys keys);
  [[nodiscard]] TabletReplica& replica() { return *replica_; }
  [[nodiscard]] const TabletKeys& keys() const { return keys_; }
  [[nodiscard]] DeviceId device() const { return keys_.enrolment.device; }
  [[nodiscard]] Peer peer() const { return {device(), expired, certificateHash, keys_.signing.publicKey()}; }
  /// Another tablet with the same keys and everything that this one holds: a restored image, or a thief's copy.
  [[nodiscard]] std::unique_ptr<Tablet> cloneTo(const std::string& path);

  FakeClock clock;
  MemoryOutbox outbox;
  bool expired = false;
  std::string certificateHash;
  ClientOptions options;

 private:
  TabletKeys keys_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<TabletReplica> replica_;
};

class Centre {
 public:
  explicit Centre(std::string path);
  [[nodiscard]] SqliteStore& store() { return *store_; }
  [[nodiscard]] const CentreReplica& replica() const { return replica_; }
  /// Runs `work` in a transaction and commits it.
  template <class Work>
  auto write(Work work) {
    auto tx = must(store_->begin());
    Registry registry(*tx);
    if constexpr (std::is_void_v<decltype(work(*tx, registry))>) {
      work(*tx, registry);
      must(tx->commit());
    } else {
      auto made = work(*tx, registry);
      must(tx->commit());
      return made;
    }
  }
  /// Puts the store back to a copy made with backup(); nobody is told.
  void restore(const std::string& copy);
  void backup(const std::string& copy) { must(store_->backupTo(copy)); }
  /// Restarts the program: what is not in the store is gone.
  void restart();

  /// A village secretary's account, or another's.
  [[nodiscard]] std::uint32_t addUser(std::uint32_t role, std::vector<GrantedRegion> grants);
  [[nodiscard]] std::string invite(std::uint32_t user);
  struct NewRecord {
    std::string kind;
    std::vector<Field> set;
    std::size_t under = SIZE_MAX;  ///< index of the parent among the new ones
  };
  /// What the office imports, in one batch.
  void import(RegionCode region, const std::vector<NewRecord>& records);
  /// Households with `members` children each.
  void import(RegionCode region, std::size_t households, std::size_t members = 0);

  FakeIssuer issuer;
  MemoryEvidence evidence;
  FakeClock clock;
  SeededRandom random{7};

 private:
  void open();
  std::string path_;
  std::unique_ptr<SqliteStore> store_;
  CentreReplica replica_;
};

/// Where a conversation breaks. Flights count from 1.
struct Fault {
  enum class Kind {
    none,
    requestLost,    ///< the tablet's flight never arrives
    commitFails,    ///< the centre's disk says no
    answerLost,     ///< the centre has committed, the tablet never hears
    answerDamaged,  ///< it ends too early
  };
  Kind kind = Kind::none;
  unsigned flight = 0;
};
[[nodiscard]] const char* name(Fault::Kind kind);

struct Outcome {
  ClientStep last{ClientStep::Kind::send, {}, {}, std::nullopt, false};  ///< still `send`: the fault cut it
  SyncProgress progress;
  std::vector<RefusedBatch> refused;
  std::string renewed;
  std::vector<FlightFigures> flights;
  [[nodiscard]] bool done() const { return last.kind == ClientStep::Kind::done; }
};

class World {
 public:
  World();
  [[nodiscard]] Centre& centre() { return *centre_; }
  /// Enrols by a real conversation, and lets the office confirm.
  [[nodiscard]] std::unique_ptr<Tablet> enrol(std::uint32_t role, std::vector<GrantedRegion> grants,
                                              bool confirm = true);
  [[nodiscard]] std::unique_ptr<Tablet> secretary() { return enrol(1, {{village, true}}); }
  [[nodiscard]] std::unique_ptr<Tablet> clerk() { return enrol(5, {{township, true}}); }
  /// One connection of a tablet, from its hello to its end or to the fault.
  Outcome sync(Tablet& tablet, Fault fault = {});
  [[nodiscard]] std::string path(const std::string& name) const { return dir_.file(name); }

 private:
  FastDir dir_;
  std::unique_ptr<Centre> centre_;
  int tablets_ = 0;
};

/// Passes one frame through the centre's three stages.
struct Passed {
  Reply reply;
  FlightFigures figures;
};
[[nodiscard]] Passed pass(Centre& centre, ServerSession& session, std::string_view frame, bool commitFails = false);

// ---- records ----

[[nodiscard]] const KindSpec& kindOf(std::string_view name);
/// All households that a tablet holds, oldest number first.
[[nodiscard]] std::vector<RecordRow> households(Store& store);
/// Household fields as names and values.
[[nodiscard]] std::vector<Field> fieldsOf(std::string_view kind, const std::map<std::string, Value>& values);
RecordId editHousehold(Tablet& tablet, const RecordRow& household, const std::map<std::string, Value>& values);
RecordId visit(Tablet& tablet, const RecordRow& household, std::string_view text);
/// One shown value as the store has it.
[[nodiscard]] Value shown(Store& store, std::uint32_t kind, const RecordId& id, std::string_view field);
/// Every record with its heads and values, without numbers that differ between stores: equal when two stores agree.
[[nodiscard]] std::map<std::string, std::string> dump(Store& store, RegionCode region);

}  // namespace bf::test
