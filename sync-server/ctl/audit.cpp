#include <map>
#include <ostream>

#include "shared/base/bilingual.h"
#include "shared/replica/codec.h"
#include "shared/replica/registry.h"
#include "shared/schema/dictionary.h"
#include "sync-server/ctl/commands.h"

namespace bf {
namespace {

/// What was done, for who reads it in Chinese; JSON and English have the code.
std::string actionWords(const Ctl& ctl, const std::string& action) {
  static const std::map<std::string, std::string> words{{"audit.fork", "平板见过另一条审计链"},
                                                        {"backup.made", "备份"},
                                                        {"backup.retired", "停用备份"},
                                                        {"centre.init", "建立县中心"},
                                                        {"conflict.decide", "裁定冲突"},
                                                        {"epoch.begin", "开始新纪元"},
                                                        {"export.unmasked", "导出完整内容"},
                                                        {"held.admit", "采纳待审改动"},
                                                        {"held.dismiss", "搁置待审改动"},
                                                        {"household.moved", "迁户"},
                                                        {"regions.import", "导入地区代码"},
                                                        {"register.import", "导入花名册"},
                                                        {"report.unmasked", "打印完整内容"},
                                                        {"sample.drawn", "抽样"},
                                                        {"sample.redrawn", "重抽"},
                                                        {"tablet.assign", "指派平板"},
                                                        {"tablet.confirm", "确认平板"},
                                                        {"tablet.enrol", "平板登记"},
                                                        {"tablet.forked", "平板链分叉"},
                                                        {"tablet.invite", "发放登记码"},
                                                        {"tablet.renew", "平板换证"},
                                                        {"tablet.rescue", "认回平板"},
                                                        {"tablet.revoke", "停用平板"},
                                                        {"tablet.wiped", "平板已清除"},
                                                        {"tablet.ahead", "平板自称超前"},
                                                        {"token.reused", "登记码重复使用"},
                                                        {"unmask.conflict", "查看冲突完整内容"},
                                                        {"user.add", "新增用户"},
                                                        {"user.grants", "改变负责地区"}};
  const auto found = words.find(action);
  return ctl.json || ctl.language == Language::english || found == words.end() ? action : found->second;
}

}  // namespace

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
      rows.push_back({std::to_string(entry.number()), localTime(entry.at()), entry.actor(),
                      actionWords(ctl, entry.action()), entry.subject(), inLanguage(entry.detail(), ctl.language)});
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
