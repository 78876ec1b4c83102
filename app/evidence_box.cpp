#include "app/evidence_box.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "shared/base/crypto.h"
#include "shared/replica/codec.h"
#include "shared/schema/value.h"
#include "shared/store/removed.h"
#include "shared/sync/sync_limits.h"
#include "shared/tls/secret_file.h"

namespace bf {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t everything = SIZE_MAX >> 1;
constexpr const char* partTail = ".part";

bool among(const std::vector<Hash>& hashes, const Hash& hash) {
  return std::ranges::find(hashes, hash) != hashes.end();
}

/// "" for no answer, or one that is no text.
std::string textOf(const FieldSpec& field, const std::string& wire) {
  const auto value = decodeValue(field, wire);
  const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
  return text == nullptr ? std::string() : *text;
}

Field valueField(const KindSpec& kind, std::uint32_t number, const Value& value) {
  return {number, encodeValue(*kind.field(number), value)};
}

}  // namespace

EvidenceBox::EvidenceBox(TabletReplica& replica, std::string folder)
    : replica_(replica),
      folder_(std::move(folder)),
      kind_(*replica.store().schema().kindByName("evidence")),
      hashField_(kind_.fieldByName("hash")->number),
      sizeField_(kind_.fieldByName("size")->number),
      thumbnailHashField_(kind_.fieldByName("thumbnail_hash")->number),
      thumbnailSizeField_(kind_.fieldByName("thumbnail_size")->number) {
  ::mkdir(folder_.c_str(), 0700);  // when this fails, keeping the first file says so
}

std::string EvidenceBox::fileOf(const Hash& hash) const { return folder_ + "/" + toHex(hash.view()); }

Result<void> EvidenceBox::update(const Hash& hash, const Change& change) {
  BF_LET(tx, replica_.store().begin());
  BF_LET(entry, tx->get(Space::evidence, hash.view()));
  bianfang::EvidenceHeld held;
  if (entry) {
    BF_LET(known, decode<bianfang::EvidenceHeld>(*entry));
    held = std::move(known);
  }
  change(held);
  BF_CHECK(tx->put(Space::evidence, hash.view(), encode(held)));
  return tx->commit();
}

Result<void> EvidenceBox::updateKnown(const Hash& hash, const Change& change, Commit commit) {
  BF_LET(tx, replica_.store().begin(commit));
  BF_LET(entry, tx->get(Space::evidence, hash.view()));
  if (!entry) return {};
  BF_LET(held, decode<bianfang::EvidenceHeld>(*entry));
  change(held);
  BF_CHECK(tx->put(Space::evidence, hash.view(), encode(held)));
  return tx->commit();
}

/// Lazily: without it the record is looked up by the hash.
Result<void> EvidenceBox::noteRecord(const Hash& hash, const RecordId& record) {
  return updateKnown(
      hash, [&](bianfang::EvidenceHeld& held) { held.set_record(record.str()); }, Commit::lazy);
}

Result<void> EvidenceBox::keepFile(const Hash& hash, std::string_view content, bool thumbnail) {
  BF_CHECK(writeSecretFile(fileOf(hash), content));
  return update(hash, [&](bianfang::EvidenceHeld& held) {
    held.set_size(content.size());
    held.set_thumbnail(thumbnail);
    held.set_wanted(false);
  });
}

Result<RecordId> EvidenceBox::add(const NewEvidence& evidence) {
  if (evidence.content.empty()) return fail(Errc::malformed, "evidence without content");
  if (evidence.content.size() > evidenceBytesMax || evidence.thumbnail.size() > evidenceBytesMax)
    return fail(Errc::tooLarge, "evidence larger than evidenceBytesMax");
  Edit edit;
  edit.kind = kind_.number;
  edit.parent = evidence.parent;
  edit.set = evidence.details;
  const auto hash = hashOf(evidence.content);
  BF_CHECK(keepFile(hash, evidence.content, false));
  edit.set.push_back(valueField(kind_, hashField_, hash.str()));
  edit.set.push_back(valueField(kind_, sizeField_, static_cast<std::int64_t>(evidence.content.size())));
  if (!evidence.thumbnail.empty()) {
    const auto small = hashOf(evidence.thumbnail);
    BF_CHECK(keepFile(small, evidence.thumbnail, true));
    edit.set.push_back(valueField(kind_, thumbnailHashField_, small.str()));
    edit.set.push_back(valueField(kind_, thumbnailSizeField_, static_cast<std::int64_t>(evidence.thumbnail.size())));
  }
  std::ranges::sort(edit.set, {}, &Field::number);
  BF_LET(record, replica_.save(edit));
  BF_CHECK(noteRecord(hash, record));
  if (!evidence.thumbnail.empty()) BF_CHECK(noteRecord(hashOf(evidence.thumbnail), record));
  return record;
}

Result<void> EvidenceBox::want(const Hash& hash, std::uint64_t size) {
  if (pathOf(hash)) return {};
  return update(hash, [&](bianfang::EvidenceHeld& held) {
    held.set_size(size);
    held.set_wanted(true);
    held.set_sent(true);  // the centre has it
  });
}

Result<void> EvidenceBox::forget(const RecordId& removed) {
  BF_LET(tx, replica_.store().begin());
  BF_LET(row, tx->find(kind_.number, removed));
  if (!row) return fail(Errc::notFound, "evidence");
  std::vector<Hash> gone;
  for (const auto field : {hashField_, thumbnailHashField_}) {
    BF_LET(wire, tx->value(kind_.number, row->rec, field));
    const auto hash = Hash::from(textOf(*kind_.field(field), wire));
    if (!hash) continue;
    BF_LET(entry, tx->get(Space::evidence, hash->view()));
    if (!entry) continue;
    BF_LET(held, decode<bianfang::EvidenceHeld>(*entry));
    if (held.sent()) continue;
    if (const auto another = recordNaming(*tx, *hash)) {
      held.set_record(another->str());
      BF_CHECK(tx->put(Space::evidence, hash->view(), encode(held)));
      continue;
    }
    BF_CHECK(tx->erase(Space::evidence, hash->view()));
    gone.push_back(*hash);
  }
  BF_CHECK(tx->commit());
  std::error_code ignored;
  for (const auto& hash : gone) fs::remove(fileOf(hash), ignored);
  return {};
}

Result<std::string> EvidenceBox::pathOf(const Hash& hash) const {
  std::error_code ignored;
  if (!fs::exists(fileOf(hash), ignored)) return fail(Errc::notFound, toHex(hash.view()));
  return fileOf(hash);
}

Result<std::vector<EvidenceBox::Entry>> EvidenceBox::entries() {
  BF_LET(tx, replica_.store().read());
  BF_LET(found, tx->list(Space::evidence, {}, {}, everything));
  std::vector<Entry> entries;
  for (const auto& one : found) {
    BF_LET(held, decode<bianfang::EvidenceHeld>(one.value));
    if (const auto hash = Hash::from(one.key)) entries.push_back({*hash, std::move(held)});
  }
  return entries;
}

Result<EvidenceBox::Unsent> EvidenceBox::unsent() {
  BF_LET(all, entries());
  BF_LET(tx, replica_.store().read());
  Unsent left;
  for (const auto& [hash, held] : all) {
    if (held.sent()) continue;
    if (const auto record = RecordId::from(held.record())) {
      BF_LET(standing, stands(*tx, *record));
      if (!standing) continue;
    }
    ++left.files;
    left.bytes += held.size();
  }
  return left;
}

Result<bool> EvidenceBox::stands(StoreTx& tx, const RecordId& record) {
  BF_LET(found, tx.find(kind_.number, record));
  auto row = std::move(found);
  while (row) {
    BF_LET(fields, tx.values(row->kind, row->rec));
    if (isRemoved(*row, fields)) return false;
    if (row->parent == 0) break;
    BF_LET(above, tx.load(row->parentKind, row->parent));
    row = std::move(above);
  }
  return true;
}

Result<RecordId> EvidenceBox::recordNaming(StoreTx& tx, const Hash& hash) {
  BF_LET(rows, tx.records(kind_.number, 0, everything));
  for (const auto& row : rows)
    for (const auto field : {hashField_, thumbnailHashField_}) {
      BF_LET(wire, tx.value(kind_.number, row.rec, field));
      if (textOf(*kind_.field(field), wire) != hash.view()) continue;
      BF_LET(standing, stands(tx, row.id));
      if (standing) return row.id;
    }
  return fail(Errc::notFound, "record of a file");
}

/// None: a crash came before its record, or what it belongs to was removed.
Result<std::optional<RecordId>> EvidenceBox::recordOf(const Entry& entry) {
  const auto known = RecordId::from(entry.held.record());
  std::optional<RecordId> named;
  {
    BF_LET(tx, replica_.store().read());
    if (known) {
      BF_LET(standing, stands(*tx, *known));
      if (standing) return known;
    }
    const auto found = recordNaming(*tx, entry.hash);
    if (!found && found.error().code == Errc::notFound) return std::optional<RecordId>();
    BF_CHECK(found);
    named = *found;
  }
  BF_CHECK(noteRecord(entry.hash, *named));
  return named;
}

Result<std::vector<EvidenceOffer>> EvidenceBox::waiting(std::size_t most, const std::vector<Hash>& except) {
  BF_LET(all, entries());
  std::ranges::stable_sort(all, {}, [](const Entry& one) { return one.held.thumbnail() ? 0 : 1; });
  std::vector<EvidenceOffer> offers;
  for (const auto& entry : all) {
    if (offers.size() == most) break;
    if (entry.held.sent() || among(except, entry.hash)) continue;
    BF_LET(record, recordOf(entry));
    if (record) offers.push_back({entry.hash, entry.held.size(), *record, kind_.number});
  }
  return offers;
}

Result<std::string> EvidenceBox::read(const Hash& hash, std::uint64_t offset, std::size_t most) {
  std::ifstream file(fileOf(hash), std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  std::string content(most, '\0');
  file.read(content.data(), static_cast<std::streamsize>(most));
  content.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  if (!content.empty()) return content;
  BF_CHECK(pathOf(hash));  // taken out meanwhile
  return fail(Errc::storageFailed, fileOf(hash));
}

Result<void> EvidenceBox::sent(const Hash& hash) {
  return updateKnown(hash, [](bianfang::EvidenceHeld& held) {
    held.set_sent(true);
    held.clear_refused();
  });
}

Result<void> EvidenceBox::refused(const Hash& hash, bianfang::RefusalCode code) {
  return updateKnown(hash, [&](bianfang::EvidenceHeld& held) { held.set_refused(code); });
}

Result<std::vector<EvidenceWish>> EvidenceBox::wishes(std::size_t most, const std::vector<Hash>& except) {
  BF_LET(all, entries());
  std::vector<EvidenceWish> wished;
  for (const auto& [hash, held] : all) {
    if (wished.size() == most) break;
    if (!held.wanted() || among(except, hash)) continue;
    std::error_code none;
    const auto there = fs::file_size(fileOf(hash) + partTail, none);
    wished.push_back({hash, none ? 0 : there});
  }
  return wished;
}

Result<bool> EvidenceBox::take(const Hash& hash, std::uint64_t offset, std::string_view content, std::uint64_t size) {
  if (size > evidenceBytesMax) return fail(Errc::tooLarge, "evidence larger than evidenceBytesMax");
  const auto part = fileOf(hash) + partTail;
  std::error_code none;
  const auto there = fs::file_size(part, none);
  std::string whole;
  if (!none && offset > 0) {
    std::ifstream file(part, std::ios::binary);
    whole.assign(std::istreambuf_iterator<char>(file), {});
  }
  if (offset > (none ? 0 : there)) return fail(Errc::malformed, "a part of evidence behind a gap");
  whole.resize(offset);
  whole += content;
  if (whole.size() < size) {
    BF_CHECK(writeSecretFile(part, whole));
    return false;
  }
  fs::remove(part, none);
  if (hashOf(whole) != hash) return fail(Errc::malformed, "evidence is not what its name says");
  BF_CHECK(writeSecretFile(fileOf(hash), whole));
  BF_CHECK(update(hash, [](bianfang::EvidenceHeld& held) { held.set_wanted(false); }));
  return true;
}

}  // namespace bf
