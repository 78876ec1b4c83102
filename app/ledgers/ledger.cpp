#include "app/ledgers/ledger.h"

#include <algorithm>
#include <array>

namespace bf {

std::size_t Ledger::count(std::size_t filter) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(lines, [filter](const LedgerLine& line) { return (line.filters >> filter & 1u) != 0; }));
}

const Label& nameOf(LedgerKind kind) {
  static const std::array<Label, ledgerKindCount> names{{{"贫困户", "Poor households"},
                                                         {"危房改造", "Dangerous houses"},
                                                         {"医保缺口", "Not insured"},
                                                         {"义务教育", "Schooling"},
                                                         {"产业和措施", "Industry and measures"},
                                                         {"问题", "Problems"},
                                                         {"走访", "Visits"},
                                                         {"考核指标", "Indicators"}}};
  return names[static_cast<std::size_t>(kind)];
}

bool readsRecords(LedgerKind kind) {
  return kind == LedgerKind::support || kind == LedgerKind::problems || kind == LedgerKind::visits ||
         kind == LedgerKind::indicators;
}

}  // namespace bf
