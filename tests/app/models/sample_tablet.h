#pragma once
// The sample's tablet without Qt: its store and replica, what a book reads of it, and edits as people make them; and a
// book of facts that no store holds.

#include <memory>
#include <utility>
#include <vector>

#include "app/models/eight_items.h"
#include "app/models/facts_reader.h"
#include "app/models/village_book.h"
#include "app/tablet_home.h"
#include "shared/replica/tablet_replica.h"
#include "shared/schema/record_builder.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_home.h"
#include "tests/store/must.h"
#include "tests/store/temp_dir.h"

namespace bf::test {

inline constexpr Day sampleDay = 20180912;

/// Takes a second to make.
struct SampleTablet {
  TempDir dir{TempDir::On::memory};
  SampleClock clock;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<TabletReplica> replica;

  explicit SampleTablet(SampleOptions options = {}) {
    options.folder = dir.file("tablet");
    must(makeSampleHome(options));
    clock.time = options.now;
    const auto home = must(TabletHome::open(options.folder));
    store = must(home.openStore());
    replica =
        std::make_unique<TabletReplica>(*store, clock, home.signingKey(), TabletIdentity{home.card().device, 0, 0});
  }

  static std::uint32_t numberOf(const char* kind) { return builtinSchema().kindByName(kind)->number; }

  std::vector<HouseholdFacts> facts() {
    const FactsReader reader(builtinSchema(), yearOf(sampleDay));
    const auto tx = must(store->read());
    auto all = must(reader.households(*tx, {}));
    must(reader.complete(*tx, all, {}));
    return all;
  }

  /// The judge outlives the book.
  VillageBook book(const ItemJudge& judge) {
    VillageBook made(builtinSchema(), judge, sampleDay);
    must(made.readAll(*store));
    return made;
  }

  using Answers = std::vector<std::pair<const char*, const char*>>;
  /// As people write them, by the field's name.
  static Edit edited(const char* kind, const Answers& answers) {
    RecordBuilder builder(*builtinSchema().kindByName(kind));
    for (const auto& [field, text] : answers) builder.read(field, text);
    Edit edit;
    edit.kind = numberOf(kind);
    edit.set = must(builder.fields());
    return edit;
  }

  void edit(const char* kind, const RecordId& record, const char* field, const char* text) {
    auto edit = edited(kind, {{field, text}});
    edit.record = record;
    must(replica->save(edit));
  }

  RecordId add(const char* kind, const RecordId& parent, const Answers& answers) {
    auto edit = edited(kind, answers);
    edit.parent = parent;
    return must(replica->save(edit));
  }
};

/// Of facts that no store holds.
inline VillageBook bookOf(std::vector<HouseholdFacts> facts) {
  static const EightItems judge;
  VillageBook book(builtinSchema(), judge, sampleDay);
  book.hold(std::move(facts));
  return book;
}

}  // namespace bf::test
