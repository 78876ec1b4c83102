#include "shared/exchange/import_row.h"

#include <algorithm>

#include "shared/exchange/cell_text.h"
#include "shared/exchange/import_checks.h"
#include "shared/exchange/row_reading.h"
#include "shared/schema/id_number.h"
#include "shared/schema/mask.h"
#include "shared/schema/validate.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

/// Empty for a field that the file does not have.
std::string placeOf(const ColumnMap& map, const FieldSpec* field) {
  for (const BoundColumn& column : map.columns()) {
    if (field != nullptr && column.spec->field == field && column.spec->key == field->name) return columnPlace(column);
  }
  return {};
}

std::string columnOf(const ColumnMap& map, const FieldSpec* field) {
  const std::string place = placeOf(map, field);
  return !place.empty() || field == nullptr ? place : field->label.zh;
}

/// The columns that a finding is about: those of every field of a rule over several.
std::string columnsOf(const ColumnMap& map, const KindSpec& kind, const Finding& finding) {
  std::string places;
  for (const CrossCheck& check : kind.checks) {
    if (check.message.zh != finding.message.zh) continue;
    for (const std::uint32_t number : check.fields)
      if (const std::string place = placeOf(map, kind.field(number)); !place.empty())
        places += (places.empty() ? "" : "、") + place;
  }
  return places.empty() ? columnOf(map, kind.field(finding.field)) : places;
}

/// The column says of which field it is; the sentence need not say it again.
Label withoutField(Label message, const FieldSpec* field) {
  if (field == nullptr) return message;
  if (message.zh.starts_with(field->label.zh + "：")) message.zh.erase(0, field->label.zh.size() + 3);
  if (message.en.starts_with(field->label.en + ": ")) message.en.erase(0, field->label.en.size() + 2);
  return message;
}

}  // namespace

RowImporter::RowImporter(const RegionTable& regions, const ImportSettings& settings,
                         const std::vector<std::string>& files, ImportReport& report)
    : regions_(regions), settings_(settings), existing_(settings.existing), files_(files), report_(report) {}

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
  record.place = {context.fileIndex, static_cast<std::uint32_t>(row.number)};
  if (!keysReadable(context, row) || !place(context, row, record)) return std::nullopt;
  Reading reading = readFields(context, row);
  if (!findMasked(context, row, reading, record)) return std::nullopt;
  if (reading.values.empty()) {
    if (reading.masked.empty())
      leaveOut(context, row, "emptyRow", {"本行没有可导入的内容", "there is nothing in the row to take over"});
    else
      leaveOut(context, row, "maskedRow",
               {"本行内容全部被遮盖（***），登记的内容未改动", "all of the row is masked (***): nothing was changed"});
    return std::nullopt;
  }
  if (!ownHeadFits(context, row, reading, record) || !ownNameFits(context, row, reading, record)) return std::nullopt;
  if (!belongs(context, row, reading, record)) return std::nullopt;
  if (!hasFigure(context, row, reading) || !mayBeMade(context, row, reading, record)) return std::nullopt;
  std::sort(reading.values.begin(), reading.values.end(),
            [](const auto& a, const auto& b) { return a.first->number < b.first->number; });
  for (const auto& [field, value] : reading.values)
    record.fields.push_back({field->number, encodeValue(*field, value)});
  if (!judge(context, row, record) || !nameRecord(context, row, reading, record)) return std::nullopt;
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
    const std::string_view text = row.cells[column.index].text;
    if (column.spec->field->sensitivity == Sensitivity::sensitive && looksMasked(text)) {
      reading.masked.emplace_back(column.spec->field, narrowText(text));
      noteMasked(context, row, column);
      continue;
    }
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

/// A row that leaves its household or member open speaks of what hangs higher up, as our own exports have it. That it
/// was only forgotten is as likely: nothing is made of such a row.
bool RowImporter::belongs(const RowContext& context, const Row& row, const Reading& reading,
                          const ImportedRecord& record) {
  if (context.rule.through != nullptr || record.parentKind == context.rule.anchorKind ||
      isThere(context, reading, record))
    return true;
  return leaveOut(context, row, "noParentGiven",
                  {"没有写明农户或成员，也没有这样的已登记内容；属于村的请另用不含户编号列的文件导入",
                   "no household or member is named, and there is no such record higher up; what hangs from a village"
                   " comes in a file without the column of register numbers"});
}

void RowImporter::noteMasked(const RowContext& context, const Row& row, const BoundColumn& column) {
  MaskedColumn& told = masked_[{context.fileIndex, column.index}];
  if (told.cells++ > 0) return;
  told.firstRow = row.number;
  told.place = columnPlace(column);
}

/// What the masked key lets through must agree in everything else that tells records apart. A member may have been
/// given another name in the file: then the day of birth stands in for it.
bool RowImporter::findMasked(const RowContext& context, const Row& row, Reading& reading, ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  const bool maskedKey =
      std::ranges::any_of(context.rule.identity, [&](auto* field) { return reading.isMasked(field); });
  const bool byAll = context.rule.identity.empty() && !reading.masked.empty() && kind.name != "village";
  if (!maskedKey && !byAll) return true;
  SoughtRecord sought{kind.number, record.region, record.parentKind, record.parentKey, {}};
  for (const auto& [field, text] : reading.masked) sought.masked.emplace_back(field->number, text);
  const auto only = [&](const std::vector<const FieldSpec*>& fields) {
    sought.fields.clear();
    for (const FieldSpec* field : fields)
      if (const Value* value = reading.find(field))
        sought.fields.push_back({field->number, encodeValue(*field, *value)});
    if (existing_ == nullptr || (sought.fields.empty() && kind.name == "member")) return false;
    std::vector<std::string> keys = existing_->records(sought);
    if (keys.size() == 1) record.key = std::move(keys.front());
    return keys.size() == 1;
  };
  std::vector<const FieldSpec*> all;
  for (const auto& [field, value] : reading.values) all.push_back(field);
  reading.known =
      only(byAll ? all : context.rule.identity) || (kind.name == "member" && only({kind.fieldByName("birth_date")}));
  if (reading.known) return true;
  return leaveOut(
      context, row, "maskedKey",
      {"本行靠被遮盖的内容（***）才能认出是哪一条，未导入；请用 --unmask 并写明 --reason 重新导出，或去掉被遮盖的列",
       "only what is masked (***) tells which record this is: export again with --unmask and a --reason, or"
       " leave the masked columns out"});
}

/// Whether the system holds the record that the row speaks of.
bool RowImporter::isThere(const RowContext& context, const Reading& reading, const ImportedRecord& record) const {
  if (existing_ == nullptr || reading.known) return reading.known;
  const KindSpec& kind = *context.rule.kind;
  if (kind.name == "household") return existing_->household(reading.text(kind, "register_number")).has_value();
  if (kind.name == "member") {
    const std::string id = normalIdNumber(reading.text(kind, "id_number"));
    return existing_->member(record.parentKey, id, reading.text(kind, "name")).has_value();
  }
  SoughtRecord sought{kind.number, record.region, record.parentKind, record.parentKey, {}};
  for (const FieldSpec* field : context.rule.identity) {
    if (const Value* value = reading.find(field)) sought.fields.push_back({field->number, encodeValue(*field, *value)});
    else if (field->required) return false;
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
  if (column == nullptr || reading.find(amount) != nullptr) {
    // A figure of no year is one that no rule ever reads.
    const auto open = std::ranges::find_if(context.rule.identity, [&](const FieldSpec* field) {
      return figures && field->required && reading.find(field) == nullptr;
    });
    if (open == context.rule.identity.end()) return true;
    const Label& label = (*open)->label;
    return leaveOut(context, row, "noKey", {"没有填写" + label.zh + "，本行未导入", label.en + " is not filled in"},
                    columnOf(context.map, *open));
  }
  if (!trimBlanks(context.map.cell(row, amount->name).text).empty())
    return leaveOut(context, row, "noFigure", {"数值无法识别，本行未导入", "the value cannot be read"},
                    columnPlace(*column));
  warn(context.file, row.number, "noFigure",
       {"没有填写数值，本行略过", "no value is filled in, the row was passed over"}, columnPlace(*column));
  return false;
}

bool RowImporter::nameRecord(const RowContext& context, const Row& row, const Reading& reading,
                             ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  if (kind.name == "household") return nameHousehold(context, row, reading, record);
  if (kind.name == "member") nameMember(context, row, reading, record);
  if (kind.name == "member" || reading.known) return true;
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
  record.key = reading.text(kind, "register_number");
  if (record.key.empty())
    return leaveOut(context, row, "noRegisterNumber",
                    {"没有填写户编号；如是合并的单元格，请取消合并后逐行填写",
                     "there is no register number; of merged cells only the first has it: unmerge them and fill in"
                     " each row"});
  SeenHousehold seen;
  seen.headName = reading.text(kind, "head_name");
  seen.registered = familyOf(context, record.key) != nullptr;
  seen.region = record.region;
  seen.place = {context.fileIndex, static_cast<std::uint32_t>(row.number)};
  seen.statedPersons = reading.number(kind, "persons");
  seen.poor = reading.chosen(kind, "household_kind", "KIND_POOR");
  if (index_.addHousehold(record.key, std::move(seen))) return true;
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
  if (!reading.known) record.key = record.parentKey + "/" + (id.empty() ? name : id);
  if (const std::uint32_t times = ++keys_[record.key]; times > 1) record.key += "#" + std::to_string(times);
  index_.addMember(record.parentKey, id, name, record.key);
  if (SeenHousehold* household = isList ? index_.household(record.parentKey) : nullptr) {
    ++household->members;
    household->heads += reading.chosen(kind, "relation", "RELATION_HEAD");
  }
  const RowPlace here{context.fileIndex, static_cast<std::uint32_t>(row.number)};
  const std::string column = columnOf(context.map, kind.fieldByName("id_number"));
  if (id.empty() && (!isList || reading.known)) return;
  if (id.empty())
    return warn(context.file, row.number, "noIdNumber", {"没有证件号码", "there is no ID number"}, column);
  const auto before = index_.idSeenBefore(id, here);
  if (!before) return noteElsewhere(context, row, record, id);
  const std::string place = files_[before->file] + " ";
  const std::string line = std::to_string(before->row);
  warn(context.file, row.number, "idTwice",
       {"证件号码与" + place + "第" + line + "行重复", "the same ID number as in " + place + "row " + line}, column);
}

bool RowImporter::judge(const RowContext& context, const Row& row, const ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  std::vector<Finding> findings = brokenCounts(kind, record.fields);
  const auto add = [&](std::vector<Finding> more) { std::ranges::move(more, std::back_inserter(findings)); };
  if (settings_.today != 0) add(datesAhead(kind, record.fields, settings_.today));
  if (settings_.judge) add(settings_.judge(kind, record.fields));
  bool good = true;
  for (Finding& finding : findings) {
    const std::string column = columnOf(context.map, kind.field(finding.field));
    if (finding.severity == Severity::warning)
      warn(context.file, row.number, finding.code.c_str(), std::move(finding.message), column);
    else good = leaveOut(context, row, finding.code.c_str(), std::move(finding.message), column);
  }
  return good;
}

/// Warnings of the schema's own rules; what would be refused later is taken out now, with its place.
void RowImporter::check(const RowContext& context, const Row& row, const Reading& reading, ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  std::vector<Finding> findings = validate(kind, record.fields, Extent::whole);
  // What a correction does not repeat is not missing.
  if (!findings.empty() && isThere(context, reading, record)) findings = validate(kind, record.fields, Extent::part);
  for (Finding& finding : findings) {
    const std::string column = columnsOf(context.map, kind, finding);
    Label message = withoutField(std::move(finding.message), kind.field(finding.field));
    if (finding.severity == Severity::warning) {
      warn(context.file, row.number, finding.code.c_str(), std::move(message), column);
      continue;
    }
    report_.cells.add({finding.code, context.file, row.number, column, std::move(message)});
    std::erase_if(record.fields, [&](const Field& field) { return field.number == finding.field; });
  }
}

void RowImporter::finish() {
  for (const auto& [at, column] : masked_) {
    const std::string cells = std::to_string(column.cells);
    warn(files_[at.first], column.firstRow, "masked",
         {"本列有" + cells + "个单元格被遮盖（***），登记的内容未改动；要改请填写完整内容",
          cells + " cells of this column are masked (***): what is in the register was not changed; write it whole to"
                  " change it"},
         column.place);
  }
  checkHouseholds();
}

void RowImporter::checkHouseholds() {
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
