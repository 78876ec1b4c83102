#include "app/models/words.h"

#include <QDate>
#include <QLocale>
#include <cmath>

namespace bf {
namespace {

QDate dateOf(Day day) { return {day / 10000, day / 100 % 100, day % 100}; }

}  // namespace

QString dayWords(Day day, Day today) {
  const auto date = dateOf(day);
  if (!date.isValid()) return {};
  const bool sameYear = yearOf(day) == yearOf(today);
  if (screenLanguage() == Language::chinese)
    return date.toString(sameYear ? QStringLiteral("M月d日") : QStringLiteral("yyyy年M月d日"));
  return QLocale(QLocale::English).toString(date, sameYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

QString agoWords(Day day, Day today) {
  if (day == 0) return {};
  const int days = daysBetween(day, today);
  constexpr int shortMonth = 30;
  if (days <= 0) return words("今天", "today");
  if (days == 1) return words("昨天", "yesterday");
  if (days < 2 * shortMonth) return words("%1天前", "%1 days ago").arg(days);
  return words("%1个月前", "%1 months ago").arg(days / shortMonth);
}

QString farWords(double metres) {
  constexpr double kilometre = 1000, step = 10;
  if (metres < kilometre) return words("约%1米", "about %1 m").arg(std::round(metres / step) * step);
  return words("约%1公里", "about %1 km").arg(metres / kilometre, 0, 'f', 1);
}

QString choiceWords(const KindSpec& kind, std::string_view field, std::int64_t choice) {
  const auto* spec = kind.fieldByName(field);
  const auto* chosen = spec == nullptr ? nullptr : spec->choice(choice);
  return chosen == nullptr ? QString() : words(chosen->label);
}

QString countWords(std::size_t count) { return QLocale(QLocale::English).toString(static_cast<qulonglong>(count)); }

QString yuanWords(std::int64_t fen) {
  constexpr double fenInYuan = 100;
  return QLocale(QLocale::English).toString(static_cast<double>(fen) / fenInYuan, 'f', 2);
}

QString errorWords(const Error& error) { return QString::fromStdString(describe({error.code, {}}, screenLanguage())); }

}  // namespace bf
