// Reserved words of SQLite 3.40 (https://sqlite.org/lang_keywords.html, those that are never an identifier) and of
// PostgreSQL 15 (appendix C, reserved), and the store's own columns.

#include "shared/schema/schema_reader.h"

namespace bf {
namespace {

constexpr std::string_view words =
    " add all alter analyse analyze and any array as asc asymmetric authorization autoincrement between binary both"
    " case cast check collate collation column commit concurrently constraint contested create cross"
    " current_catalog current_date current_role current_schema current_time current_timestamp current_user default"
    " deferrable delete desc distinct do drop else end escape except exists extra false fetch for foreign freeze"
    " from full grant group having heads id ilike in index initially inner insert intersect into is isnull join"
    " lateral leading left like limit localtime localtimestamp natural not nothing notnull null offset on only or"
    " order outer overlaps parent parent_kind placing primary rec references region_code returning right rowid"
    " select session_user set similar some symmetric table tablesample then to trailing transaction true union"
    " unique update user using values variadic verbose when where window with ";

}  // namespace

bool isReservedWord(std::string_view word) {
  return !word.empty() && words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

}  // namespace bf
