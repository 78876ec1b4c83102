// Reading the columns of records sent whole.

#include <algorithm>
#include <tuple>
#include <utility>

#include "shared/sync/columns_layout.h"
#include "shared/sync/state_columns.h"
#include "shared/sync/sync_limits.h"

namespace bf {
namespace {

/// A flight of the smallest states (64 bytes with heads and values) has as many.
constexpr std::size_t rowsMax = plainBytesMax / 64;
constexpr std::size_t authorsMax = 4096;

Result<StateAuthor> readAuthor(ByteReader& from) {
  StateAuthor author;
  BF_LET(device, from.bytes(DeviceId::size));
  BF_LET(user, from.number(UINT32_MAX, "user"));
  BF_LET(role, from.number(UINT32_MAX, "role"));
  BF_LET(region, from.number());
  author.device = *DeviceId::from(device);
  author.user = static_cast<std::uint32_t>(user);
  author.role = static_cast<std::uint32_t>(role);
  author.region = region;
  return author;
}

class StatesOfColumns {
 public:
  StatesOfColumns(std::string_view columns, const Rules& rules, RegionCode region)
      : from_(columns), rules_(rules), region_(region) {}

  [[nodiscard]] Result<void> read() {
    BF_LET(rows, from_.number(rowsMax, "records"));
    BF_LET(asOf, from_.number(static_cast<std::uint64_t>(provisionalFrom), "number"));
    rows_ = rows;
    asOf_ = static_cast<std::int64_t>(asOf);
    BF_LET(authors, from_.number(authorsMax, "authors"));
    for (std::uint64_t i = 0; i < authors; ++i) {
      BF_LET(author, readAuthor(from_));
      authors_.push_back(author);
    }
    BF_CHECK(fields_.readShapes(from_));
    BF_CHECK(fields_.readOrder(from_, rows_, plainBytesMax));
    BF_CHECK(readNumbers());
    BF_LET(ids, from_.bytes((rows_ - created_) * RecordId::size));
    ids_ = ByteReader(ids);
    std::uint64_t headsBytes = 0;
    for (const auto size : headsBytes_) headsBytes += std::min<std::uint64_t>(size, plainBytesMax);
    BF_LET(heads, from_.bytes(headsBytes));
    heads_ = ByteReader(heads);
    BF_CHECK(fields_.readText(from_));
    return from_.done() ? Result<void>{} : fail(Errc::malformed, "columns go on after their end");
  }

  [[nodiscard]] std::size_t rows() const { return rows_; }

  [[nodiscard]] Result<RecordState> state(std::size_t row) {
    const auto& shape = fields_.shape(row);
    RecordState state;
    state.kind = shape.kind;
    state.seq = static_cast<std::int64_t>(seqs_[row]);
    BF_CHECK(nameParent(shape, state));
    if (state.parentSeq == 0) state.region = shape.mode & RowShape::overrideBit ? shape.region : region_;
    state.values = joinFields(fields_.next(row));
    if (shape.mode & createdBit) BF_CHECK(create(state));
    else BF_CHECK(takeHeads(state));
    known_.push_back({state.kind, state.seq, state.id});
    previous_ = {state.parentKind, state.parentSeq};
    return state;
  }

 private:
  struct Known {
    std::uint32_t kind = 0;
    std::int64_t seq = 0;
    RecordId id;
  };
  static constexpr std::size_t nowhere = SIZE_MAX;

  [[nodiscard]] Result<void> readNumbers() {
    BF_LET(forms, from_.bytes(5));
    BF_CHECK(fields_.readForms(from_));
    std::size_t parents = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      const auto& shape = fields_.shape(row);
      const auto naming = stateNamingOf(shape);
      if (naming > StateNaming::back) return fail(Errc::malformed, "how a record names its parent");
      if (naming == StateNaming::number || naming == StateNaming::back) ++parents;
      if (shape.mode & createdBit) ++created_;
    }
    const std::size_t counts[] = {rows_, parents, created_, created_, rows_ - created_};
    std::vector<std::uint64_t>* into[] = {&seqs_, &parents_, &authorOf_, &stamps_, &headsBytes_};
    for (std::size_t i = 0; i < 5; ++i) {
      BF_LET(column, readColumn(from_, static_cast<unsigned char>(forms[i]), counts[i], {}));
      *into[i] = std::move(column);
    }
    for (const auto seq : seqs_)
      if (seq == 0 || seq >= static_cast<std::uint64_t>(provisionalFrom)) return fail(Errc::malformed, "record number");
    std::vector<std::uint64_t> ofRows;
    std::size_t at = 0;
    for (std::size_t row = 0; row < rows_; ++row)
      ofRows.push_back(fields_.shape(row).mode & createdBit ? stamps_[at++] : 0);
    fields_.setStamps(ofRows);
    return fields_.readNumbers(from_);
  }

  [[nodiscard]] Result<void> nameParent(const RowShape& shape, RecordState& state) {
    const auto row = known_.size();
    const auto naming = stateNamingOf(shape);
    if (naming != StateNaming::same) parent_ = nowhere;
    switch (naming) {
      case StateNaming::root: return {};
      case StateNaming::number: {
        const auto seq = parents_[parentAt_++];
        if (seq >= static_cast<std::uint64_t>(provisionalFrom)) return fail(Errc::malformed, "number of a parent");
        state.parentKind = shape.parentKind;
        state.parentSeq = static_cast<std::int64_t>(seq);
        return {};
      }
      case StateNaming::previous: parent_ = row - 1; break;
      case StateNaming::same:
        if (row == 0 || parent_ == nowhere) return sameAsBefore(state);
        break;
      case StateNaming::back: parent_ = row - std::min<std::uint64_t>(parents_[parentAt_++], row + 1); break;
    }
    if (parent_ >= row) return fail(Errc::malformed, "a record whose parent did not come before");
    state.parentKind = known_[parent_].kind;
    state.parentSeq = known_[parent_].seq;
    return {};
  }

  /// The parent of the record before, which is not in here.
  [[nodiscard]] Result<void> sameAsBefore(RecordState& state) {
    if (previous_.second == 0) return fail(Errc::malformed, "a record whose parent did not come before");
    std::tie(state.parentKind, state.parentSeq) = previous_;
    return {};
  }

  [[nodiscard]] Result<void> create(RecordState& state) {
    const auto author = authorOf_[createdAt_];
    const auto stamp = static_cast<Micros>(stamps_[createdAt_++]);
    if (author >= authors_.size() || (state.parentSeq != 0 && parent_ == nowhere))
      return fail(Errc::malformed, "author or parent of a record");
    const auto parent = state.parentSeq == 0 ? RecordId{} : known_[parent_].id;
    const auto creation = authors_[author].creationOf(state, parent, stamp);
    if (!creation) return fail(Errc::malformed, "values of a record");
    state.id = idOf(hashOf(serialise(*creation)));
    state.heads = headsOfCreation(*creation, state, asOf_, rules_);
    return {};
  }

  [[nodiscard]] Result<void> takeHeads(RecordState& state) {
    BF_LET(id, ids_.bytes(RecordId::size));
    BF_LET(bytes, heads_.bytes(headsBytes_[headsAt_++]));
    state.id = *RecordId::from(id);
    BF_LET(heads, RecordHeads::parse(bytes, state.id, state.seq));
    heads.setAsOf(asOf_);
    state.heads = heads.serialise();
    return {};
  }

  ByteReader from_;
  const Rules& rules_;
  RegionCode region_;
  FieldColumnsReader fields_;
  std::vector<StateAuthor> authors_;
  std::vector<std::uint64_t> seqs_, parents_, authorOf_, stamps_, headsBytes_;
  ByteReader ids_{{}}, heads_{{}};
  std::vector<Known> known_;
  std::size_t parent_ = nowhere;  ///< row of the parent of the row at hand; `nowhere`: a root, or it is not in here
  std::pair<std::uint32_t, std::int64_t> previous_;  ///< kind and number of the parent of the row before
  std::size_t rows_ = 0, created_ = 0, parentAt_ = 0, createdAt_ = 0, headsAt_ = 0;
  std::int64_t asOf_ = 0;
};

}  // namespace

Result<std::vector<RecordState>> unpackStates(std::string_view columns, const Rules& rules, RegionCode region) {
  StatesOfColumns reader(columns, rules, region);
  BF_CHECK(reader.read());
  std::vector<RecordState> states;
  std::size_t bytes = 0;
  for (std::size_t row = 0; row < reader.rows(); ++row) {
    BF_LET(state, reader.state(row));
    bytes += state.heads.size() + state.values.size();
    if (bytes > plainBytesMax) return fail(Errc::tooLarge, "records make more than plainBytesMax");
    states.push_back(std::move(state));
  }
  return states;
}

}  // namespace bf
