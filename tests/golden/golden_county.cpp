#include "tests/golden/golden_county.h"

#define TOML_EXCEPTIONS 0

#include <toml++/toml.h>

#include <catch2/catch.hpp>

#include "bianfang/change.pb.h"

namespace bf::test {
namespace {

const std::map<std::string, Judgement> verdictNames{{"met", Judgement::met},
                                                    {"not_met", Judgement::notMet},
                                                    {"not_collected", Judgement::notCollected},
                                                    {"unjudged", Judgement::unjudged}};
const std::map<std::string, Standing> standingNames{{"met", Standing::met},
                                                    {"not_met", Standing::notMet},
                                                    {"not_collected", Standing::notCollected},
                                                    {"unjudged", Standing::unjudged},
                                                    {"nobody", Standing::nobody}};

std::string line(const std::string& indicator, const std::string& subject, Judgement verdict) {
  return indicator + " " + subject + ": " + labelOf(verdict).en;
}

std::string dueLine(const std::string& id, const std::string& subject, const DueRow& row) {
  const auto text = [](std::optional<std::int64_t> number) { return number ? std::to_string(*number) : "?"; };
  const auto certain = row.atLeast ? ", at least " + text(row.atLeast) : std::string();
  return id + " " + subject + ": " + text(row.paid) + " of " + text(row.due) + certain;
}

std::string valueLine(const std::string& indicator, const std::string& subject, const std::string& clause,
                      std::optional<std::int64_t> value) {
  return indicator + " " + subject + " " + clause + ": " + (value ? std::to_string(*value) : "?");
}

void put(RecordBuilder& record, const std::string& key, const toml::node& value) {
  if (value.is_boolean()) record.set(key, *value.value<bool>());
  else if (value.is_integer()) record.set(key, *value.value<std::int64_t>());
  else if (const auto text = value.value<std::string>()) record.read(key, *text);
  else FAIL(key << " has a value of another type");
}

/// The same place in a province that there is not; 0 for cities and provinces, of which there is one each.
RegionCode elsewhere(RegionCode region) {
  RegionCode province = 1;
  while (region / province >= 100) province *= 10;
  return region < 100'000 ? 0 : region % province + 99 * province;
}

/// Keys of a record that are not fields.
bool isAbout(std::string_view key) {
  return key == "kind" || key == "id" || key == "in" || key == "region" || key == "like" || key == "repeat" ||
         key == "by";
}

class CaseReader {
 public:
  CaseReader(const toml::table& file, const toml::table& table, Neighbour neighbour)
      : file_(file), table_(table), neighbour_(neighbour) {}

  GoldenCase read() {
    made_.name = table_["name"].value_or(std::string("?"));
    made_.options.region = static_cast<RegionCode>(table_["region"].value_or(std::int64_t{0}));
    made_.options.today = table_["today"].value_or(0);
    each(table_["regions"], [&](const toml::node& one) {
      const auto code = static_cast<RegionCode>(one.value_or(std::int64_t{0}));
      made_.regions.push_back({code, std::to_string(code)});
      if (neighbour_ == Neighbour::same && elsewhere(code) != 0)
        made_.regions.push_back({elsewhere(code), "elsewhere"});
    });
    each(table_["only"], [&](const toml::node& one) { made_.only.insert(*one.value<std::string>()); });
    made_.world = std::make_unique<PolicyWorld>();
    each(table_["record"], [&](const toml::node& one) { record(*one.as_table()); });
    each(table_["draw"], [&](const toml::node& one) { draw(*one.as_table()); });
    if (const auto* expect = table_["expect"].as_table())
      for (const auto& [indicator, subjects] : *expect) expectation(std::string(indicator.str()), *subjects.as_table());
    each(table_["due"], [&](const toml::node& one) { due(*one.as_table()); });
    each(table_["value"], [&](const toml::node& one) { value(*one.as_table()); });
    each(table_["tally"], [&](const toml::node& one) { tally(*one.as_table()); });
    return std::move(made_);
  }

 private:
  template <class View, class Use>
  void each(View view, Use use) {
    if (const auto* array = view.as_array())
      for (const auto& one : *array) use(one);
  }

  void record(const toml::table& one) {
    const auto kind = one["kind"].value_or(std::string());
    const auto repeat = one["repeat"].value_or(std::int64_t{0});
    for (std::int64_t i = 0; i < std::max<std::int64_t>(repeat, 1); ++i) {
      const auto mark = repeat > 0 ? "#" + std::to_string(i) : std::string();
      const auto id = one["id"].value_or(kind + std::to_string(made_.world->records().size()));
      auto parent = one["in"].value_or(std::string());
      if (repeat > 0 && made_.world->records().contains(parent + mark)) parent += mark;
      const auto region = static_cast<RegionCode>(one["region"].value_or(std::int64_t{0}));
      // A case that no office could enter proves nothing.
      INFO(made_.name << ": " << kind << " at " << region);
      REQUIRE((!parent.empty() || builtinSchema().kindByName(kind)->mayLieAt(region)));
      const auto by = role(one["by"].value_or(std::string()));
      made_.world->add(kind, id + mark, parent, region, fields(kind, one), by);
      if (neighbour_ == Neighbour::same) again(kind, id + mark, parent, region, fields(kind, one), by);
    }
  }

  /// A random sample of a village: { village = code, drawn = ["h1", …] }; of its poor households with poor = true, for
  /// another year than 2018 with year = 2019.
  void draw(const toml::table& one) {
    const auto village = static_cast<RegionCode>(one["village"].value_or(std::int64_t{0}));
    std::vector<std::string> drawn;
    each(one["drawn"], [&](const toml::node& name) { drawn.push_back(*name.value<std::string>()); });
    const bool everyone = !one["poor"].value_or(false);
    const auto year = one["year"].value_or(std::int32_t{2018});
    made_.world->draw(village, drawn, year, everyone);
    if (neighbour_ == Neighbour::none) return;
    for (auto& name : drawn) name += "'";
    made_.world->draw(elsewhere(village), drawn, year, everyone);
  }

  void again(const std::string& kind, const std::string& id, const std::string& parent, RegionCode region,
             const std::vector<Field>& fields, std::uint32_t by) {
    if (kind == "parameter" || (parent.empty() && elsewhere(region) == 0)) return;
    made_.world->add(kind, id + "'", parent.empty() ? parent : parent + "'", elsewhere(region), fields, by);
  }

  /// Who wrote a record, by the name of his role; nobody knows where the file does not say.
  static std::uint32_t role(const std::string& name) {
    if (name.empty()) return 0;
    bianfang::Role role = bianfang::ROLE_UNSPECIFIED;
    INFO(name);
    REQUIRE(bianfang::Role_Parse(name, &role));
    return static_cast<std::uint32_t>(role);
  }

  std::vector<Field> fields(const std::string& kind, const toml::table& one) {
    INFO(kind);
    const auto* spec = builtinSchema().kindByName(kind);
    REQUIRE(spec != nullptr);
    RecordBuilder record(*spec);
    if (const auto like = one["like"].value<std::string>()) {
      const auto* base = file_["like"][*like].as_table();
      REQUIRE(base != nullptr);
      for (const auto& [key, value] : *base) put(record, std::string(key.str()), value);
    }
    for (const auto& [key, value] : one)
      if (!isAbout(key.str())) put(record, std::string(key.str()), value);
    auto made = record.fields();
    if (!made) FAIL(kind << ": " << made.error().detail);
    return std::move(*made);
  }

  void expectation(const std::string& indicator, const toml::table& subjects) {
    for (const auto& [name, list] : subjects) {
      INFO(indicator << " " << name.str());
      REQUIRE(verdictNames.contains(std::string(name.str())));
      for (const auto& one : *list.as_array())
        REQUIRE(
            made_.expected.insert(line(indicator, *one.value<std::string>(), verdictNames.at(std::string(name.str()))))
                .second);
    }
  }

  void due(const toml::table& one) {
    const auto id = one["of"].value_or(std::string());
    made_.dues.insert(id);
    if (!one.contains("subject")) return;
    DueRow row;
    row.due = one["due"].value<std::int64_t>();
    row.paid = one["paid"].value<std::int64_t>();
    row.atLeast = one["at_least"].value<std::int64_t>();
    REQUIRE(made_.expectedDues.insert(dueLine(id, one["subject"].value_or(std::string()), row)).second);
  }

  void value(const toml::table& one) {
    const auto of = one["of"].value_or(std::string());
    const auto clause = one["clause"].value_or(std::string());
    made_.values[of].insert(clause);
    for (const auto& [subject, number] : *one["is"].as_table())
      REQUIRE(
          made_.expectedValues.insert(valueLine(of, std::string(subject.str()), clause, number.value<std::int64_t>()))
              .second);
  }

  void tally(const toml::table& one) {
    GoldenTally made;
    made.indicator = one["indicator"].value_or(std::string());
    made.tally = {one["met"].value_or(std::int64_t{0}), one["not_met"].value_or(std::int64_t{0}),
                  one["not_collected"].value_or(std::int64_t{0}), one["unjudged"].value_or(std::int64_t{0})};
    made.standing = standingNames.at(one["is"].value_or(std::string()));
    made_.tallies.push_back(made);
  }

  const toml::table& file_;
  const toml::table& table_;
  Neighbour neighbour_;
  GoldenCase made_;
};

}  // namespace

std::vector<GoldenCase> goldenCases(const std::string& folder, Neighbour neighbour) {
  std::vector<GoldenCase> cases;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    INFO(entry.path().string());
    const auto file = toml::parse_file(entry.path().string());
    if (!file) FAIL(file.error().description() << " in line " << file.error().source().begin.line);
    const auto* all = file.table()["case"].as_array();
    REQUIRE(all != nullptr);
    for (const auto& one : *all) cases.push_back(CaseReader(file.table(), *one.as_table(), neighbour).read());
  }
  return cases;
}

GoldenLines linesOf(const PolicyEngine& engine, const GoldenCase& of) {
  GoldenLines lines;
  for (std::size_t i = 0; i < engine.pack().indicators.size(); ++i) {
    const auto& id = engine.pack().indicators[i].id;
    if (!of.only.empty() && !of.only.contains(id)) continue;
    for (const auto& row : engine.verdicts(i).rows) lines.insert(line(id, of.world->nameOf(row.subject), row.verdict));
  }
  return lines;
}

GoldenLines dueLinesOf(PolicyDatabase& database, const PolicyEngine& engine, const GoldenCase& of) {
  GoldenLines lines;
  for (const auto& due : engine.pack().dues) {
    if (!of.dues.contains(due.id)) continue;
    const auto found = duesOf(database, engine, due);
    if (!found) FAIL(due.id << ": " << found.error().detail);
    for (const auto& row : found->rows) lines.insert(dueLine(due.id, of.world->nameOf(row.subject), row));
  }
  return lines;
}

GoldenLines valueLinesOf(PolicyDatabase& database, const PolicyEngine& engine, const GoldenCase& of) {
  GoldenLines lines;
  for (const auto& indicator : engine.pack().indicators)
    for (const auto& clause : indicator.clauses) {
      const auto told = of.values.find(indicator.id);
      if (told == of.values.end() || !told->second.contains(clause.id)) continue;
      // As a rule, so that the engine binds what it names.
      auto asRule = indicator;
      asRule.rule = clause.expression;
      auto prepared =
          database.prepare("SELECT " + subjectKeys(indicator.subject) + ", (" + clause.expression.sql + "\n) FROM " +
                           subjectFrom(indicator.subject) + " AND (" + indicator.scope.sql + "\n) IS NOT 0");
      if (!prepared) FAIL(clause.id << ": " << prepared.error().en);
      auto& statement = prepared->statement;
      engine.bind(statement, asRule);
      for (auto more = statement.step();; more = statement.step()) {
        REQUIRE(more.has_value());
        if (!*more) break;
        std::optional<std::int64_t> value;
        if (!statement.isNull(3)) value = statement.integer(3);
        lines.insert(valueLine(indicator.id, of.world->nameOf(statement.integer(1)), clause.id, value));
      }
    }
  return lines;
}

std::set<std::string> wrongTallies(const PolicyEngine& engine, const GoldenCase& of) {
  std::set<std::string> wrong;
  for (const auto& one : of.tallies) {
    const auto* indicator = engine.pack().indicator(one.indicator);
    REQUIRE(indicator != nullptr);
    const auto* threshold = engine.pack().parameter(indicator->threshold);
    const auto standing = standingOf(one.tally, threshold != nullptr ? engine.value(*threshold) : std::nullopt);
    if (standing == one.standing) continue;
    wrong.insert(one.indicator + " with " + std::to_string(one.tally.met) + " of " + std::to_string(one.tally.all()) +
                 " met: " + labelOf(standing).en);
  }
  return wrong;
}

}  // namespace bf::test
