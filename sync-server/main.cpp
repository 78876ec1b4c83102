// bianfangd: reads the configuration, serves until SIGTERM.

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "shared/base/crypto.h"
#include "sync-server/pack_file.h"
#include "sync-server/server.h"
#include "sync-server/system_env.h"

namespace {

int complain(const bf::Error& error) {
  for (const auto language : {bf::Language::chinese, bf::Language::english})
    std::cerr << bf::describe(error, language) << '\n';
  return error.code == bf::Errc::configInvalid ? 6 : 1;
}

/// A connection is a descriptor; the usual limit of 1024 would be all of them.
void raiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("遍访同步服务器 · sync server of Bianfang", "bianfangd");
  std::string path(bf::configPathDefault);
  bool checkOnly = false;
  app.add_option("--config", path, "配置文件 · configuration file")->envname("BIANFANG_CONFIG")->capture_default_str();
  app.add_flag("--check", checkOnly, "只检查配置 · only check the configuration");
  CLI11_PARSE(app, argc, argv);

  std::signal(SIGPIPE, SIG_IGN);  // a peer that is gone is an error code of write()
  const auto config = bf::loadConfig(path);
  if (!config) return complain(config.error());
  if (checkOnly) {
    if (const auto packs = bf::checkPacks(config->judgeSeconds != 0 ? config->packs : std::vector<std::string>());
        !packs)
      return complain(packs.error());
    std::cout << path << ": 正确 · valid\n";
    return 0;
  }
  raiseDescriptorLimit();
  const auto log = bf::ServerLog::open(*config);
  if (!log) return complain(log.error());
  bf::SystemClock clock;
  bf::SystemRandom random;
  auto server = bf::Server::start(*config, clock, random, *log);
  if (!server) return complain(server.error());
  (*server)->runUntilSignal();
  return 0;
}
