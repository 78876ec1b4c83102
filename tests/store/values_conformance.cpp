// Every field of every kind, with random values of its type: what goes in comes out.

#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/schema/value.h"
#include "tests/seed.h"
#include "tests/store/conformance.h"

namespace bf::test {
namespace {

std::int64_t randomNumber(SeededRandom& random) {
  switch (random.below(6)) {
    case 0: return 0;
    case 1: return INT64_MAX;
    case 2: return INT64_MIN;
    case 3: return -static_cast<std::int64_t>(random.below(1000));
    default: return static_cast<std::int64_t>(random.next() >> random.below(64));
  }
}

/// Texts that a file, SQL or JSON might trip over.
std::string randomText(SeededRandom& random) {
  static const std::vector<std::string> parts{
      "王", "艾力·买买提", "\"", "\\",   "'",       "';--", "\n\t\r", "\x01\x1f\x7f", "𬭚", "😀", "é",
      "[",  "]",           ",",  "null", "\\u0041", "   ",  "%",      "\xEF\xBB\xBF"};
  std::string text;
  for (auto left = random.below(7); left > 0; --left) text += parts[random.below(parts.size())];
  return text;
}

std::string randomBytes(SeededRandom& random) {
  std::string bytes(random.below(40), '\0');
  for (auto& one : bytes) one = static_cast<char>(random.below(256));
  return bytes;
}

/// An int32 has to fit its proto type; nothing else about a value matters to a store.
std::int64_t fitting(const FieldSpec& field, std::int64_t number) {
  if (field.protoType == "int32") return static_cast<std::int32_t>(number);
  if (field.protoType == "uint32") return static_cast<std::uint32_t>(number);
  return number;
}

Value randomValue(const FieldSpec& field, SeededRandom& random) {
  switch (field.type) {
    case FieldType::boolean: return random.chance(50);
    case FieldType::integer: return fitting(field, randomNumber(random));
    case FieldType::choice: return static_cast<std::int64_t>(1 + random.below(120));
    case FieldType::text: return randomText(random);
    case FieldType::bytes: return randomBytes(random);
    case FieldType::choices: {
      std::vector<std::int64_t> choices;
      for (auto left = random.below(5); left > 0; --left)
        choices.push_back(static_cast<std::int64_t>(1 + random.below(300)));
      std::ranges::sort(choices);
      choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
      return choices;
    }
    case FieldType::texts: {
      std::vector<std::string> texts;
      for (auto left = random.below(4); left > 0; --left) texts.push_back(randomText(random));
      return texts;
    }
  }
  return {};
}

std::vector<Field> randomFields(const KindSpec& kind, SeededRandom& random, unsigned percent) {
  std::vector<Field> fields;
  for (const auto& spec : kind.fields) {
    if (!random.chance(percent)) continue;
    auto wire = encodeValue(spec, randomValue(spec, random));
    if (!wire.empty()) fields.push_back({spec.number, std::move(wire)});
  }
  return fields;
}

/// `fields` after `written`, whose empty ones clear.
std::vector<Field> after(std::vector<Field> fields, const std::vector<Field>& written) {
  for (const auto& field : written) {
    std::erase_if(fields, [&](const Field& old) { return old.number == field.number; });
    if (!field.wire.empty()) fields.push_back(field);
  }
  std::ranges::sort(fields, {}, &Field::number);
  return fields;
}

}  // namespace

TEST_CASE("every field of every kind gives back what was put in, through inserts and updates") {
  FOR_EACH_ENGINE(bed);
  SeededRandom random(seed());
  std::int64_t rec = 0;
  for (const auto& kind : builtinSchema().kinds()) {
    INFO("kind " << kind.name << ", seed " << seed());
    std::vector<std::vector<Field>> expected;
    const auto from = rec;
    write(bed.store(), [&](StoreTx& tx) {
      for (int round = 0; round < 4; ++round) {
        const auto fields = randomFields(kind, random, round == 0 ? 100 : 40);
        auto written = randomFields(kind, random, 30);
        for (auto& field : written)
          if (random.chance(30)) field.wire.clear();
        const auto row = rowOf(kind.name, ++rec);
        must(tx.insert(row, fields));
        REQUIRE(must(tx.values(kind.number, rec)) == fields);
        must(tx.update(row, written, 0));
        expected.push_back(after(fields, written));
      }
    });
    seen(bed.store(), [&](StoreTx& tx) {
      for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto at = from + 1 + static_cast<std::int64_t>(i);
        REQUIRE(must(tx.values(kind.number, at)) == expected[i]);
        for (const auto& field : expected[i]) REQUIRE(must(tx.value(kind.number, at, field.number)) == field.wire);
      }
    });
  }
}

TEST_CASE("an answer of no, zero, nothing chosen or an empty text is not the same as no answer") {
  FOR_EACH_ENGINE(bed);
  auto tx = must(bed.store().begin());
  for (const auto& kind : builtinSchema().kinds())
    for (const auto& spec : kind.fields) {
      if (spec.envelope || spec.type == FieldType::texts || spec.type == FieldType::choice) continue;
      const Value empty = spec.type == FieldType::boolean   ? Value(false)
                          : spec.type == FieldType::integer ? Value(std::int64_t{0})
                          : spec.type == FieldType::choices ? Value(std::vector<std::int64_t>{})
                                                            : Value(std::string{});
      const Field field{spec.number, encodeValue(spec, empty)};
      INFO(kind.name << "." << spec.name);
      REQUIRE_FALSE(field.wire.empty());
      must(tx->insert(rowOf(kind.name, 1), {field}));
      REQUIRE(must(tx->value(kind.number, 1, spec.number)) == field.wire);
      must(tx->evict(kind.number, 1));
    }
}

}  // namespace bf::test
