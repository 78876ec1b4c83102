#pragma once
// The answers that a question offers, in the order of the code list, with those that are chosen now. A retired choice
// is offered only where it is the answer already.

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "shared/schema/schema.h"

namespace bf {

class ChoiceModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("comes with a FieldController")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { NumberRole = Qt::UserRole + 1, LabelRole, ChosenRole };

  explicit ChoiceModel(std::vector<Choice> choices, QObject* parent = nullptr);
  /// Offers others: regions, say, which no schema knows.
  void offer(std::vector<Choice> choices);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
  [[nodiscard]] int count() const { return static_cast<int>(offered_.size()); }

  /// "" for a number that is not among them.
  [[nodiscard]] QString labelOf(std::int64_t number) const;
  void setChosen(std::vector<std::int64_t> chosen);
  void setLanguage(Language language);
  /// Only those whose label, other names or code contain the text, or whose label is spelled so in Pinyin or initials;
  /// all for an empty one.
  Q_INVOKABLE void find(const QString& text);

 signals:
  void countChanged();

 private:
  [[nodiscard]] bool isChosen(std::int64_t number) const;
  [[nodiscard]] bool offers(const Choice& choice) const;
  void offerAgain();
  std::vector<Choice> choices_;
  std::vector<const Choice*> offered_;  ///< into choices_
  std::vector<std::int64_t> chosen_;
  QString sought_;
  Language language_ = Language::chinese;
};

}  // namespace bf
