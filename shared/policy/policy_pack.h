#pragma once
// A policy pack: which rules hold in which place, from when to when, with which thresholds, who answers for them and
// where the document says so. Data, read from TOML; PACKS.md tells a county how to write one.

#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "shared/policy/expression.h"
#include "shared/schema/schema.h"

namespace bf {

/// About whom or what a verdict is. An office is that of a township or of the county: what holds "at each level".
enum class Subject : std::uint8_t { household, member, village, office, township, county, city };

/// Where the document says it, in its own words.
struct Source {
  std::string place;
  std::string sentence;
};

/// A number of the document, or a figure that the document points to.
struct Parameter {
  std::string id;
  Label name;
  std::optional<double> value;  ///< as the document writes it; nothing: the document does not state it
  Label unit;
  std::uint32_t scale = 0;  ///< bound as value · 10^scale, the form of columns with so many decimals
  bool figure = false;      ///< known only each year (a province's income): without it the fact is not collected
  std::string record;       ///< name of the `parameter` records of the county that give it by year; may be empty
  Source source;
};

/// Dates as YYYYMMDD.
struct Period {
  std::int32_t from = 0;
  std::int32_t to = 0;
};

/// Records that a figure counts or adds up, so that it can be opened to them: `each` is what follows FROM, and the
/// figure is of the records that it names first.
struct Counted {
  std::string kind;   ///< of those records
  std::string alias;  ///< what `each` calls them
  Expression each;
  Expression where;
  Expression adds;  ///< empty: every one counts as one
};

/// A part of a rule that explains itself alone.
struct Clause {
  std::string id;
  Label name;
  Expression expression;
  Label unit = {};  ///< of a clause that is a number, a figure that people are shown beside the verdict; else empty
  std::uint32_t scale = 0;              ///< its decimals: 2 for fen shown as yuan
  std::optional<Counted> counted = {};  ///< what `expression` was made of, where it counts records
};

struct Indicator {
  std::string id;
  Label name;
  Subject subject = Subject::household;
  std::vector<std::int64_t> units;  ///< choices of the schema's code list of responsible units
  Period period;
  Expression scope;  ///< 1: this subject counts, 0: it does not, NULL: nobody knows
  Expression rule;   ///< 1: met, 0: not met, NULL: not collected; empty with `allOf`
  std::vector<Clause> clauses;
  std::vector<std::string> allOf;  ///< the rule is: all of these indicators, of the same subject
  std::string threshold;           ///< parameter, per cent: met ÷ all of a region must reach it; empty: no ratio
  std::string partOf;              ///< id of the indicator that this is a part of, with a threshold of its own
  Source source;
  Label note;  ///< what a reader must know, e.g. where the document leaves a choice; may be empty
};

/// What somebody must be given against what was given, in numbers: yuan a pupil, houses a township. Without `due` or
/// `paid` it is not collected; `atLeast` is then what is due for certain.
struct Due {
  std::string id;
  Label name;
  std::string indicator;  ///< whose subject, units, period and sentence are also those of this
  Expression scope;
  Expression due;
  Expression paid;
  Expression atLeast;  ///< NULL: nothing is certain
  Label unit;
  std::uint32_t scale = 0;  ///< decimals of both numbers: 2 for fen shown as yuan
};

/// A number of each household that is added up by village, for rules about villages and above: they read it as the
/// table sum_<id> (region, total, unknown, position).
struct Sum {
  std::string id;
  Label name;
  Expression value;  ///< about a household; NULL: not known
};

/// On which days of a month the document ranks; of a day that a month does not have, its last. Empty: it does not.
struct RankingDays {
  std::vector<int> days;
  Source source;
};

struct Pack {
  std::string id;
  std::string at;  ///< file and line of the id
  Label name;
  std::vector<RegionCode> regions;
  Period effective;
  Label document;
  RankingDays ranking;
  std::vector<Parameter> parameters;
  std::vector<Sum> sums;
  std::vector<Indicator> indicators;
  std::vector<Due> dues;

  [[nodiscard]] const Indicator* indicator(std::string_view id) const;
  [[nodiscard]] const Parameter* parameter(std::string_view id) const;
  [[nodiscard]] Parameter* parameter(std::string_view id);
};

/// What is wrong with a pack and where: "wuhua.toml:12 indicator W1.1, rule".
struct PackProblem {
  std::string place;
  Label text;
};
using PackProblems = std::vector<PackProblem>;

/// That a pack is to blame, and for what: Errc::configInvalid with a sentence of its own.
[[nodiscard]] Error packError(const Label& what);

/// Reads and checks everything that needs no database: form, names, limits, every parameter and choice that an
/// expression names. checkPack() of policy_check.h does the rest. All problems are told at once.
[[nodiscard]] std::expected<Pack, PackProblems> readPack(std::string_view toml, std::string_view fileName,
                                                         const Schema& schema);

/// As much of a pack as can be judged although the rest of its file is wrong: without what has a problem, and what is
/// made of that.
struct ReadPack {
  Pack pack;
  PackProblems problems;
  bool headSound = false;  ///< [pack] has none: what is there may be tried out
};
[[nodiscard]] ReadPack readPackInPart(std::string_view toml, std::string_view fileName, const Schema& schema);

/// Takes things out of a pack, named as "sum wet", "indicator W1.1" and "due W10.quota", and what is made of them.
void takeOut(Pack& pack, std::set<std::string> unsound);

/// Names of the values that every expression may use beside parameters: the period and the day of the evaluation.
[[nodiscard]] bool isPeriodName(std::string_view bound);

/// The code list of responsible units, as a field of the schema that has it.
[[nodiscard]] const FieldSpec& unitField(const Schema& schema);

/// One of the packs of this build by its id; empty when there is none.
[[nodiscard]] std::string_view builtinPack(std::string_view id);
/// Their ids.
[[nodiscard]] std::vector<std::string_view> builtinPacks();

}  // namespace bf
