#include "tests/sim/log_view.h"

#include <algorithm>

namespace bf::sim {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

}  // namespace

const LogEntry* LogView::find(const ChangeId& id) const {
  const auto at = whole.find(id);
  return at == whole.end() ? nullptr : &entries[at->second];
}

Result<LogView> viewLog(StoreTx& tx) {
  LogView view;
  BF_LET(batches, tx.batchesFrom(0, everything));
  for (const auto& batch : batches) {
    view.heads.insert(batch.head);
    for (std::uint32_t i = 0; i < batch.batch.entries.size(); ++i) {
      const auto& entry = batch.batch.entries[i];
      const bool held = std::ranges::find(batch.held, i) != batch.held.end();
      view.entries.push_back({entry.id(), batch.seq + i, batch.received, batch.batch.device, batch.batch.first + i,
                              held, entry.withheld()});
      if (!entry.withheld()) view.whole.emplace(entry.id(), view.entries.size() - 1);
    }
  }
  return view;
}

Result<std::set<ChangeId>> holdings(StoreTx& tx) {
  BF_LET(log, viewLog(tx));
  std::set<ChangeId> all;
  for (const auto& [id, at] : log.whole) all.insert(id);
  BF_LET(pending, tx.pending(everything));
  for (const auto& one : pending) all.insert(entryOf(one.change).id());
  return all;
}

std::map<RecordId, std::vector<Fact>> appliedFacts(const LogView& log, const Book& book) {
  std::map<RecordId, std::vector<Fact>> facts;
  for (const auto& [id, at] : log.whole) {
    const auto& entry = log.entries[at];
    const auto* saved = book.find(id);
    if (entry.held || saved == nullptr) continue;
    facts[saved->record].push_back({&saved->change, id, entry.received});
  }
  return facts;
}

Pictures foldAll(const std::map<RecordId, std::vector<Fact>>& facts, const Schema& schema) {
  Pictures pictures;
  for (const auto& [record, of] : facts) {
    const bool created = std::ranges::any_of(of, [](const Fact& fact) { return fact.change->creates(); });
    if (created) pictures.emplace(record, fold(of, schema));
  }
  for (auto& [id, picture] : pictures) {
    const auto* root = &picture;
    while (!root->parent.isZero() && pictures.contains(root->parent)) root = &pictures.at(root->parent);
    if (root != &picture) picture.region = root->region;
  }
  return pictures;
}

}  // namespace bf::sim
