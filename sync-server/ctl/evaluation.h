#pragma once
// What the commands of the evaluation share: a pack by name or file, the store as it sees it, and its verdicts.

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "bianfang/registry.pb.h"
#include "shared/policy/explanation.h"
#include "shared/policy/policy_engine.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/ctl/out_table.h"
#include "sync-server/pack_file.h"

namespace bf {

struct OpenEvaluation {
  OpenCentre centre;
  std::unique_ptr<Pack> pack;
  Hash packHash;  ///< of the text that it was read from
  std::vector<PolicyRegion> regions;
  std::unique_ptr<PolicyDatabase> database;
  std::unique_ptr<PolicyEngine> engine;
  std::int32_t asked = 0;  ///< the day asked for; the engine judges as of one within the pack's period

  /// Opens the centre and evaluates. Errors: Errc::notFound (no such pack), Errc::configInvalid (a pack that is wrong:
  /// what and where was told), those of the engine and the store. That the day asked for lies outside the pack's period
  /// is told.
  [[nodiscard]] static Result<OpenEvaluation> open(const Ctl& ctl, const EvaluateOptions& options);
  /// The same without evaluating.
  [[nodiscard]] static Result<OpenEvaluation> prepare(const Ctl& ctl, const EvaluateOptions& options);
  /// The townships of the region evaluated, then the region itself.
  [[nodiscard]] std::vector<RegionCode> shownRegions() const;
  /// Whether something lies in the region evaluated. Offices above it are judged, too, and have verdicts: a list of
  /// the region does not hold them, as its table does not count them.
  [[nodiscard]] bool holds(RegionCode where) const { return within(where, engine->options().region); }
  /// The first region of the pack that this store knows.
  [[nodiscard]] RegionCode ownRegion() const;
  [[nodiscard]] std::string regionName(RegionCode code) const;
  [[nodiscard]] Result<std::size_t> indicatorNamed(const std::string& id) const;
};

/// Names of regions, of a centre without an evaluation.
class OpenCentreRegions {
 public:
  [[nodiscard]] static Result<OpenCentreRegions> read(const OpenCentre& centre);
  [[nodiscard]] std::string nameOf(RegionCode code) const;
  /// The first region of the pack that this store knows.
  [[nodiscard]] RegionCode ownRegion(const Pack& pack) const;

 private:
  std::unordered_map<RegionCode, std::string> names_;
};

/// Today in the office, as 20181231.
[[nodiscard]] std::int32_t today(const Ctl& ctl);

/// Names of subjects, read once each.
class SubjectNames {
 public:
  explicit SubjectNames(OpenEvaluation& open) : open_(open) {}
  /// A household's register number, its head and an empty text; of a member, the register number, the member's name and
  /// the ID number masked, which tells two of one name apart; else three empty.
  [[nodiscard]] Result<std::vector<std::string>> of(const Indicator& indicator, const SubjectVerdict& row);
  /// The register number and head of the household that a verdict is about; else two empty.
  [[nodiscard]] Result<std::vector<std::string>> household(const SubjectVerdict& row);

 private:
  [[nodiscard]] Result<std::vector<std::string>> named(const char* sql, std::int64_t rec);

  OpenEvaluation& open_;
  std::unordered_map<std::int64_t, std::vector<std::string>> names_;
};

/// met ÷ all in per cent with two decimals, rounded half up, but never up to the whole or to the threshold (per cent)
/// that is not reached; "" when there is nobody.
[[nodiscard]] std::string percentText(const Tally& tally, std::optional<double> threshold = std::nullopt);
/// The same with the indicator's threshold.
[[nodiscard]] std::string percentText(const OpenEvaluation& open, std::size_t at, RegionCode region);
/// What a clause comes to: yes or no, its number with its unit, or that it is not collected.
[[nodiscard]] std::string clauseText(const Ctl& ctl, const ExplainedClause& clause);
/// A parameter's value with its unit, as short as it is exact; that nobody has entered it.
[[nodiscard]] std::string valueText(const Ctl& ctl, const Parameter& parameter, std::optional<double> value);
/// The responsible unit that --unit names, in either language or by its number; nothing: all of them. Errors:
/// Errc::notFound with those that there are.
[[nodiscard]] Result<std::optional<std::int64_t>> unitAsked(const EvaluateOptions& options);
/// Who answers for an indicator.
[[nodiscard]] std::string unitsOf(const Ctl& ctl, const Indicator& indicator);

/// The number of the household with this register number. Errors: Errc::notFound.
[[nodiscard]] Result<std::int64_t> householdNumbered(OpenEvaluation& open, const std::string& registerNumber);

/// Prints rows in the form asked for: text or JSON on the screen; CSV, XLSX or a page to
/// print in the file; `about` is what the table rests on, told with text and pages, in a workbook on a sheet of its
/// own; CSV is the table alone, for machines. `sheetEach`: a workbook has beside the sheet of everything one for each
/// text of the first column, by which the rows are sorted. Errors: Errc::invalidValue for a file of text or a workbook
/// on the screen; storage*.
[[nodiscard]] Result<void> giveTable(const Ctl& ctl, const EvaluateOptions& options, const std::string& sheet,
                                     const std::vector<ListColumn>& columns,
                                     const std::vector<std::vector<std::string>>& rows, const std::string& about = {},
                                     bool sheetEach = false);

/// As openPack() of pack_file.h; what is wrong is told.
[[nodiscard]] Result<OpenedPack> openPack(const Ctl& ctl, const std::string& named);

/// By which pack something was judged: its id and the first digits of the digest of its text, and when.
[[nodiscard]] std::string judgedBy(const Ctl& ctl, const std::string& pack, std::string_view digest,
                                   const std::string& when);

/// How an indicator stands in a region, in words; of one that nobody is judged by because it is about the whole city,
/// that.
[[nodiscard]] std::string standingText(const Ctl& ctl, const OpenEvaluation& open, std::size_t at, RegionCode region);

/// As of which day, when and by which pack: what every table and page of an evaluation rests on.
[[nodiscard]] std::string judgedBy(const Ctl& ctl, const OpenEvaluation& open);
/// The same after the document and the region, for a table that says neither by itself.
[[nodiscard]] std::string restsOn(const Ctl& ctl, const OpenEvaluation& open);

/// When a snapshot was judged, and whether that was too late for its day.
[[nodiscard]] std::string judgedText(const Ctl& ctl, const bianfang::Frozen& snapshot);

/// Why the household of options.explain has its verdict.
[[nodiscard]] Result<void> explainVerdict(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options);

/// What must be given or built against what was: sums by township, or with options.list everyone who lacks something.
/// Errors: Errc::notFound when the pack has none of that name; those of duesOf().
[[nodiscard]] Result<void> showDues(const Ctl& ctl, OpenEvaluation& open, const EvaluateOptions& options);

/// One line a problem: place and text in the language asked for.
void tellProblems(const Ctl& ctl, const PackProblems& problems);

}  // namespace bf
