#pragma once
// A book of many households without a store: names, natural villages, states and points by a seed.

#include "app/models/eight_items.h"
#include "app/models/village_book.h"
#include "shared/base/crypto.h"
#include "tests/seed.h"

namespace bf::test {

inline constexpr Day bigDay = 20180912;
inline constexpr std::size_t villagesOfBig = 20;

/// `count` households in some villages around 23.9° N 115.7° E, one in five without a point. The judge outlives it.
inline VillageBook bigBook(const ItemJudge& judge, std::size_t count) {
  constexpr std::array heads{"张福生", "曾庆华", "李秀英", "覃桂兰", "王建国", "单志强", "陈亚妹", "钟伟雄"};
  SeededRandom random(seed());
  std::vector<HouseholdFacts> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto& one = all[i];
    one.rec = static_cast<std::int64_t>(i) + 1;
    const auto village = random.below(villagesOfBig);
    one.region = 441424100200 + village;
    one.head = std::string(heads[random.below(heads.size())]) + std::to_string(random.below(count));
    one.group = "第" + std::to_string(random.below(12) + 1) + "组";
    one.kind = random.chance(60) ? choice::kindPoor : 2;
    one.status = choice::statusOut;
    one.lastVisit = one.lastByVillage = 20180901;
    one.grade = random.chance(80) ? choice::gradeB : choice::gradeD;
    if (random.chance(20)) continue;
    const auto near = [&] { return static_cast<std::int32_t>(random.below(200'000)) - 100'000; };
    one.latitude = 239'000'000 + static_cast<std::int32_t>(village % 5) * 300'000 + near();
    one.longitude = 1'157'000'000 + static_cast<std::int32_t>(village / 5) * 300'000 + near();
  }
  VillageBook book(builtinSchema(), judge, bigDay);
  book.hold(std::move(all));
  return book;
}

}  // namespace bf::test
