#include "shared/exchange/import_rules.h"

#include <algorithm>
#include <tuple>

namespace bf {
namespace {

/// Headings that forms and exports use beside the label of the schema.
struct OtherHeading {
  std::string_view kind, field, heading;
};
constexpr OtherHeading otherHeadings[] = {
    {"household", "register_number", "户编码"},
    {"household", "register_number", "贫困户编号"},
    {"household", "head_name", "户主姓名"},
    {"household", "head_id_number", "户主身份证号"},
    {"household", "head_id_number", "户主身份证号码"},
    {"household", "household_kind", "户类型"},
    {"household", "attribute", "户属性"},
    {"household", "main_cause", "致贫原因"},
    {"household", "phone", "电话"},
    {"household", "phone", "手机号码"},
    {"household", "phone", "联系方式"},
    {"household", "persons", "家庭人口数"},
    {"household", "persons", "人口数"},
    {"household", "group_name", "自然村"},
    {"household", "group_name", "村民小组"},
    {"household", "address", "家庭住址"},
    {"household", "address", "详细地址"},
    {"household", "farmland", "耕地面积"},
    {"household", "woodland", "林地面积"},
    {"member", "name", "成员姓名"},
    {"member", "id_number", "身份证号"},
    {"member", "id_number", "身份证号码"},
    {"member", "id_number", "公民身份号码"},
    {"member", "id_number", "证件号"},
    {"member", "birth_date", "出生年月日"},
    {"member", "relation", "与户主的关系"},
    {"member", "labour", "劳动力"},
    {"member", "labour", "劳动能力"},
    {"member", "work_place", "务工状况"},
    {"member", "months_worked", "务工时间"},
    {"member", "phone", "电话"},
    {"village", "name", "行政村"},
    {"village", "name", "行政村名称"},
    {"village", "poor_village", "是否贫困村"},
    {"medical_cost", "year", "年度"},
    {"medical_cost", "hospital", "医疗机构"},
    {"medical_cost", "within_scope", "政策范围内费用"},
    {"medical_cost", "within_scope", "合规费用"},
    {"reimbursement", "scheme", "报销渠道"},
    {"reimbursement", "amount", "金额"},
    {"renovation_stage", "stage_date", "阶段日期"},
    {"natural_village", "name", "自然村"},
    {"natural_village", "name", "屯"},
    {"natural_village", "name", "村民小组"},
};

ColumnSpec keyColumn(std::string_view key, Label label, std::vector<std::string> others, bool required) {
  ColumnSpec spec{std::string(key), nullptr, {label.zh, label.en}, label, required, 0};
  spec.headings.insert(spec.headings.end(), others.begin(), others.end());
  return spec;
}

/// Groups of columns of which a file needs one.
enum : std::uint8_t { noGroup, placeGroup, personGroup, keyGroup };

void addVillageKeys(std::vector<ColumnSpec>& columns, bool byName, std::uint8_t group) {
  columns.push_back(keyColumn(villageCodeKey, {"行政村代码", "Village code"},
                              {"村代码", "村编码", "行政村编码", "区划代码", "行政区划代码", "地区代码", "行政区代码",
                               "地区编码", "Region code", "region", "village_code"},
                              !byName));
  columns.back().oneOf = byName ? group : std::uint8_t{noGroup};
  if (!byName) return;
  columns.push_back(keyColumn(townshipNameKey, {"乡镇", "Township"}, {"镇", "乡(镇)", "镇(乡)", "所属乡镇"}, false));
  columns.push_back(
      keyColumn(villageNameKey, {"行政村", "Village"}, {"行政村名称", "村", "村(社区)", "所属行政村"}, false));
  columns.back().oneOf = group;
}

void addParentKeys(ImportRule& rule) {
  std::vector<ColumnSpec>& columns = rule.columns;
  // A household that is known is found by its number alone.
  const std::uint8_t place = rule.kind->name == "household" ? noGroup : placeGroup;
  if (rule.parent == ImportParent::none) addVillageKeys(columns, rule.kind->name != "village", place);
  if (rule.parent == ImportParent::village) addVillageKeys(columns, true, place);
  if (rule.parent == ImportParent::household || rule.parent == ImportParent::member) {
    columns.push_back(
        keyColumn(householdKey, {"户编号", "Register number"}, {"户编码", "贫困户编号", "household"}, true));
    columns.push_back(keyColumn(headNameKey, {"户主", "Head"}, {"户主姓名"}, false));
  }
  if (rule.parent == ImportParent::member) {
    columns.push_back(keyColumn(memberNameKey, {"姓名", "Name"}, {"成员姓名", "member_name"}, false));
    columns.back().oneOf = personGroup;
    columns.push_back(keyColumn(memberIdKey, {"证件号码", "ID number"},
                                {"身份证号", "身份证号码", "公民身份号码", "证件号", "member_id"}, false));
    columns.back().oneOf = personGroup;
  }
}

/// For the eye only: lists of households and members repeat where they live.
void addPlaceForTheEye(ImportRule& rule) {
  if (rule.parent == ImportParent::household || rule.parent == ImportParent::member)
    addVillageKeys(rule.columns, true, noGroup);
}

void addCorrects(ImportRule& rule) {
  if (const auto label = correctsLabel(*rule.kind); !label.empty())
    rule.columns.push_back(keyColumn(correctsKey, label, {}, false));
}

std::vector<const FieldSpec*> identityOf(const KindSpec& kind) {
  if (kind.name == "village") return {};  // one a region: its code is its key
  std::vector<const FieldSpec*> fields;
  for (const std::uint32_t key : kind.keys) {
    if (const FieldSpec* field = kind.field(key); isColumn(*field)) fields.push_back(field);
  }
  return fields;
}

void addFields(ImportRule& rule) {
  const auto isKey = [&](const FieldSpec* field) {
    return std::ranges::find(rule.identity, field) != rule.identity.end();
  };
  const bool someRequired = std::ranges::any_of(rule.identity, [](const FieldSpec* field) { return field->required; });
  // A member is found by ID number or by name; others by all keys that they must have.
  const bool either = rule.kind->name == "member" || !someRequired;
  for (ColumnSpec& spec : columnsOf(*rule.kind)) {
    for (const OtherHeading& other : otherHeadings) {
      if (other.kind == rule.kind->name && other.field == spec.key) spec.headings.emplace_back(other.heading);
    }
    if (isKey(spec.field)) {
      spec.required = !either && spec.field->required;
      spec.oneOf = either ? keyGroup : noGroup;
    }
    rule.columns.push_back(std::move(spec));
  }
}

/// A kind that must have what no file can carry, such as the picture of a piece of evidence, does not.
bool comesAsTable(const KindSpec& kind) {
  const auto form = kind.form();
  return std::ranges::none_of(form, [](const FieldSpec* field) { return field->required && !isColumn(*field); });
}

/// Any field of the parent may name it; a heading that the row's own record knows too is the row's own.
void addFieldsOfParent(ImportRule& rule) {
  if (rule.through == nullptr) return;
  const KindSpec& parent = *rule.through;
  for (ColumnSpec& spec : columnsOf(parent)) {
    const bool isKey = std::ranges::find(parent.keys, spec.field->number) != parent.keys.end();
    if (spec.field->question == Question::longText && !isKey) continue;
    for (const OtherHeading& other : otherHeadings) {
      if (other.kind == parent.name && other.field == spec.key) spec.headings.emplace_back(other.heading);
    }
    spec.headings.push_back(parent.name + "." + spec.key);
    const Label whole = labelBelow(parent, *spec.field);
    spec.headings.insert(spec.headings.end(), {whole.zh, whole.en});
    spec.key = std::string(parentFieldKey) + spec.key;
    rule.columns.push_back(std::move(spec));
  }
}

ImportRule makeRule(const KindSpec& kind, ImportParent parent, std::uint32_t anchorKind,
                    const KindSpec* through = nullptr) {
  ImportRule rule;
  rule.anchorKind = anchorKind;
  rule.through = through;
  rule.parentKind = through == nullptr ? anchorKind : through->number;
  rule.kind = &kind;
  rule.parent = parent;
  rule.identity = identityOf(kind);
  addParentKeys(rule);
  addFields(rule);
  addFieldsOfParent(rule);
  addPlaceForTheEye(rule);
  addCorrects(rule);
  return rule;
}

/// The kinds that rows can be led to by a code, a register number or a person.
struct Anchors {
  std::uint32_t village = 0, household = 0, member = 0;
};

/// Rules of what hangs from `of` (a village, a household, a member) or, given `through`, from a record that does.
void addRules(std::vector<ImportRule>& rules, const KindSpec& kind, const KindSpec& of, const KindSpec* through,
              const Anchors& anchors) {
  if (of.root && through == &of) rules.push_back(makeRule(kind, ImportParent::none, 0, through));
  const std::pair<ImportParent, std::uint32_t> ways[] = {{ImportParent::village, anchors.village},
                                                         {ImportParent::household, anchors.household},
                                                         {ImportParent::member, anchors.member}};
  for (const auto& [parent, anchor] : ways) {
    if (anchor == 0 || !of.hasParent(anchor)) continue;
    ImportRule& rule = rules.emplace_back(makeRule(kind, parent, anchor, through));
    if (parent == ImportParent::village) continue;
    rule.householdKind = anchors.household;
    rule.orVillage = of.hasParent(anchors.village) ? anchors.village : 0;
    rule.orHousehold = parent == ImportParent::member && of.hasParent(anchors.household);
  }
}

}  // namespace

Label correctsLabel(const KindSpec& kind) {
  return kind.name == "visit" ? Label{"更正的走访", "Visit corrected"} : Label();
}

Label labelBelow(const KindSpec& parent, const FieldSpec& field) {
  return {parent.label.zh + field.label.zh, parent.label.en + " " + field.label.en};
}

std::vector<ImportRule> importRules(const Schema& schema) {
  const auto numberOf = [&](std::string_view name) {
    const KindSpec* kind = schema.kindByName(name);
    return kind == nullptr ? 0u : kind->number;
  };
  const Anchors anchors{numberOf("village"), numberOf("household"), numberOf("member")};
  std::vector<ImportRule> rules;
  for (const KindSpec& kind : schema.kinds()) {
    if (!comesAsTable(kind)) continue;
    if (kind.root) rules.push_back(makeRule(kind, ImportParent::none, 0));
    addRules(rules, kind, kind, nullptr, anchors);
    for (const std::uint32_t number : kind.parents) {
      const KindSpec* parent = schema.kind(number);
      const bool anchor = number == anchors.village || number == anchors.household || number == anchors.member;
      if (!anchor && comesAsTable(*parent)) addRules(rules, kind, *parent, parent, anchors);
    }
  }
  // Villages before other roots, members before what else hangs from a household.
  std::stable_sort(rules.begin(), rules.end(), [&](const ImportRule& a, const ImportRule& b) {
    const auto rank = [&](const ImportRule& rule) {
      const bool first = rule.kind->number == anchors.village || rule.kind->number == anchors.member;
      return std::tuple(rule.through != nullptr, rule.parent, !first);
    };
    return rank(a) < rank(b);
  });
  return rules;
}

}  // namespace bf
