#include <algorithm>

#include "tests/sync/world.h"

namespace bf::test {

Result<Issued> FakeIssuer::issue(std::string_view requestDer, const DeviceId& device, const PublicKey&, Micros now) {
  if (!requestDer.starts_with("request")) return fail(Errc::malformed, "certificate request");
  const auto certificate = "certificate of " + toHex(device.view()) + " at " + std::to_string(now);
  return Issued{certificate, hashOf(certificate).str()};
}

// ---- MemoryEvidence ----

Result<std::uint64_t> MemoryEvidence::have(const Hash& hash, std::uint64_t size, const DeviceId& from) {
  if (whole.contains(hash)) return size;
  const auto at = parts.find({hash, from});
  return at == parts.end() ? 0 : at->second.size();
}

Result<std::uint64_t> MemoryEvidence::add(const Hash& hash, std::uint64_t size, const DeviceId& from,
                                          std::uint64_t offset, std::string_view content) {
  if (whole.contains(hash)) return size;
  auto& part = parts[{hash, from}];
  if (offset > part.size()) return part.size();
  part.resize(offset);
  part += content.substr(0, takesAtMost);
  if (part.size() < size) return part.size();
  if (hashOf(part) != hash) {
    parts.erase({hash, from});
    return fail(Errc::malformed, "hash of evidence");
  }
  whole[hash] = part;
  parts.erase({hash, from});
  return size;
}

Result<std::uint64_t> MemoryEvidence::sizeOf(const Hash& hash) {
  const auto at = whole.find(hash);
  return at == whole.end() ? fail(Errc::notFound) : Result<std::uint64_t>(at->second.size());
}

Result<std::string> MemoryEvidence::read(const Hash& hash, std::uint64_t offset, std::size_t most) {
  const auto at = whole.find(hash);
  if (at == whole.end()) return fail(Errc::notFound);
  return offset >= at->second.size() ? std::string() : at->second.substr(offset, most);
}

// ---- MemoryOutbox ----

MemoryOutbox::File& MemoryOutbox::find(const Hash& hash) {
  return *std::ranges::find_if(files, [&](const File& file) { return file.offer.hash == hash; });
}

Result<std::vector<EvidenceOffer>> MemoryOutbox::waiting(std::size_t most, const std::vector<Hash>& except) {
  std::vector<EvidenceOffer> offers;
  for (const auto& file : files)
    if (!file.sent && offers.size() < most && std::ranges::find(except, file.offer.hash) == except.end())
      offers.push_back(file.offer);
  return offers;
}

Result<std::string> MemoryOutbox::read(const Hash& hash, std::uint64_t offset, std::size_t most) {
  return find(hash).content.substr(offset, most);
}

Result<void> MemoryOutbox::sent(const Hash& hash) {
  find(hash).sent = true;
  return {};
}

Result<void> MemoryOutbox::refused(const Hash& hash, bianfang::RefusalCode code) {
  find(hash).refusal = code;
  return {};
}

Result<std::vector<EvidenceWish>> MemoryOutbox::wishes(std::size_t most, const std::vector<Hash>& except) {
  std::vector<EvidenceWish> made;
  for (const auto& [hash, content] : wished)
    if (made.size() < most && std::ranges::find(except, hash) == except.end()) made.push_back({hash, content.size()});
  return made;
}

Result<bool> MemoryOutbox::take(const Hash& hash, std::uint64_t offset, std::string_view content, std::uint64_t size) {
  auto& there = wished[hash];
  there.resize(offset);
  there += content;
  if (there.size() < size) return false;
  complete.push_back(hash);
  return hashOf(there) == hash;
}

}  // namespace bf::test
