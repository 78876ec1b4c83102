#pragma once
// The facts of a household that a list, the plan of visits and the eight items rest on: its own record and those that
// hang from it, boiled down to a few hundred bytes, so that a township's 25,000 households fit into memory.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/models/day_time.h"
#include "shared/base/bytes.h"

namespace bf {

/// Three values: not collected is never no.
enum class Answer : std::uint8_t { unknown, no, yes };

/// True OR anything is true; no OR unknown stays unknown.
[[nodiscard]] constexpr Answer either(Answer a, Answer b) {
  return a == Answer::yes || b == Answer::yes ? Answer::yes
         : a == Answer::no && b == Answer::no ? Answer::no
                                              : Answer::unknown;
}
[[nodiscard]] constexpr Answer both(Answer a, Answer b) {
  return a == Answer::no || b == Answer::no     ? Answer::no
         : a == Answer::yes && b == Answer::yes ? Answer::yes
                                                : Answer::unknown;
}

/// Numbers of choices in proto/bianfang/records that the code speaks of; a test holds them to the schema.
namespace choice {
inline constexpr int kindPoor = 1;
inline constexpr int statusPreparing = 2, statusOut = 3, statusMonitored = 5, statusRemoved = 6, statusEnded = 7;
inline constexpr int gradeA = 1, gradeB = 2, gradeC = 3, gradeD = 4;
inline constexpr int renovationAccepted = 5, renovationPaid = 6, renovationGivenUp = 7;
inline constexpr int elsewhereCareHome = 2, elsewhereFlat = 3, elsewhereResettled = 6;
inline constexpr int dropoutMedical = 2;
inline constexpr int stageBefore = 1, stagePreschool = 2;
inline constexpr int methodSight = 3;
inline constexpr int problemOpen = 1, problemAnswered = 3, problemVerified = 4, problemReopened = 5;
inline constexpr int measureDone = 3, measureStopped = 4;
inline constexpr int metNobody = 6, metPhone = 7;
inline constexpr int dutyVillageSecretary = 1, dutyTownshipSecretary = 6, dutyCountySecretary = 9;
}  // namespace choice

struct MemberFacts {
  std::int64_t rec = 0;
  std::string name;
  Day birth = 0;
  int stage = 0;  ///< choice of SchoolStage; 0: none
  int dropoutReason = 0;
  Answer droppedOut = Answer::unknown;
  bool taughtAtHome = false;
  bool gone = false;                 ///< died, married away, moved …
  Answer medical = Answer::unknown;  ///< resident basic medical insurance of the year asked for
  Answer severe = Answer::unknown;   ///< grave-illness insurance of that year

  bool operator==(const MemberFacts&) const = default;
};

struct HouseholdFacts {
  // Its own record
  std::int64_t rec = 0;
  RecordId id;
  RegionCode region = 0;
  std::string head, group, number, phone;
  int kind = 0, status = 0;
  int plannedExit = 0;
  int stated = -1;  ///< persons as written down for households without records of members; negative: not known
  int elsewhere = 0;
  std::int32_t latitude = 0, longitude = 0;  ///< 1e-7 degree; 0: no point
  Answer water = Answer::unknown, power = Answer::unknown, tv = Answer::unknown, network = Answer::unknown;
  Answer stableIncome = Answer::unknown, dibao = Answer::unknown, destitute = Answer::unknown;
  bool removalOpen = false;  ///< removed by somebody who had not seen an edit: here until that is decided
  // What hangs from it
  std::vector<MemberFacts> members;
  int grade = 0;  ///< of the latest assessment; 0: none
  Day assessed = 0;
  int renovation = 0;  ///< state of the latest one; 0: none
  int renovationYear = 0;
  bool movedIn = false;    ///< resettled
  Day lastVisit = 0;       ///< finished, by whomever; somebody was met
  Day lastByVillage = 0;   ///< such a one of this year that the village secretary signed, as the packs count it (W4)
  Day lastByTownship = 0;  ///< that the township secretary signed
  Day lastByCounty = 0;    ///< that the county secretary signed
  Day lastTried = 0;       ///< finished, but nobody was at home, or only by telephone: no visit to the household
  bool triedByPhone = false;
  std::uint16_t visits = 0;
  std::uint16_t drafts = 0;    ///< own visits begun and not finished
  std::uint16_t problems = 0;  ///< not yet verified
  Day deadline = 0;            ///< nearest of an open problem

  bool operator==(const HouseholdFacts&) const = default;
  /// Whether a point was recorded.
  [[nodiscard]] bool placed() const { return latitude != 0 && longitude != 0; }
  /// Members that live here, or the number written down; negative: not known.
  [[nodiscard]] int persons() const;
  /// Somebody went there or called that day, and the household was not visited.
  [[nodiscard]] bool triedOnly(Day day) const { return lastTried == day && lastVisit != day; }
  /// On the register and neither struck off nor ended: those that 遍访 is about (policies.md, W4).
  [[nodiscard]] bool poor() const {
    return kind == choice::kindPoor && status != choice::statusRemoved && status != choice::statusEnded;
  }
};

}  // namespace bf
