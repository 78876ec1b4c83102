#pragma once
// One of the eight items at a visit: what the records say and rest on, what the last visit said, and the questions by
// which it is corrected in place.

#include <QObject>
#include <QQmlListProperty>
#include <QtQmlIntegration>

#include "app/visit/visit_block.h"
#include "app/visit/visit_desk.h"

namespace bf {

class VisitItem : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of a VisitController")
  Q_PROPERTY(QString name READ name NOTIFY changed)
  Q_PROPERTY(QString symbol READ symbol CONSTANT)
  Q_PROPERTY(QString reason READ reason NOTIFY changed)
  Q_PROPERTY(QString source READ source NOTIFY changed)
  Q_PROPERTY(QString prior READ prior NOTIFY changed)
  Q_PROPERTY(QString saying READ saying NOTIFY changed)
  Q_PROPERTY(int tone READ tone NOTIFY changed)
  Q_PROPERTY(bool verified READ verified NOTIFY changed)
  Q_PROPERTY(bool unseen READ unseen NOTIFY changed)
  Q_PROPERTY(bool canConfirm READ canConfirm NOTIFY changed)
  Q_PROPERTY(bool open READ isOpen NOTIFY changed)
  Q_PROPERTY(QStringList ways READ ways NOTIFY changed)
  Q_PROPERTY(int way READ way NOTIFY changed)
  Q_PROPERTY(QString bulk READ bulk NOTIFY changed)
  Q_PROPERTY(bool hasPhotos READ hasPhotos CONSTANT)
  Q_PROPERTY(QString stage READ stage NOTIFY changed)
  Q_PROPERTY(QString stages READ stages NOTIFY changed)
  Q_PROPERTY(bool hasWorksheet READ hasWorksheet CONSTANT)
  Q_PROPERTY(QString worksheet READ worksheet NOTIFY changed)
  Q_PROPERTY(QQmlListProperty<bf::VisitBlock> blocks READ blocks NOTIFY blocksChanged)
  Q_PROPERTY(QQmlListProperty<bf::VisitBlock> stageDay READ stageDay NOTIFY stageDayChanged)

 public:
  /// The desk outlives the item.
  VisitItem(VisitDesk& desk, EightItem item, QObject* parent = nullptr);

  [[nodiscard]] QString name() const;
  [[nodiscard]] QString symbol() const;
  /// What decides, in a few words: "鉴定为A级".
  [[nodiscard]] QString reason() const;
  [[nodiscard]] QString source() const;
  /// What the last visit said, who and when; "" without one.
  [[nodiscard]] QString prior() const;
  /// What this visit says: "达标，已核实"; before that what the records say.
  [[nodiscard]] QString saying() const;
  [[nodiscard]] int tone() const;
  /// Looked at in this visit; `unseen`: said not to have been.
  [[nodiscard]] bool verified() const;
  [[nodiscard]] bool unseen() const;
  [[nodiscard]] bool canConfirm() const;
  [[nodiscard]] bool isOpen() const;
  /// How it was found, to choose from, and what was chosen; negative: nothing.
  [[nodiscard]] QStringList ways() const;
  [[nodiscard]] int way() const;
  /// One tap that answers for all members who are not known yet; "" where there is none.
  [[nodiscard]] QString bulk() const;
  /// How far the renovation is ("已开工"), of which a photo can be taken; "" where there is none.
  [[nodiscard]] QString stage() const;
  /// Those it has reached, with their days.
  [[nodiscard]] QString stages() const;
  [[nodiscard]] bool hasPhotos() const { return item_ == EightItem::housing; }
  [[nodiscard]] bool hasWorksheet() const { return item_ == EightItem::income; }
  /// This year's worksheet: until when it goes, net income per person, lines that are open; "": there is none.
  [[nodiscard]] QString worksheet() const;
  [[nodiscard]] QQmlListProperty<VisitBlock> blocks() { return {this, &blocks_}; }
  /// Asks for the day of the stage that was recorded at this visit; empty without one.
  [[nodiscard]] QQmlListProperty<VisitBlock> stageDay() { return {this, &stageDay_}; }

  Q_INVOKABLE void confirm();
  Q_INVOKABLE void leaveUnseen();
  Q_INVOKABLE void choose(int way);
  Q_INVOKABLE void insureAll();
  /// The state of the renovation is a stage that this visit saw, unless it is known already.
  Q_INVOKABLE void reachStage();
  /// Keeps what is being typed.
  void commit();
  void update();

 signals:
  void changed();
  void blocksChanged();
  void stageDayChanged();

 private:
  VisitBlock* add(std::string_view kind, const RecordId& record, const RecordId& parent);
  void build();
  void close();
  void updateHousing();
  void followState();
  void askStageDay(const RecordId& stage);
  [[nodiscard]] std::int64_t stageNow() const;
  [[nodiscard]] bool isStageKnown(std::int64_t stage) const;
  void updateSchool();
  void updateMedical();
  void updateBlocks();
  [[nodiscard]] QString memberWords(const FileRecord& member) const;
  [[nodiscard]] std::vector<const FileRecord*> pupils() const;
  [[nodiscard]] std::vector<const FileRecord*> concerned() const;
  VisitDesk& desk_;
  EightItem item_;
  QList<VisitBlock*> blocks_, stageDay_, dayGone_;
  RecordId built_;      ///< the visit that the blocks are of
  bool shown_ = false;  ///< the item lay open when it was last looked at
};

}  // namespace bf
