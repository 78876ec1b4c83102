#pragma once
// What is wrong with a command line, told to who wrote it. CLI11 speaks English; in Chinese its names and values stand
// in words of ours.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "shared/base/error.h"

namespace bf {

/// `arguments`: what the user wrote, which is shown as it was written.
[[nodiscard]] std::string toldUsage(const CLI::ParseError& problem, Language language,
                                    const std::vector<std::string>& arguments);

}  // namespace bf
