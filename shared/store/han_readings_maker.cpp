// Writes the source of the tables of han_readings.h to the file that is named.
#include <unicode/unistr.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "shared/store/han_readings.h"
#include "shared/store/transliterate.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<std::string> syllables{""};
  std::map<std::string, std::size_t> numbers;
  std::ofstream out(argv[1], std::ios::binary);
  out << "#include \"shared/store/han_readings.h\"\n\nnamespace bf {\nconst std::uint16_t hanReadings[] = {";
  for (const auto& [first, last] : bf::hanBlocks)
    for (char32_t code = first; code <= last; ++code) {
      std::string character;
      icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(character);
      const auto read = bf::transliterate(character);
      const auto [at, fresh] = numbers.try_emplace(read, read == character ? 0 : syllables.size());
      if (fresh && at->second != 0) syllables.push_back(read);
      out << (code % 32 == 0 ? "\n" : "") << at->second << ',';
    }
  out << "};\nconst std::string_view hanSyllables[] = {\n";
  for (const auto& syllable : syllables) out << '"' << syllable << "\",\n";
  out << "};\n}  // namespace bf\n";
  out.close();
  if (out) return 0;
  std::fprintf(stderr, "cannot write %s\n", argv[1]);
  return 1;
}
