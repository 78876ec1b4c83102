#include "tests/sim/disk/disk_core.h"

#include <algorithm>

#include "shared/base/crypto.h"

namespace bf {
namespace {

std::uint64_t blocksOf(std::uint64_t size) { return (size + diskPageBytes - 1) / diskPageBytes * diskPageBytes; }

}  // namespace

void DiskCore::crash(Random& random, const PowerCutRules& rules) {
  names_ = afterPowerCut(names_, rules, random);
  killHandles();
}

void DiskCore::crashKeepingAll() {
  for (const auto& file : names_.files()) file->sharing().reset();
  killHandles();
}

void DiskCore::killHandles() {
  ++life_;
  power_ = true;
}

std::uint64_t DiskCore::usedBytes() const {
  std::uint64_t used = 0;
  for (const auto& [path, file] : names_.live()) used += blocksOf(file->live().size());
  return used;
}

std::optional<DiskCore::Rot> DiskCore::flipBit(Random& random) {
  std::uint64_t total = 0;
  for (const auto& [path, file] : names_.live()) total += file->live().size();
  if (total == 0) return std::nullopt;
  Dice dice(random);
  auto offset = dice.below(total);
  for (const auto& [path, file] : names_.live()) {
    if (offset < file->live().size()) {
      file->flipBit(offset, static_cast<unsigned>(dice.below(8)));
      return Rot{path, offset};
    }
    offset -= file->live().size();
  }
  return std::nullopt;
}

bool DiskCore::flipBit(std::string_view path, std::uint64_t offset, unsigned bit) {
  const auto file = names_.find(path);
  if (!file || offset >= file->live().size() || bit > 7) return false;
  file->flipBit(offset, bit);
  return true;
}

DiskImage DiskCore::image() const {
  DiskImage image;
  image.names_ = std::make_shared<const DiskNames>(names_.copy());
  image.seq_ = seq_;
  return image;
}

void DiskCore::restore(const DiskImage& image) {
  names_ = image.names_->copy();
  seq_ = std::max(seq_, image.seq_);
  killHandles();
}

std::vector<std::string> DiskCore::paths() const {
  std::vector<std::string> paths;
  for (const auto& [path, file] : names_.live()) paths.push_back(path);
  return paths;
}

Hash DiskCore::contentHash() const {
  Hash all;
  for (const auto& [path, file] : names_.live()) {
    all = hashOf(all.view(), hashOf(path).view());
    all = hashOf(all.view(), hashOf(file->live().str()).view());
  }
  return all;
}

DiskStatus DiskCore::open(const std::string& path, bool create, DiskHandle& out) {
  if (!power_) return DiskStatus::failed;
  auto file = names_.find(path);
  if (!file) {
    if (!create) return DiskStatus::notFound;
    file = std::make_shared<DiskFile>();
    const auto status = change(DiskOp::create, path, [&] {
      names_.link(++seq_, path, file);
      return DiskStatus::ok;
    });
    if (status != DiskStatus::ok) return status;
  }
  out = {std::move(file), path, life_};
  return DiskStatus::ok;
}

DiskHandle DiskCore::openNameless() { return {std::make_shared<DiskFile>(), {}, life_}; }

DiskStatus DiskCore::read(const DiskHandle& handle, std::uint64_t offset, std::span<char> out, std::size_t& got) {
  got = 0;
  if (!alive(handle)) return DiskStatus::failed;
  const auto entered = enter(DiskOp::read, handle.path);
  if (entered.cutAfter) cutPower();
  if (entered.status != DiskStatus::ok || entered.cutAfter) return DiskStatus::failed;
  got = handle.file->live().read(offset, out);
  return DiskStatus::ok;
}

DiskStatus DiskCore::write(const DiskHandle& handle, std::uint64_t offset, std::string_view bytes) {
  if (!alive(handle)) return DiskStatus::failed;
  return change(DiskOp::write, handle.path, [&] {
    const auto room = roomFor(*handle.file, offset, bytes.size());
    if (room > 0) handle.file->write(++seq_, offset, bytes.substr(0, room));
    return room == bytes.size() ? DiskStatus::ok : DiskStatus::full;
  });
}

DiskStatus DiskCore::truncate(const DiskHandle& handle, std::uint64_t size) {
  if (!alive(handle)) return DiskStatus::failed;
  return change(DiskOp::truncate, handle.path, [&] {
    if (size != handle.file->live().size()) handle.file->truncate(++seq_, size);
    return DiskStatus::ok;
  });
}

DiskStatus DiskCore::sync(const DiskHandle& handle) {
  if (!alive(handle)) return DiskStatus::failed;
  const auto entered = enter(DiskOp::sync, handle.path);
  if (entered.cutAfter) {
    cutPower();
    return DiskStatus::failed;
  }
  if (entered.status == DiskStatus::failed) handle.file->syncFailed();
  if (entered.status == DiskStatus::ok && !ignoreSyncs_) handle.file->sync();
  return entered.status;
}

DiskStatus DiskCore::remove(const std::string& path) {
  if (!power_) return DiskStatus::failed;
  if (!names_.find(path)) return DiskStatus::notFound;
  return change(DiskOp::remove, path, [&] {
    names_.unlink(++seq_, path);
    return DiskStatus::ok;
  });
}

DiskStatus DiskCore::rename(const std::string& from, const std::string& to) {
  if (!power_) return DiskStatus::failed;
  if (!names_.find(from)) return DiskStatus::notFound;
  return change(DiskOp::rename, from, [&] {
    names_.rename(++seq_, from, to);
    return DiskStatus::ok;
  });
}

DiskStatus DiskCore::syncDirectory(std::string_view directory) {
  if (!power_) return DiskStatus::failed;
  const auto entered = enter(DiskOp::syncDirectory, directory);
  if (entered.cutAfter) {
    cutPower();
    return DiskStatus::failed;
  }
  if (entered.status == DiskStatus::ok && !ignoreSyncs_) names_.syncDirectory(directory);
  return entered.status;
}

std::optional<std::uint64_t> DiskCore::sizeOf(std::string_view path) const {
  const auto file = names_.find(path);
  if (!file) return std::nullopt;
  return file->live().size();
}

DiskCore::Entered DiskCore::enter(DiskOp op, std::string_view path) {
  ++counts_[static_cast<std::size_t>(op)];
  if (op != DiskOp::read) {
    ++changes_;
    if (watcher_) watcher_(op, path);
    // A file system that became read-only still writes out what it has taken.
    if (readOnly_ && op != DiskOp::sync && op != DiskOp::syncDirectory) return {DiskStatus::readOnly, false};
  }
  const auto fault = faults_.meet(op, dice_);
  if (!fault) return {};
  if (*fault == DiskFault::Kind::powerCut) return {DiskStatus::ok, true};
  return {*fault == DiskFault::Kind::diskFull ? DiskStatus::full : DiskStatus::failed, false};
}

template <class Apply>
DiskStatus DiskCore::change(DiskOp op, std::string_view path, Apply apply) {
  const auto entered = enter(op, path);
  if (entered.status != DiskStatus::ok) return entered.status;
  const auto status = apply();
  if (!entered.cutAfter) return status;
  cutPower();
  return DiskStatus::failed;
}

/// How much of a write fits: all of it inside the blocks that the file has, then whole blocks while there are some.
std::size_t DiskCore::roomFor(const DiskFile& file, std::uint64_t offset, std::size_t bytes) const {
  const auto own = blocksOf(file.live().size());
  if (!capacity_ || offset + bytes <= own) return bytes;
  const auto used = usedBytes();
  const auto end = own + (*capacity_ > used ? *capacity_ - used : 0) / diskPageBytes * diskPageBytes;
  return offset >= end ? 0 : static_cast<std::size_t>(std::min<std::uint64_t>(bytes, end - offset));
}

}  // namespace bf
