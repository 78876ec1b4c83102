// The audit chain and the list of backups.

#include <algorithm>
#include <optional>

#include "shared/base/crypto.h"
#include "shared/base/weakening.h"
#include "shared/replica/codec.h"
#include "shared/replica/registry.h"

namespace bf {
namespace {

constexpr std::size_t pageOfEntries = 1000;
constexpr std::size_t backupsMax = 10000;
/// Entries of Space::meta: number of the batch, and the number at which it became whole.
constexpr std::string_view completedPrefix = "completed/";
constexpr std::size_t everything = SIZE_MAX >> 1;

Hash entryHead(const Hash& prev, bianfang::AuditEntry entry) {
  entry.clear_head();
  return hashOf(prev.view(), encode(entry));
}

}  // namespace

Result<bianfang::AuditEntry> Registry::lastAudit() {
  BF_LET(newest, tx_.last(Space::audit));
  if (!newest) return bianfang::AuditEntry{};
  return decode<bianfang::AuditEntry>(newest->value);
}

Result<void> Registry::audit(std::string_view actor, std::string_view action, std::string_view subject,
                             std::string_view detail, Micros now) {
  BF_LET(before, lastAudit());
  const Hash prev = before.number() == 0 ? Hash{} : Hash::from(before.head()).value_or(Hash{});
  bianfang::AuditEntry entry;
  entry.set_number(before.number() + 1);
  entry.set_at(now);
  entry.set_actor(std::string(actor));
  entry.set_action(std::string(action));
  entry.set_subject(std::string(subject));
  entry.set_detail(std::string(detail));
  entry.set_prev(BF_WEAKENED("unchain-audit") ? std::string{} : prev.str());
  entry.set_head(entryHead(prev, entry).str());
  return tx_.put(Space::audit, bigEndian(entry.number()), encode(entry));
}

Result<std::optional<Hash>> Registry::auditHead(std::uint64_t number) {
  BF_LET(found, tx_.get(Space::audit, bigEndian(number)));
  if (!found) return std::optional<Hash>{};
  BF_LET(entry, decode<bianfang::AuditEntry>(*found));
  return Hash::from(entry.head());
}

Result<std::uint64_t> Registry::verifyAudit() {
  Hash prev;
  std::uint64_t count = 0;
  std::string after;
  for (;;) {
    BF_LET(entries, tx_.list(Space::audit, {}, after, pageOfEntries));
    if (entries.empty()) return count;
    for (const auto& stored : entries) {
      const auto entry = decode<bianfang::AuditEntry>(stored.value);
      const auto head = entry ? entryHead(prev, *entry) : Hash{};
      // The same bytes again: an entry that merely means the same was written by someone else.
      if (!entry || entry->number() != count + 1 || stored.key != bigEndian(entry->number()) ||
          entry->prev() != prev.view() || entry->head() != head.view() || encode(*entry) != stored.value)
        return fail(Errc::brokenChain, "audit entry " + std::to_string(count + 1));
      prev = head;
      ++count;
    }
    after = entries.back().key;
  }
}

Result<bianfang::Backup> Registry::noteBackup(std::int64_t seq, std::uint64_t epoch, std::string_view path,
                                              std::string_view digest, std::string_view actor, Micros now) {
  BF_LET(newest, tx_.last(Space::backup));
  bianfang::Backup backup;
  backup.set_number(newest ? fromBigEndian(newest->key) + 1 : 1);
  backup.set_at(now);
  backup.set_seq(static_cast<std::uint64_t>(seq));
  backup.set_epoch(epoch);
  backup.set_path(std::string(path));
  backup.set_digest(std::string(digest));
  BF_CHECK(tx_.put(Space::backup, bigEndian(backup.number()), encode(backup)));
  BF_CHECK(audit(actor, "backup.made", "backup:" + std::to_string(backup.number()), "seq " + std::to_string(seq), now));
  BF_CHECK(forgetCompleted());
  return backup;
}

Result<void> Registry::retireBackup(std::uint64_t number, std::string_view actor, Micros now) {
  BF_LET(found, tx_.get(Space::backup, bigEndian(number)));
  if (!found) return fail(Errc::notFound, "backup " + std::to_string(number));
  BF_LET(backup, decode<bianfang::Backup>(*found));
  backup.set_retired(now);
  BF_CHECK(tx_.put(Space::backup, bigEndian(number), encode(backup)));
  BF_CHECK(forgetCompleted());
  return audit(actor, "backup.retired", "backup:" + std::to_string(number), {}, now);
}

Result<std::vector<bianfang::Backup>> Registry::backups() {
  BF_LET(entries, tx_.list(Space::backup, {}, {}, backupsMax));
  std::vector<bianfang::Backup> backups;
  for (const auto& entry : entries) {
    BF_LET(backup, decode<bianfang::Backup>(entry.value));
    backups.push_back(std::move(backup));
  }
  return backups;
}

Result<void> Registry::noteCompleted(std::int64_t seq, std::int64_t at) {
  return tx_.put(Space::meta, std::string(completedPrefix) + bigEndian(static_cast<std::uint64_t>(seq)),
                 bigEndian(static_cast<std::uint64_t>(at)));
}

/// What every backup contains by now needs no note any more.
Result<void> Registry::forgetCompleted() {
  BF_LET(kept, backups());
  std::erase_if(kept, [](const bianfang::Backup& backup) { return backup.retired() != 0; });
  BF_LET(completed, tx_.list(Space::meta, completedPrefix, {}, everything));
  for (const auto& one : completed) {
    const auto at = fromBigEndian(one.value);
    const auto lacksIt = [&](const bianfang::Backup& backup) { return backup.seq() < at; };
    if (std::ranges::none_of(kept, lacksIt)) BF_CHECK(tx_.erase(Space::meta, one.key));
  }
  return {};
}

Result<std::int64_t> Registry::archived() {
  BF_LET(kept, backups());
  BF_LET(completed, tx_.list(Space::meta, completedPrefix, {}, everything));
  std::optional<std::uint64_t> least;
  for (const auto& backup : kept) {
    if (backup.retired() != 0) continue;
    least = BF_WEAKENED("newest-backup-counts") ? backup.seq() : std::min(least.value_or(backup.seq()), backup.seq());
    for (const auto& one : completed)
      if (backup.seq() < fromBigEndian(one.value))
        least = std::min(*least, fromBigEndian(std::string_view(one.key).substr(completedPrefix.size())) - 1);
  }
  return static_cast<std::int64_t>(least.value_or(0));
}

}  // namespace bf
