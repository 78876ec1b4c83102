#pragma once
// One visit to one household over the tablet's records: which records belong to it, how far each step is, what is
// missing, and how it is finished or corrected. Every answer lies in the store as soon as it is given; the draft itself
// keeps nothing but what it has just read, so that a tablet that dies takes the visit up where it stood.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/models/eight_items.h"
#include "app/models/household_file.h"
#include "app/visit/leaving_checks.h"
#include "shared/replica/tablet_replica.h"

namespace bf {

/// Who visits: from the standing of the tablet.
struct Visitor {
  std::string name;
  std::uint32_t role = 0;
};

struct StepProgress {
  bool done = false;       ///< nothing is missing in it
  bool attention = false;  ///< something in it wants a look
};

class VisitDraft {
 public:
  /// Takes up the visitor's unfinished visit of the household, or begins one that arrived now; `judge` says how the
  /// eight items stand after each answer and outlives it. Errors: Errc::notFound, those of TabletReplica::save.
  [[nodiscard]] static Result<VisitDraft> open(TabletReplica& replica, Clock& clock, const ItemJudge& judge,
                                               const RecordId& household, const Visitor& visitor);
  /// A visit as it stands, finished or not; one that somebody else has not finished is only read. Errors:
  /// Errc::notFound.
  [[nodiscard]] static Result<VisitDraft> look(TabletReplica& replica, Clock& clock, const ItemJudge& judge,
                                               const RecordId& household, const RecordId& visit,
                                               const Visitor& visitor = {});
  /// What open() would begin a second time: the latest visit of the household that was finished today, by whomever;
  /// nothing when there is none, or when the visitor has one to take up. Errors: Errc::notFound.
  [[nodiscard]] static Result<std::optional<RecordId>> finishedToday(TabletReplica& replica, Clock& clock,
                                                                     const RecordId& household, const Visitor& visitor);

  /// Reads everything again after an answer was saved. Errors: Errc::notFound when the household left this tablet.
  [[nodiscard]] Result<void> read();

  [[nodiscard]] const RecordId& id() const { return visit_; }
  [[nodiscard]] const RecordId& household() const { return household_; }
  [[nodiscard]] const RecordFile& file() const { return *file_; }
  [[nodiscard]] const FileRecord& visit() const;
  [[nodiscard]] const HouseholdFacts& facts() const { return facts_; }
  [[nodiscard]] bool finished() const;
  /// open() began it.
  [[nodiscard]] bool isNew() const { return isNew_; }
  /// Begun by somebody else, and not finished.
  [[nodiscard]] bool foreign() const { return foreign_ && !finished(); }
  /// Nothing is answered any more, or not by this person.
  [[nodiscard]] bool readOnly() const { return finished() || foreign_; }
  /// The visit that this one corrects; zero: none.
  [[nodiscard]] RecordId corrects() const;
  /// The finished visit that corrects this one; null: none.
  [[nodiscard]] const FileRecord* correctedBy() const;
  [[nodiscard]] Micros arrived() const;
  [[nodiscard]] Day day() const;

  // ---- the eight items ---------------------------------------------------------------------------------------------
  [[nodiscard]] const ItemVerdict& verdict(EightItem item) const { return verdicts_[static_cast<std::size_t>(item)]; }
  /// What the visit says of an item (choice of Checked); 0: nothing yet.
  [[nodiscard]] std::int64_t checked(EightItem item) const;
  /// The visit looked at it; one that was left unseen was not.
  [[nodiscard]] bool verified(EightItem item) const;
  /// The last finished visit before this one; null: none.
  [[nodiscard]] const FileRecord* previous() const;
  /// "Nothing changed": confirms what the records say, with what it rests on. Errors: Errc::invalidValue when they say
  /// nothing of the item.
  [[nodiscard]] Result<void> confirm(EightItem item);
  /// It was not looked at.
  [[nodiscard]] Result<void> leaveUnseen(EightItem item);
  /// After an answer was corrected: says of the item what the records say now, or nothing while they say nothing.
  [[nodiscard]] Result<void> restate(EightItem item);
  /// Adds how it was found ("现场查看") to what the item rests on. Errors: Errc::invalidValue while it is not verified.
  [[nodiscard]] Result<void> foundBy(EightItem item, const std::string& how);

  // ---- records of the visit ----------------------------------------------------------------------------------------
  /// The assessment that is being made at this visit; zero: none.
  [[nodiscard]] RecordId assessment() const;
  [[nodiscard]] const FileRecord* latestAssessment() const;
  [[nodiscard]] const FileRecord* renovation() const;
  /// Those that the renovation has reached, the earliest first.
  [[nodiscard]] std::vector<const FileRecord*> stages() const;
  /// The stage that was recorded at this visit and is not signed off; zero: none.
  [[nodiscard]] RecordId ownStage() const;
  /// Remembers, durably, that a stage was recorded at this visit: its day need not be that of the visit.
  [[nodiscard]] Result<void> keepStage(const RecordId& stage);
  /// Members who live here, the head first.
  [[nodiscard]] std::vector<const FileRecord*> members() const;
  /// Of a member and a year; null: none.
  [[nodiscard]] const FileRecord* enrolment(const FileRecord& member, int year) const;
  /// The newest worksheet of a year; null: none.
  [[nodiscard]] const FileRecord* income(int year) const;
  /// Problems and demands recorded at this visit, or measures promised at it, in order; in a correction also those of
  /// the visit that it stands for.
  [[nodiscard]] std::vector<const FileRecord*> ownProblems() const;
  [[nodiscard]] std::vector<const FileRecord*> ownMeasures() const;
  /// Those from before that are still open, or were closed on its day.
  [[nodiscard]] std::vector<const FileRecord*> olderProblems() const;
  [[nodiscard]] std::vector<const FileRecord*> olderMeasures() const;
  [[nodiscard]] std::vector<const FileRecord*> evidenceOf(const RecordId& record) const;
  /// Something that its kind requires is not answered.
  [[nodiscard]] bool lacksRequired(const FileRecord& record) const;

  // ---- steps -------------------------------------------------------------------------------------------------------
  [[nodiscard]] VisitStep step() const { return step_; }
  /// The item that lies open; nothing: none.
  [[nodiscard]] std::optional<EightItem> openItem() const { return item_; }
  /// Remembers where the person is, durably.
  [[nodiscard]] Result<void> stand(VisitStep step, std::optional<EightItem> item);
  [[nodiscard]] StepProgress progress(VisitStep step) const;
  [[nodiscard]] const std::vector<LeavingFinding>& findings() const { return findings_; }
  /// Fields of signatures after which something was altered: another stroke does not renew them.
  [[nodiscard]] const std::vector<std::string>& staleSignatures() const { return staleSignatures_; }

  // ---- the end -----------------------------------------------------------------------------------------------------
  /// Signed off: the visit, the assessment and the stage recorded at it can only be corrected now. Errors:
  /// Errc::notAllowed while findings() forbids it or it is somebody else's, those of TabletReplica::save.
  [[nodiscard]] Result<void> finish();
  /// A new visit with the same answers that says which one it corrects; signatures are given anew. Result: that visit.
  /// Errors: Errc::notAllowed when a finished one corrects it already, those of TabletReplica::save.
  [[nodiscard]] Result<VisitDraft> correct(const Visitor& visitor);
  /// The visit is given up; its removal keeps the reason. Errors: Errc::finished, Errc::notAllowed for somebody else's.
  [[nodiscard]] Result<void> discard(const std::string& why);

 private:
  VisitDraft(TabletReplica& replica, Clock& clock, const ItemJudge& judge, const RecordId& household,
             const RecordId& visit)
      : replica_(&replica), clock_(&clock), judge_(&judge), household_(household), visit_(visit) {}
  [[nodiscard]] const KindSpec& kind(std::string_view name) const;
  [[nodiscard]] std::vector<const FileRecord*> those(std::string_view kind) const;
  [[nodiscard]] bool isAtVisit(const RecordId& visit) const;
  [[nodiscard]] bool isSignedOffHere(const FileRecord& record) const;
  [[nodiscard]] bool isStageUnseen() const;
  [[nodiscard]] Result<void> say(EightItem item, std::int64_t checked, const std::string& basis);
  [[nodiscard]] Result<void> readNote();
  [[nodiscard]] Result<void> keepNote();
  [[nodiscard]] LeavingFacts leavingFacts() const;
  [[nodiscard]] LeavingFacts withDueDays(LeavingFacts facts) const;
  [[nodiscard]] Result<void> readFile();
  [[nodiscard]] std::string signedContent() const;
  [[nodiscard]] std::vector<RecordId> ownPhotos() const;
  [[nodiscard]] Result<bool> isStale(const FieldSpec& signature);
  [[nodiscard]] Result<void> readSignatures();
  void addMember(LeavingFacts& facts, const FileRecord& member) const;
  void addHousing(LeavingFacts& facts) const;
  void addGrades(LeavingFacts& facts) const;
  void addIncome(LeavingFacts& facts) const;

  TabletReplica* replica_;
  Clock* clock_;
  const ItemJudge* judge_;
  RecordId household_, visit_;
  bool foreign_ = false;
  bool isNew_ = false;
  std::optional<RecordFile> file_;
  HouseholdFacts facts_;
  std::array<ItemVerdict, eightCount> verdicts_;
  std::array<Answer, eightCount> before_{};  ///< verdicts as the visit began
  VisitStep step_ = VisitStep::arrival;
  VisitStep furthest_ = VisitStep::arrival;
  std::optional<EightItem> item_;
  RecordId stage_;                            ///< that was recorded at this visit, as the tablet noted it
  std::vector<std::string> staleSignatures_;  ///< fields of those that stand under something else now
  std::vector<LeavingFinding> findings_;
};

/// Name of the visit's field about an item: "housing"; what it rests on has "_basis" behind it.
[[nodiscard]] std::string_view fieldOf(EightItem item);
/// The choice of `Item` in the schema, as problems and demands name it.
[[nodiscard]] constexpr std::int64_t itemChoice(EightItem item) { return static_cast<std::int64_t>(item) + 1; }

}  // namespace bf
