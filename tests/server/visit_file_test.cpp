// The JSON file of a visit: what is misspelt or half is told, and then nothing is saved.

#include "app/visit_file.h"

#include <catch2/catch.hpp>

#include "tests/sync/world.h"

using namespace bf;
using namespace bf::test;

namespace {

struct Desk {
  World world;
  std::unique_ptr<Tablet> tablet;
  std::string household;
  Desk() {
    world.centre().import(village, 1);
    tablet = world.secretary();
    REQUIRE(world.sync(*tablet).done());
    household = toHex(households(tablet->replica().store()).front().id.view());
  }
  /// Saves a file of this household with `rest` after it.
  Result<RecordId> save(const std::string& rest) {
    return saveVisitFile(tablet->replica(), "{\"household\": \"" + household + "\"" + rest, tablet->clock.now());
  }
  std::size_t waiting() { return must(tablet->replica().waiting()).changes; }
};

}  // namespace

TEST_CASE("a visit file with a misspelt word, or nothing to save, is refused whole") {
  Desk desk;
  const auto before = desk.waiting();
  for (const std::string rest :
       {R"(, "vist": {"purpose": "遍访"}})", R"(, "household_set": {"phone": "13800000000"}, "recods": []})", "}",
        R"(, "demands": []})", R"(, "visit": {"purpose": "遍访"}, "finish": "no"})"}) {
    CAPTURE(rest);
    const auto saved = desk.save(rest);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == Errc::malformed);
  }
  CHECK(desk.waiting() == before);
  CHECK(desk.save(R"(, "visit": {"purpose": "遍访"}, "finish": false})"));
  CHECK(desk.waiting() > before);
}

TEST_CASE("a mistake in the JSON is told with its line") {
  Desk desk;
  for (const std::string rest : {",\n\n \"visit\": oops}", ",\n\n \"visit\": {", ",\n\n \"visit\": {}} x"}) {
    CAPTURE(rest);
    const auto saved = desk.save(rest);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().detail.find("line 3") != std::string::npos);
  }
}
