#include "shared/sync/number_column.h"

#include <algorithm>
#include <array>
#include <bit>

#include "shared/base/wire.h"

namespace bf {
namespace {

enum Mode : unsigned char { plain = 0, differences = 1, fromPartner = 2, constant = 3 };
constexpr unsigned modeBits = 2;
constexpr std::array<std::uint64_t, 7> units = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000};

/// The greatest power of ten (as its exponent) that divides all values.
unsigned exponentOf(std::span<const std::uint64_t> values) {
  unsigned exponent = units.size() - 1;
  for (const auto value : values)
    while (exponent > 0 && value % units[exponent] != 0) --exponent;
  return exponent;
}

std::uint64_t zigzagged(std::uint64_t difference) { return zigzag(static_cast<std::int64_t>(difference)); }
std::uint64_t unzigzagged(std::uint64_t coded) { return static_cast<std::uint64_t>(unzigzag(coded)); }

std::size_t varintBytes(std::uint64_t value) { return value == 0 ? 1 : (std::bit_width(value) + 6U) / 7U; }

/// The i-th value as it is written in `mode`; all differences are taken modulo 2^64.
std::uint64_t coded(Mode mode, std::span<const std::uint64_t> scaled, std::span<const std::uint64_t> partners,
                    std::uint64_t unit, std::size_t i) {
  if (mode == differences) return zigzagged(scaled[i] - (i == 0 ? 0 : scaled[i - 1]));
  if (mode == fromPartner) return zigzagged(scaled[i] - partners[i] / unit);
  return scaled[i];
}

}  // namespace

NumberColumn writeColumn(std::span<const std::uint64_t> values, std::span<const std::uint64_t> partners) {
  NumberColumn column;
  if (values.empty()) return column;
  const unsigned exponent = exponentOf(values);
  const auto unit = units[exponent];
  std::vector<std::uint64_t> scaled(values.begin(), values.end());
  for (auto& value : scaled) value /= unit;

  std::array<std::size_t, 3> sizes{};
  for (std::size_t i = 0; i < scaled.size(); ++i)
    for (const auto mode : {plain, differences, fromPartner})
      if (mode != fromPartner || !partners.empty()) sizes[mode] += varintBytes(coded(mode, scaled, partners, unit, i));
  auto best = sizes[differences] < sizes[plain] ? differences : plain;
  if (!partners.empty() && sizes[fromPartner] < sizes[best]) best = fromPartner;
  if (scaled.size() > 1 && std::ranges::all_of(scaled, [&](auto value) { return value == scaled[0]; })) best = constant;

  column.form = static_cast<unsigned char>(exponent << modeBits | best);
  const std::size_t written = best == constant ? 1 : scaled.size();
  for (std::size_t i = 0; i < written; ++i) appendVarint(column.data, coded(best, scaled, partners, unit, i));
  return column;
}

Result<std::vector<std::uint64_t>> readColumn(ByteReader& from, unsigned char form, std::size_t count,
                                              std::span<const std::uint64_t> partners) {
  std::vector<std::uint64_t> values;
  if (count == 0) return values;
  const auto mode = static_cast<Mode>(form & ((1U << modeBits) - 1));
  const unsigned exponent = form >> modeBits;
  if (exponent >= units.size() || (mode == fromPartner && partners.size() != count))
    return fail(Errc::malformed, "form of a number column");
  const auto unit = units[exponent];
  // Every form but `constant` has at least a byte for each value, so what is left bounds the memory.
  if (mode != constant && count > from.left()) return fail(Errc::malformed, "number column ends early");
  values.reserve(count);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (mode != constant || i == 0) {
      BF_LET(number, from.number());
      if (mode == differences) value += unzigzagged(number);
      else if (mode == fromPartner) value = unzigzagged(number) + partners[i] / unit;
      else value = number;
    }
    values.push_back(value * unit);
  }
  return values;
}

}  // namespace bf
