#pragma once
// One ID number, two members: entered twice in a household, or in two households of a county. Rules read the view
// `id_twin` (rec: the member; other: the register number of the other's household, of several their sum) and never a
// number. Kept beside the store and moved by the households that changed: asking every member for the others of a
// county of 300,000 households would take a walk over it each.

#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/schema/schema.h"
#include "shared/store/sqlite.h"

namespace bf {

/// Of members who are there, in households that are there: who moved, or was struck off, is no second one. Numbers are
/// compared by their first 18 characters, which a disability card shares.
class IdTwins {
 public:
  /// `schema` must outlive it.
  explicit IdTwins(const Schema& schema) : schema_(schema) {}
  /// Looks at everybody. Errors: storage*.
  [[nodiscard]] Result<void> rebuild(Connection& connection);
  /// Looks at these households again. Result: all households with a member whose row is another now. Before any
  /// rebuild(), and after an error, it looks at everybody and names nobody. Errors: storage*.
  [[nodiscard]] Result<std::set<std::int64_t>> update(Connection& connection, std::span<const std::int64_t> households);

 private:
  struct Person {
    std::int64_t member = 0;
    std::int64_t household = 0;
    std::int64_t number = 0;  ///< register number of the household; its own number where that is none
  };
  using Key = std::uint64_t;  ///< a hash of county and ID number
  struct Row {
    std::int64_t household = 0;
    std::int64_t other = 0;
    bool operator==(const Row&) const = default;
  };
  using Rows = std::map<std::int64_t, Row>;  ///< of the table, by member
  [[nodiscard]] Result<Statement> members(Connection& connection, bool ofOne) const;
  void add(Key key, const Person& person);
  void forget(std::int64_t household);
  void rowsOf(Key key, Rows& rows) const;

  const Schema& schema_;
  bool built_ = false;
  std::unordered_multimap<Key, Person> people_;
  std::unordered_multimap<std::int64_t, Key> ofHousehold_;
};

}  // namespace bf
