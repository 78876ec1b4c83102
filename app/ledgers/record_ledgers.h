#pragma once
// The ledgers of records of their own: measures and industry, problems, visits. Read from the store on whatever
// thread, then joined with the names of the book on the one that holds it. What hangs from a household that was
// removed, or left this tablet, is in none of them.

#include <functional>

#include "app/ledgers/ledger.h"
#include "app/models/village_book.h"
#include "shared/store/store.h"

namespace bf {

class RecordLedger {
 public:
  struct Options {
    Day today = 0;
    Language language = Language::chinese;
    std::function<bool()> goesOn;  ///< asked now and then; empty: always
  };

  /// Of problems, visits or support, in the order of their lines: problems by deadline with the closed last, visits by
  /// date, measures and industry by year with the newest first. Once told to stop the ledger is incomplete.
  /// Errors: those of the store.
  [[nodiscard]] static Result<RecordLedger> read(StoreTx& tx, const Schema& schema, LedgerKind kind,
                                                 const Options& options);
  /// The ledger, with head and natural village of each line's household; what hangs from none of the book is left out.
  [[nodiscard]] Ledger join(const VillageBook& book) const;

 private:
  struct Waiting {
    std::int64_t household = 0;  ///< its record; 0: of the village itself
    std::int64_t order = 0;
    LedgerLine line;
  };
  Ledger made_;
  Language language_ = Language::chinese;
  std::vector<Waiting> waiting_;
};

}  // namespace bf
