#pragma once
// A county's folder with bianfangctl working on it in this process, and tablets that talk to its store without a
// network: what a clerk decides can be seen where the visitor sees it.

#include <memory>
#include <string>
#include <vector>

#include "shared/base/crypto.h"
#include "sync-server/ctl/ctl.h"
#include "sync-server/system_env.h"
#include "tests/sync/world.h"

namespace bf::test {

/// What a command said, and its exit status.
struct CtlOutcome {
  int status = 0;
  std::string out;
  std::string err;
};

class Office {
 public:
  Office();
  ~Office();
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  CtlOutcome run(std::vector<std::string> words, const char* language = "en");
  /// Must succeed; what it printed.
  std::string did(const std::vector<std::string>& words);
  /// Must be refused with this status; what it said.
  std::string refused(Exit status, const std::vector<std::string>& words, const char* language = "en");
  /// Writes a file into the folder; result: its path.
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;
  /// The centre's store, beside the commands.
  [[nodiscard]] std::unique_ptr<SqliteStore> store() const;
  /// Makes the centre and its regions.
  void found();

  /// A tablet that the office confirmed, of a new user.
  [[nodiscard]] std::unique_ptr<Tablet> tablet(const std::string& role, const std::string& region);
  /// One conversation of a tablet with the centre's store, to its end.
  ClientStep sync(Tablet& tablet);

  std::string folder;

 private:
  [[nodiscard]] TabletKeys newKeys();

  SystemClock clock_;
  SystemRandom random_;
  FakeIssuer issuer_;
  MemoryEvidence evidence_;
  int tablets_ = 0;
};

/// The words of a command and some more.
[[nodiscard]] std::vector<std::string> plus(std::vector<std::string> words, const std::vector<std::string>& more);
/// The bytes of a file.
[[nodiscard]] std::string contents(const std::string& path);
/// The cells of the first sheet of a workbook, row by row, as an import reads them.
[[nodiscard]] std::vector<std::vector<std::string>> sheetRows(const std::string& path);
/// The same of its last one.
[[nodiscard]] std::vector<std::vector<std::string>> lastSheet(const std::string& path);
/// Must be in the store.
[[nodiscard]] RecordRow householdNumbered(Store& store, const std::string& number);

[[nodiscard]] bool has(const std::string& text, const std::string& part);
/// The first value of this key in what --json printed; "(none)" without one.
[[nodiscard]] std::string valueOf(const std::string& json, const std::string& key);

}  // namespace bf::test
