#pragma once
// A problem that is written down beside a visit: what it is about first, by a tap that makes the record; then its
// words, photos, who answers for it and until when. Everything is saved as it is entered.

#include <QObject>
#include <QQmlListProperty>
#include <QtQmlIntegration>
#include <memory>
#include <optional>

#include "app/controllers/beginning_editor.h"
#include "app/controllers/tablet_app.h"
#include "app/visit/visit_block.h"
#include "app/visit/visit_devices.h"
#include "app/visit/visit_photos.h"

namespace bf {

/// The household of a problem, as its photos need it.
class ProblemDesk final : public PhotoDesk {
  Q_OBJECT

 public:
  /// The session outlives the desk.
  ProblemDesk(TabletSession& session, RecordFile household, QObject* parent = nullptr)
      : PhotoDesk(parent), session_(session), file_(std::move(household)) {}
  [[nodiscard]] TabletSession& session() override { return session_; }
  [[nodiscard]] bool finished() const override { return false; }
  [[nodiscard]] PhotoBy photoBy() const override;
  [[nodiscard]] const RecordFile& file() const override { return file_; }
  [[nodiscard]] std::vector<const FileRecord*> evidenceOf(const RecordId& record) const override;
  void refresh() override;
  [[nodiscard]] const FileRecord& household() const { return file_.top(); }

 private:
  TabletSession& session_;
  RecordFile file_;
};

class ProblemController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by openProblem()")
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString household READ household NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(bool exists READ exists NOTIFY changed)
  Q_PROPERTY(bool gone READ gone NOTIFY changed)
  Q_PROPERTY(bf::FieldController* about READ about CONSTANT)
  Q_PROPERTY(QQmlListProperty<bf::FieldController> fields READ fields NOTIFY fieldsChanged)
  Q_PROPERTY(bf::VisitPhotos* photos READ photos CONSTANT)

 public:
  /// The session and the devices outlive the controller.
  ProblemController(TabletSession& session, RecordFile household, const VisitDevices& devices,
                    QObject* parent = nullptr);
  ~ProblemController() override;

  [[nodiscard]] QString title() const;
  [[nodiscard]] QString household() const;
  /// Why the last answer, or its removal, could not be kept; "": it was.
  [[nodiscard]] QString problem() const;
  [[nodiscard]] bool exists() const { return !record().isZero(); }
  /// It was taken back; its page is to close.
  [[nodiscard]] bool gone() const { return gone_; }
  /// The first question: which item.
  [[nodiscard]] FieldController* about() const { return form_->field(QStringLiteral("item")); }
  /// The others; none until the first is answered.
  [[nodiscard]] QQmlListProperty<FieldController> fields() { return block_.fields(); }
  [[nodiscard]] VisitPhotos* photos() { return &photos_; }
  [[nodiscard]] FormController& form() { return block_.form(); }
  /// Zero until the first answer.
  [[nodiscard]] const RecordId& record() const { return form_->subject().record; }

  /// Takes the problem back: it was written down by mistake.
  Q_INVOKABLE void remove();
  Q_INVOKABLE void reword();

 signals:
  void changed();
  void fieldsChanged();

 private:
  void saved();
  TabletSession& session_;
  ProblemDesk desk_;
  BeginningEditor editor_;
  std::shared_ptr<FormController> form_;
  VisitBlock block_;
  PhotoMeans means_;
  VisitPhotos photos_;
  std::optional<Error> unremoved_;
  bool asked_ = false;  ///< it exists, and all its questions show
  bool gone_ = false;
};

/// The page of a new problem of a household. Errors: Errc::notFound, those of the store.
[[nodiscard]] Result<OpenedPage> openProblem(TabletSession& session, const RecordId& household,
                                             const VisitDevices& devices = {});

}  // namespace bf
