#include <QMetaProperty>
#include <QTemporaryDir>
#include <catch2/catch.hpp>

#include "tests/app/picture_inspector.h"
#include "tests/app/screen.h"

namespace bf::test {
namespace {

constexpr Appearance::Scheme schemes[] = {Appearance::Light, Appearance::Dark, Appearance::HighContrast};

/// Names of colours that are text on the named ground: "xText" stands on "x".
std::vector<std::pair<QByteArray, QByteArray>> textPairs(const QMetaObject& palette) {
  std::vector<std::pair<QByteArray, QByteArray>> pairs;
  for (int i = palette.propertyOffset(); i < palette.propertyCount(); ++i) {
    const QByteArray name = palette.property(i).name();
    if (name.endsWith("Text")) pairs.emplace_back(name, name.chopped(4));
  }
  for (const char* text : {"text", "textMuted", "primary", "good", "warning", "bad", "info", "unknown"})
    for (const char* ground : {"background", "surface", "sunken"}) pairs.emplace_back(text, ground);
  return pairs;
}

}  // namespace

TEST_CASE("a window opens in the colours of the theme") {
  Screen screen("Label { anchors.centerIn: parent; text: '遍访' }");
  CHECK(screen.reads(QStringLiteral("遍访")));
  const auto picture = screen.window().grabWindow();
  CHECK(picture.pixelColor(5, 5) == themeColor(screen.engine(), "background"));
  CHECK(screen.complaints().empty());
}

TEST_CASE("every text of every scheme stands out at least 4.5 to 1 from its ground") {
  Screen screen("Item {}");
  for (const auto scheme : schemes) {
    screen.appearance().setScheme(scheme);
    const auto pairs = textPairs(*themePalette(screen.engine())->metaObject());
    REQUIRE(pairs.size() > 30);
    for (const auto& [text, ground] : pairs) {
      INFO("scheme " << scheme << ": " << text.constData() << " on " << ground.constData());
      CHECK(contrastOf(themeColor(screen.engine(), text), themeColor(screen.engine(), ground)) >= 4.5);
    }
  }
}

TEST_CASE("the edge of a control stands out at least 3 to 1") {
  Screen screen("Item {}");
  for (const auto scheme : schemes) {
    screen.appearance().setScheme(scheme);
    for (const char* edge : {"outlineStrong", "focus"})
      for (const char* ground : {"background", "surface"}) {
        INFO("scheme " << scheme << ": " << edge << " on " << ground);
        CHECK(contrastOf(themeColor(screen.engine(), edge), themeColor(screen.engine(), ground)) >= 3.0);
      }
  }
}

TEST_CASE("contrast is computed as WCAG says") {
  CHECK(contrastOf(Qt::black, Qt::white) == Approx(21.0));
  CHECK(contrastOf(QColor("#767676"), Qt::white) == Approx(4.54).epsilon(0.005));
}

TEST_CASE("a text grows with the text size chosen") {
  Screen screen("Label { objectName: 'text'; text: '遍访' }");
  auto* text = screen.find("text");
  REQUIRE(text != nullptr);
  const auto normal = text->height();
  CHECK(text->property("font").value<QFont>().pixelSize() >= 18);
  screen.appearance().setTextSize(Appearance::Largest);
  screen.settle();
  CHECK(text->height() > normal * 1.3);
}

TEST_CASE("what a person chose is there again after a start") {
  const QTemporaryDir folder;
  const auto file = folder.filePath("appearance.ini");
  {
    Screen screen("Item {}");
    screen.appearance().keepIn(file);
    screen.appearance().setScheme(Appearance::Dark);
    screen.appearance().setTextSize(Appearance::Large);
    screen.appearance().setLanguage(Appearance::English);
    screen.appearance().setKeyboard(false);
  }
  Screen screen("Item {}");
  CHECK(screen.appearance().scheme() == Appearance::Light);
  CHECK(screenLanguage() == Language::chinese);
  screen.appearance().keepIn(file);
  CHECK(screen.appearance().scheme() == Appearance::Dark);
  CHECK(screen.appearance().textSize() == Appearance::Large);
  CHECK(screen.appearance().language() == Appearance::English);
  CHECK(screenLanguage() == Language::english);
  CHECK_FALSE(screen.appearance().keyboard());
}

}  // namespace bf::test
