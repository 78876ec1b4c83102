// Shows every component and editor, for a person to judge: bianfang-gallery [page].
#include <QGuiApplication>
#include <QQmlApplicationEngine>

#include "app/theme/appearance.h"

int main(int argc, char** argv) {
  QGuiApplication app(argc, argv);
  bf::prepareApplication();
  QQmlApplicationEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Gallery/Main.qml")));
  return engine.rootObjects().isEmpty() ? 1 : QGuiApplication::exec();
}
