#include "shared/store/pinyin.h"

#include <algorithm>
#include <catch2/catch.hpp>

namespace bf::test {
namespace {

using Words = std::vector<std::string>;

bool contains(const Words& words, const std::string& word) { return std::ranges::find(words, word) != words.end(); }

}  // namespace

TEST_CASE("Pinyin has no tones, one syllable a character, and leaves other scripts as they are") {
  CHECK(pinyin("王建国") == Words{"wang", "jian", "guo"});
  CHECK(pinyin("吕绿") == Words{"lu", "lu"});
  CHECK(pinyin("A 王") == Words{"a", "wang"});
  CHECK(pinyin("").empty());
  CHECK(pinyin("ÉЖ") == Words{"e", "ж"});
  CHECK(pinyin("㐀龙鿏𠅤") == Words{"qiu", "long", "mai", "xi"});
}

TEST_CASE("a first character is read as a surname where it is one, elsewhere as usual") {
  CHECK(pinyin("单雄信").front() == "shan");
  CHECK(pinyin("单雄信", false).front() == "dan");
  CHECK(pinyin("张单") == Words{"zhang", "dan"});
  CHECK(pinyin("长孙无忌") == Words{"zhang", "sun", "wu", "ji"});
  CHECK(pinyin("令狐冲") == Words{"ling", "hu", "chong"});
}

TEST_CASE("the words of a name are its tails, the tails of its Pinyin and of its initials, each once") {
  const auto words = nameTerms("王建国");
  CHECK(words.size() == 9);
  for (const auto* word : {"王建国", "建国", "国", "wangjianguo", "jianguo", "guo", "wjg", "jg", "g"})
    CHECK(contains(words, word));
  CHECK(nameTerms("王王").size() == 6);
  CHECK(nameTerms("").empty());
}

TEST_CASE("broken text makes no words that reach beyond it") {
  for (const std::string text : {"\xe7", "\xe7\x8e", "王\xf0\x9f", "\x80\x80", "\xff"})
    CHECK(nameTerms(text).size() < 9);
}

TEST_CASE("ID numbers stand by their last characters turned round, register numbers by their start") {
  CHECK(idTailTerm("44142419700101123X") == "~x3211010");
  CHECK(idTailTerm("12") == "~21");
  CHECK(idTailTerm("").empty());
  CHECK(numberTerm("4414 2410") == "#44142410");
  CHECK(numberTerm("").empty());
}

TEST_CASE("what is typed is looked for as a name, and with digits in it also as a number") {
  CHECK(queryPrefixes("Wang") == Words{"wang"});
  CHECK(queryPrefixes("12") == Words{"12", "#12", "~21"});
  CHECK(queryPrefixes("１２") == Words{"12", "#12", "~21"});
  CHECK(queryPrefixes("44142419700101123X").back() == "~x3211010");
  CHECK(queryPrefixes(" '").empty());
}

}  // namespace bf::test
