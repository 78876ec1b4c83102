#pragma once
// A drawn symbol in one colour, sharp at every size and with every renderer. What it means belongs to the control that
// shows it: a symbol has no name of its own for a screen reader.

#include <QColor>
#include <QQuickPaintedItem>
#include <QtQmlIntegration>

namespace bf {

class Icon : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  /// One of iconNames(); another one draws nothing.
  Q_PROPERTY(QString symbol READ symbol WRITE setSymbol NOTIFY symbolChanged)
  Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)

 public:
  explicit Icon(QQuickItem* parent = nullptr);

  [[nodiscard]] QString symbol() const { return symbol_; }
  [[nodiscard]] QColor color() const { return color_; }
  void setSymbol(const QString& symbol);
  void setColor(const QColor& color);
  void paint(QPainter* painter) override;

 signals:
  void symbolChanged();
  void colorChanged();

 private:
  QString symbol_;
  QColor color_ = Qt::black;
};

}  // namespace bf
