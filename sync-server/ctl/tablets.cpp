#include <qrencode.h>

#include <memory>
#include <ostream>

#include "shared/replica/registry.h"
#include "shared/tls/certificate.h"
#include "shared/tls/invitation.h"
#include "sync-server/ctl/commands.h"

namespace bf {
namespace {

constexpr int quietZone = 2;  ///< light border; two modules are enough on a screen

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

/// Two rows of modules a line, as half blocks, dark on light whatever the terminal's colours.
Result<std::string> terminalQr(const std::string& text) {
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (!code) return refuse(Errc::internal, {"二维码", "QR code"});
  const auto dark = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < code->width && y < code->width && (code->data[y * code->width + x] & 1) != 0;
  };
  std::string drawn;
  for (int y = -quietZone; y < code->width + quietZone; y += 2) {
    drawn += "\x1b[30;107m";
    for (int x = -quietZone; x < code->width + quietZone; ++x) {
      const bool upper = dark(x, y), lower = dark(x, y + 1);
      drawn += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    drawn += "\x1b[0m\n";
  }
  return drawn;
}

std::string stateOf(const Ctl& ctl, const bianfang::Device& device) {
  if (device.revoked() != 0) return ctl.in({"已停用", "revoked"});
  if (device.confirmed() == 0) return ctl.in({"待确认", "to be confirmed"});
  if (device.user() == 0) return ctl.in({"恢复后待指派", "to be assigned after a restore"});
  if (device.forked()) return ctl.in({"有分叉！", "forked!"});
  return ctl.in({"正常", "in use"});
}

}  // namespace

Result<void> inviteTablet(const Ctl& ctl, const InviteOptions& options) {
  Invitation invitation;
  if (options.server.empty()) {
    BF_LET(config, ctl.config());
    invitation.server = config.announced;
  } else {
    BF_LET(address, parseAddress(options.server));
    invitation.server = address;
  }
  BF_LET(centre, OpenCentre::open(ctl));
  BF_LET(keys, openCentreKeys(centre.paths));
  BF_LET(der, keys.authority.certificateDer());
  invitation.authorityPin = authorityPin(der);
  const auto now = ctl.clock.now();
  const auto validFor = Micros{options.minutes} * 60 * 1'000'000;
  const auto outcome = centre.write([&](StoreTx& tx) -> Result<void> {
    BF_LET(token, Registry(tx).invite(options.user, validFor, ctl.random, ctl.actor, now));
    invitation.token = token;
    return {};
  });
  BF_CHECK(outcome);
  const auto text = textOf(invitation);
  if (!ctl.json && !options.noQr) {
    BF_LET(drawn, terminalQr(text));
    ctl.out << drawn;
  }
  ctl.show(
      {{"code", {"登记码", "code"}},
       {"server", {"服务器", "server"}},
       {"ca_pin", {"CA 指纹", "CA pin"}},
       {"token", {"一次性口令", "token"}},
       {"expires", {"有效期至", "valid until"}}},
      {text, textOf(invitation.server), toHex(invitation.authorityPin), invitation.token, localTime(now + validFor)});
  return {};
}

Result<void> listTablets(const Ctl& ctl) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_LET(devices, registry.devices());
    for (const auto& [id, device] : devices) {
      const auto user = registry.user(device.user());
      rows.push_back({toHex(id.view()), device.name(), std::to_string(device.user()), user ? user->name() : "",
                      stateOf(ctl, device), device.confirmed() == 0 ? device.check_code() : "",
                      localTime(device.seen()), std::to_string(device.position()), std::to_string(device.waiting()),
                      device.revoked_why()});
    }
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"device", {"平板", "tablet"}},
            {"name", {"名称", "name"}},
            {"user", {"用户", "user"}, true},
            {"user_name", {"姓名", "person"}},
            {"state", {"状态", "state"}},
            {"check_code", {"校验码", "check code"}},
            {"seen", {"最近同步", "last seen"}},
            {"changes", {"已收", "received"}, true},
            {"waiting", {"待传", "waiting"}, true},
            {"why", {"停用原因", "revoked why"}}},
           rows);
  return {};
}

Result<void> confirmTablet(const Ctl& ctl, const std::string& tablet, const std::string& code) {
  BF_LET(centre, OpenCentre::open(ctl));
  return centre.write([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_LET(id, findDevice(tx, tablet));
    BF_LET(device, registry.device(id));
    if (device->check_code() != code)
      // Not the right one with it: it is to be read from the tablet, or the comparison is worth nothing.
      return refuse(Errc::badSignature,
                    {"与中心的不符；如果平板上确实如此显示，请停用该平板后重新登记",
                     "not the centre's; if the tablet really shows it, revoke it and invite again"});
    BF_CHECK(registry.confirm(id, ctl.actor, ctl.clock.now()));
    ctl.say({"已确认", "confirmed"});
    return {};
  });
}

Result<void> assignTablet(const Ctl& ctl, const std::string& tablet, std::uint32_t user) {
  BF_LET(centre, OpenCentre::open(ctl));
  return centre.write([&](StoreTx& tx) -> Result<void> {
    BF_LET(id, findDevice(tx, tablet));
    BF_CHECK(Registry(tx).assign(id, user, ctl.actor, ctl.clock.now()));
    ctl.say(
        {"已指派；它交存的改动用 held admit --tablet 审核", "assigned; review what it deposited: held admit --tablet"});
    return {};
  });
}

Result<void> revokeTablet(const Ctl& ctl, const std::string& tablet, const std::string& why) {
  BF_LET(centre, OpenCentre::open(ctl));
  return centre.write([&](StoreTx& tx) -> Result<void> {
    BF_LET(id, findDevice(tx, tablet));
    BF_CHECK(Registry(tx).revoke(id, why, ctl.actor, ctl.clock.now()));
    ctl.say({"已停用；其未上传的内容仍可交存待审", "revoked; what it still holds can be handed in for review"});
    return {};
  });
}

}  // namespace bf
