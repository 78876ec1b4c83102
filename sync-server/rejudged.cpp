#include "sync-server/rejudged.h"

#include "shared/base/zstd.h"
#include "shared/replica/codec.h"
#include "sync-server/frozen.h"

namespace bf {
namespace {

/// Bytes of one look once unpacked: those of a day on which every member of a large county is judged otherwise.
constexpr std::size_t lookBytesMax = 256 * 1024 * 1024;
constexpr std::size_t page = 200;
constexpr char outOfScope = '\xff';

char byteOf(const std::optional<Judgement>& verdict) { return verdict ? static_cast<char>(*verdict) : outOfScope; }

Result<std::optional<Judgement>> verdictOf(char byte) {
  if (byte == outOfScope) return std::optional<Judgement>{};
  if (byte < 0 || byte > static_cast<char>(Judgement::unjudged)) return fail(Errc::storageCorrupt, "rejudged");
  return std::optional(static_cast<Judgement>(byte));
}

Result<bianfang::Rejudged> lookOf(const std::string& packed) {
  const auto plain = decompress(packed, lookBytesMax);
  if (!plain) return fail(Errc::storageCorrupt, "rejudged");
  return decode<bianfang::Rejudged>(*plain);
}

}  // namespace

bianfang::RejudgedIndicator toMessage(const IndicatorChanges& changes) {
  bianfang::RejudgedIndicator made;
  made.set_indicator(changes.indicator);
  for (const auto& change : changes.changes) {
    made.add_household(change.household);
    made.add_subject(change.subject);
    made.add_region(change.region);
    made.mutable_from()->push_back(byteOf(change.from));
    made.mutable_to()->push_back(byteOf(change.to));
  }
  return made;
}

Result<IndicatorChanges> fromMessage(const bianfang::RejudgedIndicator& message) {
  IndicatorChanges made{message.indicator(), {}};
  const auto count = message.from().size();
  const auto even = [count](int size) { return static_cast<std::size_t>(size) == count; };
  if (message.to().size() != count || !even(message.household_size()) || !even(message.subject_size()) ||
      !even(message.region_size()))
    return fail(Errc::storageCorrupt, "rejudged");
  for (int i = 0; i < message.household_size(); ++i) {
    BF_LET(from, verdictOf(message.from()[static_cast<std::size_t>(i)]));
    BF_LET(to, verdictOf(message.to()[static_cast<std::size_t>(i)]));
    made.changes.push_back({message.household(i), message.subject(i), message.region(i), from, to});
  }
  return made;
}

RejudgedRegister::RejudgedRegister(StoreTx& tx, std::string pack, RegionCode region)
    : tx_(tx), pack_(std::move(pack)), region_(region), key_(pack_ + '\0' + bigEndian(region)) {}

Result<std::optional<bianfang::Judged>> RejudgedRegister::state() {
  BF_LET(found, tx_.get(Space::judged, key_));
  if (!found) return std::optional<bianfang::Judged>{};
  BF_LET(made, decode<bianfang::Judged>(*found));
  return std::optional(std::move(made));
}

Result<void> RejudgedRegister::putState(const bianfang::Judged& state) {
  return tx_.put(Space::judged, key_, encode(state));
}

Result<std::vector<SubjectVerdict>> RejudgedRegister::rows(const std::string& indicator) {
  BF_LET(packed, tx_.get(Space::judgedRows, key_ + indicator));
  if (!packed) return std::vector<SubjectVerdict>{};
  return unpackRows(*packed);
}

Result<void> RejudgedRegister::putRows(const std::string& indicator, const std::vector<SubjectVerdict>& rows) {
  return tx_.put(Space::judgedRows, key_ + indicator, packRows(rows));
}

Result<void> RejudgedRegister::add(bianfang::Rejudged look) {
  BF_LET(last, tx_.last(Space::rejudged));
  look.set_number(last ? fromBigEndian(last->key) + 1 : 1);
  look.set_pack(pack_);
  look.set_region(region_);
  return tx_.put(Space::rejudged, bigEndian(look.number()), compress(encode(look)));
}

Result<std::vector<bianfang::Rejudged>> RejudgedRegister::since(std::uint64_t seq) {
  std::vector<bianfang::Rejudged> looks;
  std::string after;
  for (;;) {
    BF_LET(entries, tx_.list(Space::rejudged, {}, after, page));
    if (entries.empty()) return looks;
    for (const auto& entry : entries) {
      BF_LET(look, lookOf(entry.value));
      if (look.pack() == pack_ && look.region() == region_ && look.after().seq() > seq)
        looks.push_back(std::move(look));
    }
    after = entries.back().key;
  }
}

}  // namespace bf
