#pragma once
// What the policy packs say of the figures that a county enters by year: their names, and how many decimals count. A
// figure under a name that no pack reads changes nothing, and nobody would see it.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "shared/exchange/register_import.h"
#include "sync-server/ctl/ctl.h"

namespace bf {

class ParameterNames {
 public:
  /// From the packs of this build and those of the configuration; a pack that cannot be read is passed over.
  [[nodiscard]] static ParameterNames read(const Ctl& ctl);
  /// Of a parameter record: a warning for an unknown name (with those that are near), an error for decimals that the
  /// packs would cut. Nothing for other kinds.
  [[nodiscard]] std::vector<Finding> judge(const KindSpec& kind, const std::vector<Field>& fields) const;

 private:
  std::map<std::string, std::uint32_t, std::less<>> decimals_;  ///< by name: the most that a pack reads
};

}  // namespace bf
