#include <algorithm>

#include "shared/sync/columns_layout.h"
#include "shared/sync/packing.h"
#include "shared/sync/sync_limits.h"

namespace bf {

Result<BasesGrouping> readGrouping(ByteReader& from) {
  BasesGrouping grouping;
  std::size_t ids = 0;
  BF_LET(count, from.number(changeFieldsMax + 1, "groups of bases"));
  for (std::uint64_t i = 0; i < count; ++i) {
    auto& group = grouping.groups.emplace_back();
    BF_LET(fields, readAscending(from, changeFieldsMax));
    group.allWritten = fields.empty();
    group.fields = std::move(fields);
    BF_LET(names, from.number(changeBasesMax - ids, "bases of a change"));
    ids += names;
    BF_LET(kinds, from.bytes(names));
    for (const char kind : kinds) {
      if (kind < 0 || kind > static_cast<char>(BaseName::whole)) return fail(Errc::malformed, "how a base is named");
      group.names.push_back(static_cast<BaseName>(kind));
    }
  }
  return grouping;
}

namespace {

/// A base becomes 18 bytes of a change: what would not fit into a batch is refused before memory is taken for it.
constexpr std::size_t basesOfBatchMax = batchBytesMax / 18;
/// Positions are kept as signed numbers, and first + entries must not overflow.
constexpr std::uint64_t positionMax = std::uint64_t{1} << 62;

/// Rebuilds the changes of one batch from its columns.
class BatchOfColumns {
 public:
  BatchOfColumns(const bianfang::PackedBatch& packed, const DeviceId& device, NameBook& names,
                 const FlightMemory& memory)
      : region_(packed.region()), device_(device), from_(packed.columns()), names_(names), memory_(memory) {}

  /// Reads all sections; after that entries can be rebuilt.
  [[nodiscard]] Result<void> read() {
    BF_LET(rows, from_.number(batchChangesMax, "changes of a batch"));
    rows_ = rows;
    if (rows_ == 0) return fail(Errc::malformed, "batch without changes");
    BF_CHECK(readAuthor());
    BF_CHECK(fields_.readShapes(from_));
    BF_CHECK(readGroupings());
    BF_CHECK(fields_.readOrder(from_, rows_, batchBytesMax));
    BF_CHECK(count());
    BF_CHECK(readNumbers());
    BF_LET(prefixes, from_.bytes(counts_.prefixes * prefixBytes));
    BF_LET(ids, from_.bytes(counts_.ids * ChangeId::size));
    BF_LET(hashes, from_.bytes(counts_.hashes * Hash::size));
    prefixes_ = ByteReader(prefixes);
    ids_ = ByteReader(ids);
    hashes_ = ByteReader(hashes);
    BF_CHECK(fields_.readText(from_));
    return from_.done() ? Result<void>{} : fail(Errc::malformed, "columns go on after their end");
  }

  [[nodiscard]] std::size_t rows() const { return rows_; }

  [[nodiscard]] Result<Entry> entry(std::size_t row) {
    const auto& shape = fields_.shape(row);
    if (namingOf(shape) == Naming::withheld) {
      BF_LET(hash, hashes_.bytes(Hash::size));
      return Entry{{}, *Hash::from(hash)};
    }
    Change change;
    change.kind = shape.kind;
    change.device = device_;
    const bool differs = (shape.mode & RowShape::overrideBit) != 0;
    change.region = differs ? shape.region : region_;
    change.user = differs ? shape.user : user_;
    change.role = differs ? shape.role : role_;
    change.stamp = static_cast<Micros>(stamps_[change_]);
    BF_CHECK(nameRecord(shape, change));
    change.set = fields_.next(row);
    change.cleared = shape.cleared;
    BF_CHECK(nameBases(groupings_[groupingOrder_[change_]], change));
    ++change_;
    auto made = entryOf(serialise(change));
    last_ = lastNamedAfter(change, made.id());
    return made;
  }

 private:
  [[nodiscard]] Result<void> readAuthor() {
    BF_LET(user, from_.number(UINT32_MAX, "user"));
    BF_LET(role, from_.number(UINT32_MAX, "role"));
    user_ = static_cast<std::uint32_t>(user);
    role_ = static_cast<std::uint32_t>(role);
    return {};
  }

  [[nodiscard]] Result<void> readGroupings() {
    BF_LET(count, from_.number(batchChangesMax, "groupings of bases"));
    for (std::uint64_t i = 0; i < count; ++i) {
      BF_LET(grouping, readGrouping(from_));
      groupings_.push_back(std::move(grouping));
    }
    return {};
  }

  /// Which streams hold how much; the order of the groupings is read on the way.
  [[nodiscard]] Result<void> count() {
    for (std::size_t row = 0; row < rows_; ++row) {
      switch (namingOf(fields_.shape(row))) {
        case Naming::withheld: ++counts_.hashes; continue;
        case Naming::underNumber:
        case Naming::number: ++counts_.numbers; break;
        case Naming::underBack:
        case Naming::back: ++counts_.backs; break;
        case Naming::underId:
        case Naming::id: ++counts_.ids; break;
        case Naming::root:
        case Naming::underLast:
        case Naming::last: break;
        default: return fail(Errc::malformed, "how an entry names its record");
      }
      if (groupings_.empty()) return fail(Errc::malformed, "no grouping of bases");
      std::uint64_t index = 0;
      if (groupings_.size() > 1) {
        BF_LET(read, from_.number(groupings_.size() - 1, "index of a grouping"));
        index = read;
      }
      groupingOrder_.push_back(static_cast<std::uint32_t>(index));
      countBases(groupings_[index]);
      if (bases_ > basesOfBatchMax) return fail(Errc::tooLarge, "more bases than batchBytesMax allows");
    }
    return {};
  }

  void countBases(const BasesGrouping& grouping) {
    for (const auto& group : grouping.groups) {
      bases_ += group.names.size();
      for (const auto name : group.names) {
        if (name == BaseName::prefix) ++counts_.prefixes;
        else if (name == BaseName::back) ++counts_.backs;
        else if (name == BaseName::whole) ++counts_.ids;
      }
    }
  }

  [[nodiscard]] Result<void> readNumbers() {
    BF_LET(stampForm, from_.byte());
    BF_LET(numberForm, from_.byte());
    BF_LET(backForm, from_.byte());
    BF_CHECK(fields_.readForms(from_));
    BF_LET(stamps, readColumn(from_, stampForm, groupingOrder_.size(), {}));
    BF_LET(numbers, readColumn(from_, numberForm, counts_.numbers, {}));
    BF_LET(backs, readColumn(from_, backForm, counts_.backs, {}));
    stamps_ = std::move(stamps);
    numbers_ = std::move(numbers);
    backs_ = std::move(backs);
    std::vector<std::uint64_t> ofRows;
    std::size_t at = 0;
    for (std::size_t row = 0; row < rows_; ++row)
      ofRows.push_back(namingOf(fields_.shape(row)) == Naming::withheld ? 0 : stamps_[at++]);
    fields_.setStamps(ofRows);
    return fields_.readNumbers(from_);
  }

  [[nodiscard]] Result<ChangeId> takeBack() {
    const auto id = memory_.at(backs_[back_++]);
    return id ? Result<ChangeId>(*id) : fail(Errc::notFound, "change named by its distance");
  }

  [[nodiscard]] Result<ChangeId> takeId() {
    BF_LET(bytes, ids_.bytes(ChangeId::size));
    return *ChangeId::from(bytes);
  }

  [[nodiscard]] Result<RecordId> takeNumber(std::uint32_t kind) {
    const auto seq = numbers_[number_++];
    if (seq >= static_cast<std::uint64_t>(provisionalFrom)) return fail(Errc::malformed, "sequence number");
    BF_LET(id, names_.recordAt(kind, static_cast<std::int64_t>(seq)));
    return id ? Result<RecordId>(*id) : fail(Errc::notFound, "record " + std::to_string(seq));
  }

  [[nodiscard]] Result<void> nameRecord(const RowShape& shape, Change& change) {
    const auto naming = namingOf(shape);
    auto& named = naming < Naming::number ? change.parent : change.record;
    const auto kind = naming < Naming::number ? shape.parentKind : shape.kind;
    Result<RecordId> id = RecordId{};
    switch (naming) {
      case Naming::underNumber:
      case Naming::number: id = takeNumber(kind); break;
      case Naming::underLast:
      case Naming::last: id = last_; break;
      case Naming::underBack:
      case Naming::back: id = takeBack(); break;
      case Naming::underId:
      case Naming::id: id = takeId(); break;
      default: return {};
    }
    if (!id) return std::unexpected(id.error());
    if (id->isZero()) return fail(Errc::malformed, "no record was named before");
    named = *id;
    return {};
  }

  [[nodiscard]] Result<void> nameBases(const BasesGrouping& grouping, Change& change) {
    for (const auto& group : grouping.groups) {
      Bases bases;
      bases.fields = group.allWritten ? writtenFields(change) : group.fields;
      for (const auto name : group.names) {
        BF_LET(id, nameBase(name, change, bases.fields.empty() ? 0 : bases.fields.front()));
        bases.ids.push_back(id);
      }
      change.bases.push_back(std::move(bases));
    }
    return {};
  }

  [[nodiscard]] Result<ChangeId> nameBase(BaseName name, const Change& change, std::uint32_t field) {
    if (name == BaseName::creation) return change.record;
    if (name == BaseName::back) return takeBack();
    if (name == BaseName::whole) return takeId();
    BF_LET(prefix, prefixes_.bytes(prefixBytes));
    BF_LET(id, names_.changeNamed(change.kind, change.record, field, prefix));
    return id ? Result<ChangeId>(*id) : fail(Errc::notFound, "change named by its first bytes");
  }

  RegionCode region_;
  DeviceId device_;
  ByteReader from_;
  NameBook& names_;
  const FlightMemory& memory_;
  FieldColumnsReader fields_;
  std::vector<BasesGrouping> groupings_;
  std::vector<std::uint32_t> groupingOrder_;
  StreamCounts counts_;
  std::vector<std::uint64_t> stamps_, numbers_, backs_;
  ByteReader prefixes_{{}}, ids_{{}}, hashes_{{}};
  std::size_t rows_ = 0, bases_ = 0, change_ = 0, number_ = 0, back_ = 0;
  RecordId last_;
  std::uint32_t user_ = 0;
  std::uint32_t role_ = 0;
};

/// Bytes of the batch's own fields. Errors: Errc::malformed.
template <class Octets>
Result<void> readOctets(std::string_view bytes, Octets& into, const char* what) {
  const auto read = Octets::from(bytes);
  if (!read) return fail(Errc::malformed, std::string("length of ") + what);
  into = *read;
  return {};
}

}  // namespace

// ---- Unpacker ----

Result<UnpackedBatch> Unpacker::unpack(const bianfang::PackedBatch& packed) {
  const auto before = memory_.size();
  auto unpacked = unpackWhole(packed);
  if (unpacked) return unpacked;
  // Later batches count their distances over this one's changes too.
  memory_.cutTo(before);
  std::uint64_t lost = static_cast<std::uint64_t>(packed.entries_size());
  if (lost == 0) lost = ByteReader(packed.columns()).number(batchChangesMax, "").value_or(0);
  for (std::uint64_t i = 0; i < lost; ++i) memory_.note(std::nullopt);
  known_.erase(packed.device().empty() ? mine_ : DeviceId::from(packed.device()).value_or(mine_));
  return unpacked;
}

Result<UnpackedBatch> Unpacker::frameOf(const bianfang::PackedBatch& packed) const {
  UnpackedBatch made{.batch = {}, .head = {}, .rebuilt = packed.entries_size() == 0 || packed.prev().empty()};
  auto& batch = made.batch;
  batch.device = mine_;
  if (!packed.device().empty()) BF_CHECK(readOctets(packed.device(), batch.device, "a device id"));
  BF_CHECK(readOctets(packed.signature(), batch.signature, "a signature"));
  batch.region = packed.region();
  batch.first = packed.first();
  if (!packed.prev().empty()) {
    BF_CHECK(readOctets(packed.prev(), batch.prev, "a chain"));
    if (batch.first == 0 || batch.first > positionMax) return fail(Errc::malformed, "position of a batch");
    return made;
  }
  const auto known = known_.find(batch.device);
  if (known == known_.end()) return fail(Errc::notFound, "chain of the device");
  batch.prev = known->second.chain;
  batch.first = known->second.position + 1;
  return made;
}

Result<UnpackedBatch> Unpacker::unpackWhole(const bianfang::PackedBatch& packed) {
  BF_LET(made, frameOf(packed));
  auto& batch = made.batch;
  if (packed.entries_size() > 0) {
    BF_CHECK(takeEntries(packed, batch));
  } else {
    BF_CHECK(takeColumns(packed, batch));
  }
  made.head = chainHead(batch);
  if (packed.check() != 0 && packed.check() != checkOf(made.head))
    return fail(made.rebuilt ? Errc::notFound : Errc::malformed, "check of a batch");
  known_[batch.device] = {batch.first + batch.entries.size() - 1, made.head};
  return std::move(made);
}

Result<void> Unpacker::takeEntries(const bianfang::PackedBatch& packed, Batch& into) {
  if (static_cast<std::size_t>(packed.entries_size()) > batchChangesMax)
    return fail(Errc::tooLarge, "more changes than batchChangesMax");
  for (const auto& entry : packed.entries()) {
    if (entry.has_withheld()) {
      auto& made = into.entries.emplace_back();
      BF_CHECK(readOctets(entry.withheld(), made.hash, "a withheld hash"));
    } else {
      if (entry.change().empty()) return fail(Errc::malformed, "empty change");
      if (entry.change().size() > changeBytesMax) return fail(Errc::tooLarge, "change larger than changeBytesMax");
      into.entries.push_back(entryOf(entry.change()));
    }
    memory_.note(into.entries.back().id());
  }
  return {};
}

Result<void> Unpacker::takeColumns(const bianfang::PackedBatch& packed, Batch& into) {
  BatchOfColumns columns(packed, into.device, names_, memory_);
  BF_CHECK(columns.read());
  std::size_t bytes = 0;
  for (std::size_t row = 0; row < columns.rows(); ++row) {
    BF_LET(entry, columns.entry(row));
    bytes += entry.change.size();
    rebuiltBytes_ += entry.change.size();
    if (entry.change.size() > changeBytesMax || bytes > batchBytesMax || rebuiltBytes_ > rebuiltBytesMax)
      return fail(Errc::tooLarge, "columns make more than changeBytesMax, batchBytesMax or rebuiltBytesMax");
    memory_.note(entry.id());
    into.entries.push_back(std::move(entry));
  }
  return {};
}

}  // namespace bf
