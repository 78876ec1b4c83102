#include "app/forms/dates_now.h"

#include <algorithm>
#include <array>

#include "bianfang/options.pb.h"

namespace bf {
namespace {

bool isBirth(const KindSpec& kind, const FieldSpec& field) {
  return std::ranges::any_of(kind.checks, [&](const CrossCheck& check) {
    return check.rule == bianfang::Check::ID_BIRTH && std::ranges::count(check.fields, field.number) > 0;
  });
}

bool isPeriod(const KindSpec& kind, const FieldSpec& field) {
  return std::ranges::any_of(kind.fields, [&](const FieldSpec& one) {
    return one.settle == SettleRule::period && one.periodField == field.number;
  });
}

/// By which something is to be done: it lies ahead.
bool isDeadline(const FieldSpec& field) {
  constexpr std::array<std::string_view, 3> names{"deadline", "new_deadline", "due_date"};
  return std::ranges::count(names, field.name) > 0;
}

}  // namespace

bool canBeNow(const KindSpec& kind, const FieldSpec& field) {
  switch (field.question) {
    case Question::date: return !isBirth(kind, field) && !isDeadline(field);
    case Question::year: return field.required || isPeriod(kind, field);
    default: return true;
  }
}

}  // namespace bf
