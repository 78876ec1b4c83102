#include "sync-server/ctl/disputes.h"

#include <algorithm>
#include <limits>

#include "shared/policy/policy_history.h"
#include "shared/policy/rule_words.h"
#include "shared/schema/record_builder.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

bool anyAsksForMembers(const Pack& pack, const Indicator& indicator) {
  return asksForMembers(indicator.scope.sql) || asksForMembers(indicator.rule.sql) ||
         std::ranges::any_of(indicator.allOf,
                             [&](const auto& id) { return anyAsksForMembers(pack, *pack.indicator(id)); });
}

/// Where the record hangs; nothing: it, or what it hangs from, was removed, and no rule sees it.
Result<std::optional<Dispute>> placed(StoreTx& tx, const Schema& schema, const ContestedField& field) {
  Dispute made{schema.kind(field.kind), field.record, field.field, 0, 0, field.region};
  BF_LET(row, tx.find(field.kind, field.record));
  while (row) {
    BF_LET(fields, tx.values(row->kind, row->rec));
    if (isRemoved(*row, fields)) return std::nullopt;
    const auto& name = schema.kind(row->kind)->name;
    if (name == "household") made.household = row->rec;
    if (name == "member") made.member = row->rec;
    if (name == "parameter") {
      BF_LET(value, valueOf(*made.kind, fields, "name"));
      if (const auto* called = std::get_if<std::string>(&value)) made.parameter = *called;
    }
    if (row->parent == 0) return made;
    BF_LET(above, tx.load(row->parentKind, row->parent));
    row = std::move(above);
  }
  return std::nullopt;
}

}  // namespace

Result<Disputes> Disputes::read(const CentreReplica& centre, StoreTx& tx) {
  Disputes made;
  for (const auto& kind : centre.schema().kinds()) {
    BF_LET(contested, centre.conflicts(tx, kind.number, 0, std::numeric_limits<std::size_t>::max()));
    for (const auto& one : contested) {
      BF_LET(dispute, placed(tx, centre.schema(), one));
      if (dispute) made.all_.push_back(std::move(*dispute));
    }
  }
  std::ranges::stable_sort(made.all_, {}, &Dispute::household);
  return made;
}

DisputesRead Disputes::readBy(PolicyDatabase& database, const Pack& pack, const Indicator& indicator) const {
  DisputesRead made;
  if (all_.empty()) return made;
  made.oneMember_ = indicator.subject == Subject::member && !anyAsksForMembers(pack, indicator);
  const auto facts = factsReadBy(database, pack, indicator);
  const auto parameters = parametersReadBy(database, pack, indicator);
  std::ranges::copy_if(all_, std::back_inserter(made.all_), [&](const Dispute& one) {
    return looksAt(facts, *one.kind, one.field) || parameters.contains(one.parameter);
  });
  return made;
}

std::vector<Dispute> DisputesRead::behind(const SubjectVerdict& row) const {
  std::vector<Dispute> found;
  const auto add = [&](std::int64_t household, auto concerns) {
    std::ranges::copy_if(std::ranges::equal_range(all_, household, {}, &Dispute::household), std::back_inserter(found),
                         concerns);
  };
  add(0, [&](const Dispute& one) { return within(row.region, one.region) || within(one.region, row.region); });
  if (row.household != 0)
    add(row.household, [&](const Dispute& one) { return !oneMember_ || one.member == 0 || one.member == row.subject; });
  else
    std::ranges::copy_if(std::ranges::upper_bound(all_, 0, {}, &Dispute::household), all_.end(),
                         std::back_inserter(found), [&](const Dispute& one) { return within(one.region, row.region); });
  return found;
}

}  // namespace bf
