// The schema that is built into the program.

#include "shared/schema/builtin.h"

#include <catch2/catch.hpp>

#include "shared/schema/schema.h"

using namespace bf;

TEST_CASE("the embedded descriptor set is read once and shared") {
  CHECK(&builtinSchema() == &builtinSchema());
  CHECK(builtinDescriptorSet().size() == embeddedDescriptorsSize);
  CHECK(builtinSchema().kinds().size() >= 40);
}

TEST_CASE("every kind, field, choice and check speaks both languages") {
  for (const auto& kind : builtinSchema().kinds()) {
    CHECK_FALSE((kind.label.zh.empty() || kind.label.en.empty()));
    for (const auto& check : kind.checks) CHECK_FALSE((check.message.zh.empty() || check.message.en.empty()));
    for (const auto& field : kind.fields) {
      INFO(kind.name << "." << field.name);
      CHECK_FALSE((field.label.zh.empty() || field.label.en.empty()));
      for (const auto& choice : field.choices) CHECK_FALSE((choice.label.zh.empty() || choice.label.en.empty()));
    }
  }
}

TEST_CASE("numbers of kinds take one byte on the wire") {
  for (const auto& kind : builtinSchema().kinds()) CHECK(kind.number < 128);
}
