#include "sync-server/frozen.h"

#include "shared/base/crypto.h"
#include "shared/base/zstd.h"
#include "shared/policy/policy_limits.h"
#include "shared/replica/codec.h"
#include "shared/replica/registry.h"
#include "sync-server/audited.h"

namespace bf {
namespace {

/// Bytes of one indicator's verdicts once unpacked: those of subjectsMax members.
constexpr std::size_t rowsBytesMax = 64 * 1024 * 1024;
constexpr std::size_t page = 500;
constexpr const char* action = "ranking.frozen";

std::string nameOf(const bianfang::Frozen& snapshot) {
  return std::to_string(snapshot.number()) + " " + snapshot.pack() + " " + std::to_string(snapshot.region()) + " " +
         std::to_string(snapshot.day());
}

}  // namespace

std::string packRows(const std::vector<SubjectVerdict>& rows) {
  bianfang::FrozenRows made;
  SubjectVerdict last;
  for (const auto& row : rows) {
    made.add_household(row.household - last.household);
    made.add_subject(row.subject - row.household);
    made.add_region(static_cast<std::int64_t>(row.region) - static_cast<std::int64_t>(last.region));
    made.mutable_verdict()->push_back(static_cast<char>(row.verdict));
    last = row;
  }
  return compress(encode(made));
}

Result<std::vector<SubjectVerdict>> unpackRows(std::string_view packed) {
  const auto plain = decompress(packed, rowsBytesMax);
  if (!plain) return fail(Errc::storageCorrupt, "frozen rows");
  BF_LET(made, decode<bianfang::FrozenRows>(*plain));
  const auto count = made.verdict().size();
  const auto even = [count](int size) { return static_cast<std::size_t>(size) == count; };
  if (!even(made.household_size()) || !even(made.subject_size()) || !even(made.region_size()))
    return fail(Errc::storageCorrupt, "frozen rows");
  std::vector<SubjectVerdict> rows;
  SubjectVerdict last;
  for (int i = 0; i < made.household_size(); ++i) {
    last.household += made.household(i);
    last.subject = last.household + made.subject(i);
    last.region = static_cast<RegionCode>(static_cast<std::int64_t>(last.region) + made.region(i));
    last.verdict = static_cast<Judgement>(made.verdict()[static_cast<std::size_t>(i)]);
    if (last.verdict > Judgement::unjudged) return fail(Errc::storageCorrupt, "frozen rows");
    rows.push_back(last);
  }
  return rows;
}

PackedVerdicts packVerdicts(const PolicyEngine& engine) {
  PackedVerdicts packed;
  for (std::size_t i = 0; i < engine.pack().indicators.size(); ++i)
    packed.emplace_back(engine.pack().indicators[i].id, packRows(engine.verdicts(i).rows));
  return packed;
}

Result<bianfang::Frozen> FrozenSnapshots::add(bianfang::Frozen made, const PackedVerdicts& verdicts) {
  BF_LET(last, tx_.last(Space::frozen));
  made.set_number(last ? fromBigEndian(last->key) + 1 : 1);
  for (const auto& [indicator, rows] : verdicts)
    BF_CHECK(tx_.put(Space::frozenRows, bigEndian(made.number()) + indicator, rows));
  BF_LET(hash, rowsHash(made.number()));
  made.set_rows_hash(hash);
  const auto bytes = encode(made);
  BF_CHECK(tx_.put(Space::frozen, bigEndian(made.number()), bytes));
  BF_CHECK(Registry(tx_).audit(made.actor(), action, nameOf(made), toHex(hashOf(bytes).view()), made.at()));
  return made;
}

Result<std::string> FrozenSnapshots::rowsHash(std::uint64_t number) {
  Hash hash;
  const auto prefix = bigEndian(number);
  BF_LET(entries, tx_.list(Space::frozenRows, prefix, {}, indicatorsMax + 1));
  for (const auto& entry : entries) hash = hashOf(hash.view(), hashOf(entry.key, entry.value).view());
  return hash.str();
}

Result<std::vector<bianfang::Frozen>> FrozenSnapshots::all() {
  std::vector<bianfang::Frozen> snapshots;
  std::string after;
  for (;;) {
    BF_LET(entries, tx_.list(Space::frozen, {}, after, page));
    if (entries.empty()) return snapshots;
    for (const auto& entry : entries) {
      BF_LET(one, decode<bianfang::Frozen>(entry.value));
      snapshots.push_back(std::move(one));
    }
    after = entries.back().key;
  }
}

Result<std::vector<bianfang::Frozen>> FrozenSnapshots::of(std::string_view pack, RegionCode region) {
  BF_LET(snapshots, all());
  std::erase_if(snapshots, [&](const auto& one) { return one.pack() != pack || one.region() != region; });
  return snapshots;
}

Result<std::vector<SubjectVerdict>> FrozenSnapshots::rows(std::uint64_t number, std::string_view indicator) {
  BF_LET(packed, tx_.get(Space::frozenRows, bigEndian(number) + std::string(indicator)));
  if (!packed) return std::vector<SubjectVerdict>{};
  return unpackRows(*packed);
}

Result<bool> FrozenSnapshots::sound(const bianfang::Frozen& snapshot) {
  BF_LET(hash, rowsHash(snapshot.number()));
  if (hash != snapshot.rows_hash()) return false;
  if (!audited_) {
    BF_LET(audited, auditDetails(tx_, {action}));
    audited_ = std::move(audited);
  }
  const auto found = audited_->find(nameOf(snapshot));
  return found != audited_->end() && found->second == toHex(hashOf(encode(snapshot)).view());
}

const bianfang::Frozen* ofDay(const std::vector<bianfang::Frozen>& all, std::int32_t day) {
  const bianfang::Frozen* found = nullptr;
  for (const auto& one : all)
    if (static_cast<std::int32_t>(one.day()) == day) found = &one;
  return found;
}

const bianfang::Frozen* beforeDay(const std::vector<bianfang::Frozen>& all, std::int32_t day) {
  const bianfang::Frozen* found = nullptr;
  for (const auto& one : all)
    if (static_cast<std::int32_t>(one.day()) < day && (found == nullptr || one.day() >= found->day())) found = &one;
  return found;
}

std::vector<Figure> figuresOf(const bianfang::Frozen& snapshot) {
  std::vector<Figure> figures;
  for (const auto& one : snapshot.figures())
    figures.push_back({one.indicator(),
                       one.region(),
                       {one.met(), one.not_met(), one.not_collected(), one.unjudged()},
                       static_cast<Standing>(one.standing()),
                       one.counts()});
  return figures;
}

}  // namespace bf
