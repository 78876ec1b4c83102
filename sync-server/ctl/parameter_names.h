#pragma once
// What the policy packs say of the figures that a county enters by year: their names, their units, and how many
// decimals count. A figure under a name that no pack reads changes nothing, and nobody would see it; one in another
// unit is a wrong one.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/exchange/register_import.h"
#include "sync-server/ctl/ctl.h"

namespace bf {

class ParameterNames {
 public:
  /// From the packs of this build and those of the configuration; a pack that cannot be read is passed over.
  [[nodiscard]] static ParameterNames read(const Ctl& ctl);
  /// Of a parameter record: a warning for an unknown name (with those that are near), an error for a unit that
  /// no pack reads it in, and for decimals that the packs would cut. Nothing for other kinds.
  [[nodiscard]] std::vector<Finding> judge(const KindSpec& kind, const std::vector<Field>& fields) const;

 private:
  struct Read {
    std::uint32_t decimals = 0;  ///< the most that a pack reads
    std::vector<Label> units;    ///< as the packs have them, each once
  };
  [[nodiscard]] static std::optional<Finding> unitFault(const KindSpec& kind, const Read& read,
                                                        const std::vector<Field>& fields);
  std::map<std::string, Read, std::less<>> reads_;  ///< by name
};

}  // namespace bf
