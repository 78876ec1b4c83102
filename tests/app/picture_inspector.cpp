#include "tests/app/picture_inspector.h"

#include <QHash>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <vector>

namespace bf {
namespace {

constexpr double thumb = 48;            ///< a control is at least so high and wide
constexpr double legible = 4.5;         ///< WCAG 2.1, 1.4.3
constexpr double overlapAllowed = 0.1;  ///< of the smaller text: line boxes are higher than their letters

/// Written so in Chinese, too: units, grades, the language's own name, and what a person of the sample types.
const QStringList& latinInChinese() {
  static const QStringList known{"bianfang", "kB", "MB", "GPS", "PIN", "ID",      "km",
                                 "m",        "A",  "B",  "C",   "D",   "English", "qqqq"};
  return known;
}

struct Seen {
  QQuickItem* item = nullptr;
  QRectF at;  ///< what can be seen of it
};

bool isText(const QQuickItem& item) { return item.inherits("QQuickText"); }

/// Where its letters are, in its own coordinates.
QRectF lettersOf(const QQuickItem& text) {
  const auto width = text.property("contentWidth").toReal();
  const auto height = text.property("contentHeight").toReal();
  const auto across = text.property("effectiveHorizontalAlignment").toInt();
  const auto down = text.property("verticalAlignment").toInt();
  const auto left = across == Qt::AlignRight     ? text.width() - width
                    : across == Qt::AlignHCenter ? (text.width() - width) / 2
                                                 : 0.0;
  const auto top = down == Qt::AlignBottom    ? text.height() - height
                   : down == Qt::AlignVCenter ? (text.height() - height) / 2
                                              : 0.0;
  return {left + text.property("leftPadding").toReal(), top + text.property("topPadding").toReal(), width, height};
}

/// A sheet over the page: what lies behind its veil is not to be read.
QQuickItem* frontOf(QQuickItem& root) {
  for (auto* child : root.childItems()) {
    if (!child->inherits("QQuickOverlay") || !child->isVisible()) continue;
    const auto parts = child->childItems();
    const bool veiled = std::ranges::any_of(parts, [&](auto* part) {
      return part->isVisible() && part->opacity() > 0 && part->width() >= root.width() &&
             part->height() >= root.height() && !part->inherits("QQuickPopupItem");
    });
    if (veiled) return child;
  }
  return &root;
}

/// All that can be seen below `item`, with the part of it that no edge cuts off.
void collect(QQuickItem& item, const QRectF& window, std::vector<Seen>& into) {
  if (!item.isVisible() || item.opacity() == 0) return;
  const auto own = item.mapRectToScene(isText(item) ? lettersOf(item) : QRectF(QPointF(), item.size()));
  if (const auto seen = own & window; !seen.isEmpty()) into.push_back({&item, seen});
  const auto room = item.clip() ? window & item.mapRectToScene(item.boundingRect()) : window;
  for (auto* child : item.childItems()) collect(*child, room, into);
}

QString nameOf(const QQuickItem& item) {
  auto text = item.property("text").toString();
  for (const auto* outer = &item; text.isEmpty() && outer != nullptr; outer = outer->parentItem())
    text = outer->objectName();
  return QStringLiteral("\"%1\"").arg(text.left(40).replace(QLatin1Char('\n'), QLatin1Char(' ')));
}

double opacityOf(const QQuickItem& item) {
  double all = 1;
  for (const auto* outer = &item; outer != nullptr; outer = outer->parentItem()) all *= outer->opacity();
  return all;
}

/// The colour that most of the picture has there.
QColor groundOf(const QImage& picture, const QRectF& at) {
  QHash<QRgb, int> counts;
  const auto area = at.toAlignedRect() & picture.rect();
  for (int y = area.top(); y <= area.bottom(); ++y)
    for (int x = area.left(); x <= area.right(); ++x) ++counts[picture.pixel(x, y)];
  QRgb most = 0;
  int times = 0;
  for (auto it = counts.cbegin(); it != counts.cend(); ++it)
    if (it.value() > times) most = it.key(), times = it.value();
  return QColor::fromRgb(most);
}

QColor blended(const QColor& ink, const QColor& ground, double opacity) {
  const auto part = [&](double a, double b) { return a * opacity + b * (1 - opacity); };
  return QColor::fromRgbF(float(part(ink.redF(), ground.redF())), float(part(ink.greenF(), ground.greenF())),
                          float(part(ink.blueF(), ground.blueF())));
}

void inspectText(const Seen& seen, const QImage& picture, Appearance::Speech language, QStringList& found) {
  const auto& text = *seen.item;
  const auto say = [&](const QString& what) { found << nameOf(text) + QLatin1Char(' ') + what; };
  if (text.property("truncated").toBool()) say(QStringLiteral("is cut"));
  const auto letters = lettersOf(text);
  if (letters.width() > text.width() + 1) say(QStringLiteral("is wider than its room"));
  if (letters.height() > text.height() + 1) say(QStringLiteral("is higher than its room"));
  if (text.isEnabled()) {
    const auto ground = groundOf(picture, seen.at);
    const auto color = text.property("color").value<QColor>();
    const auto ratio = contrastOf(blended(color, ground, opacityOf(text) * color.alphaF()), ground);
    if (ratio < legible) say(QStringLiteral("has a contrast of %1").arg(ratio, 0, 'f', 2));
  }
  if (language != Appearance::Chinese) return;
  static const QRegularExpression latin(QStringLiteral("[A-Za-z]+"));
  for (auto it = latin.globalMatch(text.property("text").toString()); it.hasNext();)
    if (const auto word = it.next().captured(); !latinInChinese().contains(word))
      say(QStringLiteral("has English: ") + word);
}

/// What lies on a card ends with it.
void inspectCard(const Seen& seen, QStringList& found) {
  const auto at = isText(*seen.item) ? lettersOf(*seen.item) : QRectF(QPointF(), seen.item->size());
  for (const auto* outer = seen.item->parentItem(); outer != nullptr; outer = outer->parentItem()) {
    if (!QByteArray(outer->metaObject()->className()).startsWith("Card")) continue;
    const auto within = seen.item->mapRectToItem(outer, at);
    if (within.left() < -1 || within.right() > outer->width() + 1)
      found << nameOf(*seen.item) + QStringLiteral(" runs out of its card");
    return;
  }
}

void inspectControl(const Seen& seen, QStringList& found) {
  const auto& item = *seen.item;
  if (item.width() < thumb || item.height() < thumb)
    found << QStringLiteral("%1 %2 is %3 x %4")
                 .arg(QLatin1String(item.metaObject()->className()), nameOf(item))
                 .arg(item.width())
                 .arg(item.height());
}

void inspectOverlaps(const std::vector<Seen>& texts, QStringList& found) {
  const auto area = [](const QRectF& rect) { return rect.width() * rect.height(); };
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      const auto both = texts[i].at & texts[j].at;
      if (both.isEmpty() || area(both) < overlapAllowed * std::min(area(texts[i].at), area(texts[j].at))) continue;
      found << nameOf(*texts[i].item) + QStringLiteral(" lies over ") + nameOf(*texts[j].item);
    }
}

}  // namespace

QStringList inspectPicture(QQuickItem& root, const QImage& picture, Appearance::Speech language) {
  std::vector<Seen> all, texts;
  collect(*frontOf(root), QRectF(QPointF(), root.size()), all);
  QStringList found;
  for (const auto& seen : all) {
    const bool control = seen.item->inherits("QQuickAbstractButton");
    if (control) inspectControl(seen, found);
    if (control || isText(*seen.item)) inspectCard(seen, found);
    if (!isText(*seen.item) || seen.item->property("text").toString().isEmpty()) continue;
    inspectText(seen, picture, language, found);
    texts.push_back(seen);
  }
  inspectOverlaps(texts, found);
  return found;
}

double contrastOf(const QColor& a, const QColor& b) {
  const auto light = [](const QColor& color) {
    const auto part = [](double value) {
      return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
  };
  const double one = light(a) + 0.05;
  const double two = light(b) + 0.05;
  return std::max(one, two) / std::min(one, two);
}

}  // namespace bf
