#include "tests/bench/bench_county.h"

#include <unistd.h>

#include <algorithm>

#include "bianfang/change.pb.h"
#include "shared/exchange/register_import.h"
#include "shared/merge/change.h"
#include "shared/schema/record_builder.h"
#include "tests/bench/bench_report.h"
#include "tests/county/tables.h"
#include "tests/county/visit_text.h"

namespace bf::bench {
namespace {

constexpr std::size_t importBatchChanges = 1000;
constexpr Micros imported = BenchCounty::morning - 86400LL * 1'000'000;

/// The office's device: signs the register's batches.
struct Office {
  SigningKey key;
  Sender sender;
  std::uint64_t position = 0;
  Hash chain;
  Micros stamp = imported;
};

DeviceId deviceId(std::uint64_t number) {
  DeviceId id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[7 - i] = static_cast<unsigned char>(number >> (8 * i));
  return id;
}

Sender addDevice(StoreTx& tx, const DeviceId& id, const SigningKey& key, std::uint32_t role, RegionCode region) {
  Registry registry(tx);
  const auto user = need(registry.addUser("用户", role, {{region, true}}, "bench", imported));
  bianfang::Device device;
  device.set_user(user.number());
  device.set_signing_key(key.publicKey().str());
  device.set_confirmed(1);
  need(registry.addDevice(id, device, imported));
  return need(registry.sender(id));
}

template <class Author>
Batch seal(Author& author, RegionCode region, std::vector<Entry> entries) {
  Batch batch{author.sender.device, author.position + 1, author.chain, region, std::move(entries), {}};
  const auto head = chainHead(batch);
  batch.signature = author.key.sign(signedBytes(batch, head));
  author.position += batch.entries.size();
  author.chain = head;
  return batch;
}

}  // namespace

TempFolder::TempFolder()
    : folder_(std::filesystem::temp_directory_path() / ("bianfang-bench-" + std::to_string(getpid()))) {
  std::filesystem::create_directories(folder_);
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

BenchCounty::BenchCounty(const std::string& path, const BenchOptions& options)
    : options_(options), centre_(builtinSchema(), std::string(32, 'k')) {
  county::Options made;
  made.households = options.households;
  made.persons = options.persons;
  made.rural = options.rural;
  made.regionFolder = BIANFANG_REGION_FOLDER;
  county_ = need(county::makeCounty(made));
  SqliteOptions store;
  store.path = path;
  store.search = options.search;
  store.cacheKiB = 64 * 1024;
  store_ = need(SqliteStore::open(store, builtinSchema()));
  importSeconds_ = seconds([this] { import(); });
  enrol();
}

void BenchCounty::import() {
  const auto& schema = builtinSchema();
  RegionTable regions;
  auto tx = need(store_->begin());
  Registry registry(*tx);
  const auto put = [&](RegionCode code, const std::string& name) {
    need(registry.putRegion(code, name));
    regions.add({code, name});
  };
  put(county_.region.code / 10000, "省");
  put(county_.region.code / 100, "市");
  put(county_.region.code, county_.region.name);
  for (const auto& township : county_.townships) put(township.code, township.name);
  for (const auto& village : county_.villages) put(village.code, village.name);
  const auto key = *SigningKey::fromSeed(std::string(32, 'o'));
  Office office{key, addDevice(*tx, deviceId(1), key, bianfang::COUNTY_OFFICE, county_.region.code), 0, {}, imported};

  std::vector<ImportFile> files;
  for (const auto& table : county::countyTables())
    if (auto rows = county::inMemory(county_, table)) files.push_back({std::move(rows), {}});
  std::unordered_map<std::string, RecordId> ids;
  const auto household = schema.kindByName("household")->number;
  const auto sink = [&](RegionCode region, std::vector<ImportedRecord>&& records) -> Result<void> {
    std::vector<Entry> entries;
    const auto flush = [&]() -> Result<void> {
      if (entries.empty()) return {};
      BF_LET(receipt, centre_.admit(*tx, seal(office, region, std::move(entries)), office.sender, imported));
      entries.clear();
      if (!receipt.verdicts.empty()) return fail(Errc::invalidValue, receipt.verdicts.front().detail);
      return {};
    };
    for (auto& record : records) {
      Change change{record.kind,
                    {},
                    {},
                    region,
                    office.sender.device,
                    office.sender.user,
                    office.sender.role,
                    ++office.stamp,
                    std::move(record.fields),
                    {},
                    {}};
      if (record.parentKind != 0) change.parent = ids.at(record.parentKey);
      entries.push_back(entryOf(serialise(change)));
      ids[record.key] = entries.back().id();
      if (record.kind == household) households_[region].push_back(entries.back().id());
      ++records_;
      if (entries.size() == importBatchChanges) BF_CHECK(flush());
    }
    return flush();
  };
  (void)need(importRegister(schema, regions, std::move(files), sink));
  need(tx->commit());
}

void BenchCounty::enrol() {
  auto tx = need(store_->begin());
  std::uint64_t number = 1000;
  for (const auto& village : county_.villages) {
    if (!village.inRegister) continue;
    SeededRandom random(++number);
    auto key = SigningKey::make(random);
    Secretary secretary{village.code,
                        addDevice(*tx, deviceId(number), key, bianfang::VILLAGE_SECRETARY, village.code),
                        std::move(key),
                        0,
                        {},
                        households_[village.code]};
    secretaries_.push_back(std::move(secretary));
  }
  need(tx->commit());
}

std::vector<Field> BenchCounty::edit(SeededRandom& random) const {
  static const auto& kind = *builtinSchema().kindByName("household");
  RecordBuilder record(kind);
  record.set("water_safe", random.chance(95)).set("tv_signal", random.chance(95));
  record.set("network_signal", random.chance(90)).set("stable_income", random.chance(80));
  record.set("income_per_capita", static_cast<std::int64_t>(300000 + random.below(900000)));
  return need(record.fields());
}

std::vector<Field> BenchCounty::visit(SeededRandom& random, std::size_t village, int day) const {
  static const auto& kind = *builtinSchema().kindByName("visit");
  const auto& at = county_.villages[village];
  const auto text = county::makeVisitText(random, {"", at.name, "", county::Culture::hakka});
  const auto arrived = morning + day * 86400LL * 1'000'000 + static_cast<Micros>(random.below(36000)) * 1'000'000;
  RecordBuilder record(kind);
  record.set("arrived", arrived).set("departed", arrived + static_cast<Micros>(900 + random.below(2400)) * 1'000'000);
  record.set("purpose", std::int64_t{1}).set("visit_date", std::int64_t{20180910 + day});
  record.set("met", static_cast<std::int64_t>(1 + random.below(3)));
  record.set("latitude", static_cast<std::int64_t>(at.latitude * 1e7) + static_cast<std::int64_t>(random.below(90000)));
  record.set("longitude",
             static_cast<std::int64_t>(at.longitude * 1e7) + static_cast<std::int64_t>(random.below(90000)));
  record.set("housing", std::int64_t{1}).set("water", std::int64_t{1});
  record.set("conversation", text.conversation).set("promised", text.measure);
  record.set("satisfaction", static_cast<std::int64_t>(1 + random.below(3)));
  return need(record.fields());
}

Batch BenchCounty::day(Secretary& secretary, int day) {
  const auto& schema = builtinSchema();
  const auto household = schema.kindByName("household")->number;
  const auto visitKind = schema.kindByName("visit")->number;
  SeededRandom random(secretary.village * 100 + static_cast<std::uint64_t>(day));
  const auto village = static_cast<std::size_t>(
      std::ranges::find(county_.villages, secretary.village, &county::Village::code) - county_.villages.begin());
  auto tx = need(store_->read());
  std::vector<Entry> entries;
  auto stamp = morning + day * 86400LL * 1'000'000;
  for (int i = 0; i < householdsADay && i < static_cast<int>(secretary.households.size()); ++i) {
    const auto& id = secretary.households[static_cast<std::size_t>(i)];
    const auto row = need(tx->find(household, id));
    Change change{household,
                  id,
                  {},
                  secretary.village,
                  secretary.sender.device,
                  secretary.sender.user,
                  secretary.sender.role,
                  stamp += 600'000'000,
                  edit(random),
                  {},
                  {}};
    for (const auto& field : change.set) {
      const auto heads = row->heads.headsOf(field.number);
      if (heads.empty()) continue;
      const auto same = std::ranges::find(change.bases, heads, &Bases::ids);
      if (same != change.bases.end()) same->fields.push_back(field.number);
      else change.bases.push_back({{field.number}, heads});
    }
    entries.push_back(entryOf(serialise(change)));
    Change seen{visitKind,
                {},
                id,
                secretary.village,
                secretary.sender.device,
                secretary.sender.user,
                secretary.sender.role,
                stamp += 600'000'000,
                visit(random, village, day),
                {},
                {}};
    entries.push_back(entryOf(serialise(seen)));
  }
  return seal(secretary, secretary.village, std::move(entries));
}

}  // namespace bf::bench
