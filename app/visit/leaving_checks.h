#pragma once
// What is looked over before the visitor leaves the house. An error is something that the visit itself lacks: it cannot
// be finished. A warning is odd and is shown, for in the house it can still be asked; it never forbids to finish, since
// what was found is not thrown away because a rule finds it strange. Rules over the household are those that clerks run
// on exported tables (疑点数据 of the national form) and those of S2 items 1 and 9.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/models/household_facts.h"
#include "app/models/item_judge.h"
#include "shared/schema/validate.h"

namespace bf {

enum class VisitStep : std::uint8_t { arrival, items, problems, measures, satisfaction, signatures, finish };
inline constexpr std::size_t visitStepCount = 7;

/// A member as the rules look at them; numbers are those of the schema's choices, 0: no answer.
struct LeavingMember {
  RecordId id;
  std::string name;
  int sex = 0;
  int relation = 0;
  Day birth = 0;
  bool gone = false;
  bool pupil = false;  ///< at school now
  std::vector<std::int64_t> health;
  int labour = 0;
  int workPlace = 0;
  int monthsWorked = -1;  ///< negative: no answer
  Answer medical = Answer::unknown;
  Answer severe = Answer::unknown;
  Answer pensionReceived = Answer::unknown;
};

struct LeavingFacts {
  Day today = 0;
  std::vector<LeavingMember> members;
  std::array<Answer, eightCount> verdicts{};       ///< what the records say now
  std::array<std::int64_t, eightCount> checked{};  ///< what the visit says; 0: nothing yet
  std::array<bool, eightCount> reported{};         ///< an open problem is about the item
  int grade = 0;
  bool housedElsewhere = false;  ///< in a home, a flat or a resettlement: the house is not theirs to mend
  bool planned = false;          ///< a renovation that was not given up
  bool planStateless = false;    ///< it does not say how far it is
  int waterSource = 0;           ///< choice of WaterSource; 0: no answer
  Answer waterSafe = Answer::unknown, waterDifficult = Answer::unknown;
  std::size_t photos = 0;                 ///< of this visit and of its assessment
  bool stageUnseen = false;               ///< a stage of the renovation was recorded at this visit without a photo
  std::optional<std::int64_t> perCapita;  ///< fen; nothing: no worksheet of this year that can be reckoned up
  int incomeOpen = 0;                     ///< lines of it without an answer
  int incomeUntil = 12;                   ///< the month that it goes to
  int seenGrade = 0, expertGrade = 0;     ///< of the house: as seen at this visit, by the last experts before it
  // The visit's own answers
  bool purpose = false, visitor = false, duty = false, satisfied = false, located = false;
  bool leftBeforeCame = false;  ///< departed, or it is now, before it arrived
  int met = 0;
  bool householdSigned = false, visitorSigned = false, whyNotSigned = false, signedBy = false;
  std::string staleSignature;    ///< the field of a signature after which something was altered; "": none
  std::size_t halfProblems = 0;  ///< problems, demands and measures of this visit that lack a required answer
  std::size_t halfMeasures = 0;
  std::vector<RecordId> pastDueProblems;  ///< of this visit and open, with a deadline before its day
  std::vector<RecordId> pastDueMeasures;  ///< of this visit and planned
};

struct LeavingFinding {
  Severity severity = Severity::warning;
  std::string code;  ///< stable: "twoHeads"
  VisitStep step = VisitStep::arrival;
  std::string place;  ///< where on the step: an item's number, or the name of a field
  Label message;
  Label source;     ///< where the rule comes from; empty for what a visit must have
  RecordId record;  ///< the member, problem or measure concerned; zero: none in particular
};

/// Errors first, each group in the order of the steps.
[[nodiscard]] std::vector<LeavingFinding> leavingChecks(const LeavingFacts& facts);

/// True when one of them forbids to finish.
[[nodiscard]] bool forbids(const std::vector<LeavingFinding>& findings);

}  // namespace bf
