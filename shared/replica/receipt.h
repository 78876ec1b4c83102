#pragma once
// The centre's word that a batch is durable, and what became of each change in it. sync.proto `Receipt`.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/env.h"

namespace bf {

/// What became of one change; the numbers are those of sync.proto `VerdictCode`.
enum class VerdictCode : std::uint8_t {
  accepted = 0,
  heldOutOfScope = 1,
  heldUnknownRecord = 2,
  heldFinished = 3,
  heldInvalid = 4,
  heldRevoked = 5,
  heldUnknownKind = 6,
};

struct Verdict {
  std::uint32_t index = 0;
  VerdictCode code = VerdictCode::accepted;
  std::uint32_t field = 0;
  std::string detail;
  bool operator==(const Verdict&) const = default;
};

using ReceiptMac = Octets<16, struct ReceiptMacTag>;

struct Receipt {
  Hash head;
  std::uint64_t epoch = 0;
  std::int64_t seq = 0;
  std::uint32_t count = 0;
  Micros received = 0;
  std::vector<Verdict> verdicts;
  ReceiptMac mac;
  bool resend = false;  ///< not a receipt: send the batch again with whole ids
  bool operator==(const Receipt&) const = default;
};

/// What `mac` is computed over: "bianfang-receipt", head, epoch, seq, count, received (each number 8 bytes LE).
[[nodiscard]] std::string receiptBytes(const Receipt& receipt);
[[nodiscard]] ReceiptMac receiptMac(std::string_view key, const Receipt& receipt);

}  // namespace bf
