#include "app/ledgers/ledger_model.h"

#include <algorithm>

#include "app/theme/tone.h"
#include "shared/store/pinyin.h"

namespace bf {
namespace {

Tone::Name shownTone(LedgerTone tone) {
  switch (tone) {
    case LedgerTone::good: return Tone::Good;
    case LedgerTone::warning: return Tone::Warning;
    case LedgerTone::bad: return Tone::Bad;
    case LedgerTone::unknown: return Tone::Unknown;
    case LedgerTone::plain: break;
  }
  return Tone::Neutral;
}

bool isLetters(const std::string& text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

QString hex(const RecordId& id) { return id.isZero() ? QString() : QString::fromStdString(toHex(id.view())); }

}  // namespace

void LedgerModel::show(Ledger ledger) {
  beginResetModel();
  ledger_ = std::move(ledger);
  spelled_.clear();
  pick();
  endResetModel();
  emit countChanged();
}

void LedgerModel::narrow(std::size_t filter, const QString& text) {
  beginResetModel();
  filter_ = filter;
  sought_ = text.trimmed().toStdString();
  pick();
  endResetModel();
  emit countChanged();
}

/// Names stand in the first columns; each of their terms on a line of its own.
void LedgerModel::spell() {
  constexpr std::size_t namedColumns = 3;
  if (!spelled_.empty()) return;
  spelled_.reserve(ledger_.lines.size());
  for (const auto& line : ledger_.lines) {
    std::string terms;
    for (std::size_t i = 0; i < std::min(namedColumns, line.cells.size()); ++i)
      for (const auto& term : nameTerms(line.cells[i])) terms += '\n' + term;
    spelled_.push_back(std::move(terms));
  }
}

bool LedgerModel::leaves(const LedgerLine& line) const {
  if (!line.passes(filter_)) return false;
  return sought_.empty() ||
         std::ranges::any_of(line.cells, [this](const auto& cell) { return cell.find(sought_) != std::string::npos; });
}

void LedgerModel::pick() {
  shown_.clear();
  const bool letters = isLetters(sought_);
  if (letters) spell();
  const auto prefix = letters ? '\n' + QString::fromStdString(sought_).toLower().toStdString() : std::string();
  for (std::size_t i = 0; i < ledger_.lines.size(); ++i) {
    const auto& line = ledger_.lines[i];
    if (leaves(line) || (letters && line.passes(filter_) && spelled_[i].find(prefix) != std::string::npos))
      shown_.push_back(i);
  }
}

int LedgerModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> LedgerModel::roleNames() const {
  return {{HouseholdRole, "household"}, {KeyRole, "key"}, {CellsRole, "cells"}, {ToneRole, "tone"}};
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& line = ledger_.lines[shown_[static_cast<std::size_t>(index.row())]];
  switch (role) {
    case HouseholdRole: return hex(line.household);
    case KeyRole:  // figures are no record
      return line.kind == 0 ? QString() : QString::number(line.kind) + QLatin1Char('/') + hex(line.record);
    case ToneRole: return shownTone(line.tone);
    case Qt::DisplayRole: return line.cells.empty() ? QString() : QString::fromStdString(line.cells.front());
    case CellsRole: {
      QStringList cells;
      for (const auto& cell : line.cells) cells << QString::fromStdString(cell);
      return cells;
    }
    default: return {};
  }
}

}  // namespace bf
