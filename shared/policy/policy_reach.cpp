#include "shared/policy/policy_reach.h"

#include <algorithm>
#include <map>

#include "shared/policy/policy_check.h"
#include "shared/policy/policy_views.h"

namespace bf {
namespace {

/// A step of a plan that goes over records of people: "SCAN of_visit", "SEARCH of_visit USING INDEX … (parent=?)".
struct Step {
  std::string kind;
  bool whole = false;  ///< over all of them, not those that a number or a parent leads to
};

std::optional<Step> stepOf(const std::string& detail, const std::set<std::string>& kinds) {
  const auto at = detail.find(recordAlias);
  if (at == std::string::npos) return std::nullopt;
  const auto begin = at + recordAlias.size();
  Step step{detail.substr(begin, detail.find(' ', begin) - begin), false};
  if (!kinds.contains(step.kind)) return std::nullopt;
  const auto by = [&](const char* key) { return detail.find(key) != std::string::npos; };
  const bool led = detail.starts_with("SEARCH") && (by("(parent=?") || by("(rowid=?") || by("(rec=?"));
  // An index made for one question is made by going over everything.
  step.whole = !led || by("AUTOMATIC");
  return step;
}

const Label& labelOf(const PolicyDatabase& database, const std::string& view) {
  return std::ranges::find(database.views(), view, &PolicyView::name)->label;
}

Label beyond(const PolicyDatabase& database, const std::string& view) {
  const auto& label = labelOf(database, view);
  return {"户和人的规则只能读取本户的内容：对“" + label.zh +
              "”的查询没有限定在本户（如 x.parent = h.rec 或 x.rec = h.rec）",
          "a rule about a household or member reads what hangs from that household alone: what it asks of " + label.en +
              " is not bound to it (as by x.parent = h.rec or x.rec = h.rec)"};
}

Label product(const PolicyDatabase& database, const std::string& first, const std::string& second) {
  const auto& one = labelOf(database, first);
  const auto& other = labelOf(database, second);
  return {"“" + one.zh + "”与“" + other.zh + "”没有关联，要逐一配对全县的记录：请写明两者的关系",
          one.en + " and " + other.en +
              " are joined by nothing: every record of the county would meet every other; say what binds them"};
}

}  // namespace

std::set<std::string> householdKinds(const Schema& schema) {
  std::set<std::string> kinds{"household", drawnView, idTwinView};
  for (bool more = true; more;) {
    more = false;
    for (const auto& kind : schema.kinds())
      for (const auto parent : kind.parents)
        if (kinds.contains(schema.kind(parent)->name)) more = kinds.insert(kind.name).second || more;
  }
  return kinds;
}

std::optional<Label> reachFault(PolicyDatabase& database, Subject subject, const Expression& expression) {
  if (expression.sql.empty()) return std::nullopt;
  const auto kinds = householdKinds(database.schema());
  // As a column: a condition that is never met would leave a plan in which nothing is led anywhere.
  // tidy(sql_values): the expression is of a pack, and SqlGuard had nothing against it
  auto plan = database.connection().prepare("EXPLAIN QUERY PLAN SELECT (" + expression.sql + "\n) FROM " +
                                            subjectFrom(subject) + onlySubject(subject));
  if (!plan) return std::nullopt;  // what the database does not accept was told before
  std::map<std::int64_t, std::string> wholeBelow;
  for (;;) {
    const auto more = plan->step();
    if (!more || !*more) return std::nullopt;
    const auto step = stepOf(std::string(plan->bytes(3)), kinds);
    if (!step || !step->whole) continue;
    if (isOfHousehold(subject)) return beyond(database, step->kind);
    // Steps below the same one are loops within each other.
    const auto [before, first] = wholeBelow.try_emplace(plan->integer(1), step->kind);
    if (!first) return product(database, before->second, step->kind);
  }
}

}  // namespace bf
