#include "tests/app/picture_inspector.h"

#include <catch2/catch.hpp>

#include "app/gallery/picture_looks.h"
#include "tests/app/screen.h"

using namespace bf;
using namespace bf::test;

namespace {

QStringList inspected(const QByteArray& qml, Appearance::Speech language = Appearance::Chinese) {
  Screen screen("Rectangle { anchors.fill: parent; color: 'white'; " + qml + " }", {400, 300});
  screen.settle();
  return inspectPicture(*screen.window().contentItem(), screen.window().grabWindow(), language);
}

}  // namespace

TEST_CASE("a good picture has nothing to complain of") {
  CHECK(inspected("Text { text: '户主' } Text { y: 40; text: 'B级 20 km' }").isEmpty());
  CHECK(inspected("Text { text: 'Head' }", Appearance::English).isEmpty());
}

TEST_CASE("a text that is cut, too wide or too high is found") {
  CHECK(inspected("Text { width: 30; elide: Text.ElideRight; text: '水寨镇协和村' }") ==
        QStringList{"\"水寨镇协和村\" is cut"});
  CHECK(inspected("Text { width: 30; text: '水寨镇协和村' }") ==
        QStringList{"\"水寨镇协和村\" is wider than its room"});
  CHECK(inspected("Text { width: 80; height: 10; wrapMode: Text.Wrap; text: '水寨镇协和村' }") ==
        QStringList{"\"水寨镇协和村\" is higher than its room"});
}

TEST_CASE("a text over another one is found, also where its item is elsewhere") {
  const auto found = inspected(
      "Text { text: '已完成' } Text { x: -20; width: 80; horizontalAlignment: Text.AlignRight\n"
      "text: '进行中' }");
  CHECK(found == QStringList{"\"已完成\" lies over \"进行中\""});
  // What an edge cuts off lies over nothing.
  CHECK(inspected("Item { width: 400; height: 20; clip: true; Text { y: 20; text: '在下面' } }\n"
                  "Text { y: 20; text: '看得见' }")
            .isEmpty());
}

TEST_CASE("ink that cannot be told from its ground is found, but not on a control that is out of use") {
  const auto found = inspected("Text { text: '看不清'; color: '#999999' }");
  REQUIRE(found.size() == 1);
  CHECK(found[0].startsWith(QStringLiteral("\"看不清\" has a contrast of 2.8")));
  CHECK(inspected("Text { text: '半透明'; opacity: 0.3 }").size() == 1);
  CHECK(inspected("Text { text: '不可用'; color: '#999999'; enabled: false }").isEmpty());
}

TEST_CASE("a button that runs out of its card is found") {
  CHECK(inspected("Card { width: 200; Button { text: '撤一笔'; implicitWidth: 260 } }").filter("runs out").size() >= 1);
  CHECK(inspected("Card { width: 300; Button { text: '撤一笔' } }").isEmpty());
}

TEST_CASE("English among Chinese is found") {
  CHECK(inspected("Text { text: '状态 failed' }") == QStringList{"\"状态 failed\" has English: failed"});
  CHECK(inspected("Text { text: 'failed' }", Appearance::English).isEmpty());
}

TEST_CASE("a button that a thumb misses is found, and what lies behind a sheet is not looked at") {
  const auto found = inspected("Button { objectName: 'small'; text: ''; width: 30; height: 48 }");
  REQUIRE(found.size() == 1);
  CHECK(found[0].endsWith(QStringLiteral("is 30 x 48")));
  CHECK(inspected("Text { text: 'behind'; color: '#cccccc' }\n"
                  "Sheet { visible: true; title: '在前面' }")
            .isEmpty());
}

TEST_CASE("no page of the gallery has anything wrong, in any look") {
  auto screen = Screen::ofWindow("qrc:/qt/qml/Bianfang/Gallery/Main.qml");
  const int pages = screen.window().property("pages").toInt();
  REQUIRE(pages >= 6);
  constexpr int symbols = 2;
  for (const auto& look : pictureLooks) {
    wear(screen.appearance(), look);
    screen.window().resize(look.size);
    for (int page = 0; page < pages; ++page) {
      screen.window().setProperty("page", page);
      settleWindow();
      INFO(look.name << ", page " << page);
      auto found = inspectPicture(*screen.window().contentItem(), screen.window().grabWindow(), look.language);
      // The symbols are shown with the names that a developer writes.
      if (page == symbols) found.removeIf([](const QString& line) { return line.contains("has English"); });
      CHECK(found.join(QLatin1Char('\n')).toStdString() == "");
    }
  }
}
