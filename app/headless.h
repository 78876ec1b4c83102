#pragma once
// The commands of bianfang-headless, the tablet without a screen.

#include <iosfwd>
#include <string>
#include <vector>

#include "app/sync_worker.h"

namespace bf {

/// An enrolled tablet, opened for work.
struct OpenTablet {
  TabletHome home;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<TabletReplica> replica;
  [[nodiscard]] static Result<OpenTablet> open(const std::string& folder, Clock& clock);
};

/// Where a command speaks to.
struct Screen {
  std::ostream& out;
  std::ostream& err;
  Language language;
  [[nodiscard]] const std::string& in(const Label& label) const { return label.in(language); }
  void line(const Label& label, const std::string& value) const;
};

/// Households of the tablet's regions, or what a search finds; one a line, id first.
[[nodiscard]] Result<void> listHouseholds(const Screen& screen, OpenTablet& tablet, const std::string& search,
                                          std::size_t most);
/// A record with all that hangs from it. `whole`: sensitive values unmasked.
[[nodiscard]] Result<void> showRecord(const Screen& screen, OpenTablet& tablet, const std::string& record, bool whole);
[[nodiscard]] Result<void> showStatus(const Screen& screen, OpenTablet& tablet, std::size_t receipts);
[[nodiscard]] Result<void> showConflicts(const Screen& screen, OpenTablet& tablet);

struct EditOptions {
  std::string kind = "household";
  std::string record;  ///< id; for a household its register number does, too; empty: create
  std::string parent;
  RegionCode region = 0;
  std::vector<std::string> set;  ///< field=value
  std::vector<std::string> clear;
  bool finish = false;
  bool decide = false;  ///< settles a conflict
};
[[nodiscard]] Result<void> editRecord(const Screen& screen, OpenTablet& tablet, const EditOptions& options, Micros now);
[[nodiscard]] Result<void> removeRecord(const Screen& screen, OpenTablet& tablet, const std::string& kind,
                                        const std::string& record, const std::string& reason);
[[nodiscard]] Result<void> recordVisit(const Screen& screen, OpenTablet& tablet, const std::string& file, Micros now);
/// The bytes of a file that the person named. Errors: Errc::notFound, Errc::invalidValue for a folder.
[[nodiscard]] Result<std::string> fileContent(const std::string& path);
/// Asks the questions of a visit one after another on `in`; an empty line leaves a question open unless it needs an
/// answer. Errors: Errc::malformed where `in` ends before the last question; then nothing is saved.
[[nodiscard]] Result<void> askVisit(const Screen& screen, OpenTablet& tablet, const std::string& household,
                                    std::istream& in, Micros now);

/// A photo or document from a file, as evidence of a record (a household's register number does, too).
struct AttachOptions {
  std::string record;
  std::string kind = "household";
  std::string file;
  std::string thumbnail;         ///< a small picture of it; may be empty
  std::vector<std::string> set;  ///< field=value of the evidence record
};
[[nodiscard]] Result<void> attachEvidence(const Screen& screen, OpenTablet& tablet, const AttachOptions& options);
/// Every file of this tablet and what became of it.
[[nodiscard]] Result<void> listEvidence(const Screen& screen, OpenTablet& tablet);
/// Asks for the file of an evidence record at the next sync, or says where it stands.
[[nodiscard]] Result<void> fetchEvidence(const Screen& screen, OpenTablet& tablet, const std::string& record);

}  // namespace bf
