#include "app/controllers/map_controller.h"

#include "app/map/map_limits.h"
#include "app/models/words.h"

namespace bf {

MapController::MapController(TabletSession& session, Whereabouts& whereabouts, QObject* parent)
    : QObject(parent), session_(session), whereabouts_(whereabouts), card_(session.schema()) {
  connect(&session_, &TabletSession::bookChanged, this, &MapController::lay);
  connect(&session_, &TabletSession::rowChanged, this,
          [this](qsizetype row) { refresh(static_cast<std::size_t>(row)); });
  connect(&whereabouts_, &Whereabouts::moved, this, &MapController::placeHere);
  if (session_.book() != nullptr) lay();
}

void MapController::lay() {
  choose({});
  if (!loading()) {
    std::map<RegionCode, std::string> names;
    for (const auto& region : session_.regions()) names[region.code()] = region.name();
    scene_.show(VillageMap::lay(*session_.book(), names, wide_));
    placeHere();
  }
  emit changed();
}

void MapController::refresh(std::size_t row) {
  if (loading()) return;
  // A household that got its place stands elsewhere now; the card stays open.
  const auto open = rows_;
  if (!scene_.refresh(*session_.book(), row)) {
    lay();
    choose(open);
  }
  card_.refresh(row, VisitPlan::judge(session_.book()->rows()[row], row, session_.planOptions()).reasons);
  emit changed();
}

void MapController::placeHere() {
  constexpr double cmPerMetre = 100;
  const auto& fix = whereabouts_.fix();
  const auto at = fix ? scene_.map().pointOf(fix->latitude, fix->longitude) : std::nullopt;
  scene_.setHere(at ? std::optional(MapScene::Here{*at, fix->accuracyCm / cmPerMetre}) : std::nullopt);
}

void MapController::setWide(bool wide) {
  if (wide == wide_) return;
  wide_ = wide;
  if (!loading()) lay();
}

void MapController::showOnly(int state) {
  const bool known = state >= 0 && state < static_cast<int>(mapStateCount);
  const auto wanted = known ? std::optional(static_cast<MapState>(state)) : std::nullopt;
  scene_.setOnly(wanted == scene_.only() ? std::nullopt : wanted);
  emit changed();
}

void MapController::choose(const QList<int>& rows) {
  rows_ = rows.mid(0, chosenMost);
  std::vector<ListedHousehold> listed;
  const auto* book = session_.book();
  for (const int row : rows_) {
    const auto at = static_cast<std::size_t>(row);
    listed.push_back({at, VisitPlan::judge(book->rows()[at], at, session_.planOptions()).reasons});
  }
  scene_.setChosen(rows_.size() == 1 ? static_cast<std::size_t>(rows_.front()) : MapScene::nobody);
  card_.show(book, std::move(listed));
}

QVariantList MapController::legend() const {
  QVariantList made;
  const auto& map = scene_.map();
  for (std::size_t i = 0; i < mapStateCount; ++i)
    made << QVariantMap{{QStringLiteral("state"), static_cast<int>(i)},
                        {QStringLiteral("text"), words(nameOf(static_cast<MapState>(i)))},
                        {QStringLiteral("count"), static_cast<int>(map.counts()[i])},
                        {QStringLiteral("only"), scene_.only() == static_cast<MapState>(i)}};
  made << QVariantMap{{QStringLiteral("state"), -1},
                      {QStringLiteral("text"), words("预脱贫", "Preparing to exit")},
                      {QStringLiteral("count"), static_cast<int>(map.preparing())},
                      {QStringLiteral("only"), false}};
  return made;
}

QString MapController::subtitle() const {
  const auto& map = scene_.map();
  const auto all = map.places().size();
  const auto counted = words(session_.regionName()) + words(" · 共%1户", " · %1 households").arg(all);
  return map.unrecorded() == 0
             ? counted
             : counted + words("，其中%1户还没有定位", ", %1 of them without a recorded place").arg(map.unrecorded());
}

QString MapController::summary() const {
  QStringList parts{subtitle()};
  const auto& counts = scene_.map().counts();
  for (std::size_t i = 0; i < mapStateCount; ++i)
    parts << words(nameOf(static_cast<MapState>(i))) + QLatin1Char(' ') + QString::number(counts[i]);
  return parts.join(words("，", ", "));
}

void MapController::reword() {
  card_.reword();
  emit scene_.changed();
  emit changed();
}

}  // namespace bf
