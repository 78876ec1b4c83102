#pragma once
// The invariants that need more than one store to look at. Each function names those that it checks; all read the
// stores as they are and compare them with the book, the logs and the fold, never with what the product says of itself.

#include <string>
#include <string_view>

#include "tests/sim/log_view.h"
#include "tests/sim/office.h"
#include "tests/sim/world.h"

namespace bf::sim {

class Checks {
 public:
  Checks(World& world, Office& office, TabletLife& tablets) : world_(world), office_(office), tablets_(tablets) {}

  // ---- after each step
  /// Keeps what the centre shows before flights are served: several in one commit must not be judged by each other.
  void beforeCommit();
  void forgetBefore() { before_.reset(); }
  /// I9, I14, I16: a frame that leaves the centre for this tablet.
  void frameFor(const SimTablet& tablet, std::string_view frame);
  /// I2: the tablet has stored a receipt for this batch.
  void receiptFor(const SimTablet& tablet, const Hash& head);
  /// I10: what the last commit added to the log.
  void afterCommit();
  /// I12: what the tablet's cursor claims.
  void cursorOf(SimTablet& tablet);

  // ---- now and then, and at the end
  /// I4, I6, I8, I10, I11, I13: the centre alone.
  void centre();

  // ---- when everything is quiet
  /// I3: every change that somebody holds or owes is in the log.
  void noLoss();
  /// I5, I8, I12: this tablet against the centre.
  void tablet(SimTablet& tablet);
  /// I9: the disk of a tablet, after its program was ended and started again.
  void diskOf(SimTablet& tablet);

 private:
  struct CentreView {
    LogView log;
    std::map<RecordId, std::vector<Fact>> facts;
    Pictures folded;
  };
  [[nodiscard]] Result<CentreView> view(StoreTx& tx);
  [[nodiscard]] Result<void> checkCentre(StoreTx& tx);
  [[nodiscard]] Result<void> checkConflicts(StoreTx& tx, const CentreView& view);
  [[nodiscard]] Result<void> checkForks(StoreTx& tx, const CentreView& view);
  [[nodiscard]] Result<void> checkHeld(StoreTx& tx, const CentreView& view);
  [[nodiscard]] Result<void> checkNew(StoreTx& tx);
  [[nodiscard]] Result<bool> grantedByNow(StoreTx& tx, const Saved& saved);
  void checkFacts(const CentreView& view);
  void compare(const Pictures& stored, const Pictures& folded);
  [[nodiscard]] Result<void> checkMarks(StoreTx& tx, const Sender& sender, const std::set<unsigned>& marks,
                                        Invariant invariant, const std::string& where);
  [[nodiscard]] Result<void> checkCursor(StoreTx& centre, StoreTx& own, const SimTablet& tablet,
                                         const TabletState& state);
  [[nodiscard]] Result<void> checkTablet(StoreTx& centre, StoreTx& own, SimTablet& tablet);
  /// The changes of a record for the report: who saved each, its number at the centre, and whether the tablet has it.
  [[nodiscard]] std::string storyOf(const RecordId& record, const LogView& centre, const LogView& own) const;
  [[nodiscard]] bool explainedByHeld(const RecordPicture& shown, const CentreView& view, const LogView& ownLog);

  World& world_;
  Office& office_;
  TabletLife& tablets_;
  std::unique_ptr<StoreTx> before_;
  std::int64_t looked_ = 0;  ///< number up to which the log was looked at for I10
  std::set<ChangeId> seen_;  ///< changes up to there
};

}  // namespace bf::sim
