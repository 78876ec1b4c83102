#pragma once
// Packs as the programs are told of them: by the id of one of this build, or a file that the county wrote.

#include <string>
#include <vector>

#include "shared/base/crypto.h"
#include "shared/policy/policy_engine.h"

namespace bf {

struct PackText {
  std::string file;  ///< for messages
  std::string text;
  [[nodiscard]] Hash hash() const { return hashOf(text); }
};
/// Errors: Errc::notFound with the ids that there are.
[[nodiscard]] Result<PackText> packText(const std::string& named);

struct OpenedPack {
  Pack pack;
  Hash hash;  ///< of the text that was read
};
/// A file with the id of a pack of this build must be that pack byte for byte: whatever is kept by the id (rankings,
/// what the running evaluation found) would pass for judged by it. Errors: Errc::notFound; Errc::configInvalid, after
/// `told` has what is wrong.
[[nodiscard]] Result<OpenedPack> openPack(const std::string& named, PackProblems& told);

/// Everything that is wrong with a pack, by the line: of its form, of what the database refuses, and of a trial run.
/// What has a problem is not asked further, nor what is made of it, but all the rest is.
struct PackCheck {
  Pack pack;  ///< what was asked to the end
  PackProblems problems;
  bool more = false;  ///< something was not asked to the end: it may have more
};
/// Errors: Errc::notFound, storage*.
[[nodiscard]] Result<PackCheck> checkWhole(const std::string& named);

/// What keeps a pack from being used, by the first problem. Errors of the second: it, and those of checkWhole().
[[nodiscard]] Error wrongPack(const std::string& named, const PackProblems& problems);
[[nodiscard]] Result<void> checkPacks(const std::vector<std::string>& named);

/// The first region of the pack with any of these in it; the first of all when there is none. Of a city of which these
/// are one county, that county: what is counted in it alone is no figure of the city.
[[nodiscard]] RegionCode regionOf(const Pack& pack, const std::vector<PolicyRegion>& known);
/// Whether any of these lies in a region of the pack.
[[nodiscard]] bool isFor(const Pack& pack, const std::vector<PolicyRegion>& known);
/// The townships of a region, ascending, then itself.
[[nodiscard]] std::vector<RegionCode> townshipsAnd(RegionCode whole, const std::vector<PolicyRegion>& known);

}  // namespace bf
