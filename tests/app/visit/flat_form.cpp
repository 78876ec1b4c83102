#include "tests/app/visit/flat_form.h"

#include <QString>
#include <algorithm>

#include "app/forms/field_value.h"
#include "shared/schema/value.h"

namespace bf::test {
namespace {

constexpr std::size_t openChoicesMost = 7;

int lettersOf(const FieldSpec& field, const Value& value) {
  return static_cast<int>(QString::fromStdString(display(field, value, Language::chinese)).size());
}

void count(FlatForm& form, const FieldSpec& field, const Value& value) {
  ++form.questions;
  switch (field.question) {
    case Question::choice:
    case Question::region: form.taps += field.choices.size() > openChoicesMost ? 2 : 1; break;
    case Question::choices:
      if (const auto* chosen = std::get_if<std::vector<std::int64_t>>(&value))
        form.taps += static_cast<int>(chosen->size());
      break;
    case Question::date:
    case Question::month:
    case Question::year: form.taps += 3; break;
    case Question::instant: form.taps += 5; break;
    case Question::yesNo:
    case Question::coordinate:
    case Question::signature:
    case Question::picture: form.taps += 1; break;
    default: form.taps += 1; form.keys += lettersOf(field, value);
  }
}

/// All answers of a record when `names` is empty.
void countRecord(FlatForm& form, const KindSpec& kind, const FileRecord& record,
                 std::initializer_list<std::string_view> names) {
  // With the tap on the place the receiver gives these, too.
  static constexpr std::array<std::string_view, 3> withPlace{"longitude", "accuracy_cm", "located"};
  for (const auto* field : kind.form()) {
    if (names.size() > 0 && std::ranges::find(names, field->name) == names.end()) continue;
    if (std::ranges::find(withPlace, field->name) != withPlace.end()) continue;
    const auto value = valueIn(*field, record.fields);
    if (!std::holds_alternative<std::monostate>(value)) count(form, *field, value);
  }
}

}  // namespace

FlatForm flatForm(const Schema& schema, const VisitDraft& visit) {
  FlatForm form;
  const auto of = [&](const char* name) -> const KindSpec& { return *schema.kindByName(name); };
  countRecord(form, of("visit"), visit.visit(), {});
  countRecord(form, of("household"), visit.file().top(),
              {"water_safe", "power", "tv_signal", "network_signal", "stable_income", "dibao", "lives_elsewhere"});
  if (const auto* assessed = visit.latestAssessment())
    countRecord(form, of("housing_assessment"), *assessed, {"grade", "assessed_date", "method", "assessor"});
  for (const auto* member : visit.members()) {
    countRecord(form, of("member"), *member, {"dropped_out"});
    if (const auto* insured = visit.enrolment(*member, yearOf(visit.day())))
      countRecord(form, of("enrolment"), *insured, {"resident_medical", "severe_medical"});
  }
  return form;
}

}  // namespace bf::test
