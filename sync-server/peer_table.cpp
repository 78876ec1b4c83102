#include "sync-server/peer_table.h"

namespace bf {

PeerTable::Admission PeerTable::enter(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto known = addresses_.find(address);
  const bool many = sessions_ >= limits_.sessions;
  const bool manyHere = known != addresses_.end() && known->second >= limits_.perAddress;
  if (!many && !manyHere) {
    ++sessions_;
    ++addresses_[address];
    return {Admitted::yes, Why::none};
  }
  const auto why = many ? Why::sessions : Why::address;
  if (toldBusy_ >= limits_.toldBusy) return {Admitted::no, why};
  ++toldBusy_;
  return {Admitted::onlyToHearBusy, why};
}

void PeerTable::leave(const std::string& address, Admitted admitted) {
  const std::lock_guard lock(mutex_);
  if (admitted == Admitted::onlyToHearBusy) --toldBusy_;
  if (admitted != Admitted::yes) return;
  --sessions_;
  const auto known = addresses_.find(address);
  if (--known->second == 0) addresses_.erase(known);
}

bool PeerTable::claim(const DeviceId& device, const std::shared_ptr<ConnectedPeer>& peer) {
  const std::lock_guard lock(mutex_);
  auto& holder = devices_[device];
  const auto present = holder.lock();
  if (present && present != peer && !present->giveWay()) return false;
  holder = peer;
  return true;
}

void PeerTable::release(const DeviceId& device, const ConnectedPeer* peer) {
  const std::lock_guard lock(mutex_);
  const auto held = devices_.find(device);
  if (held == devices_.end()) return;
  const auto present = held->second.lock();
  if (!present || present.get() == peer) devices_.erase(held);
}

std::vector<DeviceId> PeerTable::devices() const {
  const std::lock_guard lock(mutex_);
  std::vector<DeviceId> all;
  all.reserve(devices_.size());
  for (const auto& [device, peer] : devices_) all.push_back(device);
  return all;
}

bool PeerTable::revoke(const DeviceId& device) {
  std::shared_ptr<ConnectedPeer> present;
  {
    const std::lock_guard lock(mutex_);
    const auto held = devices_.find(device);
    if (held != devices_.end()) present = held->second.lock();
  }
  if (!present) return false;
  present->revoked();
  return true;
}

void PeerTable::add(const std::shared_ptr<ConnectedPeer>& peer) {
  const std::lock_guard lock(mutex_);
  peers_[peer.get()] = peer;
}

void PeerTable::remove(const ConnectedPeer* peer) {
  const std::lock_guard lock(mutex_);
  peers_.erase(peer);
  if (peers_.empty()) empty_.notify_all();
}

bool PeerTable::waitEmpty(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  return empty_.wait_for(lock, most, [this] { return peers_.empty(); });
}

std::vector<std::shared_ptr<ConnectedPeer>> PeerTable::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<ConnectedPeer>> alive;
  for (const auto& [key, peer] : peers_)
    if (auto present = peer.lock()) alive.push_back(std::move(present));
  return alive;
}

}  // namespace bf
