#pragma once
// The bytes of one file, kept in pages that copies share until one of them is written: an image of a whole disk
// costs one pointer a page. Bytes never written read as zero.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/disk/disk_limits.h"

namespace bf {

class DiskPages {
 public:
  /// Bytes.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Copies what lies at `offset` into `out`; returns how many bytes there were, fewer at the end of the file.
  std::size_t read(std::uint64_t offset, std::span<char> out) const;
  /// Grows the file if need be; a hole before `offset` reads as zero.
  void write(std::uint64_t offset, std::string_view bytes);
  /// Cuts, or grows with zeros.
  void resize(std::uint64_t size);
  /// Shares with `from` every page that touches [offset, offset + length); both must have the same size.
  void takePages(const DiskPages& from, std::uint64_t offset, std::uint64_t length);
  /// Flips bit 0..7 of the byte at `offset`, which must lie inside the file.
  void flipBit(std::uint64_t offset, unsigned bit);
  [[nodiscard]] std::string str() const;

 private:
  using Page = std::array<char, diskPageBytes>;
  Page& writable(std::size_t index);

  std::vector<std::shared_ptr<Page>> pages_;  // null: all zero; bytes behind size_ in the last page are zero
  std::uint64_t size_ = 0;
};

}  // namespace bf
