#include "tests/golden/operators.h"

#define TOML_EXCEPTIONS 0

#include <toml++/toml.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <set>
#include <sstream>

namespace bf::test {
namespace {

struct Token {
  std::size_t at = 0;
  std::string text;
};

/// Words, and runs of signs that make one operator; what stands in quotes, braces or behind : and $ is no operator.
std::vector<Token> tokens(const std::string& text) {
  const auto wordPart = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::vector<Token> all;
  for (std::size_t i = 0; i < text.size();) {
    auto end = i + 1;
    if (text[i] == '\'' || text[i] == '{') {
      end = text.find(text[i] == '{' ? '}' : '\'', i + 1) + 1;
    } else if (text[i] == ':' || text[i] == '$') {
      while (end < text.size() && (wordPart(text[end]) || text[end] == ':')) ++end;
    } else if (wordPart(text[i])) {
      while (end < text.size() && (wordPart(text[end]) || text[end] == '.')) ++end;
      all.push_back({i, text.substr(i, end - i)});
    } else if (text[i] != ' ' && text[i] != '\n') {
      if ((text[i] == '<' || text[i] == '>') && end < text.size() && (text[end] == '=' || text[end] == '>')) ++end;
      all.push_back({i, text.substr(i, end - i)});
    }
    i = end;
  }
  return all;
}

const std::map<std::string, std::string>& replacements() {
  static const std::map<std::string, std::string> all{{"=", "<>"},
                                                      {"<>", "="},
                                                      {"<", "<="},
                                                      {"<=", "<"},
                                                      {">", ">="},
                                                      {">=", ">"},
                                                      {"+", "-"},
                                                      {"-", "+"},
                                                      {"*", "/"},
                                                      {"/", "*"},
                                                      {"AND", "OR"},
                                                      {"OR", "AND"},
                                                      {"max", "min"},
                                                      {"min", "max"},
                                                      {"some", "every"},
                                                      {"every", "some"},
                                                      {"IN", "NOT IN"},
                                                      {"BETWEEN", "NOT BETWEEN"},
                                                      {"EXISTS", "NOT EXISTS"}};
  return all;
}

/// What the token becomes; empty: it is no operator. `*` is one only between numbers, AND not within BETWEEN.
std::string changed(const std::vector<Token>& all, std::size_t i, bool& between) {
  const auto& word = all[i].text;
  const auto before = i > 0 ? all[i - 1].text : std::string();
  const auto after = i + 1 < all.size() ? all[i + 1].text : std::string();
  if (word == "BETWEEN") between = true;
  if (word == "AND" && between) return between = false, std::string();
  if (word == "*" && before == "(" && after == ")") return {};
  if (before == "NOT" && (word == "IN" || word == "EXISTS" || word == "BETWEEN" || word == "NULL")) return {};
  if (word == "NOT") return " ";
  if (word == "IS") return after == "NOT" ? std::string() : "IS NOT";
  const auto at = replacements().find(word);
  return at != replacements().end() ? at->second : std::string();
}

std::string shortened(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

struct Place {
  std::string_view list;  ///< of the pack: "define", "indicator" …
  std::string id;         ///< in the list
  std::string name;       ///< "W1.growth.without is"
};

/// Every expression of the pack, with its place.
void eachExpression(toml::table& root, const std::function<void(const Place&, toml::value<std::string>&)>& use) {
  for (const char* list : {"define", "sum", "indicator", "due"}) {
    auto* tables = root[list].as_array();
    for (std::size_t i = 0; tables != nullptr && i < tables->size(); ++i) {
      auto& table = *(*tables)[i].as_table();
      const auto id = *table["id"].value<std::string>();
      const auto in = [&](toml::table& part, const std::string& name) {
        for (const char* key : {"is", "each", "where", "adds", "scope", "rule", "due", "paid", "at_least"})
          if (auto* text = part[key].as_string()) use({list, id, name + " " + key}, *text);
      };
      in(table, id);
      for (const char* inner : {"clause", "part"})
        if (auto* below = table[inner].as_array())
          for (auto& one : *below) in(*one.as_table(), id + "." + *(*one.as_table())["id"].value<std::string>());
    }
  }
}

std::string wordOf(const toml::node& table, const char* key) { return *(*table.as_table())[key].value<std::string>(); }

/// What a change of this table concerns, and what that is made of.
std::set<std::string> concerned(const toml::array& tables, const std::string& id) {
  std::set<std::string> ids{id};
  for (std::size_t before = 0; before != ids.size();) {
    before = ids.size();
    for (const auto& one : tables) {
      const auto whole = wordOf(one, "id");
      std::set<std::string> parts;
      if (const auto* allOf = (*one.as_table())["all_of"].as_array())
        for (const auto& part : *allOf) parts.insert(*part.value<std::string>());
      if (parts.contains(id)) ids.insert(whole);
      if (ids.contains(whole)) ids.merge(parts);
    }
  }
  return ids;
}

void keep(toml::table& root, const char* list, const std::function<bool(const toml::node&)>& wanted) {
  if (auto* all = root[list].as_array())
    for (auto one = all->begin(); one != all->end();) one = wanted(*one) ? std::next(one) : all->erase(one);
}

/// The pack as text, of its indicators and dues only what the place concerns: to read all of it again for each change
/// takes longer than to judge.
std::string textOf(toml::table root, const Place& place) {
  if (place.list == "indicator" || place.list == "due") {
    auto id = place.id;
    if (place.list == "due")
      for (const auto& one : *root["due"].as_array())
        if (wordOf(one, "id") == place.id) id = wordOf(one, "of");
    const auto ids = concerned(*root["indicator"].as_array(), id);
    keep(root, "indicator", [&](const toml::node& one) { return ids.contains(wordOf(one, "id")); });
    keep(root, "due", [&](const toml::node& one) { return wordOf(one, "of") == id; });
  }
  std::ostringstream out;
  out << root;
  return out.str();
}

bool same(const Expression& a, const Expression& b) { return a.sql == b.sql; }

/// Whether something of it has another text, or it is made of something that has.
bool concerns(const Pack& whole, const Pack& changed, const Indicator& one) {
  const auto& was = *whole.indicator(one.id);
  if (!same(was.rule, one.rule) || !same(was.scope, one.scope)) return true;
  for (std::size_t i = 0; i < one.clauses.size(); ++i)
    if (!same(was.clauses[i].expression, one.clauses[i].expression)) return true;
  for (std::size_t i = 0; i < changed.sums.size(); ++i)
    if (!same(changed.sums[i].value, whole.sums[i].value) &&
        (one.rule.sql + one.scope.sql).find("sum_" + changed.sums[i].id) != std::string::npos)
      return true;
  return std::ranges::any_of(one.allOf,
                             [&](const std::string& id) { return concerns(whole, changed, *changed.indicator(id)); });
}

Pack onlyChanged(const Pack& whole, Pack changed) {
  std::erase_if(changed.dues, [&](const Due& due) {
    const auto was = std::ranges::find(whole.dues, due.id, &Due::id);
    return same(was->due, due.due) && same(was->paid, due.paid) && same(was->scope, due.scope) &&
           same(was->atLeast, due.atLeast);
  });
  std::set<std::string> wanted;
  for (const auto& due : changed.dues) wanted.insert(due.indicator);
  for (const auto& one : changed.indicators)
    if (concerns(whole, changed, one)) {
      wanted.insert(one.id);
      wanted.insert(one.allOf.begin(), one.allOf.end());
    }
  std::erase_if(changed.indicators, [&](const Indicator& one) { return !wanted.contains(one.id); });
  return changed;
}

}  // namespace

std::vector<ChangedText> changedTexts(const std::string& expression) {
  constexpr std::size_t around = 32;
  const auto all = tokens(expression);
  std::vector<ChangedText> texts;
  bool between = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto other = changed(all, i, between);
    if (other.empty()) continue;
    const auto end = all[i].at + all[i].text.size();
    const auto from = all[i].at > around ? all[i].at - around : 0;
    texts.push_back({shortened(expression.substr(from, all[i].at - from) + "[" + all[i].text + " -> " +
                               (other == " " ? "nothing" : other) + "]" + expression.substr(end, around)),
                     expression.substr(0, all[i].at) + other + expression.substr(end)});
  }
  return texts;
}

std::vector<ChangedOperator> changedOperators(std::string_view id) {
  const auto file = std::string(id) + ".toml";
  const auto whole = readPack(builtinPack(id), file, builtinSchema());
  REQUIRE(whole.has_value());
  auto parsed = toml::parse(builtinPack(id));
  REQUIRE(parsed);
  auto& root = parsed.table();
  std::vector<ChangedOperator> all;
  eachExpression(root, [&](const Place& place, toml::value<std::string>& text) {
    const auto stated = *text;
    for (const auto& [shown, changedText] : changedTexts(stated)) {
      *text = changedText;
      auto pack = readPack(textOf(root, place), file, builtinSchema());
      INFO(place.name << ": " << shown << (pack ? "" : pack.error().front().text.en));
      REQUIRE(pack.has_value());
      all.push_back({place.name + ": " + shown, onlyChanged(*whole, std::move(*pack))});
    }
    *text = stated;
  });
  return all;
}

}  // namespace bf::test
