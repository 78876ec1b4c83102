#pragma once
// What waits on this tablet, what the centre holds by its receipts, and a sync by hand or by itself. Nobody waits for
// it: work goes on while it runs, and what it could not do it does the next time.

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <chrono>

#include "app/controllers/sync_job.h"
#include "app/controllers/tablet_session.h"
#include "app/models/fact_list_model.h"

namespace bf {

class SyncController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(int waitingRecords READ waitingRecords NOTIFY changed)
  Q_PROPERTY(int waitingFiles READ waitingFiles NOTIFY changed)
  Q_PROPERTY(QString waitingBytes READ waitingBytes NOTIFY changed)
  Q_PROPERTY(int unarchived READ unarchived NOTIFY changed)
  Q_PROPERTY(int conflicts READ conflicts NOTIFY changed)
  Q_PROPERTY(int overruled READ overruled NOTIFY changed)
  Q_PROPERTY(QString clockWarning READ clockWarning NOTIFY changed)
  Q_PROPERTY(bool running READ running NOTIFY changed)
  Q_PROPERTY(double share READ share NOTIFY changed)
  Q_PROPERTY(QString step READ step NOTIFY changed)
  Q_PROPERTY(QString headline READ headline NOTIFY changed)
  Q_PROPERTY(QString detail READ detail NOTIFY changed)
  Q_PROPERTY(int tone READ tone NOTIFY changed)
  Q_PROPERTY(QString lastTime READ lastTime NOTIFY changed)
  Q_PROPERTY(QString details READ details NOTIFY changed)
  Q_PROPERTY(bf::FactListModel* receipts READ receipts CONSTANT)
  Q_PROPERTY(bf::FactListModel* notes READ notes CONSTANT)

 public:
  /// `session` outlives the controller. `every`: tries by itself; zero: never.
  SyncController(TabletSession& session, std::chrono::milliseconds every, QObject* parent = nullptr);

  [[nodiscard]] int waitingRecords() const { return static_cast<int>(waiting_.changes); }
  [[nodiscard]] int waitingFiles() const { return static_cast<int>(unsent_.files); }
  [[nodiscard]] QString waitingBytes() const;
  [[nodiscard]] int unarchived() const { return static_cast<int>(waiting_.unarchived); }
  [[nodiscard]] int conflicts() const { return conflicts_; }
  /// Conflicts that somebody else decided against what was written here, and of which nobody has read yet.
  [[nodiscard]] int overruled() const { return overruled_; }
  /// That the tablet's date is wrong, with both dates; "" when it is within a day of the centre's, as last heard.
  [[nodiscard]] QString clockWarning() const;
  [[nodiscard]] bool running() const { return job_.running(); }
  [[nodiscard]] double share() const;
  [[nodiscard]] QString step() const;
  [[nodiscard]] QString headline() const;
  [[nodiscard]] QString detail() const;
  [[nodiscard]] int tone() const;
  /// When a sync last went through.
  [[nodiscard]] QString lastTime() const;
  /// What helps whoever helps, and nobody else, a line each: server, tablet, number of the last receipt.
  [[nodiscard]] QString details() const;
  [[nodiscard]] FactListModel* receipts() { return &receipts_; }
  [[nodiscard]] FactListModel* notes() { return &notes_; }
  [[nodiscard]] const SyncOutcome& outcome() const { return job_.outcome(); }

  Q_INVOKABLE void start();
  void reword();

 signals:
  void changed();
  /// The centre had this tablet erase itself.
  void erased();

 private:
  /// The centre's clock minus the tablet's where they are more than a day apart; else 0.
  [[nodiscard]] Micros daysOff() const;
  /// Where the tablet's date is wrong always with the year: "today" would be of another one.
  [[nodiscard]] QString told(Micros at) const;
  [[nodiscard]] QString lastWords() const;
  [[nodiscard]] bool nothingWaits() const { return waiting_.changes == 0 && unsent_.files == 0; }
  void count();
  void showReceipts();
  void showNotes();
  void finish();
  TabletSession& session_;
  SyncJob job_;
  QTimer every_;
  QTimer soon_;
  QTimer recount_;
  Waiting waiting_;
  EvidenceBox::Unsent unsent_;
  std::vector<Receipt> held_;
  LastSync last_;
  Micros clockOff_ = 0;
  int conflicts_ = 0;
  int overruled_ = 0;
  bool byHand_ = false;
  bool tried_ = false;
  FactListModel receipts_, notes_;
};

}  // namespace bf
