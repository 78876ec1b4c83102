#include "shared/policy/policy_views.h"

#include <algorithm>

#include "shared/schema/visit_duty.h"
#include "shared/store/removed.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

/// A visit takes a while and counts once it is signed. Other frozen kinds are facts as soon as they are written: the
/// office imports assessments and stages, and nobody finishes those.
constexpr std::string_view signedKind = "visit";

/// The view of one kind. The record is called by its kind within it: a plan of SQLite then says which records it goes
/// over.
class KindView {
 public:
  KindView(const Schema& schema, const KindSpec& kind)
      : schema_(schema),
        kind_(kind),
        me_(std::string(recordAlias) + kind.table),
        view_{kind.table, kind.label, {}, {}} {}

  PolicyView make() {
    keys();
    for (const auto& field : kind_.fields) {
      if (field.envelope && field.number != finishedField) continue;
      const auto own = me_ + "." + field.column;
      add(shownAsPresence(field) ? "CASE WHEN " + own + " IS NOT NULL THEN 1 END" : own,
          {field.column, field.label, &field});
    }
    if (kind_.name == "member") idState();
    if (kind_.name == signedKind) author();
    view_.select = "SELECT " + view_.select + from();
    return std::move(view_);
  }

 private:
  void add(const std::string& value, ViewColumn column) {
    view_.select += (view_.select.empty() ? "" : ", ") + value + " AS " + column.name;
    view_.columns.push_back(std::move(column));
  }

  void keys() {
    add(me_ + ".rec", {"rec", {"记录", "record"}, nullptr});
    add(me_ + ".contested > 0", {"contested", {"有争议", "contested"}, nullptr});
    if (kind_.root) add(me_ + ".region_code", {"region", {"地区代码", "code of the region"}, nullptr});
    if (kind_.parents.empty()) return;
    add(me_ + ".parent", {"parent", {"所属记录", "record that it hangs from"}, nullptr});
    add(me_ + ".parent_kind", {"parent_kind", {"所属记录的种类", "kind of that record"}, nullptr});
    if (kind_.parents.size() != 1) return;
    const auto& parent = *schema_.kind(kind_.parents.front());
    add(me_ + ".parent", {parent.table, parent.label, nullptr});
  }

  /// Whether a member's ID number can be right, without the number. Of the documents that have one with a check digit.
  void idState() {
    add("CASE WHEN coalesce(" + me_ + ".id_kind, 1) IN (1, 2) THEN id_state(" + me_ + ".id_number, " + me_ +
            ".birth_date, " + me_ + ".sex) END",
        {"id_state",
         {"证件号码核对：1 相符，2 号码有误，3 出生日期不符，4 性别不符",
          "ID number: 1 right, 2 wrong, 3 another birth date, 4 the other sex"},
         nullptr});
  }

  /// Who signed a visit. The visitor's duty beside it is typed, and anybody can type it.
  void author() {
    std::string duty = "CASE writer_role(" + me_ + ".heads, " + std::to_string(finishedField) + ")";
    for (const auto& [role, number] : dutyByRole(schema_))
      duty += " WHEN " + std::to_string(role) + " THEN " + std::to_string(number);
    add(duty + " END", {"author_duty",
                        {"签名完成人的职务（按其登记的职责）",
                         "duty of who signed and finished it, by the role registered at the centre"},
                        kind_.fieldByName("visitor_duty")});
  }

  std::string from() {
    const auto table = "main." + tableOf(kind_);
    const auto column = [this](const std::string& of, std::uint32_t number) {
      return of + "." + kind_.field(number)->column;
    };
    const auto parent = me_ + ".parent";
    const auto id = me_ + ".id";
    const auto& removal = kind_.field(removalField)->column;
    auto made = " FROM " + table + " " + me_ + " WHERE " + isThereSql(me_, removal);
    if (!kind_.immutableWhenFinished) return made;
    const auto finished = [&](const std::string& of) {
      return kind_.name == signedKind ? " AND " + column(of, finishedField) + " IS NOT NULL" : std::string();
    };
    // What corrects a record hangs from the same one: the index of parents finds it.
    return made + finished(me_) + " AND NOT EXISTS (SELECT 1 FROM " + table + " c WHERE " + parent +
           " = c.parent AND " + id + " = " + column("c", correctsField) + " AND " + isThereSql("c", removal) +
           finished("c") + ")";
  }

  const Schema& schema_;
  const KindSpec& kind_;
  std::string me_;
  PolicyView view_;
};

/// What is put together beside the store, about records of people: rules name it like a kind.
PolicyView listed(const char* name, Label label, std::vector<ViewColumn> own) {
  const auto me = std::string(recordAlias) + name;
  auto select = "SELECT " + me + ".rec AS rec";
  for (const auto& column : own) select.append(", ").append(me + "." + column.name).append(" AS " + column.name);
  // A condition that is always true: of a table of which no column but the rowid is read SQLite asks the guard without
  // saying that it is a view that reads it.
  select += " FROM temp." + listTable(name) + " " + me + " WHERE " + me + "." + own.front().name + " >= 0";
  own.insert(own.begin(), {"rec", {"记录", "record"}, nullptr});
  return {name, std::move(label), std::move(select), std::move(own)};
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
          " i.until_month AS until_month, i.in_sample AS in_sample, i.persons AS persons, " +
              total + " AS total, CASE WHEN i.persons > 0 THEN (" + total +
              ") / i.persons END AS per_capita FROM income i WHERE NOT EXISTS (SELECT 1 FROM income n WHERE"
              " n.parent = i.parent AND n.year = i.year AND (coalesce(n.until_month, 12), n.rec) >"
              " (coalesce(i.until_month, 12), i.rec))",
          {{"rec", {"记录", "record"}, nullptr},
           {"parent", {"农户", "household"}, nullptr},
           {"household", {"农户", "household"}, nullptr},
           {"year", {"年度", "year"}, nullptr},
           {"source", {"来源", "source"}, nullptr},
           {"until_month", {"累计至月份", "up to month"}, nullptr},
           {"in_sample", {"抽样户", "in the sample"}, nullptr},
           {"persons", {"人口", "persons"}, nullptr},
           {"total", {"家庭可支配收入（分）", "disposable income, fen"}, nullptr},
           {"per_capita", {"人均可支配收入（分）", "disposable income per person, fen"}, nullptr}}};
}

}  // namespace

bool shownAsPresence(const FieldSpec& field) {
  // Ids of other records stay, for joins.
  if (field.type == FieldType::bytes) return field.refers.empty();
  return field.type == FieldType::text && field.sensitivity == Sensitivity::sensitive;
}

std::string listTable(std::string_view view) { return "k_" + std::string(view); }

std::string makeListTables() {
  return "CREATE TEMP TABLE " + listTable(drawnView) +
         "(rec INTEGER, region INTEGER NOT NULL, year INTEGER NOT NULL, PRIMARY KEY(rec, year, region)) STRICT,"
         " WITHOUT ROWID;CREATE TEMP TABLE " +
         listTable(idTwinView) + "(rec INTEGER PRIMARY KEY, other INTEGER NOT NULL) STRICT;";
}

std::string kindOfView(const std::string& view) {
  if (view == "person" || view == idTwinView) return "member";
  if (view == "assessment") return "housing_assessment";
  return view == "year_income" ? "income" : view;
}

std::vector<std::string> chosenBy(const std::string& view) {
  if (view == "person") return {"departure", "departure_date"};
  if (view == "assessment") return {"assessed_date"};
  if (view == "year_income") return {"year", "until_month"};
  return {};
}

std::vector<std::string> madeOf(const Schema& schema, const std::string& view, const std::string& column) {
  if (view == idTwinView) return {"id_number"};
  if (column == "id_state") return {"id_kind", "id_number", "birth_date", "sex"};
  if (view == "visit" && column == "author_duty") return {"visitor_name", "visitor_duty", "visit_date", "met"};
  std::vector<std::string> all;
  if (view == "year_income" && (column == "total" || column == "per_capita"))
    for (const auto& field : schema.kindByName("income")->fields) all.push_back(field.column);
  return all;
}

std::vector<PolicyView> policyViews(const Schema& schema) {
  std::vector<PolicyView> views;
  for (const auto& kind : schema.kinds()) views.push_back(KindView(schema, kind).make());
  views.push_back(like(views, "member", "person", {"现有家庭成员", "members who are still there"},
                       "SELECT m.* FROM member m WHERE m.departure IS NULL"));
  views.push_back(like(views, "housing_assessment", "assessment", {"最近一次住房鉴定", "latest housing assessment"},
                       "SELECT a.* FROM housing_assessment a WHERE NOT EXISTS (SELECT 1 FROM housing_assessment n WHERE"
                       " n.parent = a.parent AND (coalesce(n.assessed_date, 0), n.rec) >"
                       " (coalesce(a.assessed_date, 0), a.rec))"));
  views.push_back(yearIncome());
  views.push_back(listed(drawnView, {"随机抽中的农户", "households drawn at random"},
                         {{"region", {"抽样的村", "the village drawn from"}, nullptr},
                          {"year", {"调查年度", "year of the survey"}, nullptr}}));
  views.push_back(listed(idTwinView, {"证件号码重复的成员", "members with the ID number of another"},
                         {{"other", {"对方的户编号", "register number of the other's household"}, nullptr}}));
  return views;
}

}  // namespace bf
