#include "tests/sim/disk/power_cut.h"

#include <catch2/catch.hpp>
#include <set>

#include "shared/base/crypto.h"
#include "tests/seed.h"

namespace bf::test {
namespace {

constexpr const char* path = "/d/file";

/// A disk with one file of `synced`, its name safe.
DiskNames oneFile(const std::string& synced) {
  DiskPages pages;
  pages.write(0, synced);
  return DiskNames::found({{path, std::make_shared<DiskFile>(std::move(pages))}});
}

std::string contentAfter(const DiskNames& names, const PowerCutRules& rules, Random& random) {
  const auto found = afterPowerCut(names, rules, random).find(path);
  return found ? found->live().str() : "none";
}

std::set<std::string> allContents(const DiskNames& names, const PowerCutRules& rules, int tries = 400) {
  SeededRandom random(seed());
  std::set<std::string> contents;
  for (int i = 0; i < tries; ++i) contents.insert(contentAfter(names, rules, random));
  return contents;
}

PowerCutRules only(Survival survival) { return {survival, sectorBytesSmall}; }

/// Each sector of three as one letter, "-" for a mixed one.
std::string letters(const std::string& content) {
  std::string told;
  for (std::size_t at = 0; at < content.size(); at += sectorBytesSmall) {
    const auto sector = content.substr(at, sectorBytesSmall);
    const bool plain = sector.find_first_not_of(sector[0]) == std::string::npos;
    told += !plain ? '-' : sector[0] == '\0' ? '0' : sector[0];
  }
  return told;
}

std::set<std::string> letters(const std::set<std::string>& contents) {
  std::set<std::string> told;
  for (const auto& content : contents) told.insert(letters(content));
  return told;
}

constexpr std::size_t three = 3 * sectorBytesSmall;

}  // namespace

TEST_CASE("a power cut keeps what was synced, whatever kind it is of") {
  for (std::uint64_t kind = 0; kind < survivalCount; ++kind)
    CHECK(allContents(oneFile("synced"), {static_cast<Survival>(kind), {}}, 20) == std::set<std::string>{"synced"});
}

TEST_CASE("nothing or everything of the unsynced writes survives") {
  auto names = oneFile(std::string(three, 'a'));
  names.find(path)->write(1, 0, std::string(three, 'b'));
  names.find(path)->truncate(2, 700);
  CHECK(letters(allContents(names, only(Survival::nothing))) == std::set<std::string>{"aaa"});
  CHECK(letters(allContents(names, only(Survival::everything))) == std::set<std::string>{"bb"});
}

TEST_CASE("writes that survive in order are a beginning of them, the last one torn at sectors") {
  auto names = oneFile(std::string(three, 'a'));
  names.find(path)->write(1, 0, std::string(three, 'b'));
  names.find(path)->write(2, 0, std::string(three, 'c'));
  const auto seen = letters(allContents(names, only(Survival::inOrder)));
  for (const char* must : {"aaa", "bbb", "ccc", "aba", "abb", "bbc", "cbb"}) CHECK(seen.count(must) == 1);
  for (const auto& content : seen)
    CHECK((content.find('a') == std::string::npos || content.find('c') == std::string::npos));
}

TEST_CASE("requests survive whole or not at all, in any order") {
  auto names = oneFile(std::string(three, 'a'));
  names.find(path)->write(1, 0, std::string(sectorBytesSmall * 2, 'b'));
  names.find(path)->write(2, sectorBytesSmall, std::string(sectorBytesSmall * 2, 'c'));
  CHECK(letters(allContents(names, only(Survival::byRequest))) == std::set<std::string>{"aaa", "bba", "acc", "bcc"});
}

TEST_CASE("each sector survives by itself and holds what it held at one time") {
  auto names = oneFile(std::string(three, 'a'));
  names.find(path)->write(1, 0, std::string(three, 'b'));
  names.find(path)->write(2, 0, std::string(three, 'c'));
  const auto seen = letters(allContents(names, only(Survival::bySector)));
  CHECK(seen.size() == 27);
  CHECK(seen.count("cab") == 1);
}

TEST_CASE("large sectors are not torn at small ones") {
  auto names = oneFile(std::string(8192, 'a'));
  names.find(path)->write(1, 0, std::string(8192, 'b'));
  const auto seen = letters(allContents(names, {Survival::bySector, sectorBytesLarge}));
  CHECK(seen == std::set<std::string>{std::string(16, 'a'), std::string(16, 'b'), std::string(8, 'a') + "bbbbbbbb",
                                      std::string(8, 'b') + "aaaaaaaa"});
}

TEST_CASE("noise appears only where bytes were being written") {
  auto names = oneFile(std::string(three, 'a'));
  names.find(path)->write(1, 600, std::string(100, 'b'));
  bool noisy = false;
  for (const auto& content : allContents(names, only(Survival::garbage))) {
    CHECK(content.substr(0, 600) == std::string(600, 'a'));
    CHECK(content.substr(700) == std::string(three - 700, 'a'));
    noisy = noisy || content.find_first_not_of("ab") != std::string::npos;
  }
  CHECK(noisy);
}

TEST_CASE("a length may survive without the bytes and the bytes not without the length") {
  auto names = oneFile("");
  names.find(path)->write(1, 0, std::string(sectorBytesSmall, 'b'));
  names.find(path)->write(2, sectorBytesSmall, std::string(sectorBytesSmall, 'c'));
  const auto seen = letters(allContents(names, only(Survival::bySector)));
  CHECK(seen == std::set<std::string>{"", "0", "b", "00", "b0", "0c", "bc"});
}

TEST_CASE("bytes written behind a truncation never show what was cut off before it") {
  auto names = oneFile(std::string(three, 'a'));
  names.find(path)->truncate(1, 0);
  names.find(path)->write(2, 0, std::string(three, 'c'));
  for (const auto& content : letters(allContents(names, only(Survival::bySector))))
    // The truncation was lost: the old file. It was kept: new bytes or zeros, never old ones among them.
    CHECK((content == "aaa" || content.find('a') == std::string::npos));
}

TEST_CASE("a name is safe only after its directory was synced") {
  DiskNames names;
  auto file = std::make_shared<DiskFile>();
  file->write(1, 0, "bytes");
  file->sync();
  names.link(2, path, file);
  CHECK(allContents(names, {}) == std::set<std::string>{"none", "bytes"});
  names.syncDirectory("/elsewhere");
  CHECK(allContents(names, {}) == std::set<std::string>{"none", "bytes"});
  names.syncDirectory("/d");
  CHECK(allContents(names, {}) == std::set<std::string>{"bytes"});
}

TEST_CASE("a rename is either done or not, and names change in order") {
  auto names = oneFile("old");
  auto file = std::make_shared<DiskFile>();
  file->write(1, 0, "new");
  file->sync();
  names.link(2, "/d/tmp", file);
  names.rename(3, "/d/tmp", path);
  names.link(4, "/d/later", std::make_shared<DiskFile>());
  SeededRandom random(seed());
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const auto found = afterPowerCut(names, {}, random);
    const auto content = found.find(path)->live().str();
    seen.insert(content);
    CHECK((content == "new") == (found.find("/d/tmp") == nullptr && found.find(path)->live().size() == 3 &&
                                 found.find(path)->live().str() == "new"));
    if (found.find("/d/later")) CHECK(content == "new");
  }
  CHECK(seen == std::set<std::string>{"old", "new"});
}

TEST_CASE("a removed file comes back with what was synced") {
  auto names = oneFile("old");
  names.unlink(1, path);
  CHECK(allContents(names, {}) == std::set<std::string>{"none", "old"});
  names.syncDirectory("/d");
  CHECK(allContents(names, {}) == std::set<std::string>{"none"});
}

}  // namespace bf::test
