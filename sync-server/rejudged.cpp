#include "sync-server/rejudged.h"

#include <algorithm>

#include "shared/base/zstd.h"
#include "shared/replica/codec.h"
#include "sync-server/frozen.h"

namespace bf {
namespace {

/// Changes in one piece of a look: on the day on which every member of a large county is judged otherwise by every rule
/// there are some ten pieces. A change takes 32 bytes at the most.
constexpr std::size_t changesEachPiece = 1'000'000;
constexpr std::size_t pieceBytesMax = 40 * changesEachPiece;
constexpr std::size_t page = 20;
constexpr std::size_t packsMost = 1'000;
constexpr char outOfScope = '\xff';

char byteOf(const std::optional<Judgement>& verdict) { return verdict ? static_cast<char>(*verdict) : outOfScope; }

Result<std::optional<Judgement>> verdictOf(char byte) {
  if (byte == outOfScope) return std::optional<Judgement>{};
  if (byte < 0 || byte > static_cast<char>(Judgement::unjudged)) return fail(Errc::storageCorrupt, "rejudged");
  return std::optional(static_cast<Judgement>(byte));
}

Result<bianfang::Rejudged> pieceOf(const std::string& packed) {
  const auto plain = decompress(packed, pieceBytesMax);
  if (!plain) return fail(Errc::storageCorrupt, "rejudged");
  return decode<bianfang::Rejudged>(*plain);
}

}  // namespace

bianfang::RejudgedIndicator toMessage(const std::string& indicator, std::span<const VerdictChange> changes) {
  bianfang::RejudgedIndicator made;
  made.set_indicator(indicator);
  for (const auto& change : changes) {
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

Result<std::vector<JudgedPack>> judgedPacks(StoreTx& tx) {
  BF_LET(entries, tx.list(Space::judged, {}, {}, packsMost));
  std::vector<JudgedPack> all;
  for (const auto& entry : entries) {
    const auto end = entry.key.find('\0');
    if (end == std::string::npos || entry.key.size() != end + 9) return fail(Errc::storageCorrupt, "judged");
    BF_LET(state, decode<bianfang::Judged>(entry.value));
    all.push_back(
        {entry.key.substr(0, end), fromBigEndian(std::string_view(entry.key).substr(end + 1)), std::move(state)});
  }
  return all;
}

RejudgedRegister::RejudgedRegister(StoreTx& tx, std::string_view pack, RegionCode region)
    : tx_(tx), key_(std::string(pack) + '\0' + bigEndian(region)) {}

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

Result<void> RejudgedRegister::putRows(const std::string& indicator, std::string_view packed) {
  return tx_.put(Space::judgedRows, key_ + indicator, packed);
}

std::vector<std::string> packLook(const bianfang::Judged& before, const bianfang::Judged& after,
                                  const std::vector<IndicatorChanges>& changes) {
  std::vector<std::string> pieces;
  bianfang::Rejudged piece;
  std::size_t inPiece = 0;
  const auto finish = [&] {
    *piece.mutable_before() = before;
    *piece.mutable_after() = after;
    pieces.push_back(compress(encode(piece)));
    piece.Clear();
    inPiece = 0;
  };
  for (const auto& of : changes)
    for (std::span<const VerdictChange> left(of.changes); !left.empty();) {
      const auto some = left.first(std::min(left.size(), changesEachPiece - inPiece));
      *piece.add_indicators() = toMessage(of.indicator, some);
      left = left.subspan(some.size());
      inPiece += some.size();
      if (inPiece == changesEachPiece) finish();
    }
  if (inPiece != 0) finish();
  return pieces;
}

Result<void> RejudgedRegister::add(const bianfang::Judged& after, const std::vector<std::string>& pieces) {
  const auto key = key_ + bigEndian(static_cast<std::uint64_t>(after.at())) + bigEndian(after.seq());
  for (std::size_t i = 0; i < pieces.size(); ++i) BF_CHECK(tx_.put(Space::rejudged, key + bigEndian(i, 2), pieces[i]));
  return {};
}

Result<void> RejudgedRegister::prune(Micros before, std::size_t most) {
  BF_LET(entries, tx_.list(Space::rejudged, key_, {}, most));
  for (const auto& entry : entries) {
    const auto when = std::string_view(entry.key).substr(key_.size());
    if (when.size() < 16) return fail(Errc::storageCorrupt, "rejudged");
    // Ascending by time: none that follows is older.
    if (fromBigEndian(when.substr(0, 8)) >= static_cast<std::uint64_t>(before)) return {};
    BF_CHECK(tx_.erase(Space::rejudged, entry.key));
  }
  return {};
}

Result<void> RejudgedRegister::since(std::uint64_t seq, Micros at,
                                     const std::function<Result<void>(const bianfang::Rejudged&)>& each) {
  std::string after;
  for (;;) {
    BF_LET(entries, tx_.list(Space::rejudged, key_, after, page));
    if (entries.empty()) return {};
    for (const auto& entry : entries) {
      const auto when = std::string_view(entry.key).substr(key_.size());
      if (when.size() < 16) return fail(Errc::storageCorrupt, "rejudged");
      // At midnight a ranking is frozen, and then everything judged as the new day, by the same number of the feed.
      const bool later = fromBigEndian(when.substr(0, 8)) > static_cast<std::uint64_t>(at);
      if (!later && fromBigEndian(when.substr(8, 8)) <= seq) continue;
      BF_LET(piece, pieceOf(entry.value));
      BF_CHECK(each(piece));
    }
    after = entries.back().key;
  }
}

}  // namespace bf
