#include "shared/replica/receipt.h"

#include "shared/base/crypto.h"

namespace bf {
namespace {

void appendLittle(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 8; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
}

}  // namespace

std::string receiptBytes(const Receipt& receipt) {
  std::string bytes = "bianfang-receipt" + receipt.head.str();
  appendLittle(bytes, receipt.epoch);
  appendLittle(bytes, static_cast<std::uint64_t>(receipt.seq));
  appendLittle(bytes, receipt.count);
  appendLittle(bytes, static_cast<std::uint64_t>(receipt.received));
  return bytes;
}

ReceiptMac receiptMac(std::string_view key, const Receipt& receipt) {
  return *ReceiptMac::from(macOf(key, receiptBytes(receipt)).view().substr(0, ReceiptMac::size));
}

}  // namespace bf
