#pragma once
// How an import's report is told: counts, then what was left out and why, whole in a file when one was asked for.

#include <string>

#include "shared/exchange/import_report.h"
#include "sync-server/ctl/ctl.h"

namespace bf {

/// Errors: Errc::importInvalid when something was left out (all else was taken), and those of writing the report.
[[nodiscard]] Result<void> tellImport(const Ctl& ctl, const ImportReport& report, const std::string& reportPath);

}  // namespace bf
