#pragma once
// A real window without a monitor, and a person before it: finds what is shown and taps, types and reads it.

#include <QColor>
#include <QPointF>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <functional>
#include <memory>
#include <vector>

#include "app/theme/appearance.h"

namespace bf::test {

class Screen {
 public:
  /// Shows an item written in QML in a window of this size; `imports` are added to those of our modules.
  /// Requires that it loads without a warning.
  explicit Screen(const QByteArray& item, QSize size = {1280, 800});
  Screen(Screen&&) = default;
  Screen& operator=(Screen&&) = delete;
  /// Closes the window. A complaint fails the test case, also one that comes only while pages go.
  ~Screen();
  /// Shows a window of a module, as a program does.
  static Screen ofWindow(const QString& url);

  [[nodiscard]] QQmlEngine& engine() { return *engine_; }
  [[nodiscard]] QQuickWindow& window() { return *window_; }
  [[nodiscard]] Appearance& appearance() { return *Appearance::of(*engine_); }
  /// The item of the test, the child of the window that it was written as.
  [[nodiscard]] QQuickItem& shown();

  /// All visible items, popups too, parents before children.
  [[nodiscard]] std::vector<QQuickItem*> items();
  /// The visible item with this objectName, or null; "a/b" is the b within the a.
  [[nodiscard]] QQuickItem* find(const QString& objectName);
  /// The visible control with this name for a screen reader, or null.
  [[nodiscard]] QQuickItem* named(const QString& accessibleName);
  /// Whether this text stands on the screen as a whole text.
  [[nodiscard]] bool reads(const QString& text);

  /// Wait until the item is there, scroll to it, wait until it stands still, and require that it is hit at its middle.
  void tap(const QString& objectName);
  void tap(QQuickItem* item);
  void tapNamed(const QString& accessibleName);
  /// Taps twice on the same point within a tenth of a second, whatever lies there the second time.
  void tapTwice(const QString& objectName);
  /// Draws a line over an item with the finger, from and to parts of its size.
  void draw(const QString& objectName, QPointF from, QPointF to);
  void type(const QString& keys);
  void press(Qt::Key key);
  /// Lets everything settle that is on its way: layouts, timers without delay, painting.
  void settle();
  /// Waits for something to become true, and requires that it does.
  void await(const std::function<bool()>& condition);

  /// What was said on the way that nobody expected: warnings of QML. Empty is good, and required in the end.
  [[nodiscard]] const std::vector<QString>& complaints() const { return *complaints_; }

 private:
  [[nodiscard]] QQuickItem* reach(const std::function<QQuickItem*()>& which);
  void hit(QQuickItem* item);
  Screen();
  std::unique_ptr<std::vector<QString>> complaints_;
  std::unique_ptr<QQmlEngine> engine_;
  std::unique_ptr<QQuickWindow> window_;
};

/// The name that a screen reader says; "" when it says nothing.
[[nodiscard]] QString accessibleName(QQuickItem* item);
/// The palette that shows now; Theme owns it.
[[nodiscard]] QObject* themePalette(QQmlEngine& engine);
/// A colour of it by name.
[[nodiscard]] QColor themeColor(QQmlEngine& engine, const char* name);

}  // namespace bf::test
