#include <catch2/catch.hpp>

#include "shared/schema/schema_reader.h"

using namespace bf;

TEST_CASE("words of SQL and the store's own columns are reserved, whole words only") {
  for (const auto* word : {"select", "order", "left", "add", "with", "user", "rec", "heads", "region_code", "extra"})
    CHECK(isReservedWord(word));
  for (const auto* word : {"", "selec", "name", "year", "household", "for sale", "ad", "region"})
    CHECK_FALSE(isReservedWord(word));
}
