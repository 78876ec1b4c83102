#pragma once
// Households in a list, as many as there are: rows of the book in some order, each put into words only when it shows.
// Headings say what the order goes by: a natural village, a distance, a letter.

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/models/visit_plan.h"

namespace bf {

/// A line of the list: a row of the book, and why it is there (0: for no reason).
struct ListedHousehold {
  std::size_t row = 0;
  std::uint16_t reasons = 0;
  bool done = false;  ///< stands at the end because it was visited today
  std::string who{};  ///< the member by whom a search found it
};

class HouseholdListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("comes with a controller")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role {
    RecordRole = Qt::UserRole + 1,  ///< id, hex
    TitleRole,
    SubtitleRole,
    BadgesRole,    ///< list of {text, tone}
    VerdictsRole,  ///< of the eight items: 0 not collected, 1 not met, 2 met; empty for a household that is not judged
    PoorRole,
    HeadingRole,  ///< what this row and its neighbours have in common in this order; "": no heading
  };

  explicit HouseholdListModel(const Schema& schema, QObject* parent = nullptr);

  /// Shows these rows of the book; `book` must outlive them, null shows none. `order` is the one in which they stand.
  void show(const VillageBook* book, std::vector<ListedHousehold> rows, VisitOrder order = VisitOrder::need);
  /// Says that a row of the book changed.
  void refresh(std::size_t bookRow, std::uint16_t reasons);
  /// Says of each placed household how far it is from there; nothing: not known.
  void setHere(std::optional<EarthPoint> here);
  /// Says that every word changed.
  void reword();

  [[nodiscard]] int count() const { return static_cast<int>(rows_.size()); }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  [[nodiscard]] bool headedByVillage() const;
  [[nodiscard]] bool headedByDistance() const { return order_ == VisitOrder::distance && here_.has_value(); }
  void countHeadings();
  [[nodiscard]] QString heading(const BookRow& row) const;
  [[nodiscard]] QString subtitle(const ListedHousehold& listed) const;
  [[nodiscard]] QVariantList badges(const ListedHousehold& listed) const;
  [[nodiscard]] static QVariantList verdicts(const BookRow& row);
  const KindSpec& kind_;
  const VillageBook* book_ = nullptr;
  std::vector<ListedHousehold> rows_;
  std::optional<EarthPoint> here_;
  VisitOrder order_ = VisitOrder::need;
  std::unordered_map<std::string, int> inVillage_;  ///< rows of each natural village
  std::vector<int> inRing_;                         ///< rows of each ring of distance
};

}  // namespace bf
