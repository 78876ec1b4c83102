#pragma once
// The page of a household: the eight items at a glance, each with what it rests on, and everything else by parts.

#include <QObject>
#include <QtQmlIntegration>
#include <optional>

#include "app/controllers/tablet_session.h"
#include "app/models/fact_list_model.h"
#include "app/models/household_file.h"

namespace bf {

class HouseholdController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(QString record READ record CONSTANT)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(QVariantList reasons READ reasons NOTIFY changed)
  Q_PROPERTY(bool poor READ poor NOTIFY changed)
  Q_PROPERTY(QVariantList tiles READ tiles NOTIFY changed)
  Q_PROPERTY(QString summary READ summary NOTIFY changed)
  Q_PROPERTY(int summaryTone READ summaryTone NOTIFY changed)
  Q_PROPERTY(QVariantList facts READ facts NOTIFY changed)
  Q_PROPERTY(QList<QString> parts READ parts NOTIFY changed)
  Q_PROPERTY(int part READ part NOTIFY partChanged)
  Q_PROPERTY(QString emptyWords READ emptyWords NOTIFY partChanged)
  Q_PROPERTY(bf::FactListModel* lines READ lines CONSTANT)
  Q_PROPERTY(int conflicts READ conflicts NOTIFY changed)
  Q_PROPERTY(bool removalOpen READ removalOpen NOTIFY changed)
  Q_PROPERTY(QString undecided READ undecided NOTIFY changed)
  Q_PROPERTY(QString itemTitle READ itemTitle NOTIFY itemChanged)
  Q_PROPERTY(QString itemReason READ itemReason NOTIFY itemChanged)
  Q_PROPERTY(QString itemSource READ itemSource NOTIFY itemChanged)
  Q_PROPERTY(int itemTone READ itemTone NOTIFY itemChanged)
  Q_PROPERTY(QString itemEmpty READ itemEmpty NOTIFY itemChanged)
  Q_PROPERTY(bf::FactListModel* itemFacts READ itemFacts CONSTANT)
  Q_PROPERTY(bool missing READ missing NOTIFY changed)
  Q_PROPERTY(bool visitBegun READ visitBegun NOTIFY changed)
  Q_PROPERTY(bool watched READ watched WRITE setWatched NOTIFY watchedChanged)

 public:
  /// `session` outlives the controller.
  HouseholdController(TabletSession& session, const RecordId& record, QObject* parent = nullptr);

  [[nodiscard]] const RecordId& id() const { return record_; }
  [[nodiscard]] QString record() const;
  [[nodiscard]] QString title() const;
  [[nodiscard]] QString subtitle() const;
  /// {text, tone}: why to visit it.
  [[nodiscard]] QVariantList reasons() const;
  [[nodiscard]] bool poor() const { return facts_.poor(); }
  /// {name, reason, tone, symbol, state} of the eight items.
  [[nodiscard]] QVariantList tiles() const;
  [[nodiscard]] QString summary() const;
  [[nodiscard]] int summaryTone() const;
  /// {name, value}: address, phone, cause …
  [[nodiscard]] QVariantList facts() const;
  [[nodiscard]] QStringList parts() const;
  [[nodiscard]] int part() const { return part_; }
  [[nodiscard]] QString emptyWords() const;
  [[nodiscard]] FactListModel* lines() { return &lines_; }
  [[nodiscard]] int conflicts() const { return conflicts_; }
  /// Somebody removed it who had not seen an edit: it is here until that is decided.
  [[nodiscard]] bool removalOpen() const { return facts_.removalOpen; }
  /// What is to be decided here, in words; "": nothing.
  [[nodiscard]] QString undecided() const;
  [[nodiscard]] QString itemTitle() const;
  [[nodiscard]] QString itemReason() const;
  [[nodiscard]] QString itemSource() const;
  [[nodiscard]] int itemTone() const;
  /// Stands where the item rests on nothing that could be listed.
  [[nodiscard]] QString itemEmpty() const;
  [[nodiscard]] FactListModel* itemFacts() { return &itemFacts_; }
  /// The tablet's person has begun a visit here and not finished it.
  [[nodiscard]] bool visitBegun() const;
  /// It left this tablet while its page was open.
  [[nodiscard]] bool missing() const { return !file_; }

  /// Whether anybody sees it. While nobody does, as during a visit, it is not read anew with each answer, but once
  /// when it is seen again.
  [[nodiscard]] bool watched() const { return watched_; }
  void setWatched(bool watched);

  Q_INVOKABLE void setPart(int part);
  /// Shows what an item rests on.
  Q_INVOKABLE void look(int item);
  Q_INVOKABLE void reword();

 signals:
  void changed();
  void partChanged();
  void itemChanged();
  void watchedChanged();

 private:
  [[nodiscard]] bool isBare(const FileRecord& record) const;
  [[nodiscard]] bool isCorrected(const FileRecord& record) const;
  [[nodiscard]] bool hasProblem(EightItem item) const;
  [[nodiscard]] QString knownBy(const VerdictFact& fact) const;
  void read();
  void follow();
  void showPart();
  void showItem();
  [[nodiscard]] std::vector<FactLine> linesOf(std::initializer_list<const char*> kinds, bool newestFirst) const;
  [[nodiscard]] std::vector<FactLine> insurance() const;
  [[nodiscard]] QString value(std::string_view field) const;
  [[nodiscard]] QString income() const;
  TabletSession& session_;
  RecordId record_;
  const KindSpec& kind_;
  std::optional<RecordFile> file_;
  HouseholdFacts facts_;
  std::array<ItemVerdict, eightCount> verdicts_;
  FactListModel lines_, itemFacts_;
  int part_ = 0;
  int item_ = 0;
  int conflicts_ = 0;
  bool looked_ = false;  ///< at an item
  bool watched_ = true;
  bool stale_ = false;
};

}  // namespace bf
