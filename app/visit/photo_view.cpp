#include "app/visit/photo_view.h"

#include <algorithm>
#include <array>

#include "app/controllers/record_lines.h"
#include "app/models/record_values.h"
#include "app/models/words.h"

namespace bf {
namespace {

/// Kept in Chinese, as the record keeps them.
constexpr std::array<std::pair<const char*, const char*>, 4> whyOut{{{"拍错了对象", "Wrong subject"},
                                                                     {"看不清楚", "Not clear"},
                                                                     {"重复", "Taken twice"},
                                                                     {"涉及个人隐私", "Shows private matters"}}};

}  // namespace

PhotoView::PhotoView(PhotoDesk& desk, QObject* parent) : QObject(parent), desk_(desk) {
  connect(&desk_, &PhotoDesk::changed, this, &PhotoView::changed);
}

const FileRecord* PhotoView::record() const {
  const auto* found = desk_.file().find(id_);
  return found != nullptr && found->row.kind == kind().number ? found : nullptr;
}

QString PhotoView::address(const char* hashField) const {
  const auto* shown = record();
  return shown == nullptr ? QString() : addressOf(desk_.session().evidence(), kind(), shown->fields, hashField);
}

QString PhotoView::source() const {
  const auto large = address("hash");
  return large.isEmpty() ? address("thumbnail_hash") : large;
}

bool PhotoView::isSmall() const { return isOpen() && address("hash").isEmpty(); }

QString PhotoView::caption() const {
  const auto* shown = record();
  if (shown == nullptr) return {};
  const auto text = [&](const char* field) { return words(textIn(shown->fields, numberOf(kind(), field))); };
  const auto taken = integerIn(shown->fields, numberOf(kind(), "taken"));
  QStringList parts{text("caption"),
                    taken == 0 ? words("时间不详", "time not known") : momentWords(taken, desk_.session().today()),
                    text("taken_by")};
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

bool PhotoView::canRemove() const {
  const auto* shown = record();
  if (shown == nullptr || desk_.finished()) return false;
  const auto& above = desk_.file().records()[shown->above];
  const auto& problem = *desk_.session().schema().kindByName("problem");
  const bool proof = above.row.kind == problem.number &&
                     integerIn(above.fields, numberOf(problem, "state")) == choice::problemVerified;
  return !proof && fieldIn(shown->fields, finishedField) == nullptr && fieldIn(above.fields, finishedField) == nullptr;
}

QStringList PhotoView::reasons() const {
  QStringList all;
  for (const auto& [zh, en] : whyOut) all.push_back(words(zh, en));
  return all;
}

QString PhotoView::problem() const { return failure_ ? errorWords(*failure_) : QString(); }

void PhotoView::show(const QString& key) {
  const auto named = keyFrom(key);
  id_ = named ? named->record : RecordId{};
  asking_ = false;
  failure_.reset();
  const auto* shown = record();
  const auto hash = shown == nullptr ? std::nullopt : Hash::from(textIn(shown->fields, numberOf(kind(), "hash")));
  const auto size = shown == nullptr ? 0 : integerIn(shown->fields, numberOf(kind(), "size"));
  // When it cannot be asked for now, it is the next time that somebody looks.
  if (hash && isSmall()) static_cast<void>(desk_.session().evidence().want(*hash, static_cast<std::uint64_t>(size)));
  emit changed();
}

void PhotoView::close() {
  if (id_.isZero()) return;
  id_ = {};
  asking_ = false;
  emit changed();
}

void PhotoView::ask() {
  asking_ = canRemove();
  emit changed();
}

void PhotoView::keep() {
  asking_ = false;
  emit changed();
}

void PhotoView::remove(int reason) {
  if (!canRemove() || !asking_ || reason < 0 || reason >= static_cast<int>(whyOut.size())) return;
  const auto id = id_;
  const auto* why = whyOut[static_cast<std::size_t>(reason)].first;
  const auto removed = desk_.session().replica().remove(kind().number, id, why);
  failure_.reset();
  asking_ = false;
  if (!removed) {
    failure_ = removed.error();
    return emit changed();
  }
  // When it stays, it is sent and nothing else: the record says that it was taken out.
  static_cast<void>(desk_.session().evidence().forget(id));
  close();
  desk_.session().editor().saved(kind().number, id);
  desk_.refresh();
}

}  // namespace bf
