#pragma once
// A QR code as a camera sees it.

#include <QImage>
#include <string>

namespace bf::test {

inline constexpr QSize seenSize{800, 600};

/// In the middle of a grey wall, `side` pixels wide and turned by `degrees`.
[[nodiscard]] QImage drawnCode(const std::string& text, int side, double degrees = 0);

}  // namespace bf::test
