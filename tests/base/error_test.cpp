#include "shared/base/error.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>
#include <vector>

#include "shared/base/wire.h"

using namespace bf;

namespace {

// Errc has no gaps and ends with `internal`.
std::vector<Errc> everyCode() {
  std::vector<Errc> codes;
  for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) codes.push_back(static_cast<Errc>(i));
  return codes;
}

bool isAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

TEST_CASE("every error has a name of its own") {
  std::set<std::string> names;
  for (const auto code : everyCode()) names.insert(name(code));
  CHECK(names.size() == everyCode().size());
  CHECK(std::string(name(Errc::malformed)) == "malformed");
  CHECK(std::string(name(Errc::awaitingConfirmation)) == "awaitingConfirmation");
  CHECK(std::string(name(Errc::internal)) == "internal");
}

TEST_CASE("every error has a sentence of its own in Chinese and in English") {
  std::set<std::string> chinese;
  std::set<std::string> english;
  for (const auto code : everyCode()) {
    INFO(name(code));
    const auto zh = describe({code, {}}, Language::chinese);
    const auto en = describe({code, {}}, Language::english);
    CHECK(isUtf8(zh));
    CHECK(std::ranges::none_of(zh, [](char c) { return c >= 'A' && c <= 'z'; }));
    CHECK(zh.size() >= 4 * 3);  // four characters
    CHECK(isAscii(en));
    CHECK(en.size() >= 8);
    CHECK((en.front() >= 'A' && en.front() <= 'Z'));
    chinese.insert(zh);
    english.insert(en);
  }
  CHECK(chinese.size() == everyCode().size());
  CHECK(english.size() == everyCode().size());
}

TEST_CASE("the detail follows the sentence in the punctuation of its language") {
  const Error error{Errc::notFound, "household 3"};
  CHECK(describe(error, Language::chinese) == "没有找到：household 3");
  CHECK(describe(error, Language::english) == "Not found: household 3");
}

TEST_CASE("an error passes through BF_LET and BF_CHECK with its code and detail") {
  const auto inner = [](bool ok) -> Result<int> {
    if (!ok) return fail(Errc::busy, "5 s");
    return 7;
  };
  const auto viaLet = [&](bool ok) -> Result<std::string> {
    BF_LET(value, inner(ok));
    BF_LET(second, inner(true));
    return std::to_string(value + second);
  };
  const auto viaCheck = [&](bool ok) -> Result<> {
    BF_CHECK(inner(ok));
    return {};
  };
  CHECK(viaLet(true) == "14");
  CHECK(viaCheck(true).has_value());
  REQUIRE_FALSE(viaLet(false));
  CHECK(viaLet(false).error().code == Errc::busy);
  CHECK(viaLet(false).error().detail == "5 s");
  REQUIRE_FALSE(viaCheck(false));
  CHECK(viaCheck(false).error().detail == "5 s");
}

TEST_CASE("BF_CHECK works as the only statement of an if with an else") {
  const auto choose = [](bool first) -> Result<int> {
    if (first) BF_CHECK(Result<int>(fail(Errc::timeout)));
    else return 2;
    return 1;
  };
  CHECK(choose(false) == 2);
  REQUIRE_FALSE(choose(true));
  CHECK(choose(true).error().code == Errc::timeout);
}

TEST_CASE("BF_LET gives a value that can be moved out of") {
  const auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(3); };
  const auto take = [&]() -> Result<std::unique_ptr<int>> {
    BF_LET(made, make());
    return std::move(made);
  };
  const auto taken = take();
  REQUIRE(taken);
  CHECK(**taken == 3);
}
