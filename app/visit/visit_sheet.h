#pragma once
// The record that lies open over the page: a problem, a demand, a measure, the income worksheet, a member. Its first
// answer makes it; every answer is saved.

#include <QObject>
#include <QQmlListProperty>
#include <QtQmlIntegration>
#include <memory>

#include "app/visit/visit_block.h"
#include "app/visit/visit_desk.h"

namespace bf {

/// What a person is asked of a record of a kind, in order, by the names of its fields. `own`: it was made now; older
/// ones are asked how they stand. Until it exists only for what a tap can answer.
[[nodiscard]] QStringList questionsOf(std::string_view kind, bool exists, bool own);

/// What a problem still lacks to be closed, for a person; "": nothing, or it is closed.
[[nodiscard]] QString closingWords(const Schema& schema, const RecordFile& file, const FileRecord& problem);

/// Of which year a worksheet is, and until when in it.
[[nodiscard]] QString worksheetYear(const KindSpec& income, const std::vector<Field>& worksheet);
/// Net income per person as it stands and how many lines are open; "": it cannot be reckoned up.
[[nodiscard]] QString worksheetSum(const KindSpec& income, const std::vector<Field>& worksheet);

class VisitSheet : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of a VisitController")
  Q_PROPERTY(bool open READ isOpen NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString summary READ summary NOTIFY changed)
  Q_PROPERTY(QString hint READ hint NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(QString lacks READ lacks NOTIFY changed)
  Q_PROPERTY(QString unfilled READ unfilled NOTIFY changed)
  Q_PROPERTY(bool follows READ follows NOTIFY changed)
  Q_PROPERTY(bool canRemove READ canRemove NOTIFY changed)
  Q_PROPERTY(bool takesPhotos READ takesPhotos NOTIFY changed)
  Q_PROPERTY(QQmlListProperty<bf::FieldController> fields READ fields NOTIFY fieldsChanged)

 public:
  /// The desk outlives the sheet.
  explicit VisitSheet(VisitDesk& desk, QObject* parent = nullptr);
  ~VisitSheet() override;

  [[nodiscard]] bool isOpen() const { return block_ != nullptr; }
  [[nodiscard]] QString title() const;
  /// Of a worksheet: net income per person as it stands, and how much of it is still open.
  [[nodiscard]] QString summary() const;
  /// Of a worksheet that is shared by other persons than the household has; "": it is not.
  [[nodiscard]] QString hint() const;
  [[nodiscard]] QString problem() const { return block_ ? block_->form().problem() : QString(); }
  /// Of an older problem: what it still lacks to be closed; "": nothing, or it is closed.
  [[nodiscard]] QString lacks() const;
  /// Told once somebody is done with it: what is required and not answered, and what is wrong and does not count; "":
  /// nothing, or it is not told yet.
  [[nodiscard]] QString unfilled() const;
  /// A problem from before this visit: what was done about it is asked.
  [[nodiscard]] bool follows() const;
  /// A record that was made at this visit and is not needed after all.
  [[nodiscard]] bool canRemove() const;
  [[nodiscard]] bool takesPhotos() const;
  [[nodiscard]] QQmlListProperty<FieldController> fields();
  /// The record that lies open; zero: none, or none yet.
  [[nodiscard]] RecordId record() const { return block_ ? block_->form().subject().record : RecordId{}; }

  /// Opens a record of the household, or a new one below `parent`.
  void show(std::string_view kind, const RecordId& record, const RecordId& parent = {});
  Q_INVOKABLE void close();
  /// The person is done with it: closes it, unless something is not answered that is required, or is wrong, and was not
  /// told yet.
  Q_INVOKABLE void done();
  Q_INVOKABLE void remove();
  void commit();

 signals:
  void changed();
  void fieldsChanged();

 private:
  [[nodiscard]] QStringList asked() const;
  [[nodiscard]] const FileRecord* shown() const;
  void update();
  void retire();
  [[nodiscard]] QStringList open() const;
  [[nodiscard]] QStringList wrong() const;
  VisitDesk& desk_;
  std::string kind_;
  bool told_ = false;
  std::unique_ptr<VisitBlock> block_;
  std::unique_ptr<VisitBlock> last_;  ///< closed; the page may still let go of its editors
  QList<FieldController*> none_;
};

}  // namespace bf
