#include "shared/policy/toml_words.h"

#include <array>
#include <string>

namespace bf {
namespace {

/// Bytes of a line that a message shows.
constexpr std::size_t shownBytes = 60;

struct Cause {
  std::string_view said;  ///< part of the parser's words; the first that fits counts
  std::string_view zh;
};

constexpr std::array causes{
    Cause{"utf-8", "文件不是 UTF-8 编码，请另存为 UTF-8"},
    Cause{"expected value", "等号后面没有值"},
    Cause{"could not determine value type", "等号后面的文字须放在英文双引号 \" 之间"},
    Cause{"control characters", "引号没有在本行结束；几行的文字用 \"\"\" 开始和结束"},
    Cause{"expected '='", "名称后面须是英文等号 ="},
    Cause{"cannot redefine", "这一项写了两次"},
    Cause{"unknown escape sequence", "双引号之间的反斜杠 \\ 要写成 \\\\"},
    Cause{"closing '}', saw '\\n'", "花括号须在同一行内结束"},
    Cause{"comma or closing", "缺少英文逗号，或右括号"},
    Cause{"expected ']'", "缺少右方括号 ]"},
    Cause{"a comment or whitespace", "值的后面多写了内容"},
    Cause{"expected keys", "每一行须以名称或 [ 开头"},
    Cause{"leading zeroes", "数字不能以 0 开头"},
    Cause{"end-of-file", "到文件末尾还没有结束：缺少引号或括号"},
};

std::string_view lineOf(std::string_view text, std::size_t line) {
  for (; line > 1 && !text.empty(); --line)
    text.remove_prefix(text.find('\n') == std::string_view::npos ? text.size() : text.find('\n') + 1);
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// Not cut within a character.
std::string shortened(std::string_view line) {
  if (line.size() <= shownBytes) return std::string(line);
  auto end = shownBytes;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return std::string(line.substr(0, end)) + "…";
}

}  // namespace

Label tomlFault(std::string_view text, std::size_t line, std::size_t column, std::string_view said) {
  std::string_view cause = "写法不对";
  for (const auto& one : causes)
    if (said.find(one.said) != std::string_view::npos) {
      cause = one.zh;
      break;
    }
  // What is not UTF-8 would spoil the message.
  const auto found = cause == causes.front().zh ? std::string() : shortened(lineOf(text, line));
  const auto l = std::to_string(line), c = std::to_string(column);
  return {"第 " + l + " 行第 " + c + " 个字处不是正确的 TOML：" + std::string(cause) +
              (found.empty() ? "" : "；这一行是 " + found) + "（" + std::string(said) + "）",
          "this is not TOML at line " + l + ", character " + c + ": " + std::string(said) +
              (found.empty() ? "" : "; the line is " + found)};
}

}  // namespace bf
