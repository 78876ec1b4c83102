#pragma once
// The map on the screen: all households in one item, whatever their number. A page moves it with fingers, wheel or
// buttons; a tap tells whose mark it hit.

#include <QElapsedTimer>
#include <QPointer>

#include "app/map/map_mark.h"
#include "app/map/map_scene.h"

namespace bf {

class MapView : public bf::MapInked {  // with its namespace: moc writes it down as it stands
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(bf::MapScene* scene READ scene WRITE setScene NOTIFY sceneChanged)
  Q_PROPERTY(QColor paper READ paper WRITE setPaper NOTIFY inkChanged)
  Q_PROPERTY(QColor text READ text WRITE setText NOTIFY inkChanged)
  Q_PROPERTY(QColor muted READ muted WRITE setMuted NOTIFY inkChanged)
  Q_PROPERTY(QColor outline READ outline WRITE setOutline NOTIFY inkChanged)
  Q_PROPERTY(QColor hereInk READ hereInk WRITE setHereInk NOTIFY inkChanged)
  Q_PROPERTY(QString family READ family WRITE setFamily NOTIFY inkChanged)
  Q_PROPERTY(int fontSize READ fontSize WRITE setFontSize NOTIFY inkChanged)
  Q_PROPERTY(bool canNearer READ canNearer NOTIFY moved)
  Q_PROPERTY(bool canFarther READ canFarther NOTIFY moved)

 public:
  explicit MapView(QQuickItem* parent = nullptr);

  [[nodiscard]] MapScene* scene() const { return scene_; }
  void setScene(MapScene* scene);
  [[nodiscard]] QColor paper() const { return ink().paper; }
  [[nodiscard]] QColor text() const { return ink().text; }
  [[nodiscard]] QColor muted() const { return ink().muted; }
  [[nodiscard]] QColor outline() const { return ink().outline; }
  [[nodiscard]] QColor hereInk() const { return ink().here; }
  [[nodiscard]] QString family() const { return font_.family(); }
  [[nodiscard]] int fontSize() const { return font_.pixelSize(); }
  void setPaper(const QColor& color) { put(ink_.paper, color); }
  void setText(const QColor& color) { put(ink_.text, color); }
  void setMuted(const QColor& color) { put(ink_.muted, color); }
  void setOutline(const QColor& color) { put(ink_.outline, color); }
  void setHereInk(const QColor& color) { put(ink_.here, color); }
  void setFamily(const QString& family);
  void setFontSize(int pixels);
  [[nodiscard]] bool canNearer() const { return camera_.canNearer(); }
  [[nodiscard]] bool canFarther() const { return camera_.canFarther(); }
  [[nodiscard]] const MapCamera& camera() const { return camera_; }

  Q_INVOKABLE void nearer();
  Q_INVOKABLE void farther();
  Q_INVOKABLE void fit();
  Q_INVOKABLE void pan(double dx, double dy);
  Q_INVOKABLE void zoom(double factor, double x, double y);
  /// Brings the tablet's own place to the middle; nothing when it is not known.
  Q_INVOKABLE void showHere();
  /// What a finger hit: a crowd comes nearer until its members can be told apart, fewer are chosen.
  Q_INVOKABLE void tap(double x, double y);
  void paint(QPainter* painter) override;
  /// Where a household's mark or its crowd stands on the screen.
  [[nodiscard]] QPointF whereIs(std::size_t row) const;

 signals:
  void sceneChanged();
  void moved();
  /// Rows of the book whose marks were hit; empty: the ground between them.
  void chosen(const QList<int>& rows);

 protected:
  void geometryChange(const QRectF& to, const QRectF& from) override;

 private:
  void look();
  void shift();
  void cluster();
  QPointer<MapScene> scene_;
  MapCamera camera_;
  MapClusters clusters_;
  QFont font_;
};

}  // namespace bf
