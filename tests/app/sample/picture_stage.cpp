#include "tests/app/sample/picture_stage.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <algorithm>
#include <cstdio>

#include "app/gallery/picture_looks.h"
#include "app/visit/visit_pages.h"
#include "tests/app/picture_inspector.h"
#include "tests/app/sample/sample_home.h"

namespace bf {
namespace {

QQuickItem* within(QQuickItem* item, const QString& name) {
  if (!item->isVisible()) return nullptr;
  if (item->objectName() == name) return item;
  for (auto* child : item->childItems())
    if (auto* found = within(child, name)) return found;
  return nullptr;
}

bool reading(QQuickItem* item) {
  constexpr int loading = 2;  // Image.Loading
  if (!item->isVisible()) return false;
  if (item->inherits("QQuickImage") && item->property("status").toInt() == loading) return true;
  return std::ranges::any_of(item->childItems(), reading);
}

void toEnd(QQuickItem* item) {
  constexpr double page = 300;
  if (!item->isVisible()) return;
  if (item->inherits("QQuickFlickable") && item->height() > page) {
    const auto lowest = item->property("contentHeight").toReal() - item->height();
    if (lowest > 0) item->setProperty("contentY", lowest);
  }
  for (auto* child : item->childItems()) toEnd(child);
}

}  // namespace

PictureStage::PictureStage(QQmlEngine& engine, const std::string& folder) {
  clock_.time = sampleMorning;
  auto options = withVisits(devices());
  options.folder = folder;
  options.pinCost = PinCost::least;
  options.syncEvery = {};
  options.idle = std::chrono::hours(1);
  options.place = &sky_;
  options.camera = [] { return std::unique_ptr<CameraSource>(); };
  app_ = std::make_unique<TabletApp>(options, clock_, random_);
  QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/Main.qml")));
  root_.reset(component.createWithInitialProperties({{QStringLiteral("app"), QVariant::fromValue(app_.get())}}));
  window_ = qobject_cast<QQuickWindow*>(root_.get());
  if (window_ == nullptr) std::fprintf(stderr, "%s\n", qPrintable(component.errorString()));
  else QObject::connect(Appearance::of(engine), &Appearance::languageChanged, app_.get(), &TabletApp::reword);
}

PictureStage::~PictureStage() {
  root_.reset();
  app_.reset();
}

void PictureStage::await(const std::function<bool()>& condition) {
  constexpr int patienceMs = 30'000;
  QElapsedTimer timer;
  for (timer.start(); !condition() && timer.elapsed() < patienceMs;)
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
  settleWindow();
}

void PictureStage::unlock() {
  if (app_->state() != TabletApp::Locked) return;
  while (!app_->lock()->pin().isEmpty()) app_->lock()->erase();
  for (const int digit : {1, 2, 3, 4}) app_->lock()->press(digit);
  app_->lock()->enter();
  await([this] { return app_->today() != nullptr && !app_->today()->loading(); });
}

QString PictureStage::household(int index) {
  const auto& list = *app_->today()->list();
  return list.data(list.index(index), HouseholdListModel::RecordRole).toString();
}

VisitController* PictureStage::visit() { return qobject_cast<VisitController*>(app_->pages()->front()); }

QQuickItem* PictureStage::named(const QString& name) { return within(window_->contentItem(), name); }

void PictureStage::press(const QString& name) {
  if (auto* item = named(name)) QMetaObject::invokeMethod(item, "clicked");
  settleWindow();
}

void PictureStage::reveal(const QString& name) {
  auto* item = named(name);
  for (auto* outer = item == nullptr ? nullptr : item->parentItem(); outer != nullptr; outer = outer->parentItem()) {
    if (!outer->inherits("QQuickFlickable")) continue;
    const auto lowest = std::max(0.0, outer->property("contentHeight").toReal() - outer->height());
    const auto middle = item->mapToItem(outer, QPointF(0, item->height() / 2)).y();
    outer->setProperty("contentY",
                       std::clamp(outer->property("contentY").toReal() + middle - outer->height() / 2, 0.0, lowest));
  }
}

void PictureStage::scrollToEnd() {
  settleWindow();
  toEnd(window_->contentItem());
}

bool PictureStage::keep(const QString& file, Appearance::Speech language) {
  await([this] { return !reading(window_->contentItem()); });
  const auto picture = window_->grabWindow();
  const auto name = QFileInfo(file).fileName();
  for (const auto& line : inspectPicture(*window_->contentItem(), picture, language))
    found_ << name + QStringLiteral(": ") + line;
  return picture.save(file);
}

int takeScenes(QQmlEngine& engine, PictureStage& stage, const std::vector<PictureScene>& scenes,
               const QString& folder) {
  const QDir target(folder);
  if (!stage.ready() || !target.mkpath(QStringLiteral("."))) return 0;
  int written = 0;
  for (const auto& scene : scenes)
    for (std::size_t i = 0; i < (scene.main ? pictureLooks.size() : plainLooks); ++i) {
      const auto& look = pictureLooks[i];
      stage.app().pages()->clear();
      settleWindow();
      wear(*Appearance::of(engine), look);
      stage.window().resize(look.size);
      settleWindow();
      scene.show(stage);
      settleWindow();
      const auto name = QStringLiteral("%1-%2.png").arg(QLatin1String(scene.name), QLatin1String(look.name));
      written += stage.keep(target.filePath(name), look.language) ? 1 : 0;
    }
  return written;
}

}  // namespace bf
