#include "app/forms/dates_now.h"

#include <algorithm>

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

}  // namespace

bool canBeNow(const KindSpec& kind, const FieldSpec& field) {
  switch (field.question) {
    case Question::date: return !isBirth(kind, field);
    case Question::year: return field.required || isPeriod(kind, field);
    default: return true;
  }
}

}  // namespace bf
