#include "app/models/village_book.h"

#include <algorithm>

#include "app/models/day_limits.h"

namespace bf {

VillageBook::VillageBook(const Schema& schema, const ItemJudge& judge, Day today)
    : judge_(judge), today_(today), reader_(schema, yearOf(today)) {}

void VillageBook::judgeRow(BookRow& row) const { row.items = judge_.verdicts(row.facts, today_); }

void VillageBook::take(std::vector<HouseholdFacts> facts, const ItemJudge* whole) {
  rows_.clear();
  byRec_.clear();
  rows_.reserve(facts.size());
  byRec_.reserve(facts.size());
  for (auto& one : facts) {
    byRec_.emplace(one.rec, rows_.size());
    rows_.push_back({std::move(one), {}});
    if (complete_) rows_.back().items = (whole != nullptr ? *whole : judge_).verdicts(rows_.back().facts, today_);
  }
}

Result<void> VillageBook::readHouseholds(Store& store, const FactsReader::GoesOn& goesOn) {
  BF_LET(tx, store.read());
  BF_LET(facts, reader_.households(*tx, goesOn));
  complete_ = false;
  take(std::move(facts));
  return {};
}

Result<void> VillageBook::readAll(Store& store, const FactsReader::GoesOn& goesOn, const ItemJudge* whole) {
  BF_LET(tx, store.read());
  BF_LET(facts, reader_.households(*tx, goesOn));
  BF_CHECK(reader_.complete(*tx, facts, goesOn));
  complete_ = true;
  take(std::move(facts), whole);
  return {};
}

Result<std::optional<std::size_t>> VillageBook::refresh(Store& store, std::uint32_t kind, const RecordId& record) {
  BF_LET(tx, store.read());
  BF_LET(found, tx->find(kind, record));
  if (!found) return std::optional<std::size_t>();
  BF_LET(rec, reader_.householdOf(*tx, kind, found->rec));
  if (rec == 0) return std::optional<std::size_t>();
  BF_LET(facts, reader_.one(*tx, rec));
  if (!facts) return std::optional<std::size_t>();
  const auto [at, added] = byRec_.emplace(rec, rows_.size());
  if (added) rows_.emplace_back();
  auto& row = rows_[at->second];
  row.facts = std::move(*facts);
  judgeRow(row);
  return std::optional(at->second);
}

std::optional<std::size_t> VillageBook::rowOf(std::int64_t rec) const {
  const auto at = byRec_.find(rec);
  return at == byRec_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::size_t> VillageBook::rowOf(const RecordId& id) const {
  const auto at = std::ranges::find_if(rows_, [&](const BookRow& row) { return row.facts.id == id; });
  return at == rows_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - rows_.begin()));
}

Result<std::vector<std::size_t>> VillageBook::find(Store& store, std::string_view text) const {
  BF_LET(tx, store.read());
  BF_LET(hits, tx->search(text, searchMost));
  std::vector<std::size_t> found;
  for (const auto& hit : hits) {
    BF_LET(rec, reader_.householdOf(*tx, hit.kind, hit.rec));
    const auto row = rowOf(rec);
    if (row && std::ranges::find(found, *row) == found.end()) found.push_back(*row);
  }
  return found;
}

std::string phoneTail(std::string_view phone) {
  constexpr std::size_t shown = 4;
  return phone.size() < shown ? std::string() : std::string(phone.substr(phone.size() - shown));
}

}  // namespace bf
