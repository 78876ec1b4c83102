#pragma once
// What every command of bianfangctl has at hand, and how it speaks: in the language asked for, as text or as JSON.

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/env.h"
#include "shared/replica/centre_replica.h"
#include "shared/schema/schema.h"
#include "sync-server/centre_home.h"
#include "sync-server/config.h"

namespace bf {

/// Exit status of the programs; documented in the manual page and by --help.
enum class Exit : int {
  done = 0,
  failed = 1,  ///< anything that is not listed below
  usage = 2,   ///< the command line is wrong
  notFound = 3,
  refused = 4,  ///< not allowed, already there, expired, out of scope
  storage = 5,  ///< the disk is full, read-only, or failed
  input = 6,    ///< a configuration or import file is wrong; nothing, or only the good part, was taken
  unsound = 7,  ///< a check found damage: a broken chain, a damaged backup
};
[[nodiscard]] Exit exitFor(const Error& error);

/// A refusal that tells in both languages what is wrong and what to do; runCtl() shows the one that is read.
[[nodiscard]] std::unexpected<Error> refuse(Errc code, const Label& why);

/// The same where the sentence says all: none about the code stands before it.
[[nodiscard]] std::unexpected<Error> refuseSaying(Errc code, const Label& sentence);

/// A line's worth of a list; keys are those of the JSON.
struct ListColumn {
  const char* key;
  Label label;
  bool number = false;
};

class Ctl {
 public:
  Ctl(std::ostream& outStream, std::ostream& errStream, Clock& clockUsed, Random& randomUsed)
      : out(outStream), err(errStream), clock(clockUsed), random(randomUsed) {}
  std::ostream& out;
  std::ostream& err;
  Clock& clock;
  Random& random;
  Language language = Language::chinese;
  bool json = false;
  std::string configPath{configPathDefault};
  bool configSaid = false;                            ///< by the command line or the environment
  std::string dataFolder;                             ///< instead of the configuration's
  std::string actor;                                  ///< "ctl:<system user>"
  std::chrono::seconds patience{ctlPatienceSeconds};  ///< with another command that writes

  /// Where the centre is. Errors: those of loadConfig.
  [[nodiscard]] Result<CentrePaths> paths() const;
  [[nodiscard]] Result<ServerConfig> config() const;

  void say(const Label& text) const;
  /// The text that this person reads.
  [[nodiscard]] const std::string& in(const Label& text) const { return text.in(language); }
  /// Prints rows as an aligned table or as a JSON array of objects. `part`: what it is called in the JSON of a command
  /// that prints several.
  void list(const std::vector<ListColumn>& columns, const std::vector<std::vector<std::string>>& rows,
            const std::string& part = {}) const;
  /// Prints one thing: "label: value" lines or a JSON object.
  void show(const std::vector<ListColumn>& columns, const std::vector<std::string>& values,
            const std::string& part = {}) const;
  /// Whatever was listed and shown is one JSON document: the only part as it is, several as an object of them.
  void closeJson() const;

 private:
  struct JsonPart {
    std::string name;
    std::string text;
  };
  mutable std::vector<JsonPart> parts_;
};

/// The centre's store with what is needed to work on it. Safe beside a running server: SQLite keeps writers apart.
struct OpenCentre {
  CentrePaths paths;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<CentreReplica> centre;

  [[nodiscard]] static Result<OpenCentre> open(const Ctl& ctl);
  /// Runs in one transaction and commits when it succeeds.
  [[nodiscard]] Result<void> write(const std::function<Result<void>(StoreTx&)>& work) const;
  [[nodiscard]] Result<void> read(const std::function<Result<void>(StoreTx&)>& work) const;
};

/// Refuses a region that is none, or in which this centre has nothing: a table of nowhere looks like one in which
/// nothing happened. Errors: Errc::notFound, those of the store.
[[nodiscard]] Result<void> knownRegion(StoreTx& tx, RegionCode region);

/// "2018-12-20 08:15:00" in China, wherever the machine stands; empty for 0.
[[nodiscard]] std::string localTime(Micros at);
/// Columns that a terminal needs: two for a Chinese character.
[[nodiscard]] std::size_t displayWidth(std::string_view text);
/// A JSON string with its quotes.
[[nodiscard]] std::string jsonText(std::string_view text);
/// Name of a role in the language asked for; its number when it is unknown.
[[nodiscard]] std::string roleName(std::uint32_t role, Language language);
/// All roles as they may be written, for help texts and errors.
[[nodiscard]] std::string roleWords();
/// By number, English name ("village_secretary") or Chinese name. Errors: Errc::invalidValue with all roles.
[[nodiscard]] Result<std::uint32_t> parseRole(const std::string& text);
/// 16 hex digits, or the first digits of a device that only one has. Errors: Errc::notFound, Errc::malformed.
[[nodiscard]] Result<DeviceId> findDevice(StoreTx& tx, const std::string& text);
/// Hex of a record id, whole. Errors: Errc::malformed.
[[nodiscard]] Result<RecordId> parseRecord(const std::string& text);

}  // namespace bf
