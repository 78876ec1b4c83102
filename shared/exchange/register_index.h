#pragma once
// What an import remembers of the rows that went by, to link later rows to them and to see what only shows across
// rows: the same ID number twice, households without a head. Kept small: 1.2 million members are a case.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/wire.h"
#include "shared/exchange/import_report.h"

namespace bf {

struct SeenHousehold {
  RegionCode region = 0;
  RowPlace place;
  std::string headName;
  bool registered = false;  ///< the system held it before this import
  std::optional<std::int64_t> statedPersons;
  std::uint32_t members = 0;
  std::uint32_t heads = 0;
  bool poor = false;  ///< in the register: must have members
};

/// What an ID number and a name say of each other.
enum class PersonMatch : std::uint8_t { unknown, agrees, contradicts };

class RegisterIndex {
 public:
  /// False when the number was there before.
  bool addHousehold(std::string number, SeenHousehold household);
  [[nodiscard]] SeenHousehold* household(std::string_view number);
  [[nodiscard]] const std::unordered_map<std::string, SeenHousehold>& households() const { return households_; }

  /// The row that had this ID number first, or nothing when this is the first.
  [[nodiscard]] std::optional<RowPlace> idSeenBefore(std::string_view id, RowPlace place);

  /// Remembers a member under its ID number (if any) and its name. Of two members of a household with one name the
  /// name leads to neither; of two with one ID number the name tells which, and the number alone leads to neither.
  void addMember(std::string_view household, std::string_view id, std::string_view name, std::string key);
  /// Key of the member of this household with this ID number, or with this name where there is none.
  [[nodiscard]] const std::string* member(std::string_view household, std::string_view id, std::string_view name) const;

  /// Whether the household has a member of this name, or several.
  [[nodiscard]] bool hasName(std::string_view household, std::string_view name) const;
  /// Whether ID number and name are of one member: a name without its number is enough only where the member has none.
  [[nodiscard]] PersonMatch match(std::string_view household, std::string_view id, std::string_view name) const;

  /// Remembers a record that rows of another file may hang from. `above` is the key of what it hangs from itself, or
  /// the code of its region.
  void addParent(std::uint32_t kind, std::string_view above, std::string key, std::vector<Field> fields);
  /// Keys of such records that hold all these values.
  [[nodiscard]] std::vector<std::string> parents(std::uint32_t kind, std::string_view above,
                                                 const std::vector<Field>& wanted) const;

 private:
  struct Parent {
    std::string key;
    std::vector<Field> fields;
  };
  [[nodiscard]] std::optional<std::uint32_t> sharerOf(std::string_view household, std::string_view id,
                                                      std::string_view name) const;

  static constexpr std::uint32_t ambiguous = UINT32_MAX;
  std::unordered_map<std::string, SeenHousehold> households_;
  // By 64-bit hashes: a chance meeting of two among a million would need luck of one in 37 million.
  std::unordered_map<std::uint64_t, RowPlace> ids_;
  std::unordered_map<std::uint64_t, std::uint32_t> membersById_, membersByName_;
  std::unordered_map<std::uint64_t, std::uint32_t> sharers_;  ///< the further ones with an ID number, by name
  std::vector<std::string> memberKeys_;
  std::unordered_map<std::string, std::vector<Parent>> parents_;  ///< by "<kind>/<above>"
};

/// Whether a record has all these values.
[[nodiscard]] bool holds(const std::vector<Field>& fields, const std::vector<Field>& wanted);

/// The 18 characters of a person that an ID number or a disability certificate begins with; the text itself when it
/// is shorter.
[[nodiscard]] std::string_view personPart(std::string_view id);

}  // namespace bf
