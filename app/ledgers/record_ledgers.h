#pragma once
// The ledgers of records of their own: measures and industry, problems, visits. Read from the store on whatever
// thread, then joined with the names of the book on the one that holds it.

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

  /// The kind is one for which readsRecords() is true. Errors: those of the store.
  [[nodiscard]] static Result<RecordLedger> read(StoreTx& tx, const Schema& schema, LedgerKind kind,
                                                 const Options& options);
  /// The ledger, with head and natural village of each line's household.
  [[nodiscard]] Ledger join(const VillageBook& book) const;

 private:
  struct Waiting {
    std::int64_t above = 0;  ///< the household's record; one that is not in the book is the village
    std::int64_t order = 0;
    LedgerLine line;
  };
  Ledger made_;
  Language language_ = Language::chinese;
  std::vector<Waiting> waiting_;
};

}  // namespace bf
