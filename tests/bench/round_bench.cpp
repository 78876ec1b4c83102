// The county round over TLS: one bianfangd process, one tablet a village, each with a store, keys and certificate of
// its own, enrolled over the wire. Each tablet has edited 5 fields in each of 20 households and added a visit to each;
// then all come at once. Wall time, server CPU a household+visit pair, p95 of one tablet's whole sync, bytes above and
// on top of TLS, the server's memory, the pull after a township's edits, and the first sync of a village.
//
//   round_bench [villages]        412 by default

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "app/sync_worker.h"
#include "bianfang/change.pb.h"
#include "shared/base/zstd.h"
#include "shared/exchange/register_import.h"
#include "shared/merge/change.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"
#include "shared/tls/certificate.h"
#include "sync-server/backup.h"
#include "sync-server/register_loader.h"
#include "sync-server/server.h"
#include "sync-server/system_env.h"
#include "tests/bench/bench_county.h"
#include "tests/bench/bench_report.h"
#include "tests/county/tables.h"
#include "tests/county/visit_text.h"

namespace bf::bench {
namespace {

constexpr Micros minute = 60LL * 1'000'000;

/// The server as a process of its own, so that its CPU and memory are its own too. It is forked while this process
/// is still small, and serves once the centre is made.
class ServerProcess {
 public:
  explicit ServerProcess(const ServerConfig& config) {
    if (::pipe(ready_) != 0 || ::pipe(go_) != 0) throw std::runtime_error("pipe");
    pid_ = fork();
    if (pid_ != 0) return;
    char byte = 0;
    if (read(go_[0], &byte, 1) != 1) _exit(1);
    serve(config, ready_[1]);
  }
  void start() {
    if (write(go_[1], "g", 1) != 1 || read(ready_[0], &port_, sizeof port_) != sizeof port_)
      throw std::runtime_error("the server did not start");
  }
  ~ServerProcess() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

  /// User and system time so far, seconds.
  [[nodiscard]] double cpu() const {
    std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
    std::string word;
    for (int i = 0; i < 13; ++i) stat >> word;
    double user = 0;
    double system = 0;
    stat >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }

  [[nodiscard]] double megabytes(const std::string& figure) const {
    std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
    for (std::string line; std::getline(status, line);)
      if (line.starts_with(figure)) return std::atof(line.c_str() + figure.size() + 1) / 1000;
    return 0;
  }

 private:
  [[noreturn]] static void serve(const ServerConfig& config, int out) {
    std::signal(SIGPIPE, SIG_IGN);
    const auto log = ServerLog::open(config);
    static SystemClock clock;
    static SystemRandom random;
    auto server = log ? Server::start(config, clock, random, *log)
                      : Result<std::unique_ptr<Server>>(std::unexpected(log.error()));
    if (!server) {
      std::fprintf(stderr, "%s\n", describe(server.error(), Language::english).c_str());
      _exit(1);
    }
    const auto port = (*server)->port();
    if (write(out, &port, sizeof port) != sizeof port) _exit(1);
    (*server)->runUntilSignal();
    _exit(0);
  }

  pid_t pid_ = -1;
  int ready_[2] = {-1, -1};
  int go_[2] = {-1, -1};
  std::uint16_t port_ = 0;
};

struct Tablet {
  RegionCode village = 0;
  std::unique_ptr<TabletHome> home;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<TabletReplica> replica;
  SyncOutcome outcome;
  double syncSeconds = 0;
};

class Round {
 public:
  Round(TempFolder& folder, int villages) : folder_(folder), paths_(folder.path("centre")), villages_(villages) {
    ServerConfig config;
    config.data = paths_.folder;
    config.listen = {"127.0.0.1", 0};
    config.names = {"127.0.0.1"};
    config.observe = {"127.0.0.1", 0};
    config.logLevel = "error";
    config.sessions = 2048;
    config.sessionsPerAddress = 2048;
    server_ = std::make_unique<ServerProcess>(config);
    makeCentre();
    server_->start();
    store_ = need(openCentreStore(paths_));
  }

  void run() {
    enrolAll();
    firstSync();
    for (const std::size_t atOnce : {8U, 32U}) aDay(atOnce);
    memory();
    townshipPull();
  }

 private:
  void makeCentre();
  void enrolAll();
  void firstSync();
  void recordDay(Tablet& tablet, int day);
  double syncAll(std::size_t atOnce);
  void aDay(std::size_t atOnce);
  void againstJson(double ours);
  void memory();
  void townshipPull();
  Tablet enrol(RegionCode region, std::uint32_t role, const std::string& name);
  void sync(Tablet& tablet);
  [[nodiscard]] double p95() const;

  TempFolder& folder_;
  CentrePaths paths_;
  int villages_;
  county::County county_;
  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<SqliteStore> store_;
  std::vector<Tablet> tablets_;
  std::string pin_;
  int day_ = 0;
};

void Round::makeCentre() {
  county::Options options;
  options.regionFolder = BIANFANG_REGION_FOLDER;
  county_ = need(county::makeCounty(options));
  need(makeCentreHome(paths_, "441424", random_, clock_.now()));
  const auto office = need(openOfficeKey(paths_));
  auto store = need(openCentreStore(paths_, true));
  RegionTable regions;
  {
    auto tx = need(store->begin());
    need(registerOffice(*tx, office, county_.region.code, "bench", clock_.now()));
    const auto put = [&](RegionCode code, const std::string& name) {
      need(Registry(*tx).putRegion(code, name));
      regions.add({code, name});
    };
    put(44, "广东省");
    put(4414, "梅州市");
    put(county_.region.code, county_.region.name);
    for (const auto& township : county_.townships) put(township.code, township.name);
    for (const auto& village : county_.villages) put(village.code, village.name);
    need(tx->commit());
  }
  const auto keys = need(openCentreKeys(paths_));
  pin_ = authorityPin(need(keys.authority.certificateDer()));
  const CentreReplica centre(builtinSchema(), keys.receiptKey);
  RegisterLoader loader(*store, centre, office, clock_, false);
  std::vector<ImportFile> files;
  for (const auto& table : county::countyTables())
    if (auto rows = county::inMemory(county_, table)) files.push_back({std::move(rows), {}});
  const auto took = seconds([&] {
    (void)need(importRegister(builtinSchema(), regions, std::move(files),
                              [&](RegionCode region, std::vector<ImportedRecord>&& records) {
                                return loader.load(region, std::move(records));
                              }));
  });
  std::printf("register: %zu records imported through bianfangctl's loader in %.1f s\n", loader.figures().created,
              took);
  const auto manifest = need(writeBackup(paths_, *store, paths_.backups() + "/1", clock_.now()));
  auto tx = need(store->begin());
  (void)need(Registry(*tx).noteBackup(manifest.seq, manifest.epoch, paths_.backups() + "/1", manifest.storeDigest,
                                      "bench", clock_.now()));
  need(tx->commit());
}

Tablet Round::enrol(RegionCode region, std::uint32_t role, const std::string& name) {
  std::string token;
  {
    auto tx = need(store_->begin());
    Registry registry(*tx);
    const auto user = need(registry.addUser(name, role, {{region, true}}, "bench", clock_.now()));
    token = need(registry.invite(user.number(), 15 * minute, random_, "bench", clock_.now()));
    need(tx->commit());
  }
  Tablet tablet;
  tablet.village = region;
  const Invitation invitation{{"127.0.0.1", server_->port()}, pin_, token};
  tablet.home = std::make_unique<TabletHome>(
      need(TabletHome::prepare(folder_.path("tablet-" + std::to_string(region)), invitation, random_)));
  (void)need(enrolTablet(*tablet.home, token, name, random_));
  {
    auto tx = need(store_->begin());
    need(Registry(*tx).confirm(tablet.home->card().device, "bench", clock_.now()));
    need(tx->commit());
  }
  tablet.store = need(tablet.home->openStore());
  tablet.replica = std::make_unique<TabletReplica>(*tablet.store, clock_, tablet.home->signingKey(),
                                                   TabletIdentity{tablet.home->card().device, 0, role});
  return tablet;
}

void Round::enrolAll() {
  const auto took = seconds([&] {
    for (const auto& village : county_.villages)
      if (village.inRegister && static_cast<int>(tablets_.size()) < villages_)
        tablets_.push_back(enrol(village.code, bianfang::VILLAGE_SECRETARY, "书记"));
  });
  std::printf("enrolled %zu tablets over TLS in %.1f s\n", tablets_.size(), took);
}

void Round::sync(Tablet& tablet) {
  SyncWorker worker(*tablet.home, *tablet.replica, nullptr, clock_);
  tablet.syncSeconds = seconds([&] { tablet.outcome = worker.sync(); });
  need(tablet.outcome.result);
}

double Round::syncAll(std::size_t atOnce) {
  std::atomic<std::size_t> next = 0;
  std::atomic<int> failures = 0;
  return seconds([&] {
    std::vector<std::jthread> lines;
    for (std::size_t i = 0; i < atOnce; ++i)
      lines.emplace_back([&] {
        for (auto at = next++; at < tablets_.size(); at = next++) try {
            sync(tablets_[at]);
          } catch (const std::exception& error) {
            if (failures++ == 0) std::fprintf(stderr, "a sync failed: %s\n", error.what());
          }
      });
  });
}

double Round::p95() const {
  std::vector<double> times;
  for (const auto& tablet : tablets_) times.push_back(tablet.syncSeconds);
  std::ranges::sort(times);
  return times[times.size() * 95 / 100];
}

void Round::firstSync() {
  const auto took = syncAll(8);
  // What a village's rows weigh as a file: every value of every record, ids included, packed as one.
  double worst = 0;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < tablets_.size(); i += 20) {
    auto tx = need(tablets_[i].store->read());
    std::string rows;
    for (const auto& kind : builtinSchema().kinds())
      for (const auto& row : need(tx->records(kind.number, 0, SIZE_MAX >> 1)))
        rows += row.id.str() + joinFields(need(tx->values(kind.number, row.rec)));
    ratios.push_back(static_cast<double>(tablets_[i].outcome.progress.bytesDown) /
                     static_cast<double>(compress(rows).size()));
    worst = std::max(worst, ratios.back());
  }
  line("first sync of a village",
       text("%zu villages in %.1f s; bytes down / zstd of its rows: median %.2f, worst %.2f", tablets_.size(), took,
            median(ratios), worst),
       "<= 1.2 x zstd of rows", median(ratios) <= 1.2, "round");
}

void Round::recordDay(Tablet& tablet, int day) {
  const auto& schema = builtinSchema();
  const auto& household = *schema.kindByName("household");
  const auto& visit = *schema.kindByName("visit");
  SeededRandom random(tablet.village * 1000 + static_cast<std::uint64_t>(day));
  std::vector<RecordRow> homes;
  {
    auto tx = need(tablet.store->read());
    homes = need(tx->roots(household.number, tablet.village, 0, BenchCounty::householdsADay));
  }
  std::vector<Edit> edits;
  for (const auto& home : homes) {
    Edit edit;
    edit.kind = household.number;
    edit.record = home.id;
    RecordBuilder facts(household);
    facts.set("water_safe", random.chance(95)).set("tv_signal", random.chance(95));
    facts.set("network_signal", random.chance(90)).set("stable_income", random.chance(80));
    facts.set("phone", "1" + std::to_string(3000000000 + random.below(5999999999)));
    edit.set = need(facts.fields());
    edits.push_back(edit);
    const auto told = county::makeVisitText(random, {"", "协和村", "", county::Culture::hakka});
    const auto arrived = BenchCounty::morning + static_cast<Micros>(random.below(600)) * minute;
    RecordBuilder seen(visit);
    seen.set("arrived", arrived).set("departed", arrived + static_cast<Micros>(15 + random.below(40)) * minute);
    seen.set("purpose", std::int64_t{1}).set("visit_date", std::int64_t{20180910}).set("met", std::int64_t{1});
    seen.set("latitude", static_cast<std::int64_t>(239000000 + random.below(90000)));
    seen.set("longitude", static_cast<std::int64_t>(1157000000 + random.below(90000)));
    seen.set("housing", std::int64_t{1}).set("water", std::int64_t{1}).set("satisfaction", std::int64_t{1});
    seen.set("conversation", told.conversation).set("promised", told.measure);
    Edit added;
    added.kind = visit.number;
    added.parent = home.id;
    added.set = need(seen.fields());
    edits.push_back(added);
  }
  (void)need(tablet.replica->save(edits));
}

void Round::aDay(std::size_t atOnce) {
  ++day_;
  for (auto& tablet : tablets_) recordDay(tablet, day_);
  const auto cpuBefore = server_->cpu();
  const auto wall = syncAll(atOnce);
  const auto cpu = server_->cpu() - cpuBefore;
  std::size_t changes = 0;
  std::vector<double> above;
  std::vector<double> tls;
  std::size_t resumed = 0;
  for (const auto& tablet : tablets_) {
    const auto& progress = tablet.outcome.progress;
    changes += progress.changesReceipted;
    const auto plain = progress.bytesUp + progress.bytesDown;
    above.push_back(static_cast<double>(plain));
    tls.push_back(static_cast<double>(tablet.outcome.wireUp + tablet.outcome.wireDown - plain));
    resumed += tablet.outcome.resumed ? 1 : 0;
  }
  const auto pairs = static_cast<double>(changes) / 2;
  const auto title = "county round, " + std::to_string(atOnce) + " at once";
  line(title + ": wall", text("%zu tablets, %zu changes with receipts: %.2f s", tablets_.size(), changes, wall),
       "<= 2 s for 412", wall <= 2, "round");
  line(title + ": server CPU", text("%.3f ms a household+visit pair", cpu / pairs * 1000), "<= 0.2 ms",
       cpu / pairs <= 0.0002, "round");
  const double limit = atOnce == 8 ? 0.030 : 0.100;
  line(title + ": one tablet", text("p95 %.1f ms", p95() * 1000), atOnce == 8 ? "<= 30 ms" : "<= 100 ms",
       p95() <= limit, "round");
  line(title + ": bytes above TLS", text("median %.0f B up and down", median(above)), "<= 3500 B",
       median(above) <= 3500, "round");
  againstJson(median(above));
  line(title + ": bytes of TLS", text("median %.0f B, %zu of %zu resumed", median(tls), resumed, tablets_.size()),
       "<= 600 B", median(tls) <= 600, "round");
}

/// The changes of a tablet's last batches as most services would send them: one JSON object a change, with the same
/// ids, author, time and values, all of a day in one zstd frame.
std::string dayAsJson(Tablet& tablet) {
  auto tx = need(tablet.store->read());
  std::string json;
  std::size_t left = 2 * BenchCounty::householdsADay;
  auto batches = need(tx->batchesOf(tablet.home->card().device, 0, SIZE_MAX >> 1, SIZE_MAX >> 1));
  for (auto batch = batches.rbegin(); batch != batches.rend() && left > 0; ++batch)
    for (const auto& entry : batch->batch.entries) {
      const auto change = need(parseChange(entry.change));
      const auto& kind = *builtinSchema().kind(change.kind);
      json += text(R"({"id":"%s","kind":"%s","record":"%s","parent":"%s","user":%u,"at":%lld,"set":{)",
                   toHex(entry.id().view()).c_str(), kind.name.c_str(), toHex(change.record.view()).c_str(),
                   toHex(change.parent.view()).c_str(), change.user, static_cast<long long>(change.stamp));
      for (const auto& field : change.set) {
        const auto& spec = *kind.field(field.number);
        json +=
            "\"" + spec.name + "\":\"" + display(spec, need(decodeValue(spec, field.wire)), Language::chinese) + "\",";
      }
      json += "}}\n";
      if (--left == 0) break;
    }
  return left == 0 ? json : std::string();  // a village with fewer households
}

void Round::againstJson(double ours) {
  std::vector<double> packed;
  for (std::size_t i = 0; i < tablets_.size(); i += 20)
    if (const auto json = dayAsJson(tablets_[i]); !json.empty())
      packed.push_back(static_cast<double>(compress(json).size()));
  line("the same day as JSON in zstd",
       text("median %.0f B up alone: %.1f x ours", median(packed), median(packed) / ours), "ours is smaller",
       median(packed) > ours, "round");
}

void Round::memory() {
  const auto peak = server_->megabytes("VmHWM:");
  line("server memory, peak over all of it", text("%.0f MB", peak), "<= 150 MB", peak <= 150, "round");
}

void Round::townshipPull() {
  auto clerk = enrol(tablets_.front().village / 1000, bianfang::TOWNSHIP_CLERK, "镇干部");
  sync(clerk);
  sync(tablets_.front());
  const auto& household = *builtinSchema().kindByName("household");
  std::vector<RecordRow> homes;
  {
    auto tx = need(clerk.store->read());
    homes = need(tx->roots(household.number, tablets_.front().village, 0, 3));
  }
  for (const auto& home : homes) {
    Edit edit;
    edit.kind = household.number;
    edit.record = home.id;
    edit.set = need(RecordBuilder(household).set("has_card", true).set("file_complete", true).fields());
    (void)need(clerk.replica->save(edit));
  }
  sync(clerk);
  const auto cpu = server_->cpu();
  sync(tablets_.front());
  const auto& outcome = tablets_.front().outcome;
  const auto bytes = outcome.progress.bytesUp + outcome.progress.bytesDown;
  line("pull after the township's edits",
       text("%zu B up and down in %u flight(s), %.1f ms in all, %.0f ms server CPU", bytes, outcome.progress.flights,
            tablets_.front().syncSeconds * 1000, (server_->cpu() - cpu) * 1000),
       "<= 400 B, one round trip", bytes <= 400 && outcome.progress.flights == 1, "round");
}

}  // namespace
}  // namespace bf::bench

int main(int argc, char** argv) {
  try {
    bf::bench::TempFolder folder;
    bf::bench::Round(folder, argc > 1 ? std::atoi(argv[1]) : 412).run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
