#include "shared/exchange/import_row.h"

#include <algorithm>
#include <iterator>

#include "shared/exchange/cell_text.h"
#include "shared/schema/id_number.h"
#include "shared/schema/validate.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

std::string columnPlace(const BoundColumn& column) { return columnLetters(column.index) + " " + column.spec->label.zh; }

std::string columnOf(const ColumnMap& map, const FieldSpec* field) {
  if (field == nullptr) return {};
  for (const BoundColumn& column : map.columns()) {
    if (column.spec->field == field && column.spec->key == field->name) return columnPlace(column);
  }
  return field->label.zh;
}

std::optional<RegionCode> regionCode(std::string_view text) {
  const std::string narrow = narrowText(text);
  const bool digits = std::all_of(narrow.begin(), narrow.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (narrow.empty() || narrow.size() > 12 || !digits) return std::nullopt;
  return std::stoull(narrow);
}

/// Register numbers and keys compare without blanks and width.
std::string keyText(std::string_view text) { return narrowText(text); }

}  // namespace

/// The values of a row, by field.
struct RowImporter::Reading {
  std::vector<std::pair<const FieldSpec*, Value>> values;

  [[nodiscard]] const Value* find(const FieldSpec* field) const {
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == field; });
    return found == values.end() ? nullptr : &found->second;
  }
  [[nodiscard]] std::string text(const KindSpec& kind, std::string_view name) const {
    const Value* value = find(kind.fieldByName(name));
    const std::string* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
  }
  [[nodiscard]] std::optional<std::int64_t> number(const KindSpec& kind, std::string_view name) const {
    const Value* value = find(kind.fieldByName(name));
    const std::int64_t* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return number == nullptr ? std::nullopt : std::optional(*number);
  }
  [[nodiscard]] bool chosen(const KindSpec& kind, std::string_view name, std::string_view choice) const {
    const FieldSpec* field = kind.fieldByName(name);
    const Choice* wanted = field == nullptr ? nullptr : field->choiceNamed(choice);
    return wanted != nullptr && number(kind, name) == wanted->number;
  }
  /// Sets a choice that the row leaves open and that follows from the rest of it.
  void fillIn(const KindSpec& kind, std::string_view name, std::string_view choice) {
    const FieldSpec* field = kind.fieldByName(name);
    const Choice* wanted = field == nullptr ? nullptr : field->choiceNamed(choice);
    if (wanted != nullptr && find(field) == nullptr) values.emplace_back(field, Value(wanted->number));
  }
};

RowImporter::RowImporter(const RegionTable& regions, const ImportDirectory* existing,
                         const std::vector<std::string>& files, ImportReport& report)
    : regions_(regions), existing_(existing), files_(files), report_(report) {}

bool RowImporter::leaveOut(const RowContext& context, const Row& row, const char* code, Label message,
                           std::string column) {
  report_.rows.add({code, context.file, row.number, std::move(column), std::move(message)});
  return false;
}

void RowImporter::warn(const std::string& file, std::size_t row, const char* code, Label message, std::string column) {
  report_.warnings.add({code, file, row, std::move(column), std::move(message)});
}

std::optional<ImportedRecord> RowImporter::take(const RowContext& context, const Row& row) {
  if (const std::size_t stray = context.map.strayCell(row); stray < row.cells.size()) {
    report_.cells.add({"beyondHeading",
                       context.file,
                       row.number,
                       columnLetters(stray),
                       {"超出表头的单元格，未导入", "a cell to the right of the heading was left out"}});
  }
  ImportedRecord record;
  record.kind = context.rule.kind->number;
  if (!place(context, row, record)) return std::nullopt;
  Reading reading = readFields(context, row);
  if (reading.values.empty()) {
    leaveOut(context, row, "emptyRow", {"本行没有可导入的内容", "there is nothing in the row to take over"});
    return std::nullopt;
  }
  if (!hasFigure(context, row, reading) || !mayBeMade(context, row, reading, record)) return std::nullopt;
  if (!nameRecord(context, row, reading, record)) return std::nullopt;
  std::sort(reading.values.begin(), reading.values.end(),
            [](const auto& a, const auto& b) { return a.first->number < b.first->number; });
  for (const auto& [field, value] : reading.values)
    record.fields.push_back({field->number, encodeValue(*field, value)});
  check(context, row, reading, record);
  if (remembered_.contains(record.kind)) {
    const std::string above = record.parentKind == 0 ? std::to_string(record.region) : record.parentKey;
    index_.addParent(record.kind, above, record.key, record.fields);
  }
  return record;
}

RowImporter::Reading RowImporter::readFields(const RowContext& context, const Row& row) {
  Reading reading;
  for (const BoundColumn& column : context.map.columns()) {
    if (column.reader == nullptr || column.index >= row.cells.size()) continue;
    if (column.spec->key.starts_with(parentFieldKey)) continue;
    auto value = column.reader->read(row.cells[column.index]);
    if (!value) {
      report_.cells.add({value.error().code, context.file, row.number, columnPlace(column), value.error().message});
    } else if (!std::holds_alternative<std::monostate>(*value)) {
      reading.values.emplace_back(column.spec->field, std::move(*value));
    }
  }
  const KindSpec& kind = *context.rule.kind;
  // What a file about one thing does not say of each row: exports of the register list registered households only.
  if (kind.name == "household" && reading.find(kind.fieldByName("attribute")) != nullptr) {
    reading.fillIn(kind, "household_kind", "KIND_POOR");
  }
  if (const std::string id = reading.text(kind, "id_number"); kind.name == "member" && !id.empty()) {
    if (id.size() == 18) reading.fillIn(kind, "id_kind", "ID_RESIDENT");
    if (id.size() == 20 || id.size() == 22) reading.fillIn(kind, "id_kind", "ID_DISABILITY");
  }
  return reading;
}

bool RowImporter::place(const RowContext& context, const Row& row, ImportedRecord& record) {
  bool placed = false;
  switch (context.rule.parent) {
    case ImportParent::none:
    case ImportParent::village: placed = placeInRegion(context, row, record); break;
    case ImportParent::household: placed = placeInHousehold(context, row, record); break;
    case ImportParent::member: placed = placeWithMember(context, row, record); break;
  }
  return placed && (context.rule.through == nullptr || placeUnder(context, row, record));
}

/// The record between anchor and row: the only one with the values that the row names it by.
bool RowImporter::placeUnder(const RowContext& context, const Row& row, ImportedRecord& record) {
  const KindSpec& parent = *context.rule.through;
  SoughtRecord sought{parent.number, record.region, record.parentKind, record.parentKey, {}};
  for (const BoundColumn& column : context.map.columns()) {
    if (!column.spec->key.starts_with(parentFieldKey) || column.index >= row.cells.size()) continue;
    const auto value = column.reader->read(row.cells[column.index]);
    if (!value) return leaveOut(context, row, value.error().code.c_str(), value.error().message, columnPlace(column));
    if (!std::holds_alternative<std::monostate>(*value))
      sought.fields.push_back({column.spec->field->number, encodeValue(*column.spec->field, *value)});
  }
  const std::string above = sought.parentKind == 0 ? std::to_string(sought.region) : sought.parentKey;
  std::vector<std::string> keys = index_.parents(parent.number, above, sought.fields);
  if (existing_ != nullptr) std::ranges::copy(existing_->records(sought), std::back_inserter(keys));
  std::ranges::sort(keys);
  const auto doubles = std::ranges::unique(keys);
  keys.erase(doubles.begin(), doubles.end());
  if (keys.empty())
    return leaveOut(
        context, row, "unknownParent",
        {"没有这样的" + parent.label.zh + "记录，本行无所属", "there is no such record: " + parent.label.en});
  if (keys.size() > 1)
    return leaveOut(
        context, row, "severalParents",
        {"有" + std::to_string(keys.size()) + "条这样的" + parent.label.zh + "记录，请加列指明是哪一条",
         std::to_string(keys.size()) + " such records (" + parent.label.en + "): add columns that tell which"});
  record.parentKind = parent.number;
  record.parentKey = std::move(keys.front());
  return true;
}

/// Whether the system holds the record that the row speaks of.
bool RowImporter::isThere(const RowContext& context, const Reading& reading, const ImportedRecord& record) const {
  if (existing_ == nullptr) return false;
  const KindSpec& kind = *context.rule.kind;
  if (kind.name == "household") return existing_->household(keyText(reading.text(kind, "register_number"))).has_value();
  if (kind.name == "member") {
    const std::string id = normalIdNumber(reading.text(kind, "id_number"));
    return existing_->member(record.parentKey, id, reading.text(kind, "name")).has_value();
  }
  SoughtRecord sought{kind.number, record.region, record.parentKind, record.parentKey, {}};
  for (const FieldSpec* field : context.rule.identity) {
    if (const Value* value = reading.find(field)) sought.fields.push_back({field->number, encodeValue(*field, *value)});
  }
  return !existing_->records(sought).empty();
}

/// A file without the columns that make a household or a member only corrects what is there: it adds nobody.
bool RowImporter::mayBeMade(const RowContext& context, const Row& row, const Reading& reading,
                            const ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  if (existing_ == nullptr || (kind.name != "household" && kind.name != "member")) return true;
  Label missing;
  for (const FieldSpec* field : kind.form()) {
    // 建档立卡 registers say the attribute of a household and not its kind; an ID number says the sex.
    if (!field->required || context.map.find(field->name) != nullptr || reading.find(field) != nullptr ||
        field->name == "household_kind" || field->name == "sex")
      continue;
    missing.zh += (missing.zh.empty() ? "" : "、") + field->label.zh;
    missing.en += (missing.en.empty() ? "" : ", ") + field->label.en;
  }
  if (missing.empty() || isThere(context, reading, record)) return true;
  return leaveOut(context, row, "notThere",
                  {"没有这样的" + kind.label.zh + "；新建还须有列：" + missing.zh,
                   "there is no such record (" + kind.label.en + "); a new one needs the columns " + missing.en});
}

/// A line of a template of targets and parameters that nobody has filled in yet is none.
bool RowImporter::hasFigure(const RowContext& context, const Row& row, const Reading& reading) {
  const KindSpec& kind = *context.rule.kind;
  const bool figures = kind.name == "parameter" || kind.name == "target";
  const FieldSpec* amount = figures ? kind.fieldByName("amount") : nullptr;
  const BoundColumn* column = amount == nullptr ? nullptr : context.map.find(amount->name);
  if (column == nullptr || reading.find(amount) != nullptr) return true;
  if (!trimBlanks(context.map.cell(row, amount->name).text).empty())
    return leaveOut(context, row, "noFigure", {"数值无法识别，本行未导入", "the value cannot be read"},
                    columnPlace(*column));
  warn(context.file, row.number, "noFigure",
       {"没有填写数值，本行略过", "no value is filled in, the row was passed over"}, columnPlace(*column));
  return false;
}

std::optional<RegionCode> RowImporter::regionOf(const RowContext& context, const Row& row) const {
  const Cell code = context.map.cell(row, villageCodeKey);
  if (!trimBlanks(code.text).empty()) {
    const auto region = regionCode(code.text);
    return region && regions_.find(*region) != nullptr ? region : std::nullopt;
  }
  const std::string_view name = context.map.cell(row, villageNameKey).text;
  if (trimBlanks(name).empty()) return std::nullopt;
  return regions_.village(context.map.cell(row, townshipNameKey).text, name);
}

bool RowImporter::placeInRegion(const RowContext& context, const Row& row, ImportedRecord& record) {
  const KindSpec& kind = context.rule.through == nullptr ? *context.rule.kind : *context.rule.through;
  auto region = regionOf(context, row);
  const bool placeGiven = !trimBlanks(context.map.cell(row, villageCodeKey).text).empty() ||
                          !trimBlanks(context.map.cell(row, villageNameKey).text).empty();
  if (!region && !placeGiven && kind.name == "household" && existing_ != nullptr) {
    region = existing_->household(keyText(context.map.cell(row, "register_number").text));
    if (!region)
      return leaveOut(context, row, "unknownHousehold",
                      {"户编号不存在；新建农户还须有列：行政村代码",
                       "no known household by this register number; a new one needs the column Village code"});
  }
  if (!region) {
    return leaveOut(context, row, "unknownVillage",
                    {"行政村代码（或乡镇、行政村名称）不存在", "no known region by this code, or by these names"});
  }
  const bool ofVillage = kind.name == "village" || context.rule.parent == ImportParent::village;
  if (ofVillage ? levelName(*region) != "village" : !kind.mayLieAt(*region)) {
    return leaveOut(
        context, row, "wrongLevel",
        {kind.label.zh + "不能登记在这一级地区", "no " + kind.label.en + " is kept at a region of this level"});
  }
  record.region = *region;
  if (context.rule.parent == ImportParent::village) {
    record.parentKind = context.rule.anchorKind;
    record.parentKey = std::to_string(*region);
  }
  return true;
}

bool RowImporter::placeInHousehold(const RowContext& context, const Row& row, ImportedRecord& record) {
  const Cell cell = context.map.cell(row, householdKey);
  const std::string number = keyText(cell.text);
  if (isCutNumber(number)) {
    return leaveOut(context, row, "cutNumber",
                    {"户编号被电子表格按数字截断，请把该列设为文本格式",
                     "a spreadsheet has cut the register number: format the column as text"});
  }
  std::optional<RegionCode> region;
  if (const SeenHousehold* household = index_.household(number)) region = household->region;
  if (!region && existing_ != nullptr && !number.empty()) region = existing_->household(number);
  if (!region) {
    return leaveOut(context, row, "unknownHousehold", {"户编号不存在", "no known household by this register number"});
  }
  record.region = *region;
  record.parentKind = context.rule.anchorKind;
  record.parentKey = number;
  return true;
}

bool RowImporter::placeWithMember(const RowContext& context, const Row& row, ImportedRecord& record) {
  if (!placeInHousehold(context, row, record)) return false;
  const std::string id = normalIdNumber(context.map.cell(row, memberIdKey).text);
  const std::string name(trimBlanks(context.map.cell(row, memberNameKey).text));
  std::optional<std::string> member;
  if (const std::string* key = index_.member(record.parentKey, id, name)) member = *key;
  if (!member && existing_ != nullptr) member = existing_->member(record.parentKey, id, name);
  if (!member) {
    return leaveOut(context, row, "unknownMember",
                    {"该户没有此证件号码或姓名的成员", "the household has no member of this ID number or name"});
  }
  record.parentKey = std::move(*member);
  return true;
}

bool RowImporter::nameRecord(const RowContext& context, const Row& row, const Reading& reading,
                             ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  if (kind.name == "household") return nameHousehold(context, row, reading, record);
  if (kind.name == "member") {
    nameMember(context, row, reading, record);
    return true;
  }
  record.key = kind.name == "village"
                   ? std::to_string(record.region)
                   : (record.parentKey.empty() ? std::to_string(record.region) : record.parentKey) + "/" + kind.name;
  for (const FieldSpec* field : context.rule.identity) {
    const Value* value = reading.find(field);
    record.key += "/" + (value == nullptr ? std::string() : cellText(*field, *value, Language::chinese));
  }
  const std::uint32_t times = ++keys_[record.key];
  if (times == 1) return true;
  if (kind.name == "village")
    return leaveOut(context, row, "villageTwice", {"该村已在前面出现", "the village came before"});
  record.key += "#" + std::to_string(times);
  return true;
}

bool RowImporter::nameHousehold(const RowContext& context, const Row& row, const Reading& reading,
                                ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  record.key = keyText(reading.text(kind, "register_number"));
  if (record.key.empty())
    return leaveOut(context, row, "noRegisterNumber", {"没有户编号", "there is no register number"});
  SeenHousehold seen;
  seen.region = record.region;
  seen.place = {context.fileIndex, static_cast<std::uint32_t>(row.number)};
  seen.statedPersons = reading.number(kind, "persons");
  seen.poor = reading.chosen(kind, "household_kind", "KIND_POOR");
  if (index_.addHousehold(record.key, seen)) return true;
  return leaveOut(context, row, "householdTwice", {"户编号重复，本行未导入", "the register number came before"});
}

void RowImporter::nameMember(const RowContext& context, const Row& row, const Reading& reading,
                             ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  // A file that does not say who is the head corrects members; it is not the list of them.
  const bool isList = existing_ == nullptr || context.map.find("relation") != nullptr;
  membersRead_ = membersRead_ || isList;
  const std::string id = normalIdNumber(reading.text(kind, "id_number"));
  const std::string name = reading.text(kind, "name");
  record.key = record.parentKey + "/" + (id.empty() ? name : id);
  if (const std::uint32_t times = ++keys_[record.key]; times > 1) record.key += "#" + std::to_string(times);
  index_.addMember(record.parentKey, id, name, record.key);
  if (SeenHousehold* household = isList ? index_.household(record.parentKey) : nullptr) {
    ++household->members;
    household->heads += reading.chosen(kind, "relation", "RELATION_HEAD");
  }
  const RowPlace here{context.fileIndex, static_cast<std::uint32_t>(row.number)};
  const std::string column = columnOf(context.map, kind.fieldByName("id_number"));
  if (id.empty() && !isList) return;
  if (id.empty())
    return warn(context.file, row.number, "noIdNumber", {"没有证件号码", "there is no ID number"}, column);
  const auto before = index_.idSeenBefore(id, here);
  if (!before) return;
  const std::string place = files_[before->file] + " ";
  const std::string line = std::to_string(before->row);
  warn(context.file, row.number, "idTwice",
       {"证件号码与" + place + "第" + line + "行重复", "the same ID number as in " + place + "row " + line}, column);
}

/// Warnings of the schema's own rules; what would be refused later is taken out now, with its place.
void RowImporter::check(const RowContext& context, const Row& row, const Reading& reading, ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  std::vector<Finding> findings = validate(kind, record.fields, Extent::whole);
  // What a correction does not repeat is not missing.
  if (!findings.empty() && isThere(context, reading, record)) findings = validate(kind, record.fields, Extent::part);
  for (Finding& finding : findings) {
    const std::string column = columnOf(context.map, kind.field(finding.field));
    if (finding.severity == Severity::warning) {
      warn(context.file, row.number, finding.code.c_str(), std::move(finding.message), column);
      continue;
    }
    report_.cells.add({finding.code, context.file, row.number, column, std::move(finding.message)});
    std::erase_if(record.fields, [&](const Field& field) { return field.number == finding.field; });
  }
}

void RowImporter::finish() {
  if (!membersRead_) return;
  std::vector<const SeenHousehold*> all;
  for (const auto& [number, household] : index_.households()) all.push_back(&household);
  std::sort(all.begin(), all.end(), [](const SeenHousehold* a, const SeenHousehold* b) {
    return std::pair(a->place.file, a->place.row) < std::pair(b->place.file, b->place.row);
  });
  for (const SeenHousehold* household : all) {
    const std::string& file = files_[household->place.file];
    const std::size_t row = household->place.row;
    if (household->members == 0) {
      if (household->poor) warn(file, row, "noMembers", {"该户没有家庭成员", "the household has no members"});
      continue;
    }
    if (household->heads == 0)
      warn(file, row, "noHead", {"该户成员中没有户主", "no member of the household is its head"});
    if (household->heads > 1)
      warn(file, row, "twoHeads", {"该户有两个以上户主", "more than one head in the household"});
    if (household->statedPersons && *household->statedPersons != household->members) {
      warn(file, row, "personsDiffer",
           {"家庭人口与成员人数不符", "the stated number of persons is not that of the members"});
    }
  }
}

}  // namespace bf
