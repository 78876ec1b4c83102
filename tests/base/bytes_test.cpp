#include "shared/base/bytes.h"

#include <catch2/catch.hpp>
#include <unordered_set>

using namespace bf;

TEST_CASE("bytes and hex are each other's inverse") {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  const auto hex = toHex(all);
  CHECK(hex.substr(0, 6) == "000102");
  CHECK(hex.substr(hex.size() - 4) == "feff");
  CHECK(fromHex(hex) == all);
  CHECK(fromHex("") == "");
  CHECK(fromHex("00fFaB") == std::string("\x00\xff\xab", 3));
}

TEST_CASE("hex that is not hex gives nothing") {
  CHECK_FALSE(fromHex("0"));
  CHECK_FALSE(fromHex("abc"));
  for (int c = 0; c < 256; ++c) {
    const auto character = static_cast<char>(c);
    const bool digit = std::string_view("0123456789abcdefABCDEF").find(character) != std::string_view::npos;
    INFO("character " << c);
    CHECK(fromHex(std::string{character, '0'}).has_value() == digit);
    CHECK(fromHex(std::string{'0', character}).has_value() == digit);
  }
}

TEST_CASE("octets are made of exactly as many bytes as they have") {
  CHECK_FALSE(DeviceId::from("1234567"));
  CHECK_FALSE(DeviceId::from("123456789"));
  CHECK_FALSE(DeviceId::from(""));
  const auto id = DeviceId::from("12345678");
  REQUIRE(id);
  CHECK(id->str() == "12345678");
  CHECK(id->view() == "12345678");
  CHECK_FALSE(id->isZero());
  CHECK(DeviceId{}.isZero());
  CHECK(DeviceId::from(std::string(8, '\0'))->isZero());
}

TEST_CASE("octets are ordered bytewise and without a sign") {
  const auto low = *DeviceId::from(std::string("\x7f\xff\xff\xff\xff\xff\xff\xff", 8));
  const auto high = *DeviceId::from(std::string("\x80\0\0\0\0\0\0\0", 8));
  CHECK(low < high);
  CHECK(*DeviceId::from("aaaaaaab") > *DeviceId::from("aaaaaaaa"));
}

TEST_CASE("octets can be keys of a hash table, short ones too") {
  std::unordered_set<DeviceId> devices{*DeviceId::from("12345678"), *DeviceId::from("12345678")};
  CHECK(devices.size() == 1);
  CHECK(devices.contains(*DeviceId::from("12345678")));
  using Short = Octets<3, struct ShortTag>;
  CHECK(std::hash<Short>{}(*Short::from("abc")) == std::hash<Short>{}(*Short::from("abc")));
}

TEST_CASE("a region lies within itself and all above it, and in nothing else") {
  const RegionCode village = 441424100201;
  for (const RegionCode above :
       {RegionCode{441424100201}, RegionCode{441424100}, RegionCode{441424}, RegionCode{4414}, RegionCode{44}}) {
    INFO(above);
    CHECK(within(village, above));
    CHECK(within(above, above));
    CHECK((above == village || !within(above, village)));
  }
  CHECK_FALSE(within(village, 441424100202));
  CHECK_FALSE(within(village, 441424101));
  CHECK_FALSE(within(village, 441425));
  CHECK_FALSE(within(village, 45));
}

TEST_CASE("no region lies within region 0, and region 0 lies nowhere") {
  CHECK_FALSE(within(441424, 0));
  CHECK_FALSE(within(0, 0));
  CHECK_FALSE(within(0, 44));
}

TEST_CASE("the number of digits tells the level and the region above") {
  struct Row {
    RegionCode region;
    std::string_view level;
    RegionCode parent;
  };
  const Row rows[] = {
      {441424100201, "village", 441424100},
      {441424100, "township", 441424},
      {441424, "county", 4414},
      {4414, "city", 44},
      {44, "province", 0},
      {0, "", 0},
      {4, "", 0},
      {44142410020, "", 0},
      {4414241002011, "", 0},
  };
  for (const auto& row : rows) {
    INFO(row.region);
    CHECK(levelName(row.region) == row.level);
    CHECK(parentOf(row.region) == row.parent);
  }
}
