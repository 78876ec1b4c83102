#include "shared/sync/state_columns.h"

#include <algorithm>
#include <map>

#include "shared/sync/columns_layout.h"
#include "shared/sync/sync_limits.h"

namespace bf {

std::optional<Change> StateAuthor::creationOf(const RecordState& state, const RecordId& parent, Micros stamp) const {
  auto fields = splitFields(state.values);
  if (!fields) return std::nullopt;
  return Change{state.kind, {}, parent, region, device, user, role, stamp, std::move(*fields), {}, {}};
}

std::string headsOfCreation(const Change& change, const RecordState& state, std::int64_t asOf, const Rules& rules) {
  auto heads = RecordHeads::created(change, Writer{state.id, state.seq, change.stamp, change.role}, rules);
  heads.setAsOf(asOf);
  return heads.serialise();
}

namespace {

/// Where the parent of a record stands, as seen from the record.
struct ParentPlace {
  StateNaming naming = StateNaming::root;
  std::uint64_t number = 0;  ///< distance in entries, or sequence number
};

class ColumnsOfStates {
 public:
  ColumnsOfStates(StoreTx& tx, const Rules& rules, RegionCode region) : tx_(tx), rules_(rules), region_(region) {}

  [[nodiscard]] Result<bool> take(const RecordState& state) {
    BF_LET(creation, creationOf(state));
    RowShape shape;
    shape.kind = state.kind;
    nameParent(state, shape);
    if (state.parentSeq == 0 && state.region != region_) {
      shape.mode |= RowShape::overrideBit;
      shape.region = state.region;
    }
    seqs_.push_back(static_cast<std::uint64_t>(state.seq));
    std::uint64_t stamp = 0;
    if (creation) {
      shape.mode |= createdBit;
      stamp = takeCreation(*creation);
    } else {
      BF_LET(fits, takeHeads(state));
      if (!fits) return false;
    }
    places_[{state.kind, state.seq}] = rows_++;
    ids_[{state.kind, state.seq}] = state.id;
    previous_ = {state.kind, state.seq};
    previousParent_ = {state.parentKind, state.parentSeq};
    return fields_.add(std::move(shape), state.values, stamp);
  }

  [[nodiscard]] std::string written() {
    std::string out;
    appendVarint(out, rows_);
    appendVarint(out, static_cast<std::uint64_t>(asOf_));
    appendVarint(out, authors_.size());
    for (const auto& author : authors_) out += author.bytes();
    fields_.writeShapes(out);
    fields_.writeOrder(out);
    fields_.finish();
    const std::vector<NumberColumn> columns = {writeColumn(seqs_, {}), writeColumn(parents_, {}),
                                               writeColumn(authorOf_, {}), writeColumn(stamps_, {}),
                                               writeColumn(headsBytes_, {})};
    for (const auto& column : columns) out += static_cast<char>(column.form);
    fields_.writeForms(out);
    for (const auto& column : columns) out += column.data;
    fields_.writeNumbers(out);
    out += recordIds_ + heads_;
    fields_.writeText(out);
    return out;
  }

 private:
  using Place = std::pair<std::uint32_t, std::int64_t>;

  struct Creation {
    StateAuthor author;
    Micros stamp = 0;
  };

  /// The creating change, when the record still is as it made it and the receiver can make id and heads from it.
  [[nodiscard]] Result<std::optional<Creation>> creationOf(const RecordState& state) {
    std::optional<Creation> none;
    if (state.parentSeq != 0 && !ids_.contains({state.parentKind, state.parentSeq})) return none;
    BF_LET(entry, entryAt(state.seq));
    if (!entry || entry->id() != state.id) return none;
    const auto change = parseChange(entry->change);
    if (!change || joinFields(change->set) != state.values) return none;
    const Creation made{{change->device, change->user, change->role, change->region}, change->stamp};
    const auto parent = state.parentSeq == 0 ? RecordId{} : ids_.at({state.parentKind, state.parentSeq});
    const auto again = made.author.creationOf(state, parent, made.stamp);
    if (!again || serialise(*again) != entry->change) return none;
    const auto heads = RecordHeads::parse(state.heads, state.id, state.seq);
    if (!heads || headsOfCreation(*again, state, heads->asOf(), rules_) != state.heads) return none;
    if (!sameAsOf(heads->asOf())) return none;
    return std::optional(made);
  }

  [[nodiscard]] Result<std::optional<Entry>> entryAt(std::int64_t seq) {
    const auto count = static_cast<std::int64_t>(batch_ ? batch_->batch.entries.size() : 0);
    if (!batch_ || seq < batch_->seq || seq >= batch_->seq + count) {
      BF_LET(found, tx_.batchAt(seq));
      batch_ = std::move(found);
      if (!batch_) return std::optional<Entry>{};
    }
    const auto& entry = batch_->batch.entries[static_cast<std::size_t>(seq - batch_->seq)];
    return entry.withheld() ? std::nullopt : std::optional(entry);
  }

  /// One number for all states of a message: the first one says which.
  [[nodiscard]] bool sameAsOf(std::int64_t asOf) {
    if (!asOfKnown_) asOf_ = asOf;
    asOfKnown_ = true;
    return asOf_ == asOf;
  }

  void nameParent(const RecordState& state, RowShape& shape) {
    const auto place = placeOf(state);
    if (place.naming == StateNaming::number) {
      shape.mode |= RowShape::parentKindBit;
      shape.parentKind = state.parentKind;
    }
    if (place.naming == StateNaming::number || place.naming == StateNaming::back) parents_.push_back(place.number);
    shape.mode |= static_cast<unsigned char>(place.naming);
  }

  [[nodiscard]] ParentPlace placeOf(const RecordState& state) const {
    const Place parent{state.parentKind, state.parentSeq};
    if (state.parentSeq == 0) return {};
    if (parent == previous_) return {StateNaming::previous, 0};
    if (parent == previousParent_) return {StateNaming::same, 0};
    if (const auto at = places_.find(parent); at != places_.end()) return {StateNaming::back, rows_ - at->second};
    return {StateNaming::number, static_cast<std::uint64_t>(state.parentSeq)};
  }

  [[nodiscard]] std::uint64_t takeCreation(const Creation& creation) {
    auto at = std::ranges::find(authors_, creation.author);
    if (at == authors_.end()) at = authors_.insert(at, creation.author);
    authorOf_.push_back(static_cast<std::uint64_t>(at - authors_.begin()));
    stamps_.push_back(static_cast<std::uint64_t>(creation.stamp));
    return stamps_.back();
  }

  /// Id and heads as they are; the number up to which they are complete is said once.
  [[nodiscard]] Result<bool> takeHeads(const RecordState& state) {
    auto heads = RecordHeads::parse(state.heads, state.id, state.seq);
    if (!heads || !sameAsOf(heads->asOf())) return false;
    heads->setAsOf(0);
    const auto bytes = heads->serialise();
    headsBytes_.push_back(bytes.size());
    heads_ += bytes;
    recordIds_ += state.id.view();
    return true;
  }

  StoreTx& tx_;
  const Rules& rules_;
  RegionCode region_;
  FieldColumnsWriter fields_;
  std::vector<StateAuthor> authors_;
  std::vector<std::uint64_t> seqs_, parents_, authorOf_, stamps_, headsBytes_;
  std::string recordIds_, heads_;
  std::map<Place, std::size_t> places_;
  std::map<Place, RecordId> ids_;
  Place previous_, previousParent_;
  std::optional<LogBatch> batch_;  ///< an import created many records in one
  std::size_t rows_ = 0;
  std::int64_t asOf_ = 0;
  bool asOfKnown_ = false;
};

}  // namespace

std::string StateAuthor::bytes() const {
  auto out = device.str();
  appendVarint(out, user);
  appendVarint(out, role);
  appendVarint(out, region);
  return out;
}

Result<std::optional<std::string>> packStates(StoreTx& tx, const Rules& rules, const std::vector<RecordState>& states,
                                              RegionCode region) {
  ColumnsOfStates columns(tx, rules, region);
  for (const auto& state : states) {
    BF_LET(fits, columns.take(state));
    if (!fits) return std::optional<std::string>{};
  }
  return std::optional(columns.written());
}

}  // namespace bf
