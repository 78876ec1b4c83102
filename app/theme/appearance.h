#pragma once
// How the app looks to the person who holds it: colours, text size, language, and whether our own keyboard opens.
// One object an engine, made by it; Theme follows from it. What is chosen is kept in a file once one is named.

#include <QObject>
#include <QTranslator>
#include <QtQmlIntegration>

#include "shared/base/error.h"

class QJSEngine;
class QQmlEngine;

namespace bf {

/// The language of the texts on the screen now. The program has one, whatever number of windows.
[[nodiscard]] Language screenLanguage();

class Appearance : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(Scheme scheme READ scheme WRITE setScheme NOTIFY schemeChanged)
  Q_PROPERTY(TextSize textSize READ textSize WRITE setTextSize NOTIFY textSizeChanged)
  Q_PROPERTY(Speech language READ language WRITE setLanguage NOTIFY languageChanged)
  Q_PROPERTY(bool keyboard READ keyboard WRITE setKeyboard NOTIFY keyboardChanged)
  Q_PROPERTY(QString family READ family CONSTANT)

 public:
  enum Scheme { Light, Dark, HighContrast };
  Q_ENUM(Scheme)
  enum TextSize { Normal, Large, Largest };
  Q_ENUM(TextSize)
  enum Speech { Chinese, English };
  Q_ENUM(Speech)

  /// `engine` translates the texts on the screen again when the language changes; not owned.
  explicit Appearance(QQmlEngine* engine);
  ~Appearance() override;
  static Appearance* create(QQmlEngine* engine, QJSEngine* scripts);
  /// The one of an engine.
  [[nodiscard]] static Appearance* of(QQmlEngine& engine);

  /// Takes what the file says, and writes every later choice to it. A file that cannot be read changes nothing.
  void keepIn(const QString& file);

  [[nodiscard]] Scheme scheme() const { return scheme_; }
  [[nodiscard]] TextSize textSize() const { return textSize_; }
  [[nodiscard]] Speech language() const { return language_; }
  [[nodiscard]] bool keyboard() const { return keyboard_; }
  /// The font of every text: controls of Qt would take another one for Latin letters.
  [[nodiscard]] static QString family();
  void setScheme(Scheme scheme);
  void setTextSize(TextSize size);
  void setLanguage(Speech language);
  void setKeyboard(bool keyboard);

 signals:
  void schemeChanged();
  void textSizeChanged();
  void languageChanged();
  void keyboardChanged();

 private:
  void keep(const char* name, const QVariant& value) const;
  QQmlEngine* engine_;
  QTranslator english_;
  QString file_;
  Scheme scheme_ = Light;
  TextSize textSize_ = Normal;
  Speech language_ = Chinese;
  bool keyboard_;
};

/// Names the fonts and other things that must be said before the first window. To be called once in main().
void prepareApplication();

}  // namespace bf
