#pragma once
// A person at a tablet: looks at what it shows and does one of the things that people do there.

#include <optional>
#include <string>
#include <vector>

#include "shared/base/crypto.h"
#include "shared/replica/tablet_replica.h"
#include "tests/sim/book.h"

namespace bf::sim {

/// Something about to be saved, and what the world must remember of it.
struct Doing {
  std::string what;  ///< for the trace: "create household", "finish visit"
  std::vector<Edit> edits;
};

class Hand {
 public:
  /// All three outlive the hand.
  Hand(TabletReplica& replica, Book& book, SeededRandom& random);

  /// One thing to do; nothing when there is nothing to do it with. Errors: storage*.
  [[nodiscard]] Result<std::optional<Doing>> draw();

 private:
  struct Target {
    RecordRow row;
    RecordRow root;
  };
  using Drawn = Result<std::optional<Doing>>;

  [[nodiscard]] std::optional<RegionCode> writableVillage();
  [[nodiscard]] Result<std::optional<Target>> drawTarget(StoreTx& tx);
  [[nodiscard]] Result<std::optional<Target>> descend(StoreTx& tx, Target from);
  [[nodiscard]] std::string markOf(const RecordRow& root) const;
  [[nodiscard]] std::vector<Field> drawFields(const KindSpec& kind, std::size_t most, const std::string& mark);
  [[nodiscard]] Doing createRoot(std::uint32_t kind, RegionCode region);
  [[nodiscard]] Drawn createChild(StoreTx& tx);
  [[nodiscard]] Drawn edit(StoreTx& tx);
  [[nodiscard]] Drawn clear(StoreTx& tx);
  [[nodiscard]] Drawn finish(StoreTx& tx);
  [[nodiscard]] Drawn remove(StoreTx& tx);
  [[nodiscard]] Drawn move(StoreTx& tx);
  [[nodiscard]] Drawn decide();

  TabletReplica& replica_;
  Book& book_;
  SeededRandom& random_;
  TabletState state_;
};

}  // namespace bf::sim
