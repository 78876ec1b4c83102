#include "app/models/household_list_model.h"

#include <algorithm>
#include <array>

#include "app/models/words.h"
#include "app/theme/tone.h"
#include "shared/store/pinyin.h"

namespace bf {
namespace {

Tone::Name toneOf(VisitReason reason) {
  switch (reason) {
    case VisitReason::overdue:
    case VisitReason::exitShort:
    case VisitReason::notMet: return Tone::Bad;
    case VisitReason::begun:
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

/// Rings of distance, each with the metres that it reaches to: a walk, then a ride.
struct Ring {
  double to;
  Label name;
};
const std::array<Ring, 6> rings{{{500, {"500米以内", "Within 500 m"}},
                                 {1'000, {"500米至1公里", "500 m to 1 km"}},
                                 {2'000, {"1至2公里", "1 to 2 km"}},
                                 {5'000, {"2至5公里", "2 to 5 km"}},
                                 {10'000, {"5至10公里", "5 to 10 km"}},
                                 {1e9, {"10公里以外", "Further than 10 km"}}}};

std::size_t ringOf(const HouseholdFacts& facts, EarthPoint here) {
  if (!facts.placed()) return rings.size();
  const double far = metresBetween(here, {facts.latitude, facts.longitude});
  const auto at = std::ranges::find_if(rings, [&](const Ring& ring) { return far < ring.to; });
  return static_cast<std::size_t>(std::min(at, rings.end() - 1) - rings.begin());
}

QString counted(const QString& name, int households) {
  return households == 0   ? name
         : households == 1 ? name + words(" · 1户", " · 1 household")
                           : name + words(" · %1户", " · %1 households").arg(households);
}

/// The letter under which a name stands in a list by sound.
QString letterOf(const std::string& name) {
  const auto sound = pinyin(name);
  const auto letter = sound.empty() ? QChar() : QString::fromStdString(sound.front()).at(0).toUpper();
  return letter >= u'A' && letter <= u'Z' ? QString(letter) : QStringLiteral("#");
}

}  // namespace

HouseholdListModel::HouseholdListModel(const Schema& schema, QObject* parent)
    : QAbstractListModel(parent), kind_(*schema.kindByName("household")) {}

void HouseholdListModel::show(const VillageBook* book, std::vector<ListedHousehold> rows, VisitOrder order) {
  const bool other = rows.size() != rows_.size();
  beginResetModel();
  book_ = book;
  rows_ = std::move(rows);
  order_ = order;
  countHeadings();
  endResetModel();
  if (other) emit countChanged();
}

void HouseholdListModel::refresh(std::size_t bookRow, std::uint16_t reasons) {
  const auto at = std::ranges::find(rows_, bookRow, &ListedHousehold::row);
  if (at == rows_.end()) return;
  at->reasons = reasons;
  // A household that moved to another natural village, or got a place, is counted in another heading.
  const auto inVillage = inVillage_;
  const auto inRing = inRing_;
  countHeadings();
  if (inVillage != inVillage_ || inRing != inRing_) return reword();
  const auto changed = index(static_cast<int>(at - rows_.begin()));
  emit dataChanged(changed, changed);
}

void HouseholdListModel::setHere(std::optional<EarthPoint> here) {
  here_ = here;
  countHeadings();
  reword();
}

void HouseholdListModel::reword() {
  if (!rows_.empty()) emit dataChanged(index(0), index(count() - 1));
}

int HouseholdListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> HouseholdListModel::roleNames() const {
  return {{RecordRole, "record"},     {TitleRole, "title"}, {SubtitleRole, "subtitle"}, {BadgesRole, "badges"},
          {VerdictsRole, "verdicts"}, {PoorRole, "poor"},   {HeadingRole, "heading"}};
}

QVariant HouseholdListModel::data(const QModelIndex& index, int role) const {
  if (book_ == nullptr || !checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& listed = rows_[static_cast<std::size_t>(index.row())];
  const auto& row = book_->rows()[listed.row];
  switch (role) {
    case RecordRole: return QString::fromStdString(toHex(row.facts.id.view()));
    case Qt::DisplayRole:
    case TitleRole: return row.facts.head.empty() ? words("（无户主姓名）", "(no name)") : words(row.facts.head);
    case SubtitleRole: return subtitle(listed);
    case BadgesRole: return badges(listed);
    case VerdictsRole: return book_->complete() && row.facts.poor() ? verdicts(row) : QVariantList();
    case PoorRole: return row.facts.poor();
    case HeadingRole: return listed.done ? words("今天已走访", "Visited today") : heading(row);
    default: return {};
  }
}

/// Until the place is known, a list by distance stands by natural village.
bool HouseholdListModel::headedByVillage() const {
  return order_ == VisitOrder::group || (order_ == VisitOrder::distance && !here_);
}

/// Once for all rows: what shows asks for its own heading only.
void HouseholdListModel::countHeadings() {
  inVillage_.clear();
  inRing_.assign(rings.size() + 1, 0);
  if (book_ == nullptr) return;
  for (const auto& listed : rows_) {
    const auto& facts = book_->rows()[listed.row].facts;
    if (listed.done) continue;
    if (headedByVillage()) ++inVillage_[facts.group];
    if (headedByDistance()) ++inRing_[ringOf(facts, *here_)];
  }
}

QString HouseholdListModel::heading(const BookRow& row) const {
  const auto& facts = row.facts;
  if (order_ == VisitOrder::name) return letterOf(facts.head);
  if (headedByDistance()) {
    const auto ring = ringOf(facts, *here_);
    return counted(ring < rings.size() ? words(rings[ring].name) : words("没有记录位置", "No place recorded"),
                   inRing_[ring]);
  }
  if (!headedByVillage()) return {};
  const auto at = inVillage_.find(facts.group);
  return counted(facts.group.empty() ? words("没有填自然村", "No natural village") : words(facts.group),
                 at == inVillage_.end() ? 0 : at->second);
}

QString HouseholdListModel::subtitle(const ListedHousehold& listed) const {
  const auto& facts = book_->rows()[listed.row].facts;
  QStringList parts;
  if (!listed.who.empty()) parts << words("成员：%1", "member: %1").arg(words(listed.who));
  if (!facts.group.empty()) parts << words(facts.group);
  if (here_ && facts.placed()) parts << farWords(metresBetween(*here_, {facts.latitude, facts.longitude}));
  parts << (facts.kind == choice::kindPoor ? choiceWords(kind_, "status", facts.status)
                                           : choiceWords(kind_, "household_kind", facts.kind));
  if (const int persons = facts.persons(); persons >= 0)
    parts << (persons == 1 ? words("1人", "1 person") : words("%1人", "%1 persons").arg(persons));
  if (const auto tail = phoneTail(facts.phone); !tail.empty())
    parts << words("电话尾号%1", "phone *%1").arg(words(tail));
  if (facts.lastVisit != 0) parts << words("上次走访%1", "visited %1").arg(agoWords(facts.lastVisit, book_->today()));
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

QVariantList HouseholdListModel::badges(const ListedHousehold& listed) const {
  QVariantList made;
  const auto has = [&](VisitReason reason) { return (listed.reasons & (1u << static_cast<unsigned>(reason))) != 0; };
  const auto& facts = book_->rows()[listed.row].facts;
  if (facts.removalOpen)
    made << QVariantMap{{QStringLiteral("text"), words("删除待定", "Removal undecided")},
                        {QStringLiteral("tone"), Tone::Warning}};
  if (listed.reasons != 0 || facts.poor())
    if (facts.lastVisit != 0 && facts.lastVisit == book_->today() && !has(VisitReason::begun))
      made << QVariantMap{{QStringLiteral("text"), words("今天已走访", "Visited today")},
                          {QStringLiteral("tone"), Tone::Good}};
  if (facts.poor() && facts.triedOnly(book_->today()) && !has(VisitReason::begun))
    made << QVariantMap{
        {QStringLiteral("text"), facts.triedByPhone ? words("今天电话联系过", "Called today")
                                                    : words("今天去过，无人在家", "Nobody at home today")},
        {QStringLiteral("tone"), Tone::Warning}};
  for (std::size_t i = 0; i < visitReasonCount && made.size() < badgesMost; ++i) {
    const auto reason = static_cast<VisitReason>(i);
    if (!has(reason)) continue;
    // What a weightier word says already is not said again.
    if (reason == VisitReason::problem && has(VisitReason::overdue)) continue;
    if (has(VisitReason::exitShort) && (reason == VisitReason::notMet || reason == VisitReason::notCollected)) continue;
    if (has(VisitReason::due) && reason == VisitReason::notInRound) continue;
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
