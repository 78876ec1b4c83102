#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "shared/replica/registry.h"
#include "shared/tls/certificate.h"
#include "shared/tls/secret_file.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/office_writer.h"

namespace bf {
namespace {

std::string configText(const CentrePaths& paths, const InitOptions& options) {
  std::string names;
  for (const auto& name : options.names) names += (names.empty() ? "" : ", ") + jsonText(name);
  return "# bianfangctl init；全部设置见 bianfangd.example.toml · all settings: bianfangd.example.toml\n"
         "data = " +
         jsonText(std::filesystem::absolute(paths.folder).string()) +
         "\n\n[listen]\naddress = " + jsonText(options.listen) + "\nnames = [" + names + "]\n";
}

Result<void> writeConfig(const Ctl& ctl, const CentrePaths& paths, const InitOptions& options) {
  if (std::filesystem::exists(ctl.configPath)) return {};
  const auto text = configText(paths, options);
  // What we write must be what the server reads: a wrong name or address is told now.
  BF_CHECK(parseConfig(text, ctl.configPath));
  std::error_code ignored;
  const auto folder = std::filesystem::path(ctl.configPath).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  return writePublicFile(ctl.configPath, text);
}

/// With --data the folder is said; else an existing configuration says it.
Result<CentrePaths> placeOf(const Ctl& ctl) {
  if (ctl.dataFolder.empty() && !std::filesystem::exists(ctl.configPath)) return CentrePaths("/var/lib/bianfang");
  return ctl.paths();
}

/// A configuration that is there is kept: it must name this folder, or bianfangd would serve another one.
Result<void> configNames(const Ctl& ctl, const CentrePaths& paths) {
  if (!std::filesystem::exists(ctl.configPath)) return {};
  BF_LET(config, loadConfig(ctl.configPath));
  if (std::filesystem::absolute(config.data) == std::filesystem::absolute(paths.folder)) return {};
  return refuse(Errc::alreadyExists, {ctl.configPath + " 已指定另一数据目录：" + config.data,
                                      ctl.configPath + " names another data folder: " + config.data});
}

}  // namespace

Result<void> initCentre(const Ctl& given, const InitOptions& options) {
  Ctl ctl = given;
  // Who says where the data lies, and not where the configuration, means a centre of its own, not the machine's.
  if (!ctl.dataFolder.empty() && !ctl.configSaid)
    ctl.configPath = CentrePaths(ctl.dataFolder).folder + "/bianfangd.toml";
  if (levelName(options.county) != "county")
    return refuse(Errc::invalidValue, {"--county 应为 6 位数字，如 441424", "--county: 6 digits, like 441424"});
  // Told by its option: a configuration with it does not exist yet.
  if (!parseAddress(options.listen))
    return refuse(Errc::invalidValue,
                  {"--listen " + options.listen + "：须写成 地址:端口，端口为 1–65535，例如 0.0.0.0:7443",
                   "--listen " + options.listen + ": host:port with a port of 1–65535, e.g. 0.0.0.0:7443"});
  if (std::ranges::find(options.names, std::string()) != options.names.end())
    return refuse(Errc::invalidValue, {"--server-name 不能是空的", "--server-name must not be empty"});
  BF_LET(paths, placeOf(ctl));
  BF_CHECK(configNames(ctl, paths));
  const bool newConfig = !std::filesystem::exists(ctl.configPath);
  if (newConfig && options.names.empty())
    return refuse(Errc::invalidValue, {"请用 --server-name 写明服务器的域名或 IP",
                                       "--server-name: host name or IP address of this server"});
  if (newConfig) BF_CHECK(parseConfig(configText(paths, options), ctl.configPath));
  BF_CHECK(makeCentreHome(paths, std::to_string(options.county), ctl.random, ctl.clock.now()));
  BF_LET(office, openOfficeKey(paths));
  BF_LET(store, openCentreStore(paths, true));
  BF_LET(tx, store->begin());
  const auto now = ctl.clock.now();
  BF_CHECK(registerOffice(*tx, office, options.county, ctl.actor, now));
  Registry registry(*tx);
  BF_CHECK(registry.putRegion(options.county, options.name.empty() ? std::to_string(options.county) : options.name));
  BF_CHECK(registry.audit(ctl.actor, "centre.init", std::to_string(options.county), {}, now));
  BF_CHECK(tx->commit());
  BF_CHECK(writeConfig(ctl, paths, options));
  BF_LET(keys, openCentreKeys(paths));
  BF_LET(der, keys.authority.certificateDer());
  ctl.show({{"data", {"数据目录", "data folder"}},
            {"config", {"配置文件", "configuration"}},
            {"ca_pin", {"CA 指纹", "CA pin"}}},
           {paths.folder, ctl.configPath, toHex(authorityPin(der))});
  ctl.say({"下一步：bianfangctl regions import、register import、user add、tablet invite，然后启动 bianfangd",
           "next: bianfangctl regions import, register import, user add, tablet invite; then start bianfangd"});
  return {};
}

}  // namespace bf
