#pragma once
// The page of a visit: its steps, where the person stands, and what each step shows. Everything is saved as it is
// entered, so that the page can go at any moment and a new controller shows the same.

#include <QObject>
#include <QQmlListProperty>
#include <QVariantList>
#include <QtQmlIntegration>
#include <memory>

#include "app/controllers/tablet_app.h"
#include "app/models/fact_list_model.h"
#include "app/visit/visit_devices.h"
#include "app/visit/visit_item.h"
#include "app/visit/visit_photos.h"
#include "app/visit/visit_sheet.h"

namespace bf {

class VisitController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by openVisit()")
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(QString correctsWords READ correctsWords NOTIFY changed)
  Q_PROPERTY(QString correctedWords READ correctedWords NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(bool finished READ finished NOTIFY changed)
  Q_PROPERTY(bool readOnly READ readOnly NOTIFY changed)
  Q_PROPERTY(QString foreignWords READ foreignWords NOTIFY changed)
  Q_PROPERTY(bool again READ again NOTIFY changed)
  Q_PROPERTY(QString againWords READ againWords NOTIFY changed)
  Q_PROPERTY(bool timesOdd READ timesOdd NOTIFY changed)
  Q_PROPERTY(bool gone READ gone NOTIFY changed)
  Q_PROPERTY(int step READ step NOTIFY stepChanged)
  Q_PROPERTY(QString sought READ sought NOTIFY soughtChanged)
  Q_PROPERTY(QStringList stepNames READ stepNames NOTIFY worded)
  Q_PROPERTY(QList<bool> stepsDone READ stepsDone NOTIFY changed)
  Q_PROPERTY(QList<bool> stepsOdd READ stepsOdd NOTIFY changed)
  Q_PROPERTY(bf::FormController* form READ form NOTIFY formChanged)
  Q_PROPERTY(QString placeWords READ placeWords NOTIFY changed)
  Q_PROPERTY(bool seeking READ seeking NOTIFY changed)
  Q_PROPERTY(QString arrivalWords READ arrivalWords NOTIFY changed)
  Q_PROPERTY(QQmlListProperty<bf::VisitItem> items READ items CONSTANT)
  Q_PROPERTY(int itemsVerified READ itemsVerified NOTIFY changed)
  Q_PROPERTY(QStringList shortfalls READ shortfalls NOTIFY changed)
  Q_PROPERTY(bf::FactListModel* ownProblems READ ownProblems CONSTANT)
  Q_PROPERTY(bf::FactListModel* olderProblems READ olderProblems CONSTANT)
  Q_PROPERTY(bf::FactListModel* ownMeasures READ ownMeasures CONSTANT)
  Q_PROPERTY(bf::FactListModel* olderMeasures READ olderMeasures CONSTANT)
  Q_PROPERTY(bool asksForExit READ asksForExit NOTIFY changed)
  Q_PROPERTY(QStringList staleSignatures READ staleSignatures NOTIFY changed)
  Q_PROPERTY(QStringList signers READ signers NOTIFY changed)
  Q_PROPERTY(int signer READ signer NOTIFY changed)
  Q_PROPERTY(int excused READ excused NOTIFY changed)
  Q_PROPERTY(QStringList excuses READ excuses NOTIFY worded)
  Q_PROPERTY(QString discardWords READ discardWords NOTIFY changed)
  Q_PROPERTY(QStringList discardReasons READ discardReasons NOTIFY changed)
  Q_PROPERTY(QVariantList findings READ findings NOTIFY changed)
  Q_PROPERTY(int errors READ errors NOTIFY changed)
  Q_PROPERTY(QVariantList summary READ summary NOTIFY changed)
  Q_PROPERTY(bf::VisitSheet* sheet READ sheet CONSTANT)
  Q_PROPERTY(bf::VisitPhotos* photos READ photos CONSTANT)

 public:
  /// The session and the devices outlive the controller.
  VisitController(TabletSession& session, VisitDraft draft, const VisitDevices& devices, QObject* parent = nullptr);
  ~VisitController() override;

  [[nodiscard]] QString title() const;
  [[nodiscard]] QString subtitle() const;
  /// That this visit corrects another one, and which; "" for most.
  [[nodiscard]] QString correctsWords() const;
  /// By whom and when this visit was corrected; "" for most. It is corrected no second time: the correction is.
  [[nodiscard]] QString correctedWords() const;
  [[nodiscard]] QString problem() const;
  [[nodiscard]] bool finished() const { return draft().finished(); }
  /// It is finished, or somebody else's.
  [[nodiscard]] bool readOnly() const { return draft().readOnly(); }
  /// Whose unfinished visit it is; "" for one's own.
  [[nodiscard]] QString foreignWords() const;
  /// Somebody wanted to begin a visit where one was finished today: that one shows, and whether to begin another is
  /// asked.
  [[nodiscard]] bool again() const { return again_; }
  [[nodiscard]] QString againWords() const;
  void askAgain() { again_ = true; }
  /// When it arrived and left cannot be, or could not when this was first asked: both are asked, and stay to be mended.
  /// A correction asks them, too.
  [[nodiscard]] bool timesOdd() const;
  /// The visit was given up; its page is to close.
  [[nodiscard]] bool gone() const { return gone_; }
  [[nodiscard]] int step() const { return static_cast<int>(draft().step()); }
  /// What on the step is to be shown, by its objectName ("card3", "card6/block1"); "" for its top.
  [[nodiscard]] QString sought() const { return sought_; }
  [[nodiscard]] QStringList stepNames() const;
  [[nodiscard]] QList<bool> stepsDone() const;
  [[nodiscard]] QList<bool> stepsOdd() const;
  [[nodiscard]] FormController* form() { return form_.get(); }
  [[nodiscard]] QString placeWords() const;
  [[nodiscard]] bool seeking() const { return seeking_; }
  [[nodiscard]] QString arrivalWords() const;
  [[nodiscard]] QQmlListProperty<VisitItem> items() { return {this, &items_}; }
  [[nodiscard]] int itemsVerified() const;
  /// Items that are not met and of which no problem is open, by name; reportShortfall() takes their places in the list.
  [[nodiscard]] QStringList shortfalls() const;
  [[nodiscard]] FactListModel* ownProblems() { return &ownProblems_; }
  [[nodiscard]] FactListModel* olderProblems() { return &olderProblems_; }
  [[nodiscard]] FactListModel* ownMeasures() { return &ownMeasures_; }
  [[nodiscard]] FactListModel* olderMeasures() { return &olderMeasures_; }
  [[nodiscard]] bool asksForExit() const;
  /// Fields of signatures that are to be wiped and given anew.
  [[nodiscard]] QStringList staleSignatures() const;
  [[nodiscard]] QStringList signers() const;
  [[nodiscard]] QStringList excuses() const;
  /// Which of them was chosen; negative: none.
  [[nodiscard]] int signer() const;
  [[nodiscard]] int excused() const;
  /// What goes with a visit that is given up, and what stays; and why it may be.
  [[nodiscard]] QString discardWords() const;
  [[nodiscard]] QStringList discardReasons() const;
  /// {text, where, tone, hard, beforeSigning} of what leavingChecks() finds; what is put right after it was signed has
  /// to be signed again.
  [[nodiscard]] QVariantList findings() const;
  [[nodiscard]] int errors() const;
  /// The visit at a glance: {name, value}.
  [[nodiscard]] QVariantList summary() const;
  [[nodiscard]] VisitSheet* sheet() { return &sheet_; }
  [[nodiscard]] VisitPhotos* photos() { return &photos_; }
  [[nodiscard]] const VisitDraft& draft() const { return desk_.draft(); }

  Q_INVOKABLE void go(int step);
  Q_INVOKABLE void next();
  Q_INVOKABLE void back();
  /// Opens an item for correction, or closes it when it is open.
  Q_INVOKABLE void openItem(int item);
  Q_INVOKABLE void seekPlace();
  Q_INVOKABLE void reportShortfall(int index);
  Q_INVOKABLE void addProblem();
  Q_INVOKABLE void addDemand();
  Q_INVOKABLE void addMeasure();
  Q_INVOKABLE void openIncome();
  /// A record of a list, by its key.
  Q_INVOKABLE void openRecord(const QString& key);
  Q_INVOKABLE void excuse(int index);
  Q_INVOKABLE void signedBy(int signer);
  /// Goes to where something can be put right.
  Q_INVOKABLE void goToFinding(int index);
  Q_INVOKABLE void finish();
  Q_INVOKABLE void correct();
  Q_INVOKABLE void visitAgain();
  Q_INVOKABLE void stayWithToday();
  /// Gives the visit up for one of the reasons.
  Q_INVOKABLE void discard(int reason);
  Q_INVOKABLE void reword();

 signals:
  void changed();
  void stepChanged();
  void soughtChanged();
  void worded();
  void formChanged();

 private:
  void commit();
  void discard(const std::string& why);
  void readForm();
  void takeVisit(VisitDraft draft);
  [[nodiscard]] std::size_t recordsMade() const;
  [[nodiscard]] bool isUntouchedCorrection() const;
  void update();
  void stand(VisitStep step, std::optional<EightItem> item);
  void seek(const QString& name);
  [[nodiscard]] QString placeOf(const LeavingFinding& finding) const;
  /// The first of this visit's records that lacks a required answer; null: none.
  [[nodiscard]] const FileRecord* half(VisitStep step) const;
  void takePlace(const PlaceFix& fix);
  void suggestSigner();
  void suggestExcuse();
  void answer(const char* field, const QString& text);
  [[nodiscard]] std::vector<EightItem> notReported() const;
  [[nodiscard]] FileRecord const* recordOf(const RecordId& id) const;
  [[nodiscard]] QString value(const char* field) const;
  /// As they are kept, in Chinese.
  [[nodiscard]] static QStringList excusesKept();
  [[nodiscard]] std::vector<Label> whyDiscarded() const;

  TabletSession& session_;
  VisitDesk desk_;
  std::shared_ptr<PlaceSource> receiver_;
  PhotoMeans means_;
  PlaceSource* place_;
  std::unique_ptr<FormController> form_;
  QList<VisitItem*> items_;
  FactListModel ownProblems_, olderProblems_, ownMeasures_, olderMeasures_;
  VisitSheet sheet_;
  VisitPhotos photos_;
  QString sought_;
  bool seeking_ = false;
  bool gone_ = false;
  bool again_ = false;
  bool timesAsked_ = false;
  std::vector<Field> begun_;   ///< what a correction that was begun on this page began with; empty: none was
  std::size_t begunWith_ = 0;  ///< problems, demands and measures that it began with
};

/// The page of a household's visit, taken up or begun. Errors: those of VisitDraft::open.
[[nodiscard]] Result<OpenedPage> openVisit(TabletSession& session, const RecordId& household,
                                           const VisitDevices& devices = {});
/// The page of a visit that is there already, finished or not. Errors: those of VisitDraft::look.
[[nodiscard]] Result<OpenedPage> lookAtVisit(TabletSession& session, const RecordId& household, const RecordId& visit,
                                             const VisitDevices& devices = {});

}  // namespace bf
