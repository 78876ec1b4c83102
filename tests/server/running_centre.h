#pragma once
// A whole centre in a folder of its own, with its server running in this process, and tablets that talk to it.

#include <functional>
#include <memory>
#include <string>

#include "app/centre_line.h"
#include "bianfang/sync.pb.h"
#include "shared/base/crypto.h"
#include "sync-server/centre_home.h"
#include "sync-server/server.h"
#include "sync-server/system_env.h"
#include "tests/server/tls_pair.h"

namespace bf::test {

inline constexpr RegionCode village = 441424100200;

/// A tablet of the register, with its certificate.
struct TestTablet {
  DeviceId device;
  TlsKey key;
  SigningKey signing;
  std::string certificate;
};

class RunningCentre {
 public:
  /// `change` may set limits before the server starts.
  explicit RunningCentre(const std::function<void(ServerConfig&)>& change = {});
  ~RunningCentre();

  [[nodiscard]] ServerAddress address() const { return {"127.0.0.1", server->port()}; }
  [[nodiscard]] std::string pin() const;
  /// Invites a tablet of the village's secretary.
  [[nodiscard]] std::string token();
  /// A tablet that the office confirmed, with a certificate issued at `issued` (0: now).
  [[nodiscard]] TestTablet tablet(std::uint64_t number, Micros issued = 0);
  [[nodiscard]] Result<CentreLine> line(const TestTablet& tablet) const;
  [[nodiscard]] Result<CentreLine> strangersLine() const;
  /// What another program would do beside the server.
  void onRegister(const std::function<Result<void>(StoreTx&)>& work);

  CentrePaths paths;
  SystemClock clock;
  SystemRandom random;
  ServerLog log;
  ServerConfig config;
  std::unique_ptr<Server> server;
  std::uint32_t secretary = 0;
};

/// A tablet's first frame, with nothing to say but hello.
[[nodiscard]] std::string helloFrame();
/// The refusal that a frame of the centre carries; REFUSAL_UNSPECIFIED when it carries none.
[[nodiscard]] bianfang::RefusalCode refusalIn(const std::string& frame);
[[nodiscard]] bianfang::FromCentre answerIn(const std::string& frame);

/// Polls until it holds; false after a minute, which a busy machine may need for what takes a moment.
[[nodiscard]] bool eventually(const std::function<bool()>& holds);

}  // namespace bf::test
