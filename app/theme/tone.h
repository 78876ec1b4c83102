#pragma once
// What a colour and its symbol say, everywhere the same: a tone is never shown by colour alone.

#include <QObject>
#include <QtQmlIntegration>

namespace bf {

class Tone : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("names only")

 public:
  enum Name {
    Neutral,
    Primary,
    Good,     ///< met, done, safe
    Warning,  ///< a person should look again
    Bad,      ///< not met, refused, overdue
    Info,
    Unknown,  ///< not collected; never shown as if it were good
  };
  Q_ENUM(Name)
};

}  // namespace bf
