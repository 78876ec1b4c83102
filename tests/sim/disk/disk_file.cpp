#include "tests/sim/disk/disk_file.h"

#include <algorithm>

namespace bf {

void DiskFile::write(std::uint64_t seq, std::uint64_t offset, std::string_view bytes) {
  live_.write(offset, bytes);
  unsynced_.push_back({seq, offset, std::make_shared<const std::string>(bytes), live_.size()});
}

void DiskFile::truncate(std::uint64_t seq, std::uint64_t size) {
  live_.resize(size);
  unsynced_.push_back({seq, size, nullptr, size});
}

void DiskFile::sync() {
  if (unsynced_.empty()) return;
  const auto cut = [](const UnsyncedWrite& write) { return !write.bytes; };
  if (std::any_of(unsynced_.begin(), unsynced_.end(), cut)) {
    durable_ = live_;
  } else {
    // Whole pages, as the page cache writes them: what a failed fsync lost beside them comes back with them.
    durable_.resize(live_.size());
    for (const auto& write : unsynced_) durable_.takePages(live_, write.offset, write.bytes->size());
  }
  unsynced_.clear();
}

void DiskFile::flipBit(std::uint64_t offset, unsigned bit) {
  live_.flipBit(offset, bit);
  if (offset < durable_.size()) durable_.flipBit(offset, bit);
}

std::shared_ptr<DiskFile> DiskFile::copy() const {
  auto copied = std::make_shared<DiskFile>(*this);
  copied->sharing_.reset();
  return copied;
}

}  // namespace bf
