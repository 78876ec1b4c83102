#include "tests/server/office.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "shared/exchange/xlsx_reader.h"
#include "sync-server/ctl/commands.h"

namespace bf::test {

namespace fs = std::filesystem;

Office::Office() {
  static int count = 0;
  folder = fs::absolute("ctl-test-" + std::to_string(++count)).string();
  fs::remove_all(folder);
  fs::create_directories(folder);
}

Office::~Office() {
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

CtlOutcome Office::run(std::vector<std::string> words, const char* language) {
  words.insert(words.begin(), {"--config", folder + "/bianfangd.toml", "--data", folder + "/data", "--lang", language});
  std::ostringstream out, err;
  const int status = runCtl(words, out, err, clock_, random_);
  return {status, out.str(), err.str()};
}

std::string Office::did(const std::vector<std::string>& words) {
  const auto outcome = run(words);
  INFO(words.front() << ": " << outcome.err);
  REQUIRE(outcome.status == 0);
  return outcome.out;
}

std::string Office::refused(Exit status, const std::vector<std::string>& words, const char* language) {
  const auto outcome = run(words, language);
  INFO(words.front() << ": " << outcome.out << outcome.err);
  REQUIRE(outcome.status == static_cast<int>(status));
  return outcome.err;
}

std::string Office::write(const std::string& name, const std::string& text) const {
  std::ofstream(folder + "/" + name, std::ios::binary) << text;
  return folder + "/" + name;
}

std::unique_ptr<SqliteStore> Office::store() const { return must(openCentreStore(CentrePaths(folder + "/data"))); }

void Office::found() {
  did({"init", "--county", "441424", "--name", "五华县", "--server-name", "127.0.0.1"});
  did({"regions", "import", std::string(BIANFANG_SOURCE) + "/data/regions/441424-wuhua.csv"});
}

TabletKeys Office::newKeys() {
  TabletKeys keys{SigningKey::make(random_), {}, {}, 0, 0};
  random_.fill(keys.enrolment.device.bytes);
  keys.certificateHash = std::string(32, static_cast<char>(tablets_ + 1));
  return keys;
}

std::unique_ptr<Tablet> Office::tablet(const std::string& role, const std::string& region) {
  const auto added = did({"--json", "user", "add", "--name", "u", "--role", role, "--write", region});
  auto keys = newKeys();
  bianfang::Device device;
  device.set_user(static_cast<std::uint32_t>(std::stoul(valueOf(added, "number"))));
  device.set_signing_key(keys.signing.publicKey().str());
  device.set_certificate(keys.certificateHash);
  device.set_confirmed(clock_.now());
  const auto centre = store();
  const auto tx = must(centre->begin());
  must(Registry(*tx).addDevice(keys.enrolment.device, device, clock_.now()));
  must(tx->commit());
  return std::make_unique<Tablet>(folder + "/tablet" + std::to_string(++tablets_) + ".db", std::move(keys));
}

ClientStep Office::sync(Tablet& tablet) {
  const CentrePaths paths(folder + "/data");
  const auto keys = must(openCentreKeys(paths));
  const auto store = must(openCentreStore(paths));
  const CentreReplica centre(store->schema(), keys.receiptKey);
  ClientSession client(tablet.replica(), nullptr, tablet.clock);
  ServerSession server(centre, issuer_, evidence_, tablet.peer());
  ClientStep step{ClientStep::Kind::send, must(client.start()), {}, std::nullopt, false};
  while (step.kind == ClientStep::Kind::send) {
    if (auto flight = server.decode(step.frame)) {
      const auto tx = must(store->begin());
      must(server.serve(*tx, *flight, clock_.now(), random_));
      must(tx->commit());
    }
    step = client.receive(server.reply().frame);
  }
  return step;
}

std::vector<std::string> plus(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

namespace {

std::vector<std::vector<std::string>> rowsOf(RowSource& source) {
  std::vector<std::vector<std::string>> rows;
  for (Row row;;) {
    const auto more = source.next(row);
    REQUIRE(more);
    if (!*more) return rows;
    auto& cells = rows.emplace_back();
    for (const auto& cell : row.cells) cells.emplace_back(cell.text);
  }
}

std::vector<std::vector<std::string>> sheetOf(const std::string& path, bool last) {
  const auto book = XlsxBook::open(path);
  REQUIRE(book);
  const auto source = XlsxReader::open(*book, last ? (*book)->sheets().back() : (*book)->sheets().front());
  REQUIRE(source);
  return rowsOf(**source);
}

}  // namespace

std::vector<std::vector<std::string>> sheetRows(const std::string& path) { return sheetOf(path, false); }

std::vector<std::vector<std::string>> lastSheet(const std::string& path) { return sheetOf(path, true); }

RecordRow householdNumbered(Store& store, const std::string& number) {
  for (const auto& household : households(store))
    if (std::get<std::string>(shown(store, household.kind, household.id, "register_number")) == number)
      return household;
  FAIL("no household " << number);
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string valueOf(const std::string& json, const std::string& key) {
  const auto at = json.find("\"" + key + "\": ");
  if (at == std::string::npos) return "(none)";
  auto rest = json.substr(at + key.size() + 4);
  if (rest.front() == '"') return rest.substr(1, rest.find('"', 1) - 1);
  return rest.substr(0, rest.find_first_of(",}"));
}

}  // namespace bf::test
