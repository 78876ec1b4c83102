#pragma once
// A problem beside a visit. A new one: what it is about first, by a tap that makes the record; then its words, photos,
// who answers for it and until when. One that is there: what was done about it, with photos, up to its closing.
// Everything is saved as it is entered.

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

/// The household of a problem, or its village, as its photos need it.
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
  Q_PROPERTY(QString householdRecord READ householdRecord CONSTANT)
  Q_PROPERTY(bool follows READ follows CONSTANT)
  Q_PROPERTY(QString content READ content NOTIFY changed)
  Q_PROPERTY(QString lacks READ lacks NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(bool exists READ exists NOTIFY changed)
  Q_PROPERTY(bool gone READ gone NOTIFY changed)
  Q_PROPERTY(bf::FieldController* about READ about CONSTANT)
  Q_PROPERTY(QQmlListProperty<bf::FieldController> fields READ fields NOTIFY fieldsChanged)
  Q_PROPERTY(bf::VisitPhotos* photos READ photos CONSTANT)

 public:
  /// The session and the devices outlive the controller; `household` has the problem, unless that is zero: a new one.
  ProblemController(TabletSession& session, RecordFile household, const VisitDevices& devices,
                    const RecordId& problem = {}, QObject* parent = nullptr);
  ~ProblemController() override;

  [[nodiscard]] QString title() const;
  [[nodiscard]] QString household() const;
  /// Its id in hex; "" for a problem of the village.
  [[nodiscard]] QString householdRecord() const;
  /// The problem was there before: what was done about it is asked.
  [[nodiscard]] bool follows() const { return follows_; }
  /// What was found, of a problem that was there before.
  [[nodiscard]] QString content() const;
  /// What it still lacks to be closed; "": nothing, or it is new, or closed.
  [[nodiscard]] QString lacks() const;
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
  void follow();
  TabletSession& session_;
  ProblemDesk desk_;
  BeginningEditor editor_;
  std::shared_ptr<FormController> form_;
  VisitBlock block_;
  PhotoMeans means_;
  VisitPhotos photos_;
  bool follows_;
  std::optional<Error> unremoved_;
  bool asked_ = false;  ///< it exists, and all its questions show
  bool gone_ = false;
};

/// The page of a new problem of a household. Errors: Errc::notFound, those of the store.
[[nodiscard]] Result<OpenedPage> openProblem(TabletSession& session, const RecordId& household,
                                             const VisitDevices& devices = {});

/// The page of a problem that is there: what was done about it. Errors: as of openProblem().
[[nodiscard]] Result<OpenedPage> followProblem(TabletSession& session, const RecordId& problem,
                                               const VisitDevices& devices = {});

}  // namespace bf
