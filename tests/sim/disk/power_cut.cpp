#include "tests/sim/disk/power_cut.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bf {
namespace {

using Writes = std::vector<UnsyncedWrite>;

/// The part of a write that falls into one sector.
struct Slice {
  std::uint64_t sector = 0;
  std::uint64_t offset = 0;
  std::string_view bytes;
};

std::vector<Slice> slicesOf(const UnsyncedWrite& write, std::size_t sectorBytes) {
  std::vector<Slice> slices;
  const std::string_view all = *write.bytes;
  for (std::size_t done = 0; done < all.size();) {
    const auto offset = write.offset + done;
    const auto part = std::min<std::size_t>(all.size() - done, sectorBytes - offset % sectorBytes);
    slices.push_back({offset / sectorBytes, offset, all.substr(done, part)});
    done += part;
  }
  return slices;
}

class PowerCut {
 public:
  PowerCut(const DiskNames& names, const PowerCutRules& rules, Random& random) : dice_(random) {
    survival_ = rules.survival.value_or(static_cast<Survival>(dice_.below(survivalCount)));
    sectorBytes_ = rules.sectorBytes.value_or(dice_.chance(50) ? sectorBytesSmall : sectorBytesLarge);
    constexpr unsigned percents[] = {10, 50, 90};
    keepPercent_ = percents[dice_.below(3)];
    drawMoment(names);
  }

  /// Order number of the first name change that is lost.
  [[nodiscard]] std::uint64_t nameCut(const std::vector<std::uint64_t>& unsynced) {
    if (survival_ == Survival::nothing) return 0;
    if (survival_ == Survival::everything) return std::numeric_limits<std::uint64_t>::max();
    if (survival_ == Survival::inOrder) return moment_;
    const auto kept = static_cast<std::size_t>(dice_.below(unsynced.size() + 1));
    return kept == unsynced.size() ? std::numeric_limits<std::uint64_t>::max() : unsynced[kept];
  }

  [[nodiscard]] DiskPages survivorsOf(const DiskFile& file) {
    const auto& writes = file.unsynced();
    DiskPages kept = file.durable();
    if (writes.empty()) return kept;
    const auto lengths = lengthsKept(writes);
    const auto versions = versionsKept(writes);
    // Behind a lost truncation the old blocks stay: what was written there later went to blocks nobody owns.
    auto wall = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t i = 0; i < writes.size(); ++i) {
      if (writes[i].bytes) keepSlices(writes[i], i, wall, versions, kept);
      else if (i < lengths) kept.resize(writes[i].sizeAfter);
      else wall = std::min(wall, writes[i].sizeAfter);
    }
    kept.resize(lengths == 0 ? file.durable().size() : writes[lengths - 1].sizeAfter);
    return kept;
  }

 private:
  /// For each sector touched, how many of the writes (by index) it has seen.
  using Versions = std::unordered_map<std::uint64_t, std::size_t>;

  void drawMoment(const DiskNames& names) {
    auto seqs = names.unsynced();
    for (const auto& file : names.files())
      for (const auto& write : file->unsynced()) seqs.push_back(write.seq);
    std::sort(seqs.begin(), seqs.end());
    const auto at = static_cast<std::size_t>(dice_.below(seqs.size() + 1));
    moment_ = at == seqs.size() ? std::numeric_limits<std::uint64_t>::max() : seqs[at];
  }

  std::size_t lengthsKept(const Writes& writes) {
    if (survival_ == Survival::nothing) return 0;
    if (survival_ == Survival::everything) return writes.size();
    if (survival_ == Survival::inOrder) {
      const auto early = [&](const UnsyncedWrite& write) { return write.seq < moment_; };
      const auto count = std::partition_point(writes.begin(), writes.end(), early) - writes.begin();
      const bool torn = static_cast<std::size_t>(count) < writes.size() && writes[count].seq == moment_;
      return static_cast<std::size_t>(count) + (torn && dice_.chance(50) ? 1 : 0);
    }
    return static_cast<std::size_t>(dice_.below(writes.size() + 1));
  }

  Versions versionsKept(const Writes& writes) {
    std::vector<bool> requests;
    std::vector<std::pair<std::uint64_t, std::size_t>> touched;
    for (std::size_t i = 0; i < writes.size(); ++i) {
      requests.push_back(dice_.chance(keepPercent_));
      if (!writes[i].bytes) continue;
      for (const auto& slice : slicesOf(writes[i], sectorBytes_)) touched.emplace_back(slice.sector, i);
    }
    std::sort(touched.begin(), touched.end());
    Versions versions;
    for (std::size_t begin = 0; begin < touched.size();) {
      auto end = begin;
      while (end < touched.size() && touched[end].first == touched[begin].first) ++end;
      versions[touched[begin].first] = versionOf({touched.begin() + begin, touched.begin() + end}, writes, requests);
      begin = end;
    }
    return versions;
  }

  std::size_t versionOf(std::span<const std::pair<std::uint64_t, std::size_t>> touched, const Writes& writes,
                        const std::vector<bool>& requests) {
    const auto random = static_cast<std::size_t>(dice_.below(touched.size() + 1));
    const bool torn = dice_.chance(50);
    std::size_t version = 0;
    for (std::size_t i = 0; i < touched.size(); ++i) {
      const auto index = touched[i].second;
      const auto seq = writes[index].seq;
      const bool kept = survival_ == Survival::everything || (survival_ == Survival::byRequest && requests[index]) ||
                        (survival_ == Survival::inOrder && (seq < moment_ || (seq == moment_ && torn))) ||
                        ((survival_ == Survival::bySector || survival_ == Survival::garbage) && i < random);
      if (kept) version = index + 1;
    }
    return version;
  }

  void keepSlices(const UnsyncedWrite& write, std::size_t index, std::uint64_t wall, const Versions& versions,
                  DiskPages& kept) {
    for (const auto& slice : slicesOf(write, sectorBytes_)) {
      const auto version = versions.at(slice.sector);
      if (slice.offset + slice.bytes.size() > wall) continue;
      if (index < version) {
        kept.write(slice.offset, slice.bytes);
      } else if (survival_ == Survival::garbage && dice_.chance(25)) {
        std::string noise(slice.bytes.size(), '\0');
        dice_.fill(noise);
        kept.write(slice.offset, noise);
      }
    }
  }

  Dice dice_;
  Survival survival_ = Survival::nothing;
  std::size_t sectorBytes_ = sectorBytesLarge;
  unsigned keepPercent_ = 50;
  std::uint64_t moment_ = 0;
};

}  // namespace

DiskNames afterPowerCut(const DiskNames& names, const PowerCutRules& rules, Random& random) {
  PowerCut cut(names, rules, random);
  auto files = names.durableBefore(cut.nameCut(names.unsynced()));
  for (auto& [path, file] : files) file = std::make_shared<DiskFile>(cut.survivorsOf(*file));
  return DiskNames::found(std::move(files));
}

}  // namespace bf
