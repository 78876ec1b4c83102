#pragma once
// A photo that was kept, large: who looks at a thumbnail taps it. Until the visit is finished it can be taken out, with
// a reason: its record says who took it out, when and why. The file goes unless the centre has it, or another record
// names it.

#include <QObject>
#include <QStringList>
#include <QtQmlIntegration>
#include <optional>

#include "app/visit/photo_desk.h"

namespace bf {

class PhotoView : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of VisitPhotos")
  Q_PROPERTY(bool open READ isOpen NOTIFY changed)
  Q_PROPERTY(QString source READ source NOTIFY changed)
  Q_PROPERTY(QString caption READ caption NOTIFY changed)
  Q_PROPERTY(bool small READ isSmall NOTIFY changed)
  Q_PROPERTY(bool canRemove READ canRemove NOTIFY changed)
  Q_PROPERTY(bool asking READ asking NOTIFY changed)
  Q_PROPERTY(QStringList reasons READ reasons NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)

 public:
  /// The desk outlives the view.
  explicit PhotoView(PhotoDesk& desk, QObject* parent = nullptr);

  [[nodiscard]] bool isOpen() const { return record() != nullptr; }
  /// Address of the large picture, or of its thumbnail while that is at the centre only; "": neither is here.
  [[nodiscard]] QString source() const;
  [[nodiscard]] QString caption() const;
  /// The thumbnail shows; the large one was asked for and comes with a sync.
  [[nodiscard]] bool isSmall() const;
  /// Neither the page nor what the photo belongs to is finished, nor a problem that was closed by it.
  [[nodiscard]] bool canRemove() const;
  /// Why it is to be taken out is being asked.
  [[nodiscard]] bool asking() const { return asking_; }
  [[nodiscard]] QStringList reasons() const;
  /// Why it could not be taken out; "": it was, or nobody asked.
  [[nodiscard]] QString problem() const;

  /// A photo by its key, as VisitPhotos lists it; nothing happens for one that is not there.
  Q_INVOKABLE void show(const QString& key);
  Q_INVOKABLE void close();
  Q_INVOKABLE void ask();
  Q_INVOKABLE void keep();
  /// Takes it out for one of the reasons.
  Q_INVOKABLE void remove(int reason);

 signals:
  void changed();

 private:
  [[nodiscard]] const KindSpec& kind() const { return *desk_.session().schema().kindByName("evidence"); }
  [[nodiscard]] const FileRecord* record() const;
  [[nodiscard]] QString address(const char* hashField) const;
  PhotoDesk& desk_;
  RecordId id_;
  bool asking_ = false;
  std::optional<Error> failure_;
};

}  // namespace bf
