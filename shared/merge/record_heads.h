#pragma once
// The merge: for one record, which writes are heads, and which head of each field is shown.
//
// State is a function of the *set* of changes applied, in whatever order. A head is a write that no other write names
// as a base. Shown is the greatest head by (order, stamp, id); `order` comes from the field's rule, the stamp was
// bounded by the time at which the centre received it. MERGE.md has the laws; tests/merge states them.
// Values live with the record (one column a field): only where a field has several heads are they kept here as well.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/env.h"
#include "shared/base/error.h"
#include "shared/merge/change.h"

namespace bf {

/// How concurrent values of a field are settled (the `settle` option of the schema).
enum class Settle {
  latest,     ///< the later stamp
  authority,  ///< the higher rank of the role that wrote it, then the later stamp
  period,     ///< the newer period (say, the accounting year) stated in the same change, then the later stamp
  unite,      ///< all of them: a multiple choice (repeated enum) shows the union; never a conflict
};

/// What the schema says of settling; given by the caller so that the merge knows no schema.
class Rules {
 public:
  virtual ~Rules() = default;
  [[nodiscard]] virtual Settle settle(std::uint32_t kind, std::uint32_t field) const = 0;
  /// Rank of this change's write to `field`, set or cleared, before any clock is looked at; 0 where the rule is
  /// `latest` or `unite`. A function of the change alone.
  [[nodiscard]] virtual std::int64_t order(const Change& change, std::uint32_t field) const = 0;
  /// True where only a person's decision may close a conflict; otherwise the next edit closes it.
  [[nodiscard]] virtual bool personDecides(std::uint32_t kind, std::uint32_t field) const = 0;
};

/// Who wrote: a change as the heads remember it.
struct Writer {
  ChangeId id;
  std::int64_t seq = 0;  ///< sequence number in the store at hand
  Micros stamp = 0;      ///< bounded by the receive time once that is known
  std::uint32_t role = 0;
  Micros ahead = 0;  ///< by how much the author's own stamp was later than that: the clock was fast, never below 0
  bool operator==(const Writer&) const = default;
};

/// The writer of a change, its stamp bounded by the centre's receive time; 0: not yet known.
[[nodiscard]] Writer writerOf(const Change& change, const ChangeId& id, std::int64_t seq, Micros received);

struct Head {
  std::uint32_t writer = 0;  ///< 0: the creating change; n: writers()[n - 1]
  std::int64_t order = 0;
  std::string value;  ///< wire bytes, empty when cleared; kept while the field has several heads
  bool operator==(const Head&) const = default;
};

struct FieldHeads {
  std::uint32_t field = 0;
  std::vector<Head> heads;  ///< shown first
  bool operator==(const FieldHeads&) const = default;
};

/// What the merge may ask while it applies a change. Both are called only for concurrent or out-of-order writes.
struct MergeSource {
  /// The wire bytes that the record now shows for `field`; empty when cleared or never set.
  std::function<Result<std::string>(std::uint32_t field)> shownValue;
  /// Whether a change of that name was applied to this record before.
  std::function<Result<bool>(const ChangeId&)> wasApplied;
};

class RecordHeads {
 public:
  RecordHeads() = default;

  /// The heads of a record that `change` creates. Fields of a zero order need no entry: a bit says that they were set.
  static RecordHeads created(const Change& change, const Writer& by, const Rules& rules);

  /// Applies a change that writes to this record. The result lists each field whose shown value may be another now,
  /// with the new wire bytes (empty: cleared). A change that is a head already changes nothing but its number and
  /// stamp, which become those of `by`. One that was superseded in all its fields is not known here any more: the
  /// caller leaves it out by its log or by asOf(), or gives again with it all that superseded it (MERGE.md).
  /// Errors: those of `source`, and Errc::malformed when a value to unite is no list of choices; these heads are then
  /// to be thrown away, for they may hold a part of the change.
  [[nodiscard]] Result<std::vector<Field>> apply(const Change& change, const Writer& by, const Rules& rules,
                                                 const MergeSource& source);

  /// Names of the heads of a field, the shown one first; empty when it was never written.
  [[nodiscard]] std::vector<ChangeId> headsOf(std::uint32_t field) const;
  /// Names of all heads of the record, each once; a removal names these as seen.
  [[nodiscard]] std::vector<ChangeId> allHeads() const;
  /// The write that is shown; null when the field was never written.
  [[nodiscard]] const Writer* shownWriter(std::uint32_t field) const;
  [[nodiscard]] const Writer& writer(const Head& head) const {
    return head.writer == 0 ? creator_ : writers_[head.writer - 1];
  }
  [[nodiscard]] const Writer& creator() const { return creator_; }
  [[nodiscard]] const std::vector<Writer>& writers() const { return writers_; }
  /// Fields with an entry of their own: written after the creation, or of a non-zero order.
  [[nodiscard]] const std::vector<FieldHeads>& fields() const { return fields_; }

  /// Fields that have more than one head and are not united. Whether the values differ is for the reader to see.
  [[nodiscard]] std::vector<std::uint32_t> contested(const Rules& rules, std::uint32_t kind) const;
  /// True when the record was removed by someone who had not seen a present head of another field than the removal.
  [[nodiscard]] bool removedUnseen() const;
  /// True when there are more than fieldHeadsMax heads of one field, or more than awaitedMax unknown bases. No merge
  /// may drop a head, so a centre looks at this after apply() and, instead of keeping such heads, holds the change.
  [[nodiscard]] bool overfull() const;

  /// Gives a writer known by name its sequence number (the creator keeps that of the record) and bounds its stamp anew
  /// (a receipt arrived, or an epoch changed): by this receive time, whatever was said before; 0 takes the bound off.
  /// Returns the fields whose shown head may have changed by it, with the values now shown. Errors: those of `source`.
  [[nodiscard]] Result<std::vector<Field>> rebind(const ChangeId& id, std::int64_t seq, Micros received,
                                                  std::uint32_t kind, const Rules& rules, const MergeSource& source);
  /// Replaces every sequence number by what `map` makes of it.
  void renumber(const std::function<std::int64_t(std::int64_t)>& map);

  /// The sequence number up to which this state is known to be complete (it came as a snapshot); 0: none.
  [[nodiscard]] std::int64_t asOf() const { return asOf_; }
  void setAsOf(std::int64_t seq) { asOf_ = seq; }
  /// Writes named as bases that have not arrived yet.
  [[nodiscard]] bool awaitsAny() const { return !awaited_.empty(); }

  /// Stored and sent form: proto/bianfang/change.proto `RecordHeads`, deterministic.
  [[nodiscard]] std::string serialise() const;
  /// `id` and `rec` are those of the record, which the form leaves out. Takes what serialise() gave and nothing else.
  /// Errors: Errc::malformed.
  [[nodiscard]] static Result<RecordHeads> parse(std::string_view bytes, const RecordId& id, std::int64_t rec);

  bool operator==(const RecordHeads&) const = default;

 private:
  struct Awaited {
    std::uint32_t field = 0;
    ChangeId id;
    auto operator<=>(const Awaited&) const = default;
  };
  struct Removal {
    ChangeId id;
    std::vector<ChangeId> seen;
    bool operator==(const Removal&) const = default;
  };
  struct Write;

  [[nodiscard]] bool createdField(std::uint32_t field) const;
  void setCreated(std::uint32_t field);
  [[nodiscard]] FieldHeads& entry(std::uint32_t field);
  [[nodiscard]] std::vector<Head> currentHeads(std::uint32_t field) const;
  [[nodiscard]] bool greater(const Head& a, const Head& b) const;
  [[nodiscard]] Writer* find(const ChangeId& id);
  [[nodiscard]] std::uint32_t indexOf(const Writer& by);
  [[nodiscard]] Result<void> await(const Write& write, const MergeSource& source);
  [[nodiscard]] Result<void> write(const Write& write, std::vector<Field>& shown, const MergeSource& source);
  [[nodiscard]] Result<void> settle(std::uint32_t field, Settle rule, std::vector<Head> after,
                                    std::vector<Field>& shown, const MergeSource& source);
  [[nodiscard]] Result<void> restamp(Writer& writer, Micros stamp, Micros ahead, std::uint32_t kind, const Rules& rules,
                                     std::vector<Field>& shown, const MergeSource& source);
  void noteRemoval(const Change& change, const ChangeId& id);
  void tidyWriters();
  [[nodiscard]] Result<void> readToken(const struct Token& token);
  [[nodiscard]] Result<void> readWriter(std::string_view bytes);
  [[nodiscard]] Result<void> readAwaited(std::string_view bytes);
  [[nodiscard]] Result<void> readRemoval(std::string_view bytes);
  [[nodiscard]] Result<void> check() const;

  Writer creator_;
  std::string created_;  ///< bitmap: bit n%8 of byte n/8 is set when the creation wrote field n < createdBitsMax
  std::vector<Writer> writers_;     ///< ascending by id, each with at least one head
  std::vector<FieldHeads> fields_;  ///< ascending by field
  std::vector<Awaited> awaited_;    ///< ascending
  std::vector<Removal> removals_;   ///< ascending by id; the removals among the heads of removalField
  std::int64_t asOf_ = 0;
};

/// Union of the values of repeated-choice fields: each distinct choice once, ascending, as one packed field.
[[nodiscard]] Result<std::string> uniteChoices(std::uint32_t field, const std::vector<std::string>& values);

}  // namespace bf
