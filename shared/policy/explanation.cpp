#include "shared/policy/explanation.h"

#include <algorithm>

#include "shared/policy/policy_limits.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

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

  Result<Explanation> of(std::size_t at, std::int64_t household) {
    const auto& indicator = engine_.pack().indicators[at];
    BF_CHECK(verdict(at, household));
    if (indicator.allOf.empty()) BF_CHECK(clauses(indicator, household));
    for (const auto& id : indicator.allOf) {
      const auto part = static_cast<std::size_t>(engine_.pack().indicator(id) - engine_.pack().indicators.data());
      partClause(part, household);
      collectReads(engine_.pack().indicators[part]);
    }
    collectReads(indicator);
    BF_CHECK(facts(household));
    placeInVisits();
    return std::move(made_);
  }

 private:
  std::optional<Judgement> known(std::size_t at, std::int64_t household) const {
    std::optional<Judgement> all;
    for (const auto& row :
         std::ranges::equal_range(engine_.verdicts(at).rows, household, {}, &SubjectVerdict::household))
      all = all ? both(*all, row.verdict) : row.verdict;
    return all;
  }

  Result<void> verdict(std::size_t at, std::int64_t household) {
    const auto found = known(at, household);
    if (!found) return fail(Errc::notFound, "the indicator does not concern this household");
    made_.verdict = *found;
    return {};
  }

  void partClause(std::size_t part, std::int64_t household) {
    const auto& indicator = engine_.pack().indicators[part];
    ExplainedClause one{indicator.id, indicator.name, std::nullopt};
    const auto found = known(part, household);
    if (found == Judgement::met || found == Judgement::notMet) one.value = found == Judgement::met ? 1 : 0;
    made_.clauses.push_back(std::move(one));
  }

  Result<void> clauses(const Indicator& indicator, std::int64_t household) {
    if (indicator.clauses.empty()) return {};
    std::string sql = "SELECT 1";
    for (const auto& clause : indicator.clauses) sql += ", (" + clause.expression.sql + "\n)";
    auto prepared = database_.prepare(sql + " FROM " + subjectFrom(indicator.subject) + onlySubject(indicator.subject));
    if (!prepared) return fail(Errc::configInvalid, prepared.error().en);
    auto& statement = prepared->statement;
    engine_.bind(statement, indicator);
    for (const auto& clause : indicator.clauses)
      for (const auto& name : clause.expression.bound)
        if (const int at = statement.parameter(name); at != 0 && name.starts_with('$'))
          statement.bind(at, *choiceNumber(database_.schema(), name));
    statement.bind(statement.parameter(":only"), household);
    for (;;) {
      BF_LET(row, statement.step());
      if (!row) return {};
      for (std::size_t i = 0; i < indicator.clauses.size(); ++i) {
        const int column = static_cast<int>(i) + 1;
        ExplainedClause one{indicator.clauses[i].id, indicator.clauses[i].name, std::nullopt};
        if (!statement.isNull(column)) one.value = statement.integer(column);
        made_.clauses.push_back(std::move(one));
      }
    }
  }

  void collectReads(const Indicator& indicator) {
    if (const auto reads = readsOf(database_, indicator.subject, indicator.rule))
      for (const auto& read : *reads) reads_.insert({kindOfView(read.from), read.column});
  }

  Result<void> facts(std::int64_t household) {
    const auto& kind = *database_.schema().kindByName("household");
    BF_LET(row, tx_.load(kind.number, household));
    if (!row) return fail(Errc::notFound, "household");
    return record(kind, *row);
  }

  Result<void> record(const KindSpec& kind, const RecordRow& row) {
    BF_LET(fields, tx_.values(kind.number, row.rec));
    if (std::ranges::find(fields, removalField, &Field::number) != fields.end()) return {};
    if (kind.name == "visit") BF_CHECK(visit(kind, row, fields));
    for (const auto& spec : kind.fields) {
      if (spec.envelope || !reads_.contains({kind.name, spec.column}) || made_.facts.size() == factsMax) continue;
      const auto at = std::ranges::find(fields, spec.number, &Field::number);
      ExplainedFact fact;
      fact.kind = kind.number;
      fact.field = spec.number;
      fact.record = row.id;
      if (at != fields.end()) fact.wire = at->wire;
      BF_CHECK(author(row, spec.number, fact));
      made_.facts.push_back(std::move(fact));
    }
    BF_LET(children, tx_.children(kind.number, row.rec));
    for (const auto& child : children)
      if (const auto* below = database_.schema().kind(child.kind)) BF_CHECK(record(*below, child));
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
    fact.received = batch->received;
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
                            std::int64_t household) {
  return Explainer(database, engine, tx).of(indicator, household);
}

}  // namespace bf
