#include "sync-server/server_log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>

namespace bf {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (byte < 0x20 || byte == 0x7f) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", byte);
      out += code.data();
    } else out += c;
  }
  return out;
}

bool needsQuotes(std::string_view text) {
  return text.empty() || text.find_first_of(" \"=\\\t\r\n") != std::string_view::npos || escaped(text) != text;
}

}  // namespace

std::string logLine(LogForm form, std::string_view event, std::initializer_list<LogField> fields) {
  const bool json = form == LogForm::json;
  std::string line = json ? R"("event":")" + escaped(event) + '"' : "event=" + std::string(event);
  for (const auto& field : fields) {
    line += json ? ",\"" + std::string(field.key) + "\":" : " " + std::string(field.key) + "=";
    const bool quotes = field.quoted && (json || needsQuotes(field.value));
    line += quotes ? '"' + escaped(field.value) + '"' : field.value;
  }
  return line;
}

struct ServerLog::Sink {
  std::shared_ptr<spdlog::logger> logger;
  LogForm form = LogForm::text;
};

ServerLog::ServerLog() = default;
ServerLog::~ServerLog() = default;
ServerLog::ServerLog(ServerLog&&) noexcept = default;
ServerLog& ServerLog::operator=(ServerLog&&) noexcept = default;

Result<ServerLog> ServerLog::open(const ServerConfig& config) {
  ServerLog log;
  log.sink_ = std::make_unique<Sink>();
  log.sink_->form = config.logForm;
  try {
    spdlog::sink_ptr sink;
    if (config.logFile.empty()) sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    else sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(config.logFile);
    log.sink_->logger = std::make_shared<spdlog::logger>("bianfangd", sink);
  } catch (const spdlog::spdlog_ex& problem) {
    return fail(Errc::storageFailed, "log.file: " + std::string(problem.what()));
  }
  auto& logger = *log.sink_->logger;
  logger.set_pattern(config.logForm == LogForm::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})"
                                                     : "time=%Y-%m-%dT%H:%M:%S.%e%z level=%l %v");
  logger.set_level(spdlog::level::from_str(config.logLevel));
  logger.flush_on(spdlog::level::info);
  return log;
}

void ServerLog::write(int level, std::string_view event, std::initializer_list<LogField> fields) const {
  if (!sink_) return;
  const auto spdLevel = static_cast<spdlog::level::level_enum>(level);
  if (sink_->logger->should_log(spdLevel)) sink_->logger->log(spdLevel, "{}", logLine(sink_->form, event, fields));
}

void ServerLog::debug(std::string_view event, std::initializer_list<LogField> fields) const {
  write(spdlog::level::debug, event, fields);
}
void ServerLog::info(std::string_view event, std::initializer_list<LogField> fields) const {
  write(spdlog::level::info, event, fields);
}
void ServerLog::warn(std::string_view event, std::initializer_list<LogField> fields) const {
  write(spdlog::level::warn, event, fields);
}
void ServerLog::error(std::string_view event, std::initializer_list<LogField> fields) const {
  write(spdlog::level::err, event, fields);
}

}  // namespace bf
