#pragma once
// Looks at a picture as a strict person would, with what the window knows beside it: is a text cut or does it lie over
// another one, can a thumb hit each control, can each word be told from its ground, does English stand among Chinese.

#include <QImage>
#include <QQuickItem>
#include <QStringList>

#include "app/theme/appearance.h"

namespace bf {

/// What is wrong, a line each: which text or control, and what. `root` is all that the window shows, `picture` what it
/// looks like at one pixel a unit.
[[nodiscard]] QStringList inspectPicture(QQuickItem& root, const QImage& picture, Appearance::Speech language);

/// (lighter + 0.05) / (darker + 0.05), relative luminance as in WCAG 2.1.
[[nodiscard]] double contrastOf(const QColor& a, const QColor& b);

}  // namespace bf
