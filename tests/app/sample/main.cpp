// bianfang-sample: makes the folder of a tablet with some weeks of work on it. It unlocks with 1234.
#include <CLI/CLI.hpp>
#include <iostream>

#include "app/controllers/pin_lock.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_home.h"

int main(int argc, char** argv) {
  CLI::App app{"Makes the folder of a tablet at work in a village of invented people. It unlocks with 1234."};
  bf::SampleOptions options;
  app.add_option("--data", options.folder, "folder to make")->required();
  app.add_option("--seed", options.seed, "source of all chance")->capture_default_str();
  app.add_option("--households", options.households, "households on the register")->capture_default_str();
  app.add_option("--rural", options.rural, "further ones as light records")->capture_default_str();
  app.add_option("--visited", options.visited, "households visited this year")->capture_default_str();
  app.add_option("--villages", options.villages, "more than one: a clerk's tablet")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  bf::SampleClock clock;
  clock.time = options.now;
  auto made = bf::makeSampleHome(options);
  if (made) made = bf::PinLock(options.folder, clock).set("1234");
  if (made) return 0;
  std::cerr << describe(made.error(), bf::Language::chinese) << "\n"
            << describe(made.error(), bf::Language::english) << "\n";
  return 1;
}
