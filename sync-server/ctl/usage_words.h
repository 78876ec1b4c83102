#pragma once
// What is wrong with a command line or with what it asked for, told to who wrote it. CLI11 speaks English; in Chinese
// its names and values stand in words of ours.

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/error.h"
#include "shared/schema/schema.h"

namespace bf {

/// `app`: what could not understand it; `arguments`: what the user wrote, which is shown as it was written.
[[nodiscard]] std::string toldUsage(const CLI::App& app, const CLI::ParseError& problem, Language language,
                                    const std::vector<std::string>& arguments);

/// A word where a command must stand that is none, with those that are near; nothing when the words are commands.
[[nodiscard]] std::optional<Label> unknownCommand(const CLI::App& app, const std::vector<std::string>& arguments);
/// Why a command failed, and what to do where nothing tries again by itself as a tablet does.
[[nodiscard]] std::string toldFailure(const Error& error, Language language);

}  // namespace bf
