#pragma once
// The map of the households as a page shows it: the legend with its numbers, one state alone, and the card of what was
// tapped.

#include <QObject>
#include <QtQmlIntegration>

#include "app/controllers/tablet_session.h"
#include "app/controllers/whereabouts.h"
#include "app/map/map_scene.h"
#include "app/models/household_list_model.h"

namespace bf {

class MapController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(bf::MapScene* scene READ scene CONSTANT)
  Q_PROPERTY(bf::Whereabouts* whereabouts READ whereabouts CONSTANT)
  Q_PROPERTY(bf::HouseholdListModel* card READ card CONSTANT)
  Q_PROPERTY(QVariantList legend READ legend NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(QString summary READ summary NOTIFY changed)
  Q_PROPERTY(bool loading READ loading NOTIFY changed)
  Q_PROPERTY(bool empty READ empty NOTIFY changed)

 public:
  /// Both outlive the controller.
  MapController(TabletSession& session, Whereabouts& whereabouts, QObject* parent = nullptr);

  [[nodiscard]] MapScene* scene() { return &scene_; }
  [[nodiscard]] Whereabouts* whereabouts() { return &whereabouts_; }
  [[nodiscard]] HouseholdListModel* card() { return &card_; }
  /// {state, text, count, only}: of each state, then that of households preparing to exit (state -1).
  [[nodiscard]] QVariantList legend() const;
  [[nodiscard]] QString subtitle() const;
  /// The whole map in a sentence, for a screen reader.
  [[nodiscard]] QString summary() const;
  [[nodiscard]] bool loading() const { return session_.book() == nullptr || !session_.book()->complete(); }
  [[nodiscard]] bool empty() const { return !loading() && session_.book()->rows().empty(); }

  /// A screen that is wider than high has its households without a place on the right.
  Q_INVOKABLE void setWide(bool wide);
  /// Shows one state alone, and all again when it was alone.
  Q_INVOKABLE void showOnly(int state);
  /// Opens the card of these rows; none: closes it.
  Q_INVOKABLE void choose(const QList<int>& rows);
  Q_INVOKABLE void reword();

 signals:
  void changed();

 private:
  void lay();
  void refresh(std::size_t row);
  void placeHere();
  TabletSession& session_;
  Whereabouts& whereabouts_;
  MapScene scene_;
  HouseholdListModel card_;
  QList<int> rows_;
  bool wide_ = true;
};

}  // namespace bf
