#include "sync-server/pack_file.h"

#include <algorithm>
#include <fstream>

#include "shared/base/bilingual.h"
#include "shared/policy/policy_limits.h"

namespace bf {

Result<PackText> packText(const std::string& named) {
  if (const auto text = builtinPack(named); !text.empty()) return PackText{named + ".toml", std::string(text)};
  std::ifstream file(named, std::ios::binary);
  if (!file) {
    std::string all;
    for (const auto id : builtinPacks()) all += " " + std::string(id);
    return fail(Errc::notFound,
                bilingual("政策包 " + named + "，可用的有：" + all, "pack " + named + "; there are:" + all));
  }
  PackText made{named, {}};
  // One byte more than allowed is enough to be refused.
  made.text.resize(packBytesMax + 1);
  file.read(made.text.data(), static_cast<std::streamsize>(made.text.size()));
  made.text.resize(static_cast<std::size_t>(file.gcount()));
  return made;
}

Result<OpenedPack> openPack(const std::string& named, PackProblems& told) {
  BF_LET(text, packText(named));
  auto pack = readPack(text.text, text.file, builtinSchema());
  if (pack) return OpenedPack{std::move(*pack), text.hash()};
  told = std::move(pack.error());
  return fail(Errc::configInvalid, text.file);
}

Error wrongPack(const std::string& named, const PackProblems& problems) {
  const auto& first = problems.front();
  return {Errc::configInvalid,
          first.place + ": " + bilingual(first.text.zh, first.text.en) + "; bianfangctl pack check " + named};
}

Result<void> checkPacks(const std::vector<std::string>& named) {
  if (named.empty()) return {};  // those of this build were looked at by its tests
  BF_LET(database, PolicyDatabase::empty(builtinSchema()));
  for (const auto& one : named) {
    PackProblems problems;
    const auto opened = openPack(one, problems);
    if (opened) problems = checkPack(*database, opened->pack);
    if (!problems.empty()) return std::unexpected(wrongPack(one, problems));
    if (!opened) return std::unexpected(opened.error());
  }
  return {};
}

RegionCode regionOf(const Pack& pack, const std::vector<PolicyRegion>& known) {
  for (const auto region : pack.regions)
    if (std::ranges::any_of(known, [&](const PolicyRegion& one) { return within(one.code, region); })) return region;
  return pack.regions.front();
}

std::vector<RegionCode> townshipsAnd(RegionCode whole, const std::vector<PolicyRegion>& known) {
  std::vector<RegionCode> all;
  for (const auto& region : known)
    if (levelName(region.code) == "township" && within(region.code, whole) && region.code != whole)
      all.push_back(region.code);
  std::ranges::sort(all);
  all.push_back(whole);
  return all;
}

}  // namespace bf
