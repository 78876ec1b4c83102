#pragma once
// The lines of a ledger in a list, as many as there are: those that a filter and a typed text leave.

#include <QAbstractListModel>
#include <QtQmlIntegration>

#include "app/ledgers/ledger.h"

namespace bf {

class LedgerModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("comes with a controller")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { HouseholdRole = Qt::UserRole + 1, KeyRole, CellsRole, ToneRole };
  using QAbstractListModel::QAbstractListModel;

  void show(Ledger ledger);
  /// Lines of this filter in which the text stands anywhere, or whose names are spelled so in Pinyin or its initials;
  /// "" leaves all.
  void narrow(std::size_t filter, const QString& text);
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

  [[nodiscard]] int count() const { return static_cast<int>(shown_.size()); }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  [[nodiscard]] bool leaves(const LedgerLine& line) const;
  void pick();
  void spell();
  Ledger ledger_;
  std::vector<std::size_t> shown_;
  std::size_t filter_ = 0;
  std::string sought_;
  std::vector<std::string> spelled_;  ///< of each line, once somebody looks for letters
};

}  // namespace bf
