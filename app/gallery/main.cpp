// Shows every component and editor, for a person to judge: bianfang-gallery, or bianfang-gallery --pictures <folder>.
#include <QGuiApplication>
#include <QQmlApplicationEngine>

#include "app/gallery/pictures.h"
#include "app/theme/appearance.h"

int main(int argc, char** argv) {
  QGuiApplication app(argc, argv);
  bf::prepareApplication();
  const auto arguments = QGuiApplication::arguments();
  if (arguments.size() == 3 && arguments[1] == QStringLiteral("--pictures"))
    return bf::takePictures(arguments[2]) > 0 ? 0 : 1;
  QQmlApplicationEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Gallery/Main.qml")));
  return engine.rootObjects().isEmpty() ? 1 : QGuiApplication::exec();
}
