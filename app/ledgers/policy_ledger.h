#pragma once
// How the region of this tablet stands in each indicator of the county's pack, and who falls short: the centre's rules
// over what this tablet holds. What only the county knows (meetings, funds) is not judged here.

#include <functional>
#include <optional>

#include "app/ledgers/ledger.h"
#include "app/models/village_book.h"
#include "shared/policy/policy_engine.h"

namespace bf {

/// The pack of this build for a region: of those in force on the day, else the latest before it; nothing when there is
/// none. Doubts are no policy.
[[nodiscard]] std::optional<Pack> packFor(const Schema& schema, RegionCode region, Day today);

class PolicyLedger {
 public:
  struct Options {
    RegionCode region = 0;
    Day today = 0;
    std::function<bool()> goesOn;  ///< asked now and then, on the thread that reads; empty: always
  };

  /// On whatever thread. Without a pack for the region, and once told to stop, it has no lines. Errors: those of
  /// PolicyEngine.
  [[nodiscard]] static Result<PolicyLedger> read(const SqliteStore& store, const Options& options);
  /// A line each indicator with its figures, under it the households that fall short, by natural village and name.
  [[nodiscard]] Ledger join(const VillageBook& book, Language language) const;

 private:
  struct Item {
    Label name;
    bool persons = false;  ///< counts them, not households
    Tally tally;
    Standing standing = Standing::nobody;
    std::vector<std::pair<std::int64_t, Judgement>> households;  ///< those not met
  };
  void add(const PolicyEngine& engine, std::size_t indicator, RegionCode region);
  std::vector<Item> items_;
};

}  // namespace bf
