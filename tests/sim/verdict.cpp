#include "tests/sim/verdict.h"

namespace bf::sim {

const char* name(Invariant invariant) {
  static constexpr const char* names[invariants] = {
      "I1 durable save",      "I2 durable ack",        "I3 no loss",          "I4 no phantom",
      "I5 convergence",       "I6 order independence", "I7 overwrite wins",   "I8 no silent loser",
      "I9 scope secrecy",     "I10 scope integrity",   "I11 monotonic epoch", "I12 cursor honesty",
      "I13 clone visibility", "I14 revocation",        "I16 bounded",         "I18 replay",
      "unexpected error",
  };
  return names[static_cast<std::size_t>(invariant)];
}

Stats& Stats::operator+=(const Stats& other) {
  worlds += other.worlds;
  steps += other.steps;
  saves += other.saves;
  changes += other.changes;
  flights += other.flights;
  receipts += other.receipts;
  rounds += other.rounds;
  for (const auto& [fault, count] : other.faults) faults[fault] += count;
  for (std::size_t i = 0; i < invariants; ++i) checked[i] += other.checked[i];
  return *this;
}

}  // namespace bf::sim
