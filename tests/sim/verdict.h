#pragma once
// What a world is judged by, in the words of MERGE.md and of the catalogue of faults, and what it counted on the way.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace bf::sim {

enum class Invariant {
  durableSave,        ///< I1: a saved change survives every crash of its tablet
  durableAck,         ///< I2: what a tablet has a receipt for is in the centre's synced log
  noLoss,             ///< I3: what was saved on a tablet that lives, or is held by one, reaches the centre
  noPhantom,          ///< I4: the centre's log holds nothing that was never saved; giving again changes nothing
  convergence,        ///< I5: every tablet shows of its scope what the centre shows
  orderIndependence,  ///< I6: heads and values are a function of the set of changes
  overwriteWins,      ///< I7: what a person typed after seeing the old value is shown
  noSilentLoser,      ///< I8: each value that is not shown is in a list of conflicts
  scopeSecrecy,       ///< I9: nothing of a record outside of its scope reaches a tablet, or stays there
  scopeIntegrity,     ///< I10: nothing that breaks a rule is among the heads, unless a reviewer let it in
  monotonicEpoch,     ///< I11: no tablet goes back to an older epoch or audit head; the audit chain is whole
  cursorHonesty,      ///< I12: a tablet holds everything of its scope up to its cursor
  cloneVisibility,    ///< I13: a fork of a chain raises one alarm; both branches live
  revocation,         ///< I14: nothing is served to a revoked tablet; what it brings is held
  bounded,            ///< I16: limits are kept, and after the faults everything settles in a few rounds
  replay,             ///< I18: the same seed gives the same run
  unexpected,         ///< the product answered with an error that nothing in the world explains
};
inline constexpr std::size_t invariants = 17;
/// "I3 no loss".
[[nodiscard]] const char* name(Invariant invariant);

struct Violation {
  Invariant invariant = Invariant::unexpected;
  std::uint64_t step = 0;
  std::string what;
};

struct Stats {
  std::uint64_t worlds = 0;
  std::uint64_t steps = 0;
  std::uint64_t saves = 0;
  std::uint64_t changes = 0;   ///< saved, each once
  std::uint64_t flights = 0;   ///< that reached a session of the centre
  std::uint64_t receipts = 0;  ///< stored on tablets
  std::uint64_t rounds = 0;    ///< of quiet syncing
  std::map<std::string, std::uint64_t> faults;
  std::array<std::uint64_t, invariants> checked{};

  Stats& operator+=(const Stats& other);
};

}  // namespace bf::sim
