#include "sync-server/audited.h"

#include "bianfang/registry.pb.h"
#include "shared/replica/codec.h"

namespace bf {
namespace {

constexpr std::size_t page = 500;

}  // namespace

Result<std::map<std::string, std::string>> auditDetails(StoreTx& tx, const std::set<std::string>& actions) {
  std::map<std::string, std::string> details;
  std::string after;
  for (;;) {
    BF_LET(entries, tx.list(Space::audit, {}, after, page));
    if (entries.empty()) return details;
    for (const auto& entry : entries) {
      BF_LET(one, decode<bianfang::AuditEntry>(entry.value));
      if (actions.contains(one.action())) details.try_emplace(one.subject(), one.detail());
    }
    after = entries.back().key;
  }
}

}  // namespace bf
