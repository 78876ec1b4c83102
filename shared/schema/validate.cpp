#include "shared/schema/validate.h"

#include <algorithm>

#include "shared/schema/cross_checks.h"
#include "shared/schema/hard_rules.h"
#include "shared/schema/plain_text.h"

namespace bf {
namespace {

/// Said of a question; some sentences name it themselves.
std::string about(const std::string& label, const char* colon, const std::string& said) {
  return said.starts_with(label) ? said : label + colon + said;
}

Finding warning(const FieldSpec& field, const char* code, const Label& said) {
  return {Severity::warning,
          field.number,
          code,
          {about(field.label.zh, "：", said.zh), about(field.label.en, ": ", said.en)}};
}

std::size_t digitsIn(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

bool onlySignsAndDigits(std::string_view text, std::string_view signs) {
  return std::ranges::all_of(text, [&](char c) { return (c >= '0' && c <= '9') || signs.contains(c); });
}

/// A mobile number of mainland China, or a land line with or without its area code.
bool looksLikePhone(std::string_view text) {
  const auto digits = digitsIn(text);
  return onlySignsAndDigits(text, "+- ()") && digits >= 7 && digits <= 15;
}

/// Numbers of bank cards and passbooks have 12 to 22 digits.
bool looksLikeAccount(std::string_view text) {
  const auto digits = digitsIn(text);
  return onlySignsAndDigits(text, " -") && digits >= 12 && digits <= 22;
}

void judgeChoice(const FieldSpec& field, std::int64_t number, std::vector<Finding>& findings) {
  if (field.choice(number) == nullptr)
    findings.push_back(warning(field, "unknownChoice", {"选项为新版本所有", "a choice of a newer version"}));
}

void judgeNumber(const FieldSpec& field, std::int64_t value, std::vector<Finding>& findings) {
  if (field.type == FieldType::choice) return judgeChoice(field, value, findings);
  if (field.low && value != 0 && value < *field.low)
    findings.push_back(warning(field, "belowLow", {"数值偏小，请核对", "unusually small, please check"}));
  if (field.high && value > *field.high)
    findings.push_back(warning(field, "aboveHigh", {"数值偏大，请核对", "unusually large, please check"}));
}

void judgeText(const FieldSpec& field, const std::string& text, std::vector<Finding>& findings) {
  if (field.question == Question::phone && !looksLikePhone(text))
    findings.push_back(warning(field, "phone", {"电话号码格式有误", "not a telephone number"}));
  if (field.question == Question::account && !looksLikeAccount(text))
    findings.push_back(warning(field, "account", {"银行账号格式有误", "not an account number"}));
}

void judgeValue(const FieldSpec& field, const Value& value, std::vector<Finding>& findings) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) judgeNumber(field, *number, findings);
  if (const auto* text = std::get_if<std::string>(&value); text != nullptr && !text->empty())
    judgeText(field, *text, findings);
  if (const auto* choices = std::get_if<std::vector<std::int64_t>>(&value))
    for (const auto number : *choices) judgeChoice(field, number, findings);
}

/// Judges each field by itself; what can be decoded goes on to the rules over several fields.
Answers judgeFields(const KindSpec& kind, const std::vector<Field>& fields, std::vector<Finding>& findings) {
  Answers answers;
  for (const auto& field : fields) {
    const auto* spec = kind.field(field.number);
    if (spec == nullptr || field.wire.empty()) continue;
    const auto fault = hardFault(*spec, field.wire);
    if (fault != HardFault::none) {
      auto found = warning(*spec, name(fault), describe(fault, *spec));
      found.severity = Severity::error;
      findings.push_back(std::move(found));
      continue;
    }
    auto value = decodeValue(*spec, field.wire);
    if (!value) continue;  // cannot be: hardFault() has passed it
    judgeValue(*spec, *value, findings);
    answers.emplace(field.number, std::move(*value));
  }
  return answers;
}

void askForRequired(const KindSpec& kind, const Answers& answers, std::vector<Finding>& findings) {
  for (const auto& field : kind.fields)
    if (field.required && !isAnswered(answers, field.number))
      findings.push_back(warning(field, "missing", {"尚未填写", "not filled in"}));
}

}  // namespace

std::vector<Finding> validate(const KindSpec& kind, const std::vector<Field>& fields, Extent extent) {
  std::vector<Finding> findings;
  const auto answers = judgeFields(kind, fields, findings);
  if (extent == Extent::whole) askForRequired(kind, answers, findings);
  for (const auto& check : kind.checks) runCheck(kind, check, answers, extent, findings);
  std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
    return a.severity != b.severity ? a.severity == Severity::error : a.field < b.field;
  });
  return findings;
}

}  // namespace bf
