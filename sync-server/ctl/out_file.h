#pragma once
// A file that the user named, replaced by what a command writes only once that is whole.

#include <memory>
#include <string>

#include "shared/base/error.h"

namespace bf {

/// Written beside the file, under a name of its own; until done(), and for good where the work fails, what was there
/// stays as it was. A pipe or a device (/dev/stdout) is written as the rows come.
class OutFile {
 public:
  /// Errors: those of unwritable(), before any work is done.
  [[nodiscard]] static Result<std::unique_ptr<OutFile>> open(const std::string& path);
  /// Without done() nothing is left of what was written.
  ~OutFile();
  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;

  /// Where to write.
  [[nodiscard]] const std::string& path() const { return part_.empty() ? target_ : part_; }
  /// Where it will stand.
  [[nodiscard]] const std::string& target() const { return target_; }
  /// Puts it in its place, with the permissions of what was there. Everything is written and closed. Errors: those of
  /// unwritable().
  [[nodiscard]] Result<void> done();

 private:
  OutFile(std::string target, std::string part) : target_(std::move(target)), part_(std::move(part)) {}

  std::string target_;
  std::string part_;  ///< empty: the target itself is written
};

/// That a file which the user named cannot be written, why (by errno) and what to do. It is no fault of the store.
[[nodiscard]] std::unexpected<Error> unwritable(const std::string& path);

}  // namespace bf
