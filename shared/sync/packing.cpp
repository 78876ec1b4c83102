#include "shared/sync/packing.h"

#include <algorithm>

#include "shared/sync/columns_layout.h"
#include "shared/sync/sync_limits.h"

namespace bf {

// ---- FlightMemory ----

void FlightMemory::note(const std::optional<ChangeId>& id) {
  if (id) places_[*id] = ids_.size();
  ids_.push_back(id);
}

void FlightMemory::cutTo(std::size_t size) {
  for (; ids_.size() > size; ids_.pop_back())
    if (ids_.back()) places_.erase(*ids_.back());
}

std::optional<std::uint64_t> FlightMemory::backTo(const ChangeId& id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? std::nullopt : std::optional<std::uint64_t>(ids_.size() - found->second);
}

std::optional<ChangeId> FlightMemory::at(std::uint64_t back) const {
  return back == 0 || back > ids_.size() ? std::nullopt : ids_[ids_.size() - back];
}

std::uint32_t checkOf(const Hash& head) {
  std::uint32_t check = 0;
  for (int i = 3; i >= 0; --i) check = check << 8 | head.bytes[static_cast<std::size_t>(i)];
  return check;
}

// ---- columns of one batch ----

std::vector<std::uint32_t> writtenFields(const Change& change) {
  std::vector<std::uint32_t> fields = change.cleared;
  for (const auto& field : change.set) fields.push_back(field.number);
  std::ranges::sort(fields);
  return fields;
}

namespace {

/// Takes one batch apart. Each step answers false when the batch does not fit into columns.
class ColumnsOfBatch {
 public:
  ColumnsOfBatch(const Batch& batch, NameBook& names, FlightMemory& memory)
      : batch_(batch), names_(names), memory_(memory) {}

  [[nodiscard]] Result<bool> take() {
    for (const auto& entry : batch_.entries) {
      BF_LET(fits, takeEntry(entry));
      if (!fits) return false;
      memory_.note(entry.id());
    }
    return true;
  }

  [[nodiscard]] std::string written() {
    std::string out;
    appendVarint(out, batch_.entries.size());
    appendVarint(out, user_);
    appendVarint(out, role_);
    fields_.writeShapes(out);
    appendVarint(out, groupings_.size());
    for (const auto& grouping : groupings_) out += grouping;
    fields_.writeOrder(out);
    if (groupings_.size() > 1)
      for (const auto index : groupingOrder_) appendVarint(out, index);
    writeColumns(out);
    return out + prefixes_ + ids_ + hashes_ + text();
  }

 private:
  [[nodiscard]] Result<bool> takeEntry(const Entry& entry) {
    RowShape shape;
    if (entry.withheld()) {
      shape.mode = static_cast<unsigned char>(Naming::withheld);
      hashes_ += entry.hash.view();
      return fields_.add(shape, {}, 0);
    }
    auto change = parseChange(entry.change);
    if (!change || change->device != batch_.device || !strictlyAscending(change->cleared)) return false;
    shape.kind = change->kind;
    shape.cleared = change->cleared;
    BF_CHECK(nameRecord(*change, entry.id(), shape));
    takeAuthor(*change, shape);
    if (!takeBases(*change)) return false;
    stamps_.push_back(static_cast<std::uint64_t>(change->stamp));
    last_ = lastNamedAfter(*change, entry.id());
    return fields_.add(std::move(shape), joinFields(change->set), stamps_.back());
  }

  [[nodiscard]] Result<void> nameRecord(const Change& change, const ChangeId& id, RowShape& shape) {
    const bool creates = change.creates();
    const auto& named = creates ? change.parent : change.record;
    auto naming = creates ? Naming::underId : Naming::id;
    if (named.isZero()) {
      naming = Naming::root;
    } else if (named == last_) {
      naming = creates ? Naming::underLast : Naming::last;
    } else if (const auto back = memory_.backTo(named)) {
      naming = creates ? Naming::underBack : Naming::back;
      backs_.push_back(*back);
    } else {
      BF_LET(number, numberOf(change, id));
      if (number) {
        naming = creates ? Naming::underNumber : Naming::number;
        if (creates) shape.mode |= RowShape::parentKindBit;
        shape.parentKind = number->kind;
        numbers_.push_back(static_cast<std::uint64_t>(number->seq));
      } else {
        ids_ += named.view();
      }
    }
    shape.mode |= static_cast<unsigned char>(naming);
    return {};
  }

  [[nodiscard]] Result<std::optional<RecordNumber>> numberOf(const Change& change, const ChangeId& id) {
    if (change.creates()) return names_.parentOf(change.kind, id, change.parent);
    BF_LET(seq, names_.numberOf(change.kind, change.record));
    return seq ? std::optional(RecordNumber{change.kind, *seq}) : std::nullopt;
  }

  void takeAuthor(const Change& change, RowShape& shape) {
    if (stamps_.empty()) {
      user_ = change.user;
      role_ = change.role;
    }
    if (change.user == user_ && change.role == role_ && change.region == batch_.region) return;
    shape.mode |= RowShape::overrideBit;
    shape.user = change.user;
    shape.role = change.role;
    shape.region = change.region;
  }

  [[nodiscard]] bool takeBases(const Change& change) {
    const auto written = writtenFields(change);
    std::string grouping;
    appendVarint(grouping, change.bases.size());
    for (const auto& group : change.bases) {
      if (group.fields.empty() || !strictlyAscending(group.fields)) return false;
      appendAscending(grouping, group.fields == written ? std::vector<std::uint32_t>{} : group.fields);
      appendVarint(grouping, group.ids.size());
      for (const auto& id : group.ids) grouping += static_cast<char>(nameBase(change, id));
    }
    const auto [at, fresh] = groupingIndexes_.try_emplace(grouping, static_cast<std::uint32_t>(groupings_.size()));
    if (fresh) groupings_.push_back(grouping);
    groupingOrder_.push_back(at->second);
    return true;
  }

  [[nodiscard]] BaseName nameBase(const Change& change, const ChangeId& id) {
    if (id == change.record) return BaseName::creation;
    if (const auto back = memory_.backTo(id)) {
      backs_.push_back(*back);
      return BaseName::back;
    }
    if (change.creates()) {
      ids_ += id.view();
      return BaseName::whole;
    }
    prefixes_ += id.view().substr(0, prefixBytes);
    return BaseName::prefix;
  }

  void writeColumns(std::string& out) {
    const auto stamps = writeColumn(stamps_, {});
    const auto numbers = writeColumn(numbers_, {});
    const auto backs = writeColumn(backs_, {});
    fields_.finish();
    for (const auto* column : {&stamps, &numbers, &backs}) out += static_cast<char>(column->form);
    fields_.writeForms(out);
    for (const auto* column : {&stamps, &numbers, &backs}) out += column->data;
    fields_.writeNumbers(out);
  }

  [[nodiscard]] std::string text() const {
    std::string out;
    fields_.writeText(out);
    return out;
  }

  const Batch& batch_;
  NameBook& names_;
  FlightMemory& memory_;
  FieldColumnsWriter fields_;
  std::unordered_map<std::string, std::uint32_t> groupingIndexes_;
  std::vector<std::string> groupings_;
  std::vector<std::uint32_t> groupingOrder_;
  std::vector<std::uint64_t> stamps_, numbers_, backs_;
  std::string prefixes_, ids_, hashes_;
  RecordId last_;
  std::uint32_t user_ = 0;
  std::uint32_t role_ = 0;
};

void setEntries(const Batch& batch, bianfang::PackedBatch& packed) {
  for (const auto& entry : batch.entries) {
    auto* made = packed.add_entries();
    if (entry.withheld()) made->set_withheld(entry.hash.str());
    else made->set_change(entry.change);
  }
}

}  // namespace

// ---- Packer ----

Result<bianfang::PackedBatch> Packer::pack(const Batch& batch, PackAs as) {
  bianfang::PackedBatch packed;
  const auto at = known_.find(batch.device);
  const auto* known = at == known_.end() ? nullptr : &at->second;
  if (batch.device != mine_) packed.set_device(batch.device.str());
  if (as == PackAs::exact || known == nullptr || known->position + 1 != batch.first || known->chain != batch.prev) {
    packed.set_first(batch.first);
    packed.set_prev(batch.prev.str());
  }
  packed.set_region(batch.region);
  packed.set_signature(batch.signature.str());

  bool inColumns = false;
  if (as == PackAs::columns) {
    const auto before = memory_.size();
    ColumnsOfBatch columns(batch, names_, memory_);
    BF_LET(fits, columns.take());
    inColumns = fits;
    if (fits) packed.set_columns(columns.written());
    else memory_.cutTo(before);
  }
  if (!inColumns) {
    setEntries(batch, packed);
    for (const auto& entry : batch.entries) memory_.note(entry.id());
  }
  const auto head = chainHead(batch);
  // Of its own batches the tablet's key tells whether they were rebuilt; nobody here has the key of every other device.
  if (batch.device != mine_) packed.set_check(checkOf(head));
  known_[batch.device] = {batch.first + batch.entries.size() - 1, head};
  return packed;
}

}  // namespace bf
