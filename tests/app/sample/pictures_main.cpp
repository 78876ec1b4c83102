// bianfang-pictures [folder]: pictures of the app over samples made for it, in both orientations and languages; of its
// main pages also in the dark, with high contrast and with large texts. Says what is wrong with them, and fails then.
#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTemporaryDir>
#include <cstdio>

#include "app/gallery/picture_looks.h"
#include "app/theme/appearance.h"
#include "tests/app/sample/picture_scenes.h"
#include "tests/app/sample/sample_home.h"

namespace {

/// The folder to write to; --help, a second folder and what is no option end the program.
QString targetOf(const QGuiApplication& gui) {
  QCommandLineParser line;
  line.setApplicationDescription(
      QStringLiteral("Pictures of the app over samples made for it, in both orientations and languages."));
  line.addHelpOption();
  line.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where to write them; pictures by default"),
                             QStringLiteral("[folder]"));
  line.process(gui);
  const auto folders = line.positionalArguments();
  if (folders.size() > 1) line.showHelp(1);
  return folders.isEmpty() ? QStringLiteral("pictures") : folders.front();
}

int complain(const bf::Error& error) {
  std::fprintf(stderr, "%s\n", describe(error, bf::Language::english).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  QGuiApplication gui(argc, argv);
  bf::prepareApplication();
  const auto target = targetOf(gui);
  const QTemporaryDir folder;
  bf::SampleClock clock;
  clock.time = bf::sampleMorning;
  bf::SampleOptions atWork, waiting;
  atWork.folder = folder.filePath(QStringLiteral("tablet")).toStdString();
  waiting.folder = folder.filePath(QStringLiteral("waiting")).toStdString();
  auto made = makeSampleHome(atWork);
  if (made) made = bf::PinLock(atWork.folder, clock, bf::PinCost::least).set("1234");
  if (made) made = makeWaitingHome(waiting);
  if (!made) return complain(made.error());

  QQmlEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  // Loading it makes the modules known; before that there is no Appearance.
  const QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Pages/Main.qml")));
  int written = 0;
  qsizetype flaws = 0;
  const auto take = [&](bf::PictureStage& stage, const std::vector<bf::PictureScene>& scenes) {
    const auto before = stage.found().size();
    written += takeScenes(engine, stage, scenes, target);
    for (const auto& flaw : stage.found().sliced(before)) std::printf("%s\n", qPrintable(flaw));
    flaws += stage.found().size() - before;
  };
  {
    bf::PictureStage stage(engine, atWork.folder);
    if (!stage.ready()) return 1;
    stage.unlock();
    take(stage, bf::pageScenes());
    take(stage, bf::villageScenes());
    stage.unlock();
    wear(*bf::Appearance::of(engine), bf::pictureLooks.front());  // the stamps of photos are written in one language
    take(stage, visitScenes(stage));
    take(stage, bf::lastScenes());
  }
  bf::PictureStage fresh(engine, folder.filePath(QStringLiteral("fresh")).toStdString());
  take(fresh, bf::enrolScenes());
  bf::PictureStage awaited(engine, waiting.folder);
  take(awaited, bf::waitingScenes());
  std::printf("%d pictures in %s\n", written, qPrintable(target));
  return written > 0 && flaws == 0 ? 0 : 1;
}
