#pragma once
// The text of a QR code (ISO/IEC 18004) in a picture.

#include <QImage>
#include <QString>
#include <optional>

namespace bf {

/// Upright, turned or a little aslant; nothing when there is no code, or none that can be read without a guess.
[[nodiscard]] std::optional<QString> codeIn(const QImage& picture);

}  // namespace bf
