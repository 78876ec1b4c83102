#pragma once
// Where a person signs with a finger: smooth strokes, kept as Ink. Shows a signature that is there, too.

#include <QColor>
#include <QImage>
#include <QQuickPaintedItem>
#include <QtQmlIntegration>

#include "app/forms/ink.h"

namespace bf {

class InkPad : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QByteArray ink READ ink WRITE setInk NOTIFY inkChanged)
  Q_PROPERTY(QColor color MEMBER color_ WRITE setColor NOTIFY colorChanged)
  Q_PROPERTY(bool empty READ empty NOTIFY inkChanged)
  Q_PROPERTY(bool readOnly MEMBER readOnly_ NOTIFY readOnlyChanged)

 public:
  explicit InkPad(QQuickItem* parent = nullptr);

  /// Encoded (ink.h); empty when nothing is drawn. Bytes that are no ink show nothing.
  [[nodiscard]] QByteArray ink() const;
  void setInk(const QByteArray& bytes);
  void setColor(const QColor& color);
  [[nodiscard]] bool empty() const { return ink_.empty(); }
  Q_INVOKABLE void undo();
  Q_INVOKABLE void wipe();

  void paint(QPainter* painter) override;

 signals:
  void inkChanged();
  void colorChanged();
  void readOnlyChanged();
  /// A stroke was finished, or one was taken back: time to keep what is there.
  void drawn();

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseUngrabEvent() override;
  void touchEvent(QTouchEvent* event) override;
  void touchUngrabEvent() override;
  void geometryChange(const QRectF& now, const QRectF& before) override;

 private:
  void begin(const QPointF& at);
  void draw(const QPointF& to);
  void end();
  [[nodiscard]] InkPoint scaled(const QPointF& at) const;
  Ink ink_;
  QColor color_ = Qt::black;
  bool readOnly_ = false;
  bool drawing_ = false;
};

/// The signature as a picture of this height on white, for print.
[[nodiscard]] QImage inkImage(const QByteArray& bytes, int height);

}  // namespace bf
