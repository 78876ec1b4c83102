#pragma once
// Words under which a record is found: parts of the name, its Pinyin, its Pinyin initials, numbers.

#include <string>
#include <string_view>
#include <vector>

namespace bf {

/// Pinyin of a text without tones, one entry a character ("王建国" → wang, jian, guo); other characters stand for
/// themselves in lower case. `surname`: the first character is read as a surname (单 shan, 曾 zeng, 覃 qin).
/// Readings: ICU's Han-Latin; surnames from the list of readings that differ from the common one.
[[nodiscard]] std::vector<std::string> pinyin(std::string_view text, bool surname = true);

/// Search terms of a name: each tail of the text, of the Pinyin (as a surname and as common words), and of the
/// initials; distinct. Spaces, apostrophes and the dots of names are left out, letters are small and of common width.
[[nodiscard]] std::vector<std::string> nameTerms(std::string_view name);
/// Terms of an ID number: by its last characters. Terms of a register number: by its start.
[[nodiscard]] std::string idTailTerm(std::string_view idNumber);
[[nodiscard]] std::string numberTerm(std::string_view number);

/// Prefixes to look for when a person types `typed`; empty for an empty text.
[[nodiscard]] std::vector<std::string> queryPrefixes(std::string_view typed);

}  // namespace bf
