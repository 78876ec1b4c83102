#include <ostream>

#include "shared/replica/registry.h"
#include "sync-server/ctl/commands.h"

namespace bf {
namespace {

Result<std::vector<GrantedRegion>> grantsOf(Registry& registry, const UserOptions& options) {
  std::vector<GrantedRegion> grants;
  for (const auto region : options.write) grants.push_back({region, true});
  for (const auto region : options.read) grants.push_back({region, false});
  for (const auto& grant : grants) {
    BF_LET(name, registry.regionName(grant.region));
    if (!name)
      return refuse(Errc::notFound, {"地区 " + std::to_string(grant.region) + "，请先 bianfangctl regions import",
                                     "region " + std::to_string(grant.region) + "; bianfangctl regions import"});
  }
  if (grants.empty())
    return refuse(Errc::invalidValue, {"请用 --write 或 --read 写明地区代码", "--write CODE, --read CODE"});
  return grants;
}

std::string grantText(const bianfang::User& user, bool write) {
  std::string text;
  for (const auto& grant : user.grants())
    if (grant.write() == write) text += (text.empty() ? "" : " ") + std::to_string(grant.region());
  return text;
}

std::vector<std::string> rowOf(const Ctl& ctl, const bianfang::User& user) {
  return {std::to_string(user.number()),
          user.name(),
          roleName(user.role(), ctl.language),
          grantText(user, true),
          grantText(user, false),
          localTime(user.disabled())};
}

const std::vector<ListColumn>& userColumns() {
  static const std::vector<ListColumn> columns{
      {"number", {"编号", "number"}, true}, {"name", {"姓名", "name"}},         {"role", {"职责", "role"}},
      {"write", {"可写地区", "may write"}}, {"read", {"只读地区", "may read"}}, {"disabled", {"停用", "disabled"}}};
  return columns;
}

}  // namespace

Result<void> addUser(const Ctl& ctl, const UserOptions& options) {
  BF_LET(role, parseRole(options.role));
  BF_LET(centre, OpenCentre::open(ctl));
  bianfang::User made;
  const auto outcome = centre.write([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_LET(grants, grantsOf(registry, options));
    BF_LET(user, registry.addUser(options.name, role, grants, ctl.actor, ctl.clock.now()));
    made = user;
    return {};
  });
  BF_CHECK(outcome);
  ctl.show(userColumns(), rowOf(ctl, made));
  return {};
}

Result<void> grantUser(const Ctl& ctl, const UserOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  return centre.write([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_LET(grants, grantsOf(registry, options));
    return registry.setGrants(options.number, grants, ctl.actor, ctl.clock.now());
  });
}

Result<void> listUsers(const Ctl& ctl) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(users, Registry(tx).users());
    for (const auto& user : users) rows.push_back(rowOf(ctl, user));
    return {};
  });
  BF_CHECK(outcome);
  ctl.list(userColumns(), rows);
  return {};
}

}  // namespace bf
