#pragma once
// The server's log: one line an event, as key=value or as a JSON object. Only ids, codes, counts and addresses go in;
// never a name, an ID number, a token or a value of a record.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "shared/base/error.h"
#include "sync-server/config.h"

namespace bf {

struct LogField {
  LogField(std::string_view fieldKey, std::string_view text) : key(fieldKey), value(text), quoted(true) {}
  LogField(std::string_view fieldKey, std::int64_t number) : key(fieldKey), value(std::to_string(number)) {}
  std::string_view key;
  std::string value;
  bool quoted = false;
};

/// `event` and fields as one line without its end; texts are escaped so that a line stays one line.
[[nodiscard]] std::string logLine(LogForm form, std::string_view event, std::initializer_list<LogField> fields);

/// May be used from any thread.
class ServerLog {
 public:
  /// Errors: Errc::storageFailed when the file cannot be opened.
  [[nodiscard]] static Result<ServerLog> open(const ServerConfig& config);
  /// A log that keeps nothing.
  ServerLog();
  ~ServerLog();
  ServerLog(ServerLog&&) noexcept;
  ServerLog& operator=(ServerLog&&) noexcept;

  void debug(std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void info(std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void warn(std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void error(std::string_view event, std::initializer_list<LogField> fields = {}) const;

 private:
  struct Sink;
  void write(int level, std::string_view event, std::initializer_list<LogField> fields) const;
  std::unique_ptr<Sink> sink_;
};

}  // namespace bf
