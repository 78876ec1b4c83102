#include "sync-server/ctl/usage_words.h"

#include <algorithm>
#include <string_view>

#include "shared/base/bilingual.h"
#include "shared/exchange/near_names.h"

namespace bf {
namespace {

struct Words {
  std::string_view english, chinese;
  bool toTheEnd = false;  ///< what follows says nothing to a person
};
constexpr Words words[]{{": Value ", ": "},
                        {" not in {", " 不在可用的值之内 {"},
                        {" not in range", " 应为大于 0 的数", true},
                        {"A subcommand is required", "要做什么（子命令）"},
                        {" is required", ""},
                        {"Could not convert: ", ""},
                        {"1 required TEXT missing", "后面缺一个值", true},
                        {" required but received", "，只给了"},
                        {"At least ", "应有的值："},
                        {"Exactly 1 option from ", "下列各项中恰好一项 "},
                        {" and 2 were given", "，给出了两项"},
                        {" requires ", " 须同时给出 "},
                        {" excludes ", " 不能同时给出 "},
                        {"a reason, not blanks", "理由不能是空白"}};

/// The words of CLI11 replaced, but not within what the user wrote, whatever words are in it.
std::string inChinese(std::string what, const std::vector<std::string>& arguments) {
  std::vector<std::string> own;
  for (const auto& argument : arguments) {
    // Of "--format=pdf" the message has what stands behind the sign.
    const auto sign = argument.starts_with("--") ? argument.find('=') : std::string::npos;
    const auto value = sign != std::string::npos ? argument.substr(sign + 1) : argument;
    const auto at = what.find(value);
    if (at == std::string::npos ||
        std::ranges::none_of(words, [&](const Words& one) { return value.find(one.english) != std::string::npos; }))
      continue;
    what.replace(at, value.size(), "\x01" + std::to_string(own.size()) + "\x02");
    own.push_back(value);
  }
  for (const auto& one : words)
    if (const auto at = what.find(one.english); at != std::string::npos)
      what.replace(at, one.toTheEnd ? std::string::npos : one.english.size(), one.chinese);
  for (std::size_t i = 0; i < own.size(); ++i) {
    const auto mark = "\x01" + std::to_string(i) + "\x02";
    if (const auto at = what.find(mark); at != std::string::npos) what.replace(at, mark.size(), own[i]);
  }
  return what;
}

/// The Chinese name of an argument that has no dashes; empty for other words.
std::string_view argumentName(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> names[]{
      {"number", "编号"},       {"tablet", "平板编号"}, {"user", "用户编号"},         {"code", "校验码"},
      {"files", "文件"},        {"backup", "备份"},     {"pack", "政策包"},           {"kind", "种类"},
      {"record", "记录"},       {"field", "字段"},      {"from", "较早的日期或序号"}, {"to", "较晚的日期或序号"},
      {"village", "行政村代码"}};
  const auto found = std::ranges::find(names, word, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(names) ? std::string_view() : found->second;
}

/// A range that only keeps 0 and less out says so, instead of naming the largest number of this machine.
std::string withoutRange(std::string what) {
  const auto at = what.find(" not in range");
  if (at != std::string::npos && what.find("0.000000 to 1797693") != std::string::npos)
    what.replace(at, std::string::npos, " is not greater than 0");
  return what;
}

/// Words that no command takes, as they were written: CLI11 tells them backwards.
Label notExpected(const CLI::App& app) {
  std::string all;
  for (const auto& word : app.remaining(true)) all += (all.empty() ? "" : " ") + word;
  return {"命令中有不认识的内容：" + all + "\n用 --help 查看用法",
          "not expected here: " + all + "\nRun with --help for more information."};
}

}  // namespace

std::string toldUsage(const CLI::App& app, const CLI::ParseError& problem, Language language,
                      const std::vector<std::string>& arguments) {
  if (problem.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) return notExpected(app).in(language);
  if (language == Language::english) return withoutRange(problem.what()) + "\nRun with --help for more information.";
  const auto is = [&](CLI::ExitCodes code) { return problem.get_exit_code() == static_cast<int>(code); };
  const char* sentence = is(CLI::ExitCodes::RequiredError)     ? "命令不完整，缺少："
                         : is(CLI::ExitCodes::ValidationError) ? "选项的值不能用："
                         : is(CLI::ExitCodes::ConversionError) ? "选项的值读不懂："
                                                               : "命令有误：";
  const std::string_view what = problem.what();
  constexpr std::string_view required = " is required";
  if (const auto name = what.ends_with(required) ? argumentName(what.substr(0, what.size() - required.size())) : "";
      !name.empty())
    return sentence + std::string(name) + "\n用 --help 查看用法";
  return sentence + inChinese(problem.what(), arguments) + "\n用 --help 查看用法";
}

std::optional<Label> unknownCommand(const CLI::App& app, const std::vector<std::string>& arguments) {
  const CLI::App* at = &app;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& word = arguments[i];
    if (word.starts_with("-")) {
      const bool valued = word == "--config" || word == "--data" || word == "--lang" || word == "--wait";
      i += valued ? 1 : 0;
      continue;
    }
    // Groups of options are nameless commands to CLI11.
    const auto commands = at->get_subcommands([](const CLI::App* one) { return !one->get_name().empty(); });
    if (commands.empty()) break;
    const auto known = std::ranges::find(commands, word, [](const CLI::App* one) { return one->get_name(); });
    if (known != commands.end()) {
      at = *known;
      continue;
    }
    std::vector<std::string> names;
    for (const auto* one : commands) names.push_back(one->get_name());
    const auto near = nearNames(word, names);
    std::string listed;
    for (const auto& one : near.empty() ? names : near) listed += (listed.empty() ? "" : ", ") + one;
    return Label{
        "没有这个命令：" + word + (near.empty() ? "\n可用的有：" : "\n相近的有：") + listed + "\n用 --help 查看用法",
        "no such command: " + word + (near.empty() ? "\nthere are: " : "\nnear: ") + listed +
            "\nRun with --help for more information."};
  }
  return std::nullopt;
}

std::string toldFailure(const Error& error, Language language) {
  if (error.code != Errc::busy || saysAll(error.detail)) return describe(error, language);
  static const Label busy{
      "数据库正忙：另一个命令（例如导入）正在写入，这个命令没有做完。等它做完，再执行一次；也可以用 --wait 多等一会",
      "The store is busy: another command, an import for example, is writing, and this one did not "
      "finish. Run it again when the other is done, or wait longer by --wait"};
  return busy.in(language);
}

}  // namespace bf
