#pragma once
// The symbols as strokes of width 2 on a field of 24 by 24, in the path language of SVG. Drawn for this project.

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace bf {

/// Empty for a name that there is not.
[[nodiscard]] QByteArray iconPath(const QString& name);
/// Ascending.
[[nodiscard]] QStringList iconNames();

}  // namespace bf
