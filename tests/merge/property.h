#pragma once
// Properties checked by generated cases (rapidcheck) inside Catch2. A failure is shrunk to a small case and printed
// with the seed; the same BIANFANG_SEED gives the same cases again, and BIANFANG_CASES multiplies their number for a
// long run.

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>
#include <string>

#include "tests/seed.h"

namespace bf::test {

[[nodiscard]] inline int casesOf(int usual) {
  const char* times = std::getenv("BIANFANG_CASES");
  return usual * (times != nullptr ? std::max(1, std::atoi(times)) : 1);
}

/// Checks that `law` holds for `cases` generated arguments of `testable`, which states it with RC_ASSERT.
template <class Testable>
void forAll(const std::string& law, int cases, Testable&& testable) {
  setenv("RC_PARAMS", ("seed=" + std::to_string(seed())).c_str(), 0);  // or it would print another seed of its own
  rc::detail::TestParams params;
  params.seed = seed();
  params.maxSuccess = casesOf(cases);
  const rc::detail::TestMetadata metadata{law, law};
  const auto result = rc::detail::checkTestable(std::forward<Testable>(testable), metadata, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO(law << "\nBIANFANG_SEED=" << seed() << " repeats this\n" << text.str());
  REQUIRE(result.template is<rc::detail::SuccessResult>());
}

}  // namespace bf::test
