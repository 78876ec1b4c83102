#pragma once
// The ledgers that follow from the book of the households: nothing is read for them.

#include "app/ledgers/ledger.h"
#include "app/models/village_book.h"

namespace bf {

/// Lines by natural village and name. The kind is one for which readsRecords() is false; the book is complete.
[[nodiscard]] Ledger ledgerOf(LedgerKind kind, const VillageBook& book, const Schema& schema, Language language);

}  // namespace bf
