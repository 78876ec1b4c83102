#include "app/camera/code_reader.h"

#define ZX_USE_UTF8  // its text as std::string
#include <ZXing/ReadBarcode.h>

namespace bf {

std::optional<QString> codeIn(const QImage& picture) {
  const auto grey = picture.convertToFormat(QImage::Format_Grayscale8);
  if (grey.isNull()) return std::nullopt;
  const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                              static_cast<int>(grey.bytesPerLine()));
  const auto found = ZXing::ReadBarcode(view, ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode));
  if (!found.isValid()) return std::nullopt;
  return QString::fromStdString(found.text());
}

}  // namespace bf
