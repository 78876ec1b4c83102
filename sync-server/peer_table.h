#pragma once
// Who is connected: how many in all and of each address, and which connection speaks for which device. Any thread.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/base/bytes.h"

namespace bf {

/// What the table may ask of a connection; called from any thread.
class ConnectedPeer {
 public:
  virtual ~ConnectedPeer() = default;
  /// True when it agreed to go because it is idle and has been for a while.
  [[nodiscard]] virtual bool giveWay() = 0;
  /// Its device was revoked: ends it at once, unless it only deposits.
  virtual void revoked() = 0;
  /// Ends it as soon as the flight that it works on is answered.
  virtual void finish() = 0;
};

class PeerTable {
 public:
  struct Limits {
    std::size_t sessions = 0;
    std::size_t perAddress = 0;
    std::size_t toldBusy = 0;  ///< beyond the limits, how many are still let in to hear "busy"
  };
  explicit PeerTable(Limits limits) : limits_(limits) {}

  enum class Admitted { yes, onlyToHearBusy, no };
  enum class Why { none, sessions, address };
  struct Admission {
    Admitted admitted = Admitted::no;
    Why why = Why::none;
  };
  /// Counts a new connection unless the answer is `no`; leave() takes it off again.
  [[nodiscard]] Admission enter(const std::string& address);
  void leave(const std::string& address, Admitted admitted);

  /// Makes `peer` the device's connection. False when another one is at work for that device.
  [[nodiscard]] bool claim(const DeviceId& device, const std::shared_ptr<ConnectedPeer>& peer);
  /// Nothing happens when another connection has taken the device over since.
  void release(const DeviceId& device, const ConnectedPeer* peer);

  [[nodiscard]] std::vector<DeviceId> devices() const;
  /// Tells the device's connection that it was revoked; true when there was one.
  bool revoke(const DeviceId& device);

  /// Every connection, with a device or not.
  void add(const std::shared_ptr<ConnectedPeer>& peer);
  void remove(const ConnectedPeer* peer);
  /// Waits until nobody is connected any more. False when `most` passed before.
  [[nodiscard]] bool waitEmpty(std::chrono::milliseconds most);
  [[nodiscard]] std::vector<std::shared_ptr<ConnectedPeer>> all() const;

 private:
  Limits limits_;
  mutable std::mutex mutex_;  ///< guards what follows
  std::size_t sessions_ = 0;
  std::size_t toldBusy_ = 0;
  std::unordered_map<std::string, std::size_t> addresses_;
  std::unordered_map<DeviceId, std::weak_ptr<ConnectedPeer>> devices_;
  std::condition_variable empty_;
  std::map<const ConnectedPeer*, std::weak_ptr<ConnectedPeer>> peers_;
};

}  // namespace bf
