#include "tests/sim/values.h"

#include <algorithm>

#include "tests/sim/schema_versions.h"
#include "tests/sim/sim_limits.h"

namespace bf::sim {
namespace {

constexpr const char* words[] = {"黄坭塘", "李四", "修水渠", "2.5亩", "waiting", "😀", "\"quoted\"", "a;b,c", "囧"};

std::string drawText(const FieldSpec& field, SeededRandom& random, const std::string& mark) {
  std::string text = mark;
  for (auto count = random.below(3); count > 0; --count) text += words[random.below(std::size(words))];
  text += std::to_string(random.below(1000));
  if (field.question == Question::longText)
    for (auto count = random.below(40); count > 0; --count) text += "长话";
  return text;
}

std::string drawDigits(SeededRandom& random, std::size_t count) {
  std::string digits;
  while (digits.size() < count) digits += static_cast<char>('0' + random.below(10));
  return digits;
}

std::string drawBytes(const FieldSpec& field, SeededRandom& random) {
  const bool names = field.question == Question::picture || field.question == Question::notAsked ||
                     !field.refers.empty();  // a record or a file: of one length only
  const auto most = std::min<std::uint64_t>(field.lengthMax, 200);
  std::string bytes(names ? field.lengthMax : 1 + random.below(most), '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

std::int64_t drawInteger(const FieldSpec& field, SeededRandom& random) {
  switch (field.question) {
    case Question::date: return 20180101 + static_cast<std::int64_t>(random.below(28));
    case Question::month: return 201801 + static_cast<std::int64_t>(random.below(12));
    case Question::year: return 2014 + static_cast<std::int64_t>(random.below(6));
    case Question::instant: return worldBegins + static_cast<std::int64_t>(random.below(1'000'000'000));
    case Question::region: return 441424100201;
    default: break;
  }
  const auto least = field.min.value_or(0);
  const auto most = std::min(field.max.value_or(least + 100000), least + 100000);
  return least + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - least) + 1));
}

std::vector<std::int64_t> drawChoices(const FieldSpec& field, SeededRandom& random) {
  const std::uint64_t most = field.countMax == 0 ? 3 : std::min<std::uint32_t>(field.countMax, 3);
  std::vector<std::int64_t> chosen;
  for (auto count = random.below(most + 1); count > 0; --count) {
    const auto one = field.choices[random.below(field.choices.size())].number;
    if (std::ranges::find(chosen, one) == chosen.end()) chosen.push_back(one);
  }
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace

Value drawValue(const FieldSpec& field, SeededRandom& random, const std::string& mark) {
  switch (field.type) {
    case FieldType::boolean: return random.chance(50);
    case FieldType::integer: return drawInteger(field, random);
    case FieldType::bytes: return drawBytes(field, random);
    case FieldType::choice: return field.choices[random.below(field.choices.size())].number;
    case FieldType::choices: return drawChoices(field, random);
    case FieldType::texts: return std::vector<std::string>{drawText(field, random, mark)};
    case FieldType::text: break;
  }
  if (field.question == Question::phone) return drawDigits(random, 11);
  if (field.question == Question::idNumber) return drawDigits(random, 18);
  if (field.question == Question::account) return drawDigits(random, 16);
  return drawText(field, random, mark);
}

std::vector<const FieldSpec*> hotFields(const KindSpec& kind) {
  static constexpr std::uint32_t ofHousehold[] = {10, 11, 17, 20, 28, 29, 30, 47, 55, 65, 88, 200, 201};
  static constexpr std::uint32_t ofMember[] = {10, 13, 15, 16, 24, 34};
  static constexpr std::uint32_t ofVisit[] = {12, 18, 50, 52, 200};
  std::vector<const FieldSpec*> hot;
  const auto add = [&](std::span<const std::uint32_t> numbers) {
    for (const auto number : numbers)
      if (const auto* field = kind.field(number)) hot.push_back(field);
  };
  if (kind.number == kind::household) add(ofHousehold);
  else if (kind.number == kind::member) add(ofMember);
  else if (kind.number == kind::visit) add(ofVisit);
  else
    for (std::uint32_t number = 10; number < 14; ++number)
      if (const auto* field = kind.field(number)) hot.push_back(field);
  return hot;
}

std::vector<const FieldSpec*> writableFields(const KindSpec& kind, std::uint32_t role) {
  std::vector<const FieldSpec*> fields;
  for (const auto& field : kind.fields)
    if (!field.envelope && !field.retired && kind.mayWrite(field, role)) fields.push_back(&field);
  return fields;
}

}  // namespace bf::sim
