#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>

#include "tests/seed.h"

namespace bf::test {

std::uint64_t seed() {
  const char* given = std::getenv("BIANFANG_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 20151129;
}

}  // namespace bf::test

int main(int argc, char** argv) {
  const int failed = Catch::Session().run(argc, argv);
  if (failed != 0)
    std::printf("BIANFANG_SEED=%llu repeats this run\n", static_cast<unsigned long long>(bf::test::seed()));
  return failed < 255 ? failed : 255;  // an exit status has eight bits: 256 failures must not read as success
}
