#pragma once
// One table of a pack's file, read key by key: a value of the wrong form is told with its line, and so is every key
// that nobody asked for.

#define TOML_EXCEPTIONS 0

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "shared/policy/policy_pack.h"
#include "shared/schema/calendar.h"

namespace bf {

/// One table of the file; keys that nobody asked for are problems.
class PackSection {
 public:
  PackSection(const toml::table& table, std::string place, std::string file, PackProblems& problems)
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

  PackSection inner(const toml::table& table, const std::string& place) { return {table, place, file_, problems_}; }
  void rename(std::string place) { place_ = std::move(place); }

 private:
  const toml::table& table_;
  std::string place_;
  std::string file_;
  PackProblems& problems_;
  std::set<std::string> known_;
};

}  // namespace bf
