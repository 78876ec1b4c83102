// bianfang-measure <folder>: what a person waits for, over a sample that is made there when it is missing: the window,
// the first list, the complete book, a search, a household. An empty Qt Quick window of the same run stands beside it.
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>

#include "app/controllers/tablet_app.h"
#include "shared/base/crypto.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_home.h"

namespace {

void report(const char* what, double value, const char* unit) { std::printf("%-44s %9.1f %s\n", what, value, unit); }

double residentMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

double milliseconds(const std::function<void()>& work) {
  QElapsedTimer timer;
  timer.start();
  work();
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void until(const std::function<bool()>& condition) {
  while (!condition()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

double emptyWindow() {
  return milliseconds([] {
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nWindow { visible: true; width: 1280; height: 800 }", QUrl());
    const std::unique_ptr<QObject> window(component.create());
    (void)qobject_cast<QQuickWindow*>(window.get())->grabWindow();
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  QGuiApplication gui(argc, argv);
  bf::prepareApplication();
  bf::SampleOptions sample;
  sample.folder = argc > 1 ? argv[1] : "measured";
  sample.households = argc > 2 ? std::stoi(argv[2]) : sample.households;
  sample.villages = sample.households > 2000 ? 400 : 1;
  bf::SampleClock clock;
  clock.time = sample.now;
  if (!std::filesystem::exists(sample.folder)) {
    const double seconds =
        milliseconds([&] {
          if (!makeSampleHome(sample) || !bf::PinLock(sample.folder, clock, bf::PinCost::least).set("1234"))
            std::abort();
        }) /
        1000;
    report("sample made", seconds, "s");
  }
  report("an empty window, first picture", emptyWindow(), "ms");
  const double before = residentMegabytes();
  bf::SystemRandom random;
  QElapsedTimer start;
  start.start();
  QQmlEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  bf::TabletApp::Options options;
  options.folder = sample.folder;
  options.pinCost = bf::PinCost::least;
  options.syncEvery = {};
  bf::TabletApp app(options, clock, random);
  QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/Main.qml")));
  const std::unique_ptr<QObject> root(
      component.createWithInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&app)}}));
  auto* window = qobject_cast<QQuickWindow*>(root.get());
  (void)window->grabWindow();
  report("the app at its lock, first picture", static_cast<double>(start.nsecsElapsed()) / 1e6, "ms");
  for (const int digit : {1, 2, 3, 4}) app.lock()->press(digit);
  start.restart();
  app.lock()->enter();
  until([&] { return app.today()->list()->count() > 0; });
  (void)window->grabWindow();
  report("unlocked to a list that can be used", static_cast<double>(start.nsecsElapsed()) / 1e6, "ms");
  until([&] { return !app.today()->loading(); });
  report("unlocked to the complete book", static_cast<double>(start.nsecsElapsed()) / 1e6, "ms");
  report("households in it", static_cast<double>(app.session()->book()->rows().size()), "");
  report("memory of the app", residentMegabytes() - before, "MB");
  const auto& facts = app.session()->book()->rows().front().facts;
  app.go(bf::TabletApp::Village);
  report("search by name", milliseconds([&] { app.village()->search(QString::fromStdString(facts.head)); }), "ms");
  report("search by one letter", milliseconds([&] { app.village()->search(QStringLiteral("z")); }), "ms");
  report("a filter", milliseconds([&] { app.today()->setFilter(3); }), "ms");
  const auto id = QString::fromStdString(bf::toHex(facts.id.view()));
  report("open a household, work", milliseconds([&] {
           app.openHousehold(id);
           QCoreApplication::processEvents();
         }),
         "ms");
  report("open a household, with its picture", milliseconds([&] {
           app.pages()->back();
           app.openHousehold(id);
           QCoreApplication::processEvents();
           (void)window->grabWindow();
         }),
         "ms");
  return 0;
}
