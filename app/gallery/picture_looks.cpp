#include "app/gallery/picture_looks.h"

#include <QCoreApplication>

namespace bf {

void wear(Appearance& appearance, const PictureLook& look) {
  appearance.setLanguage(look.language);
  appearance.setScheme(look.scheme);
  appearance.setTextSize(look.textSize);
}

void settleWindow() {
  for (int round = 0; round < 10; ++round) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
  }
}

}  // namespace bf
