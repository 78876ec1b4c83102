#pragma once
// Answers on which two people differ: both stay until somebody decides, and the decision is a change like any other.
// What was decided stays on the page with both sides, so that a slip of the finger is put right by choosing again.

#include <QObject>
#include <QtQmlIntegration>
#include <vector>

#include "app/controllers/tablet_session.h"
#include "app/models/household_file.h"
#include "shared/replica/tablet_notes.h"

namespace bf {

class ConflictsController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(QVariantList conflicts READ conflicts NOTIFY changed)
  Q_PROPERTY(QVariantList lost READ lost NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)

 public:
  /// Those of one household, or all of the tablet for a zero record. `session` outlives the controller.
  ConflictsController(TabletSession& session, const RecordId& household, QObject* parent = nullptr);

  /// {field, where, said, hidden, covered, values: [{text, details, by, act, shown, chosen}]}: the open ones and those
  /// decided here, of which `said` tells what was chosen. None changes its place while the page stands: what slides
  /// under a finger is decided unread. `act` is the word on the button, `details` what a side rests on. `hidden`: 0
  /// nothing is masked, 1 `covered` is, 2 it was asked for and shows whole.
  [[nodiscard]] QVariantList conflicts() const { return shown_; }
  /// {field, where, decided, by, own}: what others decided against this tablet, until somebody has read it.
  [[nodiscard]] QVariantList lost() const { return lostShown_; }
  [[nodiscard]] QString subtitle() const;
  [[nodiscard]] QString problem() const;

  /// Makes a value the answer of all; of a conflict that was decided here, the other value.
  Q_INVOKABLE void decide(int conflict, int value);
  /// Shows the masked values of a conflict whole, or masks them again. Each look is noted as those of a form are.
  Q_INVOKABLE void reveal(int conflict);
  /// One of `lost` was read; it is told no more.
  Q_INVOKABLE void acknowledge(int lost);
  Q_INVOKABLE void reword() { read(); }

 signals:
  void changed();

 private:
  /// A conflict of this page; one that was decided here stays with both sides as they were.
  struct Line {
    ContestedField conflict;
    int chosen = -1;  ///< the value; negative: open
  };
  void read();
  void place(std::vector<ContestedField> open);
  void readLost(const std::optional<RecordFile>& file);
  [[nodiscard]] const ContestedField* conflictAt(int index) const;
  [[nodiscard]] QString placeOf(std::uint32_t kind, const RecordId& record) const;
  [[nodiscard]] QVariantMap show(const ContestedField& field, int chosen = -1) const;
  [[nodiscard]] int hidden(bool masked, const ContestedField& field) const;
  [[nodiscard]] bool isRevealed(const ContestedField& field) const;
  [[nodiscard]] QVariantMap showRemoval(const ContestedField& field, int chosen) const;
  [[nodiscard]] static Edit decisionOf(const ContestedField& field, int value);
  TabletSession& session_;
  RecordId household_;
  std::optional<ContestedField> revealed_;  ///< one at a time
  std::vector<Line> lines_;
  QVariantList shown_;
  std::vector<Overruled> lost_;
  QVariantList lostShown_;
  Error problem_;
  bool failed_ = false;
};

}  // namespace bf
