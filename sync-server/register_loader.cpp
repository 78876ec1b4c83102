#include "sync-server/register_loader.h"

#include <algorithm>

#include "shared/exchange/cell_value.h"
#include "shared/exchange/register_index.h"
#include "shared/schema/id_number.h"
#include "shared/schema/mask.h"
#include "shared/schema/record_builder.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

constexpr std::string_view idMark = "@";
constexpr std::size_t rootsPage = 500;
constexpr std::size_t hitsMost = 32;               ///< households whose register number starts alike
constexpr std::size_t candidatesHeldMax = 50'000;  ///< of all places together: the largest ledger of a county, not all

std::string knownKey(std::uint32_t kind, std::string_view key) { return std::to_string(kind) + "/" + std::string(key); }

/// A key that records() gave, not one of what hangs from such a record.
bool isIdKey(std::string_view key) { return key.starts_with(idMark) && !key.contains('/'); }

const Field* fieldOf(const std::vector<Field>& fields, std::uint32_t number) {
  const auto at = std::ranges::find(fields, number, &Field::number);
  return at == fields.end() ? nullptr : &*at;
}

std::string_view wireOf(const std::vector<Field>& fields, std::uint32_t number) {
  const auto* field = fieldOf(fields, number);
  return field == nullptr ? std::string_view() : std::string_view(field->wire);
}

std::string textOf(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
  const auto value = valueOf(kind, fields, name);
  const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
  return text != nullptr ? *text : std::string();
}

std::int64_t numberOf(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
  const auto value = valueOf(kind, fields, name);
  const auto* number = value ? std::get_if<std::int64_t>(&*value) : nullptr;
  return number != nullptr ? *number : 0;
}

struct Standing {
  RecordRow row;
  std::vector<Field> fields;
};

/// A record with what it holds; nothing where it is removed or cannot be read.
std::optional<Standing> standing(StoreTx& tx, const KindSpec& kind, std::int64_t rec) {
  auto row = tx.load(kind.number, rec);
  auto fields = tx.values(kind.number, rec);
  if (!row || !*row || !fields || isRemoved(**row, *fields)) return std::nullopt;
  return Standing{std::move(**row), std::move(*fields)};
}

/// Whether the record has, in each field that a row shows only masked, what the mask may hide.
bool fitsMasks(const KindSpec& kind, const std::vector<Field>& fields, const SoughtRecord& sought) {
  return std::ranges::all_of(sought.masked, [&](const auto& masked) {
    const auto* field = kind.field(masked.first);
    const auto* known = fieldOf(fields, masked.first);
    const auto value = field != nullptr && known != nullptr ? decodeValue(*field, known->wire) : fail(Errc::notFound);
    return value && fitsMask(masked.second, cellText(*field, *value, Language::chinese));
  });
}

}  // namespace

RegisterLoader::RegisterLoader(Store& store, const CentreReplica& centre, const OfficeKey& key, Clock& clock,
                               bool overwrite)
    : store_(store), centre_(centre), key_(key), clock_(clock), overwrite_(overwrite) {
  for (const auto& rule : importRules(centre.schema())) {
    identities_.emplace(rule.kind->number, rule.identity);
    if (rule.parentKind != 0) parentKinds_.insert(rule.parentKind);
  }
  if (const auto tx = store.read()) {
    const auto some = (*tx)->records(centre.schema().kindByName("member")->number, 0, 1);
    anyMembers_ = some && !some->empty();
  }
}

Result<void> RegisterLoader::load(RegionCode region, std::vector<ImportedRecord>&& records) {
  BF_LET(tx, store_.begin());
  BF_LET(writer, OfficeWriter::open(*tx, centre_, key_));
  Entries entries;
  // What was read before is of another moment of the store, and what is read now another one after the commit.
  forgetCandidates();
  for (const auto& record : records) BF_CHECK(one(*tx, writer, region, record, entries));
  forgetCandidates();
  for (auto& [at, made] : entries) BF_CHECK(writer.admit(*tx, at, std::move(made), clock_.now()));
  return tx->commit();
}

Result<const RegisterLoader::Known*> RegisterLoader::parentOf(StoreTx& tx, const ImportedRecord& record) {
  if (record.parentKind == 0) return nullptr;
  const auto key = knownKey(record.parentKind, record.parentKey);
  if (const auto found = known_.find(key); found != known_.end()) return &found->second;
  // The file speaks of what came with an earlier import.
  BF_LET(row, find(tx, record.parentKind, record.parentKey, record.region));
  if (!row) return fail(Errc::notFound, "parent of " + record.key.substr(0, record.key.find('/')));
  return &known_.emplace(key, Known{row->id, false}).first->second;
}

Result<std::optional<RecordRow>> RegisterLoader::find(StoreTx& tx, std::uint32_t kind, const std::string& key,
                                                      RegionCode region) const {
  if (const auto known = known_.find(knownKey(kind, key)); known != known_.end())
    return tx.find(kind, known->second.id);
  // A record that the import found here is named by its id.
  if (isIdKey(key)) {
    const auto bytes = fromHex(std::string_view(key).substr(idMark.size()));
    const auto id = bytes ? RecordId::from(*bytes) : std::nullopt;
    return id ? tx.find(kind, *id) : std::optional<RecordRow>();
  }
  const auto& spec = *centre_.schema().kind(kind);
  if (spec.name == "household") return householdByNumber(tx, key);
  if (spec.name == "village") {
    BF_LET(villages, candidates(tx, {kind, region, 0, {}}));
    return villages->empty() ? std::nullopt : std::optional(villages->front().row);
  }
  if (spec.name != "member") return std::optional<RecordRow>();
  const auto household = centre_.schema().kindByName("household")->number;
  BF_LET(members, candidates(tx, {kind, region, household, key.substr(0, key.find('/'))}));
  return same({.kind = kind, .key = key, .parentKind = household, .parentKey = {}, .region = region, .fields = {}},
              *members);
}

Result<void> RegisterLoader::one(StoreTx& tx, OfficeWriter& writer, RegionCode region, const ImportedRecord& record,
                                 Entries& entries) {
  BF_LET(parent, parentOf(tx, record));
  BF_LET(row, existing(tx, record, parent));
  if (row) {
    known_.emplace(knownKey(record.kind, record.key), Known{row->id, false});
    if (parentKinds_.contains(record.kind)) keysGiven_.emplace(row->id, record.key);
    return amend(tx, writer, region, *row, record, entries);
  }
  Change change;
  change.kind = record.kind;
  if (parent != nullptr) change.parent = parent->id;
  change.region = region;
  change.set = record.fields;
  auto& made = entries[region];
  made.push_back(writer.complete(std::move(change), clock_.now()));
  if (parentKinds_.contains(record.kind)) {
    known_.insert_or_assign(knownKey(record.kind, record.key), Known{made.back().id(), true});
    keysGiven_.emplace(made.back().id(), record.key);
  }
  ++figures_.created;
  return {};
}

Result<std::optional<RecordRow>> RegisterLoader::existing(StoreTx& tx, const ImportedRecord& record,
                                                          const Known* parent) const {
  const auto& kind = *centre_.schema().kind(record.kind);
  const bool seen = known_.contains(knownKey(record.kind, record.key));
  if (!seen && parent != nullptr && parent->madeNow) return std::optional<RecordRow>();
  if (seen || isIdKey(record.key) || kind.name == "household" || kind.name == "village")
    return find(tx, record.kind, record.key, record.region);
  BF_LET(there, candidates(tx, {record.kind, record.region, record.parentKind, record.parentKey}));
  return same(record, *there);
}

Result<std::vector<RecordRow>> RegisterLoader::rowsAt(StoreTx& tx, const Place& place) const {
  std::vector<RecordRow> rows;
  if (place.parentKind != 0) {
    BF_LET(parent, find(tx, place.parentKind, place.parentKey, place.region));
    return parent ? tx.children(parent->kind, parent->rec) : rows;
  }
  for (std::int64_t after = 0;;) {
    BF_LET(page, tx.roots(place.kind, place.region, after, rootsPage));
    if (page.empty()) return rows;
    after = page.back().rec;
    rows.insert(rows.end(), page.begin(), page.end());
  }
}

Result<const std::vector<RegisterLoader::Candidate>*> RegisterLoader::candidates(StoreTx& tx,
                                                                                 const Place& place) const {
  if (const auto found = candidates_.find(place); found != candidates_.end()) return &found->second;
  BF_LET(rows, rowsAt(tx, place));
  std::vector<Candidate> made;
  for (const auto& row : rows) {
    if (row.kind != place.kind) continue;
    BF_LET(fields, tx.values(row.kind, row.rec));
    // What was removed is nobody's any more: filled in it would be lost.
    if (!isRemoved(row, fields)) made.push_back({row, std::move(fields)});
  }
  if (candidatesHeld_ > candidatesHeldMax) forgetCandidates();
  candidatesHeld_ += made.size() + 1;
  return &candidates_.emplace(place, std::move(made)).first->second;
}

/// Of several candidates the one that the identity of the kind (or a member's key) fits; of a kind without one, the one
/// that holds every value of the row, so that a file that comes again adds nothing.
std::optional<RecordRow> RegisterLoader::same(const ImportedRecord& record,
                                              const std::vector<Candidate>& candidates) const {
  const auto* kind = centre_.schema().kind(record.kind);
  const auto* identity = identityOf(record.kind);
  const auto slash = record.key.rfind('/');
  const auto last = slash == std::string::npos ? std::string() : record.key.substr(slash + 1);
  for (const auto& [row, fields] : candidates) {
    const bool member = kind->name == "member";
    const bool byKey = member && !last.empty() &&
                       (textOf(*kind, fields, "id_number") == last ||
                        (textOf(*kind, fields, "id_number").empty() && textOf(*kind, fields, "name") == last));
    const bool byIdentity = !member && identity != nullptr && !identity->empty() &&
                            std::ranges::all_of(*identity, [&](const FieldSpec* field) {
                              return wireOf(fields, field->number) == wireOf(record.fields, field->number);
                            });
    const bool byAll = !member && (identity == nullptr || identity->empty()) && !record.fields.empty() &&
                       std::ranges::all_of(record.fields, [&](const Field& field) {
                         return wireOf(fields, field.number) == field.wire;
                       });
    if (byKey || byIdentity || byAll) return row;
  }
  return std::nullopt;
}

Result<void> RegisterLoader::amend(StoreTx& tx, OfficeWriter& writer, RegionCode region, const RecordRow& row,
                                   const ImportedRecord& record, Entries& entries) {
  BF_LET(fields, tx.values(row.kind, row.rec));
  Change change;
  change.kind = row.kind;
  change.record = row.id;
  change.region = region;
  bool fills = false, replaces = false, differs = false;
  // A household lies where it lies: a move is told to both villages, and is no matter of a list.
  if (row.parent == 0 && row.region != region) {
    differs = true;
    keep(record, regionField, std::to_string(row.region), std::to_string(region));
    change.region = region = row.region;
  }
  for (const auto& field : record.fields) {
    const auto present = wireOf(fields, field.number);
    // A household was found by its number: however that is written there, it is no other one.
    const bool ownKey = centre_.schema().kind(row.kind)->field(field.number)->search == SearchRole::registerNumber;
    if (present == field.wire || (ownKey && !present.empty())) continue;
    const auto heads = row.heads.headsOf(field.number);
    (present.empty() && heads.empty() ? fills : overwrite_ ? replaces : differs) = true;
    if (!heads.empty() && !overwrite_) {
      keep(record, field.number, present, field.wire);
      continue;
    }
    change.set.push_back(field);
    if (!heads.empty()) change.bases.push_back({{field.number}, heads});
  }
  figures_.filled += fills ? 1 : 0;
  figures_.replaced += replaces ? 1 : 0;
  figures_.differing += differs ? 1 : 0;
  figures_.same += fills || replaces || differs ? 0 : 1;
  if (!change.set.empty()) entries[region].push_back(writer.complete(std::move(change), clock_.now()));
  return {};
}

void RegisterLoader::keep(const ImportedRecord& record, std::uint32_t field, std::string_view was,
                          std::string_view given) {
  if (kept_.size() == keptValuesMax) ++keptBeyond_;
  else kept_.push_back({record.place, record.kind, field, std::string(was), std::string(given)});
}

void RegisterLoader::tellKept(ImportReport& report, Language language) const {
  const auto shown = [&](const FieldSpec& field, const std::string& wire) {
    const auto value = wire.empty() ? Result<Value>() : decodeValue(field, wire);
    return value ? mask(field, cellText(field, *value, language)) : std::string();
  };
  for (const auto& one : kept_) {
    const auto& file = report.read[one.place.file];
    const auto* field = centre_.schema().kind(one.kind)->field(one.field);
    const auto at = file.columns.find(one.field);
    const auto column = at != file.columns.end() ? at->second : field->label.in(language);
    if (one.field == regionField)
      report.kept.add({"otherVillage",
                       file.name,
                       one.place.row,
                       column,
                       {"该户登记在另一个村；导入不迁户，迁户用 bianfangctl register move",
                        "the household is of another village; an import moves none, bianfangctl register move does"},
                       one.was,
                       one.given});
    else
      report.kept.add({"kept",
                       file.name,
                       one.place.row,
                       column,
                       {"与登记的不同，保留登记的内容", "differs from the register, which was kept"},
                       shown(*field, one.was),
                       shown(*field, one.given)});
  }
  report.kept.countMore("kept", keptBeyond_);
}

const std::vector<const FieldSpec*>* RegisterLoader::identityOf(std::uint32_t kind) const {
  const auto found = identities_.find(kind);
  return found == identities_.end() ? nullptr : &found->second;
}

std::optional<RegionCode> RegisterLoader::household(std::string_view number) const {
  const auto tx = store_.read();
  if (!tx) return std::nullopt;
  const auto row = householdByNumber(**tx, number);
  if (!row || !*row) return std::nullopt;
  return (*row)->region;
}

std::optional<std::string> RegisterLoader::member(std::string_view household, std::string_view id,
                                                  std::string_view name) const {
  const auto* kind = centre_.schema().kindByName("member");
  const auto tx = store_.read();
  if (!tx || kind == nullptr) return std::nullopt;
  const auto members =
      candidates(**tx, {kind->number, 0, centre_.schema().kindByName("household")->number, std::string(household)});
  if (!members) return std::nullopt;
  const bool byId = !id.empty() && !looksMasked(id);
  std::vector<const Candidate*> found;
  for (const auto& one : **members) {
    const auto idHere = textOf(*kind, one.fields, "id_number");
    const bool named = textOf(*kind, one.fields, "name") == name;
    if (byId ? idHere == id : named && (id.empty() || fitsMask(id, idHere))) found.push_back(&one);
  }
  if (found.size() > 1 && byId)
    std::erase_if(found, [&](auto* one) { return textOf(*kind, one->fields, "name") != name; });
  const bool open = found.size() > 1 && (!byId || name.empty());
  return found.empty() || open ? std::nullopt : std::optional(memberKey(household, **members, *found.front()));
}

std::string RegisterLoader::memberKey(std::string_view household, const std::vector<Candidate>& members,
                                      const Candidate& member) const {
  const auto& kind = *centre_.schema().kindByName("member");
  const auto naturally = [&](const Candidate& one) {
    const auto id = textOf(kind, one.fields, "id_number");
    return std::string(household) + "/" + (id.empty() ? textOf(kind, one.fields, "name") : id);
  };
  auto key = naturally(member);
  return std::ranges::count(members, key, naturally) == 1 ? key : keyOf(member.row);
}

std::string RegisterLoader::keyOf(const RecordRow& row) const {
  const auto given = keysGiven_.find(row.id);
  return given != keysGiven_.end() ? given->second : std::string(idMark) + toHex(row.id.view());
}

std::optional<std::string> RegisterLoader::elsewhere(std::string_view id, std::string_view household) const {
  const auto &kind = *centre_.schema().kindByName("member"), &above = *centre_.schema().kindByName("household");
  const auto tx = anyMembers_ ? store_.read() : std::unexpected(Error{Errc::notFound, {}});
  const auto hits = tx ? (*tx)->search(id, hitsMost) : std::unexpected(tx.error());
  if (!hits) return std::nullopt;
  for (const auto& hit : *hits) {
    const auto person = hit.kind == kind.number ? standing(**tx, kind, hit.rec) : std::nullopt;
    if (!person || textOf(kind, person->fields, "id_number") != id) continue;
    if (numberOf(kind, person->fields, "departure") != 0) continue;
    const auto house = standing(**tx, above, person->row.parent);
    if (!house) continue;
    auto number = normalNumber(textOf(above, house->fields, "register_number"));
    if (number != household) return number;
  }
  return std::nullopt;
}

std::optional<KnownFamily> RegisterLoader::family(std::string_view household) const {
  const auto& schema = centre_.schema();
  const auto *kind = schema.kindByName("household"), *person = schema.kindByName("member");
  const auto tx = store_.read();
  const auto row = tx ? householdByNumber(**tx, household) : std::unexpected(tx.error());
  if (!row || !*row) return std::nullopt;
  const auto fields = (*tx)->values((*row)->kind, (*row)->rec);
  const auto members = candidates(**tx, {person->number, 0, kind->number, std::string(household)});
  if (!fields || !members) return std::nullopt;
  KnownFamily known{(*row)->region, textOf(*kind, *fields, "head_name"), textOf(*kind, *fields, "head_id_number"), {}};
  for (const auto& one : **members) {
    const auto& values = one.fields;
    known.members.push_back({memberKey(household, **members, one), textOf(*person, values, "name"),
                             textOf(*person, values, "id_number"), numberOf(*person, values, "birth_date"),
                             numberOf(*person, values, "sex")});
  }
  return known;
}

std::vector<std::string> RegisterLoader::records(const SoughtRecord& sought) const {
  std::vector<std::string> keys;
  const auto tx = store_.read();
  if (!tx) return keys;
  const auto there = candidates(**tx, {sought.kind, sought.region, sought.parentKind, sought.parentKey});
  if (!there) return keys;
  for (const auto& [row, fields] : **there) {
    if (!holds(fields, sought.fields) || !fitsMasks(*centre_.schema().kind(sought.kind), fields, sought)) continue;
    keys.push_back(keyOf(row));
  }
  return keys;
}

Result<std::optional<RecordRow>> householdByNumber(StoreTx& tx, std::string_view number) {
  const auto* kind = builtinSchema().kindByName("household");
  if (number.empty() || kind == nullptr) return std::optional<RecordRow>();
  const auto normal = normalNumber(number);
  BF_LET(hits, tx.search(normal, hitsMost));
  for (const auto& hit : hits) {
    if (hit.kind != kind->number) continue;
    BF_LET(row, tx.load(hit.kind, hit.rec));
    BF_LET(fields, tx.values(hit.kind, hit.rec));
    // What older versions or other hands wrote in full width is found as well.
    if (row && !isRemoved(*row, fields) && normalNumber(textOf(*kind, fields, "register_number")) == normal) return row;
  }
  return std::optional<RecordRow>();
}

}  // namespace bf
