#pragma once
// All households of this tablet, in memory: facts, and the verdicts of the eight items. Lists and the plan of visits
// read it; an edit refreshes one household. Read once at the start on a thread of its own, first the households alone,
// so that a list of 25,000 shows before their members are counted.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/models/facts_reader.h"
#include "app/models/item_judge.h"
#include "shared/store/store.h"

namespace bf {

struct BookRow {
  HouseholdFacts facts;
  std::array<Answer, eightCount> items{};  ///< all unknown until the book is complete
  /// Places by sound among all natural villages and all heads, so that a list is put in order by numbers alone.
  std::uint32_t groupRank = 0, nameRank = 0;
};

/// A household that a search found.
struct BookFind {
  std::size_t row = 0;
  std::string who;  ///< the member whose name or number it was; empty: the household's own
};

class VillageBook {
 public:
  /// `schema` and `judge` outlive the book. `today` rules ages and the year of insurance; `person` is whose book it is,
  /// as FactsReader takes it.
  VillageBook(const Schema& schema, const ItemJudge& judge, Day today, std::string_view person = {});

  /// The households alone: names, places, status.
  [[nodiscard]] Result<void> readHouseholds(Store& store, const FactsReader::GoesOn& goesOn = {});
  /// And all that hangs from them; after it complete() is true. `whole` judges all of them where that is dearer one by
  /// one; without it the book's own judge does.
  [[nodiscard]] Result<void> readAll(Store& store, const FactsReader::GoesOn& goesOn = {},
                                     const ItemJudge* whole = nullptr);
  /// A complete book of facts that were read already.
  void hold(std::vector<HouseholdFacts> facts);
  [[nodiscard]] bool complete() const { return complete_; }

  /// Reads the household again to which a record belongs. Result: its row; nothing when the record belongs to none of
  /// them or the household has left. Errors: those of the store.
  [[nodiscard]] Result<std::optional<std::size_t>> refresh(Store& store, std::uint32_t kind, const RecordId& record);

  [[nodiscard]] const std::vector<BookRow>& rows() const { return rows_; }
  [[nodiscard]] std::optional<std::size_t> rowOf(std::int64_t rec) const;
  [[nodiscard]] std::optional<std::size_t> rowOf(const RecordId& id) const;
  /// Rows that a search finds, each once: by the household's own names and numbers or those of its members, the
  /// households first and each of the two best first as the store gives them; then by the last digits of the telephone;
  /// then all of a natural village, by name.
  [[nodiscard]] Result<std::vector<BookFind>> find(Store& store, std::string_view text) const;
  [[nodiscard]] Day today() const { return today_; }
  [[nodiscard]] const ItemJudge& judge() const { return judge_; }

 private:
  void take(std::vector<HouseholdFacts> facts, const ItemJudge* whole = nullptr);
  void judgeRow(BookRow& row) const;
  void rank();
  void addByPhone(std::string_view typed, std::vector<BookFind>& found) const;
  void addByGroup(std::string_view typed, std::vector<BookFind>& found) const;
  [[nodiscard]] std::string memberOf(const BookRow& row, std::int64_t rec) const;
  const ItemJudge& judge_;
  Day today_;
  FactsReader reader_;
  std::vector<BookRow> rows_;
  std::unordered_map<std::int64_t, std::size_t> byRec_;
  bool complete_ = false;
};

/// The last four digits; "" when there are fewer.
[[nodiscard]] std::string phoneTail(std::string_view phone);

}  // namespace bf
