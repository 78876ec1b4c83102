#include "app/models/fact_list_model.h"

namespace bf {

void FactListModel::show(std::vector<FactLine> lines) {
  if (lines.size() == lines_.size()) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i] == lines_[i]) continue;
      lines_[i] = std::move(lines[i]);
      const auto at = index(static_cast<int>(i));
      emit dataChanged(at, at);
    }
    return;
  }
  beginResetModel();
  lines_ = std::move(lines);
  endResetModel();
  emit countChanged();
}

int FactListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> FactListModel::roleNames() const {
  return {{KeyRole, "key"},     {TitleRole, "title"}, {SubtitleRole, "subtitle"}, {SymbolRole, "symbol"},
          {BadgeRole, "badge"}, {ToneRole, "tone"},   {SectionRole, "section"},   {OpensSectionRole, "opensSection"}};
}

QVariant FactListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& line = lines_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case KeyRole: return line.key;
    case Qt::DisplayRole:
    case TitleRole: return line.title;
    case SubtitleRole: return line.subtitle;
    case SymbolRole: return line.symbol;
    case BadgeRole: return line.badge;
    case ToneRole: return line.tone;
    case SectionRole: return line.section;
    case OpensSectionRole:
      return !line.section.isEmpty() &&
             (index.row() == 0 || lines_[static_cast<std::size_t>(index.row()) - 1].section != line.section);
    default: return {};
  }
}

}  // namespace bf
