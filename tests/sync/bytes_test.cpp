// What travels, in bytes: the figures that the project is measured by.

#include <catch2/catch.hpp>
#include <iostream>

#include "shared/sync/frame.h"
#include "shared/sync/packing.h"
#include "tests/seed.h"
#include "tests/sync/a_day.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("a tablet's day in columns takes far fewer bytes than its exact changes") {
  for (const auto past : {Past::imported, Past::edited}) {
    auto day = aDay(test::seed(), 20, past);
    const auto exact = serialise(day.batch);
    Packer packer(day.names, day.batch.device);
    packer.receiverKnows(day.batch.device, {day.batch.first - 1, day.batch.prev});
    const auto packed = packer.pack(day.batch, PackAs::columns)->SerializeAsString();
    const auto bytes = makeFrame(packed, Compression::zstd).size();
    std::cout << "push of a day: exact " << exact.size() << ", columns " << packed.size() << ", columns with zstd "
              << bytes << ", exact with zstd " << makeFrame(exact, Compression::zstd).size() << '\n';
    CHECK(bytes <= 2'300);
  }
}
