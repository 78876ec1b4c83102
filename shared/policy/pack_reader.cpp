// Packs from TOML. Everything unknown is a mistake: a misspelt key must not leave a rule out silently.

#define TOML_EXCEPTIONS 0

#include <toml++/toml.h>

#include <algorithm>
#include <map>
#include <set>

#include "shared/policy/policy_limits.h"
#include "shared/policy/policy_pack.h"
#include "shared/schema/calendar.h"

namespace bf {
namespace {

/// One table of the file; keys that nobody asked for are problems.
class Section {
 public:
  Section(const toml::table& table, std::string place, std::string file, PackProblems& problems)
      : table_(table), place_(std::move(place)), file_(std::move(file)), problems_(problems) {}

  void wrong(const toml::node* node, const std::string& key, const std::string& zh, const std::string& en) {
    const auto& at = node != nullptr ? *node : static_cast<const toml::node&>(table_);
    problems_.push_back({file_ + ":" + std::to_string(at.source().begin.line) + " " + place_ +
                             (key.empty() ? "" : (place_.empty() ? "" : ", ") + key),
                         {zh, en}});
  }
  void wrong(const std::string& key, const Label& what) { wrong(table_.get(key), key, what.zh, what.en); }

  const toml::node* find(const std::string& key, bool required) {
    known_.insert(key);
    const auto* node = table_.get(key);
    if (node == nullptr && required) wrong(nullptr, key, "缺少这一项", "is missing");
    return node;
  }
  bool has(const std::string& key) const { return table_.contains(key); }
  /// "wuhua.toml:12".
  std::string lineOf(const std::string& key) const {
    const auto* node = table_.get(key);
    const auto& at = node != nullptr ? *node : static_cast<const toml::node&>(table_);
    return file_ + ":" + std::to_string(at.source().begin.line);
  }

  std::string text(const std::string& key, bool required = true) {
    const auto* node = find(key, required);
    if (node == nullptr) return {};
    const auto value = node->value<std::string>();
    if (!node->is_string() || (required && value->empty())) wrong(node, key, "须为非空文字", "must be a text");
    return node->is_string() ? *value : std::string();
  }

  /// An id stands in tables, in options of commands and in places of messages: one word without spaces.
  std::string id() {
    auto made = text("id");
    const auto wordPart = [](unsigned char c) {
      return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-' || c >= 0x80;
    };
    if (!std::ranges::all_of(made, wordPart))
      wrong("id", {"编号只能用字母、数字和 . _ -，不能有空格", "an id has letters, digits and . _ - only, no spaces"});
    return made;
  }

  std::int64_t integer(const std::string& key, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
    const auto* node = find(key, false);
    if (node == nullptr) return otherwise;
    const auto value = node->value<std::int64_t>();
    if (node->is_integer() && *value >= least && *value <= most) return *value;
    const auto range = std::to_string(least) + "–" + std::to_string(most);
    wrong(node, key, "须为 " + range + " 的整数", "must be a whole number of " + range);
    return otherwise;
  }

  bool flag(const std::string& key) {
    const auto* node = find(key, false);
    if (node != nullptr && !node->is_boolean()) wrong(node, key, "须为 true 或 false", "must be true or false");
    return node != nullptr && node->value_or(false);
  }

  Label label(const std::string& key, bool required = true) {
    const auto* node = find(key, required);
    if (node == nullptr) return {};
    const auto* table = node->as_table();
    const auto zh = table != nullptr ? (*table)["zh"].value<std::string>() : std::nullopt;
    const auto en = table != nullptr ? (*table)["en"].value<std::string>() : std::nullopt;
    if (!zh || !en || zh->empty() || en->empty())
      wrong(node, key, "须写成 { zh = \"…\", en = \"…\" }", "must be { zh = \"…\", en = \"…\" }");
    return {zh.value_or(""), en.value_or("")};
  }

  std::vector<std::string> texts(const std::string& key) {
    std::vector<std::string> all;
    const auto* node = find(key, false);
    if (node == nullptr) return all;
    if (const auto* array = node->as_array())
      for (const auto& one : *array)
        if (const auto value = one.value<std::string>()) all.push_back(*value);
    if (!node->is_array() || all.size() != node->as_array()->size())
      wrong(node, key, "须为文字的列表 [\"…\"]", "must be a list of texts [\"…\"]");
    return all;
  }

  /// The tables of an array [[key]].
  std::vector<const toml::table*> tables(const std::string& key, std::size_t most) {
    std::vector<const toml::table*> all;
    const auto* node = find(key, false);
    if (node == nullptr) return all;
    if (const auto* array = node->as_array())
      for (const auto& one : *array)
        if (const auto* table = one.as_table()) all.push_back(table);
    if (!node->is_array() || all.size() != node->as_array()->size())
      wrong(node, key, "须写成 [[" + key + "]]", "must be [[" + key + "]]");
    if (all.size() > most) wrong(node, key, "最多 " + std::to_string(most) + " 个", "at most " + std::to_string(most));
    all.resize(std::min(all.size(), most));
    return all;
  }

  Period period(const Period& otherwise) {
    Period made;
    made.from = static_cast<std::int32_t>(integer("from", 19000101, 29991231, otherwise.from));
    made.to = static_cast<std::int32_t>(integer("to", 19000101, 29991231, otherwise.to));
    for (const auto& [key, day] : {std::pair{"from", made.from}, std::pair{"to", made.to}})
      if (day != 0 && !dayNumber(day)) wrong(key, {"日历上没有这一天", "the calendar has no such day"});
    if (made.from == 0 || made.to < made.from)
      wrong(nullptr, "from, to", "须为先后两个日期，如 20180101", "must be two dates in order, like 20180101");
    return made;
  }

  void finish() {
    for (const auto& [key, node] : table_)
      if (!known_.contains(std::string(key.str())))
        wrong(&node, std::string(key.str()), "不认识这一项", "there is no such key");
  }

  Section inner(const toml::table& table, const std::string& place) { return {table, place, file_, problems_}; }
  void rename(std::string place) { place_ = std::move(place); }

 private:
  const toml::table& table_;
  std::string place_;
  std::string file_;
  PackProblems& problems_;
  std::set<std::string> known_;
};

class PackReader {
 public:
  PackReader(const Schema& schema, PackProblems& problems) : schema_(schema), problems_(problems) {}

  Pack read(const toml::table& root, const std::string& file) {
    Section top(root, "", file, problems_);
    if (const auto* node = top.find("pack", true); node != nullptr && node->is_table())
      head(top.inner(*node->as_table(), "pack"));
    if (const auto* node = top.find("ranking", false)) {
      if (node->is_table()) ranking(top.inner(*node->as_table(), "ranking"));
      else top.wrong(node, "ranking", "须写成 [ranking]", "must be [ranking]");
    }
    for (const auto* table : top.tables("parameter", parametersMax)) parameter(top.inner(*table, "parameter"));
    for (const auto* table : top.tables("define", definitionsMax)) define(top.inner(*table, "define"));
    for (const auto* table : top.tables("sum", sumsMax)) sum(top.inner(*table, "sum"));
    for (const auto* table : top.tables("indicator", indicatorsMax)) indicator(top.inner(*table, "indicator"));
    for (const auto* table : top.tables("due", duesMax)) due(top.inner(*table, "due"));
    top.finish();
    return std::move(pack_);
  }

 private:
  void head(Section section) {
    pack_.id = section.id();
    pack_.at = section.lineOf("id");
    pack_.name = section.label("name");
    pack_.document = section.label("document");
    pack_.effective = section.period({});
    const auto* node = section.find("regions", true);
    if (const auto* array = node != nullptr ? node->as_array() : nullptr)
      for (const auto& one : *array) {
        const auto code = static_cast<RegionCode>(one.value_or(std::int64_t{0}));
        if (levelName(code).empty()) section.wrong(&one, "regions", "不是地区代码", "this is no code of a region");
        pack_.regions.push_back(code);
      }
    if (pack_.regions.empty()) section.wrong(node, "regions", "至少一个地区代码", "name at least one region");
    section.finish();
  }

  void ranking(Section section) {
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

  Source source(Section& section) { return {section.text("place"), section.text("sentence")}; }

  template <class Things>
  void unique(Section& section, const Things& things, const std::string& id) {
    if (std::ranges::any_of(things, [&](const auto& one) { return one.id == id; }))
      section.wrong("id", {"此编号已用过", "this id was used before"});
  }

  void parameter(Section section) {
    Parameter made;
    made.id = section.id();
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

  void define(Section section) {
    const auto name = section.id();
    if (definitions_.contains(name)) section.wrong("id", {"此编号已用过", "this id was used before"});
    auto made = expression(section, "is", {}, true);
    section.finish();
    definitions_[name] = std::move(made);
  }

  void sum(Section section) {
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

  void indicator(Section section) {
    Indicator made;
    made.id = section.id();
    unique(section, pack_.indicators, made.id);
    section.rename("indicator " + made.id);
    made.name = section.label("name");
    made.subject = subject(section);
    for (const auto& unit : section.texts("units")) {
      const auto* choice = unitField(schema_).choiceNamed(unit);
      if (choice == nullptr) section.wrong("units", {"没有这个责任单位：" + unit, "there is no unit " + unit});
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
  void part(const Indicator& whole, Section section, const std::map<std::string, Expression>& clauses) {
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

  static Expression both(const Expression& a, const Expression& b) {
    Expression made{"(" + a.sql + "\n) AND (" + b.sql + "\n)", a.bound, b.at};
    for (const auto& name : b.bound)
      if (std::ranges::find(made.bound, name) == made.bound.end()) made.bound.push_back(name);
    return made;
  }

  void due(Section section) {
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

  Subject subject(Section& section) {
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

  void clause(Indicator& made, Section section, std::map<std::string, Expression>& clauses) {
    Clause one;
    one.id = section.id();
    section.rename("indicator " + made.id + ", clause " + one.id);
    unique(section, made.clauses, one.id);
    one.name = section.label("name");
    one.expression = expression(section, "is", clauses, true);
    one.unit = section.label("unit", false);
    one.scale = static_cast<std::uint32_t>(section.integer("scale", 0, 4, 0));
    section.finish();
    clauses[one.id] = one.expression;
    made.clauses.push_back(std::move(one));
  }

  void rule(Indicator& made, Section& section, const std::map<std::string, Expression>& clauses) {
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

  void checkThreshold(Section& section, const std::string& id) {
    const auto* parameter = pack_.parameter(id);
    if (parameter == nullptr && !id.empty()) section.wrong("threshold", {"没有这个参数", "there is no such parameter"});
    if (parameter != nullptr && parameter->value && (*parameter->value < 0 || *parameter->value > 100))
      section.wrong("threshold", {"标准是百分比，须在 0 至 100 之间", "a threshold is a share in per cent: 0 to 100"});
  }

  [[nodiscard]] NamedExpression lookup(const std::map<std::string, Expression>& clauses) const {
    return [this, &clauses](std::string_view name) -> std::optional<Expression> {
      for (const auto* from : {&clauses, &definitions_})
        if (const auto at = from->find(std::string(name)); at != from->end()) return at->second;
      return std::nullopt;
    };
  }

  Expression expression(Section& section, const std::string& key, const std::map<std::string, Expression>& clauses,
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

  void known(Section& section, const std::string& key, const std::string& name) {
    if (name.starts_with('$') && !choiceNumber(schema_, name))
      section.wrong(key, {"数据字典中没有 " + name, "the schema has no " + name});
    if (name.starts_with(':') && !isPeriodName(name) && pack_.parameter(name.substr(1)) == nullptr)
      section.wrong(key, {"没有参数 " + name, "there is no parameter " + name});
  }

  const Schema& schema_;
  PackProblems& problems_;
  Pack pack_;
  std::map<std::string, Expression> definitions_;
  std::map<std::string, std::map<std::string, Expression>> clauses_;  ///< by indicator
};

}  // namespace

std::expected<Pack, PackProblems> readPack(std::string_view text, std::string_view fileName, const Schema& schema) {
  PackProblems problems;
  const std::string file(fileName);
  if (text.size() > packBytesMax) {
    const auto most = std::to_string(packBytesMax);
    problems.push_back({file, {"文件超过 " + most + " 字节", "the file has more than " + most + " bytes"}});
    return std::unexpected(problems);
  }
  const auto parsed = toml::parse(text, fileName);
  if (!parsed) {
    const auto line = std::to_string(parsed.error().source().begin.line);
    const std::string what(parsed.error().description());
    problems.push_back({file + ":" + line, {"不是正确的 TOML：" + what, "this is not TOML: " + what}});
    return std::unexpected(problems);
  }
  auto pack = PackReader(schema, problems).read(parsed.table(), file);
  if (!problems.empty()) return std::unexpected(problems);
  return pack;
}

}  // namespace bf
