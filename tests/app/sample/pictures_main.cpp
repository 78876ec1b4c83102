// bianfang-pictures <folder>: a picture of every page of the tablet, over a sample made for it.
#include <QDir>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QTemporaryDir>
#include <cstdio>

#include "app/theme/appearance.h"
#include "shared/base/crypto.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_home.h"
#include "tests/app/sample/tablet_pictures.h"

int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  QGuiApplication gui(argc, argv);
  bf::prepareApplication();
  const QTemporaryDir folder;
  bf::SampleClock clock;
  clock.time = bf::sampleMorning;
  bf::SystemRandom random;
  bf::SampleOptions sample;
  sample.folder = folder.filePath(QStringLiteral("tablet")).toStdString();
  auto made = makeSampleHome(sample);
  if (made) made = bf::PinLock(sample.folder, clock, bf::PinCost::least).set("1234");
  if (!made) {
    std::fprintf(stderr, "%s\n", describe(made.error(), bf::Language::english).c_str());
    return 1;
  }
  QQmlEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  bf::TabletApp::Options options;
  options.folder = sample.folder;
  options.pinCost = bf::PinCost::least;
  options.syncEvery = {};
  bf::TabletApp app(options, clock, random);
  return bf::takeTabletPictures(engine, app, argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("pictures")) >
                 0
             ? 0
             : 1;
}
