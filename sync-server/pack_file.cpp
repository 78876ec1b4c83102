#include "sync-server/pack_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "shared/base/bilingual.h"
#include "shared/policy/policy_limits.h"
#include "shared/policy/policy_trial.h"

namespace bf {

Result<PackText> packText(const std::string& named) {
  if (const auto text = builtinPack(named); !text.empty()) return PackText{named + ".toml", std::string(text)};
  if (std::error_code code; std::filesystem::is_directory(named, code))
    return std::unexpected(
        packError({named + " 是文件夹，不是政策包文件", named + " is a folder, not the file of a pack"}));
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

namespace {

std::optional<PackProblem> idTaken(const Pack& pack, const PackText& text) {
  const auto ours = builtinPack(pack.id);
  if (ours.empty() || ours == text.text) return std::nullopt;
  return PackProblem{pack.at + " pack, id",
                     {pack.id + " 是本系统自带政策包的编号，而此文件与其内容不同：请另取一个编号",
                      pack.id + " is the id of a pack of this build, which this file is not: take an id of your own"}};
}

/// By a pack without an indicator everything would look as if nothing were asked of anybody.
std::optional<PackProblem> judgesNothing(const Pack& pack) {
  if (!pack.indicators.empty()) return std::nullopt;
  return PackProblem{
      pack.at + " indicator",
      {"没有一项指标：政策包至少要有一个 [[indicator]]", "there is none: a pack has at least one [[indicator]]"}};
}

/// "own.toml:12 …": 12; 0 without a line.
int lineIn(const std::string& file, const std::string& place) {
  return place.starts_with(file + ":") ? std::atoi(place.c_str() + file.size() + 1) : 0;
}

}  // namespace

Result<OpenedPack> openPack(const std::string& named, PackProblems& told) {
  BF_LET(text, packText(named));
  auto pack = readPack(text.text, text.file, builtinSchema());
  if (!pack) told = std::move(pack.error());
  else if (auto taken = idTaken(*pack, text)) told.push_back(std::move(*taken));
  else if (auto nothing = judgesNothing(*pack)) told.push_back(std::move(*nothing));
  if (told.empty()) return OpenedPack{std::move(*pack), text.hash()};
  return std::unexpected(packError({text.file, text.file}));
}

Result<PackCheck> checkWhole(const std::string& named) {
  BF_LET(text, packText(named));
  auto read = readPackInPart(text.text, text.file, builtinSchema());
  PackCheck made{std::move(read.pack), std::move(read.problems)};
  made.more = !made.problems.empty();
  const auto add = [&made](PackProblems&& more) {
    made.problems.insert(made.problems.end(), std::make_move_iterator(more.begin()),
                         std::make_move_iterator(more.end()));
  };
  BF_LET(database, PolicyDatabase::empty(builtinSchema()));
  std::set<std::string> unsound;
  add(checkPack(*database, made.pack, &unsound));
  made.more = made.more || !unsound.empty();
  takeOut(made.pack, std::move(unsound));
  if (made.problems.empty())
    if (auto nothing = judgesNothing(made.pack)) made.problems.push_back(std::move(*nothing));
  if (read.headSound) {
    if (auto taken = idTaken(made.pack, text)) made.problems.push_back(std::move(*taken));
    BF_LET(tried, tryPack(builtinSchema(), made.pack));
    made.more = made.more || tried.stopped;
    add(std::move(tried.problems));
  }
  std::ranges::stable_sort(made.problems, {}, [&](const auto& one) { return lineIn(text.file, one.place); });
  return made;
}

Error wrongPack(const std::string& named, const PackProblems& problems) {
  const auto& first = problems.front();
  const auto check = "bianfangctl pack check " + named;
  return packError(
      {first.place + "：" + first.text.zh + "；" + check, first.place + ": " + first.text.en + "; " + check});
}

Result<void> checkPacks(const std::vector<std::string>& named) {
  if (named.empty()) return {};  // those of this build were looked at by its tests
  for (const auto& one : named) {
    BF_LET(checked, checkWhole(one));
    if (!checked.problems.empty()) return std::unexpected(wrongPack(one, checked.problems));
  }
  return {};
}

RegionCode regionOf(const Pack& pack, const std::vector<PolicyRegion>& known) {
  for (const auto region : pack.regions) {
    std::set<RegionCode> counties;
    bool any = false;
    for (const auto& one : known) {
      if (!within(one.code, region)) continue;
      any = true;
      if (const auto county = countyOf(one.code); levelName(county) == "county") counties.insert(county);
    }
    if (any)
      return counties.size() == 1 && within(*counties.begin(), region) && countyOf(region) == region ? *counties.begin()
                                                                                                     : region;
  }
  return pack.regions.front();
}

bool isFor(const Pack& pack, const std::vector<PolicyRegion>& known) {
  return std::ranges::any_of(pack.regions, [&](RegionCode region) {
    return std::ranges::any_of(known, [&](const PolicyRegion& one) { return within(one.code, region); });
  });
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
