#pragma once
// A result that a test takes for granted: its value, or an exception that says where and why not.

#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>

#include "shared/base/error.h"

namespace bf::test {

[[noreturn]] inline void unexpectedError(const Error& error, const std::source_location& at) {
  throw std::runtime_error(std::string(at.file_name()) + ":" + std::to_string(at.line()) + ": " + name(error.code) +
                           ": " + error.detail);
}

template <class T>
T must(Result<T> result, const std::source_location& at = std::source_location::current()) {
  if (!result) unexpectedError(result.error(), at);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The error that is expected; an exception when there was none.
template <class T>
Errc refused(const Result<T>& result, const std::source_location& at = std::source_location::current()) {
  if (result) unexpectedError({Errc::internal, "this should have been refused"}, at);
  return result.error().code;
}

}  // namespace bf::test
