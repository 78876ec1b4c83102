#include "app/forms/field_value.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <algorithm>

#include "shared/schema/id_number.h"

namespace bf {
namespace {

constexpr int chinaSeconds = 8 * 3600;  // one zone, no summer time since 1992

QString dayText(std::int64_t day, Language language) {
  if (!isDate(day)) return QString::number(day);
  const auto year = day / 10000;
  const auto month = day / 100 % 100;
  return language == Language::chinese
             ? QStringLiteral("%1年%2月%3日").arg(year).arg(month).arg(day % 100)
             : QLocale(QLocale::English)
                   .toString(QDate(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day % 100)),
                             QStringLiteral("d MMM yyyy"));
}

QString instantWords(std::int64_t micros, Language language) {
  const auto time = QDateTime::fromMSecsSinceEpoch(micros / 1000, Qt::OffsetFromUTC, chinaSeconds);
  return language == Language::chinese ? time.toString(QStringLiteral("yyyy年M月d日 HH:mm"))
                                       : QLocale(QLocale::English).toString(time, QStringLiteral("d MMM yyyy, HH:mm"));
}

/// Of fen: "24,700", and the fen only where there are any.
QString moneyText(std::int64_t fen) {
  constexpr std::int64_t inYuan = 100;
  return QLocale(QLocale::English).toString(static_cast<double>(fen) / inYuan, 'f', fen % inYuan == 0 ? 0 : 2);
}

QString numberWords(const FieldSpec& field, std::int64_t number, Language language) {
  switch (field.question) {
    case Question::date: return dayText(number, language);
    case Question::instant: return instantWords(number, language);
    case Question::month:
      return language == Language::chinese ? QStringLiteral("%1年%2月").arg(number / 100).arg(number % 100)
                                           : QString::fromStdString(display(field, number, language));
    default: break;
  }
  const auto text =
      field.question == Question::money ? moneyText(number) : QString::fromStdString(display(field, number, language));
  const auto unit = QString::fromStdString(field.unit.in(language));
  return unit.isEmpty() || field.type == FieldType::choice ? text : text + QLatin1Char(' ') + unit;
}

}  // namespace

QVariant toVariant(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return QVariant::fromValue<qint64>(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return QString::fromStdString(*text);
  QVariantList list;
  if (const auto* choices = std::get_if<std::vector<std::int64_t>>(&value)) {
    for (const auto number : *choices) list.push_back(QVariant::fromValue<qint64>(number));
    return list;
  }
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    QStringList words;
    for (const auto& text : *texts) words.push_back(QString::fromStdString(text));
    return words;
  }
  return {};
}

Value toValue(const FieldSpec& field, const QVariant& variant) {
  if (!variant.isValid() || variant.isNull()) return {};
  switch (field.type) {
    case FieldType::boolean: return variant.toBool();
    case FieldType::integer:
    case FieldType::choice: {
      bool read = false;
      const auto number = variant.toLongLong(&read);
      return read ? Value{static_cast<std::int64_t>(number)} : Value{};
    }
    case FieldType::text: return variant.toString().toStdString();
    case FieldType::bytes: return variant.toByteArray().toStdString();
    case FieldType::choices: {
      std::vector<std::int64_t> numbers;
      for (const auto& one : variant.toList()) numbers.push_back(one.toLongLong());
      std::ranges::sort(numbers);
      return numbers;
    }
    case FieldType::texts: {
      std::vector<std::string> texts;
      for (const auto& one : variant.toStringList()) texts.push_back(one.toStdString());
      return texts;
    }
  }
  return {};
}

Value valueIn(const FieldSpec& field, const std::vector<Field>& fields) {
  const auto at = std::ranges::find(fields, field.number, &Field::number);
  if (at == fields.end()) return {};
  auto value = decodeValue(field, at->wire);
  return value ? std::move(*value) : Value{};
}

QString readable(const FieldSpec& field, const Value& value, Language language) {
  if (field.type == FieldType::bytes) return {};
  if (const auto* number = std::get_if<std::int64_t>(&value)) return numberWords(field, *number, language);
  return QString::fromStdString(display(field, value, language));
}

QString editable(const FieldSpec& field, const Value& value) {
  if (field.type == FieldType::bytes) return {};
  // A moment that a machine noted has parts of a second that nobody types.
  if (const auto* moment = std::get_if<std::int64_t>(&value); moment != nullptr && field.question == Question::instant)
    return QString::fromStdString(display(field, *moment / 1'000'000 * 1'000'000, Language::chinese));
  return QString::fromStdString(display(field, value, Language::chinese));
}

}  // namespace bf
