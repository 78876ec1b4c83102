#pragma once
// Answers on which two people differ: both stay until somebody decides, and the decision is a change like any other.

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

  /// {field, where, decidable, values: [{text, by, shown}]}
  [[nodiscard]] QVariantList conflicts() const { return shown_; }
  [[nodiscard]] QString subtitle() const;
  [[nodiscard]] QString problem() const;

  /// Makes a value the answer of all.
  Q_INVOKABLE void decide(int conflict, int value);
  Q_INVOKABLE void reword() { read(); }

 signals:
  void changed();

 private:
  void read();
  [[nodiscard]] QString placeOf(const ContestedField& field) const;
  [[nodiscard]] QVariantMap show(const ContestedField& field) const;
  TabletSession& session_;
  RecordId household_;
  std::vector<ContestedField> fields_;
  QVariantList shown_;
  Error problem_;
  bool failed_ = false;
};

}  // namespace bf
