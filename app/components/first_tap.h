#pragma once
// Lets the first tap of a double tap through and swallows the second. An action moves or replaces what lies under the
// finger: the second tap would act upon something that nobody has read.

#include <QPointF>
#include <QPointer>
#include <QQuickItem>
#include <QtQmlIntegration>

namespace bf {

class FirstTap : public QObject {
  Q_OBJECT
  QML_ELEMENT
  /// Whose taps it looks at; null: nobody's. A tap counts for all targets of the program: the one under the second tap
  /// is often another one.
  Q_PROPERTY(QQuickItem* target READ target WRITE setTarget NOTIFY targetChanged)

 public:
  using QObject::QObject;

  [[nodiscard]] QQuickItem* target() const { return target_; }
  void setTarget(QQuickItem* target);
  bool eventFilter(QObject* watched, QEvent* event) override;

 signals:
  void targetChanged();

 private:
  QPointer<QQuickItem> target_;
  bool swallows_ = false;  ///< until the finger lifts
};

}  // namespace bf
