#pragma once
// A tablet at work: its store, replica, book of households, and the one place through which its pages write. Pages hear
// of every record that changed, whoever changed it.

#include <QObject>
#include <QThread>
#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "app/controllers/tablet_editor.h"
#include "app/evidence_box.h"
#include "app/models/policy_judge.h"
#include "app/models/village_book.h"
#include "app/models/visit_plan.h"
#include "app/tablet_home.h"

namespace bf {

class TabletSession : public QObject {
  Q_OBJECT

 public:
  /// Opens the tablet in `folder` and begins to read its book. `clock` outlives the session. Errors: those of
  /// TabletHome::open and of the store.
  [[nodiscard]] static Result<std::unique_ptr<TabletSession>> open(const std::string& folder, Clock& clock);
  ~TabletSession() override;

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] Clock& clock() { return clock_; }
  [[nodiscard]] Day today() const;
  [[nodiscard]] const TabletHome& home() const { return home_; }
  [[nodiscard]] Store& store() { return *store_; }
  /// For the policy engine, which asks it in SQL.
  [[nodiscard]] const SqliteStore& sqlite() const { return *store_; }
  [[nodiscard]] const Schema& schema() const { return store_->schema(); }
  [[nodiscard]] TabletReplica& replica() { return *replica_; }
  [[nodiscard]] TabletEditor& editor() { return *editor_; }
  [[nodiscard]] EvidenceBox& evidence() { return *evidence_; }
  [[nodiscard]] const ItemJudge& judge() const { return *judge_; }
  /// Null until its first lines are read.
  [[nodiscard]] const VillageBook* book() const { return book_.get(); }
  [[nodiscard]] const TabletState& state() const { return state_; }
  [[nodiscard]] std::uint32_t role() const { return role_; }
  /// The number that the centre gave the person; 0 before the first sync.
  [[nodiscard]] std::uint32_t user() const { return userNumber_; }
  /// The people of this tablet by the device as which each of them writes, so that a history can name them.
  void setPeople(std::map<DeviceId, std::string> people) { people_ = std::move(people); }
  [[nodiscard]] const std::map<DeviceId, std::string>& people() const { return people_; }
  [[nodiscard]] const std::vector<bianfang::ScopeRegion>& regions() const { return regions_; }
  /// Of the region that the tablet is for: the first of its grants.
  [[nodiscard]] std::string regionName() const;
  [[nodiscard]] RegionCode region() const;
  [[nodiscard]] VisitPlan::Options planOptions() const;

  /// Saves, and tells everyone. Errors: as of TabletReplica::save.
  [[nodiscard]] Result<RecordId> save(const Edit& edit) { return editor_->save(edit); }
  /// Reads everything again: a sync brought what others did.
  void reread();

 signals:
  /// The book is another one, or complete now.
  void bookChanged();
  /// One household in the book changed.
  void rowChanged(qsizetype row);
  /// A record was written here, or may have changed with a sync (kind 0: any).
  void recordChanged(quint32 kind, const QByteArray& record);
  /// How the tablet stands with its centre changed.
  void standingChanged();

 private:
  TabletSession(std::string folder, TabletHome home, std::unique_ptr<SqliteStore> store, Clock& clock);
  void readStanding();
  void readBook();
  void takeBook(const std::shared_ptr<VillageBook>& book);
  void tell(std::uint32_t kind, const RecordId& record);

  std::string folder_;
  Clock& clock_;
  TabletHome home_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<TabletReplica> replica_;
  std::unique_ptr<TabletEditor> editor_;
  std::unique_ptr<EvidenceBox> evidence_;
  std::unique_ptr<PolicyJudge> judge_;
  std::shared_ptr<VillageBook> book_;
  TabletState state_;
  std::uint32_t role_ = 0, userNumber_ = 0;
  std::map<DeviceId, std::string> people_;
  std::vector<bianfang::ScopeRegion> regions_;
  std::unique_ptr<QThread> reader_;
  std::atomic<bool> stopping_ = false;
  bool again_ = false;                                         ///< something changed while the reader was at work
  std::vector<std::pair<std::uint32_t, RecordId>> meanwhile_;  ///< written while the reader was at work
};

}  // namespace bf
