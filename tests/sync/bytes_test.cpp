// What travels, in bytes, against the project's figures: a tablet's day ("county round": five fields changed and one
// visit of twelve fields in each of 20 households), a pull of the township's edits, the first sync of a village.

#include <catch2/catch.hpp>
#include <iostream>

#include "shared/base/zstd.h"
#include "shared/sync/frame.h"
#include "shared/sync/packing.h"
#include "tests/county/day.h"
#include "tests/county/id_number.h"
#include "tests/county/names.h"
#include "tests/seed.h"
#include "tests/sync/a_day.h"
#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr std::size_t householdsADay = 20;

std::vector<Field> readAll(std::string_view kind, const std::vector<county::FieldText>& texts) {
  RecordBuilder builder(kindOf(kind));
  for (const auto& one : texts) builder.read(one.field, one.text);
  return must(builder.fields());
}

/// One day of one tablet, as the county's makers write it; `day` counts from 0.
void recordDay(Tablet& tablet, SeededRandom& random, int day) {
  county::DayContext context;
  context.date += day;
  // 10:10 in China on that day.
  tablet.clock.time = 1'534'299'000'000'000 + day * 86'400'000'000LL;
  const auto known = households(tablet.replica().store());
  for (std::size_t i = 0; i < householdsADay; ++i) {
    const auto& household = known[i];
    const county::DaySubject subject{{"张建国", "协和村", i % 3 == 0 ? "因病" : "因学", county::Culture::hakka},
                                     24.0 + 0.001 * static_cast<double>(i),
                                     115.7};
    const auto made = county::makeDay(random, subject, context);
    tablet.clock.time += 600'000'000 + static_cast<Micros>(random.below(900'000'000));
    must(tablet.replica().save(Edit{.kind = household.kind,
                                    .record = household.id,
                                    .parent = {},
                                    .region = 0,
                                    .set = readAll("household", made.edits),
                                    .cleared = {}}));
    tablet.clock.time += 60'000'000 + static_cast<Micros>(random.below(240'000'000));
    must(tablet.replica().save(Edit{.kind = kindOf("visit").number,
                                    .record = {},
                                    .parent = household.id,
                                    .region = 0,
                                    .set = readAll("visit", made.visit),
                                    .cleared = {}}));
  }
}

/// Values of a made-up person in the village.
struct Person {
  std::string name;
  std::string id;
  std::int32_t birth = 0;
  bool female = false;
};

Person aPerson(SeededRandom& random, county::IdNumbers& ids, unsigned percentFemale) {
  Person made;
  made.female = random.chance(percentFemale);
  made.birth = static_cast<std::int32_t>((1940 + random.below(75)) * 10000 + (1 + random.below(12)) * 100 + 1 +
                                         random.below(28));
  made.name = county::makeSurname(random, county::Culture::hakka) +
              county::makeGivenName(random, made.female, made.birth / 10000);
  made.id = ids.make(random, 441424, made.birth, made.female);
  return made;
}

Value oneOf(SeededRandom& random, std::uint64_t least, std::uint64_t range) {
  return static_cast<std::int64_t>(least + random.below(range));
}

std::vector<Field> householdOf(SeededRandom& random, const Person& head, std::size_t number, bool poor) {
  std::map<std::string, Value> values = {{"head_name", head.name},
                                         {"head_id_number", head.id},
                                         {"register_number", "4414241002" + std::to_string(1000 + number)},
                                         {"household_kind", std::int64_t{poor ? 1 : 2}},
                                         {"persons", oneOf(random, 1, 7)},
                                         {"group_name", county::makeHamletName(random, county::Culture::hakka)}};
  if (!poor) return fieldsOf("household", values);
  values["phone"] = "13" + std::to_string(100'000'000 + random.below(899'999'999));
  values["account"] = "6217" + std::to_string(100'000'000'000'000 + random.below(899'999'999'999'999));
  values["attribute"] = oneOf(random, 1, 3);
  values["status"] = oneOf(random, 1, 3);
  values["main_cause"] = oneOf(random, 1, 6);
  values["identified_year"] = oneOf(random, 2013, 4);
  values["latitude"] = oneOf(random, 240'000'000, 300'000);
  values["longitude"] = oneOf(random, 1'157'000'000, 300'000);
  for (const auto* yes : {"power", "water_safe", "has_card", "stable_income", "tv_signal"})
    values[yes] = random.chance(85);
  return fieldsOf("household", values);
}

/// A village as the register has it: 60 poor households with all their people, 400 light records of others.
std::vector<Centre::NewRecord> aVillage(SeededRandom& random) {
  std::vector<Centre::NewRecord> records;
  county::IdNumbers ids;
  for (std::size_t i = 0; i < 460; ++i) {
    const bool poor = i < 60;
    const auto household = records.size();
    records.push_back({"household", householdOf(random, aPerson(random, ids, 20), i, poor)});
    if (!poor) continue;
    for (auto left = 2 + random.below(4); left > 0; --left) {
      const auto person = aPerson(random, ids, 50);
      const auto set = fieldsOf("member", {{"name", person.name},
                                           {"id_number", person.id},
                                           {"birth_date", std::int64_t{person.birth}},
                                           {"sex", std::int64_t{person.female ? 2 : 1}},
                                           {"relation", oneOf(random, 1, 6)},
                                           {"education", oneOf(random, 1, 6)},
                                           {"labour", oneOf(random, 1, 4)}});
      records.push_back({"member", set, household});
    }
  }
  return records;
}

}  // namespace

TEST_CASE("a tablet's day in columns takes far fewer bytes than its exact changes") {
  for (const auto past : {Past::imported, Past::edited}) {
    auto day = aDay(test::seed(), householdsADay, past);
    const auto exact = serialise(day.batch);
    Packer packer(day.names, day.batch.device);
    packer.receiverKnows(day.batch.device, {day.batch.first - 1, day.batch.prev});
    const auto packed = packer.pack(day.batch, PackAs::columns)->SerializeAsString();
    const auto bytes = makeFrame(packed, Compression::dictionary).size();
    std::cout << "push of 20 edits and visits: exact " << exact.size() << ", exact with zstd "
              << makeFrame(exact, Compression::zstd).size() << ", columns " << packed.size() << ", with zstd "
              << makeFrame(packed, Compression::zstd).size() << ", with dictionary " << bytes << '\n';
    CHECK(bytes <= 2'300);
  }
}

TEST_CASE("a tablet's day is at most 3.5 kB up and down, hello and receipts included") {
  World world;
  world.centre().import(village, 60);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  SeededRandom random(seed());
  for (int day = 0; day < 6; ++day) {
    recordDay(*tablet, random, day);
    must(tablet->replica().seal());
    std::string exact;
    for (const auto& batch : must(tablet->replica().toSend(SIZE_MAX))) exact += serialise(batch.batch);
    world.centre().clock.time = tablet->clock.time;
    const auto outcome = world.sync(*tablet);
    REQUIRE(outcome.done());
    REQUIRE(outcome.flights.size() == 1);
    CHECK(outcome.progress.changesHeld == 0);
    const auto bytes = outcome.progress.bytesUp + outcome.progress.bytesDown;
    std::cout << "day " << day + 1 << ": up " << outcome.progress.bytesUp << ", down " << outcome.progress.bytesDown
              << ", together " << bytes << " (target 3500); exact changes " << exact.size() << ", with zstd "
              << compress(exact).size() << '\n';
    CHECK(bytes <= 3'500);
  }
}

TEST_CASE("a pull of a few township edits is at most 400 bytes, one round trip") {
  World world;
  world.centre().import(village, 60);
  auto tablet = world.secretary();
  auto clerk = world.clerk();
  REQUIRE(world.sync(*tablet).done());
  REQUIRE(world.sync(*clerk).done());
  REQUIRE(world.sync(*tablet).done());
  const auto known = households(clerk->replica().store());
  for (std::size_t i = 0; i < 4; ++i)
    editHousehold(*clerk, known[i * 7], {{"phone", "1380000000" + std::to_string(i)}, {"has_card", true}});
  REQUIRE(world.sync(*clerk).done());
  const auto outcome = world.sync(*tablet);
  REQUIRE(outcome.done());
  CHECK(outcome.flights.size() == 1);
  CHECK(outcome.progress.batchesTaken == 1);
  const auto bytes = outcome.progress.bytesUp + outcome.progress.bytesDown;
  std::cout << "pull of 4 township edits: up " << outcome.progress.bytesUp << ", down " << outcome.progress.bytesDown
            << ", together " << bytes << " (target 400)\n";
  CHECK(bytes <= 400);
  const auto nothing = world.sync(*tablet);
  std::cout << "nothing new: up " << nothing.progress.bytesUp << ", down " << nothing.progress.bytesDown << '\n';
}

TEST_CASE("the first sync of a village takes at most 1.2 of its rows with zstd") {
  World world;
  SeededRandom random(seed());
  world.centre().import(village, aVillage(random));
  // The register was backed up since: what is in every backup need not come a second time as a log.
  world.centre().write([&](StoreTx& tx, Registry& registry) {
    must(registry.noteBackup(must(tx.lastSeq(false)), 1, "backup", "", "test", world.centre().clock.now()));
  });
  auto tablet = world.secretary();
  const auto outcome = world.sync(*tablet);
  REQUIRE(outcome.done());
  std::string rows;
  auto tx = must(world.centre().store().read());
  for (const auto* kind : {"household", "member"})
    for (const auto& row : must(tx->records(kindOf(kind).number, 0, 100'000)))
      rows += joinFields(must(tx->values(row.kind, row.rec)));
  const auto plain = compress(rows).size();
  const auto bytes = outcome.progress.bytesUp + outcome.progress.bytesDown;
  std::cout << "first sync of " << outcome.progress.recordsTaken << " records: " << bytes << " bytes, rows with zstd "
            << plain << ", ratio " << static_cast<double>(bytes) / static_cast<double>(plain) << " (target 1.2), "
            << outcome.progress.flights << " flights\n";
  CHECK(static_cast<double>(bytes) <= 1.2 * static_cast<double>(plain));
}
