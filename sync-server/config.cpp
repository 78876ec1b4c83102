#include "sync-server/config.h"

#define TOML_EXCEPTIONS 0

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

/// Reads one table: every key that was asked for is known, all others are mistakes.
class Section {
 public:
  Section(const toml::table* table, std::string prefix, std::string_view file, std::vector<std::string>& mistakes)
      : table_(table), prefix_(std::move(prefix)), file_(file), mistakes_(mistakes) {}

  void text(const char* key, std::string& into, const char* example) {
    const auto* node = find(key);
    if (node == nullptr) return;
    if (const auto value = node->value<std::string>(); node->is_string() && value) into = *value;
    else
      mistake(node, key, "须写成带引号的文字，例如 " + sample(key, example),
              "must be a text in quotes, e.g. " + sample(key, example));
  }

  void oneOf(const char* key, std::string& into, const std::vector<std::string>& allowed) {
    std::string value = into;
    text(key, value, ('"' + allowed.front() + '"').c_str());
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) {
      into = value;
      return;
    }
    std::string list;
    for (const auto& one : allowed) list += (list.empty() ? "\"" : ", \"") + one + "\"";
    mistake(find(key), key, "只能是 " + list, "must be one of " + list);
  }

  void count(const char* key, std::size_t& into, std::int64_t least, std::int64_t most) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto value = node->value<std::int64_t>();
    if (node->is_integer() && value && *value >= least && *value <= most) {
      into = static_cast<std::size_t>(*value);
      return;
    }
    const auto range = std::to_string(least) + "–" + std::to_string(most);
    const auto shown = sample(key, std::to_string(into));
    mistake(node, key, "须为整数 " + range + "，例如 " + shown,
            "must be a whole number of " + range + ", e.g. " + shown);
  }

  void seconds(const char* key, std::chrono::milliseconds& into) {
    auto value = static_cast<std::size_t>(std::chrono::duration_cast<std::chrono::seconds>(into).count());
    count(key, value, 1, 3600);
    into = std::chrono::seconds(value);
  }

  void address(const char* key, ServerAddress& into, const char* example, bool mayBeEmpty) {
    std::string value;
    text(key, value, example);
    const auto* node = find(key);
    if (node == nullptr || !node->is_string()) return;
    if (value.empty() && mayBeEmpty) {
      into = {};
      return;
    }
    if (const auto parsed = parseAddress(value)) into = *parsed;
    else
      mistake(node, key, "须写成 地址:端口，例如 " + sample(key, example),
              "must be host:port, e.g. " + sample(key, example));
  }

  void texts(const char* key, std::vector<std::string>& into, const char* example) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto* list = node->as_array();
    bool good = list != nullptr && !list->empty();
    if (good)
      for (const auto& entry : *list) {
        if (const auto value = entry.value<std::string>(); entry.is_string() && !value->empty()) into.push_back(*value);
        else good = false;
      }
    if (!good)
      mistake(node, key, "须为至少一项的列表，例如 " + sample(key, example),
              "must be a list of at least one text, e.g. " + sample(key, example));
  }

  void required(const char* key, const char* example) {
    if (find(key) == nullptr)
      mistake(table_, key, "缺少，请写 " + sample(key, example), "is missing; write " + sample(key, example));
  }

  Section section(const char* key) {
    const auto* node = find(key);
    if (node != nullptr && !node->is_table())
      mistake(node, key, std::string("须为一节：[") + key + "]", std::string("must be a section: [") + key + "]");
    return {node == nullptr ? nullptr : node->as_table(), prefix_ + key + ".", file_, mistakes_};
  }

  void mistake(const toml::node* where, const std::string& key, const std::string& zh, const std::string& en) {
    const auto line = where == nullptr ? 0 : where->source().begin.line;
    mistakes_.push_back(std::string(file_) + ":" + std::to_string(line == 0 ? 1 : line) + ": " + prefix_ + key + " " +
                        bilingual(zh, en));
  }

  [[nodiscard]] const toml::node* find(const char* key) {
    known_.insert(key);
    return table_ == nullptr ? nullptr : table_->get(key);
  }

  void refuseUnknown() {
    if (table_ == nullptr) return;
    std::string list;
    for (const auto& one : known_) list += (list.empty() ? "" : ", ") + one;
    for (const auto& [key, node] : *table_) {
      const std::string name(key.str());
      if (known_.count(name) == 0) mistake(&node, name, "不认识；可用的有 " + list, "is not known; there are " + list);
    }
  }

 private:
  static std::string sample(const char* key, const std::string& example) { return std::string(key) + " = " + example; }

  const toml::table* table_;
  std::string prefix_;
  std::string_view file_;
  std::vector<std::string>& mistakes_;
  std::set<std::string> known_;
};

void readListen(Section listen, ServerConfig& config) {
  listen.required("address", R"("0.0.0.0:7443")");
  listen.required("names", R"(["sync.example.org"])");
  listen.address("address", config.listen, R"("0.0.0.0:7443")", false);
  listen.texts("names", config.names, R"(["sync.example.org", "192.0.2.10"])");
  if (!config.names.empty()) config.announced = {.host = config.names.front(), .port = config.listen.port};
  listen.address("announce", config.announced, R"("sync.example.org:7443")", false);
  listen.refuseUnknown();
}

void readObserve(Section observe, ServerConfig& config) {
  config.observe = {.host = "127.0.0.1", .port = 9643};
  observe.address("address", config.observe, R"("127.0.0.1:9643")", true);
  const auto& host = config.observe.host;
  if (config.observe.port != 0 && !host.starts_with("127.") && host != "::1")
    observe.mistake(observe.find("address"), "address", "只能是本机地址，例如 address = \"127.0.0.1:9643\"",
                    "must be a loopback address, e.g. address = \"127.0.0.1:9643\"");
  observe.refuseUnknown();
}

void readLog(Section log, ServerConfig& config) {
  log.oneOf("level", config.logLevel, {"info", "debug", "warn", "error"});
  std::string form = "text";
  log.oneOf("form", form, {"text", "json"});
  config.logForm = form == "json" ? LogForm::json : LogForm::text;
  log.text("file", config.logFile, "\"\"");
  log.refuseUnknown();
}

void readLimits(Section limits, ServerConfig& config) {
  limits.count("sessions", config.sessions, 1, 65536);
  limits.count("sessions_per_address", config.sessionsPerAddress, 1, 65536);
  limits.count("waiting_flights", config.waitingFlights, 1, 65536);
  limits.seconds("idle_seconds", config.idle);
  limits.seconds("write_seconds", config.write);
  limits.seconds("handshake_seconds", config.handshake);
  limits.refuseUnknown();
}

void readEvaluation(Section evaluation, ServerConfig& config) {
  evaluation.count("every_seconds", config.judgeSeconds, 0, 3600);
  evaluation.texts("packs", config.packs, R"(["wuhua-2018", "/etc/bianfang/ours.toml"])");
  evaluation.refuseUnknown();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines) all += (all.empty() ? "" : "\n") + line;
  return all;
}

/// The first line with a table header whose name does not begin like one, from 1; 0: none. toml++ 3.3 takes that for
/// granted (parse_key in parser.inl): it aborts, or in a release build runs on with undefined behaviour.
std::size_t lineOfOddHeader(std::string_view text) {
  const auto skipBlanks = [&] { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); };
  for (std::size_t line = 1; !text.empty(); ++line) {
    skipBlanks();
    if (text.starts_with('[')) {
      text.remove_prefix(text.starts_with("[[") ? 2 : 1);
      skipBlanks();
      const bool named = !text.empty() && (std::isalnum(static_cast<unsigned char>(text[0])) != 0 ||
                                           std::string_view("_-'\"]").find(text[0]) != std::string_view::npos);
      if (!named) return line;
    }
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return 0;
}

}  // namespace

Result<ServerConfig> parseConfig(std::string_view text, std::string_view name) {
  if (const auto line = lineOfOddHeader(text); line != 0)
    return fail(Errc::configInvalid, std::string(name) + ":" + std::to_string(line) + ": " +
                                         bilingual("节名用英文字母，例如 [limits]",
                                                   "section names are written in Latin letters, e.g. [limits]"));
  const auto parsed = toml::parse(text, name);
  if (!parsed) {
    std::ostringstream where;
    where << name << ":" << parsed.error().source().begin.line << ": ";
    return fail(Errc::configInvalid, where.str() +
                                         bilingual("不是有效的 TOML，请核对引号和等号：",
                                                   "not valid TOML, check quotes and equals signs: ") +
                                         std::string(parsed.error().description()));
  }
  ServerConfig config;
  std::vector<std::string> mistakes;
  Section root(&parsed.table(), "", name, mistakes);
  root.required("data", R"("/var/lib/bianfang")");
  root.text("data", config.data, R"("/var/lib/bianfang")");
  readListen(root.section("listen"), config);
  readObserve(root.section("observe"), config);
  readLog(root.section("log"), config);
  readLimits(root.section("limits"), config);
  readEvaluation(root.section("evaluation"), config);
  auto threads = root.section("threads");
  threads.count("network", config.networkThreads, 1, 64);
  threads.refuseUnknown();
  root.refuseUnknown();
  if (!mistakes.empty()) return fail(Errc::configInvalid, joined(mistakes));
  return config;
}

Result<ServerConfig> loadConfig(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return fail(Errc::notFound, path + ": " + bilingual("没有这个配置文件", "there is no such configuration file"));
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (text.size() > configBytesMax) return fail(Errc::tooLarge, path);
  return parseConfig(text, path);
}

}  // namespace bf
