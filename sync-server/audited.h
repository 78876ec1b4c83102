#pragma once
// What the audit chain says of things that are kept once and never changed, read in one walk.

#include <map>
#include <set>
#include <string>

#include "shared/store/store.h"

namespace bf {

/// By subject, the detail of its first entry with one of these actions. Errors: those of the store.
[[nodiscard]] Result<std::map<std::string, std::string>> auditDetails(StoreTx& tx,
                                                                      const std::set<std::string>& actions);

}  // namespace bf
