#include "shared/schema/mask.h"

#include <algorithm>

namespace bf {
namespace {

constexpr std::string_view hidden = "***";

/// Keeps `head` and `tail` characters. A text that is short, or not what it should be, shows nothing at all: masking
/// the rest of it would still give most of it away.
std::string keep(std::string_view text, std::size_t head, std::size_t tail) {
  const bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii || text.size() < head + tail + 4) return std::string(hidden);
  return std::string(text.substr(0, head)) + std::string(text.size() - head - tail, '*') +
         std::string(text.substr(text.size() - tail));
}

}  // namespace

bool looksMasked(std::string_view text) { return text.contains(hidden); }

bool fitsMask(std::string_view masked, std::string_view whole) {
  const auto first = masked.find('*');
  if (first == std::string_view::npos) return masked == whole;
  const auto head = masked.substr(0, first), tail = masked.substr(masked.rfind('*') + 1);
  return whole.size() >= head.size() + tail.size() && whole.starts_with(head) && whole.ends_with(tail);
}

std::string mask(const FieldSpec& field, std::string_view text) {
  if (text.empty() || field.sensitivity != Sensitivity::sensitive) return std::string(text);
  switch (field.question) {
    case Question::idNumber: return keep(text, 3, 4);
    case Question::phone: return keep(text, 3, 4);
    case Question::account: return keep(text, 0, 4);
    default: return std::string(hidden);
  }
}

}  // namespace bf
