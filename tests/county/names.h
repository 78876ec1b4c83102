#pragma once
// Names of made-up people, as a register of that county would have them: surnames by their local frequency, given
// names by generation, rare characters (some beyond the basic plane), compound surnames, long names with a dot.

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/crypto.h"

namespace bf::county {

/// How the people of a place are called and what the places around are called.
enum class Culture { hakka, zhuang, miaoDong, manchu };

/// By county code; other counties than the seven of data/regions count as Hakka.
[[nodiscard]] Culture cultureOf(RegionCode county);

struct NamedNation {
  std::string_view nation;   ///< GB/T 3304 name: 汉族, 壮族 …
  bool foreignName = false;  ///< a long name with · fits
};

/// The nation of a person born here, or married in from elsewhere.
[[nodiscard]] NamedNation makeNation(SeededRandom& random, Culture culture, bool marriedIn);

[[nodiscard]] std::string makeSurname(SeededRandom& random, Culture culture);
/// One or two characters (rarely three), by sex and year of birth.
[[nodiscard]] std::string makeGivenName(SeededRandom& random, bool female, int birthYear);
/// A whole name such as 阿卜杜热西提·麦麦提敏.
[[nodiscard]] std::string makeLongName(SeededRandom& random);
/// Name of a natural village: 塘背, 那楼屯, 李家沟.
[[nodiscard]] std::string makeHamletName(SeededRandom& random, Culture culture);

}  // namespace bf::county
