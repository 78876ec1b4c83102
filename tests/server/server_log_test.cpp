#include "sync-server/server_log.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>

using namespace bf;

TEST_CASE("an event is one line of key=value, quoted where it must be") {
  CHECK(logLine(LogForm::text, "closed", {{"device", "00ff"}, {"flights", 3}, {"why", "no progress"}, {"x", ""}}) ==
        "event=closed device=00ff flights=3 why=\"no progress\" x=\"\"");
}

TEST_CASE("an event is one JSON object's inside, numbers as numbers") {
  CHECK(logLine(LogForm::json, "closed", {{"device", "00ff"}, {"flights", 3}}) ==
        R"("event":"closed","device":"00ff","flights":3)");
}

TEST_CASE("nothing that a peer sends can end a line or forge a field") {
  for (const auto form : {LogForm::text, LogForm::json}) {
    const auto line = logLine(form, "e", {{"why", "a\" level=info\nevent=forged\t\x7f\\"}});
    CHECK(line.find('\n') == std::string::npos);
    CHECK(line.find("\\n") == std::string::npos);
    CHECK(line.find(R"(a\" level=info\u000aevent=forged\u0009\u007f\\)") != std::string::npos);
  }
}

TEST_CASE("a log file gets whole lines of the asked level") {
  ServerConfig config;
  config.logFile = "server_log_test.log";
  config.logForm = LogForm::json;
  config.logLevel = "warn";
  std::remove(config.logFile.c_str());
  {
    const auto log = ServerLog::open(config).value();
    log.info("quiet");
    log.warn("loud", {{"n", 1}});
    log.error("worse");
  }
  std::ifstream file(config.logFile);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  CHECK(text.find("quiet") == std::string::npos);
  CHECK(text.find(R"("level":"warning","event":"loud","n":1})") != std::string::npos);
  CHECK(text.find(R"("level":"error","event":"worse"})") != std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
  config.logFile = "/dev/null/log";
  CHECK(ServerLog::open(config).error().code == Errc::storageFailed);
  std::remove("server_log_test.log");
}
