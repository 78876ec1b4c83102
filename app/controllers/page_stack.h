#pragma once
// The pages above a place of the app, the last one in front. Each is a QML file and the controller that it needs; the
// stack owns the controllers and lets them go when their page closes.

#include <QAbstractListModel>
#include <QUrl>
#include <QtQmlIntegration>
#include <vector>

namespace bf {

class PageStack : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { SourceRole = Qt::UserRole + 1, ControllerRole };

  using QAbstractListModel::QAbstractListModel;

  /// Opens a page in front of the others. Its QML file has `required property … controller`; the stack takes the
  /// controller over.
  void open(const QUrl& source, QObject* controller);
  /// Closes the page in front.
  Q_INVOKABLE void back();
  /// Closes all.
  Q_INVOKABLE void clear();

  [[nodiscard]] int count() const { return static_cast<int>(pages_.size()); }
  /// The controller of the page in front; null without one.
  [[nodiscard]] QObject* front() const { return pages_.empty() ? nullptr : pages_.back().controller; }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void countChanged();

 private:
  struct Page {
    QUrl source;
    QObject* controller;
  };
  std::vector<Page> pages_;
};

}  // namespace bf
