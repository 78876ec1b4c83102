#pragma once
// A form over one record of one kind: its fields as the schema has them, in their order, each saved as it is answered.
// A field that is added to the schema is in the form without another line.

#include <QObject>
#include <QQmlListProperty>
#include <QtQmlIntegration>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "app/forms/field_controller.h"
#include "app/forms/field_host.h"
#include "app/forms/record_editor.h"

namespace bf {

/// Which record a form is about, and who fills it in.
struct FormSubject {
  std::uint32_t kind = 0;
  RecordId record;        ///< zero: made by the first answer
  RecordId parent;        ///< of a record to be made
  RegionCode region = 0;  ///< of a root to be made
  std::uint32_t role = 0;
};

/// A region that can be an answer.
struct RegionName {
  RegionCode code = 0;
  std::string name;
};

class FormController : public QObject, private FieldHost {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the controller of a page")
  Q_PROPERTY(QString title READ title NOTIFY wordsChanged)
  Q_PROPERTY(QString help READ help NOTIFY wordsChanged)
  Q_PROPERTY(QQmlListProperty<bf::FieldController> fields READ fieldList CONSTANT)
  Q_PROPERTY(bool readOnly READ readOnly NOTIFY loaded)
  Q_PROPERTY(bool locked READ locked NOTIFY loaded)
  Q_PROPERTY(QString keptBy READ keptBy NOTIFY wordsChanged)
  Q_PROPERTY(bool exists READ exists NOTIFY saved)
  Q_PROPERTY(int missing READ missing NOTIFY judged)
  Q_PROPERTY(int errors READ errors NOTIFY judged)
  Q_PROPERTY(QStringList doubts READ doubts NOTIFY judged)
  Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
  Q_PROPERTY(bool asksForMissing READ asksForMissing WRITE setAsksForMissing NOTIFY judged)

 public:
  /// `schema`, `editor` and `clock` must outlive the form; `subject.kind` must be a kind of the schema. Call load()
  /// next.
  FormController(const Schema& schema, RecordEditor& editor, Clock& clock, FormSubject subject,
                 QObject* parent = nullptr);
  ~FormController() override;

  /// Shows the record as it is now; after a failure the form is empty, read-only, and `problem` says why.
  Q_INVOKABLE void load();
  /// Nothing can be answered until somebody says that they want to: who only reads changes nothing by a stray tap.
  void lock();
  Q_INVOKABLE void unlock();
  /// The page has said the answer of this field: it is only read, from the next load() on.
  void fix(const QString& name);
  /// Makes an answer of everything that is being typed. To be called before the page goes.
  Q_INVOKABLE void commit();
  /// Shows the record anew each time that this field was saved: others come with it that the form has not seen.
  void reloadAfter(const QString& name);
  /// Null for a name that the kind does not have.
  Q_INVOKABLE bf::FieldController* field(const QString& name) const;
  /// Regions that a question for a region offers.
  void setRegions(const std::vector<RegionName>& regions);

  [[nodiscard]] const FormSubject& subject() const { return subject_; }
  [[nodiscard]] const std::vector<FieldController*>& fields() const { return fields_; }
  [[nodiscard]] QString title() const;
  [[nodiscard]] QString help() const;
  [[nodiscard]] bool readOnly() const { return readOnly_; }
  [[nodiscard]] bool locked() const { return locked_; }
  /// Who fills it in, where the person may answer nothing of it; "" otherwise.
  [[nodiscard]] QString keptBy() const;
  [[nodiscard]] bool exists() const { return !subject_.record.isZero(); }
  /// Required questions without an answer.
  [[nodiscard]] int missing() const { return missing_; }
  /// Fields in which something stands that could not be saved.
  [[nodiscard]] int errors() const;
  /// What the rules over several fields find, in words.
  [[nodiscard]] QStringList doubts() const;
  [[nodiscard]] QString problem() const;
  /// Whether required questions without an answer are marked; said when a person wants to finish.
  [[nodiscard]] bool asksForMissing() const { return asksForMissing_; }
  void setAsksForMissing(bool asks);

 signals:
  void wordsChanged();
  void loaded();
  /// An answer was saved, durably.
  void saved(int field);
  void judged();
  void problemChanged();
  /// What a page must provide, by the field's editor: a photo's hash, the place of the tablet, another record's id.
  void wanted(bf::FieldController* field);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool saveAnswer(std::uint32_t field, const std::string& wire) override;
  [[nodiscard]] Label objection() const override { return objection_; }
  void keepDraft(std::uint32_t field, const QString& text) override;
  void noteLook(std::uint32_t field) override;
  [[nodiscard]] Micros now() override { return clock_.now(); }
  [[nodiscard]] QQmlListProperty<FieldController> fieldList();
  [[nodiscard]] bool mayWrite(const FieldSpec& field) const;
  void put(std::uint32_t field, const std::string& wire);
  void judge();
  void fail(const bf::Error& error);
  const KindSpec& kind_;
  RecordEditor& editor_;
  Clock& clock_;
  FormSubject subject_;
  std::vector<FieldController*> fields_;  ///< children of this object
  std::vector<Field> values_;
  std::set<std::uint32_t> fixed_;
  std::map<std::uint32_t, QString> typed_;  ///< by field, of a record that is still to be made
  std::vector<Label> doubts_;
  Language language_;
  Error problem_;
  Label objection_;
  bool failed_ = false;
  bool readOnly_ = false;
  bool locked_ = false;
  bool asksForMissing_ = false;
  int missing_ = 0;
};

}  // namespace bf
