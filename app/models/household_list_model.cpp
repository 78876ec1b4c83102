#include "app/models/household_list_model.h"

#include <algorithm>

#include "app/models/words.h"
#include "app/theme/tone.h"

namespace bf {
namespace {

Tone::Name toneOf(VisitReason reason) {
  switch (reason) {
    case VisitReason::overdue:
    case VisitReason::exitShort:
    case VisitReason::notMet: return Tone::Bad;
    case VisitReason::neverVisited:
    case VisitReason::problem:
    case VisitReason::due: return Tone::Warning;
    case VisitReason::notCollected: return Tone::Unknown;
    case VisitReason::notInRound:
    case VisitReason::preparing: break;
  }
  return Tone::Info;
}

/// More than three say no more than three, and would not stand in one line of a tall screen.
constexpr int badgesMost = 3;

}  // namespace

HouseholdListModel::HouseholdListModel(const Schema& schema, QObject* parent)
    : QAbstractListModel(parent), kind_(*schema.kindByName("household")) {}

void HouseholdListModel::show(const VillageBook* book, std::vector<ListedHousehold> rows) {
  const bool other = rows.size() != rows_.size();
  beginResetModel();
  book_ = book;
  rows_ = std::move(rows);
  endResetModel();
  if (other) emit countChanged();
}

void HouseholdListModel::refresh(std::size_t bookRow, std::uint16_t reasons) {
  const auto at = std::ranges::find(rows_, bookRow, &ListedHousehold::row);
  if (at == rows_.end()) return;
  at->reasons = reasons;
  const auto changed = index(static_cast<int>(at - rows_.begin()));
  emit dataChanged(changed, changed);
}

void HouseholdListModel::setHere(std::optional<EarthPoint> here) {
  here_ = here;
  reword();
}

void HouseholdListModel::reword() {
  if (!rows_.empty()) emit dataChanged(index(0), index(count() - 1));
}

int HouseholdListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> HouseholdListModel::roleNames() const {
  return {{RecordRole, "record"}, {TitleRole, "title"},       {SubtitleRole, "subtitle"},
          {BadgesRole, "badges"}, {VerdictsRole, "verdicts"}, {PoorRole, "poor"}};
}

QVariant HouseholdListModel::data(const QModelIndex& index, int role) const {
  if (book_ == nullptr || !checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& listed = rows_[static_cast<std::size_t>(index.row())];
  const auto& row = book_->rows()[listed.row];
  switch (role) {
    case RecordRole: return QString::fromStdString(toHex(row.facts.id.view()));
    case Qt::DisplayRole:
    case TitleRole: return row.facts.head.empty() ? words("（无户主姓名）", "(no name)") : words(row.facts.head);
    case SubtitleRole: return subtitle(row.facts);
    case BadgesRole: return badges(listed);
    case VerdictsRole: return book_->complete() && row.facts.poor() ? verdicts(row) : QVariantList();
    case PoorRole: return row.facts.poor();
    default: return {};
  }
}

QString HouseholdListModel::subtitle(const HouseholdFacts& facts) const {
  QStringList parts;
  if (!facts.group.empty()) parts << words(facts.group);
  if (here_ && facts.placed()) parts << farWords(metresBetween(*here_, {facts.latitude, facts.longitude}));
  parts << (facts.kind == choice::kindPoor ? choiceWords(kind_, "status", facts.status)
                                           : choiceWords(kind_, "household_kind", facts.kind));
  if (const int persons = facts.persons(); persons >= 0)
    parts << (persons == 1 ? words("1人", "1 person") : words("%1人", "%1 persons").arg(persons));
  if (const auto tail = phoneTail(facts.phone); !tail.empty())
    parts << words("电话尾号%1", "phone …%1").arg(words(tail));
  if (facts.lastVisit != 0) parts << words("上次走访%1", "visited %1").arg(agoWords(facts.lastVisit, book_->today()));
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

QVariantList HouseholdListModel::badges(const ListedHousehold& listed) const {
  QVariantList made;
  for (std::size_t i = 0; i < visitReasonCount && made.size() < badgesMost; ++i) {
    const auto reason = static_cast<VisitReason>(i);
    if ((listed.reasons & (1u << i)) == 0) continue;
    // What a weightier word says already is not said again.
    if (reason == VisitReason::problem && (listed.reasons & 1u) != 0) continue;
    const bool exitSays = (listed.reasons & (1u << static_cast<unsigned>(VisitReason::exitShort))) != 0;
    if (exitSays && (reason == VisitReason::notMet || reason == VisitReason::notCollected)) continue;
    const bool dueSays = (listed.reasons & (1u << static_cast<unsigned>(VisitReason::due))) != 0;
    if (dueSays && reason == VisitReason::notInRound) continue;
    made << QVariantMap{{QStringLiteral("text"), words(nameOf(reason))}, {QStringLiteral("tone"), toneOf(reason)}};
  }
  return made;
}

QVariantList HouseholdListModel::verdicts(const BookRow& row) {
  QVariantList made;
  for (const auto answer : row.items) made << static_cast<int>(answer);
  return made;
}

}  // namespace bf
