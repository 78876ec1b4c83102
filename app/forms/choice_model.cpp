#include "app/forms/choice_model.h"

#include <algorithm>

#include "shared/store/pinyin.h"

namespace bf {

ChoiceModel::ChoiceModel(std::vector<Choice> choices, QObject* parent)
    : QAbstractListModel(parent), choices_(std::move(choices)) {
  offerAgain();
}

void ChoiceModel::offer(std::vector<Choice> choices) {
  beginResetModel();
  choices_ = std::move(choices);
  offered_.clear();
  endResetModel();
  offerAgain();
}

QString ChoiceModel::labelOf(std::int64_t number) const {
  const auto at = std::ranges::find(choices_, number, &Choice::number);
  return at == choices_.end() ? QString() : QString::fromStdString(at->label.in(language_));
}

int ChoiceModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant ChoiceModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& choice = *offered_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case NumberRole: return QVariant::fromValue<qint64>(choice.number);
    case Qt::DisplayRole:
    case LabelRole: return QString::fromStdString(choice.label.in(language_));
    case ChosenRole: return isChosen(choice.number);
    default: return {};
  }
}

QHash<int, QByteArray> ChoiceModel::roleNames() const {
  return {{NumberRole, "number"}, {LabelRole, "label"}, {ChosenRole, "chosen"}};
}

bool ChoiceModel::isChosen(std::int64_t number) const { return std::ranges::find(chosen_, number) != chosen_.end(); }

bool ChoiceModel::offers(const Choice& choice) const {
  if (choice.retired && !isChosen(choice.number)) return false;
  if (sought_.isEmpty()) return true;
  const auto has = [&](const std::string& text) {
    return QString::fromStdString(text).contains(sought_, Qt::CaseInsensitive);
  };
  if (has(choice.label.zh) || has(choice.label.en) || has(choice.code) || std::ranges::any_of(choice.also, has))
    return true;
  const auto typed = sought_.toLower().toStdString();
  return std::ranges::any_of(nameTerms(choice.label.zh), [&](const auto& term) { return term.starts_with(typed); });
}

void ChoiceModel::offerAgain() {
  std::vector<const Choice*> offered;
  for (const auto& choice : choices_)
    if (offers(choice)) offered.push_back(&choice);
  if (offered == offered_) return;
  beginResetModel();
  offered_ = std::move(offered);
  endResetModel();
  emit countChanged();
}

void ChoiceModel::setChosen(std::vector<std::int64_t> chosen) {
  if (chosen == chosen_) return;
  chosen_ = std::move(chosen);
  offerAgain();
  if (count() > 0) emit dataChanged(index(0), index(count() - 1), {ChosenRole});
}

void ChoiceModel::setLanguage(Language language) {
  if (language == language_) return;
  language_ = language;
  if (count() > 0) emit dataChanged(index(0), index(count() - 1), {LabelRole, Qt::DisplayRole});
}

void ChoiceModel::find(const QString& text) {
  sought_ = text.trimmed();
  offerAgain();
}

}  // namespace bf
