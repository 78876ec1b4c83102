#pragma once
// The commands of bianfangctl, one function each; command_line.cpp maps words to them. Each works in transactions of
// its own and may run while the server is running, except restore.

#include <cstdint>
#include <string>
#include <vector>

#include "sync-server/ctl/ctl.h"

namespace bf {

struct InitOptions {
  RegionCode county = 0;
  std::string name;  ///< of the county; empty: its code
  std::string listen = "0.0.0.0:7443";
  std::vector<std::string> names;  ///< for the server's certificate
};
/// Makes the data folder, the CA, the store with the office's device, and the configuration file when there is none.
[[nodiscard]] Result<void> initCentre(const Ctl& ctl, const InitOptions& options);

[[nodiscard]] Result<void> importRegionFiles(const Ctl& ctl, const std::vector<std::string>& files);
[[nodiscard]] Result<void> listRegions(const Ctl& ctl, RegionCode below);

struct RegisterOptions {
  std::vector<std::string> files;
  bool overwrite = false;  ///< also replace values that are there already
  std::string reportPath;  ///< where to write the notices as CSV; empty: the first of them on the screen
  std::string kind;        ///< name or label of the kind that the files hold; empty: each by heading and file name
  std::vector<std::string> ignore;  ///< headings to pass over; "*": all that the kind does not know
};
[[nodiscard]] Result<void> importRegisterFiles(const Ctl& ctl, const RegisterOptions& options);
/// A household with all that hangs from it to another village of the county; logged. Errors: Errc::notFound,
/// Errc::invalidValue (no village, or the one in which it is).
[[nodiscard]] Result<void> moveHousehold(const Ctl& ctl, const std::string& number, RegionCode village,
                                         const std::string& why);

struct UserOptions {
  std::uint32_t number = 0;
  std::string name;
  std::string role;
  std::vector<RegionCode> write;
  std::vector<RegionCode> read;
};
[[nodiscard]] Result<void> addUser(const Ctl& ctl, const UserOptions& options);
[[nodiscard]] Result<void> grantUser(const Ctl& ctl, const UserOptions& options);
[[nodiscard]] Result<void> listUsers(const Ctl& ctl);

struct InviteOptions {
  std::uint32_t user = 0;
  unsigned minutes = 15;
  std::string server;  ///< instead of the configuration's listen.announce
  bool noQr = false;
};
[[nodiscard]] Result<void> inviteTablet(const Ctl& ctl, const InviteOptions& options);
[[nodiscard]] Result<void> listTablets(const Ctl& ctl);
/// `code`: what the tablet shows; when given it must be the one that the centre has.
[[nodiscard]] Result<void> confirmTablet(const Ctl& ctl, const std::string& tablet, const std::string& code);
/// A tablet enrolled after the backup in use, which its certificate vouches for, to a user.
[[nodiscard]] Result<void> assignTablet(const Ctl& ctl, const std::string& tablet, std::uint32_t user);
[[nodiscard]] Result<void> revokeTablet(const Ctl& ctl, const std::string& tablet, const std::string& why);

[[nodiscard]] Result<void> showStatus(const Ctl& ctl);

[[nodiscard]] Result<void> listConflicts(const Ctl& ctl, const std::string& kind);
[[nodiscard]] Result<void> showConflict(const Ctl& ctl, const std::string& kind, const std::string& record, bool unmask,
                                        const std::string& reason);
struct DecideOptions {
  std::string kind;
  std::string record;
  std::string field;    ///< by its name; "removal" for a removed record
  unsigned choice = 0;  ///< which of the values shown, from 1; 0: `value` counts
  std::string value;    ///< as a person writes it
  bool clear = false;
};
[[nodiscard]] Result<void> decideConflict(const Ctl& ctl, const DecideOptions& options);

[[nodiscard]] Result<void> listHeld(const Ctl& ctl, bool decidedToo);
struct HeldOptions {
  std::int64_t seq = 0;  ///< number of the change; 0: all open ones of `tablet`
  std::string tablet;
  std::string why;
};
/// Errors: Errc::notFound, and those of CentreReplica::decideHeld(); with several changes the first one ends it, and
/// none is decided.
[[nodiscard]] Result<void> decideHeld(const Ctl& ctl, const HeldOptions& options, bool admit);

struct ExportOptions {
  std::string kind;
  std::string format = "csv";
  std::string output;     ///< empty: standard output (CSV only)
  RegionCode region = 0;  ///< only what lies there; 0: all
  bool unmask = false;
  std::string reason;  ///< required with unmask; goes into the audit chain
};
[[nodiscard]] Result<void> exportKind(const Ctl& ctl, const ExportOptions& options);

[[nodiscard]] Result<void> verifyAudit(const Ctl& ctl);
[[nodiscard]] Result<void> listAudit(const Ctl& ctl, std::size_t most);

/// Recomputes the name of every batch of the log and checks its signature and number. Errors: Errc::brokenChain,
/// badSignature, storageCorrupt, each naming the first bad batch.
[[nodiscard]] Result<void> verifyLog(const Ctl& ctl);
/// Batches that begin with change `from` or a later one, as receipts name them.
[[nodiscard]] Result<void> listLog(const Ctl& ctl, std::int64_t from, std::size_t most);

/// Copies the store and the evidence; `folder` empty: backups/ in the data folder.
[[nodiscard]] Result<void> makeBackup(const Ctl& ctl, const std::string& folder);
[[nodiscard]] Result<void> listBackups(const Ctl& ctl);
[[nodiscard]] Result<void> verifyBackup(const Ctl& ctl, const std::string& backup);
[[nodiscard]] Result<void> retireBackup(const Ctl& ctl, std::uint64_t number);
struct RestoreOptions {
  std::string backup;              ///< folder of a backup, or its number
  std::uint64_t epochAtLeast = 0;  ///< an epoch that some tablet is known to have seen
};
[[nodiscard]] Result<void> restoreBackup(const Ctl& ctl, const RestoreOptions& options);

struct EvaluateOptions {
  std::string pack;       ///< id of a pack of this build, or a file
  RegionCode region = 0;  ///< 0: the first of the pack that the store knows
  std::int32_t date = 0;  ///< YYYYMMDD; 0: today
  std::string indicator;  ///< only this one; empty: all
  bool dues = false;      ///< what is due against what was given, instead of verdicts
  bool list = false;      ///< those who fall short, by responsible unit, instead of the table
  bool all = false;       ///< with list: those who meet it, too
  std::string unit;       ///< with list: of this unit alone; empty: all
  std::string format = "text";
  std::string output;
  std::vector<std::string>
      explain;  ///< an indicator, and a register number or the code of a region; empty: nothing to explain
};
[[nodiscard]] Result<void> evaluatePack(const Ctl& ctl, const EvaluateOptions& options);

struct RankingOptions {
  EvaluateOptions evaluate;  ///< date 0: as it stands now; of freezeRanking() today
  std::string why;           ///< required to freeze a day that is over, or a second time
  std::int64_t first = 0;    ///< to compare: a day, or the number of a snapshot; of listChanges() 0: from the beginning
  std::int64_t second = 0;
};
/// Keeps the evaluation of a day, and its ranking of the townships, as it stands. Errors: Errc::invalidValue (no day of
/// the ranking, or one to come), Errc::notAllowed (a day that is over, without a reason), Errc::alreadyExists (a second
/// one without a reason), those of evaluatePack().
[[nodiscard]] Result<void> freezeRanking(const Ctl& ctl, const RankingOptions& options);
/// The ranking of a day that was frozen, or of now, with the change since the last one. Errors: Errc::notFound.
[[nodiscard]] Result<void> showRanking(const Ctl& ctl, const RankingOptions& options);
/// Every snapshot. Errors: Errc::brokenChain after the list when one is not what the audit chain says.
[[nodiscard]] Result<void> listRankings(const Ctl& ctl, const RankingOptions& options);
/// Whose verdicts differ between two snapshots, and which facts changed in between. Errors: Errc::notFound.
[[nodiscard]] Result<void> compareRankings(const Ctl& ctl, const RankingOptions& options);

/// Whose verdicts the running evaluation changed since a snapshot, and by which facts. Errors: Errc::notFound.
[[nodiscard]] Result<void> listChanges(const Ctl& ctl, const RankingOptions& options);

struct SampleOptions {
  EvaluateOptions output;  ///< its format and file
  RegionCode village = 0;  ///< of listSamples 0: all
  std::size_t size = 0;
  bool everyone = false;   ///< draw from all households of the village, not the poor ones alone
  std::string why;         ///< required for a second draw of a year
  std::int32_t year = 0;   ///< of the survey; 0: the present one to draw, any to show
  std::uint32_t draw = 0;  ///< to show, its number; 0: the last one
};
/// Draws households for the income survey and keeps seed, frame and draw. Errors: Errc::notFound (no household),
/// Errc::alreadyExists (a second draw for a year without a reason).
[[nodiscard]] Result<void> drawVillageSample(const Ctl& ctl, const SampleOptions& options);
/// The last of the draws of a village that were asked for: who was surveyed, and the estimate. Errors: Errc::notFound.
[[nodiscard]] Result<void> showVillageSample(const Ctl& ctl, const SampleOptions& options);
/// All draws, those that were drawn again too. Errors: Errc::brokenChain after the list when a seed does not give what
/// was kept.
[[nodiscard]] Result<void> listSamples(const Ctl& ctl, const SampleOptions& options);

/// Which households and villages the secretaries have visited in the period, by level, and (options.list) who is due.
[[nodiscard]] Result<void> showCoverage(const Ctl& ctl, const EvaluateOptions& options);

struct ReportOptions {
  std::string pack;       ///< id of a pack of this build, or a file; of a household's file it may be empty
  std::string household;  ///< its register number
  RegionCode region = 0;  ///< 0: the first of the pack that the store knows
  std::int32_t date = 0;  ///< YYYYMMDD; 0: today
  std::string output;     ///< empty: standard output
  bool photos = false;
  bool unmask = false;
  std::string reason;  ///< required with unmask; goes into the audit chain
};
/// Pages to print: how the region stands in each indicator, in the order and with the words of the document; and the
/// file of one household. Errors: Errc::notFound, those of the store.
[[nodiscard]] Result<void> reportAssessment(const Ctl& ctl, const ReportOptions& options);
[[nodiscard]] Result<void> reportHousehold(const Ctl& ctl, const ReportOptions& options);

/// Errors: Errc::configInvalid after every problem was told with its place.
[[nodiscard]] Result<void> checkPackFile(const Ctl& ctl, const std::string& pack);
/// Those of this build, and the file of one of them, as a model for one's own. Errors: Errc::notFound.
[[nodiscard]] Result<void> listPacks(const Ctl& ctl);
[[nodiscard]] Result<void> showPack(const Ctl& ctl, const std::string& id);
[[nodiscard]] Result<void> listPackViews(const Ctl& ctl);
/// The parameters of a pack: what the document states, and what the county enters by year with what it has entered.
/// `asTemplate`: the latter as a CSV to fill in and import. Errors: those of evaluatePack().
[[nodiscard]] Result<void> listPackParameters(const Ctl& ctl, const EvaluateOptions& options, bool asTemplate);

[[nodiscard]] Result<void> printDictionary(const Ctl& ctl, const std::string& format);

/// Runs one command line. Result: the exit status. Texts go to ctl.out, errors to ctl.err.
[[nodiscard]] int runCtl(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err, Clock& clock,
                         Random& random);

}  // namespace bf
