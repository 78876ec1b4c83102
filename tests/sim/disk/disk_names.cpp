#include "tests/sim/disk/disk_names.h"

#include <set>
#include <unordered_map>
#include <utility>

namespace bf {

std::string_view directoryOf(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::shared_ptr<DiskFile> DiskNames::find(std::string_view path) const {
  const auto found = live_.find(path);
  return found == live_.end() ? nullptr : found->second;
}

void DiskNames::link(std::uint64_t seq, const std::string& path, std::shared_ptr<DiskFile> file) {
  record({seq, {}, path, std::move(file)});
}

void DiskNames::unlink(std::uint64_t seq, const std::string& path) { record({seq, path, {}, nullptr}); }

void DiskNames::rename(std::uint64_t seq, const std::string& from, const std::string& to) {
  if (from != to) record({seq, from, to, find(from)});
}

void DiskNames::syncDirectory(std::string_view directory) {
  std::vector<Change> left;
  for (auto& change : unsynced_) {
    const bool here = (!change.removed.empty() && directoryOf(change.removed) == directory) ||
                      (!change.linked.empty() && directoryOf(change.linked) == directory);
    if (here) apply(change, durable_);
    else left.push_back(std::move(change));
  }
  unsynced_ = std::move(left);
}

DiskNames::Files DiskNames::durableBefore(std::uint64_t seq) const {
  auto files = durable_;
  for (const auto& change : unsynced_)
    if (change.seq < seq) apply(change, files);
  return files;
}

std::vector<std::uint64_t> DiskNames::unsynced() const {
  std::vector<std::uint64_t> seqs;
  for (const auto& change : unsynced_) seqs.push_back(change.seq);
  return seqs;
}

std::vector<std::shared_ptr<DiskFile>> DiskNames::files() const {
  std::vector<std::shared_ptr<DiskFile>> all;
  std::set<const DiskFile*> seen;
  const auto add = [&](const std::shared_ptr<DiskFile>& file) {
    if (file && seen.insert(file.get()).second) all.push_back(file);
  };
  for (const auto& [path, file] : live_) add(file);
  for (const auto& [path, file] : durable_) add(file);
  for (const auto& change : unsynced_) add(change.file);
  return all;
}

DiskNames DiskNames::found(Files files) {
  DiskNames names;
  names.live_ = files;
  names.durable_ = std::move(files);
  return names;
}

DiskNames DiskNames::copy() const {
  std::unordered_map<const DiskFile*, std::shared_ptr<DiskFile>> copies;
  for (const auto& file : files()) copies.emplace(file.get(), file->copy());
  DiskNames copied = *this;
  for (auto& [path, file] : copied.live_) file = copies[file.get()];
  for (auto& [path, file] : copied.durable_) file = copies[file.get()];
  for (auto& change : copied.unsynced_)
    if (change.file) change.file = copies[change.file.get()];
  return copied;
}

void DiskNames::apply(const Change& change, Files& files) {
  if (!change.removed.empty()) files.erase(change.removed);
  if (!change.linked.empty()) files[change.linked] = change.file;
}

void DiskNames::record(Change change) {
  apply(change, live_);
  unsynced_.push_back(std::move(change));
}

}  // namespace bf
