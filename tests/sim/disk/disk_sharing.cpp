#include "tests/sim/disk/disk_sharing.h"

#include <sqlite3.h>

#include <algorithm>

namespace bf {
namespace {

constexpr int pendingLevel = 3;  // PENDING_LOCK: not in sqlite3.h, since no caller may ask for it

}  // namespace

int FileLocks::lock(const void* who, int level) {
  auto& mine = levels_[who];
  if (mine >= level) return SQLITE_OK;
  const auto others = highestOfOthers(who);
  if (level == SQLITE_LOCK_SHARED && others >= pendingLevel) return SQLITE_BUSY;
  if (level >= SQLITE_LOCK_RESERVED && others >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
  if (level == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED) {
    mine = pendingLevel;  // keeps new readers out while the old ones finish
    return SQLITE_BUSY;
  }
  mine = level;
  return SQLITE_OK;
}

void FileLocks::unlock(const void* who, int level) {
  if (level == SQLITE_LOCK_NONE) levels_.erase(who);
  else if (auto& mine = levels_[who]; mine > level) mine = level;
}

bool FileLocks::reserved() const { return highestOfOthers(nullptr) >= SQLITE_LOCK_RESERVED; }

int FileLocks::highestOfOthers(const void* who) const {
  int highest = SQLITE_LOCK_NONE;
  for (const auto& [holder, level] : levels_)
    if (holder != who) highest = std::max(highest, level);
  return highest;
}

char* SharedMemory::region(const void* who, std::size_t index, std::size_t bytes, bool extend) {
  held_[who];
  if (index >= regions_.size() && !extend) return nullptr;
  while (regions_.size() <= index) regions_.push_back(std::make_unique<char[]>(bytes));
  return regions_[index].get();
}

void SharedMemory::leave(const void* who) {
  held_.erase(who);
  if (held_.empty()) regions_.clear();
}

int SharedMemory::lock(const void* who, int first, int count, int flags) {
  const unsigned mask = ((1U << (first + count)) - 1U) & ~((1U << first) - 1U);
  auto& mine = held_[who];
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    mine.shared &= ~mask;
    mine.exclusive &= ~mask;
    return SQLITE_OK;
  }
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  for (const auto& [holder, held] : held_)
    if (holder != who && (mask & (exclusive ? held.shared | held.exclusive : held.exclusive)) != 0) return SQLITE_BUSY;
  (exclusive ? mine.exclusive : mine.shared) |= mask;
  return SQLITE_OK;
}

}  // namespace bf
