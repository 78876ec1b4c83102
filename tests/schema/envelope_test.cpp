#include <catch2/catch.hpp>

#include "shared/schema/schema_reader.h"
#include "shared/schema/validate.h"
#include "shared/schema/value.h"

using namespace bf;

TEST_CASE("the envelope is removal, region, finished and corrects, in every kind") {
  for (const auto& kind : builtinSchema().kinds()) {
    INFO(kind.name);
    CHECK(kind.field(1)->name == "removal");
    CHECK(kind.field(2)->name == "region");
    CHECK(kind.field(3)->name == "finished");
    CHECK(kind.field(4)->name == "corrects");
    for (std::uint32_t number = 1; number <= 4; ++number) CHECK(kind.field(number)->envelope);
  }
}

TEST_CASE("values of the envelope have limits too") {
  const auto& kind = *builtinSchema().kindByName("household");
  const auto passes = [&](std::uint32_t number, const Value& value) {
    return checkFields(kind, {{number, encodeValue(*kind.field(number), value)}}).has_value();
  };
  CHECK(passes(1, std::string("重复录入")));
  CHECK(passes(2, std::int64_t{441424100201}));
  CHECK_FALSE(passes(2, std::int64_t{1'000'000'000'000}));
  CHECK_FALSE(passes(2, std::int64_t{4}));
  CHECK(passes(3, std::int64_t{1'545'000'000'000'000}));
  CHECK_FALSE(passes(3, std::int64_t{0}));
  CHECK(passes(4, std::string(16, 'x')));
  CHECK_FALSE(passes(4, std::string(15, 'x')));
}
