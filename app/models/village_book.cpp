#include "app/models/village_book.h"

#include <algorithm>

#include "app/models/day_limits.h"
#include "shared/store/pinyin.h"

namespace bf {
namespace {

/// The sound of a name, so that 曾 stands among Z and 覃 among Q.
std::string soundOf(std::string_view name) {
  std::string sound;
  for (const auto& syllable : pinyin(name)) sound += syllable + ' ';
  return sound + std::string(name);
}

/// Numbers the texts of all rows by their sound; equal texts have equal numbers.
void number(std::vector<BookRow>& rows, std::string HouseholdFacts::*text, std::uint32_t BookRow::*rank) {
  std::unordered_map<std::string_view, std::uint32_t> ranks;
  for (const auto& row : rows) ranks.try_emplace(row.facts.*text, 0);
  std::vector<std::pair<std::string, std::string_view>> sounds;
  sounds.reserve(ranks.size());
  for (const auto& [name, none] : ranks) sounds.emplace_back(soundOf(name), name);
  std::ranges::sort(sounds);
  std::uint32_t next = 0;
  for (const auto& [sound, name] : sounds) ranks[name] = ++next;
  for (auto& row : rows) row.*rank = ranks[row.facts.*text];
}

}  // namespace

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
    rows_.push_back({std::move(one), {}, 0, 0});
    if (complete_) rows_.back().items = (whole != nullptr ? *whole : judge_).verdicts(rows_.back().facts, today_);
  }
  if (complete_) rank();
}

void VillageBook::rank() {
  number(rows_, &HouseholdFacts::group, &BookRow::groupRank);
  number(rows_, &HouseholdFacts::head, &BookRow::nameRank);
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

void VillageBook::hold(std::vector<HouseholdFacts> facts) {
  complete_ = true;
  take(std::move(facts));
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
  const bool renamed = row.facts.head != facts->head || row.facts.group != facts->group;
  row.facts = std::move(*facts);
  judgeRow(row);
  if (renamed && complete_) rank();  // rare: an edit of a name
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
