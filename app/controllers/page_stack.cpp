#include "app/controllers/page_stack.h"

#include <QQmlEngine>

namespace bf {

void PageStack::open(const QUrl& source, QObject* controller) {
  controller->setParent(this);
  QQmlEngine::setObjectOwnership(controller, QQmlEngine::CppOwnership);
  beginInsertRows({}, count(), count());
  pages_.push_back({source, controller});
  endInsertRows();
  emit countChanged();
}

void PageStack::back() {
  if (pages_.empty()) return;
  auto* controller = pages_.back().controller;
  beginRemoveRows({}, count() - 1, count() - 1);
  pages_.pop_back();
  endRemoveRows();
  // The page that showed it goes with the events of this turn; its controller after it.
  controller->deleteLater();
  emit countChanged();
}

void PageStack::clear() {
  while (!pages_.empty()) back();
}

int PageStack::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> PageStack::roleNames() const { return {{SourceRole, "source"}, {ControllerRole, "controller"}}; }

QVariant PageStack::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& page = pages_[static_cast<std::size_t>(index.row())];
  if (role == SourceRole) return page.source;
  return role == ControllerRole ? QVariant::fromValue(page.controller) : QVariant();
}

}  // namespace bf
