#include "shared/policy/policy_history.h"

#include <algorithm>

#include "shared/policy/policy_limits.h"

namespace bf {
namespace {

class History {
 public:
  History(const Schema& schema, StoreTx& tx, const std::set<ColumnRead>& reads, std::int64_t after, std::int64_t upto)
      : schema_(schema), tx_(tx), reads_(reads), after_(after), upto_(upto) {}

  Result<void> record(const KindSpec& kind, const RecordRow& row) {
    BF_LET(touches, tx_.touches(row.rec));
    touches.push_back(row.rec);  // its creation is not among them
    for (const auto seq : touches)
      if (seq > after_ && seq <= upto_) BF_CHECK(change(kind, seq));
    BF_LET(children, tx_.children(kind.number, row.rec));
    for (const auto& child : children)
      if (const auto* below = schema_.kind(child.kind)) BF_CHECK(record(*below, child));
    return {};
  }

  std::vector<ChangedFact> take() {
    std::ranges::stable_sort(made_, {}, &ChangedFact::seq);
    return std::move(made_);
  }

 private:
  Result<void> change(const KindSpec& kind, std::int64_t seq) {
    BF_LET(batch, tx_.batchAt(seq));
    const auto at = batch ? static_cast<std::size_t>(seq - batch->seq) : 0;
    if (!batch || at >= batch->batch.entries.size() || batch->batch.entries[at].withheld()) return {};
    if (std::ranges::find(batch->held, static_cast<std::uint32_t>(at)) != batch->held.end()) return {};
    BF_LET(written, parseChange(batch->batch.entries[at].change));
    ChangedFact fact{
        kind.number,   0, {}, written.creates(), seq, written.stamp, batch->received, written.user, written.role,
        written.device};
    const auto before = made_.size();
    for (const auto& field : written.set) add(kind, field.number, field.wire, fact);
    for (const auto number : written.cleared) add(kind, number, {}, fact);
    if (written.creates() && made_.size() == before) add(kind, wholeRecord, {}, fact);
    return {};
  }

  void add(const KindSpec& kind, std::uint32_t number, const std::string& wire, ChangedFact fact) {
    if (!looksAt(reads_, kind, number) || made_.size() == factsMax) return;
    fact.field = number;
    fact.wire = wire;
    made_.push_back(std::move(fact));
  }

  const Schema& schema_;
  StoreTx& tx_;
  const std::set<ColumnRead>& reads_;
  std::int64_t after_;
  std::int64_t upto_;
  std::vector<ChangedFact> made_;
};

}  // namespace

std::set<ColumnRead> factsReadBy(PolicyDatabase& database, const Pack& pack, const Indicator& indicator) {
  std::set<ColumnRead> facts;
  const auto add = [&](const std::set<ColumnRead>& reads) {
    for (const auto& read : reads) {
      const auto kind = kindOfView(read.from);
      facts.insert({kind, read.column});
      for (const auto& column : chosenBy(read.from)) facts.insert({kind, column});
      for (const auto& column : madeOf(database.schema(), read.from, read.column)) facts.insert({kind, column});
    }
  };
  const auto reads = readsOf(database, indicator);
  add(reads);
  for (const auto& sum : pack.sums)
    if (readsSum(reads, sum))
      if (const auto ofSum = readsOf(database, Subject::household, sum.value)) add(*ofSum);
  for (const auto& id : indicator.allOf) facts.merge(factsReadBy(database, pack, *pack.indicator(id)));
  return facts;
}

std::set<std::string> parametersReadBy(PolicyDatabase& database, const Pack& pack, const Indicator& indicator) {
  std::set<std::string> names;
  const auto add = [&](const Expression& expression) {
    for (const auto& bound : expression.bound) {
      const auto* parameter = bound.starts_with(':') ? pack.parameter(std::string_view(bound).substr(1)) : nullptr;
      // One that the document states is no record's.
      if (parameter != nullptr && !parameter->value && !parameter->record.empty()) names.insert(parameter->record);
    }
  };
  add(indicator.scope);
  add(indicator.rule);
  const auto reads = readsOf(database, indicator);
  for (const auto& sum : pack.sums)
    if (readsSum(reads, sum)) add(sum.value);
  for (const auto& id : indicator.allOf) names.merge(parametersReadBy(database, pack, *pack.indicator(id)));
  return names;
}

bool looksAt(const std::set<ColumnRead>& facts, const KindSpec& kind, std::uint32_t field) {
  const bool whole = field == wholeRecord || field == removalField || field == regionField || field == finishedField;
  const auto* spec = kind.field(field);
  return whole ? facts.contains({kind.table, {}}) : spec != nullptr && facts.contains({kind.table, spec->column});
}

Result<std::vector<ChangedFact>> factsChanged(const Schema& schema, StoreTx& tx, const std::set<ColumnRead>& reads,
                                              std::uint32_t kind, std::int64_t root, std::int64_t after,
                                              std::int64_t upto) {
  BF_LET(row, tx.load(kind, root));
  if (!row) return std::vector<ChangedFact>{};
  History history(schema, tx, reads, after, upto);
  BF_CHECK(history.record(*schema.kind(kind), *row));
  return history.take();
}

}  // namespace bf
