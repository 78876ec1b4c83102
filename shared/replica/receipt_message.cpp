#include "shared/replica/receipt_message.h"

#include <limits>
#include <type_traits>

#include "shared/store/store.h"

namespace bf {
namespace {

constexpr int verdictCodeMax = std::numeric_limits<std::underlying_type_t<VerdictCode>>::max();

}  // namespace

Result<std::int64_t> sequence(std::uint64_t number, const char* what) {
  if (number >= static_cast<std::uint64_t>(provisionalFrom)) return fail(Errc::malformed, what);
  return static_cast<std::int64_t>(number);
}

bianfang::Receipt toMessage(const Receipt& receipt) {
  bianfang::Receipt made;
  made.set_head(receipt.head.str());
  made.set_epoch(receipt.epoch);
  made.set_seq(static_cast<std::uint64_t>(receipt.seq));
  made.set_count(receipt.count);
  made.set_received(receipt.received);
  made.set_mac(receipt.mac.str());
  for (const auto& verdict : receipt.verdicts) {
    auto* one = made.add_verdicts();
    one->set_index(verdict.index);
    one->set_code(static_cast<bianfang::VerdictCode>(verdict.code));
    one->set_field(verdict.field);
    one->set_detail(verdict.detail);
  }
  return made;
}

Result<Receipt> fromMessage(const bianfang::Receipt& message) {
  Receipt receipt;
  BF_LET(head, octets<Hash>(message.head(), "a receipt's head"));
  BF_LET(mac, octets<ReceiptMac>(message.mac(), "a receipt's mac"));
  BF_LET(seq, sequence(message.seq(), "number of a receipt"));
  receipt.head = head;
  receipt.mac = mac;
  receipt.epoch = message.epoch();
  receipt.seq = seq;
  receipt.count = message.count();
  receipt.received = message.received();
  for (const auto& one : message.verdicts()) {
    // A newer centre's code is kept as it is; what does not fit must not become another one, least of all `accepted`.
    if (one.code() < 0 || one.code() > verdictCodeMax) return fail(Errc::malformed, "code of a verdict");
    receipt.verdicts.push_back({one.index(), static_cast<VerdictCode>(one.code()), one.field(), one.detail()});
  }
  return receipt;
}

}  // namespace bf
