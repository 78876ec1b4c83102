#include "shared/policy/policy_trial.h"

#include "shared/base/bilingual.h"
#include "shared/policy/policy_limits.h"
#include "shared/policy/trial_register.h"

namespace bf {
namespace {

/// Characters of a value that a message shows.
constexpr std::size_t shownBytes = 24;

enum class Form : std::uint8_t { verdict, number };

class Trial {
 public:
  Trial(PolicyDatabase& database, const Pack& pack, PolicyEngine& engine)
      : database_(database), pack_(pack), engine_(engine) {}

  PackTrial run() {
    for (const auto& sum : pack_.sums)
      look(Subject::household, pack_.effective, sum.value, "sum " + sum.id, Form::number);
    // What reads a wrong sum is not told a second time.
    if (!problems_.empty()) return {std::move(problems_), true};
    // From here on rules can read the sums.
    const auto whole = engine_.evaluate();
    for (const auto& indicator : pack_.indicators) lookAt(indicator);
    for (const auto& due : pack_.dues) lookAt(due);
    if (!whole && problems_.empty())
      problems_.push_back(
          {pack_.at, {describe(whole.error(), Language::chinese), describe(whole.error(), Language::english)}});
    return {std::move(problems_), false};
  }

 private:
  void lookAt(const Indicator& indicator) {
    const auto name = "indicator " + indicator.id + ", ";
    const auto about = [&](const Expression& expression, const std::string& what, Form form) {
      return look(indicator.subject, indicator.period, expression, name + what, form);
    };
    bool clauses = about(indicator.scope, "scope", Form::verdict);
    for (const auto& clause : indicator.clauses)
      clauses = about(clause.expression, "clause " + clause.id, Form::number) && clauses;
    if (clauses) (void)about(indicator.rule, "rule", Form::verdict);
  }

  void lookAt(const Due& due) {
    const auto& of = *pack_.indicator(due.indicator);
    for (const auto& [what, expression] : {std::pair{"due", &due.due}, {"paid", &due.paid}, {"at_least", &due.atLeast}})
      look(of.subject, of.period, *expression, "due " + due.id + ", " + what, Form::number);
    look(of.subject, of.period, due.scope, "due " + due.id + ", scope", Form::verdict);
  }

  bool look(Subject subject, const Period& period, const Expression& expression, const std::string& what, Form form) {
    if (expression.sql.empty()) return true;
    const auto fault = faultOf(subject, period, expression, form);
    if (fault) problems_.push_back({placeOf(pack_, expression, what), *fault});
    return !fault;
  }

  std::optional<Label> faultOf(Subject subject, const Period& period, const Expression& expression, Form form) {
    // tidy(sql_values): the expression is of a pack and looked at by SqlGuard
    auto prepared = database_.prepare("SELECT (" + expression.sql + "\n) FROM " + subjectFrom(subject));
    if (!prepared) return prepared.error();
    Indicator asked;
    asked.period = period;
    asked.rule = expression;
    engine_.bind(prepared->statement, asked);
    for (;;) {
      const auto more = prepared->statement.step();
      if (!more) return failed(more.error());
      if (!*more) return std::nullopt;
      if (auto fault = wrongValue(prepared->statement, form)) return fault;
    }
  }

  [[nodiscard]] Label failed(const Error& error) const {
    if (database_.exceeded())
      return {"试运行时运算过多，已停止：请限定它读取的记录，或按村合计（[[sum]]）",
              "a trial run took too many steps and was stopped: bind the records that it reads, or add up by village "
              "([[sum]])"};
    return {"试运行时出错：" + inLanguage(error.detail, Language::chinese),
            "a trial run failed: " + inLanguage(error.detail, Language::english)};
  }

  static std::optional<Label> wrongValue(const Statement& statement, Form form) {
    if (statement.isNull(0)) return std::nullopt;
    const auto value = statement.integer(0);
    if (statement.isInteger(0) && (form == Form::number || value == 0 || value == 1)) return std::nullopt;
    const std::string given(statement.bytes(0).substr(0, shownBytes));
    if (form == Form::verdict)
      return Label{"只能得出 1、0 或 NULL，试运行得出 " + given,
                   "it must give 1, 0 or NULL; a trial run gave " + given};
    return Label{"只能得出整数或 NULL，试运行得出 " + given,
                 "it must give whole numbers or NULL; a trial run gave " + given};
  }

  PolicyDatabase& database_;
  const Pack& pack_;
  PolicyEngine& engine_;
  PackProblems problems_;
};

}  // namespace

Result<PackTrial> tryPack(const Schema& schema, const Pack& pack) {
  // A number that the county still has to enter would keep its rules from being reckoned.
  auto entered = pack;
  for (auto& parameter : entered.parameters)
    if (!parameter.value) parameter.value = 1;
  const auto regions = trialRegions(pack);
  BF_LET(database, PolicyDatabase::filled(schema, regions, [&](Connection& connection) {
           return fillTrialRegister(connection, schema, pack);
         }));
  BF_LET(engine, PolicyEngine::make(*database, entered, {regions.front().code, pack.effective.to}));
  return Trial(*database, entered, *engine).run();
}

}  // namespace bf
