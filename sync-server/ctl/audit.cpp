#include <algorithm>
#include <ostream>

#include "shared/replica/codec.h"
#include "shared/replica/registry.h"
#include "shared/schema/dictionary.h"
#include "sync-server/ctl/commands.h"

namespace bf {

Result<void> verifyAudit(const Ctl& ctl) {
  BF_LET(centre, OpenCentre::open(ctl));
  return centre.read([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_LET(count, registry.verifyAudit());
    BF_LET(last, registry.lastAudit());
    ctl.show({{"entries", {"条数", "entries"}, true}, {"head", {"链首", "head"}}, {"result", {"结果", "result"}}},
             {std::to_string(count), toHex(last.head()), ctl.in({"完好", "sound"})});
    return {};
  });
}

Result<void> listAudit(const Ctl& ctl, std::size_t most) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(last, Registry(tx).lastAudit());
    const auto from = last.number() > most ? last.number() - most : 0;
    BF_LET(entries, tx.list(Space::audit, {}, bigEndian(from), most));
    for (const auto& stored : entries) {
      BF_LET(entry, decode<bianfang::AuditEntry>(stored.value));
      rows.push_back({std::to_string(entry.number()), localTime(entry.at()), entry.actor(), entry.action(),
                      entry.subject(), entry.detail()});
    }
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"number", {"序号", "number"}, true},
            {"at", {"时间", "when"}},
            {"actor", {"操作者", "who"}},
            {"action", {"操作", "what"}},
            {"subject", {"对象", "on what"}},
            {"detail", {"说明", "detail"}}},
           rows);
  return {};
}

Result<void> printDictionary(const Ctl& ctl, const std::string& format) {
  ctl.out << (format == "csv" ? dictionaryCsv(builtinSchema()) : dictionaryMarkdown(builtinSchema()));
  return {};
}

}  // namespace bf
