#include "shared/policy/expression.h"

#include <algorithm>

#include "shared/policy/policy_limits.h"

namespace bf {
namespace {

bool wordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool wordPart(char c) { return wordStart(c) || (c >= '0' && c <= '9'); }

/// Walks over the text once; everything that is not understood is refused.
class Reader {
 public:
  Reader(std::string_view text, const NamedExpression& named) : text_(text), named_(named) {}

  std::expected<Expression, Label> read() {
    if (text_.size() > expressionBytesMax)
      return wrong("表达式超过 " + std::to_string(expressionBytesMax) + " 字节",
                   "the expression has more than " + std::to_string(expressionBytesMax) + " bytes");
    while (at_ < text_.size())
      if (auto problem = token()) return std::unexpected(*problem);
    if (depth_ != 0) return wrong("括号没有配对", "a parenthesis is not closed");
    if (made_.sql.find_first_not_of(" \n") == std::string::npos) return wrong("表达式为空", "the expression is empty");
    if (made_.sql.size() > expandedBytesMax) return wrong("展开后过长", "it is too long once every {name} is replaced");
    return std::move(made_);
  }

 private:
  using Problem = std::optional<Label>;

  [[nodiscard]] std::unexpected<Label> wrong(const std::string& zh, const std::string& en) const {
    return std::unexpected(*problem(zh, en));
  }
  [[nodiscard]] Problem problem(const std::string& zh, const std::string& en) const {
    // A cut within a character would spoil the message.
    auto near = std::string(text_.substr(std::min(at_, text_.size()), 24));
    std::erase_if(near, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == '\n'; });
    return Label{zh + (near.empty() ? "" : "，在“" + near + "”处"), en + (near.empty() ? "" : ", at \"" + near + "\"")};
  }
  [[nodiscard]] char next(std::size_t ahead = 1) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void take(std::size_t bytes) {
    made_.sql += text_.substr(at_, bytes);
    at_ += bytes;
  }
  void bind(std::string name) {
    if (std::ranges::find(made_.bound, name) == made_.bound.end()) made_.bound.push_back(std::move(name));
  }

  Problem token() {
    const char c = text_[at_];
    if (c == '\'') return literal();
    if (c == '{') return reference();
    if (c == ':' || c == '$') return parameter();
    if (c == '(' || c == ')') return parenthesis();
    if (wordStart(c)) return word();
    if (c == ',' && depth_ == 0) return problem("只能写一个表达式", "one expression only, no list");
    if (c == '-' && next() == '-') return problem("不能写注释", "no comments");
    if (c == '/' && next() == '*') return problem("不能写注释", "no comments");
    static constexpr std::string_view plain = " \n,.=<>!+-*/%|";
    if (!wordPart(c) && plain.find(c) == std::string_view::npos)
      return problem("这里不能用此字符", "this character has no place here");
    take(1);
    return {};
  }

  /// A named subquery would be taken for one of the views by whoever checks what is read.
  Problem word() {
    auto end = at_;
    while (end < text_.size() && wordPart(text_[end])) ++end;
    std::string upper(text_.substr(at_, end - at_));
    for (auto& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper == "WITH" || upper == "RECURSIVE") return problem("不能用 WITH", "WITH is not allowed");
    take(end - at_);
    return {};
  }

  Problem literal() {
    auto end = text_.find('\'', at_ + 1);
    while (end != std::string_view::npos && end + 1 < text_.size() && text_[end + 1] == '\'')
      end = text_.find('\'', end + 2);
    if (end == std::string_view::npos) return problem("文字没有结束引号", "a text has no closing quote");
    take(end + 1 - at_);
    return {};
  }

  Problem parenthesis() {
    depth_ += text_[at_] == '(' ? 1 : -1;
    if (depth_ < 0) return problem("多了一个右括号", "one closing parenthesis too many");
    if (depth_ > expressionDepthMax) return problem("括号层次过多", "too many parentheses within each other");
    take(1);
    return {};
  }

  Problem reference() {
    const auto end = text_.find('}', at_);
    const auto name = end == std::string_view::npos ? std::string_view{} : text_.substr(at_ + 1, end - at_ - 1);
    const auto found = name.empty() ? std::nullopt : named_(name);
    if (!found) return problem("没有这个名称的条款或定义", "there is no clause or definition of this name");
    made_.sql += "(" + found->sql + ")";
    for (const auto& one : found->bound) bind(one);
    at_ = end + 1;
    if (made_.sql.size() > expandedBytesMax) return problem("展开后过长", "too long once every {name} is replaced");
    return {};
  }

  Problem parameter() {
    auto end = at_ + 1;
    while (end < text_.size() && (wordPart(text_[end]) || (text_[at_] == '$' && text_[end] == ':'))) ++end;
    const auto name = text_.substr(at_, end - at_);
    if (name.size() < 2 || !wordStart(name[1])) return problem("参数名不正确", "this is no name of a parameter");
    bind(std::string(name));
    take(name.size());
    return {};
  }

  std::string_view text_;
  const NamedExpression& named_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Expression made_;
};

}  // namespace

std::expected<Expression, Label> readExpression(std::string_view text, const NamedExpression& named) {
  return Reader(text, named).read();
}

std::optional<std::int64_t> choiceNumber(const Schema& schema, std::string_view bound) {
  const auto colons = bound.find("::");
  if (!bound.starts_with('$') || colons == std::string_view::npos) return std::nullopt;
  const auto* kind = schema.kindByName(bound.substr(1, colons - 1));
  if (kind == nullptr) return std::nullopt;
  const auto name = bound.substr(colons + 2);
  for (const auto& field : kind->fields)
    for (const auto& choice : field.choices)
      if (choice.name == name) return choice.number;
  return std::nullopt;
}

}  // namespace bf
