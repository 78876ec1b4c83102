#include "shared/store/query_functions.h"

#include <charconv>
#include <optional>

#include "shared/merge/record_heads.h"
#include "shared/merge/writer_role.h"
#include "shared/schema/calendar.h"
#include "shared/schema/id_number.h"

namespace bf {
namespace {

/// What an aggregate has seen so far; SQLite gives it zeroed.
struct Seen {
  std::int64_t yes, no, unknown;
};

void see(sqlite3_context* context, int, sqlite3_value** values) {
  auto* seen = static_cast<Seen*>(sqlite3_aggregate_context(context, sizeof(Seen)));
  if (seen == nullptr) return sqlite3_result_error_nomem(context);
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) ++seen->unknown;
  else if (sqlite3_value_int64(values[0]) != 0) ++seen->yes;
  else ++seen->no;
}

void everyResult(sqlite3_context* context) {
  const auto* seen = static_cast<const Seen*>(sqlite3_aggregate_context(context, 0));
  if (seen == nullptr) return sqlite3_result_null(context);
  if (seen->no > 0) return sqlite3_result_int(context, 0);
  if (seen->unknown > 0) return sqlite3_result_null(context);
  sqlite3_result_int(context, 1);
}

void someResult(sqlite3_context* context) {
  const auto* seen = static_cast<const Seen*>(sqlite3_aggregate_context(context, 0));
  if (seen == nullptr) return sqlite3_result_int(context, 0);
  if (seen->yes > 0) return sqlite3_result_int(context, 1);
  if (seen->unknown > 0) return sqlite3_result_null(context);
  sqlite3_result_int(context, 0);
}

void has(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL)
    return sqlite3_result_null(context);
  const auto* at = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  const auto* end = at + sqlite3_value_bytes(values[0]);
  const auto wanted = sqlite3_value_int64(values[1]);
  while (at < end) {
    std::int64_t number = 0;
    const auto read = std::from_chars(at, end, number);
    if (read.ec == std::errc{} && number == wanted) return sqlite3_result_int(context, 1);
    at = read.ec == std::errc{} ? read.ptr : at + 1;
  }
  sqlite3_result_int(context, 0);
}

std::optional<std::int64_t> dayIn(sqlite3_value* value) {
  if (sqlite3_value_type(value) == SQLITE_NULL) return std::nullopt;
  return dayNumber(sqlite3_value_int64(value));
}

void days(sqlite3_context* context, int, sqlite3_value** values) {
  const auto from = dayIn(values[0]);
  const auto to = dayIn(values[1]);
  if (!from || !to) return sqlite3_result_null(context);
  sqlite3_result_int64(context, *to - *from);
}

/// What is wrong with the number of a document, never the number itself.
void idState(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return sqlite3_result_null(context);
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  const auto id = readIdNumber({text, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
  const auto differs = [](sqlite3_value* value, std::int64_t stated) {
    return sqlite3_value_type(value) != SQLITE_NULL && sqlite3_value_int64(value) != stated;
  };
  if (!id.valid()) return sqlite3_result_int(context, 2);
  if (differs(values[1], id.birthDate)) return sqlite3_result_int(context, 3);
  const auto sex = sqlite3_value_int64(values[2]);
  const bool otherSex = (sex == 1 && !id.male) || (sex == 2 && id.male);
  sqlite3_result_int(context, otherSex ? 4 : 1);
}

std::string_view bytesIn(sqlite3_value* value) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

void writerRole(sqlite3_context* context, int, sqlite3_value** values) {
  const auto role = roleOfWriter(bytesIn(values[0]), static_cast<std::uint32_t>(sqlite3_value_int64(values[1])));
  if (role) sqlite3_result_int64(context, *role);
  else sqlite3_result_null(context);
}

void removedUnseen(sqlite3_context* context, int, sqlite3_value** values) {
  const auto id = RecordId::from(bytesIn(values[0]));
  const auto heads = id ? RecordHeads::parse(bytesIn(values[1]), *id, 0) : fail(Errc::malformed);
  if (heads) sqlite3_result_int(context, heads->removedUnseen() ? 1 : 0);
  else sqlite3_result_null(context);
}

}  // namespace

Result<void> addQueryFunctions(Connection& connection) {
  auto* db = connection.handle();
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  for (const int code : {
           sqlite3_create_function_v2(db, "every", 1, flags, nullptr, nullptr, see, everyResult, nullptr),
           sqlite3_create_function_v2(db, "some", 1, flags, nullptr, nullptr, see, someResult, nullptr),
           sqlite3_create_function_v2(db, "has", 2, flags, nullptr, has, nullptr, nullptr, nullptr),
           sqlite3_create_function_v2(db, "days", 2, flags, nullptr, days, nullptr, nullptr, nullptr),
           sqlite3_create_function_v2(db, "id_state", 3, flags, nullptr, idState, nullptr, nullptr, nullptr),
           sqlite3_create_function_v2(db, "writer_role", 2, flags, nullptr, writerRole, nullptr, nullptr, nullptr),
           sqlite3_create_function_v2(db, "removed_unseen", 2, flags, nullptr, removedUnseen, nullptr, nullptr,
                                      nullptr),
       })
    if (code != SQLITE_OK) return std::unexpected(sqliteError(db, code));
  return {};
}

}  // namespace bf
