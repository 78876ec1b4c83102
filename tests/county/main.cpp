// bianfang-county: writes the import files of a made-up county.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "tests/county/tables.h"

namespace {

int complain(const bf::Error& error) {
  std::cerr << describe(error, bf::Language::chinese) << "\n" << describe(error, bf::Language::english) << "\n";
  return 1;
}

void summarise(const bf::county::County& county) {
  std::cout << county.region.name << " " << county.region.code << "\n"
            << "  townships " << county.townships.size() << ", villages " << county.villages.size() << " ("
            << county.options.villages << " in the register, " << county.options.poorVillages << " poor villages)\n"
            << "  households " << county.households.size() << ", persons " << county.people.size()
            << ", renovations of 2018 " << county.options.renovations << ", light households " << county.light.size()
            << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Writes the files of a made-up county, as its office would import them. The same seed gives the same bytes."};
  bf::county::Options options;
  std::string out, format = "csv";
  app.add_option("--county", options.county, "county code with a file in the region folder")->capture_default_str();
  app.add_option("--seed", options.seed, "source of all chance")->capture_default_str();
  app.add_option("--households", options.households, "registered poor households; 0: the county's figure");
  app.add_option("--persons", options.persons, "their members; 0: the county's figure");
  app.add_option("--villages", options.villages, "villages that have poor households; 0: the county's figure");
  app.add_option("--poor-villages", options.poorVillages, "poor villages among them; 0: the county's figure");
  app.add_option("--renovations", options.renovations, "renovations in the plan of 2018; -1: the county's figure");
  app.add_option("--rural", options.rural, "further households as light records")->capture_default_str();
  app.add_option("--broken-rows", options.brokenRows, "further rows that an import must leave out")
      ->capture_default_str();
  app.add_option("--regions", options.regionFolder, "folder of the region files")->capture_default_str();
  app.add_option("--out", out, "folder to write to; it is made")->required();
  app.add_option("--format", format, "csv, xlsx or both")
      ->check(CLI::IsMember({"csv", "xlsx", "both"}))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  const auto county = bf::county::makeCounty(options);
  if (!county) return complain(county.error());
  std::error_code code;
  std::filesystem::create_directories(out, code);
  using bf::county::Format;
  const Format chosen = format == "csv" ? Format::csv : format == "xlsx" ? Format::xlsx : Format::both;
  if (const auto written = bf::county::writeCounty(*county, out, chosen); !written) return complain(written.error());
  summarise(*county);
  return 0;
}
