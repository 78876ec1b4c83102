#include "shared/schema/schema.h"

#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/schema/schema_limits.h"
#include "shared/schema/schema_reader.h"

namespace bf {

const Choice* FieldSpec::choice(std::int64_t wanted) const {
  const auto at = std::ranges::lower_bound(choices, wanted, {}, &Choice::number);
  return at != choices.end() && at->number == wanted ? &*at : nullptr;
}

const Choice* FieldSpec::choiceNamed(std::string_view text) const {
  // Labels before codes: a code list may use as a code what another choice has as its name.
  const auto by = [&](auto matches) -> const Choice* {
    const auto at = std::ranges::find_if(choices, matches);
    return at == choices.end() ? nullptr : &*at;
  };
  if (text.empty()) return nullptr;
  if (const auto* found = by([&](const Choice& c) { return c.label.zh == text; })) return found;
  if (const auto* found = by([&](const Choice& c) { return c.name == text || c.label.en == text; })) return found;
  if (const auto* found = by([&](const Choice& c) { return c.code == text; })) return found;
  return by([&](const Choice& c) { return std::ranges::find(c.also, text) != c.also.end(); });
}

std::int64_t FieldSpec::rankOf(std::uint32_t role) const {
  const auto at = std::ranges::find(ranks, role);
  return at == ranks.end() ? 0 : static_cast<std::int64_t>(ranks.end() - at);
}

const FieldSpec* KindSpec::fieldByName(std::string_view fieldName) const {
  const auto at = std::ranges::find(fields, fieldName, &FieldSpec::name);
  return at == fields.end() ? nullptr : &*at;
}

std::vector<const FieldSpec*> KindSpec::form() const {
  std::vector<const FieldSpec*> asked;
  for (const auto& field : fields)
    if (!field.envelope && !field.retired) asked.push_back(&field);
  std::ranges::sort(asked, {}, &FieldSpec::order);
  return asked;
}

bool KindSpec::mayLieAt(RegionCode region) const {
  const auto level = levelName(region);
  if (level == "village") return root;
  if (level == "township") return root && place >= RootPlace::township;
  if (level == "county") return root && place >= RootPlace::county;
  return root && !level.empty() && place == RootPlace::anywhere;
}

bool KindSpec::hasParent(std::uint32_t kind) const { return std::ranges::find(parents, kind) != parents.end(); }

bool KindSpec::mayWrite(const FieldSpec& field, std::uint32_t role) const {
  const auto& roles = field.writers.empty() ? writers : field.writers;
  return roles.empty() || std::ranges::find(roles, role) != roles.end();
}

Result<Schema> Schema::parse(std::string_view descriptorSet) {
  if (descriptorSet.size() > descriptorBytesMax)
    return fail(Errc::tooLarge, "descriptor set of " + std::to_string(descriptorSet.size()) + " bytes, at most " +
                                    std::to_string(descriptorBytesMax));
  BF_LET(kinds, readKinds(descriptorSet));
  Schema schema;
  schema.kinds_ = std::move(kinds);
  schema.source_ = descriptorSet;
  schema.fingerprint_ = hashOf(descriptorSet);
  schema.byNumber_.assign(kindNumberMax + 1, 0);
  for (std::size_t i = 0; i < schema.kinds_.size(); ++i)
    schema.byNumber_[schema.kinds_[i].number] = static_cast<std::uint16_t>(i + 1);
  return schema;
}

const KindSpec* Schema::kind(std::uint32_t number) const {
  return number < byNumber_.size() && byNumber_[number] != 0 ? &kinds_[byNumber_[number] - 1u] : nullptr;
}

const KindSpec* Schema::kindByName(std::string_view name) const {
  const auto at = std::ranges::find(kinds_, name, &KindSpec::name);
  return at == kinds_.end() ? nullptr : &*at;
}

}  // namespace bf
