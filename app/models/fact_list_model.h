#pragma once
// Lines of a page, already in words: members, visits, problems, insurance, the history of a field. One model for all
// of them, because a page shows them all the same way.

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "app/theme/tone.h"

namespace bf {

struct FactLine {
  QString key;  ///< what tapping it opens; "" opens nothing
  QString title;
  QString subtitle;
  QString symbol;
  QString badge;
  Tone::Name tone = Tone::Neutral;  ///< of symbol and badge
  QString section;                  ///< of the line; lines of one section follow each other
  bool operator==(const FactLine&) const = default;
};

class FactListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("comes with a controller")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role {
    KeyRole = Qt::UserRole + 1,
    TitleRole,
    SubtitleRole,
    SymbolRole,
    BadgeRole,
    ToneRole,
    SectionRole,
    OpensSectionRole
  };

  using QAbstractListModel::QAbstractListModel;
  /// Lines that stay the same stay in place: a page does not jump when one of them changes.
  void show(std::vector<FactLine> lines);
  [[nodiscard]] const std::vector<FactLine>& lines() const { return lines_; }

  [[nodiscard]] int count() const { return static_cast<int>(lines_.size()); }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  std::vector<FactLine> lines_;
};

}  // namespace bf
