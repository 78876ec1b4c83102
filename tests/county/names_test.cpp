#include "tests/county/names.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "shared/base/wire.h"
#include "tests/seed.h"

using namespace bf;
using namespace bf::county;

TEST_CASE("names are UTF-8, various, and hold what old programs lose") {
  SeededRandom random(test::seed());
  std::set<std::string> names;
  bool beyondPlane = false, compound = false, one = false;
  for (int i = 0; i < 20'000; ++i) {
    const std::string surname = makeSurname(random, Culture::hakka);
    const std::string given = makeGivenName(random, random.chance(50), 1930 + static_cast<int>(random.below(89)));
    REQUIRE(isUtf8(surname + given));
    names.insert(surname + given);
    for (const char c : given) beyondPlane = beyondPlane || static_cast<unsigned char>(c) >= 0xF0;
    compound = compound || surname == "欧阳";
    one = one || given.size() == 3;
  }
  CHECK(names.size() > 10'000);
  CHECK(beyondPlane);
  CHECK(compound);
  CHECK(one);
  CHECK(makeLongName(random).find("·") != std::string::npos);
}

TEST_CASE("each county has its own surnames, nations and hamlets") {
  SeededRandom random(test::seed());
  const auto most = [&](RegionCode county) {
    std::map<std::string, int> seen;
    for (int i = 0; i < 5000; ++i) ++seen[makeSurname(random, cultureOf(county))];
    std::string best;
    for (const auto& [name, count] : seen) best = best.empty() || count > seen[best] ? name : best;
    return best;
  };
  CHECK(most(441424) == "李");
  CHECK(most(450123) == "韦");
  CHECK(most(210422) == "王");
  CHECK(cultureOf(450224) == Culture::miaoDong);
  int zhuang = 0;
  for (int i = 0; i < 1000; ++i) zhuang += makeNation(random, Culture::zhuang, false).nation == "壮族";
  CHECK(zhuang > 650);
  CHECK(zhuang < 900);
  CHECK(makeHamletName(random, Culture::zhuang).ends_with("屯"));
}
