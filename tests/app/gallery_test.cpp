// What holds for every control, walked over all pages of the gallery in every setting.

#include <QAccessible>
#include <catch2/catch.hpp>
#include <set>

#include "app/components/icon_paths.h"
#include "tests/app/screen.h"

namespace bf::test {
namespace {

constexpr double targetMin = 48;

/// What a finger can hit: buttons and fields.
bool isControl(QQuickItem* item) {
  return item->inherits("QQuickAbstractButton") || item->inherits("QQuickTextInput") ||
         item->inherits("QQuickTextEdit");
}

std::string describe(QQuickItem* item) {
  return std::string(item->metaObject()->className()) + " " + item->objectName().toStdString() + " \"" +
         accessibleName(item).toStdString() + "\"";
}

/// Whether a text lies within its own item: not cut, not spilled.
bool fits(QQuickItem* text) {
  const bool cut = text->property("truncated").toBool();
  const bool wide = text->property("contentWidth").toReal() > text->width() + 1;
  return !cut && (!wide || text->property("elide").toInt() == 0);
}

bool hasChinese(const QString& text) {
  return std::ranges::any_of(text,
                             [](QChar letter) { return letter.unicode() >= 0x4e00 && letter.unicode() <= 0x9fff; });
}

void openPage(Screen& screen, int page) {
  screen.window().setProperty("page", page);
  screen.settle();
}

int pagesOf(Screen& screen) { return screen.window().property("pages").toInt(); }

Screen gallery() { return Screen::ofWindow("qrc:/qt/qml/Bianfang/Gallery/Main.qml"); }

}  // namespace

TEST_CASE("every control can be hit with a thumb and says its name, in every text size") {
  auto screen = gallery();
  REQUIRE(pagesOf(screen) >= 6);
  int controls = 0;
  for (const auto size : {Appearance::Normal, Appearance::Largest}) {
    screen.appearance().setTextSize(size);
    for (int page = 0; page < pagesOf(screen); ++page) {
      openPage(screen, page);
      for (auto* item : screen.items()) {
        if (!isControl(item)) continue;
        ++controls;
        INFO("page " << page << ", text size " << size << ": " << describe(item));
        CHECK(item->width() >= targetMin);
        CHECK(item->height() >= targetMin);
        CHECK_FALSE(accessibleName(item).trimmed().isEmpty());
      }
    }
  }
  CHECK(controls > 300);
  for (const auto& complaint : screen.complaints()) FAIL_CHECK(complaint.toStdString());
}

TEST_CASE("no text is cut on either shape of the screen, in either language") {
  for (const QSize size : {QSize(1280, 800), QSize(800, 1280)}) {
    auto screen = gallery();
    screen.window().resize(size);
    for (const auto language : {Appearance::Chinese, Appearance::English}) {
      screen.appearance().setLanguage(language);
      for (int page = 0; page < pagesOf(screen); ++page) {
        openPage(screen, page);
        for (auto* item : screen.items()) {
          if (!item->inherits("QQuickText")) continue;
          INFO("page " << page << ", language " << language << ", " << size.width()
                       << " wide: " << item->property("text").toString().toStdString());
          CHECK(fits(item));
        }
      }
    }
  }
}

TEST_CASE("in English the labels of the gallery are English") {
  auto screen = gallery();
  screen.appearance().setLanguage(Appearance::English);
  for (const int page : {0, 1, 6}) {
    openPage(screen, page);
    for (auto* item : screen.items()) {
      if (!item->inherits("QQuickText")) continue;
      const auto text = item->property("text").toString();
      INFO(page << ": " << text.toStdString());
      CHECK((!hasChinese(text) || text == "中文"));
    }
  }
}

TEST_CASE("a page chosen by a tap opens, and the buttons in the bar change the whole window") {
  auto screen = gallery();
  screen.tapNamed("成员");
  CHECK(screen.window().property("page").toInt() == 3);
  screen.tap("nextLanguage");
  CHECK(screen.reads("Member"));
  CHECK(screen.reads("Birth date"));
  screen.tap("nextScheme");
  CHECK(screen.window().property("color").value<QColor>() == themeColor(screen.engine(), "background"));
  CHECK(themeColor(screen.engine(), "background").lightness() < 60);
  screen.tap("nextTextSize");
  CHECK(screen.appearance().textSize() == Appearance::Large);
}

TEST_CASE("a sheet, a dialog and a toast open over the page and close again") {
  auto screen = gallery();
  screen.tap("openSheet");
  screen.await([&] { return screen.reads("安全住房的依据"); });
  screen.tap("close");
  screen.await([&] { return !screen.reads("安全住房的依据"); });
  screen.tap("openDialog");
  screen.await([&] { return screen.reads("删除这条诉求？"); });
  screen.tap("refuse");
  screen.await([&] { return !screen.reads("删除这条诉求？"); });
  screen.tap("filled");
  screen.await([&] { return screen.reads("已开始走访，内容随填随存"); });
  for (const auto& complaint : screen.complaints()) FAIL_CHECK(complaint.toStdString());
}

TEST_CASE("every symbol draws something of its own") {
  std::set<QByteArray> seen;
  for (const auto& name : iconNames()) {
    INFO(name.toStdString());
    CHECK_FALSE(iconPath(name).isEmpty());
    CHECK(seen.insert(iconPath(name)).second);
    Screen screen(QByteArray("Icon { width: 48; height: 48; symbol: '") + name.toUtf8() + "' }", {64, 64});
    const auto picture = screen.window().grabWindow();
    int dark = 0;
    for (int x = 0; x < 48; ++x)
      for (int y = 0; y < 48; ++y) dark += picture.pixelColor(x, y).lightness() < 120 ? 1 : 0;
    CHECK(dark > 5);
  }
  CHECK(iconPath("no such symbol").isEmpty());
}

}  // namespace bf::test
