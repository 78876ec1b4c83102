#include "shared/policy/id_twins.h"

#include <charconv>
#include <functional>

#include "shared/policy/expression.h"

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

/// The table of twins is written on a connection that otherwise only asks.
class Writing {
 public:
  explicit Writing(Connection& connection) : connection_(connection) {}
  ~Writing() { (void)connection_.execute("PRAGMA query_only=ON"); }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  [[nodiscard]] Result<void> begin() { return connection_.execute("PRAGMA query_only=OFF"); }

 private:
  Connection& connection_;
};

}  // namespace

Result<void> makeIdTwinTable(Connection& connection) {
  return connection.execute("CREATE TEMP TABLE id_twin(rec INTEGER PRIMARY KEY, other INTEGER NOT NULL) STRICT");
}

Result<Statement> IdTwins::members(Connection& connection, bool ofOne) const {
  BF_LET(made, connection.prepare(
                   std::string("SELECT m.rec, h.rec, h.region_code, substr(m.id_number, 1, 18), h.register_number FROM"
                               " main.k_household h JOIN main.k_member m ON m.parent = h.rec WHERE m.id_number IS NOT"
                               " NULL AND m.removal IS NULL AND m.departure IS NULL AND h.removal IS NULL AND"
                               " coalesce(h.status, 0) NOT IN (?, ?)") +
                   (ofOne ? " AND h.rec = ?" : "")));
  made.bind(1, choiceNumber(schema_, "$household::STATUS_REMOVED").value_or(0));
  made.bind(2, choiceNumber(schema_, "$household::STATUS_ENDED").value_or(0));
  return std::move(made);
}

Result<std::vector<IdTwins::Key>> IdTwins::read(Statement& statement) {
  std::vector<Key> keys;
  for (;;) {
    BF_LET(more, statement.step());
    if (!more) return keys;
    Person person{statement.integer(0), statement.integer(1), 0};
    person.number = numberOf(statement.bytes(4), person.household);
    std::string key = std::to_string(statement.integer(2) / villagesOfCounty) + " ";
    for (const char c : statement.bytes(3)) key += c == 'x' ? 'X' : c;
    keys.push_back(std::hash<std::string>()(key));
    people_.emplace(keys.back(), person);
    ofHousehold_.emplace(person.household, keys.back());
  }
}

Result<void> IdTwins::rebuild(Connection& connection) {
  built_ = false;
  people_.clear();
  ofHousehold_.clear();
  BF_LET(all, members(connection, false));
  BF_CHECK(read(all));
  Writing writing(connection);
  BF_CHECK(writing.begin());
  BF_CHECK(connection.execute("DELETE FROM temp.id_twin"));
  std::set<std::int64_t> ignored;
  for (auto at = people_.begin(); at != people_.end();) {
    const auto [first, last] = people_.equal_range(at->first);
    if (std::next(first) != last) BF_CHECK(show(connection, at->first, ignored));
    at = last;
  }
  built_ = true;
  return {};
}

Result<void> IdTwins::show(Connection& connection, Key key, std::set<std::int64_t>& households) const {
  BF_LET(erase, connection.prepare("DELETE FROM temp.id_twin WHERE rec = ?"));
  BF_LET(put, connection.prepare("INSERT INTO temp.id_twin VALUES(?, ?)"));
  const auto [first, last] = people_.equal_range(key);
  std::uint64_t sum = 0;
  for (auto at = first; at != last; ++at) sum += static_cast<std::uint64_t>(at->second.number);
  const bool several = first != last && std::next(first) != last;
  for (auto at = first; at != last; ++at) {
    const auto& person = at->second;
    households.insert(person.household);
    erase.reset();
    erase.bind(1, person.member);
    BF_CHECK(erase.run());
    if (!several) continue;
    const auto others = sum - static_cast<std::uint64_t>(person.number);
    put.reset();
    put.bind(1, person.member).bind(2, static_cast<std::int64_t>(others & static_cast<std::uint64_t>(figureMax)));
    BF_CHECK(put.run());
  }
  return {};
}

void IdTwins::forget(std::int64_t household, std::set<Key>& touched, std::set<std::int64_t>& households) {
  const auto [first, last] = ofHousehold_.equal_range(household);
  for (auto key = first; key != last; ++key) {
    touched.insert(key->second);
    auto [at, end] = people_.equal_range(key->second);
    while (at != end) {
      households.insert(at->second.household);
      at = at->second.household == household ? people_.erase(at) : std::next(at);
    }
  }
  ofHousehold_.erase(first, last);
}

Result<std::set<std::int64_t>> IdTwins::update(Connection& connection, std::span<const std::int64_t> households) {
  std::set<std::int64_t> concerned;
  if (!built_) {
    BF_CHECK(rebuild(connection));
    return concerned;
  }
  // A failure on the way leaves what nobody can trust: the next one looks at everybody.
  built_ = false;
  Writing writing(connection);
  BF_CHECK(writing.begin());
  BF_LET(erase, connection.prepare("DELETE FROM temp.id_twin WHERE rec = ?"));
  BF_LET(one, members(connection, true));
  std::set<Key> touched;
  for (const auto household : households) {
    const auto [first, last] = ofHousehold_.equal_range(household);
    for (auto key = first; key != last; ++key)
      for (auto [at, end] = people_.equal_range(key->second); at != end; ++at) {
        if (at->second.household != household) continue;
        erase.reset();
        erase.bind(1, at->second.member);
        BF_CHECK(erase.run());
      }
    forget(household, touched, concerned);
    one.reset();
    one.bind(3, household);
    BF_LET(keys, read(one));
    touched.insert(keys.begin(), keys.end());
  }
  for (const auto key : touched) BF_CHECK(show(connection, key, concerned));
  built_ = true;
  return concerned;
}

}  // namespace bf
