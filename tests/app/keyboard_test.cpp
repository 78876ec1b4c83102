// The keyboard on the screen, tapped as a person taps it.

#include <QTemporaryDir>
#include <QTest>
#include <catch2/catch.hpp>

#include "app/keyboard/keyboard_limits.h"
#include "app/keyboard/pinyin_engine.h"
#include "tests/app/screen.h"

namespace bf::test {
namespace {

constexpr auto page = R"(
  ColumnLayout {
    width: 600
    TextField { objectName: 'words'; name: '姓名'; Layout.fillWidth: true }
    TextField { objectName: 'sought'; name: '搜索'; clearable: true; Layout.fillWidth: true }
    TextField { objectName: 'digits'; name: '月数'; inputMethodHints: Qt.ImhDigitsOnly; Layout.fillWidth: true }
    TextField { objectName: 'id'; name: '证件号码'; inputMethodHints: Qt.ImhUppercaseOnly | Qt.ImhPreferNumbers }
    TextBox { objectName: 'box'; name: '交谈'; Layout.fillWidth: true }
    Button { objectName: 'open'; text: '打开'; onClicked: sheet.open() }
  }
  Sheet { id: sheet; title: '选择'; TextField { objectName: 'inside'; name: '搜索'; Layout.fillWidth: true } }
  Keyboard {}
)";

std::unique_ptr<PinyinEngine> engineAt(const QString& words) {
  auto engine = PinyinEngine::open(PinyinEngine::systemDictionary(), words);
  INFO((engine ? "" : engine.error().detail));
  REQUIRE(engine);
  return std::move(*engine);
}

void enter(PinyinEngine& engine, const char* letters) {
  for (const char* letter = letters; *letter != '\0'; ++letter) CHECK(engine.add(QLatin1Char(*letter)));
}

/// A screen with the keyboard open on the field of this name.
Screen screenAt(const QString& field) {
  Screen screen(page);
  screen.tap(field);
  screen.await([&] { return screen.find("keyboardKeys") != nullptr; });
  return screen;
}

QString textOf(Screen& screen, const QString& field) { return screen.find(field)->property("text").toString(); }

void tapKeys(Screen& screen, const QString& keys) {
  for (const auto key : keys) screen.tap(QStringLiteral("key.") + key);
}

}  // namespace

TEST_CASE("letters that are being composed can be emptied by the cross, and the next key begins anew") {
  auto screen = screenAt(QStringLiteral("sought"));
  const auto cross = [&]() -> QQuickItem* {
    for (auto* item : screen.items())
      if (accessibleName(item) == QStringLiteral("清空搜索")) return item;
    return nullptr;
  };
  CHECK(cross() == nullptr);
  tapKeys(screen, QStringLiteral("wang"));
  screen.settle();
  CHECK(textOf(screen, QStringLiteral("sought")).isEmpty());
  REQUIRE(cross() != nullptr);
  SECTION("by a tap") { screen.tapNamed(QStringLiteral("清空搜索")); }
  SECTION("while the field keeps the focus, as where a touch moves it only when it ends") {
    QMetaObject::invokeMethod(screen.find(QStringLiteral("sought")), "empty");
  }
  screen.settle();
  CHECK(screen.find(QStringLiteral("sought"))->property("preeditText").toString().isEmpty());
  CHECK(textOf(screen, QStringLiteral("sought")).isEmpty());
  CHECK(cross() == nullptr);
  tapKeys(screen, QStringLiteral("li"));
  CHECK(screen.find(QStringLiteral("sought"))->property("preeditText").toString() == QStringLiteral("li"));
  CHECK(screen.complaints().empty());
}

TEST_CASE("letters become characters, whole sentences too") {
  auto engine = engineAt({});
  enter(*engine, "nihao");
  CHECK(engine->candidates(0, 1) == QStringList{"你好"});
  CHECK(engine->composed() == "ni'hao");
  CHECK(engine->choose(0) == "你好");
  CHECK_FALSE(engine->composing());
  enter(*engine, "zhonghuarenmingongheguo");
  CHECK(engine->candidates(0, 1).front() == "中华人民共和国");
}

TEST_CASE("a choice may settle only the beginning, and can be taken back") {
  auto engine = engineAt({});
  enter(*engine, "qinshuji");
  const auto all = engine->candidates(0, engine->count());
  const auto first = all.indexOf(QStringLiteral("覃"));
  const auto other = all.indexOf(QStringLiteral("秦"));
  REQUIRE((first > 0 || other > 0));
  const auto at = first > 0 ? first : other;
  CHECK(engine->choose(static_cast<int>(at)).isEmpty());
  CHECK(engine->composed().startsWith(all[at]));
  engine->takeBack();
  CHECK(engine->composed() == "qin'shu'ji");
  CHECK(engine->choose(static_cast<int>(at)).isEmpty());
  CHECK(engine->choose(0).startsWith(all[at]));
}

TEST_CASE("the engine takes letters only, and no more than its limit") {
  auto engine = engineAt({});
  CHECK_FALSE(engine->add(u'你'));
  CHECK_FALSE(engine->add(u'\''));
  for (int i = 0; i < lettersMax; ++i) CHECK(engine->add(i % 2 == 0 ? u'b' : u'a'));
  CHECK_FALSE(engine->add(u'a'));
  engine->clear();
  CHECK(engine->count() == 0);
  CHECK_FALSE(PinyinEngine::open(PinyinEngine::systemDictionary(), {}));
}

TEST_CASE("a word that a person chose comes first the next time, over a start too") {
  const QTemporaryDir folder;
  const auto words = folder.filePath("words.dat");
  QString chosen;
  {
    auto engine = engineAt(words);
    enter(*engine, "tanamei");
    const auto all = engine->candidates(0, engine->count());
    REQUIRE(all.size() > 3);
    chosen = engine->choose(1);
    while (chosen.isEmpty() && engine->composing()) chosen = engine->choose(1 < engine->count() ? 1 : 0);
    CHECK(chosen.size() == 3);
  }
  auto engine = engineAt(words);
  enter(*engine, "tanamei");
  CHECK(engine->candidates(0, 1) == QStringList{chosen});
}

TEST_CASE("a field that wants text opens the keyboard, and Pinyin tapped on it becomes characters") {
  auto screen = screenAt("words");
  tapKeys(screen, "nihao");
  CHECK(screen.reads("ni'hao"));
  CHECK(textOf(screen, "words").isEmpty());
  screen.tap("candidate.你好");
  CHECK(textOf(screen, "words") == "你好");
  screen.tap("key.space");
  screen.tap("key.backspace");
  CHECK(textOf(screen, "words") == "你好");
  screen.tap("key.backspace");
  CHECK(textOf(screen, "words") == "你");
  CHECK(screen.find("words")->hasActiveFocus());
  CHECK(screen.complaints().empty());
}

TEST_CASE("the space bar takes the first candidate, and so does a sign") {
  auto screen = screenAt("words");
  tapKeys(screen, "nihao");
  screen.tap("key.space");
  CHECK(textOf(screen, "words") == "你好");
  screen.tap("key.symbols");
  screen.tap("key.，");
  CHECK(textOf(screen, "words") == "你好，");
}

TEST_CASE("backspace takes letters back before it takes text") {
  auto screen = screenAt("words");
  tapKeys(screen, "ni");
  screen.tap("key.space");
  tapKeys(screen, "ha");
  screen.tap("key.backspace");
  CHECK(screen.reads("h"));
  screen.tap("key.backspace");
  CHECK(textOf(screen, "words") == "你");
}

TEST_CASE("letters that nobody chose for are not lost when the finger goes elsewhere") {
  auto screen = screenAt("words");
  tapKeys(screen, "abc");
  screen.tap("digits");
  CHECK(textOf(screen, "words") == "abc");
}

TEST_CASE("English letters, capitals once and for good") {
  auto screen = screenAt("words");
  screen.tap("key.language");
  screen.tap("key.shift");
  tapKeys(screen, "ab");
  screen.tap("key.shift");
  screen.tap("key.shift");
  tapKeys(screen, "cd");
  CHECK(textOf(screen, "words") == "AbCD");
}

TEST_CASE("a number gets digits only, an ID number X too") {
  auto screen = screenAt("digits");
  CHECK(screen.find("key.q") == nullptr);
  CHECK(screen.find("key.X") == nullptr);
  tapKeys(screen, "120");
  screen.tap("key.backspace");
  CHECK(textOf(screen, "digits") == "12");
  screen.tap("id");
  tapKeys(screen, "11X");
  CHECK(textOf(screen, "id") == "11X");
}

TEST_CASE("the keyboard works over a sheet, and the sheet moves above it") {
  Screen screen(page);
  screen.tap("open");
  screen.await([&] { return screen.find("inside") != nullptr; });
  screen.tap("inside");
  screen.await([&] { return screen.find("keyboardKeys") != nullptr; });
  tapKeys(screen, "wang");
  screen.tap("key.space");
  CHECK(textOf(screen, "inside").size() == 1);
  auto* field = screen.find("inside");
  REQUIRE(field != nullptr);
  const auto bottom = field->mapToScene({0, field->height()}).y();
  CHECK(bottom < screen.find("keyboardKeys")->mapToScene({0, 0}).y());
}

TEST_CASE("done closes the keyboard, and a tap on the field opens it again") {
  auto screen = screenAt("words");
  screen.tap("key.enter");
  screen.await([&] { return screen.find("keyboardKeys") == nullptr; });
  screen.tap("digits");
  screen.await([&] { return screen.find("keyboardKeys") != nullptr; });
}

TEST_CASE("in several lines the enter key makes a new line") {
  auto screen = screenAt("box");
  tapKeys(screen, "ni");
  screen.tap("key.space");
  screen.tap("key.enter");
  CHECK(textOf(screen, "box") == "你\n");
  CHECK(screen.find("keyboardKeys") != nullptr);
}

TEST_CASE("a real keyboard closes the one on the screen, a finger opens it again") {
  auto screen = screenAt("words");
  QTest::keyClick(&screen.window(), Qt::Key_A);
  screen.await([&] { return screen.find("keyboardKeys") == nullptr; });
  CHECK(textOf(screen, "words") == "a");
  screen.tap("words");
  screen.await([&] { return screen.find("keyboardKeys") != nullptr; });
}

TEST_CASE("after a real keyboard a finger beside the fields leaves the one on the screen closed") {
  auto screen = screenAt("words");
  QTest::keyClick(&screen.window(), Qt::Key_A);
  screen.await([&] { return screen.find("keyboardKeys") == nullptr; });
  const QPoint empty(900, 700);
  QTest::mouseClick(&screen.window(), Qt::LeftButton, Qt::NoModifier, empty);
  screen.settle();
  CHECK(screen.find("words")->hasActiveFocus());
  CHECK(screen.find("keyboardKeys") == nullptr);
  SECTION("on the same field it opens") { screen.tap("words"); }
  SECTION("on another field it opens") { screen.tap("digits"); }
  screen.await([&] { return screen.find("keyboardKeys") != nullptr; });
}

TEST_CASE("a real keyboard goes from field to field without the one on the screen") {
  auto screen = screenAt("words");
  QTest::keyClick(&screen.window(), Qt::Key_A);
  screen.await([&] { return screen.find("keyboardKeys") == nullptr; });
  QTest::keyClick(&screen.window(), Qt::Key_Tab);
  screen.settle();
  CHECK(screen.find("sought")->hasActiveFocus());
  CHECK(screen.find("keyboardKeys") == nullptr);
}

TEST_CASE("switched off, the keyboard stays closed") {
  Screen screen(page);
  screen.appearance().setKeyboard(false);
  screen.tap("words");
  screen.settle();
  CHECK(screen.find("keyboardKeys") == nullptr);
  screen.appearance().setKeyboard(true);
  screen.await([&] { return screen.find("keyboardKeys") != nullptr; });
}

}  // namespace bf::test
