#include "app/controllers/overruled_words.h"

#include <algorithm>

#include "app/controllers/authors.h"
#include "app/controllers/field_history.h"
#include "app/controllers/record_lines.h"
#include "app/models/words.h"

namespace bf {
namespace {

/// The deciding change as the log has it; nothing once it is pruned.
std::optional<HistoryEntry> decisionOf(TabletSession& session, const Overruled& one) {
  const auto field = one.field == wholeRecord ? std::uint32_t{removalField} : one.field;
  const auto entries = session.replica().history(one.kind, one.record, field);
  if (!entries) return std::nullopt;
  const auto at = std::ranges::find(*entries, one.decision, &HistoryEntry::change);
  return at == entries->end() ? std::nullopt : std::optional(*at);
}

QString byWords(const TabletSession& session, const std::optional<HistoryEntry>& decision) {
  if (!decision) return {};
  QStringList by{authorWords(session, decision->device, decision->user, decision->role),
                 momentWords(decision->stamp, session.today())};
  by.removeAll(QString());
  return by.join(QStringLiteral(" · "));
}

}  // namespace

QVariantMap overruledWords(TabletSession& session, const Overruled& one) {
  const auto* kind = session.schema().kind(one.kind);
  const bool whole = one.field == wholeRecord;
  const auto* field = kind == nullptr ? nullptr : kind->field(whole ? std::uint32_t{removalField} : one.field);
  if (field == nullptr) return {};
  const auto decision = decisionOf(session, one);
  QString holds, own;
  if (whole) {
    const bool removed = one.wire.empty();
    holds = removed ? words("这条记录已删除", "the record is removed") : words("这条记录保留", "the record is kept");
    own = removed ? words("你同时修改了它", "you had edited it at the same time")
                  : words("你要删除它，理由：%1", "you had removed it: %1").arg(valueWords(*field, one.wire));
  } else {
    holds = decision ? valueWords(*field, decision->wire) : words("另一种说法", "the other answer");
    own = words("你填的是：%1", "you had written: %1").arg(valueWords(*field, one.wire));
  }
  return {{QStringLiteral("field"), whole ? words("删除还是保留", "Remove or keep") : words(field->label)},
          {QStringLiteral("decided"), words("已决定：%1", "Decided: %1").arg(holds)},
          {QStringLiteral("by"), byWords(session, decision)},
          {QStringLiteral("own"), own}};
}

}  // namespace bf
