// Packs from TOML. Everything unknown is a mistake: a misspelt key must not leave a rule out silently.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "shared/policy/pack_section.h"
#include "shared/policy/policy_limits.h"
#include "shared/policy/policy_pack.h"
#include "shared/policy/policy_views.h"
#include "shared/policy/toml_words.h"

namespace bf {
namespace {

/// GB/T 2260: the first two digits of every code.
bool inProvince(RegionCode code) {
  static constexpr std::array<RegionCode, 34> provinces{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                                        35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                                        53, 54, 61, 62, 63, 64, 65, 71, 81, 82};
  while (code > 99) code /= 10;
  return std::ranges::find(provinces, code) != provinces.end();
}

class PackReader {
 public:
  explicit PackReader(const Schema& schema) : schema_(schema) {}

  ReadPack read(const toml::table& root, const std::string& file) {
    PackSection top(root, "", file, problems_);
    if (const auto* node = top.find("pack", true); node != nullptr && node->is_table())
      head(top.inner(*node->as_table(), "pack"));
    const bool headSound = problems_.empty();
    if (const auto* node = top.find("ranking", false)) {
      if (node->is_table()) ranking(top.inner(*node->as_table(), "ranking"));
      else top.wrong(node, "ranking", "须写成 [ranking]", "must be [ranking]");
    }
    for (const auto* table : top.tables("parameter", parametersMax)) parameter(top.inner(*table, "parameter"));
    for (const auto* table : top.tables("define", definitionsMax)) define(top.inner(*table, "define"));
    const auto each = [&](const std::string& what, std::size_t most, auto reader) {
      for (const auto* table : top.tables(what, most)) {
        const auto before = problems_.size();
        madeOfBroken_ = false;
        (this->*reader)(top.inner(*table, what));
        if (problems_.size() != before || madeOfBroken_)
          unsound_.insert(what + " " + (*table)["id"].value_or(std::string()));
      }
    };
    each("sum", sumsMax, &PackReader::sum);
    each("indicator", indicatorsMax, &PackReader::indicator);
    each("due", duesMax, &PackReader::due);
    top.finish();
    takeOut(pack_, std::move(unsound_));
    return {std::move(pack_), std::move(problems_), headSound};
  }

 private:
  void head(PackSection section) {
    pack_.id = section.id();
    pack_.at = section.lineOf("id");
    pack_.name = section.label("name");
    pack_.document = section.label("document");
    pack_.effective = section.period({});
    const auto* node = section.find("regions", true);
    if (const auto* array = node != nullptr ? node->as_array() : nullptr)
      for (const auto& one : *array) {
        const auto code = static_cast<RegionCode>(one.value_or(std::int64_t{0}));
        if (levelName(code).empty() || !inProvince(code))
          section.wrong(&one, "regions", "不是地区代码", "this is no code of a region");
        pack_.regions.push_back(code);
      }
    if (pack_.regions.empty()) section.wrong(node, "regions", "至少一个地区代码", "name at least one region");
    section.finish();
  }

  void ranking(PackSection section) {
    const auto* node = section.find("days", true);
    const auto* array = node != nullptr ? node->as_array() : nullptr;
    bool good = array != nullptr && !array->empty();
    for (std::size_t i = 0; good && i < array->size(); ++i) {
      const auto day = (*array)[i].value<std::int64_t>();
      good = (*array)[i].is_integer() && *day >= 1 && *day <= 31;
      if (good) pack_.ranking.days.push_back(static_cast<int>(*day));
    }
    if (node != nullptr && !good)
      section.wrong(node, "days", "须为每月的日，如 [10, 20, 30]", "must be days of the month, like [10, 20, 30]");
    pack_.ranking.source = source(section);
    section.finish();
  }

  Source source(PackSection& section) { return {section.text("place"), section.text("sentence")}; }

  Label noUnit(const std::string& named) const {
    Label all;
    for (const auto& choice : unitField(schema_).choices)
      all = {all.zh + (all.zh.empty() ? "" : "、") + choice.label.zh,
             all.en + (all.en.empty() ? "" : ", ") + choice.label.en};
    return {"没有这个责任单位：" + named + "；可用的有 " + all.zh,
            "there is no unit " + named + "; there are " + all.en};
  }

  template <class Things>
  void unique(PackSection& section, const Things& things, const std::string& id) {
    if (std::ranges::any_of(things, [&](const auto& one) { return one.id == id; }))
      section.wrong("id", {"此编号已用过", "this id was used before"});
  }

  void parameter(PackSection section) {
    Parameter made;
    made.id = section.id();
    section.rename("parameter " + made.id);
    unique(section, pack_.parameters, made.id);
    made.name = section.label("name");
    if (const auto* node = section.find("value", false)) {
      made.value = node->value<double>();
      if (!node->is_number()) section.wrong(node, "value", "须为数字", "must be a number");
    }
    made.unit = section.label("unit");
    made.scale = static_cast<std::uint32_t>(section.integer("scale", 0, 4, 0));
    made.figure = section.flag("figure");
    made.record = section.text("record", false);
    made.source = source(section);
    if (isPeriodName(":" + made.id)) section.wrong("id", {"此名称另有含义", "this name means something else"});
    section.finish();
    pack_.parameters.push_back(std::move(made));
  }

  void define(PackSection section) {
    const auto name = section.id();
    section.rename("define " + name);
    if (definitions_.contains(name)) section.wrong("id", {"此编号已用过", "this id was used before"});
    madeOfBroken_ = false;
    auto made = expression(section, "is", {}, true);
    section.finish();
    definitions_[name] = madeOfBroken_ ? Expression{} : std::move(made);
  }

  void sum(PackSection section) {
    Sum made;
    made.id = section.id();
    section.rename("sum " + made.id);
    unique(section, pack_.sums, made.id);
    if (made.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
      section.wrong("id", {"只能用小写字母、数字和下划线", "small letters, digits and _ only"});
    made.name = section.label("name");
    made.value = expression(section, "is", {}, true);
    section.finish();
    pack_.sums.push_back(std::move(made));
  }

  void indicator(PackSection section) {
    Indicator made;
    made.id = section.id();
    unique(section, pack_.indicators, made.id);
    section.rename("indicator " + made.id);
    made.name = section.label("name");
    made.subject = subject(section);
    for (const auto& unit : section.texts("units")) {
      const auto* choice = unitField(schema_).choiceNamed(unit);
      if (choice == nullptr) section.wrong("units", noUnit(unit));
      else made.units.push_back(choice->number);
    }
    if (!section.has("units")) section.wrong("units", {"须写明责任单位", "say which units answer for it"});
    made.period = section.period(pack_.effective);
    made.source = source(section);
    made.note = section.label("note", false);
    std::map<std::string, Expression> clauses;
    for (const auto* table : section.tables("clause", clausesMax))
      clause(made, section.inner(*table, made.id), clauses);
    rule(made, section, clauses);
    const auto parts = section.tables("part", partsMax);
    section.finish();
    pack_.indicators.push_back(made);
    for (const auto* table : parts) part(made, section.inner(*table, made.id), clauses);
    clauses_[made.id] = std::move(clauses);
  }

  /// Some of the subjects of `whole`, with another threshold; everything that it does not say is as of the whole.
  void part(const Indicator& whole, PackSection section, const std::map<std::string, Expression>& clauses) {
    auto made = whole;
    made.partOf = whole.id;
    made.id = whole.id + "." + section.id();
    section.rename("indicator " + whole.id + ", part " + made.id);
    unique(section, pack_.indicators, made.id);
    made.name = section.label("name");
    made.scope = both(whole.scope, expression(section, "scope", clauses, true));
    made.threshold = section.text("threshold");
    checkThreshold(section, made.threshold);
    if (section.has("place")) made.source.place = section.text("place");
    if (section.has("sentence")) made.source.sentence = section.text("sentence");
    if (section.has("note")) made.note = section.label("note");
    section.finish();
    pack_.indicators.push_back(std::move(made));
  }

  static void addBound(Expression& into, const Expression& from) {
    for (const auto& name : from.bound)
      if (std::ranges::find(into.bound, name) == into.bound.end()) into.bound.push_back(name);
  }

  static Expression both(const Expression& a, const Expression& b) {
    Expression made{"(" + a.sql + "\n) AND (" + b.sql + "\n)", a.bound, b.at};
    addBound(made, b);
    return made;
  }

  /// A figure made of records: one text for the number and for the list of them.
  void count(Clause& one, PackSection& section, const std::map<std::string, Expression>& clauses) {
    Counted made;
    made.each = expression(section, "each", clauses, true);
    made.where = expression(section, "where", clauses, true);
    if (section.has("adds")) made.adds = expression(section, "adds", clauses, true);
    const auto space = made.each.sql.find(' ');
    made.kind = kindOfView(made.each.sql.substr(0, space));
    if (space != std::string::npos) made.alias = made.each.sql.substr(space + 1);
    made.alias = made.alias.substr(0, made.alias.find_first_of(" \n"));
    if (made.alias.empty() || schema_.kindByName(made.kind) == nullptr)
      section.wrong("each",
                    {"须以视图及其别名开头，如 village x", "must begin with a view and its alias, as in village x"});
    const auto what = made.adds.sql.empty() ? "count(*)" : "coalesce(sum(" + made.adds.sql + "\n), 0)";
    // tidy(sql_values): the text of a pack, which SqlGuard looks at before it is compiled
    const auto each = made.each.sql + " WHERE (" + made.where.sql + "\n)";
    one.expression = {"(SELECT " + what + " FROM " + each + ")", made.each.bound, made.where.at};
    addBound(one.expression, made.where);
    addBound(one.expression, made.adds);
    one.counted = std::move(made);
  }

  void due(PackSection section) {
    Due made;
    made.id = section.id();
    section.rename("due " + made.id);
    unique(section, pack_.dues, made.id);
    made.name = section.label("name");
    made.indicator = section.text("of");
    const auto* indicator = pack_.indicator(made.indicator);
    if (indicator == nullptr) section.wrong("of", {"没有这个指标", "there is no such indicator"});
    const auto& clauses = clauses_[made.indicator];
    if (section.has("scope") || indicator == nullptr) made.scope = expression(section, "scope", clauses, false);
    else made.scope = indicator->scope;
    made.due = expression(section, "due", clauses, true);
    made.paid = expression(section, "paid", clauses, true);
    made.atLeast =
        section.has("at_least") ? expression(section, "at_least", clauses, true) : Expression{"NULL", {}, {}};
    made.unit = section.label("unit");
    made.scale = static_cast<std::uint32_t>(section.integer("scale", 0, 4, 0));
    section.finish();
    pack_.dues.push_back(std::move(made));
  }

  Subject subject(PackSection& section) {
    static const std::map<std::string, Subject> names{{"household", Subject::household},
                                                      {"member", Subject::member},
                                                      {"village", Subject::village},
                                                      {"office", Subject::office},
                                                      {"township", Subject::township},
                                                      {"county", Subject::county},
                                                      {"city", Subject::city}};
    const auto at = names.find(section.text("subject"));
    if (at != names.end()) return at->second;
    section.wrong("subject", {"只能是 household、member、village、office、township、county、city",
                              "must be household, member, village, office, township, county or city"});
    return Subject::household;
  }

  void clause(Indicator& made, PackSection section, std::map<std::string, Expression>& clauses) {
    Clause one;
    one.id = section.id();
    section.rename("indicator " + made.id + ", clause " + one.id);
    unique(section, made.clauses, one.id);
    one.name = section.label("name");
    if (section.has("each")) count(one, section, clauses);
    else one.expression = expression(section, "is", clauses, true);
    one.unit = section.label("unit", false);
    one.scale = static_cast<std::uint32_t>(section.integer("scale", 0, 4, 0));
    section.finish();
    clauses[one.id] = one.expression;
    made.clauses.push_back(std::move(one));
  }

  void rule(Indicator& made, PackSection& section, const std::map<std::string, Expression>& clauses) {
    made.scope = expression(section, "scope", clauses, false);
    made.allOf = section.texts("all_of");
    made.threshold = section.text("threshold", false);
    checkThreshold(section, made.threshold);
    for (const auto& id : made.allOf) {
      const auto* other = pack_.indicator(id);
      if (other == nullptr || other->subject != made.subject)
        section.wrong("all_of", {"前面没有同类对象的指标 " + id, "no indicator " + id + " of the same subject above"});
    }
    std::string each;
    for (const auto& one : made.clauses) each += (each.empty() ? "{" : " AND {") + one.id + "}";
    const bool written = section.has("rule");
    if (made.allOf.empty() && (written || each.empty())) made.rule = expression(section, "rule", clauses, true);
    else if (made.allOf.empty()) {
      made.rule = *readExpression(each, lookup(clauses));
      made.rule.at = section.lineOf("id");
    } else if (written) section.wrong("rule", {"all_of 与 rule 只能写一个", "write all_of or rule, not both"});
  }

  void checkThreshold(PackSection& section, const std::string& id) {
    const auto* parameter = pack_.parameter(id);
    if (parameter == nullptr && !id.empty()) section.wrong("threshold", {"没有这个参数", "there is no such parameter"});
    if (parameter != nullptr && parameter->value && (*parameter->value < 0 || *parameter->value > 100))
      section.wrong("threshold", {"标准是百分比，须在 0 至 100 之间", "a threshold is a share in per cent: 0 to 100"});
  }

  [[nodiscard]] NamedExpression lookup(const std::map<std::string, Expression>& clauses) const {
    return [this, &clauses](std::string_view name) -> std::optional<Expression> {
      for (const auto* from : {&clauses, &definitions_})
        if (const auto at = from->find(std::string(name)); at != from->end()) {
          if (at->second.sql.empty()) madeOfBroken_ = true;
          return at->second;
        }
      return std::nullopt;
    };
  }

  Expression expression(PackSection& section, const std::string& key, const std::map<std::string, Expression>& clauses,
                        bool required) {
    const auto text = section.text(key, required);
    if (text.empty()) return required ? Expression{} : Expression{"1", {}, section.lineOf("id")};
    auto made = readExpression(text, lookup(clauses));
    if (!made) {
      section.wrong(key, made.error());
      return {};
    }
    made->at = section.lineOf(key);
    for (const auto& name : made->bound) known(section, key, name);
    return *made;
  }

  void known(PackSection& section, const std::string& key, const std::string& name) {
    if (name.starts_with('$') && !choiceNumber(schema_, name))
      section.wrong(key, {"数据字典中没有 " + name, "the schema has no " + name});
    if (name.starts_with(':') && !isPeriodName(name) && pack_.parameter(name.substr(1)) == nullptr)
      section.wrong(key, {"没有参数 " + name, "there is no parameter " + name});
  }

  const Schema& schema_;
  PackProblems problems_;
  std::set<std::string> unsound_;      ///< as takeOut() takes them
  mutable bool madeOfBroken_ = false;  ///< what is being read names a definition or clause that has a problem
  Pack pack_;
  std::map<std::string, Expression> definitions_;
  std::map<std::string, std::map<std::string, Expression>> clauses_;  ///< by indicator
};

}  // namespace

ReadPack readPackInPart(std::string_view text, std::string_view fileName, const Schema& schema) {
  const std::string file(fileName);
  if (text.size() > packBytesMax) {
    const auto most = std::to_string(packBytesMax);
    return {{}, {{file, {"文件超过 " + most + " 字节", "the file has more than " + most + " bytes"}}}, false};
  }
  const auto parsed = toml::parse(text, fileName);
  if (parsed) return PackReader(schema).read(parsed.table(), file);
  const auto& at = parsed.error().source().begin;
  return {{},
          {{file + ":" + std::to_string(at.line), tomlFault(text, at.line, at.column, parsed.error().description())}},
          false};
}

std::expected<Pack, PackProblems> readPack(std::string_view text, std::string_view fileName, const Schema& schema) {
  auto read = readPackInPart(text, fileName, schema);
  if (!read.problems.empty()) return std::unexpected(std::move(read.problems));
  return std::move(read.pack);
}

}  // namespace bf
