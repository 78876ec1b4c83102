#include "shared/policy/policy_views.h"

#include <algorithm>

#include "bianfang/change.pb.h"
#include "shared/policy/expression.h"
#include "shared/policy/id_twins.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

/// A visit takes a while and counts once it is signed. Other frozen kinds are facts as soon as they are written: the
/// office imports assessments and stages, and nobody finishes those.
constexpr std::string_view signedKind = "visit";

/// A secret is shown as present or absent; ids of other records stay, for joins.
bool hidden(const FieldSpec& field) {
  if (field.type == FieldType::bytes) return field.refers.empty();
  return field.type == FieldType::text && field.sensitivity == Sensitivity::sensitive;
}

void keys(PolicyView& view, const Schema& schema, const KindSpec& kind) {
  view.select = "SELECT k.rec AS rec, k.contested > 0 AS contested";
  view.columns = {{"rec", {"记录", "record"}, nullptr}, {"contested", {"有争议", "contested"}, nullptr}};
  if (kind.root) {
    view.select += ", k.region_code AS region";
    view.columns.push_back({"region", {"地区代码", "code of the region"}, nullptr});
  }
  if (kind.parents.empty()) return;
  view.select += ", k.parent AS parent, k.parent_kind AS parent_kind";
  view.columns.push_back({"parent", {"所属记录", "record that it hangs from"}, nullptr});
  view.columns.push_back({"parent_kind", {"所属记录的种类", "kind of that record"}, nullptr});
  if (kind.parents.size() != 1) return;
  const auto& parent = *schema.kind(kind.parents.front());
  view.select += ", k.parent AS " + parent.table;
  view.columns.push_back({parent.table, parent.label, nullptr});
}

/// Whether a member's ID number can be right, without the number. Of the documents that have one with a check digit.
void idState(PolicyView& view, const KindSpec& kind) {
  if (kind.name != "member") return;
  view.select +=
      ", CASE WHEN coalesce(k.id_kind, 1) IN (1, 2) THEN id_state(k.id_number, k.birth_date, k.sex) END AS "
      "id_state";
  view.columns.push_back({"id_state",
                          {"证件号码核对：1 相符，2 号码有误，3 出生日期不符，4 性别不符",
                           "ID number: 1 right, 2 wrong, 3 another birth date, 4 the other sex"},
                          nullptr});
}

/// The duty that a role at the centre is. The other roles are no duty of those who visit.
constexpr std::pair<bianfang::Role, const char*> dutyOfRole[]{
    {bianfang::VILLAGE_SECRETARY, "$visit::DUTY_VILLAGE_SECRETARY"},
    {bianfang::TEAM_MEMBER, "$visit::DUTY_TEAM_MEMBER"},
    {bianfang::HELPER, "$visit::DUTY_HELPER"},
    {bianfang::TOWNSHIP_SECRETARY, "$visit::DUTY_TOWNSHIP_SECRETARY"},
    {bianfang::TOWNSHIP_CLERK, "$visit::DUTY_TOWNSHIP_OFFICIAL"},
    {bianfang::COUNTY_SECRETARY, "$visit::DUTY_COUNTY_SECRETARY"},
    {bianfang::DEPARTMENT, "$visit::DUTY_DEPARTMENT"}};

/// Who signed a visit. The visitor's duty beside it is typed, and anybody can type it.
void author(PolicyView& view, const Schema& schema, const KindSpec& kind) {
  if (kind.name != signedKind) return;
  view.select += ", CASE writer_role(k.heads, " + std::to_string(finishedField) + ")";
  for (const auto& [role, duty] : dutyOfRole)
    view.select += " WHEN " + std::to_string(role) + " THEN " + std::to_string(choiceNumber(schema, duty).value_or(0));
  view.select += " END AS author_duty";
  view.columns.push_back({"author_duty",
                          {"签名完成人的职务（按其登记的职责）",
                           "duty of who signed and finished it, by the role registered at the centre"},
                          kind.fieldByName("visitor_duty")});
}

/// The record itself is called k while a view is put together, and by its kind in the view: a plan of SQLite then says
/// which records it goes over.
void nameRecord(PolicyView& view, const KindSpec& kind) {
  const auto name = std::string(recordAlias) + kind.table;
  for (const char* before : {" ", "("})
    for (const char* after : {".", " WHERE"}) {
      const auto wanted = std::string(before) + "k" + after;
      for (auto at = view.select.find(wanted); at != std::string::npos; at = view.select.find(wanted, at + name.size()))
        view.select.replace(at, wanted.size(), before + name + after);
    }
}

PolicyView viewOf(const Schema& schema, const KindSpec& kind) {
  PolicyView view{kind.table, kind.label, {}, {}};
  keys(view, schema, kind);
  for (const auto& field : kind.fields) {
    if (field.envelope && field.number != finishedField) continue;
    view.select += hidden(field) ? ", CASE WHEN k." + field.column + " IS NOT NULL THEN 1 END AS " + field.column
                                 : ", k." + field.column + " AS " + field.column;
    view.columns.push_back({field.column, field.label, &field});
  }
  idState(view, kind);
  author(view, schema, kind);
  const auto table = "main." + tableOf(kind);
  const auto column = [&kind](std::uint32_t number) { return kind.field(number)->column; };
  view.select += " FROM " + table + " k WHERE k." + column(removalField) + " IS NULL";
  if (!kind.immutableWhenFinished) {
    nameRecord(view, kind);
    return view;
  }
  const bool sitting = kind.name == signedKind;
  const auto finished = [&](const std::string& of) {
    return sitting ? " AND " + of + "." + column(finishedField) + " IS NOT NULL" : std::string();
  };
  // What corrects a record hangs from the same one: the index of parents finds it.
  view.select += finished("k") + " AND NOT EXISTS (SELECT 1 FROM " + table + " c WHERE c.parent = k.parent AND c." +
                 column(correctsField) + " = k.id AND c." + column(removalField) + " IS NULL" + finished("c") + ")";
  nameRecord(view, kind);
  return view;
}

/// The same columns as another view.
PolicyView like(const std::vector<PolicyView>& views, std::string_view base, std::string name, Label label,
                std::string select) {
  const auto& from = *std::ranges::find(views, base, &PolicyView::name);
  return {std::move(name), std::move(label), std::move(select), from.columns};
}

PolicyView yearIncome() {
  const std::string parts =
      "coalesce(i.wages, i.business, i.property, i.family_planning, i.dibao, i.destitute_support, i.pension,"
      " i.ecology, i.other_transfer)";
  std::string sum;
  for (const char* part : {"wages", "business", "property", "family_planning", "dibao", "destitute_support", "pension",
                           "ecology", "other_transfer"})
    sum += (sum.empty() ? "coalesce(i." : " + coalesce(i.") + std::string(part) + ", 0)";
  // A worksheet with any part is reckoned up; one without has at most the figure of the register.
  const std::string total = "CASE WHEN " + parts + " IS NULL THEN i.stated_per_capita * i.persons ELSE " + sum +
                            " - coalesce(i.expenses, 0) END";
  return {"year_income",
          {"户年度收入", "income of a household by year"},
          "SELECT i.rec AS rec, i.parent AS parent, i.parent AS household, i.year AS year, i.source AS source,"
          " i.in_sample AS in_sample, i.persons AS persons, " +
              total + " AS total, CASE WHEN i.persons > 0 THEN (" + total +
              ") / i.persons END AS per_capita FROM income i WHERE NOT EXISTS (SELECT 1 FROM income n WHERE"
              " n.parent = i.parent AND n.year = i.year AND (coalesce(n.until_month, 12), n.rec) >"
              " (coalesce(i.until_month, 12), i.rec))",
          {{"rec", {"记录", "record"}, nullptr},
           {"parent", {"农户", "household"}, nullptr},
           {"household", {"农户", "household"}, nullptr},
           {"year", {"年度", "year"}, nullptr},
           {"source", {"来源", "source"}, nullptr},
           {"in_sample", {"抽样户", "in the sample"}, nullptr},
           {"persons", {"人口", "persons"}, nullptr},
           {"total", {"家庭可支配收入（分）", "disposable income, fen"}, nullptr},
           {"per_capita", {"人均可支配收入（分）", "disposable income per person, fen"}, nullptr}}};
}

}  // namespace

std::string kindOfView(const std::string& view) {
  if (view == "person" || view == idTwinTable) return "member";
  if (view == "assessment") return "housing_assessment";
  return view == "year_income" ? "income" : view;
}

std::vector<std::string> madeOf(const Schema& schema, const std::string& view, const std::string& column) {
  if (view == idTwinTable) return {"id_number"};
  if (column == "id_state") return {"id_kind", "id_number", "birth_date", "sex"};
  if (view == "visit" && column == "author_duty") return {"visitor_name", "visitor_duty", "visit_date", "met"};
  std::vector<std::string> all;
  if (view == "year_income" && (column == "total" || column == "per_capita"))
    for (const auto& field : schema.kindByName("income")->fields) all.push_back(field.column);
  return all;
}

std::vector<PolicyView> policyViews(const Schema& schema) {
  std::vector<PolicyView> views;
  for (const auto& kind : schema.kinds()) views.push_back(viewOf(schema, kind));
  views.push_back(like(views, "member", "person", {"现有家庭成员", "members who are still there"},
                       "SELECT m.* FROM member m WHERE m.departure IS NULL"));
  views.push_back(like(views, "housing_assessment", "assessment", {"最近一次住房鉴定", "latest housing assessment"},
                       "SELECT a.* FROM housing_assessment a WHERE NOT EXISTS (SELECT 1 FROM housing_assessment n WHERE"
                       " n.parent = a.parent AND (coalesce(n.assessed_date, 0), n.rec) >"
                       " (coalesce(a.assessed_date, 0), a.rec))"));
  views.push_back(yearIncome());
  return views;
}

}  // namespace bf
