// The samples: one village's tablet is in every other test; here the clerk's with many, and what goes wrong is named.
#include "tests/app/sample/sample_home.h"

#include <catch2/catch.hpp>
#include <set>

#include "bianfang/change.pb.h"
#include "tests/app/models/sample_tablet.h"

using namespace bf;
using namespace bf::test;

TEST_CASE("the clerk's sample has households of all its villages, on the register and beside it") {
  SampleOptions options;
  options.villages = 26;
  options.households = 60;
  options.rural = 40;
  options.visited = 5;
  SampleTablet tablet(options);
  const EightItems judge;
  const auto book = tablet.book(judge);
  std::set<RegionCode> villages;
  for (const auto& row : book.rows())
    if (row.facts.poor()) villages.insert(row.facts.region);
  CHECK(villages.size() >= 25);
  CHECK(book.rows().size() == 100);
  CHECK(std::ranges::count_if(book.rows(), [](const BookRow& row) { return row.facts.visits > 0; }) >= 5);
}

TEST_CASE("a sample that cannot be made says why") {
  const TempDir dir{TempDir::On::memory};
  SampleOptions options;
  options.folder = dir.file("tablet");
  options.villages = 5000;
  options.households = 5000;
  const auto tooMany = makeSampleHome(options);
  REQUIRE_FALSE(tooMany);
  CHECK_FALSE(tooMany.error().detail.empty());
  options.villages = 1;
  options.households = 12;
  options.visited = 1;
  must(makeSampleHome(options));
  const auto twice = makeSampleHome(options);
  REQUIRE_FALSE(twice);
  CHECK(twice.error().code == Errc::alreadyExists);
  CHECK_FALSE(twice.error().detail.empty());
}

TEST_CASE("what the sample's centre does not take names the place and the verdict") {
  const TempDir dir{TempDir::On::memory};
  county::Options wanted;
  wanted.households = 4;
  wanted.persons = 12;
  wanted.villages = 1;
  wanted.poorVillages = 1;
  wanted.renovations = 0;
  wanted.regionFolder = BIANFANG_REGION_FOLDER;
  const auto county = must(county::makeCounty(wanted));
  const auto centre = must(SampleCentre::open(dir.file("centre.db"), sampleMorning));
  must(centre->import(county));
  const auto village = county.villages[county.households.front().village].code;
  const auto elsewhere = village / 1000 == 441424100 ? 441424101 : 441424100;
  DeviceId device;
  device.bytes.back() = 9;
  auto clerk = must(centre->enrol("何雨", bianfang::TOWNSHIP_CLERK, static_cast<RegionCode>(elsewhere), device,
                                  *SigningKey::fromSeed(std::string(32, 'e'))));
  const auto edit = SampleTablet::edited("household", {{"address", "上坑屯"}});
  const auto written =
      centre->write(clerk, edit.kind, centre->households().at(county.households.front().number), village, edit.set);
  REQUIRE_FALSE(written);
  CHECK(written.error().detail.find(std::to_string(village)) != std::string::npos);
}
