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

/// What was typed, with the characters that stand among letters spelled: 王da is half of 王大福.
std::string spelled(std::string_view typed) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::ranges::none_of(typed, letter) || std::ranges::none_of(typed, foreign)) return std::string(typed);
  std::string made;
  for (const auto& syllable : pinyin(typed)) made += syllable;
  return made;
}

}  // namespace

VillageBook::VillageBook(const Schema& schema, const ItemJudge& judge, Day today, std::string_view person)
    : judge_(judge), today_(today), reader_(schema, yearOf(today), person) {}

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

Result<std::vector<BookFind>> VillageBook::find(Store& store, std::string_view text) const {
  BF_LET(tx, store.read());
  const auto typed = spelled(text);
  BF_LET(hits, tx->search(typed, searchMost));
  // Who types a surname looks for the families of that name before those that have somebody of it.
  const auto household = store.schema().kindByName("household")->number;
  std::ranges::stable_partition(hits, [&](const auto& hit) { return hit.kind == household; });
  std::vector<BookFind> found;
  for (const auto& hit : hits) {
    BF_LET(rec, reader_.householdOf(*tx, hit.kind, hit.rec));
    if (const auto row = rowOf(rec))
      found.push_back({*row, memberOf(rows_[*row], hit.kind == household ? 0 : hit.rec)});
  }
  addByPhone(typed, found);
  addByGroup(typed, found);
  std::vector<bool> seen(rows_.size());
  std::erase_if(found, [&](const BookFind& one) {
    const bool known = seen[one.row];
    seen[one.row] = true;
    return known;
  });
  return found;
}

/// The head is found as the household.
std::string VillageBook::memberOf(const BookRow& row, std::int64_t rec) const {
  const auto at = std::ranges::find(row.facts.members, rec, &MemberFacts::rec);
  return rec == 0 || at == row.facts.members.end() || at->name == row.facts.head ? std::string() : at->name;
}

/// The end of a number, as a person remembers it; fewer digits would be half the village.
void VillageBook::addByPhone(std::string_view typed, std::vector<BookFind>& found) const {
  constexpr std::size_t digitsLeast = 3;
  const bool digits = std::ranges::all_of(typed, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || typed.size() < digitsLeast) return;
  for (std::size_t row = 0; row < rows_.size(); ++row)
    if (rows_[row].facts.phone.ends_with(typed)) found.push_back({row, {}});
}

/// A single letter is the start of too many names of places to say anything.
void VillageBook::addByGroup(std::string_view typed, std::vector<BookFind>& found) const {
  const auto prefixes = queryPrefixes(typed);
  if (prefixes.empty() || prefixes.front().size() < 2) return;
  std::unordered_map<std::string_view, bool> named;
  const auto matches = [&](const std::string& group) {
    const auto [at, fresh] = named.try_emplace(group, false);
    if (fresh)
      at->second =
          std::ranges::any_of(nameTerms(group), [&](const auto& term) { return term.starts_with(prefixes[0]); });
    return at->second;
  };
  const auto from = static_cast<std::ptrdiff_t>(found.size());
  for (std::size_t row = 0; row < rows_.size(); ++row)
    if (const auto& group = rows_[row].facts.group; !group.empty() && matches(group)) found.push_back({row, {}});
  std::ranges::stable_sort(found.begin() + from, found.end(), {}, [this](const BookFind& one) {
    return std::pair(rows_[one.row].groupRank, rows_[one.row].nameRank);
  });
}

std::string phoneTail(std::string_view phone) {
  constexpr std::size_t shown = 4;
  return phone.size() < shown ? std::string() : std::string(phone.substr(phone.size() - shown));
}

}  // namespace bf
