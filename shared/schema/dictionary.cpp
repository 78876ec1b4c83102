#include "shared/schema/dictionary.h"

#include "shared/schema/plain_text.h"

namespace bf {
namespace {

struct Named {
  const char* zh;
  const char* en;
};

Named typeName(const FieldSpec& field) {
  switch (field.question) {
    case Question::yesNo: return {"是/否", "yes/no"};
    case Question::number: return {"数字", "number"};
    case Question::text: return {"文字", "text"};
    case Question::longText: return {"长文字", "long text"};
    case Question::date: return {"日期", "date"};
    case Question::year: return {"年度", "year"};
    case Question::month: return {"年月", "month"};
    case Question::instant: return {"时间", "instant"};
    case Question::money: return {"金额", "amount of money"};
    case Question::phone: return {"电话", "telephone"};
    case Question::idNumber: return {"证件号码", "ID number"};
    case Question::account: return {"银行账号", "bank account"};
    case Question::coordinate: return {"坐标", "coordinate"};
    case Question::signature: return {"手写签名", "signature"};
    case Question::picture: return {"照片", "picture"};
    case Question::region: return {"地区代码", "region code"};
    case Question::choice: return {"单选", "one choice"};
    case Question::choices: return {"多选", "several choices"};
    case Question::texts: return {"多项文字", "several texts"};
    case Question::bytes: return {"数据", "data"};
    case Question::notAsked: return {"系统填写", "filled in by the program"};
  }
  return {"", ""};
}

Named sensitivityName(Sensitivity sensitivity) {
  switch (sensitivity) {
    case Sensitivity::open: return {"公开", "public"};
    case Sensitivity::personal: return {"个人信息", "personal"};
    case Sensitivity::sensitive: return {"敏感", "sensitive"};
  }
  return {"", ""};
}

Named settleName(SettleRule rule) {
  switch (rule) {
    case SettleRule::latest: return {"后填为准", "latest"};
    case SettleRule::authority: return {"按职责", "authority"};
    case SettleRule::period: return {"新期间为准", "period"};
    case SettleRule::unite: return {"合并", "union"};
  }
  return {"", ""};
}

std::string limitsOf(const FieldSpec& field) {
  const auto number = [&](std::int64_t value) {
    return decimalText(value, field.question == Question::coordinate ? 7 : field.scale);
  };
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  if (field.min || field.max)
    add((field.min ? number(*field.min) : "") + " … " + (field.max ? number(*field.max) : ""));
  if (field.low || field.high)
    add("(" + (field.low ? number(*field.low) : "") + " … " + (field.high ? number(*field.high) : "") + ")");
  if (field.lengthMax != 0) add("≤ " + std::to_string(field.lengthMax));
  if (field.repeated()) add("× " + std::to_string(field.countMax));
  return text;
}

/// A cell of a Markdown table: no line break, no bar.
std::string cell(std::string_view text) {
  std::string made;
  for (const char c : text) made += c == '\n' ? " " : c == '|' ? "\\|" : std::string(1, c);
  return made;
}

std::string bothOf(const Label& label) { return label.zh == label.en ? label.zh : label.zh + " " + label.en; }

std::string choicesOf(const FieldSpec& field) {
  std::string text;
  for (const auto& choice : field.choices)
    text += (text.empty() ? "" : " · ") + std::to_string(choice.number) + " " + bothOf(choice.label);
  return text;
}

std::string rowOf(const FieldSpec& field) {
  const auto type = typeName(field), sensitivity = sensitivityName(field.sensitivity),
             settle = settleName(field.settle);
  std::string about = bothOf(field.label);
  if (!field.help.empty()) about += " (" + bothOf(field.help) + ")";
  std::string row = "| " + std::to_string(field.number) + " | `" + field.name + "` | " + cell(about) + " | " + type.zh +
                    " " + type.en;
  if (!field.unit.empty()) row += ", " + cell(bothOf(field.unit));
  row += std::string(" | ") + (field.required ? "● " : "") + cell(limitsOf(field)) + " | " + sensitivity.zh + " " +
         sensitivity.en + " | " + settle.zh + " " + settle.en + " | " + field.national + " | " +
         cell(choicesOf(field)) + " |\n";
  return row;
}

std::string parentsOf(const Schema& schema, const KindSpec& kind) {
  std::string text = kind.root ? "地区 region" : "";
  for (const auto parent : kind.parents) {
    const auto* of = schema.kind(parent);
    if (of != nullptr) text += (text.empty() ? "" : "、") + bothOf(of->label);
  }
  return text;
}

std::string placeOf(const KindSpec& kind) {
  if (!kind.root) return {};
  std::string levels;
  // A code of each level says which of them may have it.
  for (const auto& [code, label] : {std::pair<RegionCode, const char*>{4414, "市 city"},
                                    {441424, "县 county"},
                                    {441424100, "乡镇 township"},
                                    {441424100200, "村 village"}})
    if (kind.mayLieAt(code)) levels += (levels.empty() ? "" : "、") + std::string(label);
  return levels;
}

std::string keysOf(const KindSpec& kind, bool named) {
  std::string text;
  for (const auto number : kind.keys) {
    const auto& field = *kind.field(number);
    text += (text.empty() ? "" : named ? "、" : " ") + (named ? bothOf(field.label) : field.name);
  }
  return text;
}

std::string pageOf(const Schema& schema, const KindSpec& kind) {
  std::string page = "\n## " + std::to_string(kind.number) + " " + bothOf(kind.label) + " `" + kind.name + "`\n\n";
  if (!kind.help.empty()) page += bothOf(kind.help) + "\n\n";
  page += "隶属 belongs to: " + parentsOf(schema, kind) + "\n\n";
  if (kind.root) page += "地区级别 level of the region: " + placeOf(kind) + "\n\n";
  if (!kind.keys.empty()) page += "区分字段 told apart by: " + keysOf(kind, true) + "\n\n";
  if (kind.immutableWhenFinished) page += "完成后不可修改 immutable once finished\n\n";
  page +=
      "| 号 no. | 字段 field | 名称 label | 类型 type | 限制 limits (● 必填 required) | 敏感性 sensitivity | "
      "取值规则 settled by | 国家系统 national | 选项 choices |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const auto* field : kind.form()) page += rowOf(*field);
  if (!kind.checks.empty()) page += "\n核对规则 checks:\n\n";
  for (const auto& check : kind.checks) page += "- " + bothOf(check.message) + "\n";
  return page;
}

class CsvLine {
 public:
  CsvLine& add(std::string_view text) {
    if (!line_.empty() || started_) line_ += ',';
    started_ = true;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      line_ += text;
      return *this;
    }
    line_ += '"';
    for (const char c : text) line_ += c == '"' ? "\"\"" : std::string(1, c);
    line_ += '"';
    return *this;
  }
  [[nodiscard]] std::string end() const { return line_ + "\r\n"; }

 private:
  std::string line_;
  bool started_ = false;
};

void addKindCells(CsvLine& line, const KindSpec& kind, const FieldSpec& field) {
  line.add(std::to_string(kind.number)).add(kind.name).add(kind.label.zh).add(kind.label.en);
  line.add(std::to_string(field.number)).add(field.name);
}

std::string csvField(const Schema& schema, const KindSpec& kind, const FieldSpec& field) {
  CsvLine line;
  addKindCells(line, kind, field);
  line.add("").add(field.label.zh).add(field.label.en).add(typeName(field).zh).add(typeName(field).en);
  line.add(field.unit.zh).add(limitsOf(field)).add(field.required ? "1" : "0");
  line.add(sensitivityName(field.sensitivity).en).add(settleName(field.settle).en).add(field.national);
  return line.add(parentsOf(schema, kind)).add(placeOf(kind)).add(keysOf(kind, false)).end();
}

std::string csvChoice(const KindSpec& kind, const FieldSpec& field, const Choice& choice) {
  CsvLine line;
  addKindCells(line, kind, field);
  line.add(std::to_string(choice.number)).add(choice.label.zh).add(choice.label.en);
  for (int empty = 0; empty < 7; ++empty) line.add("");
  return line.add(choice.code).add("").add("").add("").end();
}

}  // namespace

std::string dictionaryMarkdown(const Schema& schema) {
  std::string text =
      "# 数据字典 Data dictionary\n\n版本 version " + toHex(schema.fingerprint().view()).substr(0, 16) + "\n";
  for (const auto& kind : schema.kinds()) text += pageOf(schema, kind);
  return text;
}

std::string dictionaryCsv(const Schema& schema) {
  std::string text =
      "\xEF\xBB\xBF"
      "kind,record,record_zh,record_en,field,name,choice,zh,en,type_zh,type_en,unit,limits,required,sensitivity,"
      "settle,national,belongs_to,place,keys\r\n";
  for (const auto& kind : schema.kinds()) {
    for (const auto* field : kind.form()) {
      text += csvField(schema, kind, *field);
      for (const auto& choice : field->choices) text += csvChoice(kind, *field, choice);
    }
  }
  return text;
}

}  // namespace bf
