#pragma once
// Answers on which two people differ: both stay until somebody decides, and the decision is a change like any other.
// What was decided stays on the page with both sides, so that a slip of the finger is put right by choosing again.

#include <QObject>
#include <QtQmlIntegration>
#include <vector>

#include "app/controllers/tablet_session.h"

namespace bf {

class ConflictsController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(QVariantList conflicts READ conflicts NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)

 public:
  /// Those of one household, or all of the tablet for a zero record. `session` outlives the controller.
  ConflictsController(TabletSession& session, const RecordId& household, QObject* parent = nullptr);

  /// {field, where, decidable, said, values: [{text, by, shown, chosen}]}: the open ones, then those decided here, of
  /// which `said` tells what was chosen.
  [[nodiscard]] QVariantList conflicts() const { return shown_; }
  [[nodiscard]] QString subtitle() const;
  [[nodiscard]] QString problem() const;

  /// Makes a value the answer of all; of a conflict that was decided here, the other value.
  Q_INVOKABLE void decide(int conflict, int value);
  Q_INVOKABLE void reword() { read(); }

 signals:
  void changed();

 private:
  /// A conflict that was decided on this page, with both sides as they were.
  struct Decided {
    ContestedField conflict;
    int value = 0;
  };
  void read();
  void readDecided(const std::vector<ContestedField>& open);
  [[nodiscard]] const ContestedField* conflictAt(int index) const;
  [[nodiscard]] QString placeOf(const ContestedField& field) const;
  [[nodiscard]] QVariantMap show(const ContestedField& field, int chosen = -1) const;
  [[nodiscard]] QString authorOf(const ContestedField& conflict, const Writer& writer) const;
  TabletSession& session_;
  RecordId household_;
  std::vector<ContestedField> fields_;
  std::vector<Decided> decided_;  ///< the latest first
  QVariantList shown_;
  Error problem_;
  bool failed_ = false;
};

}  // namespace bf
