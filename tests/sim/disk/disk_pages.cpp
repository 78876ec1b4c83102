#include "tests/sim/disk/disk_pages.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace bf {
namespace {

std::size_t pagesFor(std::uint64_t size) {
  return static_cast<std::size_t>((size + diskPageBytes - 1) / diskPageBytes);
}

}  // namespace

std::size_t DiskPages::read(std::uint64_t offset, std::span<char> out) const {
  if (offset >= size_) return 0;
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
  for (std::size_t done = 0; done < count;) {
    const auto index = static_cast<std::size_t>((offset + done) / diskPageBytes);
    const auto inside = static_cast<std::size_t>((offset + done) % diskPageBytes);
    const auto part = std::min(count - done, diskPageBytes - inside);
    if (pages_[index]) std::memcpy(out.data() + done, pages_[index]->data() + inside, part);
    else std::memset(out.data() + done, 0, part);
    done += part;
  }
  return count;
}

void DiskPages::write(std::uint64_t offset, std::string_view bytes) {
  if (offset + bytes.size() > size_) resize(offset + bytes.size());
  for (std::size_t done = 0; done < bytes.size();) {
    const auto index = static_cast<std::size_t>((offset + done) / diskPageBytes);
    const auto inside = static_cast<std::size_t>((offset + done) % diskPageBytes);
    const auto part = std::min(bytes.size() - done, diskPageBytes - inside);
    std::memcpy(writable(index).data() + inside, bytes.data() + done, part);
    done += part;
  }
}

void DiskPages::resize(std::uint64_t size) {
  const auto tail = static_cast<std::size_t>(size % diskPageBytes);
  pages_.resize(pagesFor(size));
  if (size < size_ && tail != 0 && pages_.back()) {
    auto& last = writable(pages_.size() - 1);
    std::fill(last.begin() + static_cast<std::ptrdiff_t>(tail), last.end(), '\0');
  }
  size_ = size;
}

void DiskPages::takePages(const DiskPages& from, std::uint64_t offset, std::uint64_t length) {
  assert(size_ == from.size_);
  const auto end = std::min(pages_.size(), pagesFor(offset + length));
  for (auto index = static_cast<std::size_t>(offset / diskPageBytes); index < end; ++index)
    pages_[index] = from.pages_[index];
}

void DiskPages::flipBit(std::uint64_t offset, unsigned bit) {
  assert(offset < size_ && bit < 8);
  auto& byte = writable(static_cast<std::size_t>(offset / diskPageBytes))[offset % diskPageBytes];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
}

std::string DiskPages::str() const {
  std::string all(static_cast<std::size_t>(size_), '\0');
  read(0, all);
  return all;
}

DiskPages::Page& DiskPages::writable(std::size_t index) {
  auto& page = pages_[index];
  if (!page) page = std::make_shared<Page>();
  else if (page.use_count() > 1) page = std::make_shared<Page>(*page);
  return *page;
}

}  // namespace bf
