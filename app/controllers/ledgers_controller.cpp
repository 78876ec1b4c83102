#include "app/controllers/ledgers_controller.h"

#include "app/ledgers/book_ledgers.h"
#include "app/ledgers/policy_ledger.h"
#include "app/ledgers/record_ledgers.h"
#include "app/models/words.h"

namespace bf {

LedgersController::LedgersController(TabletSession& session, QObject* parent) : QObject(parent), session_(session) {
  // An edit that changes a household tells of a record as well: one of both is heard.
  connect(&session_, &TabletSession::bookChanged, this, &LedgersController::read);
  connect(&session_, &TabletSession::recordChanged, this, &LedgersController::read);
  read();
}

LedgersController::~LedgersController() {
  stopping_ = true;
  if (reader_) reader_->wait();
}

QString LedgersController::place() const { return words(session_.regionName()); }

QStringList LedgersController::kinds() const {
  QStringList names;
  for (std::size_t i = 0; i < ledgerKindCount; ++i) names << words(nameOf(static_cast<LedgerKind>(i)));
  return names;
}

QVariantList LedgersController::columns() const {
  QVariantList made;
  for (const auto& column : lines_.ledger().columns)
    made << QVariantMap{{QStringLiteral("name"), words(column.name)},
                        {QStringLiteral("weight"), column.weight},
                        {QStringLiteral("essential"), column.essential}};
  return made;
}

QVariantList LedgersController::filters() const {
  QVariantList made;
  const auto& ledger = lines_.ledger();
  for (std::size_t i = 0; i < ledger.filters.size(); ++i)
    made << QVariantMap{{QStringLiteral("text"), words(ledger.filters[i])},
                        {QStringLiteral("count"), static_cast<int>(ledger.count(i))}};
  return made;
}

void LedgersController::setKind(int kind) {
  if (kind < 0 || kind >= static_cast<int>(ledgerKindCount) || kind == this->kind()) return;
  kind_ = static_cast<LedgerKind>(kind);
  filter_ = 0;
  read();
}

void LedgersController::setFilter(int filter) {
  if (filter < 0 || filter >= static_cast<int>(lines_.ledger().filters.size())) return;
  filter_ = filter == filter_ ? 0 : filter;
  lines_.narrow(static_cast<std::size_t>(filter_), sought_);
  emit changed();
}

void LedgersController::search(const QString& text) {
  sought_ = text;
  lines_.narrow(static_cast<std::size_t>(filter_), sought_);
}

void LedgersController::read() {
  ++asked_;
  const auto* book = session_.book();
  loading_ = book == nullptr || !book->complete();
  if (loading_) return emit changed();
  if (readsRecords(kind_)) return readRecords();
  take(ledgerOf(kind_, *book, session_.schema(), screenLanguage()));
}

void LedgersController::readRecords() {
  loading_ = true;
  emit changed();
  stopping_ = true;
  if (reader_) reader_->wait();
  stopping_ = false;
  if (kind_ == LedgerKind::indicators) return readIndicators();
  RecordLedger::Options options{session_.today(), screenLanguage(), [this] { return !stopping_; }};
  reader_.reset(QThread::create([this, kind = kind_, asked = asked_, options = std::move(options)] {
    const auto tx = session_.store().read();
    auto read = tx ? RecordLedger::read(**tx, session_.schema(), kind, options)
                   : Result<RecordLedger>(std::unexpected(tx.error()));
    if (!read || stopping_) return;
    auto ledger = std::make_shared<RecordLedger>(std::move(*read));
    QMetaObject::invokeMethod(
        this,
        [this, asked, ledger] {
          if (asked == asked_ && session_.book() != nullptr) take(ledger->join(*session_.book()));
        },
        Qt::QueuedConnection);
  }));
  reader_->start();
}

void LedgersController::readIndicators() {
  reader_.reset(QThread::create([this, asked = asked_, region = session_.region(), today = session_.today()] {
    auto read = PolicyLedger::read(session_.sqlite(), region, today);
    if (!read || stopping_) return;
    auto ledger = std::make_shared<PolicyLedger>(std::move(*read));
    QMetaObject::invokeMethod(
        this,
        [this, asked, ledger] {
          if (asked == asked_ && session_.book() != nullptr) take(ledger->join(*session_.book(), screenLanguage()));
        },
        Qt::QueuedConnection);
  }));
  reader_->start();
}

void LedgersController::take(Ledger ledger) {
  loading_ = false;
  lines_.show(std::move(ledger));
  lines_.narrow(static_cast<std::size_t>(filter_), sought_);
  emit changed();
}

}  // namespace bf
