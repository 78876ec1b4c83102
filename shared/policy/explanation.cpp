#include "shared/policy/explanation.h"

#include <algorithm>

#include "shared/base/bilingual.h"
#include "shared/policy/policy_history.h"
#include "shared/policy/policy_limits.h"
#include "shared/policy/rule_words.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

constexpr int subjectColumns = 3;  ///< of subjectKeys()

struct SeenVisit {
  DeviceId device;
  Micros from = 0;
  Micros to = 0;
  std::int32_t date = 0;
};

class Explainer {
 public:
  Explainer(PolicyDatabase& database, const PolicyEngine& engine, StoreTx& tx)
      : database_(database), engine_(engine), tx_(tx) {}

  Result<Explanation> of(std::size_t at, std::int64_t subject) {
    const auto& indicator = engine_.pack().indicators[at];
    BF_CHECK(verdict(at, subject));
    if (indicator.allOf.empty()) BF_CHECK(clauses(indicator, subject));
    for (const auto& id : indicator.allOf) partClause(placeOf(*engine_.pack().indicator(id)), subject);
    reads_ = factsReadBy(database_, engine_.pack(), indicator);
    parameters(indicator);
    BF_CHECK(facts(indicator.subject, subject));
    if (!isOfHousehold(indicator.subject)) {
      parts(at);
      for (const auto& clause : indicator.clauses)
        if (clause.counted) BF_CHECK(countedBy(indicator, clause, subject));
      BF_CHECK(visitsOf(indicator));
    }
    placeInVisits();
    return std::move(made_);
  }

 private:
  std::size_t placeOf(const Indicator& indicator) const {
    return static_cast<std::size_t>(&indicator - engine_.pack().indicators.data());
  }

  std::vector<SubjectVerdict> known(std::size_t at, std::int64_t subject) const {
    std::vector<SubjectVerdict> found;
    const bool people = isOfHousehold(engine_.pack().indicators[at].subject);
    for (const auto& row : engine_.verdicts(at).rows)
      if ((people ? row.household : row.subject) == subject) found.push_back(row);
    return found;
  }

  static Judgement all(const std::vector<SubjectVerdict>& rows) {
    auto verdict = rows.front().verdict;
    for (const auto& row : rows) verdict = both(verdict, row.verdict);
    return verdict;
  }

  Result<void> verdict(std::size_t at, std::int64_t subject) {
    made_.subjects = known(at, subject);
    if (made_.subjects.empty()) {
      BF_LET(why, whyNot(engine_.pack().indicators[at], subject));
      return fail(Errc::notFound, bilingualSentence(why.zh, why.en));
    }
    made_.verdict = all(made_.subjects);
    return {};
  }

  /// In one sentence, that a subject is not in the scope, with the facts that the scope looks at.
  Result<Label> whyNot(const Indicator& indicator, std::int64_t subject) {
    const auto reads = readsOf(database_, indicator.subject, indicator.scope);
    Label facts;
    if (reads)
      for (const auto& read : *reads) {
        BF_LET(fact, scopeFact(indicator, read, subject));
        if (!fact.empty())
          facts = {facts.zh + (facts.zh.empty() ? "" : "，") + fact.zh,
                   facts.en + (facts.en.empty() ? "" : ", ") + fact.en};
      }
    const auto day = dateText(periodValue(":asof", indicator.period, engine_.options()));
    Label why{indicator.id + " 不涉及此对象：截至 " + day, indicator.id + " does not concern it as of " + day};
    if (facts.empty() && !indicator.scope.sql.empty())
      return Label{why.zh + " 适用范围只看日期：这一天尚无应做的，或已不适用",
                   why.en + ": its scope looks at the date alone, and on that day nothing is due yet, or no more"};
    if (facts.empty()) return Label{why.zh + " 没有适用的对象", why.en + ": there is nobody whom it is about"};
    return Label{why.zh + " 它不在适用范围内；适用范围看 " + facts.zh,
                 why.en + ": it is not in its scope, which looks at " + facts.en};
  }

  /// A fact of the household or village itself with its value; of what hangs from it, its name alone. Empty: a column
  /// that is no fact. Names and numbers of people are in no error.
  Result<Label> scopeFact(const Indicator& indicator, const ColumnRead& read, std::int64_t subject) {
    const auto* kind = database_.schema().kindByName(kindOfView(read.from));
    const auto* field = kind != nullptr ? kind->fieldByName(read.column) : nullptr;
    if (field == nullptr || field->envelope) return Label{};
    const bool own = (isOfHousehold(indicator.subject) && kind->name == "household") ||
                     (indicator.subject == Subject::village && kind->name == "village");
    if (!own || field->type == FieldType::text || field->type == FieldType::bytes)
      return Label{kind->label.zh + "的" + field->label.zh, kind->label.en + "'s " + field->label.en};
    BF_LET(wire, tx_.value(kind->number, subject, field->number));
    const auto value = decodeValue(*field, wire);
    const auto shown = [&](Language language) {
      if (wire.empty() || !value) return labelOf(Judgement::notCollected).in(language);
      return display(*field, *value, language);
    };
    return Label{field->label.zh + "（" + shown(Language::chinese) + "）",
                 field->label.en + " (" + shown(Language::english) + ")"};
  }

  void partClause(std::size_t part, std::int64_t subject) {
    const auto& indicator = engine_.pack().indicators[part];
    ExplainedClause one{indicator.id, indicator.name, 0, std::nullopt, {}, 0, true};
    if (const auto found = known(part, subject); !found.empty())
      if (const auto verdict = all(found); verdict == Judgement::met || verdict == Judgement::notMet)
        one.value = verdict == Judgement::met ? 1 : 0;
    made_.clauses.push_back(std::move(one));
  }

  Result<void> clauses(const Indicator& indicator, std::int64_t subject) {
    if (indicator.clauses.empty()) return {};
    std::string sql = "SELECT " + subjectKeys(indicator.subject);
    for (const auto& clause : indicator.clauses) sql += ", (" + clause.expression.sql + "\n)";
    auto prepared = database_.prepare(sql + " FROM " + subjectFrom(indicator.subject) + onlySubject(indicator.subject));
    if (!prepared)
      return std::unexpected(
          packError({indicator.id + "：" + prepared.error().zh, indicator.id + ": " + prepared.error().en}));
    auto& statement = prepared->statement;
    engine_.bind(statement, indicator);
    for (const auto& clause : indicator.clauses)
      for (const auto& name : clause.expression.bound)
        if (const int at = statement.parameter(name); at != 0 && name.starts_with('$'))
          statement.bind(at, *choiceNumber(database_.schema(), name));
    statement.bind(statement.parameter(":only"), subject);
    for (;;) {
      BF_LET(row, statement.step());
      if (!row) return {};
      const auto whose = statement.integer(1);
      // Who is not in the scope is not judged.
      if (std::ranges::find(made_.subjects, whose, &SubjectVerdict::subject) == made_.subjects.end()) continue;
      for (std::size_t i = 0; i < indicator.clauses.size(); ++i) {
        const int column = static_cast<int>(i) + subjectColumns;
        const auto& clause = indicator.clauses[i];
        ExplainedClause one{clause.id,
                            clause.name,
                            whose,
                            std::nullopt,
                            clause.unit,
                            clause.scale,
                            clause.unit.empty() && isYesNo(database_.schema(), clause.expression.sql)};
        if (!statement.isNull(column)) one.value = statement.integer(column);
        made_.clauses.push_back(std::move(one));
      }
    }
  }

  void parameters(const Indicator& indicator) {
    std::set<std::string> bound;
    const auto add = [&bound](const Expression& expression) {
      bound.insert(expression.bound.begin(), expression.bound.end());
    };
    const auto addAll = [&](const Indicator& one) {
      add(one.scope);
      add(one.rule);
      for (const auto& clause : one.clauses) add(clause.expression);
    };
    addAll(indicator);
    for (const auto& id : indicator.allOf) addAll(*engine_.pack().indicator(id));
    for (const auto& parameter : engine_.pack().parameters)
      if (bound.contains(":" + parameter.id)) made_.parameters.push_back({&parameter, engine_.value(parameter)});
  }

  void parts(std::size_t at) {
    const auto& sums = engine_.pack().sums;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (!readsSum(engine_.reads(at), sums[i])) continue;
      std::size_t found = 0;
      for (const auto& row : engine_.sumRows(i))
        if (within(row.region, made_.subjects.front().region) && ++found <= explainedPartsMax)
          made_.parts.push_back({&sums[i], row});
      if (found > explainedPartsMax) made_.partsLeftOut.push_back({&sums[i], found - explainedPartsMax});
    }
  }

  Result<void> countedBy(const Indicator& indicator, const Clause& clause, std::int64_t subject) {
    auto prepared = database_.prepare(countedRows(indicator.subject, *clause.counted));
    if (!prepared)
      return std::unexpected(
          packError({indicator.id + "：" + prepared.error().zh, indicator.id + ": " + prepared.error().en}));
    auto& statement = prepared->statement;
    Indicator asked;
    asked.period = indicator.period;
    asked.rule = clause.expression;
    engine_.bind(statement, asked);
    statement.bind(statement.parameter(":only"), subject);
    const auto& kind = *database_.schema().kindByName(clause.counted->kind);
    std::size_t found = 0;
    for (;;) {
      BF_LET(row, statement.step());
      if (!row) break;
      if (++found > explainedPartsMax) continue;
      BF_LET(record, countedRecord(kind, statement.integer(0)));
      record.clause = &clause;
      record.adds = statement.integer(1);
      made_.records.push_back(std::move(record));
    }
    if (found > explainedPartsMax) made_.recordsLeftOut.push_back({&clause, found - explainedPartsMax});
    return {};
  }

  Result<ExplainedRecord> countedRecord(const KindSpec& kind, std::int64_t rec) {
    ExplainedRecord made{nullptr, kind.number, rec, 0, 0, 0};
    BF_LET(row, tx_.load(kind.number, rec));
    while (row && row->parent != 0) {
      BF_LET(above, tx_.load(row->parentKind, row->parent));
      row = above;
    }
    if (!row) return fail(Errc::notFound, kind.name);
    made.region = row->region;
    if (row->kind == database_.schema().kindByName("household")->number) made.household = row->rec;
    return made;
  }

  /// The duties that its clauses or sums ask of visits, as choices in brackets; empty: none.
  std::string dutiesOf(const Indicator& indicator) const {
    constexpr std::string_view duty = "$visit::DUTY_";
    std::set<std::int64_t> numbers;
    const auto add = [&](const Expression& expression) {
      for (const auto& name : expression.bound)
        if (name.starts_with(duty)) numbers.insert(choiceNumber(database_.schema(), name).value_or(0));
    };
    add(indicator.rule);
    for (const auto& sum : engine_.pack().sums)
      if (readsSum(engine_.reads(placeOf(indicator)), sum)) add(sum.value);
    std::string list;
    for (const auto number : numbers) list += (list.empty() ? "" : ",") + std::to_string(number);
    return list;
  }

  Result<void> visitsOf(const Indicator& indicator) {
    const auto duties = dutiesOf(indicator);
    if (duties.empty()) return {};
    BF_LET(find,
           database_.connection().prepare(
               "SELECT coalesce(x.rec, 0), coalesce(x.region, v.region) AS place, q.visit_date,"
               " coalesce(q.visitor_name, ''), coalesce(q.visitor_duty, 0), coalesce(q.author_duty, 0) FROM visit q"
               " LEFT JOIN household x ON x.rec = q.parent LEFT JOIN village v ON v.rec = q.parent WHERE"
               " (q.visitor_duty IN (" +
               duties + ") OR q.author_duty IN (" + duties +
               ")) AND q.visit_date BETWEEN"
               " ? AND ? AND place BETWEEN ? AND ? ORDER BY q.visit_date DESC, q.rec DESC LIMIT ?"));
    const EvaluationOptions here{made_.subjects.front().region, engine_.options().today};
    int at = 1;
    for (const char* name : {":from", ":asof", ":first_village", ":last_village"})
      find.bind(at++, periodValue(name, indicator.period, here));
    find.bind(at, static_cast<std::int64_t>(factsMax));
    for (;;) {
      BF_LET(row, find.step());
      if (!row) return {};
      made_.visits.push_back({find.integer(0), static_cast<RegionCode>(find.integer(1)),
                              static_cast<std::int32_t>(find.integer(2)), std::string(find.bytes(3)), find.integer(4),
                              find.integer(5)});
    }
  }

  /// A household and all that hangs from it, a village, or the ledgers that are kept at a region.
  Result<void> facts(Subject subject, std::int64_t number) {
    if (isOfHousehold(subject)) return tree("household", number);
    if (subject == Subject::village) return tree("village", number);
    for (const auto& kind : database_.schema().kinds()) {
      const bool read = std::ranges::any_of(reads_, [&](const ColumnRead& one) { return one.from == kind.name; });
      if (!read || !kind.root || kind.name == "household" || kind.name == "village") continue;
      BF_LET(rows, tx_.roots(kind.number, static_cast<RegionCode>(number), 0, factsMax));
      for (const auto& row : rows) BF_CHECK(record(kind, row, {}));
    }
    return {};
  }

  Result<void> tree(std::string_view name, std::int64_t rec) {
    const auto& kind = *database_.schema().kindByName(name);
    BF_LET(row, tx_.load(kind.number, rec));
    if (!row) return fail(Errc::notFound, std::string(name));
    return record(kind, *row, {});
  }

  struct Person {
    std::string name;
    bool departed = false;
  };

  Result<void> record(const KindSpec& kind, const RecordRow& row, Person person) {
    BF_LET(fields, tx_.values(kind.number, row.rec));
    if (isRemoved(row, fields)) return {};
    if (kind.name == "visit") BF_CHECK(visit(kind, row, fields));
    if (kind.name == "member") {
      if (const auto name = valueOf(kind, fields, "name"); name && std::holds_alternative<std::string>(*name))
        person.name = std::get<std::string>(*name);
      person.departed =
          std::ranges::find(fields, kind.fieldByName("departure")->number, &Field::number) != fields.end();
    }
    for (const auto& spec : kind.fields) {
      if (spec.envelope || !reads_.contains({kind.name, spec.column}) || made_.facts.size() == factsMax) continue;
      const auto at = std::ranges::find(fields, spec.number, &Field::number);
      // Who is still there has no departure: nobody failed to ask.
      if (at == fields.end() && kind.name == "member" && spec.column.starts_with("departure")) continue;
      ExplainedFact fact;
      fact.kind = kind.number;
      fact.field = spec.number;
      fact.rec = row.rec;
      fact.person = person.name;
      fact.departed = person.departed;
      if (at != fields.end()) fact.wire = at->wire;
      BF_CHECK(author(row, spec.number, fact));
      made_.facts.push_back(std::move(fact));
    }
    BF_LET(children, tx_.children(kind.number, row.rec));
    for (const auto& child : children)
      if (const auto* below = database_.schema().kind(child.kind)) BF_CHECK(record(*below, child, person));
    return {};
  }

  /// Who wrote the value that is shown, by the batch that brought it.
  Result<void> author(const RecordRow& row, std::uint32_t field, ExplainedFact& fact) {
    const auto* writer = row.heads.shownWriter(field);
    if (writer == nullptr) return {};
    fact.recorded = writer->stamp;
    fact.role = writer->role;
    BF_LET(batch, tx_.batchAt(writer->seq));
    if (!batch) return {};
    fact.device = batch->batch.device;
    const auto at = static_cast<std::size_t>(writer->seq - batch->seq);
    if (at >= batch->batch.entries.size() || batch->batch.entries[at].withheld()) return {};
    BF_LET(change, parseChange(batch->batch.entries[at].change));
    fact.user = change.user;
    return {};
  }

  Result<void> visit(const KindSpec& kind, const RecordRow& row, const std::vector<Field>& fields) {
    const auto number = [&](std::string_view name) -> std::int64_t {
      const auto value = valueOf(kind, fields, name);
      const auto* found = value ? std::get_if<std::int64_t>(&*value) : nullptr;
      return found != nullptr ? *found : 0;
    };
    if (number("finished") == 0 || number("arrived") == 0) return {};
    BF_LET(batch, tx_.batchAt(row.rec));
    if (!batch) return {};
    // Stamps are compared with stamps: a tablet whose clock was behind writes later ones than its clock shows.
    const auto length = std::max(number("departed"), number("finished")) - number("arrived");
    const auto stamp = row.heads.creator().stamp;
    visits_.push_back(
        {batch->batch.device, stamp - length, stamp + length, static_cast<std::int32_t>(number("visit_date"))});
    return {};
  }

  /// What the same tablet wrote about as long before or after as the visit took was found at it.
  void placeInVisits() {
    for (auto& fact : made_.facts)
      for (const auto& visit : visits_)
        if (fact.recorded != 0 && fact.device == visit.device && fact.recorded >= visit.from &&
            fact.recorded <= visit.to)
          fact.visitDate = visit.date;
  }

  PolicyDatabase& database_;
  const PolicyEngine& engine_;
  StoreTx& tx_;
  std::set<ColumnRead> reads_;
  std::vector<SeenVisit> visits_;
  Explanation made_;
};

}  // namespace

Result<Explanation> explain(PolicyDatabase& database, const PolicyEngine& engine, StoreTx& tx, std::size_t indicator,
                            std::int64_t subject) {
  return Explainer(database, engine, tx).of(indicator, subject);
}

Result<ClauseValues> clauseValues(PolicyDatabase& database, const PolicyEngine& engine, const Indicator& indicator,
                                  const Clause& clause) {
  auto prepared = database.prepare("SELECT " + subjectKeys(indicator.subject) + ", (" + clause.expression.sql +
                                   "\n) FROM " + subjectFrom(indicator.subject));
  if (!prepared)
    return std::unexpected(
        packError({indicator.id + "：" + prepared.error().zh, indicator.id + ": " + prepared.error().en}));
  auto& statement = prepared->statement;
  Indicator asked = indicator;
  asked.rule = clause.expression;
  engine.bind(statement, asked);
  BF_LET(households, database.connection().number("SELECT count(*) FROM main.k_household"));
  database.allowSteps(stepsAtLeast + stepsEachSubject * households);
  ClauseValues values;
  for (;;) {
    const auto more = statement.step();
    if (!more) return std::unexpected(database.reason(more.error(), engine.pack().id + " " + indicator.id));
    if (!*more) return values;
    auto& value = values[statement.integer(1)];
    if (!statement.isNull(subjectColumns)) value = statement.integer(subjectColumns);
  }
}

}  // namespace bf
