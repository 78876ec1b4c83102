#include "tests/sim/book.h"

#include <cstdio>
#include <cstdlib>

#include "shared/base/crypto.h"

namespace bf::sim {
namespace {

constexpr std::string_view opens = "⟦R";
constexpr std::string_view closes = "⟧";

}  // namespace

std::string mark(unsigned root) { return std::string(opens) + std::to_string(root) + std::string(closes); }

std::set<unsigned> marksIn(std::string_view bytes) {
  std::set<unsigned> found;
  for (auto at = bytes.find(opens); at != std::string_view::npos; at = bytes.find(opens, at + 1)) {
    unsigned number = 0;
    auto next = at + opens.size();
    for (; next < bytes.size() && bytes[next] >= '0' && bytes[next] <= '9' && number < 1'000'000; ++next)
      number = number * 10 + static_cast<unsigned>(bytes[next] - '0');
    if (number != 0 && bytes.substr(next, closes.size()) == closes) found.insert(number);
  }
  return found;
}

void Book::noteHostile(std::string bytes, unsigned machine, std::string offence, bool outside) {
  const auto id = idOf(hashOf(bytes));
  (void)note(std::move(bytes), machine);
  auto& saved = all_.at(id);
  saved.nature = Nature::hostile;
  saved.offence = std::move(offence);
  saved.outside = outside;
}

const Saved& Book::note(std::string bytes, unsigned machine) {
  const auto id = idOf(hashOf(bytes));
  const auto at = all_.find(id);
  if (at != all_.end()) return at->second;
  auto change = parseChange(bytes);
  if (!change) {
    std::fprintf(stderr, "a saved change cannot be read: %s\n", change.error().detail.c_str());
    std::abort();
  }
  Saved saved{id, std::move(bytes), std::move(*change), {}, machine, Nature::honest, {}, false};
  saved.record = saved.change.creates() ? id : saved.change.record;
  return all_.emplace(id, std::move(saved)).first->second;
}

const Saved* Book::find(const ChangeId& id) const {
  const auto at = all_.find(id);
  return at == all_.end() ? nullptr : &at->second;
}

void Book::nameRoot(const RecordId& root, unsigned number) {
  numbers_[root] = number;
  records_[number] = root;
}

std::optional<unsigned> Book::rootNumber(const RecordId& root) const {
  const auto at = numbers_.find(root);
  return at == numbers_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<RecordId> Book::rootOf(unsigned number) const {
  const auto at = records_.find(number);
  return at == records_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace bf::sim
