#include "app/controllers/tablet_users.h"

#include <filesystem>

#include "app/controllers/controller_limits.h"
#include "app/tablet_home.h"
#include "shared/tls/secret_file.h"

namespace bf {
namespace {

constexpr const char* personName = "/person";

}  // namespace

std::vector<std::string> TabletUsers::folders() const {
  std::vector<std::string> all{folder_};
  for (int i = 2; i <= tabletUsersMost; ++i) all.push_back(folder_ + "-" + std::to_string(i));
  return all;
}

bool TabletUsers::complete(const std::string& folder) const {
  if (readSecretFile(folder + personName)) return true;
  // A folder of an older version, or one in the middle of its enrolment.
  const auto home = TabletHome::open(folder);
  if (!home || home->card().device.isZero()) return false;
  const auto store = home->openStore();
  if (!store) return store.error().code != Errc::notFound;  // a person whose store is ill is told so, not enrolled anew
  TabletReplica replica(**store, clock_, home->signingKey(), {home->card().device, 0, 0});
  const auto state = replica.state();
  if (!state || state->epoch == 0) return false;
  remember(folder, state->userName);
  return true;
}

std::vector<TabletUsers::User> TabletUsers::list() const {
  std::vector<User> users;
  for (const auto& folder : folders())
    if (complete(folder)) users.push_back({folder, readSecretFile(folder + personName).value_or("")});
  return users;
}

std::map<DeviceId, std::string> TabletUsers::names() const {
  std::map<DeviceId, std::string> known;
  for (const auto& user : list())
    if (const auto home = TabletHome::open(user.folder); home && !user.name.empty())
      known.emplace(home->card().device, user.name);
  return known;
}

std::string TabletUsers::nextFolder() const {
  std::string unused;
  for (const auto& folder : folders()) {
    if (complete(folder)) continue;
    if (std::filesystem::exists(folder + "/card")) return folder;
    if (unused.empty()) unused = folder;
  }
  return unused;
}

void TabletUsers::remember(const std::string& folder, const std::string& name) {
  // Without it the list of the lock only lacks a name.
  if (readSecretFile(folder + personName).value_or("\n") != name)
    static_cast<void>(writeSecretFile(folder + personName, name));
}

}  // namespace bf
