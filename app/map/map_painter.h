#pragma once
// How the map is drawn: the marks of the states, clusters with their number, names, the scale, the own place. Shape
// says what colour says.

#include <QColor>
#include <QFont>
#include <QPainter>
#include <array>

#include "app/map/map_camera.h"
#include "app/map/map_clusters.h"

namespace bf {

/// Colours of the theme; `on` is that of a sign on a filled mark.
struct MapInk {
  std::array<QColor, mapStateCount> states;
  QColor preparing, here, on, paper, surface, text, muted, outline;
};

/// A state's shape around a point: triangle, square, diamond, disc, ring; with a second ring when it prepares to exit.
void drawMark(QPainter& painter, const MapInk& ink, MapState state, bool preparing, QPointF at, double size);

class MapPainter {
 public:
  MapPainter(QPainter& painter, const MapInk& ink, const MapCamera& camera, const QFont& font);

  void background(const VillageMap& map, QSizeF size);
  void cluster(const VillageMap& map, const MapClusters& clusters, const MapCluster& cluster, std::size_t chosenRow);
  /// Names as long as they cover neither each other nor leave the screen.
  void labels(const VillageMap& map, QSizeF size);
  void here(MapPoint at, double accuracyMetres);
  /// A line as long as a round number of metres.
  void scaleBar(QSizeF size);

 private:
  void crowdOf(const MapCluster& cluster, QPointF at);
  void plate(const QRectF& box, const QString& text, bool strong);
  [[nodiscard]] QPointF toScreen(MapPoint at) const;
  QPainter& painter_;
  const MapInk& ink_;
  const MapCamera& camera_;
  QFont font_;
};

/// Half of a cluster's size on the screen; it grows a little with its number.
[[nodiscard]] double crowdRadius(std::size_t count);

}  // namespace bf
