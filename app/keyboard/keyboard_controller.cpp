#include "app/keyboard/keyboard_controller.h"

#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QQuickItem>
#include <QWindow>
#include <utility>

#include "app/keyboard/keyboard_limits.h"

namespace bf {
namespace {

QString learnt;

/// Whether a finger or the mouse is on the field that has the focus.
bool isOn(QWindow* window, const QEvent* event, QObject* focus) {
  const auto* item = qobject_cast<QQuickItem*>(focus);
  const auto* pointer = static_cast<const QPointerEvent*>(event);
  if (item == nullptr || pointer->points().isEmpty()) return false;
  const auto at = window->mapFromGlobal(pointer->points().front().globalPosition());
  return item->contains(item->mapFromScene(at));
}

/// Whether a field takes text from an input method now. One on a page that is hidden keeps the focus and wants nothing.
bool takesText(QObject* object) {
  const auto* item = qobject_cast<QQuickItem*>(object);
  if (object == nullptr || (item != nullptr && !item->isVisible())) return false;
  QInputMethodQueryEvent query(Qt::ImEnabled);
  QCoreApplication::sendEvent(object, &query);
  return query.value(Qt::ImEnabled).toBool();
}

Qt::InputMethodHints hintsOf(QObject* object) {
  QInputMethodQueryEvent query(Qt::ImHints);
  QCoreApplication::sendEvent(object, &query);
  return Qt::InputMethodHints(query.value(Qt::ImHints).toInt());
}

}  // namespace

void KeyboardController::learnIn(const QString& userWords) { learnt = userWords; }

KeyboardController::KeyboardController(QObject* parent) : QObject(parent) {
  connect(qGuiApp, &QGuiApplication::focusObjectChanged, this, &KeyboardController::follow);
  qApp->installEventFilter(this);
  follow(QGuiApplication::focusObject());
}

KeyboardController::~KeyboardController() { qApp->removeEventFilter(this); }

void KeyboardController::setEnabled(bool enabled) {
  if (enabled == enabled_) return;
  enabled_ = enabled;
  emit enabledChanged();
  follow(QGuiApplication::focusObject());
}

bool KeyboardController::eventFilter(QObject* watched, QEvent* event) {
  const auto type = event->type();
  if (type == QEvent::KeyPress && event->spontaneous()) {
    const auto* key = static_cast<QKeyEvent*>(event);
    finger_ = false;
    if (!realKeyboard_ && !key->text().isEmpty() && key->text().front().isPrint()) {
      realKeyboard_ = true;
      setOpen(false);
    }
  } else if (realKeyboard_ && (type == QEvent::TouchBegin || type == QEvent::MouseButtonPress)) {
    finger_ = true;
    // On the field that has the focus already: no change of the focus will follow.
    if (auto* window = qobject_cast<QWindow*>(watched); window != nullptr && isOn(window, event, focus_))
      QMetaObject::invokeMethod(
          this,
          [this] {
            realKeyboard_ = false;
            follow(QGuiApplication::focusObject());
          },
          Qt::QueuedConnection);
  }
  return QObject::eventFilter(watched, event);
}

void KeyboardController::prepare() {
  if (std::exchange(prepared_, true)) return;
  if (auto engine = PinyinEngine::open(PinyinEngine::systemDictionary(), learnt)) pinyin_ = std::move(*engine);
  else layout_ = letters_ = English;
}

void KeyboardController::follow(QObject* focus) {
  if (focus != focus_) {
    // To another field by a finger, not by a key.
    if (finger_) realKeyboard_ = false;
    settleLetters();
    if (focus_ != nullptr) disconnect(focus_, nullptr, this, nullptr);
    focus_ = focus;
    if (auto* item = qobject_cast<QQuickItem*>(focus))
      connect(item, &QQuickItem::visibleChanged, this, [this] { follow(focus_); });
    // Of a field that can be emptied by a tap (TextField.qml).
    if (focus != nullptr && focus->metaObject()->indexOfSignal("emptied()") >= 0)
      connect(focus, SIGNAL(emptied()), this, SLOT(forget()));
  }
  const bool wanted = enabled_ && !realKeyboard_ && takesText(focus);
  if (wanted) {
    prepare();
    readHints();
  }
  setOpen(wanted);
}

void KeyboardController::setOpen(bool open) {
  if (open == open_) return;
  if (!open) settleLetters();
  open_ = open;
  emit openChanged();
}

/// The field says what it takes; see the hints of Qt.
void KeyboardController::readHints() {
  const auto hints = hintsOf(focus_);
  textAllowed_ = false;
  multiLine_ = hints.testFlag(Qt::ImhMultiLine);
  layout_ = Digits;
  if (hints.testFlag(Qt::ImhDigitsOnly)) extraKeys_ = QString();
  else if (hints.testFlag(Qt::ImhFormattedNumbersOnly)) extraKeys_ = QStringLiteral(".-");
  else if (hints.testFlag(Qt::ImhDialableCharactersOnly)) extraKeys_ = QStringLiteral("-+");
  else if (hints.testFlag(Qt::ImhUppercaseOnly) && hints.testFlag(Qt::ImhPreferNumbers))
    extraKeys_ = QStringLiteral("X");
  else if (hints.testFlag(Qt::ImhTime)) extraKeys_ = QStringLiteral("-: ");
  else if (hints.testFlag(Qt::ImhDate)) extraKeys_ = QStringLiteral("-");
  else {
    textAllowed_ = true;
    extraKeys_ = QString();
    layout_ = hints.testFlag(Qt::ImhLatinOnly) ? English : letters_;
  }
  shift_ = Lower;
  emit shiftChanged();
  emit layoutChanged();
}

QString KeyboardController::composed() const { return pinyin_ ? pinyin_->composed() : QString(); }

bool KeyboardController::hasMore() const {
  return pinyin_ && firstCandidate_ + static_cast<int>(candidates_.size()) < pinyin_->count();
}

void KeyboardController::showPage(int first) {
  firstCandidate_ = first;
  candidates_ = pinyin_ ? pinyin_->candidates(first, candidatesPage) : QStringList();
  tellComposed();
  emit candidatesChanged();
}

void KeyboardController::turnPage(int by) {
  const int first = firstCandidate_ + by * candidatesPage;
  if (pinyin_ && first >= 0 && first < pinyin_->count()) showPage(first);
}

void KeyboardController::press(const QString& character) {
  if (layout_ == Pinyin && pinyin_ && character.size() == 1 && pinyin_->add(character.front())) return showPage(0);
  if (layout_ == Pinyin && pinyin_ && pinyin_->composing()) {
    if (character == QStringLiteral("'")) return;
    choose(0);  // a sign after letters takes the first candidate, as everyone is used to
    settleLetters();
  }
  commit(shift_ == Lower ? character : character.toUpper());
  if (shift_ != Once) return;
  shift_ = Lower;
  emit shiftChanged();
}

void KeyboardController::space() {
  if (pinyin_ && pinyin_->composing()) return choose(0);
  commit(QStringLiteral(" "));
}

void KeyboardController::done() {
  if (pinyin_ && pinyin_->composing()) return settleLetters();
  sendKey(Qt::Key_Return, QStringLiteral("\r"));
  if (!multiLine_) close();
}

void KeyboardController::toggleSymbols() { show(layout_ == Symbols ? letters_ : Symbols); }

void KeyboardController::toggleLanguage() { show(layout_ == English ? Pinyin : English); }

void KeyboardController::backspace() {
  if (pinyin_ && pinyin_->composing()) {
    pinyin_->takeBack();
    return showPage(0);
  }
  sendKey(Qt::Key_Backspace, QStringLiteral("\b"));
}

void KeyboardController::tapShift() {
  shift_ = shift_ == Lower ? Once : shift_ == Once ? Locked : Lower;
  emit shiftChanged();
}

void KeyboardController::show(Layout layout) {
  settleLetters();
  if (layout == Pinyin && !pinyin_) layout = English;
  layout_ = layout;
  if (layout == Pinyin || layout == English) letters_ = layout;
  emit layoutChanged();
}

void KeyboardController::choose(int candidate) {
  if (!pinyin_) return;
  const auto text = pinyin_->choose(firstCandidate_ + candidate);
  if (!text.isEmpty()) commit(text);
  showPage(0);
}

void KeyboardController::close() { setOpen(false); }

/// Letters that nobody chose characters for go into the field as they are: nothing that was typed is lost.
void KeyboardController::settleLetters() {
  if (!pinyin_ || !pinyin_->composing()) return;
  auto letters = pinyin_->composed();
  letters.remove(QLatin1Char('\''));
  pinyin_->clear();
  commit(letters);
  showPage(0);
}

void KeyboardController::forget() {
  if (!pinyin_ || !pinyin_->composing()) return;
  pinyin_->clear();
  showPage(0);
}

void KeyboardController::commit(const QString& text) {
  if (focus_ == nullptr || text.isEmpty()) return;
  QInputMethodEvent event;
  event.setCommitString(text);
  QCoreApplication::sendEvent(focus_, &event);
}

/// A search follows letters, too, that nobody has chosen characters for.
void KeyboardController::tellComposed() const {
  if (focus_ == nullptr) return;
  const auto letters = composed();
  const auto cursor = QInputMethodEvent::Attribute(QInputMethodEvent::Cursor, static_cast<int>(letters.size()), 1, {});
  QInputMethodEvent event(letters, {cursor});
  QCoreApplication::sendEvent(focus_, &event);
}

void KeyboardController::sendKey(Qt::Key key, const QString& text) const {
  if (focus_ == nullptr) return;
  for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
    QKeyEvent event(type, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(focus_, &event);
  }
}

}  // namespace bf
