// Double taps: what moves under the finger is not tapped unread, what is to be repeated repeats.

#include <QTest>
#include <catch2/catch.hpp>

#include "tests/app/screen.h"

namespace bf::test {
namespace {

/// Two buttons; the first goes when it is tapped, and the second takes its place.
constexpr auto sliding = R"(
Item {
  id: root
  property int gone: 0
  property int met: 0
  anchors.fill: parent
  Column {
    Button { objectName: "first"; text: "A"; visible: root.gone === 0; onClicked: root.gone++ }
    Button { objectName: "second"; text: "B"; onClicked: root.met++ }
  }
})";

}  // namespace

TEST_CASE("the second tap of a double tap reaches no button, whichever lies there by then") {
  Screen screen(sliding);
  screen.tapTwice(QStringLiteral("first"));
  CHECK(screen.shown().property("gone") == 1);
  CHECK(screen.shown().property("met") == 0);
  screen.tap(QStringLiteral("second"));  // later it does
  CHECK(screen.shown().property("met") == 1);
}

TEST_CASE("a finger that taps twice taps once, and a third time it taps again") {
  Screen screen(R"(Item { id: root; property int taps: 0; anchors.fill: parent
    Button { objectName: "one"; text: "A"; onClicked: root.taps++ } })");
  screen.tapTwice(QStringLiteral("one"));
  CHECK(screen.shown().property("taps") == 1);
  screen.tap(QStringLiteral("one"));
  CHECK(screen.shown().property("taps") == 2);
}

TEST_CASE("a finger that taps a touch screen twice taps once") {
  Screen screen(R"(Item { id: root; property int taps: 0; anchors.fill: parent
    Button { objectName: "one"; text: "A"; onClicked: root.taps++ } })");
  std::unique_ptr<QPointingDevice> device(QTest::createTouchDevice());
  const auto point = screen.find(QStringLiteral("one"))->mapToScene(QPointF(20, 20)).toPoint();
  const auto touch = [&] {
    QTest::touchEvent(&screen.window(), device.get()).press(0, point, &screen.window());
    QTest::touchEvent(&screen.window(), device.get()).release(0, point, &screen.window());
    screen.settle();
  };
  touch();
  CHECK(screen.shown().property("taps") == 1);
  touch();
  CHECK(screen.shown().property("taps") == 1);
}

TEST_CASE("two buttons side by side are tapped one after the other, however quickly") {
  Screen screen(R"(Row { id: root; property int taps: 0; anchors.fill: parent; spacing: 200
    Button { objectName: "one"; text: "A"; onClicked: root.taps++ }
    Button { objectName: "other"; text: "B"; onClicked: root.taps++ } })");
  screen.tap(QStringLiteral("one"));
  QTest::lastMouseTimestamp -= QTest::mouseDoubleClickInterval - 100;
  screen.tap(QStringLiteral("other"));
  CHECK(screen.shown().property("taps") == 2);
}

TEST_CASE("the steps of a counter count every tap") {
  Screen screen(R"(Item { id: root; property int at: 0; anchors.fill: parent
    Counter { name: "x"; onMore: root.at++ } })");
  screen.tapTwice(QStringLiteral("more"));
  CHECK(screen.shown().property("at") == 2);
}

}  // namespace bf::test
