#include "tests/schema/random_values.h"

#include <algorithm>
#include <array>
#include <limits>

namespace bf::test {
namespace {

// Rare characters of names, four bytes each among them; no separators, no spaces at the ends.
constexpr auto syllables = std::to_array<std::string_view>(
    {"张", "李", "欧阳", "𠮷", "䶮", "㛃", "·", "a", "Z", "9", "广", "\"", "\\", "'", "é", "ۇ", "😀"});

std::string randomText(std::uint32_t lengthMax, SeededRandom& random) {
  std::string text;
  const auto length = 1 + random.below(std::min<std::uint32_t>(lengthMax / 2, 20));
  for (std::uint64_t i = 0; i < length; ++i) text += syllables[random.below(syllables.size())];
  return text;
}

std::string randomBytes(const FieldSpec& field, SeededRandom& random) {
  const bool exact =
      !field.refers.empty() || field.question == Question::picture || field.question == Question::notAsked;
  std::string bytes(exact ? field.lengthMax : 1 + random.below(std::min<std::uint32_t>(field.lengthMax, 100)), '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

std::int64_t randomDay(SeededRandom& random) {
  return static_cast<std::int64_t>((1900 + random.below(200)) * 10000 + (1 + random.below(12)) * 100 + 1 +
                                   random.below(28));
}

std::int64_t randomNumber(const FieldSpec& field, SeededRandom& random) {
  switch (field.question) {
    case Question::date: return randomDay(random);
    case Question::month: return randomDay(random) / 100;
    case Question::year: return randomDay(random) / 10000;
    case Question::instant: return static_cast<std::int64_t>(random.below(4'000'000'000'000'000));
    default: break;
  }
  const bool narrow = field.protoType == "int32";
  const std::int64_t least = field.min.value_or(narrow ? std::numeric_limits<std::int32_t>::min() : -(1LL << 60));
  const std::int64_t most = field.max.value_or(narrow ? std::numeric_limits<std::int32_t>::max() : 1LL << 60);
  if (random.chance(10)) return least;
  if (random.chance(10)) return most;
  return least + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - least)));
}

}  // namespace

Value randomValue(const FieldSpec& field, SeededRandom& random) {
  const auto choice = [&] { return field.choices[random.below(field.choices.size())].number; };
  const auto count = 1 + random.below(std::min<std::uint32_t>(field.countMax, 5));
  switch (field.type) {
    case FieldType::boolean: return random.chance(50);
    case FieldType::integer: return randomNumber(field, random);
    case FieldType::text: return randomText(field.lengthMax, random);
    case FieldType::bytes: return randomBytes(field, random);
    case FieldType::choice: return choice();
    case FieldType::choices: {
      std::vector<std::int64_t> choices;
      for (std::uint64_t i = 0; i < count; ++i) choices.push_back(choice());
      std::ranges::sort(choices);
      choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
      return choices;
    }
    case FieldType::texts: {
      std::vector<std::string> texts;
      for (std::uint64_t i = 0; i < count; ++i) texts.push_back(randomText(field.lengthMax, random));
      return texts;
    }
  }
  return {};
}

std::vector<Field> randomRecord(const KindSpec& kind, SeededRandom& random) {
  std::vector<Field> fields;
  for (const auto& field : kind.fields)
    if (!field.envelope && random.chance(60))
      fields.push_back({field.number, encodeValue(field, randomValue(field, random))});
  return fields;
}

}  // namespace bf::test
