#pragma once
// The keyboard on the screen, without its keys: opens when a field wants text, turns letters into characters, and hands
// text to the field that has the focus, as an input method of the system would: what is being composed stands in the
// field already, as text that is not settled.

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QtQmlIntegration>
#include <memory>

#include "app/keyboard/pinyin_engine.h"

namespace bf {

class KeyboardController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(bool enabled READ enabled WRITE setEnabled NOTIFY enabledChanged)
  Q_PROPERTY(bool open READ open NOTIFY openChanged)
  Q_PROPERTY(Layout layout READ layout NOTIFY layoutChanged)
  Q_PROPERTY(QString extraKeys READ extraKeys NOTIFY layoutChanged)
  Q_PROPERTY(bool textAllowed READ textAllowed NOTIFY layoutChanged)
  Q_PROPERTY(bool multiLine READ multiLine NOTIFY layoutChanged)
  Q_PROPERTY(Shift shift READ shift NOTIFY shiftChanged)
  Q_PROPERTY(QString composed READ composed NOTIFY candidatesChanged)
  Q_PROPERTY(QStringList candidates READ candidates NOTIFY candidatesChanged)
  Q_PROPERTY(bool hasMore READ hasMore NOTIFY candidatesChanged)
  Q_PROPERTY(bool hasLess READ hasLess NOTIFY candidatesChanged)
  Q_PROPERTY(bool pinyinWorks READ pinyinWorks NOTIFY openChanged)

 public:
  enum Layout { Pinyin, English, Symbols, Digits };
  Q_ENUM(Layout)
  enum Shift { Lower, Once, Locked };
  Q_ENUM(Shift)

  explicit KeyboardController(QObject* parent = nullptr);
  ~KeyboardController() override;

  /// Where the words that a person chose are learnt; said before the first keyboard is made. See PinyinEngine::open.
  static void learnIn(const QString& userWords);

  [[nodiscard]] bool enabled() const { return enabled_; }
  void setEnabled(bool enabled);
  [[nodiscard]] bool open() const { return open_; }
  [[nodiscard]] Layout layout() const { return layout_; }
  /// Of the digits: what this field needs beside them, "X" of an ID number, "." and "-" of a number.
  [[nodiscard]] QString extraKeys() const { return extraKeys_; }
  /// Whether the field takes letters: else there is no way from the digits to them.
  [[nodiscard]] bool textAllowed() const { return textAllowed_; }
  [[nodiscard]] bool multiLine() const { return multiLine_; }
  [[nodiscard]] Shift shift() const { return shift_; }
  [[nodiscard]] QString composed() const;
  [[nodiscard]] QStringList candidates() const { return candidates_; }
  [[nodiscard]] bool hasMore() const;
  [[nodiscard]] bool hasLess() const { return firstCandidate_ > 0; }
  /// False without a dictionary: then there is no layout for Pinyin. Known once the keyboard has opened.
  [[nodiscard]] bool pinyinWorks() const { return pinyin_ != nullptr; }

  /// A key with a character.
  Q_INVOKABLE void press(const QString& character);
  Q_INVOKABLE void space();
  /// A new line where there can be one; else the field is done: it is told, and the keyboard closes.
  Q_INVOKABLE void done();
  Q_INVOKABLE void toggleSymbols();
  Q_INVOKABLE void toggleLanguage();
  Q_INVOKABLE void backspace();
  Q_INVOKABLE void tapShift();
  Q_INVOKABLE void show(Layout layout);
  Q_INVOKABLE void choose(int candidate);
  Q_INVOKABLE void turnPage(int by);
  /// Closes it until a field gets the focus again.
  Q_INVOKABLE void close();

 signals:
  void enabledChanged();
  void openChanged();
  void layoutChanged();
  void shiftChanged();
  void candidatesChanged();

 protected:
  /// A key of a real keyboard closes ours; a finger on a field opens it again.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private slots:
  /// The field was emptied: what was being composed for it is gone, too.
  void forget();

 private:
  /// Reads the dictionary, before the keyboard first opens: an app that only shows does not wait for it.
  void prepare();
  void follow(QObject* focus);
  void setOpen(bool open);
  void readHints();
  void commit(const QString& text);
  void tellComposed() const;
  void sendKey(Qt::Key key, const QString& text) const;
  void settleLetters();
  void showPage(int first);
  std::unique_ptr<PinyinEngine> pinyin_;
  QPointer<QObject> focus_;
  QStringList candidates_;
  QString extraKeys_;
  Layout layout_ = Pinyin;
  Layout letters_ = Pinyin;  ///< the layout for text that was used last
  Shift shift_ = Lower;
  int firstCandidate_ = 0;
  bool enabled_ = true;
  bool prepared_ = false;
  bool open_ = false;
  bool realKeyboard_ = false;
  bool finger_ = false;  ///< touched the screen since the last real key
  bool textAllowed_ = true;
  bool multiLine_ = false;
};

}  // namespace bf
