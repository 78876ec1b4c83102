#pragma once
// Computed dues: what each subject must be given against what was given, and their sums by region. What was paid too
// much to one does not make up for what another lacks. What nobody knows is never nought: a sum is what is known of it,
// with how many of its parts are not.

#include <map>
#include <optional>
#include <vector>

#include "shared/policy/policy_engine.h"

namespace bf {

/// Numbers of the unit of the due with its decimals.
struct DueRow {
  std::int64_t household = 0;  ///< as of SubjectVerdict
  std::int64_t subject = 0;
  RegionCode region = 0;
  std::optional<std::int64_t> due;
  std::optional<std::int64_t> paid;
  std::optional<std::int64_t> atLeast = {};  ///< what is due for certain where `due` is not known
  bool mayConcern = false;                   ///< nobody knows whether the due concerns this subject at all
  /// Of such a subject: its own facts, and its household's, that the scope asks and nobody recorded.
  std::vector<const FieldSpec*> notAsked = {};

  /// What is still to be given; nothing: not known.
  [[nodiscard]] std::optional<std::int64_t> missing() const;
  /// How much of it is certain: 0 where nothing is.
  [[nodiscard]] std::int64_t certainlyMissing() const;
  bool operator==(const DueRow&) const = default;
};

struct DueSum {
  std::int64_t due = 0;  ///< what is certain of it, as paid and missing
  std::int64_t paid = 0;
  std::int64_t missing = 0;  ///< of all who lack something
  std::int64_t subjects = 0;
  std::int64_t lacking = 0;      ///< subjects who lack something for certain
  std::int64_t unknown = 0;      ///< subjects whose due or payment is not collected: what they lack is not known
  std::int64_t dueUnknown = 0;   ///< those whose due is not
  std::int64_t paidUnknown = 0;  ///< those whose payment is not

  void add(const DueRow& row);
  DueSum& operator+=(const DueSum& other);
  bool operator==(const DueSum&) const = default;
};

struct Dues {
  std::vector<DueRow> rows;           ///< ascending by household, then subject
  std::map<RegionCode, DueSum> sums;  ///< by `region` of the rows
  /// Of everyone in a region and below. Where an office above has a due of its own, those below are its parts and
  /// counted with it.
  [[nodiscard]] DueSum sum(RegionCode region) const;
};

/// Of one due of the engine's pack, with its region, day and parameters; a due that reads a sum needs evaluate()
/// before. Errors: Errc::tooLarge when it takes more than the steps allowed, Errc::configInvalid, storage*.
[[nodiscard]] Result<Dues> duesOf(PolicyDatabase& database, const PolicyEngine& engine, const Due& due);

}  // namespace bf
