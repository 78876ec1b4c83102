#pragma once
// How every fallible function of the product answers: a value or an Error. Exceptions come only from libraries
// and are caught where the library is called; assertions are for our own mistakes, never for input.

#include <expected>
#include <string>
#include <utility>

namespace bf {

/// What went wrong, as a person must act on it. Each value has a sentence in Chinese and English (see describe()).
enum class Errc {
  malformed,             ///< input does not have the form it must have; `detail` says where
  tooLarge,              ///< a named limit is exceeded; `detail` names the limit and both numbers
  unsupportedVersion,    ///< the other side speaks only versions that this build does not
  unknownKind,           ///< a record kind or field that this schema does not know, where it must be known
  invalidValue,          ///< a value outside of what the field allows
  notFound,              ///< the thing named does not exist here
  alreadyExists,         ///< the thing to be made is already there
  outOfScope,            ///< the region does not belong to this user or device
  notAllowed,            ///< the role may not do this
  finished,              ///< the record is finished and can only be corrected by a new one
  badSignature,          ///< a signature, MAC or check code does not fit
  brokenChain,           ///< a hash chain does not continue where it should
  badToken,              ///< an enrolment token is unknown, used or expired
  awaitingConfirmation,  ///< the tablet is enrolled but the office has not yet confirmed its check code
  revoked,               ///< this tablet was revoked; it may only deposit what it still holds
  busy,                  ///< the server is at a limit; try again after the time in `detail`
  timeout,               ///< no answer in time
  disconnected,          ///< the connection broke
  tls,                   ///< the secure connection could not be made; `detail` says why
  storageFull,           ///< no space left; nothing was changed
  storageReadOnly,       ///< the disk or file cannot be written; nothing was changed
  storageFailed,         ///< the disk reported an error; the store must be reopened
  storageCorrupt,        ///< stored data fails its checks; restore from a backup
  configInvalid,         ///< a configuration file is wrong; `detail` has file, line and what to write
  importInvalid,         ///< an import file is wrong; `detail` has file, row and column
  internal,              ///< our own mistake
};

struct Error {
  Errc code = Errc::internal;
  std::string detail;  ///< English, technical; never an ID number, name or secret
};

template <class T = void>
using Result = std::expected<T, Error>;

/// Builds the error branch of any Result: `return fail(Errc::malformed, "frame ends early");`
[[nodiscard]] inline std::unexpected<Error> fail(Errc code, std::string detail = {}) {
  return std::unexpected(Error{code, std::move(detail)});
}

enum class Language { chinese, english };

/// Stable name of an error code, for logs and tests: "tooLarge".
[[nodiscard]] const char* name(Errc code);

/// What to tell a person: what happened and what to do, followed by the detail.
[[nodiscard]] std::string describe(const Error& error, Language language);

/// Early return of an error, kept to one line.
#define BF_CHECK(expr)                                                                  \
  do {                                                                                  \
    if (auto bfChecked = (expr); !bfChecked) return std::unexpected(bfChecked.error()); \
  } while (false)
#define BF_CONCAT_(a, b) a##b
#define BF_CONCAT(a, b) BF_CONCAT_(a, b)
#define BF_LET_(tmp, name, expr)                            \
  auto tmp = (expr);                                        \
  if (!tmp) return std::unexpected(std::move(tmp.error())); \
  auto& name = *tmp
/// Declares `name` as a reference to the value of `expr`, or returns its error from the enclosing function.
#define BF_LET(name, expr) BF_LET_(BF_CONCAT(bfLet, __LINE__), name, expr)

}  // namespace bf
