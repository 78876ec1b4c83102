#pragma once
// Sizes and limits of the simulated disk and of the kill harness, each with its reason.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bf {

/// Unit of sharing between images and of write-back after fsync; the page size of Linux and of SQLite.
inline constexpr std::size_t diskPageBytes = 4096;

/// A power cut tears at these boundaries: old disks and many flash cards write 512 bytes at once, new ones 4096.
inline constexpr std::size_t sectorBytesSmall = 512;
inline constexpr std::size_t sectorBytesLarge = 4096;

/// What xSectorSize answers; the value of SQLite's own unix VFS on Linux, so that SQLite behaves as in production.
inline constexpr int sectorBytesTold = 4096;

/// Longest path a database may have here; SQLite's unix VFS takes 512.
inline constexpr int diskPathBytesMax = 512;

/// A child that prints a longer line than this without a line end is broken; the harness stops collecting.
inline constexpr std::size_t childLineBytesMax = std::size_t{1} << 20;

/// After SIGKILL the kernel closes the pipes at once; only a stuck disk takes longer than this.
inline constexpr std::chrono::milliseconds childReapTimeout{10'000};

}  // namespace bf
