#pragma once
// A store filled by hand for the tests of the evaluation: records by short names, without tablets and changes.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/policy/policy_database.h"
#include "shared/policy/policy_engine.h"
#include "shared/schema/record_builder.h"
#include "shared/store/sqlite_store.h"

namespace bf::test {

class PolicyWorld {
 public:
  PolicyWorld();
  ~PolicyWorld();
  PolicyWorld(const PolicyWorld&) = delete;
  PolicyWorld& operator=(const PolicyWorld&) = delete;

  /// A record named `name` that hangs from the one named `parent`, or, with an empty one, at `region`. `by`: the role
  /// of who made it; 0: nobody knows.
  void add(const std::string& kind, const std::string& name, const std::string& parent, RegionCode region,
           const std::vector<Field>& fields, std::uint32_t by = 0);
  /// Writes other values into a record.
  void change(const std::string& name, const std::vector<Field>& fields);
  /// Records a random sample of a village that drew these households, from all or from the poor ones, for the survey
  /// of a year.
  void draw(RegionCode village, const std::vector<std::string>& names, std::int32_t year = 2018, bool everyone = true);
  /// Moves a root to another region.
  void move(const std::string& name, RegionCode region);
  /// Takes a record out, by a removal.
  void remove(const std::string& name);
  /// Takes a record out as somebody does who had not seen what was written in it: that is to be decided.
  void removeUnseen(const std::string& name);
  [[nodiscard]] std::int64_t rec(const std::string& name) const { return records_.at(name).rec; }
  /// The name of the record with that number; a code as its digits.
  [[nodiscard]] std::string nameOf(std::int64_t subject) const;
  [[nodiscard]] SqliteStore& store() { return *store_; }

  struct Made {
    std::uint32_t kind = 0;
    std::int64_t rec = 0;
    RegionCode region = 0;
    std::string parent;
  };
  [[nodiscard]] const std::map<std::string, Made>& records() const { return records_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<SqliteStore> store_;
  std::map<std::string, Made> records_;
  std::map<std::int64_t, std::string> names_;
  std::uint32_t draws_ = 0;
};

/// Regions of the tree from the counties' codes downwards, named by their codes.
[[nodiscard]] std::vector<PolicyRegion> regionsNamed(const std::vector<RegionCode>& codes);

/// One of the packs of this build; a failed test with its problems when it cannot be read.
[[nodiscard]] Pack packNamed(std::string_view id);

/// Fields from pairs as a person writes them: {"water_safe", "1"}, {"status", "STATUS_OUT"}.
[[nodiscard]] std::vector<Field> fieldsOf(const std::string& kind, const std::map<std::string, std::string>& values);

}  // namespace bf::test
