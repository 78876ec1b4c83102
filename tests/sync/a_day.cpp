#include "tests/sync/a_day.h"

#include <array>

#include "tests/wire_fields.h"

namespace bf::test {
namespace {

constexpr Micros morning = 1'529'539'200'000'000;  // 2018-06-21 08:00 in China
constexpr Micros minute = 60'000'000;

ChangeId randomId(SeededRandom& random) {
  ChangeId id;
  random.fill(id.bytes);
  return id;
}

std::string phone(SeededRandom& random) { return "1" + std::to_string(3'000'000'000 + random.below(6'999'999'999)); }

Change householdEdit(SeededRandom& random, const FakeNames::Record& household, const Batch& batch, Micros stamp) {
  Change change{.kind = householdKind,
                .record = household.id,
                .parent = {},
                .region = villageCode,
                .device = batch.device,
                .user = 17,
                .role = 1,
                .stamp = stamp,
                .set = {},
                .cleared = {},
                .bases = {}};
  change.set = {textField(14, phone(random)), numberField(21, 1 + random.below(4)),
                numberField(22, 1 + random.below(3)), numberField(25, random.below(2)),
                numberField(31, 100'00 * (20 + random.below(400)))};
  change.bases = {{{14, 21, 22, 25, 31}, {household.changes.front()}}};
  return change;
}

Change visit(SeededRandom& random, const FakeNames::Record& household, const Batch& batch, Micros stamp) {
  Change change{.kind = visitKind,
                .record = {},
                .parent = household.id,
                .region = villageCode,
                .device = batch.device,
                .user = 17,
                .role = 1,
                .stamp = stamp,
                .set = {},
                .cleared = {},
                .bases = {}};
  const auto left = static_cast<std::uint64_t>(stamp) / 1'000'000 * 1'000'000;
  change.set = {numberField(3, left),
                numberField(10, 20'180'621),
                numberField(11, left - minute * (8 + random.below(15))),
                numberField(12, left),
                numberField(13, 1 + random.below(3)),
                numberField(14, 1 + random.below(4)),
                numberField(15, 241'000'000 + random.below(90'000)),
                numberField(16, 1'157'000'000 + random.below(90'000)),
                numberField(17, 3 + random.below(20)),
                numberField(18, random.below(2)),
                textField(19, visitText(random, 200)),
                numberField(20, 1 + random.below(5))};
  return change;
}

FakeNames::Record household(SeededRandom& random, std::int64_t seq, Past past) {
  FakeNames::Record made{householdKind, seq, randomId(random), {}, {}};
  made.changes = {past == Past::imported ? made.id : randomId(random)};
  return made;
}

Day emptyDay(SeededRandom& random) {
  Day day{{}, SigningKey::make(random), {}};
  random.fill(day.batch.device.bytes);
  random.fill(day.batch.prev.bytes);
  day.batch.first = 1 + random.below(5000);
  day.batch.region = villageCode;
  return day;
}

}  // namespace

std::string visitText(SeededRandom& random, std::size_t bytes) {
  static constexpr std::array phrases = {"户主在家，精神状态较好",
                                         "今年外出务工#个月，月收入约#00元",
                                         "家中种植水稻#亩、红薯#亩",
                                         "养猪#头、鸡#只",
                                         "房屋为砖混结构，屋面有轻微渗漏",
                                         "饮用水为山泉水自流引水，水量稳定",
                                         "长子就读镇中心小学，无辍学",
                                         "患有高血压，每月服药约#元，已签约家庭医生",
                                         "反映门前道路未硬化，雨天出行不便",
                                         "希望介绍公益性岗位",
                                         "已参加城乡居民基本医疗保险和养老保险",
                                         "低保金按月发放到位",
                                         "电视信号正常，手机信号较弱",
                                         "危房改造已完成主体工程，待验收",
                                         "计划发展油茶种植，需要技术指导",
                                         "向其宣传了小额信贷政策",
                                         "女儿在广州打工，过年回家",
                                         "请村委会协助办理残疾证年审",
                                         "厕所已改造，卫生状况良好",
                                         "产业奖补资金#00元已到账"};
  std::string text;
  while (text.size() + 30 < bytes) {
    for (const char c : std::string_view(phrases[random.below(phrases.size())]))
      text += c == '#' ? std::to_string(1 + random.below(90)) : std::string(1, c);
    text += random.chance(60) ? "，" : "。";
  }
  return text;
}

void seal(Batch& batch, const SigningKey& key) { batch.signature = key.sign(signedBytes(batch, chainHead(batch))); }

Day aDay(std::uint64_t seed, std::size_t households, Past past) {
  SeededRandom random(seed);
  auto day = emptyDay(random);
  auto stamp = morning;
  std::int64_t seq = 100'000;
  for (std::size_t i = 0; i < households; ++i) {
    const auto visited = household(random, seq += 1 + static_cast<std::int64_t>(random.below(30)), past);
    day.names.add(visited);
    stamp += minute * 10 + static_cast<Micros>(random.below(minute * 15));
    day.batch.entries.push_back(entryOf(serialise(householdEdit(random, visited, day.batch, stamp))));
    stamp += minute + static_cast<Micros>(random.below(minute * 4));
    day.batch.entries.push_back(entryOf(serialise(visit(random, visited, day.batch, stamp))));
  }
  seal(day.batch, day.key);
  return day;
}

Day townshipEdits(std::uint64_t seed, std::size_t edits) {
  SeededRandom random(seed);
  auto day = emptyDay(random);
  auto stamp = morning + 600 * minute;
  for (std::size_t i = 0; i < edits; ++i) {
    const auto edited = household(random, 100'000 + static_cast<std::int64_t>(random.below(600)), Past::edited);
    day.names.add(edited);
    stamp += static_cast<Micros>(random.below(minute * 5));
    Change change{.kind = householdKind,
                  .record = edited.id,
                  .parent = {},
                  .region = villageCode,
                  .device = day.batch.device,
                  .user = 40,
                  .role = 5,
                  .stamp = stamp,
                  .set = {},
                  .cleared = {},
                  .bases = {}};
    change.set = {textField(14, phone(random)), numberField(22, 1 + random.below(3))};
    change.bases = {{{14, 22}, {edited.changes.front()}}};
    day.batch.entries.push_back(entryOf(serialise(change)));
  }
  seal(day.batch, day.key);
  return day;
}

}  // namespace bf::test
