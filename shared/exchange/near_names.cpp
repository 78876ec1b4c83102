#include "shared/exchange/near_names.h"

#include <algorithm>
#include <cstddef>

#include "shared/exchange/cell_text.h"

namespace bf {
namespace {

constexpr std::size_t namesMost = 3;
constexpr std::size_t oneIn = 3;            ///< of so many characters one may be wrong
constexpr std::size_t charactersMost = 80;  ///< longer texts are no names

/// Characters, so that a Chinese one counts as one.
std::vector<std::string_view> charactersOf(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    while (next < text.size() && (text[next] & 0xC0) == 0x80) ++next;
    all.push_back(text.substr(at, next - at));
    at = next;
  }
  return all;
}

/// Characters to put in, take out or replace (Levenshtein 1966).
std::size_t distance(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string> nearNames(std::string_view name, const std::vector<std::string>& names) {
  const std::string folded = foldText(name);
  const auto own = charactersOf(folded);
  std::vector<std::pair<std::size_t, std::string>> near;
  if (own.size() > charactersMost) return {};
  for (const std::string& one : names) {
    const std::string other = foldText(one);
    const auto characters = charactersOf(other);
    if (characters.size() > charactersMost) continue;
    const std::size_t apart = distance(own, characters);
    if (apart <= std::max<std::size_t>(1, own.size() / oneIn) && apart < own.size()) near.emplace_back(apart, one);
  }
  std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string>::first);
  std::vector<std::string> nearest;
  for (auto& [apart, one] : near)
    if (nearest.size() < namesMost && std::ranges::find(nearest, one) == nearest.end())
      nearest.push_back(std::move(one));
  return nearest;
}

}  // namespace bf
