// One field of a record: type, question, limits, choices.

#include <google/protobuf/descriptor.h>

#include <algorithm>

#include "bianfang/options.pb.h"
#include "shared/schema/schema_limits.h"
#include "shared/schema/schema_reader.h"

namespace bf {
namespace {

using bianfang::FieldInfo;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

std::unexpected<Error> wrong(const FieldDescriptor& field, const std::string& why) {
  return fail(Errc::invalidValue, field.full_name() + ": " + why);
}

Result<FieldType> typeOf(const FieldDescriptor& field) {
  const bool many = field.is_repeated();
  switch (field.type()) {
    case FieldDescriptor::TYPE_BOOL:
      if (!many) return FieldType::boolean;
      break;
    case FieldDescriptor::TYPE_INT32:
    case FieldDescriptor::TYPE_INT64:
    case FieldDescriptor::TYPE_UINT32:
    case FieldDescriptor::TYPE_UINT64:
      if (!many) return FieldType::integer;
      break;
    case FieldDescriptor::TYPE_ENUM: return many ? FieldType::choices : FieldType::choice;
    case FieldDescriptor::TYPE_STRING: return many ? FieldType::texts : FieldType::text;
    case FieldDescriptor::TYPE_BYTES:
      if (!many) return FieldType::bytes;
      break;
    default: break;
  }
  return wrong(field,
               "records have bool, int32, int64, uint32, uint64, enum, string, bytes, and lists of enum or string");
}

std::string protoTypeOf(const FieldDescriptor& field) {
  const std::string base = field.enum_type() != nullptr ? field.enum_type()->full_name() : field.type_name();
  return field.is_repeated() ? "repeated " + base : base;
}

Question byType(FieldType type) {
  switch (type) {
    case FieldType::boolean: return Question::yesNo;
    case FieldType::integer: return Question::number;
    case FieldType::text: return Question::text;
    case FieldType::bytes: return Question::bytes;
    case FieldType::choice: return Question::choice;
    case FieldType::choices: return Question::choices;
    case FieldType::texts: return Question::texts;
  }
  return Question::text;
}

struct AskRule {
  FieldInfo::Ask ask;
  Question question;
  FieldType type;
};
constexpr AskRule askRules[] = {
    {FieldInfo::LONG_TEXT, Question::longText, FieldType::text},
    {FieldInfo::DATE, Question::date, FieldType::integer},
    {FieldInfo::YEAR, Question::year, FieldType::integer},
    {FieldInfo::MONTH, Question::month, FieldType::integer},
    {FieldInfo::INSTANT, Question::instant, FieldType::integer},
    {FieldInfo::MONEY, Question::money, FieldType::integer},
    {FieldInfo::PHONE, Question::phone, FieldType::text},
    {FieldInfo::ID_NUMBER, Question::idNumber, FieldType::text},
    {FieldInfo::ACCOUNT, Question::account, FieldType::text},
    {FieldInfo::COORDINATE, Question::coordinate, FieldType::integer},
    {FieldInfo::SIGNATURE, Question::signature, FieldType::bytes},
    {FieldInfo::PICTURE, Question::picture, FieldType::bytes},
    {FieldInfo::REGION, Question::region, FieldType::integer},
};

Result<Question> questionOf(const FieldDescriptor& field, const FieldInfo& info, FieldType type) {
  if (info.ask() == FieldInfo::BY_TYPE) return byType(type);
  if (info.ask() == FieldInfo::NOT_ASKED) return Question::notAsked;
  for (const auto& rule : askRules) {
    if (rule.ask != info.ask()) continue;
    if (rule.type != type) return wrong(field, "this way of asking does not fit its type");
    return rule.question;
  }
  // Of a newer schema: asked by its type, so that an older tablet can still show it.
  return byType(type);
}

Result<std::vector<Choice>> readChoices(const FieldDescriptor& field, const EnumDescriptor& list) {
  std::vector<Choice> choices;
  if (list.value_count() > static_cast<int>(choicesMax)) return wrong(field, "its code list is too long");
  for (int i = 0; i < list.value_count(); ++i) {
    const auto& value = *list.value(i);
    const auto& info = value.options().GetExtension(bianfang::choice);
    if (value.number() == 0) continue;
    if (info.zh().empty() || info.en().empty()) return wrong(field, value.name() + " needs labels zh and en");
    if (value.number() < 0) return wrong(field, value.name() + " has a negative number");
    Choice choice{value.number(), value.name(), {info.zh(), info.en()}, info.code(), {}, info.retired()};
    choice.also.assign(info.also().begin(), info.also().end());
    choices.push_back(std::move(choice));
  }
  std::ranges::sort(choices, {}, &Choice::number);
  if (std::ranges::adjacent_find(choices, {}, &Choice::number) != choices.end())
    return wrong(field, "two choices have the same number");
  return choices;
}

void setMoneyUnit(FieldSpec& spec) {
  if (spec.question != Question::money) return;
  spec.scale = 2;
  if (spec.unit.empty()) spec.unit = {"元", "yuan"};
}

void setText(FieldSpec& spec, const FieldInfo& info) {
  spec.label = {info.zh(), info.en()};
  spec.help = {info.help_zh(), info.help_en()};
  spec.unit = {info.unit_zh(), info.unit_en()};
  spec.national = info.national();
  spec.refers = info.refers();
}

void setLimits(FieldSpec& spec, const FieldInfo& info) {
  if (info.has_min()) spec.min = info.min();
  if (info.has_max()) spec.max = info.max();
  if (info.has_low()) spec.low = info.low();
  if (info.has_high()) spec.high = info.high();
  const bool text = spec.type == FieldType::text || spec.type == FieldType::texts;
  if (text) spec.lengthMax = info.length() != 0 ? info.length() : textLengthMax;
  if (spec.type == FieldType::bytes) spec.lengthMax = info.length() != 0 ? info.length() : bytesLengthMax;
  spec.countMax = !spec.repeated() ? 1 : info.count() != 0 ? info.count() : countMax;
  spec.scale = info.scale();
  setMoneyUnit(spec);
}

void setRules(FieldSpec& spec, const FieldInfo& info, Sensitivity ofKind) {
  spec.required = info.required();
  spec.retired = info.retired();
  spec.personDecides = info.conflict() == FieldInfo::PERSON;
  switch (info.sensitivity()) {
    case FieldInfo::AS_KIND: spec.sensitivity = ofKind; break;
    case FieldInfo::PUBLIC: spec.sensitivity = Sensitivity::open; break;
    case FieldInfo::PERSONAL: spec.sensitivity = Sensitivity::personal; break;
    default: spec.sensitivity = Sensitivity::sensitive; break;  // also what only a newer schema knows
  }
  switch (info.settle()) {
    case FieldInfo::AUTHORITY: spec.settle = SettleRule::authority; break;
    case FieldInfo::PERIOD: spec.settle = SettleRule::period; break;
    case FieldInfo::UNION: spec.settle = SettleRule::unite; break;
    default: spec.settle = SettleRule::latest; break;
  }
  switch (info.search()) {
    case FieldInfo::BY_NAME: spec.search = SearchRole::name; break;
    case FieldInfo::BY_ID_TAIL: spec.search = SearchRole::idNumber; break;
    case FieldInfo::BY_NUMBER: spec.search = SearchRole::registerNumber; break;
    default: spec.search = SearchRole::none; break;
  }
  for (const auto role : info.writers()) spec.writers.push_back(static_cast<std::uint32_t>(role));
  for (const auto role : info.ranks()) spec.ranks.push_back(static_cast<std::uint32_t>(role));
}

/// What an option says must make sense for the field that it stands at.
Result<void> checkOptions(const FieldDescriptor& field, const FieldSpec& spec, const FieldInfo& info) {
  const bool text = spec.type == FieldType::text;
  if (spec.label.zh.empty() || spec.label.en.empty()) return wrong(field, "needs labels zh and en");
  for (const auto* label : {&spec.help, &spec.unit, &spec.section})
    if (label->zh.empty() != label->en.empty()) return wrong(field, "help, unit and section need both languages");
  if (spec.number < ownFieldMin || spec.number > fieldNumberMax)
    return wrong(
        field, "own fields have numbers from " + std::to_string(ownFieldMin) + " to " + std::to_string(fieldNumberMax));
  if (isReservedWord(spec.column)) return wrong(field, "is a reserved word of SQL or of the store");
  if (!field.is_repeated() && !field.has_presence()) return wrong(field, "needs `optional`: 0 is an answer");
  if ((info.has_min() || info.has_max() || info.has_low() || info.has_high() || info.scale() != 0) &&
      spec.type != FieldType::integer)
    return wrong(field, "limits and decimals are for integers");
  if (spec.scale > 6) return wrong(field, "at most 6 decimals");
  if (spec.settle == SettleRule::unite && spec.type != FieldType::choices)
    return wrong(field, "only several choices can be united");
  if ((spec.settle == SettleRule::authority) == spec.ranks.empty())
    return wrong(field, "AUTHORITY and ranks belong together");
  if ((spec.settle == SettleRule::period) == info.period().empty())
    return wrong(field, "PERIOD and period belong together");
  if (spec.search != SearchRole::none && !text) return wrong(field, "only texts are searched");
  return {};
}

}  // namespace

Result<FieldSpec> readField(const FieldDescriptor& descriptor, Label& section, Sensitivity ofKind) {
  const auto& info = descriptor.options().GetExtension(bianfang::field);
  FieldSpec spec;
  spec.number = static_cast<std::uint32_t>(descriptor.number());
  spec.name = spec.column = descriptor.name();
  BF_LET(type, typeOf(descriptor));
  spec.type = type;
  spec.protoType = protoTypeOf(descriptor);
  spec.order = static_cast<std::uint32_t>(descriptor.index());
  BF_LET(question, questionOf(descriptor, info, type));
  spec.question = question;
  if (info.has_section()) section = {info.section().zh(), info.section().en()};
  spec.section = section;
  setText(spec, info);
  setLimits(spec, info);
  setRules(spec, info, ofKind);
  if (const auto* list = descriptor.enum_type(); list != nullptr) {
    BF_LET(choices, readChoices(descriptor, *list));
    spec.choices = std::move(choices);
  }
  BF_CHECK(checkOptions(descriptor, spec, info));
  return spec;
}

}  // namespace bf
