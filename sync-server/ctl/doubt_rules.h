#pragma once
// What the policy packs say of doubts that an office closes by a file: the rules that there are, and the figure that a
// rule shows of the household or member. A closing by a rule that no pack knows, or with another figure, closes
// nothing, and nobody would see it.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sync-server/ctl/ctl.h"
#include "sync-server/register_loader.h"

namespace bf {

class DoubtRules {
 public:
  /// From the packs of this build and those of the configuration; a pack that cannot be read is passed over.
  [[nodiscard]] static DoubtRules read(const Ctl& ctl);
  /// Of a doubt: an error for a rule that no pack knows, with those that are near. Nothing for other kinds.
  [[nodiscard]] std::vector<Finding> judge(const KindSpec& kind, const std::vector<Field>& fields) const;
  /// Keeps those of the records that close a doubt by a rule with a figure, at most doubtsKeptMost of an import.
  void note(const std::vector<ImportedRecord>& records);
  /// After the import: evaluates the packs asked for and warns of each closing that does not hold, with what the rule
  /// shows now. That a pack could not be evaluated is a warning, too.
  [[nodiscard]] Result<void> tell(const Ctl& ctl, const OpenCentre& centre, const RegisterLoader& loader,
                                  ImportReport& report) const;

 private:
  struct Closing {
    ImportedRecord record;  ///< without fields
    std::string rule;
    std::optional<std::int64_t> figure;
  };
  [[nodiscard]] Result<void> tellOf(const Ctl& ctl, const OpenCentre& centre, const RegisterLoader& loader,
                                    const std::string& pack, const std::vector<const Closing*>& closings,
                                    ImportReport& report) const;

  std::set<std::string> known_;               ///< all that a closing may name
  std::map<std::string, std::string> packs_;  ///< of those with a figure, the pack by its name or file
  std::vector<Closing> closings_;
};

}  // namespace bf
