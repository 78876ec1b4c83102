#include "tests/server/running_centre.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <thread>

#include "bianfang/change.pb.h"
#include "shared/replica/registry.h"
#include "shared/sync/frame.h"
#include "shared/sync/messages.h"
#include "sync-server/office_writer.h"

namespace bf::test {
namespace {

constexpr RegionCode county = 441424;

std::string freshFolder() {
  static int count = 0;
  const auto path = std::filesystem::absolute("running-centre-" + std::to_string(++count)).string();
  std::filesystem::remove_all(path);
  return path;
}

template <class T>
T must(Result<T> result) {
  INFO((result ? std::string() : result.error().detail));
  REQUIRE(result.has_value());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace

RunningCentre::RunningCentre(const std::function<void(ServerConfig&)>& change) : paths(freshFolder()) {
  std::signal(SIGPIPE, SIG_IGN);
  must(makeCentreHome(paths, "441424", random, clock.now()));
  {
    const auto store = must(openCentreStore(paths, true));
    const auto tx = must(store->begin());
    must(registerOffice(*tx, must(openOfficeKey(paths)), county, "test", clock.now()));
    Registry registry(*tx);
    must(registry.putRegion(village, "village"));
    secretary = must(registry.addUser("secretary", bianfang::VILLAGE_SECRETARY, {{village, true}}, "test", clock.now()))
                    .number();
    must(tx->commit());
  }
  config.data = paths.folder;
  config.listen = {"127.0.0.1", 0};
  config.names = {"127.0.0.1"};
  config.observe = {"127.0.0.1", 0};
  if (change) change(config);
  server = must(Server::start(config, clock, random, log));
}

RunningCentre::~RunningCentre() {
  server.reset();
  std::error_code ignored;
  std::filesystem::remove_all(paths.folder, ignored);
}

std::string RunningCentre::pin() const {
  return authorityPin(openCentreKeys(paths).value().authority.certificateDer().value());
}

void RunningCentre::onRegister(const std::function<Result<void>(StoreTx&)>& work) {
  const auto store = must(openCentreStore(paths));
  const auto tx = must(store->begin());
  must(work(*tx));
  must(tx->commit());
}

std::string RunningCentre::token() {
  std::string token;
  onRegister([&](StoreTx& tx) -> Result<void> {
    BF_LET(made, Registry(tx).invite(secretary, Micros{60'000'000}, random, "test", clock.now()));
    token = made;
    return {};
  });
  return token;
}

TestTablet RunningCentre::tablet(std::uint64_t number, Micros issued) {
  const auto now = issued != 0 ? issued : clock.now();
  const auto device = *DeviceId::from(std::string_view(reinterpret_cast<const char*>(&number), sizeof number));
  auto key = TlsKey::make().value();
  const auto keys = openCentreKeys(paths).value();
  auto signing = SigningKey::make(random);
  auto certificate = must(keys.authority.issueDevice(key.request().value(), device, signing.publicKey(), now));
  TestTablet made{device, std::move(key), std::move(signing), std::move(certificate)};
  onRegister([&](StoreTx& tx) {
    bianfang::Device entry;
    entry.set_user(secretary);
    entry.set_signing_key(made.signing.publicKey().str());
    entry.set_certificate(sha256(made.certificate));
    entry.set_enrolled(now);
    entry.set_confirmed(now);
    return Registry(tx).addDevice(device, entry, now);
  });
  return made;
}

Result<CentreLine> RunningCentre::line(const TestTablet& tablet) const {
  BF_LET(context, makeClientContext({pin(), tablet.certificate, &tablet.key, 0}));
  return CentreLine::open(address(), context.get(), {});
}

Result<CentreLine> RunningCentre::strangersLine() const {
  BF_LET(context, makeClientContext({pin(), {}, nullptr, 0}));
  return CentreLine::open(address(), context.get(), {});
}

std::string helloFrame() {
  bianfang::ToCentre flight;
  flight.mutable_hello()->set_version(protocolVersion);
  flight.mutable_hello()->set_suite(protocolSuite);
  return makeFrame(flight.SerializeAsString(), Compression::none);
}

bianfang::FromCentre answerIn(const std::string& frame) { return must(parseFromCentre(must(openFrame(frame)))); }

bianfang::RefusalCode refusalIn(const std::string& frame) { return answerIn(frame).refusal().code(); }

bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < until) {
    if (holds()) return true;
    std::this_thread::yield();
  }
  return holds();
}

}  // namespace bf::test
