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
                        {QStringLiteral("count"), ledger.mixed && i == 0 ? -1 : static_cast<int>(ledger.count(i))}};
  return made;
}

QString LedgersController::counted() const {
  const auto& ledger = lines_.ledger();
  if (!ledger.mixed || filter_ != 0) return {};
  return words("%1项指标 · 不达标%2户次 · 未采集%3户次", "%1 indicators · %2 not met · %3 not collected")
      .arg(ledger.count(1))
      .arg(ledger.count(2))
      .arg(ledger.count(3));
}

QString LedgersController::problem() const { return failed_ ? errorWords(*failed_) : QString(); }

void LedgersController::setKind(int kind) {
  if (kind < 0 || kind >= static_cast<int>(ledgerKindCount) || kind == this->kind()) return;
  kind_ = static_cast<LedgerKind>(kind);
  filter_ = 0;
  lines_.show({kind_, {}, {}, {}});
  lines_.narrow(0, sought_);
  stopping_ = reader_ != nullptr;
  again_ = false;
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
  const auto* book = session_.book();
  failed_.reset();
  loading_ = book == nullptr || !book->complete();
  if (loading_) return emit changed();
  if (readsRecords(kind_)) return readRecords();
  take(ledgerOf(kind_, *book, session_.schema(), screenLanguage()));
}

void LedgersController::readRecords() {
  loading_ = true;
  again_ = reader_ != nullptr;
  emit changed();
  if (again_) return;
  const auto made = std::make_shared<Result<Join>>();
  const Question question{kind_, session_.region(), session_.today(), screenLanguage()};
  reader_.reset(QThread::create([this, made, question] { *made = readNow(question); }));
  connect(reader_.get(), &QThread::finished, this, [this, made, kind = kind_] { readEnded(kind, *made); });
  reader_->start();
}

/// On the reader's thread.
Result<LedgersController::Join> LedgersController::readNow(const Question& question) const {
  const auto& [kind, region, today, language] = question;
  const auto goesOn = [this] { return !stopping_; };
  if (kind == LedgerKind::indicators) {
    BF_LET(read, PolicyLedger::read(session_.sqlite(), {region, today, goesOn}));
    return [read, language = language](const VillageBook& book) { return read.join(book, language); };
  }
  BF_LET(tx, session_.store().read());
  BF_LET(read, RecordLedger::read(*tx, session_.schema(), kind, {today, language, goesOn}));
  return [read](const VillageBook& book) { return read.join(book); };
}

void LedgersController::readEnded(LedgerKind kind, const Result<Join>& read) {
  reader_.release()->deleteLater();
  const bool wanted = !stopping_.exchange(false) && kind == kind_;
  const auto* book = session_.book();
  if (wanted && !again_ && !read) {
    failed_ = read.error();
    take({kind_, {}, {}, {}});
  } else if (wanted && read && book != nullptr) {
    take((*read)(*book));
  }
  if (std::exchange(again_, false)) this->read();
}

void LedgersController::take(Ledger ledger) {
  loading_ = false;
  lines_.show(std::move(ledger));
  emit changed();
}

}  // namespace bf
