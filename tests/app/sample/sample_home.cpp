#include "tests/app/sample/sample_home.h"

#include <filesystem>

#include "app/tablet_home.h"
#include "bianfang/change.pb.h"
#include "shared/tls/authority.h"
#include "shared/tls/certificate.h"
#include "tests/app/sample/sample_work.h"

namespace bf {
namespace {

/// The centre's store, gone when the sample is made.
struct CentreFile {
  explicit CentreFile(const std::string& folder) : path(folder + "-centre.db") { remove(); }
  ~CentreFile() { remove(); }
  CentreFile(const CentreFile&) = delete;
  CentreFile& operator=(const CentreFile&) = delete;
  void remove() const {
    std::error_code ignored;
    for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path + tail, ignored);
  }
  std::string path;
};

Result<county::County> makeVillage(const SampleOptions& options) {
  county::Options wanted;
  wanted.seed = options.seed;
  wanted.households = options.households;
  wanted.persons = options.households * 338 / 100;  // as in the county of S1 一(一): 82,375 in 24,406
  wanted.villages = options.villages;
  wanted.poorVillages = 1;
  wanted.renovations = options.households / 12;
  wanted.rural = options.rural;
  wanted.regionFolder = BIANFANG_REGION_FOLDER;
  auto made = county::makeCounty(wanted);
  // The generator spreads them over the whole county; one village's tablet is to have them all.
  if (made && options.villages == 1)
    for (auto& light : made->light) light.village = made->households.front().village;
  return made;
}

/// A home that enrolled at an authority of its own. Errors: those of TabletHome and Authority.
Result<TabletHome> enrolledHome(const SampleOptions& options, Random& random) {
  BF_LET(authority, Authority::make("441424", options.now));
  BF_LET(der, authority.certificateDer());
  // Nobody listens there: a sample has no centre to sync with.
  BF_LET(home, TabletHome::prepare(options.folder, {{"127.0.0.1", 9}, authorityPin(der), "SAMPLE"}, random));
  BF_LET(key, home.tlsKey());
  BF_LET(request, key.request());
  DeviceId device;
  random.fill(device.bytes);
  BF_LET(certificate, authority.issueDevice(request, device, home.signingKey().publicKey(), options.now));
  BF_CHECK(home.enrolled({certificate, der, device, "482 913", 1, {}}));
  return std::move(home);
}

}  // namespace

Result<void> makeSampleHome(const SampleOptions& options) {
  const CentreFile file(options.folder);
  SystemRandom random;
  BF_LET(county, makeVillage(options));
  BF_LET(home, enrolledHome(options, random));
  BF_LET(centre, SampleCentre::open(file.path, options.now - 90LL * 86'400 * 1'000'000));
  BF_CHECK(centre->import(county));
  const auto& village = county.villages[county.households.front().village];
  const bool one = options.villages == 1;
  BF_CHECK(centre->enrol(one ? "张文光" : "何雨", one ? bianfang::VILLAGE_SECRETARY : bianfang::TOWNSHIP_CLERK,
                         one ? village.code : county.region.code, home.card().device, home.signingKey()));
  SampleClock clock;
  clock.time = centre->now;
  BF_LET(store, home.openStore());
  TabletReplica tablet(*store, clock, home.signingKey(), {home.card().device, 0, 0});
  return SampleWork(*centre, tablet, clock, county, options).record();
}

Result<void> makeWaitingHome(const SampleOptions& options) {
  SystemRandom random;
  BF_LET(home, enrolledHome(options, random));
  const auto store = home.openStore();
  return store ? Result<void>() : std::unexpected(store.error());
}

}  // namespace bf
