// The app of the tablet: bianfang-tablet [--data <folder>] [--day <yyyy-mm-dd>]
#include <QCommandLineParser>
#include <QDateTime>
#include <QDir>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QStandardPaths>
#include <QTimeZone>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>

#include "app/controllers/tablet_app.h"
#include "app/theme/appearance.h"
#include "app/visit/visit_pages.h"
#include "app/warm_up.h"
#include "shared/base/crypto.h"

namespace {

/// The tablet's clock. Sample data lives in a year of its own, which --day names.
class WallClock final : public bf::Clock {
 public:
  bf::Micros now() override { return real() + off_; }
  /// Goes on from this morning.
  void set(const QDate& day) {
    off_ = QDateTime(day, QTime(8, 40), QTimeZone("Asia/Shanghai")).toMSecsSinceEpoch() * 1000 - real();
  }

 private:
  static bf::Micros real() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  }
  bf::Micros off_ = 0;
};

QString defaultFolder() {
  return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/bianfang/tablet");
}

int say(const QString& problem) {
  std::fprintf(stderr, "%s\n", qPrintable(problem));
  return 1;
}

bool isQuestion(std::string_view word) {
  return word == "--help" || word == "-h" || word == "--help-all" || word == "--version" || word == "-v";
}

}  // namespace

int main(int argc, char** argv) {
  // Who only asks how it is called need not sit before a screen.
  const bool asks = std::any_of(argv + 1, argv + argc, isQuestion);
  if (asks) qputenv("QT_QPA_PLATFORM", "offscreen");
  std::optional<bf::WarmUp> warmUp;
  if (!asks) warmUp.emplace();
  QGuiApplication gui(argc, argv);
  QGuiApplication::setApplicationVersion(QStringLiteral(BIANFANG_VERSION));
  bf::prepareApplication();
  QCommandLineParser line;
  line.addHelpOption();
  line.addVersionOption();
  line.addOption(
      {QStringLiteral("data"), QStringLiteral("folder of this tablet"), QStringLiteral("folder"), defaultFolder()});
  line.addOption({QStringLiteral("day"), QStringLiteral("the day on which to begin, for sample data"),
                  QStringLiteral("yyyy-mm-dd")});
  line.process(gui);

  auto options = bf::withVisits();
  options.folder = line.value(QStringLiteral("data")).toStdString();
  WallClock clock;
  const auto day = QDate::fromString(line.value(QStringLiteral("day")), Qt::ISODate);
  if (day.isValid()) clock.set(day);
  bf::SystemRandom random;

  QQmlEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  // Loading it makes the modules known; before that there is no Appearance.
  QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/Main.qml")));
  bf::TabletApp app(options, clock, random);
  if (component.isError()) return say(component.errorString());
  auto& appearance = *bf::Appearance::of(engine);
  QDir().mkpath(QString::fromStdString(options.folder) + QStringLiteral("/.."));
  appearance.keepIn(QString::fromStdString(options.folder) + QStringLiteral("-look.ini"));
  QObject::connect(&appearance, &bf::Appearance::languageChanged, &app, &bf::TabletApp::reword);
  const std::unique_ptr<QObject> window(
      component.createWithInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&app)}}));
  return window ? QGuiApplication::exec() : say(component.errorString());
}
