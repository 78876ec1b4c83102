#pragma once
// A few questions of one record that stand together on the page: those of a member, of the house, of the household.

#include <QObject>
#include <QQmlListProperty>
#include <QtQmlIntegration>
#include <memory>

#include "app/forms/form_controller.h"

namespace bf {

class VisitBlock : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of a VisitItem")
  Q_PROPERTY(QString title READ title NOTIFY worded)
  Q_PROPERTY(QString note READ note NOTIFY worded)
  Q_PROPERTY(QString doubt READ doubt NOTIFY worded)
  Q_PROPERTY(QQmlListProperty<bf::FieldController> fields READ fields NOTIFY fieldsChanged)

 public:
  explicit VisitBlock(std::shared_ptr<FormController> form, QObject* parent = nullptr)
      : QObject(parent), form_(std::move(form)) {}

  [[nodiscard]] QString title() const { return title_; }
  [[nodiscard]] QString note() const { return note_; }
  /// What looks odd in the answers; "": nothing.
  [[nodiscard]] QString doubt() const { return doubt_; }
  [[nodiscard]] QQmlListProperty<FieldController> fields() { return {this, &fields_}; }
  [[nodiscard]] FormController& form() { return *form_; }

  void setWords(const QString& title, const QString& note);
  void setDoubt(const QString& doubt);
  /// Shows these questions, by name, in this order.
  void setFields(const QStringList& names);

 signals:
  void worded();
  void fieldsChanged();

 private:
  std::shared_ptr<FormController> form_;
  QString title_, note_, doubt_;
  QStringList names_;
  QList<FieldController*> fields_;
};

}  // namespace bf
