#include "tests/app/pages/tablet_stage.h"

#include <QDir>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/app/sample/sample_home.h"
#include "tests/store/must.h"

namespace bf::test {
namespace {

/// The sample that the copies are made of.
const std::string& original() {
  static const QTemporaryDir dir;
  static const std::string path = [] {
    SampleOptions options;
    options.folder = dir.filePath(QStringLiteral("tablet")).toStdString();
    must(makeSampleHome(options));
    SampleClock clock;
    clock.time = options.now;
    must(PinLock(options.folder, clock, PinCost::least).set("1234"));
    return options.folder;
  }();
  return path;
}

}  // namespace

SampleFolder::SampleFolder() : path_(dir_.filePath(QStringLiteral("tablet")).toStdString()) {
  clock.time = sampleMorning;
  std::filesystem::copy(original(), path_, std::filesystem::copy_options::recursive);
}

TabletStage::TabletStage(const std::string& folder, Clock& clock, QSize size, TabletApp::Options options) {
  options.folder = folder;
  options.pinCost = PinCost::least;
  options.syncEvery = {};
  options.place = &place;
  app_ = std::make_unique<TabletApp>(options, clock, random_);
  screen_ = std::make_unique<Screen>(
      "Item { id: stage; anchors.fill: parent\n"
      "function show(app: var) { loader.setSource('qrc:/qt/qml/Bianfang/Pages/Stage.qml', {app: app}) }\n"
      "Loader { id: loader; anchors.fill: parent } }",
      size);
  QMetaObject::invokeMethod(&screen_->shown(), "show", Q_ARG(QVariant, QVariant::fromValue(app_.get())));
  QObject::connect(&screen_->appearance(), &Appearance::languageChanged, app_.get(), &TabletApp::reword);
  screen_->settle();
}

TabletStage::~TabletStage() {
  screen_.reset();
  app_.reset();
}

void TabletStage::tapPin(const std::vector<int>& digits) {
  for (const int digit : digits) screen().tap(QStringLiteral("digit%1").arg(digit));
  screen().tap(QStringLiteral("enter"));
}

void TabletStage::unlock() {
  tapPin({1, 2, 3, 4});
  REQUIRE(app().state() == TabletApp::Open);
  screen().await([this] { return !app().today()->loading(); });
  screen().settle();
}

void TabletStage::goTo(int index) { screen().tap(QStringLiteral("place%1").arg(index)); }

void TabletStage::speak(Appearance::Speech language) {
  screen().appearance().setLanguage(language);
  screen().settle();
}

bool TabletStage::readsPart(const QString& text) {
  for (auto* item : screen().items())
    if (item->inherits("QQuickText") && item->property("text").toString().contains(text)) return true;
  return false;
}

void TabletStage::picture(const QString& name) {
  const auto folder = qEnvironmentVariable("BIANFANG_PICTURES");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  screen().settle();
  const auto& window = screen().window();
  const auto file = QStringLiteral("%1/%2-%3-%4.png")
                        .arg(folder, name, QLatin1String(window.width() > window.height() ? "wide" : "tall"),
                             QLatin1String(screenLanguage() == Language::chinese ? "zh" : "en"));
  REQUIRE(screen().window().grabWindow().save(file));
}

QString TabletStage::listed(int row) {
  const auto& list = *app().village()->list();
  return list.data(list.index(row), HouseholdListModel::TitleRole).toString();
}

}  // namespace bf::test
