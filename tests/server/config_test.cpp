#include "sync-server/config.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "shared/base/bilingual.h"
#include "sync-server/pack_file.h"
#include "tests/store/temp_dir.h"

using namespace bf;

namespace {

const std::string least =
    "data = \"/srv/bianfang\"\n"
    "[listen]\n"
    "address = \"0.0.0.0:7443\"\n"
    "names = [\"sync.example\"]\n";

std::string mistakesOf(const std::string& text) {
  const auto parsed = parseConfig(text, "test.toml");
  if (parsed) return "(accepted)";
  CHECK(parsed.error().code == Errc::configInvalid);
  const auto& detail = parsed.error().detail;
  return inLanguage(detail, Language::chinese) + "\n" + inLanguage(detail, Language::english);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("packs of the configuration are looked at before the server starts") {
  CHECK(checkPacks({}));
  CHECK(checkPacks({"wuhua-2018", "doubts"}));
  CHECK(checkPacks({"wuhua-2018", "no-such-pack"}).error().code == Errc::notFound);
  const test::TempDir folder;
  const auto file = folder.file("trial.toml");
  auto text = std::string(builtinPack("doubts"));
  const auto at = text.find("\nrule = ");
  REQUIRE(at != std::string::npos);
  text.replace(at, 8, "\nrule = \"h.no_such_column\" # ");
  std::ofstream(file, std::ios::binary) << text;
  CHECK(has(checkPacks({file}).error().detail, "take an id of your own"));
  text.replace(text.find("id = \"doubts\""), 13, "id = \"own\"");
  std::ofstream(file, std::ios::binary) << text;
  const auto wrong = checkPacks({"wuhua-2018", file});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == Errc::configInvalid);
  CHECK(has(wrong.error().detail, "no_such_column"));
  CHECK(has(wrong.error().detail, "bianfangctl pack check " + file));
  // What only a trial run shows.
  text.replace(text.find("h.no_such_column"), 16, "2");
  std::ofstream(file, std::ios::binary) << text;
  CHECK(has(checkPacks({file}).error().detail, "a trial run gave 2"));
}

TEST_CASE("three keys are enough; all others have defaults") {
  const auto config = parseConfig(least, "test.toml").value();
  CHECK(config.data == "/srv/bianfang");
  CHECK(config.listen == ServerAddress{"0.0.0.0", 7443});
  CHECK(config.announced == ServerAddress{"sync.example", 7443});
  CHECK(config.observe == ServerAddress{"127.0.0.1", 9643});
  CHECK(config.sessions == sessionsDefault);
  CHECK(config.idle == idleTimeout);
}

TEST_CASE("the example that we ship is valid and shows the defaults") {
  const auto path = std::string(BIANFANG_SOURCE) + "/sync-server/bianfangd.example.toml";
  const auto example = loadConfig(path).value();
  const auto plain = parseConfig(least, "test.toml").value();
  CHECK(example.observe == plain.observe);
  CHECK(example.logLevel == plain.logLevel);
  CHECK(example.logForm == plain.logForm);
  CHECK(example.logFile == plain.logFile);
  CHECK(example.networkThreads == plain.networkThreads);
  CHECK(example.sessions == plain.sessions);
  CHECK(example.sessionsPerAddress == plain.sessionsPerAddress);
  CHECK(example.waitingFlights == plain.waitingFlights);
  CHECK(example.idle == plain.idle);
  CHECK(example.write == plain.write);
  CHECK(example.handshake == plain.handshake);
  CHECK(example.judgeSeconds == plain.judgeSeconds);
  CHECK(example.packs == plain.packs);
  CHECK(example.names.size() == 2);
}

TEST_CASE("every key of the file is read") {
  const auto config = parseConfig(least +
                                      "announce = \"10.1.2.3:9000\"\n"
                                      "[observe]\naddress = \"\"\n"
                                      "[log]\nlevel = \"debug\"\nform = \"json\"\nfile = \"/tmp/x\"\n"
                                      "[limits]\nsessions = 1\nsessions_per_address = 2\nwaiting_flights = 3\n"
                                      "idle_seconds = 4\nwrite_seconds = 5\nhandshake_seconds = 6\n"
                                      "[evaluation]\nevery_seconds = 0\npacks = [\"a\", \"b.toml\"]\n"
                                      "[threads]\nnetwork = 7\n",
                                  "test.toml")
                          .value();
  CHECK(config.announced == ServerAddress{"10.1.2.3", 9000});
  CHECK(config.observe.port == 0);
  CHECK(config.logLevel == "debug");
  CHECK(config.logForm == LogForm::json);
  CHECK(config.logFile == "/tmp/x");
  CHECK(config.sessions == 1);
  CHECK(config.sessionsPerAddress == 2);
  CHECK(config.waitingFlights == 3);
  CHECK(config.idle == std::chrono::seconds(4));
  CHECK(config.write == std::chrono::seconds(5));
  CHECK(config.handshake == std::chrono::seconds(6));
  CHECK(config.judgeSeconds == 0);
  CHECK(config.packs == std::vector<std::string>{"a", "b.toml"});
  CHECK(config.networkThreads == 7);
}

TEST_CASE("a mistake is told with file, line, key and what to write, in both languages") {
  const auto told = mistakesOf(least + "[limits]\nsessions = \"many\"\n");
  CHECK(told.starts_with("test.toml:6: limits.sessions "));
  CHECK(has(told, "须为整数 1–65536，例如 sessions = 1024"));
  CHECK(has(told, "must be a whole number of 1–65536, e.g. sessions = 1024"));
}

TEST_CASE("all mistakes are told at once") {
  const auto told = mistakesOf("dat = \"/x\"\n[listen]\naddress = 7443\nnames = []\n[log]\nlevel = \"loud\"\n");
  CHECK(has(told, "data is missing; write data = \"/var/lib/bianfang\""));
  CHECK(has(told, "test.toml:1: dat 不认识"));
  CHECK(has(told, "test.toml:3: listen.address 须写成带引号的文字"));
  CHECK(has(told, "test.toml:4: listen.names"));
  CHECK(has(told, "test.toml:6: log.level 只能是 \"info\", \"debug\", \"warn\", \"error\""));
}

TEST_CASE("unknown sections, values out of range and foreign addresses are refused") {
  CHECK(has(mistakesOf(least + "[lisen]\nx = 1\n"), "test.toml:5: lisen 不认识"));
  CHECK(has(mistakesOf(least + "[limits]\nsession = 5\n"), "limits.session is not known; there are"));
  CHECK(has(mistakesOf(least + "[limits]\nsessions = 0\n"), "limits.sessions"));
  CHECK(has(mistakesOf(least + "[limits]\nidle_seconds = 1.5\n"), "limits.idle_seconds"));
  CHECK(has(mistakesOf(least + "[limits]\nsessions = 65537\n"), "limits.sessions"));
  CHECK(has(mistakesOf(least + "[observe]\naddress = \"0.0.0.0:9643\"\n"), "must be a loopback address"));
  CHECK(has(mistakesOf(least + "[observe]\naddress = \"9643\"\n"), "must be host:port"));
  CHECK(has(mistakesOf("listen = 5\ndata = \"x\"\n"), "listen must be a section: [listen]"));
  CHECK(has(mistakesOf(least + "announce = \"\"\n"), "listen.announce"));
}

TEST_CASE("what is no TOML is refused at its line") {
  CHECK(has(mistakesOf(least + "[log\n"), "test.toml:5: "));
  CHECK(has(mistakesOf(least + "data = \"twice\"\n[listen]\n"), "test.toml:"));
}

TEST_CASE("a section named in Chinese, or not at all, is refused at its line") {
  for (const auto* header : {"[日志]\n", "[[ 日志 ]]\n", "[\n]\n", "  [\t", "[。"}) {
    const auto config = parseConfig("data = \"/x\"\n" + std::string(header), "f.toml");
    REQUIRE_FALSE(config);
    CHECK(config.error().code == Errc::configInvalid);
    CHECK(config.error().detail.find("f.toml:2") != std::string::npos);
  }
}

TEST_CASE("a configuration file that is not there is told apart from a wrong one") {
  CHECK(loadConfig("no/such/file.toml").error().code == Errc::notFound);
}
