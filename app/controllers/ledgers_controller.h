#pragma once
// The page of the ledgers: which one, which of its lines. Ledgers of records are read on a thread of their own, so that
// nobody waits for a clerk's 25,000 visits: one reading at a time, whatever is edited meanwhile is one more after it.

#include <QObject>
#include <QThread>
#include <QtQmlIntegration>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "app/controllers/tablet_session.h"
#include "app/ledgers/ledger_model.h"

namespace bf {

class LedgersController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("of TabletApp")
  Q_PROPERTY(QList<QString> kinds READ kinds NOTIFY changed)
  Q_PROPERTY(int kind READ kind NOTIFY changed)
  Q_PROPERTY(QVariantList columns READ columns NOTIFY changed)
  Q_PROPERTY(QVariantList filters READ filters NOTIFY changed)
  Q_PROPERTY(int filter READ filter NOTIFY changed)
  Q_PROPERTY(QString counted READ counted NOTIFY changed)
  Q_PROPERTY(bf::LedgerModel* lines READ lines CONSTANT)
  Q_PROPERTY(bool loading READ loading NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(QString place READ place NOTIFY changed)

 public:
  /// `session` outlives the controller.
  explicit LedgersController(TabletSession& session, QObject* parent = nullptr);
  ~LedgersController() override;

  [[nodiscard]] QStringList kinds() const;
  [[nodiscard]] int kind() const { return static_cast<int>(kind_); }
  /// {name, weight, essential}
  [[nodiscard]] QVariantList columns() const;
  /// {text, count}; a count below 0 says nothing
  [[nodiscard]] QVariantList filters() const;
  [[nodiscard]] int filter() const { return filter_; }
  /// How many there are of each sort in a ledger of several; "": its lines are all of one.
  [[nodiscard]] QString counted() const;
  [[nodiscard]] LedgerModel* lines() { return &lines_; }
  [[nodiscard]] bool loading() const { return loading_; }
  /// Why the ledger could not be read; "": it was, or is being read.
  [[nodiscard]] QString problem() const;
  [[nodiscard]] QString place() const;

  /// Another ledger; until it is read there are no lines and no filters.
  Q_INVOKABLE void setKind(int kind);
  Q_INVOKABLE void setFilter(int filter);
  /// Lines in which the text stands.
  Q_INVOKABLE void search(const QString& text);
  Q_INVOKABLE void reword() { read(); }
  Q_INVOKABLE void tryAgain() { read(); }

 signals:
  void changed();

 private:
  /// What was read, to be joined with the names of the book.
  using Join = std::function<Ledger(const VillageBook& book)>;
  struct Question {
    LedgerKind kind = LedgerKind::poor;
    RegionCode region = 0;
    Day today = 0;
    Language language = Language::chinese;
  };
  void read();
  void readRecords();
  [[nodiscard]] Result<Join> readNow(const Question& question) const;
  void readEnded(LedgerKind kind, const Result<Join>& read);
  void take(Ledger ledger);
  TabletSession& session_;
  LedgerModel lines_;
  LedgerKind kind_ = LedgerKind::poor;
  int filter_ = 0;
  QString sought_;
  bool loading_ = true;
  std::optional<Error> failed_;
  std::unique_ptr<QThread> reader_;     ///< null: nothing is being read
  std::atomic<bool> stopping_ = false;  ///< what is being read is not wanted any more
  bool again_ = false;                  ///< something changed while it was being read
};

}  // namespace bf
