#pragma once
// The app as a whole: in which state the tablet is, the places of the app and the pages above them. Made in main() and
// handed to the window; everything it needs is passed in.

#include <QObject>
#include <QtQmlIntegration>
#include <chrono>
#include <functional>
#include <memory>

#include "app/controllers/controller_limits.h"
#include "app/controllers/enrol_controller.h"
#include "app/controllers/households_controller.h"
#include "app/controllers/lock_controller.h"
#include "app/controllers/page_stack.h"
#include "app/controllers/problems_controller.h"
#include "app/controllers/sync_controller.h"
#include "app/controllers/tablet_session.h"
#include "app/controllers/tablet_users.h"
#include "app/controllers/whereabouts.h"
#include "app/forms/form_controller.h"

namespace bf {

/// A page that another part of the app opens: its QML file and its controller, which the page stack takes over.
struct OpenedPage {
  QUrl source;
  QObject* controller = nullptr;
};

class TabletApp : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made in main()")
  Q_PROPERTY(State state READ state NOTIFY stateChanged)
  Q_PROPERTY(Place place READ place NOTIFY placeChanged)
  Q_PROPERTY(bool searching READ searching NOTIFY placeChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY stateChanged)
  Q_PROPERTY(bf::EnrolController* enrol READ enrol NOTIFY userChanged)
  Q_PROPERTY(bf::LockController* lock READ lock NOTIFY userChanged)
  Q_PROPERTY(QList<QString> users READ users NOTIFY userChanged)
  Q_PROPERTY(int user READ user NOTIFY userChanged)
  Q_PROPERTY(bool canAddUser READ canAddUser NOTIFY userChanged)
  Q_PROPERTY(bf::PageStack* pages READ pages CONSTANT)
  Q_PROPERTY(bf::HouseholdsController* today READ today NOTIFY sessionChanged)
  Q_PROPERTY(bf::HouseholdsController* village READ village NOTIFY sessionChanged)
  Q_PROPERTY(bf::ProblemsController* problems READ problems NOTIFY sessionChanged)
  Q_PROPERTY(bf::SyncController* sync READ sync NOTIFY sessionChanged)
  Q_PROPERTY(QString person READ person NOTIFY userChanged)
  Q_PROPERTY(bool working READ working NOTIFY workingChanged)
  Q_PROPERTY(bool canVisit READ canVisit CONSTANT)
  Q_PROPERTY(bool canFollow READ canFollow CONSTANT)

 public:
  enum State { Enrolling, Locked, Open, Failed };
  Q_ENUM(State)
  enum Place { Today, Village, Problems, Sync, Settings };
  Q_ENUM(Place)

  struct Options {
    std::string folder;  ///< of the tablet; further people's stand beside it
    PinCost pinCost = PinCost::interactive;
    std::chrono::milliseconds syncEvery = bf::syncEvery;  ///< zero: by hand only
    std::chrono::milliseconds idle = idleBeforeLock;
    /// Where the tablet is; not owned, outlives the app. Null: its own receiver, where there is one.
    PlaceSource* place = nullptr;
    FindCamera camera = cameraOfTablet;  ///< asked when an invitation is scanned
    /// Opens the visit of a household; empty: this app has no visits.
    std::function<Result<OpenedPage>(TabletSession& session, const RecordId& household)> visit;
    /// Opens a visit that was made, whether it is finished or not; empty: it is a record like any other.
    std::function<Result<OpenedPage>(TabletSession& session, const RecordId& household, const RecordId& visit)> look;
    /// Opens a new problem of a household; empty: it is a record like any other.
    std::function<Result<OpenedPage>(TabletSession& session, const RecordId& household)> problem;
    /// Opens what was done about a problem that is there; empty: it is a record like any other.
    std::function<Result<OpenedPage>(TabletSession& session, const RecordId& problem)> follow;
  };
  /// `clock` and `random` outlive the app.
  TabletApp(Options options, Clock& clock, Random& random, QObject* parent = nullptr);
  ~TabletApp() override;

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] Place place() const { return place_; }
  /// The village is shown to somebody who wanted to search from Today, and goes back there.
  [[nodiscard]] bool searching() const { return searching_; }
  [[nodiscard]] QString problem() const;
  /// Those of the person who is chosen, or who is being enrolled.
  [[nodiscard]] EnrolController* enrol() { return enrol_.get(); }
  [[nodiscard]] LockController* lock() { return lock_.get(); }
  /// Names of the people of this tablet, and which of them is chosen; -1: somebody new.
  [[nodiscard]] QStringList users() const;
  [[nodiscard]] int user() const { return user_; }
  [[nodiscard]] bool canAddUser() const { return !people_.nextFolder().empty(); }
  [[nodiscard]] PageStack* pages() { return &pages_; }
  [[nodiscard]] HouseholdsController* today() { return today_.get(); }
  [[nodiscard]] HouseholdsController* village() { return village_.get(); }
  [[nodiscard]] ProblemsController* problems() { return problems_.get(); }
  [[nodiscard]] SyncController* sync() { return sync_.get(); }
  [[nodiscard]] QString person() const;
  /// Whether places and pages have something to show: a person's store is open, locked or not.
  [[nodiscard]] bool working() const { return working_; }
  [[nodiscard]] bool canVisit() const { return static_cast<bool>(options_.visit); }
  [[nodiscard]] bool canFollow() const { return static_cast<bool>(options_.follow); }
  /// Null until somebody begins to type their PIN; from then on pages stand ready behind the lock.
  [[nodiscard]] TabletSession* session() { return session_.get(); }

  Q_INVOKABLE void go(bf::TabletApp::Place place);
  /// To where households are found, with the search begun.
  Q_INVOKABLE void search();
  Q_INVOKABLE void lockNow();
  Q_INVOKABLE void changePin();
  /// Another person of this tablet is to unlock it.
  Q_INVOKABLE void chooseUser(int user);
  /// Enrols one more person; the others stay as they are.
  Q_INVOKABLE void addUser();
  /// Back from the enrolment to the people who are there.
  Q_INVOKABLE void cancelAdding();
  /// Why the person who is at work cannot be taken off this tablet now; "": they can.
  Q_INVOKABLE QString removalProblem();
  /// Erases everything of the person who is at work, once the page that asked for it has returned. Nothing happens
  /// while removalProblem() says why.
  Q_INVOKABLE void removeUser();
  /// Pages above the place. `record` is an id in hex.
  Q_INVOKABLE void openHousehold(const QString& record);
  Q_INVOKABLE void openVillage();
  Q_INVOKABLE void openMap();
  Q_INVOKABLE void openLedgers();
  /// Any record as a form; `key` as a list has it.
  Q_INVOKABLE void openRecord(const QString& key);
  /// A new record of a kind below a household, made by its first answer.
  Q_INVOKABLE void addRecord(const QString& kind, const QString& household);
  /// The conflicts of one household; of the whole tablet for "".
  Q_INVOKABLE void openConflicts(const QString& household);
  Q_INVOKABLE void addProblem(const QString& household);
  /// What was done about a problem, by its id in hex.
  Q_INVOKABLE void followProblem(const QString& problem);
  Q_INVOKABLE void startVisit(const QString& household);
  /// Away from Failed, back to the people of this tablet; what was wrong may be wrong no more, or not with everybody.
  Q_INVOKABLE void startOver();
  /// After the language of the screen changed.
  void reword();

 signals:
  void stateChanged();
  void placeChanged();
  void sessionChanged();
  void userChanged();
  void workingChanged();
  /// Something that a person asked for could not be done, in words.
  void refused(const QString& words);

 private:
  void begin();
  void show(Place place, bool searching);
  void serve(const std::string& folder);
  void enrolNext();
  void enrolled();
  void eraseUser();
  void forgetUser();
  void rememberName();
  void openAhead();
  [[nodiscard]] Result<void> openSession();
  void unlock();
  void enter(State state);
  void open(const Result<OpenedPage>& opened);
  [[nodiscard]] std::optional<RecordId> householdOf(const RecordId& visit) const;
  void openForm(const FormSubject& subject, std::uint32_t field = 0);
  void closeSession();

  Options options_;
  TabletUsers people_;
  std::vector<TabletUsers::User> users_;
  int user_ = -1;
  bool working_ = false;
  Clock& clock_;
  Random& random_;
  State state_ = Enrolling;
  Place place_ = Today;
  bool searching_ = false;
  Error problem_;
  std::shared_ptr<PlaceSource> receiver_;
  std::unique_ptr<Whereabouts> whereabouts_;
  std::unique_ptr<EnrolController> enrol_;
  std::unique_ptr<LockController> lock_;
  std::unique_ptr<TabletSession> session_;
  PageStack pages_;
  std::unique_ptr<HouseholdsController> today_, village_;
  std::unique_ptr<ProblemsController> problems_;
  std::unique_ptr<SyncController> sync_;
};

}  // namespace bf
