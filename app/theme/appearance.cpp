#include "app/theme/appearance.h"

#include <QCoreApplication>
#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QMetaEnum>
#include <QQmlEngine>
#include <QSettings>

namespace bf {
namespace {

Language shown = Language::chinese;

/// An enum as the file has it; what the file has and this program does not know leaves `value` as it is.
template <class E>
E stored(const QSettings& settings, const char* name, E value) {
  bool known = false;
  const auto text = settings.value(QLatin1String(name)).toByteArray();
  const int number = QMetaEnum::fromType<E>().keyToValue(text.constData(), &known);
  return known ? static_cast<E>(number) : value;
}

/// A system with an input method of its own needs no keyboard of ours.
bool systemBringsItsOwn() { return !qEnvironmentVariableIsEmpty("QT_IM_MODULE"); }

}  // namespace

Language screenLanguage() { return shown; }

Appearance::Appearance(QQmlEngine* engine) : engine_(engine), keyboard_(!systemBringsItsOwn()) {
  (void)english_.load(QStringLiteral(":/i18n/bianfang_en.qm"));  // without it the texts stay Chinese
  shown = Language::chinese;
}

Appearance::~Appearance() {
  QCoreApplication::removeTranslator(&english_);
  shown = Language::chinese;
}

Appearance* Appearance::create(QQmlEngine* engine, QJSEngine*) { return new Appearance(engine); }

Appearance* Appearance::of(QQmlEngine& engine) {
  return engine.singletonInstance<Appearance*>(qmlTypeId("Bianfang.Theme", 1, 0, "Appearance"));
}

QString Appearance::family() { return QGuiApplication::font().family(); }

void Appearance::keepIn(const QString& file) {
  const QSettings settings(file, QSettings::IniFormat);
  setScheme(stored(settings, "scheme", scheme_));
  setTextSize(stored(settings, "textSize", textSize_));
  setLanguage(stored(settings, "language", language_));
  setKeyboard(settings.value(QStringLiteral("keyboard"), keyboard_).toBool());
  file_ = file;
}

void Appearance::keep(const char* name, const QVariant& value) const {
  if (file_.isEmpty()) return;
  QSettings settings(file_, QSettings::IniFormat);
  settings.setValue(QLatin1String(name), value);
}

void Appearance::setScheme(Scheme scheme) {
  if (scheme == scheme_) return;
  scheme_ = scheme;
  keep("scheme", QString::fromLatin1(QMetaEnum::fromType<Scheme>().valueToKey(scheme)));
  emit schemeChanged();
}

void Appearance::setTextSize(TextSize size) {
  if (size == textSize_) return;
  textSize_ = size;
  keep("textSize", QString::fromLatin1(QMetaEnum::fromType<TextSize>().valueToKey(size)));
  emit textSizeChanged();
}

void Appearance::setLanguage(Speech language) {
  if (language == language_) return;
  language_ = language;
  shown = language == English ? Language::english : Language::chinese;
  QLocale::setDefault(language == English ? QLocale(QLocale::English, QLocale::China)
                                          : QLocale(QLocale::Chinese, QLocale::China));
  if (language == English) QCoreApplication::installTranslator(&english_);
  else QCoreApplication::removeTranslator(&english_);
  if (engine_ != nullptr) engine_->retranslate();
  keep("language", QString::fromLatin1(QMetaEnum::fromType<Speech>().valueToKey(language)));
  emit languageChanged();
}

void Appearance::setKeyboard(bool keyboard) {
  if (keyboard == keyboard_) return;
  keyboard_ = keyboard;
  keep("keyboard", keyboard);
  emit keyboardChanged();
}

void prepareApplication() {
  QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
  // Noto draws both scripts in one hand; without the name some systems take the Japanese forms of characters.
  QFont font;
  font.setFamilies({QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
                    QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei"),
                    QStringLiteral("Sans Serif")});
  QGuiApplication::setFont(font);
}

}  // namespace bf
