#pragma once
// Any record: its form, what hangs from it, and who wrote what into a field. Answers are saved as they are given; what
// is being typed when the page closes becomes an answer then.

#include <QObject>
#include <QtQmlIntegration>
#include <memory>
#include <optional>

#include "app/controllers/beginning_editor.h"
#include "app/controllers/tablet_session.h"
#include "app/forms/form_controller.h"
#include "app/models/fact_list_model.h"
#include "app/models/household_file.h"

namespace bf {

class RecordController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(bf::FormController* form READ form CONSTANT)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(QString sought READ sought CONSTANT)
  Q_PROPERTY(bool fixed READ fixed CONSTANT)
  Q_PROPERTY(QString picture READ picture NOTIFY changed)
  Q_PROPERTY(QString pictureNote READ pictureNote NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(QString household READ household NOTIFY changed)
  Q_PROPERTY(QString first READ first NOTIFY changed)
  Q_PROPERTY(bool canRemove READ canRemove NOTIFY changed)
  Q_PROPERTY(bool gone READ gone NOTIFY changed)
  Q_PROPERTY(QString failure READ failure NOTIFY changed)
  Q_PROPERTY(bool removalOpen READ removalOpen NOTIFY changed)
  Q_PROPERTY(QString twin READ twin NOTIFY changed)
  Q_PROPERTY(bf::FactListModel* below READ below CONSTANT)
  Q_PROPERTY(QString historyOf READ historyOf NOTIFY historyChanged)
  Q_PROPERTY(bf::FactListModel* history READ history CONSTANT)
  Q_PROPERTY(bool historyMasked READ historyMasked NOTIFY historyChanged)
  Q_PROPERTY(bool historyWhole READ historyWhole NOTIFY historyChanged)

 public:
  /// `session` outlives the controller; the kind must be one of the schema. `field`, when it is not 0, is what the
  /// person came for, to change it; without it a record that is there is read until somebody says otherwise.
  RecordController(TabletSession& session, FormSubject subject, std::uint32_t field = 0, QObject* parent = nullptr);
  ~RecordController() override;

  [[nodiscard]] FormController* form() { return form_.get(); }
  [[nodiscard]] QString title() const;
  [[nodiscard]] QString subtitle() const;
  /// The question that is to be shown first, by its objectName; "": the page's top.
  [[nodiscard]] QString sought() const;
  /// What shows how it was at one moment is never altered by hand: a photo, a visit.
  [[nodiscard]] bool fixed() const;
  /// Address of the photo that the record is about, or of its small form while the large one is not here; "": none.
  [[nodiscard]] QString picture() const { return picture_; }
  /// That the large photo is not on this tablet, and comes with the next sync; "" otherwise.
  [[nodiscard]] QString pictureNote() const;
  /// Of a problem that is there: its id in hex, and that of its household; "" for any other record, or none.
  [[nodiscard]] QString problem() const;
  [[nodiscard]] QString household() const { return household_; }
  /// Of a record to be made: the one question whose answer makes it; "" for any, or once it is there.
  [[nodiscard]] QString first() const;
  /// This page made the record: it may be taken back.
  [[nodiscard]] bool canRemove() const;
  /// It was taken back; its page is to close.
  [[nodiscard]] bool gone() const { return gone_; }
  /// Somebody removed it who had not seen an edit: it is here until that is decided.
  [[nodiscard]] bool removalOpen() const { return removalOpen_; }
  /// That a person has this twice for one year; "" otherwise.
  [[nodiscard]] QString twin() const { return twin_; }
  /// Why it could not be taken back; "": it was, or nobody asked.
  [[nodiscard]] QString failure() const { return failure_; }
  [[nodiscard]] FactListModel* below() { return &below_; }
  [[nodiscard]] QString historyOf() const;
  [[nodiscard]] FactListModel* history() { return &history_; }
  /// The field is sensitive: its values are masked until somebody wants to see them.
  [[nodiscard]] bool historyMasked() const;
  [[nodiscard]] bool historyWhole() const { return historyWhole_; }

  /// Reads who wrote a field, when, and what it was before.
  Q_INVOKABLE void lookBack(int field);
  /// Shows the masked values of the history whole, or masks them again. Each look is noted as those of a form are.
  Q_INVOKABLE void revealHistory(bool whole);
  /// Takes back what this page made: it was written down by mistake.
  Q_INVOKABLE void remove();
  Q_INVOKABLE void reword();

 signals:
  void changed();
  void historyChanged();

 private:
  [[nodiscard]] bool isFinding() const;
  void read();
  void readMember();
  void readPicture(const FileRecord& record);
  [[nodiscard]] std::optional<RecordFile> memberFile() const;
  void take(const QByteArray& record);
  TabletSession& session_;
  const KindSpec& kind_;
  std::uint32_t sought_ = 0;
  bool made_;
  bool gone_ = false;
  bool removalOpen_ = false;
  QString failure_;
  BeginningEditor editor_;
  std::unique_ptr<FormController> form_;
  FactListModel below_, history_;
  QString line_;
  QString whose_;
  QString twin_;
  QString picture_;
  bool pictureAway_ = false;
  QString household_;
  std::uint32_t field_ = 0;
  bool historyWhole_ = false;
};

}  // namespace bf
