#pragma once
// The photos of a visit: those that belong to one record, and those that can be chosen. Each is stamped, made small and
// kept as evidence at once.

#include <QObject>
#include <QStringList>
#include <QVariantList>
#include <QtQmlIntegration>
#include <optional>

#include "app/visit/photo_source.h"
#include "app/visit/photo_stamp.h"
#include "app/visit/visit_desk.h"

namespace bf {

class VisitPhotos : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of a VisitController")
  Q_PROPERTY(bool choosing READ choosing NOTIFY changed)
  Q_PROPERTY(QStringList recent READ recent NOTIFY changed)
  Q_PROPERTY(QVariantList house READ house NOTIFY changed)
  Q_PROPERTY(QVariantList problem READ problem NOTIFY changed)
  Q_PROPERTY(QVariantList stage READ stage NOTIFY changed)
  Q_PROPERTY(QString complaint READ complaint NOTIFY changed)

 public:
  /// Both outlive it.
  VisitPhotos(VisitDesk& desk, PhotoSource& source, QObject* parent = nullptr);

  [[nodiscard]] bool choosing() const { return parent_.has_value(); }
  /// Addresses of the pictures that can be chosen.
  [[nodiscard]] QStringList recent() const;
  /// Of the visit, and of the problem that lies open: {source, caption}.
  [[nodiscard]] QVariantList house() const { return photosOf(desk_.draft().id()); }
  [[nodiscard]] QVariantList problem() const { return photosOf(problem_); }
  /// Of the renovation's latest stage.
  [[nodiscard]] QVariantList stage() const;
  /// Why the last one could not be kept; "" when it was.
  [[nodiscard]] QString complaint() const;
  void lookAt(const RecordId& problem);

  Q_INVOKABLE void chooseForHouse();
  Q_INVOKABLE void chooseForProblem();
  Q_INVOKABLE void chooseForStage();
  Q_INVOKABLE void take(int index);
  Q_INVOKABLE void close();

 signals:
  void changed();

 private:
  void choose(const RecordId& parent, const QString& caption);
  [[nodiscard]] QVariantList photosOf(const RecordId& record) const;
  [[nodiscard]] PhotoStamp stamp() const;
  [[nodiscard]] Result<void> keep(const QString& file);
  VisitDesk& desk_;
  PhotoSource& source_;
  QStringList files_;
  std::optional<RecordId> parent_;  ///< what the next photo belongs to
  QString caption_;
  RecordId problem_;
  std::optional<Error> complaint_;
};

}  // namespace bf
