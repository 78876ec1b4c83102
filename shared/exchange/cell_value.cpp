#include "shared/exchange/cell_value.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "shared/exchange/cell_text.h"
#include "shared/schema/id_number.h"

namespace bf {
namespace {

/// Choices named in full in a message; a longer list would hide the rest of it.
constexpr std::size_t choicesNamedMax = 12;

std::unexpected<CellProblem> problem(std::string code, std::string zh, std::string en) {
  return std::unexpected(CellProblem{std::move(code), {std::move(zh), std::move(en)}});
}

std::unexpected<CellProblem> notAllowed(const FieldSpec& field) {
  const Label allowed = allowedText(field);
  return problem("unreadable", "无法识别，" + allowed.zh, "cannot be read: " + allowed.en);
}

std::unexpected<CellProblem> cut() {
  return problem("cutNumber", "号码被电子表格按数字截断，请把该列设为文本格式后重新填写",
                 "a spreadsheet has cut the digits: format the column as text and enter the number again");
}

/// What stands in a cell instead of leaving it empty.
bool saysNothing(std::string_view folded) {
  static constexpr std::array words{"-",    "--",   "—",   "——", "/",    "\\",  "未采集",
                                    "不详", "未知", "n/a", "na", "null", "#n/a"};
  return std::find(words.begin(), words.end(), folded) != words.end();
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::optional<std::int64_t> parseYear(std::string_view text) {
  std::string narrow = narrowText(text);
  for (const std::string_view end : {"年度", "年"}) {
    if (narrow.ends_with(end)) narrow.resize(narrow.size() - end.size());
  }
  if (narrow.size() == 4) return parseScaled(narrow, 0);
  if (const auto date = parseDate(text)) return *date / 10000;
  return std::nullopt;
}

std::optional<std::int64_t> parseMonth(std::string_view text) {
  if (const auto date = parseDate(text)) return *date / 100;
  std::string narrow = narrowText(text);
  if (narrow.ends_with("月")) narrow.resize(narrow.size() - std::string_view("月").size());
  std::string_view rest = narrow;
  if (rest.size() < 5) return std::nullopt;
  const auto year = parseScaled(rest.substr(0, 4), 0);
  rest.remove_prefix(4);
  for (const std::string_view mark : {"年", "-", "/", "."}) {
    if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
  }
  const auto month = rest.size() <= 2 ? parseScaled(rest, 0) : std::nullopt;
  if (!year || !month || *year < 1800 || *month < 1 || *month > 12) return std::nullopt;
  return *year * 100 + *month;
}

int scaleOf(const FieldSpec& field) {
  constexpr int coordinateDecimals = 7;  // as degrees are kept
  return field.question == Question::coordinate ? coordinateDecimals : static_cast<int>(field.scale);
}

/// Amounts with the field's unit, or with 万 before it.
std::optional<std::int64_t> parseAmount(std::string_view text, const FieldSpec& field) {
  const int scale = scaleOf(field);
  for (const std::string& unit : {field.unit.zh, field.unit.en}) {
    if (const auto amount = parseScaled(text, scale, unit)) return amount;
  }
  const std::string tenThousands = "万" + field.unit.zh;
  if (field.unit.empty() || !trimBlanks(text).ends_with(tenThousands)) return std::nullopt;
  return parseScaled(text, scale + 4, tenThousands);
}

/// How the integers of the field are written; the national forms state regions as plain digits.
std::optional<std::int64_t> parseInteger(std::string_view text, const FieldSpec& field) {
  switch (field.question) {
    case Question::date: {
      const auto date = parseDate(text);
      return date ? std::optional<std::int64_t>(*date) : std::nullopt;
    }
    case Question::year: return parseYear(text);
    case Question::month: return parseMonth(text);
    case Question::instant: return parseInstant(text);
    default: return parseAmount(text, field);
  }
}

constexpr std::string_view listMark = "；";

}  // namespace

std::optional<CellProblem> formulaFault(const Cell& cell) {
  if (cell.kind == CellKind::broken)
    return CellProblem{"formulaError",
                       {"单元格公式出错，请改为内容", "the formula in the cell has an error: put its content there"}};
  if (cell.kind == CellKind::formula)
    return CellProblem{"formulaOpen",
                       {"文件里没有保存这个公式的结果，请用 Excel 或 WPS 打开该文件，保存后重新导入",
                        "the file does not hold the result of this formula: open it in Excel or WPS, save it, and"
                        " import it again"}};
  return std::nullopt;
}

bool isColumn(const FieldSpec& field) {
  return !field.envelope && field.type != FieldType::bytes && field.question != Question::notAsked;
}

bool isNumberColumn(const FieldSpec& field) {
  if (field.type != FieldType::integer) return false;
  return field.question == Question::number || field.question == Question::money;
}

Label allowedText(const FieldSpec& field) {
  if (field.type == FieldType::choice || field.type == FieldType::choices) {
    std::string zh, en;
    std::size_t named = 0;
    for (const Choice& choice : field.choices) {
      if (choice.retired || named == choicesNamedMax) continue;
      zh += (named == 0 ? "" : "、") + choice.label.zh;
      en += (named == 0 ? "" : ", ") + choice.label.en;
      ++named;
    }
    const std::string all = std::to_string(field.choices.size());
    if (field.choices.size() > named) zh += "等" + all + "项", en += " … (" + all + " in all)";
    return {"可选：" + zh, "one of: " + en};
  }
  if (field.type == FieldType::boolean) return {"应为 是 或 否", "yes or no"};
  switch (field.question) {
    case Question::date: return {"应为日期，如 2018-08-01", "a date such as 2018-08-01"};
    case Question::year: return {"应为四位年份，如 2018", "a year of four digits"};
    case Question::month: return {"应为年月，如 2018-08", "a month such as 2018-08"};
    case Question::instant: return {"应为日期和时间，如 2018-08-01 09:30", "date and time such as 2018-08-01 09:30"};
    default: break;
  }
  if (field.type != FieldType::integer) return {"应为文字", "a text"};
  std::string zh = "应为数字", en = "a number";
  if (field.scale > 0) {
    zh += "，最多" + std::to_string(field.scale) + "位小数";
    en += " with at most " + std::to_string(field.scale) + " decimals";
  }
  if (!field.unit.empty()) zh += "，单位" + field.unit.zh, en += ", in " + field.unit.en;
  return {zh, en};
}

CellReader::CellReader(const FieldSpec& field) : field_(&field) {
  // Labels last, so that a label wins over another choice's code or old name.
  for (const Choice& choice : field.choices) {
    for (const std::string& other : choice.also) choices_.try_emplace(foldText(other), choice.number);
    if (choice.code.empty()) continue;
    choices_.try_emplace(foldText(choice.code), choice.number);
    // A spreadsheet turns the code 01 into the number 1.
    const std::size_t digits = choice.code.find_first_not_of('0');
    if (digits != std::string::npos && digits > 0)
      choices_.try_emplace(foldText(choice.code.substr(digits)), choice.number);
  }
  for (const Choice& choice : field.choices) {
    choices_.insert_or_assign(foldText(choice.name), choice.number);
    choices_.insert_or_assign(foldText(choice.label.en), choice.number);
  }
  for (const Choice& choice : field.choices) choices_.insert_or_assign(foldText(choice.label.zh), choice.number);
  // As they stand, so that most cells are found without folding them.
  for (const Choice& choice : field.choices) choices_.insert_or_assign(choice.label.zh, choice.number);
}

CellReader::Reading CellReader::read(const Cell& cell) const {
  const std::string_view text = trimBlanks(cell.text);
  if (text.empty()) return Value();
  if (auto fault = formulaFault(cell)) return std::unexpected(std::move(*fault));
  if (field_->type == FieldType::text) return readText(cell);
  Reading reading = readAnswer(text);
  // Asked last: a code list may have 未采集 among its choices.
  if (!reading && saysNothing(foldText(text))) return Value();
  return reading;
}

CellReader::Reading CellReader::readAnswer(std::string_view text) const {
  switch (field_->type) {
    case FieldType::boolean: {
      const auto answer = parseYesNo(text);
      return answer ? Reading(Value(*answer)) : Reading(notAllowed(*field_));
    }
    case FieldType::integer: return readInteger(text);
    case FieldType::choice: return readChoice(text);
    case FieldType::choices: return readChoices(text);
    case FieldType::texts: return readTexts(text);
    default: return notAllowed(*field_);
  }
}

CellReader::Reading CellReader::readInteger(std::string_view text) const {
  const auto number = parseInteger(text, *field_);
  if (!number) return isCutNumber(text) ? Reading(cut()) : Reading(notAllowed(*field_));
  return within(*number);
}

CellReader::Reading CellReader::within(std::int64_t number) const {
  const bool low = field_->min && number < *field_->min;
  const bool high = field_->max && number > *field_->max;
  const bool narrow = field_->protoType == "int32";
  const bool wide = narrow && (number > INT32_MAX || number < INT32_MIN);
  if (!low && !high && !wide) return Value(number);
  const std::string least = field_->min ? display(*field_, Value(*field_->min), Language::english) : "";
  const std::string most = field_->max ? display(*field_, Value(*field_->max), Language::english) : "";
  if (low && most.empty()) return problem("outsideLimits", "不能小于 " + least, "must not be below " + least);
  if (high && least.empty()) return problem("outsideLimits", "不能大于 " + most, "must not be above " + most);
  if (!low && !high) return problem("outsideLimits", "数字过大", "the number is too large");
  return problem("outsideLimits", "超出允许范围 " + least + " 至 " + most,
                 "outside of what is allowed: " + least + " to " + most);
}

CellReader::Reading CellReader::readText(const Cell& cell) const {
  std::string text(trimBlanks(cell.text));
  const bool digits = field_->question == Question::idNumber || field_->question == Question::account ||
                      field_->question == Question::phone || field_->search == SearchRole::registerNumber;
  if (digits && isCutNumber(text)) return cut();
  if (digits && text.size() <= 12 && saysNothing(foldText(text))) return Value();
  text = keptText(*field_, text);
  if (text.empty()) return Value();
  if (field_->lengthMax != 0 && characters(text) > field_->lengthMax) {
    const std::string most = std::to_string(field_->lengthMax);
    return problem("tooLong", "文字过长，最多" + most + "字", "too long: at most " + most + " characters");
  }
  return Value(std::move(text));
}

std::optional<std::int64_t> CellReader::choiceOf(std::string_view text) const {
  if (const auto found = choices_.find(text); found != choices_.end()) return found->second;
  const std::string folded = foldText(text);
  if (const auto found = choices_.find(folded); found != choices_.end()) return found->second;
  // "#7" is how a choice of a newer version is shown: it stays what it is.
  if (!folded.starts_with('#')) return std::nullopt;
  const auto number = parseScaled(std::string_view(folded).substr(1), 0);
  return number && *number > 0 && *number <= INT32_MAX ? number : std::nullopt;
}

CellProblem CellReader::notAChoice() const {
  const Label allowed = allowedText(*field_);
  return {"notAChoice", {"不在选项之内，" + allowed.zh, "not among the choices; " + allowed.en}};
}

CellReader::Reading CellReader::readChoice(std::string_view text) const {
  if (const auto number = choiceOf(text)) return Value(*number);
  return std::unexpected(notAChoice());
}

/// Labels can themselves contain a separator (砖瓦砖木、砖石窑洞): the longest run of pieces that is a choice counts.
CellReader::Reading CellReader::readChoices(std::string_view text) const {
  if (const auto whole = choiceOf(text)) return Value(std::vector<std::int64_t>{*whole});
  const std::string folded = foldText(text);
  if (folded == "无" || folded == "没有" || folded == "none") return Value(std::vector<std::int64_t>());
  const Pieces pieces = splitPieces(text);
  std::vector<std::int64_t> numbers;
  for (std::size_t from = 0; from < pieces.texts.size();) {
    if (pieces.texts[from].empty()) {
      ++from;
      continue;
    }
    std::optional<std::int64_t> found;
    std::size_t to = std::min(pieces.texts.size(), from + 3);
    for (; to > from && !found; --to) {
      std::string run(pieces.texts[from]);
      for (std::size_t i = from + 1; i < to; ++i) {
        run += pieces.breaks[i - 1];
        run += pieces.texts[i];
      }
      found = choiceOf(run);
    }
    if (!found) return std::unexpected(notAChoice());
    from = to + 1;
    numbers.push_back(*found);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (field_->countMax != 0 && numbers.size() > field_->countMax) {
    const std::string most = std::to_string(field_->countMax);
    return problem("tooMany", "最多选" + most + "项", "at most " + most + " choices");
  }
  return Value(std::move(numbers));
}

CellReader::Reading CellReader::readTexts(std::string_view text) const {
  std::vector<std::string> texts;
  if (saysNothing(foldText(text))) return Value();
  // Where there is a semicolon, commas belong to the entries.
  const bool bySemicolon = text.find(listMark) != std::string_view::npos || text.find(';') != std::string_view::npos;
  const Pieces pieces = splitPieces(text, bySemicolon ? Separators::semicolons : Separators::all);
  for (const std::string_view piece : pieces.texts) {
    if (piece.empty()) continue;
    if (field_->lengthMax != 0 && characters(piece) > field_->lengthMax) {
      const std::string most = std::to_string(field_->lengthMax);
      return problem("tooLong", "文字过长，每项最多" + most + "字", "too long: at most " + most + " characters each");
    }
    texts.emplace_back(piece);
  }
  if (field_->countMax != 0 && texts.size() > field_->countMax) {
    const std::string most = std::to_string(field_->countMax);
    return problem("tooMany", "最多" + most + "项", "at most " + most + " entries");
  }
  return Value(std::move(texts));
}

std::string cellText(const FieldSpec& field, const Value& value, Language language) {
  if (field.type == FieldType::bytes) return {};
  std::string text = display(field, value, language);
  // One entry with a comma in it would be read as two.
  const auto* texts = std::get_if<std::vector<std::string>>(&value);
  if (texts != nullptr && texts->size() == 1 && splitPieces(text).texts.size() > 1) text += listMark;
  const auto* choices = std::get_if<std::vector<std::int64_t>>(&value);
  if (choices != nullptr && choices->empty()) text = language == Language::chinese ? "无" : "none";
  return text;
}

}  // namespace bf
