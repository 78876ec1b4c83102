#include "shared/base/bilingual.h"

#include <catch2/catch.hpp>

using namespace bf;

TEST_CASE("an error is told in the language of who reads it") {
  const Error error{Errc::notFound, "x.toml: " + bilingual("没有这一天", "no such day") + " 20181301"};
  CHECK(describe(error, Language::chinese) == "没有找到：x.toml: 没有这一天 20181301");
  CHECK(describe(error, Language::english) == "Not found: x.toml: no such day 20181301");
}

TEST_CASE("a piece in both languages may stand beside another, and a plain detail stays as it is") {
  const auto detail = bilingual("甲", "a") + "/" + bilingual("乙", "b");
  CHECK(inLanguage(detail, Language::chinese) == "甲/乙");
  CHECK(inLanguage(detail, Language::english) == "a/b");
  CHECK(inLanguage("row 3", Language::chinese) == "row 3");
  CHECK(inLanguage(bilingual("", "only here"), Language::chinese).empty());
}

TEST_CASE("a detail that says everything is told without the sentence of its code") {
  const Error error{Errc::storageFailed, bilingualSentence("文件写不进去", "the file cannot be written")};
  CHECK(saysAll(error.detail));
  CHECK_FALSE(saysAll(bilingual("甲", "a")));
  CHECK(describe(error, Language::chinese) == "文件写不进去");
  CHECK(describe(error, Language::english) == "the file cannot be written");
}
