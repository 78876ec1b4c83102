#include "shared/policy/id_twins.h"

#include <charconv>
#include <functional>

#include "shared/policy/expression.h"
#include "shared/policy/policy_views.h"
#include "shared/store/removed.h"
#include "shared/store/sql_guard.h"

namespace bf {
namespace {

constexpr std::int64_t villagesOfCounty = 1'000'000;  ///< codes of a county's villages have six digits more
constexpr std::int64_t figureMax = (std::int64_t{1} << 62) - 1;

std::int64_t numberOf(std::string_view text, std::int64_t otherwise) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? number & figureMax : otherwise;
}

std::string tableName() { return "temp." + listTable(idTwinView); }

/// Gives every row of members() to `take`, by the hash of county and ID number.
template <class Person, class Take>
Result<void> read(Statement& statement, Take take) {
  for (;;) {
    BF_LET(more, statement.step());
    if (!more) return {};
    Person person{statement.integer(0), statement.integer(1), 0};
    person.number = numberOf(statement.bytes(4), person.household);
    std::string key = std::to_string(statement.integer(2) / villagesOfCounty) + " ";
    for (const char c : statement.bytes(3)) key += c == 'x' ? 'X' : c;
    take(std::hash<std::string>()(key), person);
  }
}

/// Takes the rows of these members out, and puts those in that are given.
template <class Rows>
Result<void> replace(Connection& connection, const Rows& out, const Rows& in) {
  Writing writing(connection);
  BF_CHECK(writing.begin());
  BF_LET(erase, connection.prepare("DELETE FROM " + tableName() + " WHERE rec = ?"));
  BF_LET(put, connection.prepare("INSERT INTO " + tableName() + " VALUES(?, ?)"));
  for (const auto& [member, row] : out) {
    erase.reset();
    erase.bind(1, member);
    BF_CHECK(erase.run());
  }
  for (const auto& [member, row] : in) {
    put.reset();
    put.bind(1, member).bind(2, row.other);
    BF_CHECK(put.run());
  }
  return {};
}

}  // namespace

Result<Statement> IdTwins::members(Connection& connection, bool ofOne) const {
  BF_LET(made, connection.prepare(
                   std::string("SELECT m.rec, h.rec, h.region_code, substr(m.id_number, 1, 18), h.register_number FROM"
                               " main.k_household h JOIN main.k_member m ON m.parent = h.rec WHERE m.id_number IS NOT"
                               " NULL AND m.departure IS NULL AND ") +
                   isThereSql("m") + " AND " + isThereSql("h") + " AND coalesce(h.status, 0) NOT IN (?, ?)" +
                   (ofOne ? " AND h.rec = ?" : "")));
  made.bind(1, choiceNumber(schema_, "$household::STATUS_REMOVED").value_or(0));
  made.bind(2, choiceNumber(schema_, "$household::STATUS_ENDED").value_or(0));
  return std::move(made);
}

void IdTwins::add(Key key, const Person& person) {
  people_.emplace(key, person);
  ofHousehold_.emplace(person.household, key);
}

void IdTwins::forget(std::int64_t household) {
  const auto [first, last] = ofHousehold_.equal_range(household);
  for (auto key = first; key != last; ++key) {
    auto [at, end] = people_.equal_range(key->second);
    while (at != end) at = at->second.household == household ? people_.erase(at) : std::next(at);
  }
  ofHousehold_.erase(first, last);
}

void IdTwins::rowsOf(Key key, Rows& rows) const {
  const auto [first, last] = people_.equal_range(key);
  if (first == last || std::next(first) == last) return;
  std::uint64_t sum = 0;
  for (auto at = first; at != last; ++at) sum += static_cast<std::uint64_t>(at->second.number);
  for (auto at = first; at != last; ++at) {
    const auto others = sum - static_cast<std::uint64_t>(at->second.number);
    rows[at->second.member] = {at->second.household,
                               static_cast<std::int64_t>(others & static_cast<std::uint64_t>(figureMax))};
  }
}

Result<void> IdTwins::rebuild(Connection& connection) {
  built_ = false;
  people_.clear();
  ofHousehold_.clear();
  BF_LET(all, members(connection, false));
  BF_CHECK(read<Person>(all, [this](Key key, const Person& person) { add(key, person); }));
  Rows rows;
  for (auto at = people_.begin(); at != people_.end(); at = people_.equal_range(at->first).second)
    rowsOf(at->first, rows);
  {
    Writing writing(connection);
    BF_CHECK(writing.begin());
    BF_CHECK(connection.execute("DELETE FROM " + tableName()));
  }
  BF_CHECK(replace(connection, {}, rows));
  built_ = true;
  return {};
}

Result<std::set<std::int64_t>> IdTwins::update(Connection& connection, std::span<const std::int64_t> households) {
  std::set<std::int64_t> concerned;
  if (!built_) {
    BF_CHECK(rebuild(connection));
    return concerned;
  }
  // A failure on the way leaves what nobody can trust: the next one looks at everybody.
  built_ = false;
  BF_LET(one, members(connection, true));
  std::vector<std::pair<Key, Person>> people;
  std::set<Key> touched;
  for (const auto household : households) {
    one.reset();
    one.bind(3, household);
    BF_CHECK(read<Person>(one, [&](Key key, const Person& person) { people.emplace_back(key, person); }));
    const auto [first, last] = ofHousehold_.equal_range(household);
    for (auto key = first; key != last; ++key) touched.insert(key->second);
  }
  for (const auto& [key, person] : people) touched.insert(key);
  Rows before, after;
  for (const auto key : touched) rowsOf(key, before);
  for (const auto household : households) forget(household);
  for (const auto& [key, person] : people) add(key, person);
  for (const auto key : touched) rowsOf(key, after);
  // What stayed is no news to anybody.
  std::erase_if(before, [&](const auto& row) {
    const auto same = after.find(row.first);
    return same != after.end() && same->second == row.second && after.erase(row.first) == 1;
  });
  for (const auto* rows : {&before, &after})
    for (const auto& [member, row] : *rows) concerned.insert(row.household);
  BF_CHECK(replace(connection, before, after));
  built_ = true;
  return concerned;
}

}  // namespace bf
