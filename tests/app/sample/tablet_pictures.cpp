#include "tests/app/sample/tablet_pictures.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QQmlComponent>
#include <QQuickItem>
#include <QQuickWindow>
#include <cstdio>
#include <functional>
#include <memory>

#include "app/controllers/household_controller.h"
#include "app/theme/appearance.h"

namespace bf {
namespace {

struct Setting {
  QSize size;
  Appearance::Speech language;
  Appearance::Scheme scheme;
  const char* name;
};
constexpr Setting settings[] = {
    {{1280, 800}, Appearance::Chinese, Appearance::Light, "wide-zh"},
    {{800, 1280}, Appearance::Chinese, Appearance::Light, "tall-zh"},
    {{1280, 800}, Appearance::English, Appearance::Light, "wide-en"},
    {{800, 1280}, Appearance::English, Appearance::Light, "tall-en"},
    {{1280, 800}, Appearance::Chinese, Appearance::Dark, "wide-zh-dark"},
};

void settle() {
  for (int round = 0; round < 10; ++round) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
  }
}

bool await(const std::function<bool()>& condition) {
  constexpr int patienceMs = 30'000;
  QElapsedTimer timer;
  for (timer.start(); !condition() && timer.elapsed() < patienceMs;)
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
  settle();
  return condition();
}

void unlock(TabletApp& app) {
  for (const int digit : {1, 2, 3, 4}) app.lock()->press(digit);
  app.lock()->enter();
  (void)await([&app] { return app.today() != nullptr && !app.today()->loading(); });
}

QString household(TabletApp& app, int index) {
  const auto& list = *app.today()->list();
  return list.data(list.index(index), HouseholdListModel::RecordRole).toString();
}

/// An item somewhere in the window, by its name.
QQuickItem* named(QQuickItem* item, const QString& name) {
  if (item->objectName() == name && item->isVisible()) return item;
  for (auto* child : item->childItems())
    if (auto* found = named(child, name)) return found;
  return nullptr;
}

struct Page {
  const char* name;
  std::function<void(TabletApp&, QQuickWindow&)> show;
};

void scrollDown(QQuickWindow& window) {
  std::function<void(QQuickItem*)> down = [&down](QQuickItem* item) {
    if (item->inherits("QQuickFlickable") && item->isVisible() && item->height() > 300) {
      const auto lowest = item->property("contentHeight").toReal() - item->height();
      if (lowest > 0) item->setProperty("contentY", lowest);
    }
    for (auto* child : item->childItems()) down(child);
  };
  down(window.contentItem());
}

void press(QQuickWindow& window, const char* name) {
  if (auto* item = named(window.contentItem(), QString::fromUtf8(name))) QMetaObject::invokeMethod(item, "clicked");
}

std::vector<Page> pages() {
  const auto place = [](TabletApp::Place place) { return [place](TabletApp& app, QQuickWindow&) { app.go(place); }; };
  const auto part = [](int part) {
    return [part](TabletApp& app, QQuickWindow& window) {
      app.go(TabletApp::Today);
      app.openHousehold(household(app, 0));
      qobject_cast<HouseholdController*>(app.pages()->front())->setPart(part);
      settle();
      scrollDown(window);
    };
  };
  const auto search = [](const char* text) {
    return [text](TabletApp& app, QQuickWindow& window) {
      app.go(TabletApp::Village);
      settle();
      if (auto* field = named(window.contentItem(), QStringLiteral("search")))
        field->setProperty("text", QString::fromUtf8(text));
    };
  };
  return {
      {"01-lock", [](TabletApp& app, QQuickWindow&) { app.lockNow(); }},
      {"02-today",
       [](TabletApp& app, QQuickWindow&) {
         if (app.state() == TabletApp::Locked) unlock(app);
         app.go(TabletApp::Today);
       }},
      {"03-village", place(TabletApp::Village)},
      {"04-search", search("z")},
      {"05-search-nothing", search("qqqq")},
      {"06-problems",
       [search](TabletApp& app, QQuickWindow& window) {
         search("")(app, window);
         app.go(TabletApp::Problems);
       }},
      {"07-sync", place(TabletApp::Sync)},
      {"08-settings", place(TabletApp::Settings)},
      {"09-household",
       [](TabletApp& app, QQuickWindow&) {
         app.go(TabletApp::Today);
         app.openHousehold(household(app, 0));
       }},
      {"10-household-item",
       [](TabletApp&, QQuickWindow& window) {
         for (const char* tile : {"item.住房", "item.Housing", "item.医疗", "item.Medical"})
           if (named(window.contentItem(), QString::fromUtf8(tile)) != nullptr) press(window, tile);
       }},
      {"11-members", part(0)},
      {"12-housing", part(1)},
      {"13-insurance", part(2)},
      {"14-visits", part(3)},
      {"15-household-problems", part(4)},
      {"16-support", part(5)},
      {"17-evidence", part(6)},
      {"18-record",
       [](TabletApp& app, QQuickWindow&) {
         app.go(TabletApp::Today);
         app.openRecord(QStringLiteral("20/") + household(app, 1));
       }},
      {"19-record-history", [](TabletApp&, QQuickWindow& window) { press(window, "history.head_name"); }},
      {"20-village-record",
       [](TabletApp& app, QQuickWindow&) {
         app.go(TabletApp::Village);
         app.openVillage();
       }},
      {"21-conflicts",
       [](TabletApp& app, QQuickWindow&) {
         app.go(TabletApp::Sync);
         app.openConflicts({});
       }},
  };
}

}  // namespace

int takeTabletPictures(QQmlEngine& engine, TabletApp& app, const QString& folder) {
  const QDir target(folder);
  QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/Main.qml")));
  const std::unique_ptr<QObject> root(
      component.createWithInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&app)}}));
  auto* window = qobject_cast<QQuickWindow*>(root.get());
  if (window == nullptr || !target.mkpath(QStringLiteral("."))) {
    std::fprintf(stderr, "%s\n", qPrintable(component.errorString()));
    return 0;
  }
  auto& appearance = *Appearance::of(engine);
  QObject::connect(&appearance, &Appearance::languageChanged, &app, &TabletApp::reword);
  unlock(app);
  int written = 0;
  for (const auto& setting : settings) {
    appearance.setLanguage(setting.language);
    appearance.setScheme(setting.scheme);
    window->resize(setting.size);
    settle();
    for (const auto& page : pages()) {
      page.show(app, *window);
      settle();
      const auto file =
          target.filePath(QStringLiteral("%1-%2.png").arg(QLatin1String(page.name), QLatin1String(setting.name)));
      written += window->grabWindow().save(file) ? 1 : 0;
    }
  }
  std::printf("%d pictures in %s\n", written, qPrintable(folder));
  return written;
}

}  // namespace bf
