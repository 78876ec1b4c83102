#pragma once
// The schema: what kinds of records there are, their fields, and everything the product knows about them, read once
// from a protobuf descriptor set with the options of proto/bianfang/options.proto. Tables, codecs, forms, validation,
// masks and columns are derived from it; no other place says anything about a field.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/error.h"

namespace bf {

enum class FieldType : std::uint8_t {
  boolean,
  integer,  ///< plain varint (int32, int64, uint32, uint64); amounts with a scale, dates, instants
  text,
  bytes,
  choice,   ///< enum
  choices,  ///< repeated enum, packed
  texts,    ///< repeated string
};

/// How a question is asked; see `Ask` in options.proto.
enum class Question : std::uint8_t {
  yesNo,
  number,
  text,
  longText,
  date,
  year,
  month,
  instant,
  money,
  phone,
  idNumber,
  account,
  coordinate,
  signature,
  picture,
  region,
  choice,
  choices,
  texts,
  bytes,
  notAsked,
};

enum class Sensitivity : std::uint8_t { open, personal, sensitive };
enum class SettleRule : std::uint8_t { latest, authority, period, unite };
/// The highest region that a root may lie at; it may lie at every region below as well.
enum class RootPlace : std::uint8_t { village, township, county, anywhere };
enum class SearchRole : std::uint8_t { none, name, idNumber, registerNumber };

/// A text in both languages.
struct Label {
  std::string zh;
  std::string en;
  [[nodiscard]] const std::string& in(Language language) const { return language == Language::chinese ? zh : en; }
  [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
  bool operator==(const Label&) const = default;
};

/// One answer of a code list.
struct Choice {
  std::int64_t number = 0;
  std::string name;  ///< as in the .proto: "CAUSE_ILLNESS"
  Label label;
  std::string code;               ///< of a national standard; may be empty
  std::vector<std::string> also;  ///< other names in older forms and exports
  bool retired = false;           ///< no longer offered, still understood
};

struct FieldSpec {
  std::uint32_t number = 0;
  std::string name;    ///< snake_case, as in the .proto
  std::string column;  ///< column in the kind's table and in CSV; never an SQL keyword
  FieldType type = FieldType::text;
  std::string protoType;  ///< "int32", "repeated bianfang.records.Cause" …: what must never change
  Question question = Question::text;
  Label label;
  Label help;
  Label unit;
  Label section;              ///< of the form
  std::uint32_t order = 0;    ///< place in the form: sections are runs of it
  std::uint32_t scale = 0;    ///< decimals
  bool envelope = false;      ///< one of the numbers 1 to 9, which every kind has
  bool required = false;      ///< without it a record is incomplete, not refused
  bool retired = false;       ///< no longer asked
  bool personDecides = true;  ///< false: the next edit closes a conflict
  Sensitivity sensitivity = Sensitivity::open;
  SettleRule settle = SettleRule::latest;
  SearchRole search = SearchRole::none;
  std::uint32_t periodField = 0;          ///< with SettleRule::period: number of the field that states the period
  std::optional<std::int64_t> min, max;   ///< hard: outside of them a change is refused
  std::optional<std::int64_t> low, high;  ///< a person is asked to look again
  std::uint32_t lengthMax = 0;            ///< characters of a text, bytes of bytes
  std::uint32_t countMax = 0;             ///< entries of a repeated field
  std::vector<std::uint32_t> writers;     ///< roles (change.proto) that may write; empty: those of the kind
  std::vector<std::uint32_t> ranks;       ///< with SettleRule::authority: roles, the highest first
  std::string national;                   ///< column of the national system; may be empty
  std::string refers;                     ///< name of the kind whose record id this holds; may be empty
  std::vector<Choice> choices;            ///< ascending by number, without 0 ("unspecified", never an answer)

  [[nodiscard]] bool repeated() const { return type == FieldType::choices || type == FieldType::texts; }
  /// Null for a choice that this schema does not know; a newer one may.
  [[nodiscard]] const Choice* choice(std::int64_t number) const;
  /// By name, label, code or other name; null when there is none.
  [[nodiscard]] const Choice* choiceNamed(std::string_view text) const;
  /// Rank of a role's write, greater is stronger; 0 for roles without one and for other rules than authority.
  [[nodiscard]] std::int64_t rankOf(std::uint32_t role) const;
};

/// A rule over several fields of one record; see `Check` in options.proto.
struct CrossCheck {
  int rule = 0;  ///< bianfang.Check.Rule
  std::vector<std::uint32_t> fields;
  std::vector<std::int64_t> when;  ///< choices of the field that the rule looks at
  Label message;
};

struct KindSpec {
  std::uint32_t number = 0;
  std::string name;     ///< snake_case: "housing_assessment"
  std::string table;    ///< the same; never an SQL keyword
  std::string message;  ///< full name of the protobuf message
  Label label;
  Label help;
  bool root = false;  ///< hangs directly at a region
  RootPlace place = RootPlace::village;
  std::vector<std::uint32_t> parents;  ///< kinds that it may hang from
  bool immutableWhenFinished = false;
  std::vector<std::uint32_t> writers;  ///< roles that may write; empty: every role that may write at all
  std::vector<FieldSpec> fields;       ///< ascending by number, envelope included
  std::vector<std::uint32_t> keys;     ///< fields that tell two records of one parent apart; see options.proto
  std::vector<CrossCheck> checks;

  /// Null for a number that this schema does not know.
  [[nodiscard]] const FieldSpec* field(std::uint32_t fieldNumber) const {
    return fieldNumber < byNumber.size() && byNumber[fieldNumber] != 0 ? &fields[byNumber[fieldNumber] - 1u] : nullptr;
  }
  [[nodiscard]] const FieldSpec* fieldByName(std::string_view fieldName) const;
  /// Own fields in the order of the form, without retired ones.
  [[nodiscard]] std::vector<const FieldSpec*> form() const;
  [[nodiscard]] bool hasParent(std::uint32_t kind) const;
  /// Whether a root of this kind may lie at a region: by the level of its code.
  [[nodiscard]] bool mayLieAt(RegionCode region) const;
  /// Whether a role (change.proto) may write this field: by the field's list, else by the kind's.
  [[nodiscard]] bool mayWrite(const FieldSpec& field, std::uint32_t role) const;

  std::vector<std::uint16_t> byNumber;  ///< index into `fields` plus 1; 0: none
};

/// Immutable once made; pointers into it live as long as it does and survive a move. Safe to read from all threads.
class Schema {
 public:
  /// Reads a serialised google.protobuf.FileDescriptorSet with all imports.
  /// Errors: Errc::malformed (not a descriptor set, or imports missing), Errc::tooLarge (schema_limits.h),
  /// Errc::invalidValue (a record that breaks the rules of proto/README.md; `detail` says which and where).
  [[nodiscard]] static Result<Schema> parse(std::string_view descriptorSet);

  [[nodiscard]] std::span<const KindSpec> kinds() const { return kinds_; }  ///< ascending by number
  [[nodiscard]] const KindSpec* kind(std::uint32_t number) const;
  [[nodiscard]] const KindSpec* kindByName(std::string_view name) const;
  /// Hash of the descriptor set: names this version of the schema.
  [[nodiscard]] const Hash& fingerprint() const { return fingerprint_; }
  /// The descriptor set that it was read from, to hand on.
  [[nodiscard]] const std::string& source() const { return source_; }

 private:
  std::vector<KindSpec> kinds_;
  std::vector<std::uint16_t> byNumber_;
  Hash fingerprint_;
  std::string source_;
};

/// The schema of this build. Made at the first call, then shared.
[[nodiscard]] const Schema& builtinSchema();
/// Its descriptor set, embedded in the program.
[[nodiscard]] std::string_view builtinDescriptorSet();

}  // namespace bf
