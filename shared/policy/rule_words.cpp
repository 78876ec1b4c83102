#include "shared/policy/rule_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <map>

#include "shared/policy/policy_check.h"

namespace bf {
namespace {

bool wordPart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Words, texts in quotes and operators of an expression that readExpression() let through; "h.water_safe" is one.
std::vector<std::string> tokensOf(const std::string& sql) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < sql.size();) {
    auto end = at + 1;
    if (sql[at] == '\'') {
      // Two quotes within a text stand for one; as two texts side by side they say the same here.
      end = std::min(sql.find('\'', at + 1), sql.size() - 1) + 1;
    } else if (wordPart(sql[at])) {
      while (end < sql.size() && (wordPart(sql[end]) || sql[end] == '.')) ++end;
    } else if (std::string_view("<>=!|").find(sql[at]) != std::string_view::npos) {
      while (end < sql.size() && std::string_view("<>=!|").find(sql[end]) != std::string_view::npos) ++end;
    }
    if (sql[at] != ' ' && sql[at] != '\n') all.push_back(sql.substr(at, end - at));
    at = end;
  }
  return all;
}

std::string lower(std::string word) {
  for (auto& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

bool compares(const std::string& token) {
  static constexpr std::array<std::string_view, 8> all{"=", "==", "<>", "!=", "<", ">", "<=", ">="};
  return std::ranges::find(all, token) != all.end();
}

/// A text that SQL does not read as a number.
bool isText(const std::string& token) {
  if (token.front() != '\'') return false;
  const auto inner = token.substr(1, token.size() - 2);
  char* end = nullptr;
  (void)std::strtod(inner.c_str(), &end);
  return inner.empty() || *end != '\0';
}

/// What is made with others into one value before it is compared: a column beside them says nothing of that value.
bool binds(const std::string& token) {
  static constexpr std::array<std::string_view, 6> all{"||", "+", "-", "*", "/", "%"};
  return std::ranges::find(all, token) != all.end();
}

class Columns {
 public:
  Columns(const std::vector<PolicyView>& views, const std::set<ColumnRead>& reads) : views_(views), reads_(reads) {}

  /// Of every view that is read for a column of this name.
  [[nodiscard]] const ViewColumn* number(const std::string& token) const {
    const auto name = lower(token.substr(token.rfind('.') + 1));
    const ViewColumn* found = nullptr;
    for (const auto& read : reads_) {
      if (read.column != name) continue;
      const auto view = std::ranges::find(views_, read.from, &PolicyView::name);
      if (view == views_.end()) return nullptr;
      const auto column = std::ranges::find(view->columns, name, &ViewColumn::name);
      if (column == view->columns.end() || !isNumber(*column)) return nullptr;
      found = &*column;
    }
    return found;
  }

 private:
  static bool isNumber(const ViewColumn& column) {
    return column.field != nullptr &&
           (column.field->type == FieldType::boolean || column.field->type == FieldType::integer ||
            column.field->type == FieldType::choice || shownAsPresence(*column.field));
  }

  const std::vector<PolicyView>& views_;
  const std::set<ColumnRead>& reads_;
};

Label textFor(const ViewColumn& column, const std::string& text) {
  const bool choices = !column.field->choices.empty();
  return {"“" + column.label.zh + "”（" + column.name + "）是数字，与文字 " + text + " 相比永远不成立：" +
              (choices ? "选项写 $种类::选项" : "是非题和“有没有”写 1 或 0，日期写 20181231"),
          column.label.en + " (" + column.name + ") is a number and never the text " + text + ": " +
              (choices ? "write a choice as $kind::CHOICE" : "write yes and no as 1 and 0, a date as 20181231")};
}

/// Reads an expression from its outside: what binds loosest says what it gives.
class Form {
 public:
  Form(const Schema& schema, std::vector<std::string> tokens) : schema_(schema), tokens_(std::move(tokens)) {}

  [[nodiscard]] bool yesNo() const { return yesNo(0, tokens_.size()); }

 private:
  [[nodiscard]] std::string word(std::size_t at) const { return lower(tokens_[at]); }

  /// The end of what is opened at `at`: a parenthesis, or CASE.
  [[nodiscard]] std::size_t closing(std::size_t at, std::size_t end) const {
    int depth = 0;
    for (; at < end; ++at) {
      if (tokens_[at] == "(" || word(at) == "case") ++depth;
      if (tokens_[at] == ")" || word(at) == "end") --depth;
      if (depth == 0) return at;
    }
    return end;
  }

  /// Calls `see` with each token that is not within parentheses or CASE; the first true ends it.
  template <class See>
  [[nodiscard]] bool any(std::size_t begin, std::size_t end, const See& see) const {
    for (auto at = begin; at < end; ++at) {
      if (see(at)) return true;
      if (tokens_[at] == "(" || word(at) == "case") at = closing(at, end);
    }
    return false;
  }

  [[nodiscard]] bool yesNo(std::size_t begin, std::size_t end) const {
    if (begin >= end) return false;
    static const std::set<std::string> logic{"and", "or", "not", "exists", "in", "is", "between", "like"};
    if (word(begin) == "select") return selected(begin + 1, end);
    if (any(begin, end, [&](std::size_t at) { return compares(tokens_[at]) || logic.contains(word(at)); })) return true;
    const auto last = closing(begin, end);
    if (tokens_[begin] == "(") return last + 1 == end && yesNo(begin + 1, last);
    if (word(begin) == "case") return last + 1 == end && choice(begin + 1, last);
    if (begin + 1 == end) return word(begin) == "null" || ownFlag(word(begin));
    if (begin + 1 >= end || tokens_[begin + 1] != "(" || closing(begin + 1, end) + 1 != end) return false;
    if (word(begin) == "every" || word(begin) == "some") return true;
    return (word(begin) == "coalesce" || word(begin) == "ifnull") && yesNo(begin + 2, firstComma(begin + 2, end));
  }

  [[nodiscard]] std::size_t firstComma(std::size_t begin, std::size_t end) const {
    auto found = end;
    (void)any(begin, end, [&](std::size_t at) {
      if (tokens_[at] == ",") found = at;
      return found != end;
    });
    return found;
  }

  [[nodiscard]] bool selected(std::size_t begin, std::size_t end) const {
    auto from = end;
    (void)any(begin, end, [&](std::size_t at) {
      if (word(at) == "from") from = at;
      return from != end;
    });
    return yesNo(begin, from);
  }

  /// Of CASE: everything that it may give is a yes or no, or a bare 1 or 0 beside one.
  [[nodiscard]] bool choice(std::size_t begin, std::size_t end) const {
    bool all = true;
    auto given = end;
    const auto close = [&](std::size_t at) {
      const bool bare = at == given + 1 && (tokens_[given] == "0" || tokens_[given] == "1");
      if (given != end && !bare && !yesNo(given, at)) all = false;
      given = end;
    };
    (void)any(begin, end, [&](std::size_t at) {
      if (word(at) == "when" || word(at) == "else") close(at);
      if (word(at) == "then" || word(at) == "else") given = at + 1;
      return false;
    });
    close(end);
    return all;
  }

  [[nodiscard]] bool ownFlag(const std::string& column) const {
    static const std::map<char, const char*> kinds{{'h', "household"}, {'m', "member"}, {'v', "village"}};
    const auto kind = kinds.find(column.front());
    if (kind == kinds.end() || column.size() < 3 || column[1] != '.') return false;
    for (const auto& field : schema_.kindByName(kind->second)->fields)
      if (field.column == column.substr(2)) return field.type == FieldType::boolean;
    return false;
  }

  const Schema& schema_;
  std::vector<std::string> tokens_;
};

}  // namespace

std::optional<Label> textFault(const std::vector<PolicyView>& views, const std::set<ColumnRead>& reads,
                               const std::string& sql) {
  const auto tokens = tokensOf(sql);
  const Columns columns(views, reads);
  const auto at = [&](std::size_t i) { return i < tokens.size() ? tokens[i] : std::string(); };
  const auto alone = [&](std::size_t first, std::size_t last) {
    return !(first > 0 && binds(tokens[first - 1])) && !binds(at(last + 1));
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const ViewColumn* column = wordPart(tokens[i].front()) ? columns.number(tokens[i]) : nullptr;
    if (column == nullptr) continue;
    if (compares(at(i + 1)) && isText(at(i + 2)) && alone(i, i + 2)) return textFor(*column, at(i + 2));
    if (i >= 2 && compares(tokens[i - 1]) && isText(tokens[i - 2]) && alone(i - 2, i))
      return textFor(*column, tokens[i - 2]);
    const auto in = i + (lower(at(i + 1)) == "not" ? 2 : 1);
    if (lower(at(in)) == "in" && at(in + 1) == "(" && isText(at(in + 2)) && alone(i, i))
      return textFor(*column, at(in + 2));
  }
  return std::nullopt;
}

std::string takenForGood(const std::string& sql) {
  const auto tokens = tokensOf(sql);
  for (std::size_t i = 0; i + 5 < tokens.size(); ++i) {
    const auto name = lower(tokens[i]);
    if ((name != "coalesce" && name != "ifnull") || tokens[i + 1] != "(" || tokens[i + 3] != ",") continue;
    const auto column = lower(tokens[i + 2]);
    const bool own = column.starts_with("h.") || column.starts_with("m.") || column.starts_with("v.");
    const auto& other = tokens[i + 4];
    const bool number = other.find_first_not_of("0123456789") == std::string::npos && other != "0";
    if (own && number && tokens[i + 5] == ")") return column;
  }
  return {};
}

std::vector<OwnFact> ownFactsAsked(const Schema& schema, Subject subject, const std::string& sql) {
  const auto kindOf = [&](std::string_view alias) -> const KindSpec* {
    if (alias == "h." && isOfHousehold(subject)) return schema.kindByName("household");
    if (alias == "m." && subject == Subject::member) return schema.kindByName("member");
    return alias == "v." && subject == Subject::village ? schema.kindByName("village") : nullptr;
  };
  std::vector<OwnFact> asked;
  const auto tokens = tokensOf(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto column = lower(tokens[i]);
    const auto before = i >= 2 && tokens[i - 1] == "(" ? lower(tokens[i - 2]) : std::string();
    if (before == "coalesce" || before == "ifnull" || (i + 1 < tokens.size() && lower(tokens[i + 1]) == "is")) continue;
    const auto* kind = column.size() > 2 ? kindOf(column.substr(0, 2)) : nullptr;
    const auto* field = kind != nullptr ? kind->fieldByName(column.substr(2)) : nullptr;
    if (field == nullptr || field->envelope || std::ranges::count(asked, column, &OwnFact::column) != 0) continue;
    asked.push_back({column, field});
  }
  return asked;
}

bool asksForMembers(const std::string& sql) {
  const auto tokens = tokensOf(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto word = lower(tokens[i]);
    // $member::… is the number of a choice.
    if ((word == "person" || word == "member") && (i == 0 || tokens[i - 1] != "$")) return true;
  }
  return false;
}

bool isYesNo(const Schema& schema, const std::string& sql) { return Form(schema, tokensOf(sql)).yesNo(); }

}  // namespace bf
