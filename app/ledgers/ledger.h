#pragma once
// A ledger of the village (台账): one list by kind with its columns, its filters and a line each. A page shows it, an
// export writes it; both take the same lines.

#include <cstdint>
#include <string>
#include <vector>

#include "app/models/household_facts.h"
#include "shared/schema/schema.h"

namespace bf {

enum class LedgerKind : std::uint8_t { poor, housing, medical, school, support, problems, visits, indicators };
inline constexpr std::size_t ledgerKindCount = 8;

enum class LedgerTone : std::uint8_t { plain, good, warning, bad, unknown };

struct LedgerColumn {
  Label name;
  int weight = 1;         ///< share of the width
  bool essential = true;  ///< a column of its own on a narrow screen, too
};

struct LedgerLine {
  RecordId household;      ///< zero: of the village itself
  std::uint32_t kind = 0;  ///< of the record that the line is about, and which
  RecordId record;
  std::vector<std::string> cells;  ///< as many as columns; "" is not collected
  LedgerTone tone = LedgerTone::plain;
  std::uint32_t filters = 1;  ///< bit n: filter n leaves it; bit 0 is always set
  void pass(std::size_t filter, bool passes) {
    if (passes) filters |= 1u << filter;
  }
  [[nodiscard]] bool passes(std::size_t filter) const { return (filters >> filter & 1u) != 0; }
};

struct Ledger {
  LedgerKind kind = LedgerKind::poor;
  std::vector<LedgerColumn> columns;
  std::vector<Label> filters;  ///< the first is "all"
  std::vector<LedgerLine> lines;
  /// Lines of several sorts, so that their number is the number of nothing.
  bool mixed = false;
  [[nodiscard]] std::size_t count(std::size_t filter) const;
};

[[nodiscard]] const Label& nameOf(LedgerKind kind);
/// Whether its lines are read from the store on a thread of their own, or follow from the book.
[[nodiscard]] bool readsRecords(LedgerKind kind);

}  // namespace bf
