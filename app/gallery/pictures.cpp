#include "app/gallery/pictures.h"

#include <QDir>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <cstdio>
#include <memory>

#include "app/gallery/picture_looks.h"

namespace bf {
namespace {

/// The visible field of the page about the keyboard.
QQuickItem* fieldOf(QQuickItem* item) {
  if (!item->isVisible()) return nullptr;
  if (item->objectName() == QStringLiteral("typing")) return item;
  for (auto* child : item->childItems())
    if (auto* found = fieldOf(child)) return found;
  return nullptr;
}

bool takeOne(QQuickWindow& window, const QDir& folder, int page, const PictureLook& look) {
  window.resize(look.size);
  window.setProperty("page", page);
  window.requestActivate();
  settleWindow();
  // With the cursor in a field the keyboard is in the picture, too; elsewhere nothing has the focus.
  if (auto* field = fieldOf(window.contentItem())) field->forceActiveFocus();
  else window.contentItem()->forceActiveFocus();
  settleWindow();
  const auto file = folder.filePath(QStringLiteral("gallery-%1-%2.png").arg(page).arg(QLatin1String(look.name)));
  const bool written = window.grabWindow().save(file);
  std::printf("%s %s\n", written ? "wrote" : "could not write", qPrintable(file));
  return written;
}

}  // namespace

int takePictures(const QString& folder) {
  const QDir target(folder);
  if (!target.mkpath(QStringLiteral("."))) return 0;
  QQmlEngine engine;
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Gallery/Main.qml")));
  const std::unique_ptr<QObject> root(component.create());
  auto* window = qobject_cast<QQuickWindow*>(root.get());
  if (window == nullptr) {
    std::fprintf(stderr, "%s\n", qPrintable(component.errorString()));
    return 0;
  }
  auto& appearance = *Appearance::of(engine);
  const int pages = window->property("pages").toInt();
  int written = 0;
  for (const auto& look : pictureLooks) {
    wear(appearance, look);
    for (int page = 0; page < pages; ++page)
      if (!takeOne(*window, target, page, look)) return 0;
    written += pages;
  }
  return written;
}

}  // namespace bf
