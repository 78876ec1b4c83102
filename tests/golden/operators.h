#pragma once
// Changed operators in a pack's expressions, one at a time: = for <>, AND for OR, EXISTS for NOT EXISTS … A golden
// county should notice each of them. Those that nobody can notice stand with a reason in equivalent.toml; of the others
// operators_test allows a pack as many as went unnoticed when they were last counted, and that number may only fall.

#include <string>
#include <vector>

#include "shared/policy/policy_pack.h"

namespace bf::test {

struct ChangedOperator {
  std::string place;  ///< "N1.growth rule: … {income} [- for +] {before} …", unique within a pack
  Pack pack;          ///< with the change; only what it concerns, and what that is made of
};

/// One text with one operator changed, and how to tell it to a person.
struct ChangedText {
  std::string shown;
  std::string text;
};

/// Of one expression, in the order of the text.
[[nodiscard]] std::vector<ChangedText> changedTexts(const std::string& expression);

/// All of a pack of this build.
[[nodiscard]] std::vector<ChangedOperator> changedOperators(std::string_view id);

}  // namespace bf::test
