// What stands under a signature: nothing is changed or taken out after it without being told.

#include <catch2/catch.hpp>

#include "tests/app/visit/visit_world.h"

namespace bf::test {

TEST_CASE("what is changed after it was signed is signed again") {
  VisitWorld world;
  auto draft = world.open();
  world.complete(draft);
  CHECK_FALSE(finds(draft, "changedSinceSigned"));
  // Where it was says nothing of what was said.
  world.answer(draft, {{"latitude", std::int64_t{239271990}}});
  CHECK_FALSE(finds(draft, "changedSinceSigned"));
  SECTION("an answer of the visit that is emptied") { world.empty(draft, "satisfaction"); }
  SECTION("an answer of the visit") { world.answer(draft, {{"satisfaction", "SATISFIED_PARTLY"}}); }
  SECTION("a measure promised at it") {
    world.tablet.save(makeChild("measure", world.household,
                                {{"batch", "SUPPORT_WORK"},
                                 {"content", "学技术"},
                                 {"state", "STATE_PLANNED"},
                                 {"visit", std::string(draft.id().view())}}));
    must(draft.read());
  }
  CHECK(finds(draft, "changedSinceSigned"));
  CHECK(draft.finish().error().code == Errc::notAllowed);
  CHECK(finds(draft, "changedSinceSigned", "household_signature"));
  CHECK(draft.staleSignatures() == std::vector<std::string>{"household_signature", "visitor_signature"});
  world.answer(draft, {{"household_signature", "new ink"}});
  CHECK(finds(draft, "changedSinceSigned", "visitor_signature"));  // it is still the old one
  world.answer(draft, {{"visitor_signature", "new ink"}});
  CHECK_FALSE(finds(draft, "changedSinceSigned"));
  must(draft.finish());
  CHECK_FALSE(finds(draft, "changedSinceSigned"));
}

TEST_CASE("what was taken out after it was signed is missed: a measure, a photo; one that was added is not") {
  VisitWorld world;
  auto draft = world.open();
  const auto photo = [&] {
    return world.tablet.save(makeChild("evidence", draft.id(), {{"evidence_type", "TYPE_PHOTO"}}));
  };
  const auto kept = photo();
  const auto measure = world.tablet.save(makeChild("measure", world.household,
                                                   {{"batch", "SUPPORT_WORK"},
                                                    {"content", "学技术"},
                                                    {"state", "STATE_PLANNED"},
                                                    {"visit", std::string(draft.id().view())}}));
  must(draft.read());
  world.complete(draft);
  photo();
  must(draft.read());
  CHECK_FALSE(finds(draft, "changedSinceSigned"));
  const auto takeOut = [&](const char* kind, const RecordId& record) {
    must((*world.tablet).remove(kindNumber(kind), record, "试验"));
    must(draft.read());
  };
  SECTION("a measure") { takeOut("measure", measure); }
  SECTION("a photo") { takeOut("evidence", kept); }
  CHECK(finds(draft, "changedSinceSigned", "household_signature"));
  CHECK(refused(draft.finish()) == Errc::notAllowed);
  // Also after the tablet was started anew.
  world.tablet.reopen();
  draft = world.open();
  CHECK(finds(draft, "changedSinceSigned", "household_signature"));
  world.answer(draft, {{"household_signature", "new ink"}, {"visitor_signature", "new ink"}});
  CHECK_FALSE(finds(draft, "changedSinceSigned"));
}

TEST_CASE("a clock that is put right between answers and signatures makes none of them too late or too early") {
  VisitWorld world;
  auto draft = world.open();
  constexpr Micros ahead = 5 * 3'600'000'000;
  SECTION("answers of a clock that was fast are not newer than the signatures after them") {
    world.tablet.clock().off += ahead;
    world.answer(draft, {{"satisfaction", "SATISFIED_PARTLY"}});
    world.tablet.clock().off -= ahead;
    world.complete(draft);
    world.answer(draft, {{"household_signature", "new ink"}, {"visitor_signature", "new ink"}});
    CHECK_FALSE(finds(draft, "changedSinceSigned"));
    must(draft.finish());
  }
  SECTION("a change after signatures of a clock that was fast is noticed") {
    world.tablet.clock().off += ahead;
    world.complete(draft);
    world.tablet.clock().off -= ahead;
    world.answer(draft, {{"difficulties", "缺技术"}});
    CHECK(finds(draft, "changedSinceSigned"));
  }
}

}  // namespace bf::test
