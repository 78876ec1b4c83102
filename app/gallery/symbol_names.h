#pragma once
// The names of all symbols, for the page that shows them.

#include <QObject>
#include <QStringList>
#include <QtQmlIntegration>

#include "app/components/icon_paths.h"

namespace bf {

class SymbolNames : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(QStringList all READ all CONSTANT)

 public:
  [[nodiscard]] QStringList all() const { return iconNames(); }
};

}  // namespace bf
