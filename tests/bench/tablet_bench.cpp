// The tablet before a person: start to a usable list, a household, a visit, a scroll, and memory, with 500 and with
// 25,000 households, against an empty Qt Quick window in the same run. Each is a process of its own, because a start
// happens once in one; all draw with the software renderer into no display, so that the figures show our work.

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QThread>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>

#include "app/controllers/tablet_app.h"
#include "app/theme/appearance.h"
#include "app/visit/visit_controller.h"
#include "app/warm_up.h"
#include "shared/base/crypto.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_home.h"
#include "tests/bench/bench_report.h"

namespace bf::bench {
namespace {

constexpr int runs = 5;
constexpr int frameMs = 16;
constexpr int keyMs = 150;  // of a quick thumb
constexpr int tapMs = 40;   // from a tap to the next, a quick one
constexpr int patienceMs = 120'000;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double residentMegabytes() {
  QFile file(QStringLiteral("/proc/self/status"));
  if (!file.open(QIODevice::ReadOnly)) return 0;
  for (const auto& line : file.readAll().split('\n'))
    if (line.startsWith("VmHWM:")) return line.simplified().split(' ').value(1).toDouble() / 1024;
  return 0;
}

void say(const char* what, double value) {
  std::printf("%s %.3f\n", what, value);
  std::fflush(stdout);
}

void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "tablet_bench: %s\n", what);
  std::exit(1);
}

/// A window and how long its frames take.
class Shown {
 public:
  Shown(QQmlEngine& engine, const QUrl& url, const QByteArray& text, const QVariantMap& properties) {
    QQmlComponent component(&engine);
    if (text.isEmpty()) component.loadUrl(url);
    else component.setData(text, QUrl(QStringLiteral("qrc:/bench.qml")));
    window_.reset(qobject_cast<QQuickWindow*>(component.createWithInitialProperties(properties)));
    require(window_ != nullptr, qPrintable(component.errorString()));
  }
  /// Milliseconds from before `act` until what it changed is drawn.
  double frame(const std::function<void()>& act) {
    QElapsedTimer timer;
    timer.start();
    act();
    (void)window_->grabWindow();  // polishes layouts and draws
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
  }
  void until(const std::function<bool()>& condition) {
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
      // As an app waits: a loop that asks on and on would take the time from the threads that it waits for.
      QThread::msleep(1);
      QCoreApplication::processEvents();
      require(timer.elapsed() < patienceMs, "nothing came in time");
    }
  }
  void pause(int milliseconds) {
    QElapsedTimer timer;
    timer.start();
    until([&] { return timer.elapsed() >= milliseconds; });
  }
  /// What an app does between two taps, a moment that nobody waits for: what was closed is taken down, what waits is
  /// done.
  void settle() {
    pause(tapMs);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  QQuickItem* item(const QString& name) { return window_->findChild<QQuickItem*>(name); }
  QQuickWindow& window() { return *window_; }

 private:
  std::unique_ptr<QQuickWindow> window_;
};

/// What any app in Chinese with controls and layouts of Qt Quick cannot do without: their modules, and a font with our
/// characters. A window without a text would not even read a font.
int runEmpty(double from) {
  QQmlEngine engine;
  Shown shown(engine, {},
              "import QtQuick\nimport QtQuick.Layouts\nimport QtQuick.Templates as T\n"
              "Window { visible: true; width: 1280; height: 800; color: 'white'\n"
              "Rectangle { objectName: 'box'; width: 100; height: 100; color: 'red' }\n"
              "RowLayout { T.Button {}\nText { text: '遍访' } } }",
              {});
  (void)shown.frame([] {});
  say("start", now() - from);
  std::vector<double> frames;
  for (int i = 0; i < 40; ++i)
    frames.push_back(shown.frame([&] { shown.item(QStringLiteral("box"))->setProperty("x", i); }));
  say("frame", median(frames));
  say("memory", residentMegabytes());
  return 0;
}

/// The view that shows the households: the one whose model has the most lines.
QQuickItem* listOf(QQuickItem* item) {
  if (item->isVisible() && item->objectName() == QStringLiteral("households")) return item;
  for (auto* child : item->childItems())
    if (auto* found = listOf(child)) return found;
  return nullptr;
}

/// `hasty`: the PIN is there at once, as no person types it.
int runTablet(double from, const std::string& folder, bool hasty) {
  class Day final : public Clock {
   public:
    Micros now() override { return sampleMorning; }
  } clock;
  const WarmUp warmUp;
  SystemRandom random;
  TabletApp::Options options;
  options.folder = folder;
  options.pinCost = PinCost::least;
  options.syncEvery = {};
  options.visit = [](TabletSession& session, const RecordId& household) { return openVisit(session, household); };
  QQmlEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  TabletApp app(options, clock, random);
  Shown shown(engine, QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/Main.qml")), {},
              {{QStringLiteral("app"), QVariant::fromValue(&app)}});
  (void)shown.frame([] {});
  say("lock", now() - from);
  // What the app prepares while a person types, nobody waits for; the typing is not counted.
  for (const int digit : {1, 2, 3, 4}) {
    if (!hasty) shown.pause(keyMs);
    app.lock()->press(digit);
  }
  if (!hasty) shown.pause(keyMs);
  const auto unlocked = now();
  app.lock()->enter();
  require(app.state() == TabletApp::Open, "not unlocked");
  QQuickItem* list = nullptr;
  // Usable: the list shows lines that can be tapped.
  shown.until([&] {
    list = listOf(shown.window().contentItem());
    return list != nullptr && list->property("count").toInt() > 0;
  });
  (void)shown.frame([] {});
  say("usable", now() - unlocked);
  shown.until([&] { return !app.today()->loading(); });
  (void)shown.frame([] {});
  say("complete", now() - unlocked);
  say("memory", residentMegabytes());

  std::vector<double> frames;
  for (int i = 0; i < 60; ++i)
    frames.push_back(shown.frame([&] { list->setProperty("contentY", list->property("contentY").toReal() + 40); }));
  say("scroll", median(frames));
  const auto& model = *app.today()->list();
  const auto record = [&](int row) { return model.data(model.index(row), HouseholdListModel::RecordRole).toString(); };
  std::vector<double> opened, visits, steps;
  for (int row = 0; row < runs; ++row) {
    shown.settle();
    opened.push_back(shown.frame([&] { app.openHousehold(record(row)); }));
    shown.settle();
    visits.push_back(shown.frame([&] { app.startVisit(record(row)); }));
    auto* visit = qobject_cast<VisitController*>(app.pages()->front());
    require(visit != nullptr, "no visit");
    for (int step = 1; step < 7; ++step) {
      shown.settle();
      steps.push_back(shown.frame([&] { visit->go(step); }));
    }
    app.pages()->back();
    app.pages()->back();
    (void)shown.frame([] {});
  }
  say("household_first", opened.front());
  say("household", median(opened));
  say("visit_first", visits.front());
  say("visit", median(visits));
  say("step_first", *std::ranges::max_element(steps.begin(), steps.begin() + 6));
  say("step", median(steps));
  say("step_most", *std::ranges::max_element(steps.begin() + 6, steps.end()));
  return 0;
}

using Figures = std::map<QString, double>;

/// One process; the best of several for each figure, as what disturbs a run only makes it longer.
Figures best(const QString& program, const QStringList& arguments, int times) {
  Figures made;
  for (int i = 0; i < times; ++i) {
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(program, QStringList{QString::number(now(), 'f', 6)} + arguments);
    require(child.waitForFinished(patienceMs) && child.exitCode() == 0, "a run failed");
    for (const auto& line : child.readAllStandardOutput().split('\n')) {
      const auto words = QString::fromUtf8(line).split(QLatin1Char(' '));
      if (words.size() != 2) continue;
      const auto [at, fresh] = made.emplace(words[0], words[1].toDouble());
      if (!fresh) at->second = std::min(at->second, words[1].toDouble());
    }
  }
  return made;
}

std::string sample(const QTemporaryDir& dir, const char* name, int households, int rural) {
  SampleOptions options;
  options.folder = dir.filePath(QString::fromUtf8(name)).toStdString();
  options.households = households;
  options.rural = rural;

  std::printf("a tablet with %d households is made …\n", households + rural);
  const auto home = makeSampleHome(options);
  require(home.has_value(), home ? "" : home.error().detail.c_str());
  SampleClock clock;
  clock.time = options.now;
  require(PinLock(options.folder, clock, PinCost::least).set("1234").has_value(), "no PIN");
  return options.folder;
}

int report(const QString& self) {
  const QTemporaryDir dir;
  const auto village = QString::fromStdString(sample(dir, "village", 60, 440));
  const auto township = QString::fromStdString(sample(dir, "township", 1600, 23400));
  const auto empty = best(self, {QStringLiteral("empty")}, runs);
  const auto small = best(self, {village}, runs);
  const auto hasty = best(self, {village, QStringLiteral("hasty")}, runs);
  const auto large = best(self, {township}, 3);
  const double start = small.at("lock") + small.at("usable");
  const double startLarge = large.at("lock") + large.at("usable");
  const double bare = empty.at("start");
  line("start to usable list, 500 households",
       text("ours %.2f s (lock %.2f, then list %.2f)   empty window %.2f s   ratio %.2f", start, small.at("lock"),
            small.at("usable"), bare, start / bare),
       "<= 2", start <= 2 * bare, "tablet");
  line("start to usable list, 25,000 households",
       text("%.2f s   500 households %.2f s   ratio %.2f   all read after %.2f s", startLarge, start,
            startLarge / start, large.at("complete")),
       "<= 1.2", startLarge <= 1.2 * start, "tablet");
  std::printf("  a PIN that is there at once: %.2f s; what the PIN costs by intent (Argon2) is in neither\n",
              hasty.at("lock") + hasty.at("usable"));
  const auto frame = [&](const char* what, const Figures& of, const char* figure) {
    line(what, text("%.1f ms   a frame of the empty window %.1f ms", of.at(figure), empty.at("frame")), "<= 16 ms",
         of.at(figure) <= frameMs, "tablet");
  };
  frame("open a household", small, "household");
  frame("open a household, the first since the start", small, "household_first");
  frame("open a household among 25,000", large, "household");
  frame("begin a visit", small, "visit");
  frame("begin a visit, the first since the start", small, "visit_first");
  frame("a step of a visit, median", small, "step");
  frame("a step of a visit, the dearest", small, "step_most");
  frame("a step of a visit, the dearest the first time", small, "step_first");
  frame("scroll a frame, 500 households", small, "scroll");
  frame("scroll a frame, 25,000 households", large, "scroll");
  std::printf("memory, 25,000 households: %.0f MB   500 households %.0f MB   empty window %.0f MB\n",
              large.at("memory"), small.at("memory"), empty.at("memory"));
  return 0;
}

}  // namespace
}  // namespace bf::bench

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  QGuiApplication gui(argc, argv);
  bf::prepareApplication();
  const auto arguments = QCoreApplication::arguments();
  if (arguments.size() < 3) return bf::bench::report(arguments.front());
  const double from = arguments[1].toDouble();
  if (arguments[2] == QStringLiteral("empty")) return bf::bench::runEmpty(from);
  return bf::bench::runTablet(from, arguments[2].toStdString(), arguments.size() > 3);
}
