#include "tests/app/screen.h"

#include <QAccessible>
#include <QPointer>
#include <QQmlComponent>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <utility>

namespace bf::test {
namespace {

constexpr int patienceMs = 5000;

void gather(QQuickItem* item, std::vector<QQuickItem*>& found) {
  if (!item->isVisible() || item->opacity() == 0) return;
  found.push_back(item);
  for (auto* child : item->childItems()) gather(child, found);
}

QPoint middleOf(QQuickItem* item) { return item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint(); }

/// Scrolls every page that holds it so that its middle is in the middle, as far as the page reaches; whether anything
/// still moved.
bool scrollTo(QQuickItem* item) {
  bool moved = false;
  for (auto* outer = item->parentItem(); outer != nullptr; outer = outer->parentItem()) {
    if (!outer->inherits("QQuickFlickable") || outer->property("contentHeight").toReal() <= outer->height()) continue;
    const auto middle = item->mapToItem(outer, QPointF(0, item->height() / 2)).y();
    const auto lowest = outer->property("contentHeight").toReal() - outer->height();
    const auto now = outer->property("contentY").toReal();
    const auto wanted = std::clamp(now + middle - outer->height() / 2, 0.0, lowest);
    if (std::abs(wanted - now) >= 1) outer->setProperty("contentY", wanted);
    moved = moved || std::abs(wanted - now) >= 1 || outer->property("verticalVelocity").toReal() != 0 ||
            outer->property("moving").toBool();
  }
  return moved;
}

QString errorsOf(const QQmlComponent& component) { return component.errorString(); }

}  // namespace

Screen::Screen() : complaints_(std::make_unique<std::vector<QString>>()), engine_(std::make_unique<QQmlEngine>()) {
  engine_->addImportPath(QStringLiteral("qrc:/qt/qml"));
  engine_->setOutputWarningsToStandardError(false);
  QObject::connect(engine_.get(), &QQmlEngine::warnings, [said = complaints_.get()](const QList<QQmlError>& warnings) {
    for (const auto& warning : warnings) said->push_back(warning.toString());
  });
}

Screen::~Screen() {
  if (!complaints_) return;
  window_.reset();
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  engine_.reset();
  // Layouts of Qt with texts that wrap say this of themselves, and end the loop.
  std::erase_if(*complaints_, [](const QString& said) { return said.contains(QStringLiteral("Polish loop")); });
  for (const auto& said : *complaints_) FAIL_CHECK("a complaint of QML: " << said.toStdString());
}

Screen::Screen(const QByteArray& item, QSize size) : Screen() {
  const QByteArray page =
      "import QtQuick\nimport QtQuick.Layouts\nimport Bianfang.Theme\nimport Bianfang.Components\n"
      "import Bianfang.Forms\nimport Bianfang.Keyboard\nimport Bianfang.Gallery\nWindow { visible: true; color: "
      "Theme.palette.background; width: " +
      QByteArray::number(size.width()) + "; height: " + QByteArray::number(size.height()) + "\n" + item + "\n}";
  QQmlComponent component(engine_.get());
  component.setData(page, QUrl(QStringLiteral("qrc:/qt/qml/test/Test.qml")));
  INFO(errorsOf(component).toStdString());
  REQUIRE(component.isReady());
  window_.reset(qobject_cast<QQuickWindow*>(component.create()));
  REQUIRE(window_);
  REQUIRE(QTest::qWaitForWindowExposed(window_.get()));
  settle();
}

Screen Screen::ofWindow(const QString& url) {
  Screen screen;
  QQmlComponent component(screen.engine_.get(), QUrl(url));
  INFO(errorsOf(component).toStdString());
  REQUIRE(component.isReady());
  screen.window_.reset(qobject_cast<QQuickWindow*>(component.create()));
  REQUIRE(screen.window_);
  REQUIRE(QTest::qWaitForWindowExposed(screen.window_.get()));
  screen.settle();
  return screen;
}

QQuickItem& Screen::shown() {
  const auto children = window_->contentItem()->childItems();
  REQUIRE(!children.isEmpty());
  return *children.first();
}

std::vector<QQuickItem*> Screen::items() {
  std::vector<QQuickItem*> found;
  gather(window_->contentItem(), found);
  return found;
}

QQuickItem* Screen::find(const QString& objectName) {
  QQuickItem* within = window_->contentItem();
  for (const auto& name : objectName.split(QLatin1Char('/'))) {
    std::vector<QQuickItem*> all;
    gather(within, all);
    const auto at = std::ranges::find_if(all, [&](QQuickItem* item) { return item->objectName() == name; });
    if (at == all.end()) return nullptr;
    within = *at;
  }
  return within;
}

QQuickItem* Screen::named(const QString& name) {
  const auto all = items();
  const auto at = std::ranges::find_if(all, [&](QQuickItem* item) { return accessibleName(item) == name; });
  return at == all.end() ? nullptr : *at;
}

bool Screen::reads(const QString& text) {
  const auto all = items();
  return std::ranges::any_of(
      all, [&](QQuickItem* item) { return item->inherits("QQuickText") && item->property("text").toString() == text; });
}

QQuickItem* Screen::reach(const std::function<QQuickItem*()>& which) {
  QPoint before(-1, -1);
  QQuickItem* item = nullptr;
  await([&] {
    // Layouts take their places when a frame is drawn, and what grew may push this away again: nobody taps on what
    // still moves. A tap on a page that scrolls only stops it.
    (void)window_->grabWindow();
    item = which();
    if (item == nullptr) return false;
    const bool moved = scrollTo(item);
    const auto middle = middleOf(item);
    return std::exchange(before, middle) == middle && !moved && QRect({0, 0}, window_->size()).contains(middle);
  });
  return item;
}

void Screen::draw(const QString& objectName, QPointF from, QPointF to) {
  INFO("draw on " << objectName.toStdString());
  auto* item = reach([&] { return find(objectName); });
  const auto at = [&](double part) {
    const auto point = from + (to - from) * part;
    return item->mapToScene(QPointF(point.x() * item->width(), point.y() * item->height())).toPoint();
  };
  QTest::mousePress(window_.get(), Qt::LeftButton, Qt::NoModifier, at(0));
  for (int i = 1; i <= 20; ++i) QTest::mouseMove(window_.get(), at(i / 20.0));
  QTest::mouseRelease(window_.get(), Qt::LeftButton, Qt::NoModifier, at(1));
  settle();
}

void Screen::hit(QQuickItem* item) {
  const auto middle = middleOf(item);
  INFO("tap at " << middle.x() << "," << middle.y());
  const bool button = item->inherits("QQuickAbstractButton") && item->isEnabled();
  QTest::mousePress(window_.get(), Qt::LeftButton, Qt::NoModifier, middle);
  // What else lies there and takes the tap would take it from a person too.
  if (button) CHECK(item->property("pressed").toBool());
  QTest::mouseRelease(window_.get(), Qt::LeftButton, Qt::NoModifier, middle);
  settle();
}

void Screen::tap(QQuickItem* item) {
  REQUIRE(item != nullptr);
  const QPointer<QQuickItem> there(item);
  hit(reach([&] { return there.data(); }));
}

void Screen::tap(const QString& objectName) {
  INFO("tap " << objectName.toStdString());
  hit(reach([&] { return find(objectName); }));
}

void Screen::tapNamed(const QString& name) {
  INFO("tap " << name.toStdString());
  hit(reach([&] { return named(name); }));
}

void Screen::tapTwice(const QString& objectName) {
  INFO("tap twice on " << objectName.toStdString());
  const auto middle = middleOf(reach([&] { return find(objectName); }));
  for (int i = 0; i < 2; ++i) {
    QTest::mouseClick(window_.get(), Qt::LeftButton, Qt::NoModifier, middle);
    settle();
    (void)window_->grabWindow();  // layouts take their places
    if (i == 0) QTest::lastMouseTimestamp -= QTest::mouseDoubleClickInterval - 100;
  }
}

void Screen::type(const QString& keys) {
  for (const auto key : keys)
    QTest::sendKeyEvent(QTest::Click, window_.get(), Qt::Key_unknown, QString(key), Qt::NoModifier);
  settle();
}

void Screen::press(Qt::Key key) {
  QTest::keyClick(window_.get(), key);
  settle();
}

void Screen::settle() {
  for (int round = 0; round < 4; ++round) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
  }
}

void Screen::await(const std::function<bool()>& condition) { REQUIRE(QTest::qWaitFor(condition, patienceMs)); }

QString accessibleName(QQuickItem* item) {
  auto* face = QAccessible::queryAccessibleInterface(item);
  return face == nullptr ? QString() : face->text(QAccessible::Name);
}

QObject* themePalette(QQmlEngine& engine) {
  QQmlComponent component(&engine);
  component.setData("import QtQml\nimport Bianfang.Theme\nQtObject { property QtObject palette: Theme.palette }",
                    QUrl(QStringLiteral("qrc:/qt/qml/test/Probe.qml")));
  const std::unique_ptr<QObject> probe(component.create());
  REQUIRE(probe);
  return probe->property("palette").value<QObject*>();
}

QColor themeColor(QQmlEngine& engine, const char* name) {
  const auto color = themePalette(engine)->property(name);
  INFO(name);
  REQUIRE(color.isValid());
  return color.value<QColor>();
}

}  // namespace bf::test
