// The eight items by the pack, against the same rules written a second time over the facts (eight_items.cpp): the same
// verdict for every household, before and after edits; and read at once as one by one.
#include "app/models/policy_judge.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/models/eight_items.h"
#include "app/models/facts_reader.h"
#include "app/tablet_home.h"
#include "shared/replica/tablet_replica.h"
#include "shared/schema/record_builder.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_home.h"
#include "tests/store/must.h"
#include "tests/store/temp_dir.h"

using namespace bf;
using namespace bf::test;

namespace {

constexpr Day today = 20180912;

struct Tablet {
  TempDir dir{TempDir::On::memory};
  SampleClock clock;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<TabletReplica> replica;

  Tablet() {
    SampleOptions options;
    options.folder = dir.file("tablet");
    must(makeSampleHome(options));
    clock.time = options.now;
    const auto home = must(TabletHome::open(options.folder));
    store = must(home.openStore());
    replica =
        std::make_unique<TabletReplica>(*store, clock, home.signingKey(), TabletIdentity{home.card().device, 0, 0});
  }

  std::vector<HouseholdFacts> facts() {
    const FactsReader reader(builtinSchema(), yearOf(today));
    const auto tx = must(store->read());
    auto all = must(reader.households(*tx, {}));
    must(reader.complete(*tx, all, {}));
    return all;
  }

  void edit(const char* kindName, const RecordId& record, const char* field, const char* text) {
    const auto& kind = *builtinSchema().kindByName(kindName);
    Edit edit;
    edit.kind = kind.number;
    edit.record = record;
    edit.set = must(RecordBuilder(kind).read(field, text).fields());
    must(replica->save(edit));
  }
};

}  // namespace

TEST_CASE("the pack judges every household of the tablet as the rules written by hand do") {
  Tablet tablet;
  const auto judge = must(PolicyJudge::open(*tablet.store, today));
  std::size_t met = 0, notMet = 0, unknown = 0;
  for (const auto& facts : tablet.facts()) {
    INFO(facts.number << " " << facts.head);
    const auto verdicts = judge->verdicts(facts, today);
    const auto byHand = EightItems().verdicts(facts, today);
    for (std::size_t i = 0; i < eightCount; ++i) {
      INFO("item " << i);
      CHECK(verdicts[i] == byHand[i]);
    }
    met += static_cast<std::size_t>(std::ranges::count(verdicts, Answer::yes));
    notMet += static_cast<std::size_t>(std::ranges::count(verdicts, Answer::no));
    unknown += static_cast<std::size_t>(std::ranges::count(verdicts, Answer::unknown));
  }
  CHECK(met > 100);
  CHECK(notMet > 10);
  CHECK(unknown > 10);
}

TEST_CASE("an edit is judged at once, and only by who looks one by one") {
  Tablet tablet;
  const auto book = must(PolicyJudge::open(*tablet.store, today));
  must(book->evaluateAll());
  const auto judge = must(PolicyJudge::open(*tablet.store, today));
  const auto all = tablet.facts();
  for (const auto& facts : all) CHECK(book->verdicts(facts, today) == judge->verdicts(facts, today));
  const auto dry = std::ranges::find(all, Answer::yes, &HouseholdFacts::water);
  REQUIRE(dry != all.end());
  tablet.edit("household", dry->id, "water_safe", "否");
  CHECK(judge->verdicts(*dry, today)[1] == Answer::no);
  CHECK(book->verdicts(*dry, today)[1] == Answer::yes);
}

TEST_CASE("a verdict comes with the document's sentence, and its words never contradict it") {
  Tablet tablet;
  const auto judge = must(PolicyJudge::open(*tablet.store, today));
  const auto all = tablet.facts();
  const auto items = judge->judge(all.front(), today);
  CHECK(items[0].source.zh.find("有安全住房") != std::string::npos);
  CHECK(items[6].source.zh.find("大病保险") != std::string::npos);
  // Facts that were read before an edit tell another story than the rule: then the rule's own name stands there.
  const auto wet = std::ranges::find(all, Answer::yes, &HouseholdFacts::water);
  tablet.edit("household", wet->id, "water_safe", "否");
  const auto changed = judge->judge(*wet, today);
  CHECK(changed[1].met == Answer::no);
  CHECK(changed[1].reason.zh == "安全饮用水");
}

TEST_CASE("what is not in the store is unknown") {
  Tablet tablet;
  const auto judge = must(PolicyJudge::open(*tablet.store, today));
  HouseholdFacts nobody;
  nobody.rec = 987'654'321;
  nobody.water = Answer::yes;
  for (const auto answer : judge->verdicts(nobody, today)) CHECK(answer == Answer::unknown);
}
