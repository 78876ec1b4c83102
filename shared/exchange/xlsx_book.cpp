#include <algorithm>
#include <charconv>
#include <map>

#include "shared/base/bilingual.h"
#include "shared/exchange/xlsx_reader.h"

namespace bf {
namespace {

std::size_t numberOr(std::string_view text, std::size_t otherwise) {
  std::size_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

struct Relation {
  std::string type;  ///< last step of the type's address: "worksheet", "sharedStrings"
  std::string part;
};

class RelationsHandler final : public XmlHandler {
 public:
  explicit RelationsHandler(std::string_view from) : from_(from) {}
  std::map<std::string, Relation, std::less<>> relations;

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") return {};
    const std::string_view type = attributes.get("Type");
    Relation relation{std::string(type.substr(type.rfind('/') + 1)), resolvePart(from_, attributes.get("Target"))};
    relations.insert_or_assign(std::string(attributes.get("Id")), std::move(relation));
    return {};
  }
  Result<void> end(std::string_view) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

  [[nodiscard]] std::string firstOf(std::string_view type) const {
    for (const auto& [id, relation] : relations) {
      if (relation.type == type) return relation.part;
    }
    return {};
  }

 private:
  std::string_view from_;
};

class WorkbookHandler final : public XmlHandler {
 public:
  explicit WorkbookHandler(const ImportLimits& limits) : limits_(limits) {}
  struct Listed {
    std::string name, relation;
    bool hidden = false;
  };
  std::vector<Listed> sheets;
  bool since1904 = false;

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view flag = attributes.get("date1904");
      since1904 = flag == "1" || flag == "true";
    }
    if (name != "sheet") return {};
    if (sheets.size() >= limits_.sheetsMax)
      return fail(Errc::tooLarge, bilingual("工作表过多 (sheetsMax)", "more than sheetsMax sheets"));
    const std::string_view state = attributes.get("state");
    sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get("id")),
                      state == "hidden" || state == "veryHidden"});
    return {};
  }
  Result<void> end(std::string_view) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

 private:
  ImportLimits limits_;
};

class StylesHandler final : public XmlHandler {
 public:
  explicit StylesHandler(const ImportLimits& limits) : limits_(limits) {}
  std::vector<bool> dates;

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") inCellFormats_ = true;
    if (name == "numFmt") {
      if (custom_.size() >= limits_.stylesMax)
        return fail(Errc::tooLarge, bilingual("数字格式过多 (stylesMax)", "more than stylesMax number formats"));
      custom_[numberOr(attributes.get("numFmtId"), 0)] = isDateFormatCode(attributes.get("formatCode"));
    }
    if (name == "xf" && inCellFormats_) {
      if (dates.size() >= limits_.stylesMax)
        return fail(Errc::tooLarge, bilingual("单元格格式过多 (stylesMax)", "more than stylesMax cell formats"));
      dates.push_back(isDate(numberOr(attributes.get("numFmtId"), 0)));
    }
    return {};
  }
  Result<void> end(std::string_view name) override {
    if (name == "cellXfs") inCellFormats_ = false;
    return {};
  }
  Result<void> text(std::string_view) override { return {}; }

 private:
  /// Built-in date formats: ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are the Chinese and Japanese ones.
  [[nodiscard]] bool isDate(std::size_t format) const {
    if (const auto found = custom_.find(format); found != custom_.end()) return found->second;
    return (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 36) ||
           (format >= 50 && format <= 58);
  }
  ImportLimits limits_;
  std::map<std::size_t, bool> custom_;
  bool inCellFormats_ = false;
};

class StringsHandler final : public XmlHandler {
 public:
  StringsHandler(SharedStrings& strings, const ImportLimits& limits) : strings_(strings), limits_(limits) {}

  Result<void> start(std::string_view name, const XmlAttributes&) override {
    if (name == "t") inText_ = !inPhonetic_;
    if (name == "rPh") inPhonetic_ = true;  // how it is read aloud, not what it says
    return {};
  }
  Result<void> end(std::string_view name) override {
    if (name == "t") inText_ = false;
    if (name == "rPh") inPhonetic_ = false;
    if (name != "si") return {};
    if (strings_.size() >= limits_.sharedStringsMax)
      return fail(Errc::tooLarge, bilingual("文字过多 (sharedStringsMax)", "more than sharedStringsMax texts"));
    strings_.endString();
    return {};
  }
  Result<void> text(std::string_view piece) override {
    if (!inText_) return {};
    if (strings_.bytes() + piece.size() > limits_.sharedStringBytesMax) {
      return fail(Errc::tooLarge,
                  bilingual("文字总量过大 (sharedStringBytesMax)", "the texts exceed sharedStringBytesMax"));
    }
    strings_.append(piece);
    return {};
  }

 private:
  SharedStrings& strings_;
  ImportLimits limits_;
  bool inText_ = false;
  bool inPhonetic_ = false;
};

std::string relationsOf(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

}  // namespace

std::string_view SharedStrings::at(std::size_t index) const {
  const std::size_t from = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(bytes_).substr(from, ends_[index] - from);
}

bool XlsxBook::isDateFormat(std::size_t cellFormat) const {
  return cellFormat < dateFormats_.size() && dateFormats_[cellFormat];
}

Result<std::shared_ptr<XlsxBook>> XlsxBook::open(const std::string& path, const ImportLimits& limits) {
  BF_LET(package, XlsxPackage::open(path, limits));
  auto book = std::make_shared<XlsxBook>();
  book->package_ = std::move(package);
  BF_CHECK(book->readWorkbook());
  return book;
}

Result<void> XlsxBook::readWorkbook() {
  const ImportLimits& limits = package_->limits();
  RelationsHandler root("");
  BF_CHECK(package_->parse("_rels/.rels", root, limits.partBytesMax));
  const std::string workbookPart = root.firstOf("officeDocument");
  if (workbookPart.empty()) {
    return fail(Errc::importInvalid,
                package_->fileName() +
                    bilingual(" 不是 .xlsx 工作簿：缺少主体", " is no .xlsx workbook: its main part is not named"));
  }
  WorkbookHandler workbook(limits);
  if (workbookPart.ends_with(".bin")) {
    return fail(Errc::importInvalid,
                package_->fileName() + bilingual(" 是二进制工作簿 (.xlsb)：请另存为 .xlsx",
                                                 " is a binary workbook (.xlsb): save it as .xlsx"));
  }
  BF_CHECK(package_->parse(workbookPart, workbook, limits.partBytesMax));
  RelationsHandler relations(workbookPart);
  BF_CHECK(package_->parse(relationsOf(workbookPart), relations, limits.partBytesMax));
  since1904_ = workbook.since1904;
  for (const auto& listed : workbook.sheets) {
    const auto found = relations.relations.find(listed.relation);
    const bool known = found != relations.relations.end() && found->second.type == "worksheet";
    if (known) sheets_.push_back({listed.name, found->second.part, listed.hidden});
  }
  if (const std::string part = relations.firstOf("styles"); !part.empty()) BF_CHECK(readStyles(part));
  if (const std::string part = relations.firstOf("sharedStrings"); !part.empty()) BF_CHECK(readStrings(part));
  return {};
}

Result<void> XlsxBook::readStyles(const std::string& part) {
  StylesHandler handler(package_->limits());
  BF_CHECK(package_->parse(part, handler, package_->limits().partBytesMax));
  dateFormats_ = std::move(handler.dates);
  return {};
}

Result<void> XlsxBook::readStrings(const std::string& part) {
  StringsHandler handler(strings_, package_->limits());
  return package_->parse(part, handler, package_->limits().unpackedBytesMax);
}

bool isDateFormatCode(std::string_view code) {
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
      continue;
    }
    if (c == ';') break;  // the first section is for positive numbers, as all dates are
    if (c == '[') {
      const std::size_t close = code.find(']', i);
      if (close == std::string_view::npos) return false;
      const std::string_view inside = code.substr(i + 1, close - i - 1);
      const bool elapsed = !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos;
      if (elapsed) return false;
      i = close;
      continue;
    }
    if (std::string_view("yYmMdDhH").find(c) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace bf
