#include "shared/policy/toml_words.h"

#include <catch2/catch.hpp>

#include "shared/policy/policy_pack.h"

namespace bf::test {
namespace {

Label fault(const std::string& text) {
  const auto read = readPack(text, "p.toml", builtinSchema());
  REQUIRE_FALSE(read.has_value());
  REQUIRE(read.error().size() == 1);
  return read.error().front().text;
}

}  // namespace

TEST_CASE("what is no TOML is told in Chinese: where, why, and what stands there") {
  const auto rule = fault("a = 1\nrule = h.power\n");
  CHECK(
      rule.zh ==
      "第 2 行第 8 个字处不是正确的 TOML：等号后面的文字须放在英文双引号 \" 之间；这一行是 rule = h.power（Error while "
      "parsing value: could not determine value type）");
  CHECK(
      rule.en ==
      "this is not TOML at line 2, character 8: Error while parsing value: could not determine value type; the line is "
      "rule = h.power");
  CHECK_THAT(fault("规则 = 1").zh,
             Catch::StartsWith("第 1 行第 1 个字处不是正确的 TOML：每一行须以名称或 [ 开头；这一行是 规则 = 1"));
  CHECK_THAT(fault("a ＝ 1\r\n").zh, Catch::Contains("名称后面须是英文等号 =；这一行是 a ＝ 1（"));
  CHECK_THAT(fault("a = \n").zh, Catch::Contains("等号后面没有值"));
  CHECK_THAT(fault("a = \"x\nb = 1").zh, Catch::Contains("引号没有在本行结束"));
  CHECK_THAT(fault("a = 1\na = 2").zh, Catch::Contains("这一项写了两次"));
  CHECK_THAT(fault("a = { zh = \"x\" en = \"y\" }").zh, Catch::Contains("缺少英文逗号"));
  CHECK_THAT(fault("a = [1, 2").zh, Catch::Contains("到文件末尾还没有结束"));
  CHECK_THAT(fault("a = 12:70:00").zh, Catch::Contains("不是正确的 TOML：写法不对"));
}

TEST_CASE("a long line is cut between characters, and what is no text is not shown") {
  std::string words = "a";
  for (int i = 0; i < 40; ++i) words += "字";
  CHECK(tomlFault(words, 1, 1, "x").en ==
        "this is not TOML at line 1, character 1: x; the line is " + words.substr(0, 58) + "…");
  CHECK(tomlFault("\xff\xfe", 1, 1, "Encountered invalid utf-8 sequence").zh ==
        "第 1 行第 1 个字处不是正确的 TOML：文件不是 UTF-8 编码，请另存为 UTF-8（Encountered invalid utf-8 sequence）");
}

}  // namespace bf::test
