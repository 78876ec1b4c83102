#include "shared/schema/cross_checks.h"

#include <algorithm>

#include "bianfang/options.pb.h"
#include "shared/schema/id_number.h"

namespace bf {
namespace {

using bianfang::Check;

/// A rule at work on one record.
struct Scene {
  const CrossCheck& check;
  const Answers& answers;

  [[nodiscard]] bool answered(std::size_t at) const { return isAnswered(answers, check.fields[at]); }
  [[nodiscard]] std::size_t size() const { return check.fields.size(); }
  [[nodiscard]] const Value* value(std::size_t at) const {
    if (at >= size() || !answered(at)) return nullptr;
    return &answers.at(check.fields[at]);
  }
  [[nodiscard]] std::optional<std::int64_t> number(std::size_t at) const {
    const auto* found = value(at);
    const auto* held = found == nullptr ? nullptr : std::get_if<std::int64_t>(found);
    return held == nullptr ? std::nullopt : std::optional(*held);
  }
  [[nodiscard]] std::string text(std::size_t at) const {
    const auto* found = value(at);
    const auto* held = found == nullptr ? nullptr : std::get_if<std::string>(found);
    return held == nullptr ? std::string() : *held;
  }
  [[nodiscard]] std::vector<std::int64_t> choices(std::size_t at) const {
    if (const auto one = number(at)) return {*one};
    const auto* found = value(at);
    const auto* held = found == nullptr ? nullptr : std::get_if<std::vector<std::int64_t>>(found);
    return held == nullptr ? std::vector<std::int64_t>() : *held;
  }
  [[nodiscard]] bool named(std::int64_t choice) const {
    return std::ranges::find(check.when, choice) != check.when.end();
  }
  [[nodiscard]] std::size_t countAnswered(std::size_t from) const {
    std::size_t count = 0;
    for (auto i = from; i < size(); ++i) count += answered(i) ? 1 : 0;
    return count;
  }
};

/// Documents other than those named have numbers of other forms.
IdFault idFault(const Scene& scene) {
  const auto id = scene.text(0);
  if (id.empty()) return IdFault::none;
  const auto kind = scene.number(1);
  if (kind && !scene.named(*kind)) return IdFault::none;
  return readIdNumber(id).fault;
}

bool birthDiffers(const Scene& scene) {
  const auto id = readIdNumber(scene.text(0));
  const auto birth = scene.number(1);
  return id.valid() && birth && *birth != id.birthDate;
}

bool sexDiffers(const Scene& scene) {
  const auto id = readIdNumber(scene.text(0));
  const auto sex = scene.number(1);
  return id.valid() && sex && scene.check.when.size() == 2 && *sex != scene.check.when[id.male ? 0 : 1];
}

bool disabilityDiffers(const Scene& scene) {
  const auto id = readIdNumber(scene.text(0));
  if (!id.valid() || id.disabilityGrade == 0) return false;
  const auto kind = scene.number(1), grade = scene.number(2);
  return (kind && *kind != id.disabilityCategory) || (grade && *grade != id.disabilityGrade);
}

bool descends(const Scene& scene) {
  std::optional<std::int64_t> before;
  for (std::size_t i = 0; i < scene.size(); ++i) {
    const auto now = scene.number(i);
    if (now && before && *now < *before) return true;
    if (now) before = now;
  }
  return false;
}

bool sumIsMore(const Scene& scene) {
  const auto whole = scene.number(0);
  if (!whole) return false;
  std::uint64_t sum = 0;  // wraps instead of overflowing: limits of amounts are far below
  for (std::size_t i = 1; i < scene.size(); ++i) sum += static_cast<std::uint64_t>(scene.number(i).value_or(0));
  return static_cast<std::int64_t>(sum) > *whole;
}

bool isYes(const Value* value) {
  if (value == nullptr) return false;
  if (const auto* flag = std::get_if<bool>(value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(value)) return *number != 0;
  return true;
}

bool chosen(const Scene& scene) {
  return std::ranges::any_of(scene.choices(0), [&](std::int64_t choice) { return scene.named(choice); });
}

bool notAlone(const Scene& scene) { return chosen(scene) && scene.choices(0).size() > 1; }

bool notApart(const Scene& scene) {
  const auto one = scene.number(0);
  const auto several = scene.choices(1);
  return one && std::ranges::find(several, *one) != several.end();
}

/// Rules that need the whole record, since they complain of what is missing.
bool wantsMore(const Scene& scene) {
  const bool someMissing = scene.countAnswered(1) < scene.size() - 1;
  switch (scene.check.rule) {
    case Check::EXACTLY_ONE: return scene.countAnswered(0) == 0;
    case Check::TOGETHER: return scene.countAnswered(0) != 0 && scene.countAnswered(0) != scene.size();
    case Check::REQUIRES: return isYes(scene.value(0)) && someMissing;
    case Check::WHEN_CHOSEN: return chosen(scene) && someMissing;
    default: return false;
  }
}

bool contradicts(const Scene& scene) {
  switch (scene.check.rule) {
    case Check::ID_BIRTH: return birthDiffers(scene);
    case Check::ID_SEX: return sexDiffers(scene);
    case Check::ID_DISABILITY: return disabilityDiffers(scene);
    case Check::EXACTLY_ONE: return scene.countAnswered(0) > 1;
    case Check::ASCENDING: return descends(scene);
    case Check::SUM_AT_MOST: return sumIsMore(scene);
    case Check::ALONE: return notAlone(scene);
    case Check::APART: return notApart(scene);
    default: return false;  // also rules that only a newer version knows
  }
}

const char* codeOf(int rule) {
  switch (rule) {
    case Check::ID_BIRTH: return "idBirth";
    case Check::ID_SEX: return "idSex";
    case Check::ID_DISABILITY: return "idDisability";
    case Check::EXACTLY_ONE: return "exactlyOne";
    case Check::TOGETHER: return "together";
    case Check::ASCENDING: return "ascending";
    case Check::REQUIRES: return "requires";
    case Check::WHEN_CHOSEN: return "whenChosen";
    case Check::ALONE: return "alone";
    case Check::SUM_AT_MOST: return "sumAtMost";
    case Check::APART: return "apart";
    default: return "rule";
  }
}

const char* codeOf(IdFault fault) {
  switch (fault) {
    case IdFault::none: return "none";
    case IdFault::length: return "idLength";
    case IdFault::oldForm: return "idOldForm";
    case IdFault::characters: return "idCharacters";
    case IdFault::birthDate: return "idBirthDate";
    case IdFault::checkDigit: return "idCheckDigit";
    case IdFault::disability: return "idDisabilityCode";
  }
  return "none";
}

}  // namespace

bool isAnswered(const Answers& answers, std::uint32_t field) {
  const auto at = answers.find(field);
  if (at == answers.end()) return false;
  const auto* text = std::get_if<std::string>(&at->second);
  return text == nullptr || !text->empty();
}

void runCheck(const KindSpec& kind, const CrossCheck& check, const Answers& answers, Extent extent,
              std::vector<Finding>& findings) {
  const Scene scene{check, answers};
  const auto add = [&](const char* code, const Label& message) {
    findings.push_back({Severity::warning, check.fields.front(), code, message});
  };
  if (check.rule == Check::ID_CHECK) {
    const auto fault = idFault(scene);
    if (fault == IdFault::none) return;
    const auto& label = kind.field(check.fields.front())->label;
    const auto why = describe(fault);
    add(codeOf(fault), {label.zh + "：" + why.zh, label.en + ": " + why.en});
  } else if (contradicts(scene) || (extent == Extent::whole && wantsMore(scene))) {
    add(codeOf(check.rule), check.message);
  }
}

}  // namespace bf
