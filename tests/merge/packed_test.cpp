#include "shared/merge/packed.h"

#include "shared/merge/merge_limits.h"
#include "tests/merge/property.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("numbers that are packed and read again are the same") {
  forAll("packed lists round trip", 300, [](const std::vector<std::uint32_t>& numbers) {
    const auto read = readPacked(packed(numbers), numbers.size());
    RC_ASSERT(read.has_value());
    RC_ASSERT((*read == std::vector<std::uint64_t>(numbers.begin(), numbers.end())));
  });
}

TEST_CASE("a packed list that ends within a number, or has one of more than ten bytes, is malformed") {
  CHECK(readPacked("\x01\x80", 9).error().code == Errc::malformed);
  CHECK(readPacked("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 9).error().code == Errc::malformed);
  CHECK(readPacked("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 9) == std::vector{UINT64_MAX});
}

TEST_CASE("a packed list of more numbers than allowed is too large") {
  CHECK(readPacked("\x01\x02\x03", 3).has_value());
  CHECK(readPacked("\x01\x02\x03", 2).error().code == Errc::tooLarge);
  CHECK(readPacked("", 0).has_value());
}

TEST_CASE("field numbers past those of protobuf are malformed") {
  CHECK(readFieldNumbers(packed({0, 1, fieldNumberMax}), 3) == std::vector<std::uint32_t>{0, 1, fieldNumberMax});
  CHECK(readFieldNumbers(packed({fieldNumberMax + 1}), 3).error().code == Errc::malformed);
  CHECK(readFieldNumbers("\x80\x80\x80\x80\x10", 3).error().code == Errc::malformed);  // 2^32
}
