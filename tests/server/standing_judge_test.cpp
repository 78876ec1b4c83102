// The evaluation in a running centre: what tablets bring is judged again, and days that are over are frozen.

#include "sync-server/standing_judge.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "shared/replica/codec.h"
#include "shared/schema/calendar.h"
#include "sync-server/frozen.h"
#include "sync-server/rejudged.h"
#include "sync-server/snapshot.h"
#include "tests/policy/pack_text.h"
#include "tests/sync/world.h"

namespace bf::test {
namespace {

constexpr Micros minute = 60LL * 1'000'000;
constexpr Micros day = 24 * 60 * minute;
/// Noon of 1 July 2018, UTC: the same day wherever this test runs.
constexpr Micros firstOfJuly = 1'530'446'400'000'000;

std::unique_ptr<StandingJudge> judgeOf(World& world, FakeClock& clock,
                                       const std::vector<std::string>& packs = {"wuhua-2018"}) {
  auto options = SqliteOptions{};
  options.path = world.path("centre.db");
  options.search = false;
  return must(StandingJudge::open(must(SqliteStore::open(options, builtinSchema())), packs, clock));
}

/// The first minute of the day after `noon`.
Micros midnightAfter(Micros noon) {
  auto at = noon;
  while (dayOf(at) == dayOf(noon)) at += minute;
  return at;
}

std::vector<std::pair<std::uint32_t, bool>> frozenIn(const StandingJudge::Look& look) {
  std::vector<std::pair<std::uint32_t, bool>> days;
  for (const auto& one : look.frozen) days.emplace_back(one.day(), frozenLate(one));
  return days;
}
using Days = std::vector<std::pair<std::uint32_t, bool>>;

/// What the looks so far have kept of one indicator.
std::vector<VerdictChange> changesOf(World& world, const std::string& indicator) {
  const auto tx = must(world.centre().store().read());
  std::vector<VerdictChange> all;
  must(RejudgedRegister(*tx, "wuhua-2018", county).since(0, 0, [&](const bianfang::Rejudged& look) -> Result<void> {
    for (const auto& message : look.indicators()) {
      const auto some = must(fromMessage(message));
      if (some.indicator == indicator) all.insert(all.end(), some.changes.begin(), some.changes.end());
    }
    return {};
  }));
  return all;
}

/// What is kept of every indicator is what an evaluation of everything says.
void checkKept(World& world, std::int32_t today) {
  const auto opened = must(packText("wuhua-2018"));
  const auto pack = readPack(opened.text, opened.file, builtinSchema());
  const std::vector<PolicyRegion> regions{{county, "c"}, {township, "t"}, {village, "v"}, {otherVillage, "w"}};
  const auto database = must(PolicyDatabase::open(world.centre().store(), regions));
  const auto engine = must(PolicyEngine::make(*database, *pack, {county, today}));
  must(engine->evaluate());
  const auto tx = must(world.centre().store().read());
  RejudgedRegister kept(*tx, "wuhua-2018", county);
  for (std::size_t i = 0; i < pack->indicators.size(); ++i) {
    INFO(pack->indicators[i].id);
    CHECK(must(kept.rows(pack->indicators[i].id)) == engine->verdicts(i).rows);
  }
}

void importPoor(World& world, int households) {
  std::vector<Centre::NewRecord> records;
  for (int i = 0; i < households; ++i)
    records.push_back({"household", fieldsOf("household", {{"household_kind", std::int64_t{1}},
                                                           {"register_number", std::to_string(100 + i)},
                                                           {"water_safe", true}})});
  world.centre().import(village, records);
}

/// With rankings.
std::string headOf(const std::string& id) {
  return packHead(id) + R"(
[ranking]
days = [10, 20, 30]
place = "1"
sentence = "排名"
)";
}

/// A pack of one rule about households, as a file; result: its path.
std::string packFile(World& world, const std::string& id, const std::string& rule) {
  const auto text = headOf(id) +
                    "[[indicator]]\nid = \"A1\"\nname = { zh = \"指标\", en = \"rule\" }\nsubject = \"household\"\n" +
                    "units = [\"水务局\"]\nrule = \"" + rule + "\"\nplace = \"1\"\nsentence = \"要求\"\n";
  const auto path = world.path(id + ".toml");
  std::ofstream(path) << text;
  return path;
}

/// How many pieces are kept of what was judged after a number of the feed or an instant.
std::size_t keptSince(World& world, const std::string& pack, std::uint64_t seq, Micros at) {
  const auto tx = must(world.centre().store().read());
  std::size_t count = 0;
  must(RejudgedRegister(*tx, pack, county).since(seq, at, [&](const bianfang::Rejudged&) -> Result<void> {
    ++count;
    return {};
  }));
  return count;
}

}  // namespace

TEST_CASE("rankings are frozen by themselves once their day is over, and made up for with a mark") {
  World world;
  importPoor(world, 3);
  FakeClock clock;
  clock.time = firstOfJuly;
  auto judge = judgeOf(world, clock);
  // The centre began on 21 June: the 10th and 20th are nothing that it missed. The 30th ended twelve hours ago.
  CHECK(frozenIn(must(judge->look())) == Days{{20180630, true}});
  clock.time = firstOfJuly + 9 * day;
  CHECK(frozenIn(must(judge->look())).empty());
  clock.time = midnightAfter(clock.time);
  const auto look = must(judge->look());
  CHECK(frozenIn(look) == Days{{20180710, false}});
  CHECK(look.frozen.front().actor() == "server");
  CHECK(look.frozen.front().region() == county);
  CHECK(must(judge->look()).frozen.empty());
  judge.reset();
  // Nobody served until 15 September: what is older than a month is left to the office.
  clock.time = firstOfJuly + 76 * day;
  judge = judgeOf(world, clock);
  CHECK(frozenIn(must(judge->look())) == Days{{20180820, true}, {20180830, true}, {20180910, true}});
  clock.time += day;
  CHECK(must(judge->look()).frozen.empty());
  auto tx = must(world.centre().store().read());
  FrozenSnapshots snapshots(*tx);
  for (const auto& one : must(snapshots.all())) CHECK(must(snapshots.sound(one)));
}

TEST_CASE("what a tablet brings is judged again, and who is judged otherwise is kept") {
  World world;
  importPoor(world, 3);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  FakeClock clock;
  clock.time = firstOfJuly;
  auto judge = judgeOf(world, clock);
  CHECK(must(judge->look()).changed == 0);
  checkKept(world, 20180701);
  const auto all = households(tablet->replica().store());
  REQUIRE(all.size() == 3);
  editHousehold(*tablet, all[1], {{"water_safe", false}, {"power", true}});
  REQUIRE(world.sync(*tablet).done());
  CHECK(must(judge->look()).changed == 3);  // water, power, and the eight together
  const auto water = changesOf(world, "W1.2");
  REQUIRE(water.size() == 1);
  CHECK(water[0] == VerdictChange{all[1].rec, all[1].rec, village, Judgement::met, Judgement::notMet});
  CHECK(changesOf(world, "W1.3").size() == 1);
  CHECK(changesOf(world, "W1.4").empty());
  CHECK(must(judge->look()).changed == 0);
  checkKept(world, 20180701);
  // While no server ran.
  judge.reset();
  editHousehold(*tablet, all[2], {{"water_safe", false}});
  REQUIRE(world.sync(*tablet).done());
  judge = judgeOf(world, clock);
  CHECK(must(judge->look()).changed > 0);
  CHECK(changesOf(world, "W1.2").size() == 2);
  checkKept(world, 20180701);
  // The next day is judged as that day.
  clock.time += day;
  must(judge->look());
  checkKept(world, 20180702);
}

TEST_CASE("the feed names whose households changed, whatever hangs from them") {
  World world;
  importPoor(world, 3);
  auto tablet = world.secretary();
  REQUIRE(world.sync(*tablet).done());
  const auto all = households(tablet->replica().store());
  const std::vector<PolicyRegion> regions{{county, ""}, {village, ""}, {otherVillage, ""}};
  const auto since = [&](std::int64_t after) {
    const auto tx = must(world.centre().store().read());
    return must(changesSince(builtinSchema(), *tx, regions, after, must(tx->lastSeq(false))));
  };
  const auto last = [&] { return must(must(world.centre().store().read())->lastSeq(false)); };
  CHECK(since(0).policy.households.size() == 3);
  auto before = last();
  CHECK(since(before).roots.empty());
  (void)visit(*tablet, all[0], "visited");
  REQUIRE(world.sync(*tablet).done());
  CHECK(since(before).policy.households == std::vector<std::int64_t>{all[0].rec});
  CHECK(since(before).policy.kinds == std::set<std::string>{"visit"});
  before = last();
  editHousehold(*tablet, all[2], {{"persons", std::int64_t{3}}});
  editHousehold(*tablet, all[1], {{"persons", std::int64_t{4}}});
  REQUIRE(world.sync(*tablet).done());
  CHECK(since(before).policy.households == std::vector<std::int64_t>{all[1].rec, all[2].rec});
  CHECK(since(last()).roots.empty());
}

TEST_CASE("the feed is read over what the centre held: kinds that this build does not know, and what is no change") {
  World world;
  importPoor(world, 2);
  const auto newer = world.enrol(bianfang::COUNTY_OFFICE, {{village, true}});
  const auto before = world.centre().write([](StoreTx& tx, Registry&) { return must(tx.lastSeq(false)); });
  world.centre().write([&](StoreTx& tx, Registry& registry) {
    const auto sender = must(registry.sender(newer->device()));
    Change change;
    change.kind = 250;
    change.region = village;
    change.device = newer->device();
    change.user = newer->keys().user;
    change.role = newer->keys().role;
    Batch batch{newer->device(), 1, {}, village, {entryOf(serialise(change)), entryOf("\xff\xff garbage")}, {}};
    for (int persons = 3; persons < 5; ++persons) {
      change.kind = kindOf("household").number;
      change.set = fieldsOf("household", {{"register_number", std::to_string(persons)}});
      batch.entries.push_back(entryOf(serialise(change)));
    }
    batch.signature = newer->keys().signing.sign(signedBytes(batch, chainHead(batch)));
    const auto receipt = must(world.centre().replica().admit(tx, batch, sender, world.centre().clock.now()));
    REQUIRE(receipt.verdicts.size() == 2);
  });
  const auto tx = must(world.centre().store().read());
  const std::vector<PolicyRegion> regions{{village, ""}};
  CHECK(must(changesSince(builtinSchema(), *tx, regions, before, must(tx->lastSeq(false)))).roots.size() == 2);
}

TEST_CASE("what the turn of a day changes comes after the ranking of that day, by the same number of the feed") {
  World world;
  importPoor(world, 3);
  FakeClock clock;
  clock.time = firstOfJuly + 9 * day;
  auto judge = judgeOf(world, clock, {packFile(world, "due", ":asof < 20180711"), packFile(world, "other", "1")});
  CHECK(must(judge->look()).changed == 0);
  clock.time = midnightAfter(clock.time);
  const auto look = must(judge->look());
  CHECK(look.changed == 3);
  REQUIRE(look.frozen.size() == 2);
  const auto& frozen = look.frozen.front();
  REQUIRE(frozen.day() == 20180710);
  CHECK(keptSince(world, "due", frozen.seq(), frozen.at()) == 1);
  CHECK(keptSince(world, "other", 0, 0) == 0);
  CHECK(keptSince(world, "due", frozen.seq(), clock.time + minute) == 0);
}

TEST_CASE("a pack in error is told, keeps what it froze, and stops none of the others") {
  World world;
  importPoor(world, 3);
  FakeClock clock;
  clock.time = firstOfJuly + 9 * day;
  // From the 11th on its rule gives something that is no verdict.
  auto judge = judgeOf(world, clock,
                       {packFile(world, "broken", "CASE WHEN :asof < 20180711 THEN 1 ELSE 7 END"),
                        packFile(world, "due", ":asof < 20180711")});
  CHECK(must(judge->look()).failed.empty());
  clock.time = midnightAfter(clock.time);
  for (std::size_t changed : {3U, 0U}) {  // told again by each look, and the other pack is judged once
    const auto look = must(judge->look());
    REQUIRE(look.failed.size() == 1);
    CHECK(look.failed.front().pack == "broken");
    CHECK(look.failed.front().error.code == Errc::configInvalid);
    CHECK(look.failed.front().error.detail.find("A1") != std::string::npos);
    CHECK(look.changed == changed);
    CHECK(look.frozen.size() == (changed != 0 ? 2 : 0));
    const auto packs = must(judgedPacks(*must(world.centre().store().read())));
    REQUIRE(packs.size() == 2);
    CHECK(packs[0].pack == "broken");
    CHECK(packs[0].region == county);
    CHECK(packs[0].state.day() == 20180710);
    CHECK(packs[0].state.failure_en().find("A1") != std::string::npos);
    CHECK(packs[0].state.failure_zh().find("A1") != std::string::npos);
    CHECK(packs[1].state.failure_en().empty());
  }
  clock.time += 10 * day;
  CHECK(frozenIn(must(judge->look())) == Days{{20180720, false}});
}

TEST_CASE("a pack that failed from the start begins like any other once it is mended, and then says nothing of it") {
  World world;
  importPoor(world, 3);
  FakeClock clock;
  clock.time = firstOfJuly;
  const auto state = [&] { return must(judgedPacks(*must(world.centre().store().read()))).front().state; };
  auto judge = judgeOf(world, clock, {packFile(world, "broken", "7")});
  CHECK(must(judge->look()).failed.size() == 1);
  CHECK(state().at() == 0);
  CHECK_FALSE(state().failure_zh().empty());
  clock.time += minute;
  judge = judgeOf(world, clock, {packFile(world, "broken", "1")});
  const auto look = must(judge->look());
  CHECK(look.failed.empty());
  CHECK(look.changed == 0);
  CHECK(state().at() == clock.time);
  CHECK(state().failure_zh().empty());
}

TEST_CASE("a look that is told to stop ends in the middle of a rule, and keeps nothing that is half") {
  World world;
  world.centre().import(village, 3, 60);
  /// Tells it to stop while a ranking is frozen: before the evaluation of today.
  class StoppingClock final : public Clock {
   public:
    StandingJudge* judge = nullptr;
    int calls = 0;
    Micros now() override {
      if (++calls == 2) judge->stop();
      return firstOfJuly + 10 * day;
    }
  } clock;
  const auto rule =
      "(SELECT count(*) FROM member a, member b, member c WHERE a.parent = h.rec AND b.parent = h.rec AND c.parent = "
      "h.rec) > 0";
  auto options = SqliteOptions{};
  options.path = world.path("centre.db");
  options.search = false;
  auto judge = must(StandingJudge::open(must(SqliteStore::open(options, builtinSchema())),
                                        {packFile(world, "long", rule), packFile(world, "next", "1")}, clock));
  clock.judge = judge.get();
  const auto look = must(judge->look());
  CHECK(look.failed.empty());
  REQUIRE(look.frozen.size() == 1);
  CHECK(look.frozen.front().pack() == "long");
  const auto tx = must(world.centre().store().read());
  CHECK_FALSE(must(RejudgedRegister(*tx, "long", county).state()).has_value());
  CHECK_FALSE(must(RejudgedRegister(*tx, "next", county).state()).has_value());
  CHECK(must(judge->look()).frozen.empty());
}

TEST_CASE("a sample that was drawn is judged, though no record changed") {
  World world;
  importPoor(world, 3);
  FakeClock clock;
  clock.time = firstOfJuly;
  auto judge = judgeOf(world, clock, {packFile(world, "draws", "EXISTS (SELECT 1 FROM drawn d WHERE d.rec = h.rec)")});
  CHECK(must(judge->look()).changed == 0);
  world.centre().write([&](StoreTx& tx, Registry&) {
    bianfang::Sample sample;
    sample.set_village(village);
    sample.set_number(1);
    sample.set_everyone(true);
    const auto kind = kindOf("household").number;
    sample.add_drawn(must(tx.roots(kind, village, 0, 1)).front().id.str());
    must(tx.put(Space::sample, bigEndian(village) + bigEndian(1, 4), encode(sample)));
  });
  CHECK(must(judge->look()).changed == 1);
  world.centre().write([](StoreTx&, Registry& registry) { must(registry.audit("a", "b", {}, {}, 1)); });
  CHECK(must(judge->look()).changed == 0);
}

TEST_CASE("a look that changed more than one piece holds is kept in several") {
  std::vector<VerdictChange> many(1'200'000, {70'000, 3, otherVillage, Judgement::notCollected, Judgement::notMet});
  bianfang::Judged before, after;
  after.set_seq(9), after.set_at(10);
  const std::vector<IndicatorChanges> changes{{"A1", {many.begin(), many.begin() + 5}}, {"A2", many}, {"A3", {}}};
  World world;
  world.centre().write([&](StoreTx& tx, Registry&) {
    must(RejudgedRegister(tx, "p", county).add(after, packLook(before, after, changes)));
  });
  const auto tx = must(world.centre().store().read());
  std::vector<std::size_t> sizes;
  must(RejudgedRegister(*tx, "p", county).since(0, 0, [&](const bianfang::Rejudged& piece) -> Result<void> {
    CHECK(piece.after().seq() == 9);
    for (const auto& some : piece.indicators()) sizes.push_back(must(fromMessage(some)).changes.size());
    return {};
  }));
  CHECK(sizes == std::vector<std::size_t>{5, 999'995, 200'005});
}

TEST_CASE("old looks of the evaluation go, the oldest first and some at a time, and those of other packs stay") {
  World world;
  auto tx = must(world.centre().store().begin());
  RejudgedRegister kept(*tx, "one", county);
  RejudgedRegister other(*tx, "two", county);
  const auto lookAt = [](Micros at) {
    bianfang::Judged after;
    after.set_at(at);
    after.set_seq(static_cast<std::uint64_t>(at));
    return after;
  };
  const auto piece = packLook({}, lookAt(1), {{"W1.2", {{1, 1, village, Judgement::met, Judgement::notMet}}}});
  REQUIRE(piece.size() == 1);
  for (Micros at = 1; at <= 5; ++at) must(kept.add(lookAt(at), piece));
  must(other.add(lookAt(1), piece));
  const auto count = [](RejudgedRegister& of) {
    int looks = 0;
    must(of.since(0, 0, [&](const bianfang::Rejudged&) { return ++looks, Result<void>{}; }));
    return looks;
  };
  must(kept.prune(4, 2));
  CHECK(count(kept) == 3);
  must(kept.prune(4, 2));
  CHECK(count(kept) == 2);  // those of 4 and 5: what ended at the bound stays
  must(kept.prune(4, 2));
  CHECK(count(kept) == 2);
  CHECK(count(other) == 1);
}

TEST_CASE("changes of verdicts come out of the register as they went in") {
  const IndicatorChanges changes{"W1.2",
                                 {{1, 1, village, Judgement::met, std::nullopt},
                                  {0, 441424, 441424, std::nullopt, Judgement::unjudged},
                                  {70'000, 3, otherVillage, Judgement::notCollected, Judgement::notMet}}};
  auto message = toMessage(changes.indicator, changes.changes);
  CHECK(must(fromMessage(message)).changes == changes.changes);
  message.mutable_to()->pop_back();
  CHECK_FALSE(fromMessage(message).has_value());
  message = toMessage(changes.indicator, changes.changes);
  message.set_from(std::string(3, '\x09'));
  CHECK_FALSE(fromMessage(message).has_value());
}

}  // namespace bf::test
