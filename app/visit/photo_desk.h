#pragma once
// What photos need of the page that they are taken on: who takes them, of whose house, and to which records they
// belong.

#include <QObject>
#include <optional>
#include <string>
#include <vector>

#include "app/controllers/place_source.h"
#include "app/controllers/tablet_session.h"
#include "app/models/household_file.h"

namespace bf {

/// What is written into a photo; what is not known is left out.
struct PhotoBy {
  std::string household;  ///< head and number
  std::string visitor;
  std::optional<PlaceFix> place;
};

class PhotoDesk : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;
  [[nodiscard]] virtual TabletSession& session() = 0;
  /// Nothing is added any more.
  [[nodiscard]] virtual bool finished() const = 0;
  [[nodiscard]] virtual PhotoBy photoBy() const = 0;
  /// The household with all that hangs from it; valid until refresh().
  [[nodiscard]] virtual const RecordFile& file() const = 0;
  /// Evidence of a record, in order; valid until refresh().
  [[nodiscard]] virtual std::vector<const FileRecord*> evidenceOf(const RecordId& record) const = 0;
  /// What photos of the house, and of a stage of its renovation, belong to; zero: this page takes none.
  [[nodiscard]] virtual RecordId house() const { return {}; }
  [[nodiscard]] virtual RecordId stage() const { return {}; }
  /// Reads again what was saved elsewhere.
  virtual void refresh() = 0;

 signals:
  /// Something was saved, or could not be.
  void changed();
};

}  // namespace bf
