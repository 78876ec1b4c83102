// Where a row belongs: its region, its household or member, the record between.

#include <algorithm>
#include <iterator>

#include "shared/exchange/cell_text.h"
#include "shared/exchange/import_row.h"
#include "shared/schema/id_number.h"
#include "shared/schema/mask.h"

namespace bf {
namespace {

std::optional<RegionCode> regionCode(std::string_view text) {
  const std::string narrow = narrowText(text);
  const bool digits = std::all_of(narrow.begin(), narrow.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (narrow.empty() || narrow.size() > 12 || !digits) return std::nullopt;
  return std::stoull(narrow);
}

/// Of merged cells the first alone has the content; the others are empty.
Label noNumberWords() {
  return {"没有填写户编号；如是合并的单元格，请取消合并后逐行填写",
          "there is no register number; of merged cells only the first has it: unmerge them and fill in each row"};
}

std::string keyPlace(const RowContext& context, std::string_view key) {
  const BoundColumn* column = context.map.find(key);
  return column == nullptr ? std::string() : columnPlace(*column);
}

}  // namespace

/// A key that is a formula without a result says nothing of where the row belongs.
bool RowImporter::keysReadable(const RowContext& context, const Row& row) {
  for (const BoundColumn& column : context.map.columns()) {
    if (column.reader != nullptr || column.index >= row.cells.size()) continue;
    if (const auto fault = formulaFault(row.cells[column.index]))
      return leaveOut(context, row, fault->code.c_str(), fault->message, columnPlace(column));
  }
  return true;
}

bool RowImporter::place(const RowContext& context, const Row& row, ImportedRecord& record) {
  bool placed = false;
  switch (context.rule.parent) {
    case ImportParent::none: placed = placeInRegion(context, row, 0, record); break;
    case ImportParent::village: placed = placeInRegion(context, row, context.rule.anchorKind, record); break;
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
    const FieldSpec& field = *column.spec->field;
    if (const std::string_view text = row.cells[column.index].text;
        field.sensitivity == Sensitivity::sensitive && looksMasked(text)) {
      sought.masked.emplace_back(field.number, narrowText(text));
      continue;
    }
    const auto value = column.reader->read(row.cells[column.index]);
    if (!value) return leaveOut(context, row, value.error().code.c_str(), value.error().message, columnPlace(column));
    if (!std::holds_alternative<std::monostate>(*value))
      sought.fields.push_back({field.number, encodeValue(field, *value)});
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

bool RowImporter::placeInRegion(const RowContext& context, const Row& row, std::uint32_t villageKind,
                                ImportedRecord& record) {
  const KindSpec& kind = context.rule.through == nullptr ? *context.rule.kind : *context.rule.through;
  auto region = regionOf(context, row);
  const bool placeGiven = !trimBlanks(context.map.cell(row, villageCodeKey).text).empty() ||
                          !trimBlanks(context.map.cell(row, villageNameKey).text).empty();
  const BoundColumn* own = kind.name == "household" ? context.map.find("register_number") : nullptr;
  if (own != nullptr && own->reader != nullptr && own->index < row.cells.size()) {
    // A number that cannot be read leads nowhere, whatever else the row says.
    if (const auto value = own->reader->read(row.cells[own->index]); !value)
      return leaveOut(context, row, value.error().code.c_str(), value.error().message, columnPlace(*own));
  }
  if (!region && !placeGiven && own != nullptr && existing_ != nullptr) {
    if (trimBlanks(context.map.cell(row, "register_number").text).empty())
      return leaveOut(context, row, "noRegisterNumber", noNumberWords(), columnPlace(*own));
    region = existing_->household(normalNumber(context.map.cell(row, "register_number").text));
    if (!region)
      return leaveOut(context, row, "unknownHousehold",
                      {"户编号不存在；新建农户还须有列：行政村代码",
                       "no known household by this register number; a new one needs the column Village code"});
  }
  if (!region) {
    return leaveOut(context, row, "unknownVillage",
                    {"行政村代码（或乡镇、行政村名称）不存在", "no known region by this code, or by these names"});
  }
  const bool ofVillage = kind.name == "village" || villageKind != 0;
  if (ofVillage ? levelName(*region) != "village" : !kind.mayLieAt(*region)) {
    return leaveOut(
        context, row, "wrongLevel",
        {kind.label.zh + "不能登记在这一级地区", "no " + kind.label.en + " is kept at a region of this level"});
  }
  record.region = *region;
  if (villageKind != 0) {
    record.parentKind = villageKind;
    record.parentKey = std::to_string(*region);
  }
  return true;
}

bool RowImporter::placeInHousehold(const RowContext& context, const Row& row, ImportedRecord& record) {
  const Cell cell = context.map.cell(row, householdKey);
  const std::string number = normalNumber(cell.text);
  if (number.empty() && context.rule.orVillage != 0) return placeInRegion(context, row, context.rule.orVillage, record);
  if (isCutNumber(number)) {
    return leaveOut(context, row, "cutNumber",
                    {"户编号被电子表格按数字截断，请把该列设为文本格式",
                     "a spreadsheet has cut the register number: format the column as text"},
                    keyPlace(context, householdKey));
  }
  if (number.empty())
    return leaveOut(context, row, "noRegisterNumber", noNumberWords(), keyPlace(context, householdKey));
  std::optional<RegionCode> region;
  if (const SeenHousehold* household = index_.household(number)) region = household->region;
  // The family is asked for once a household, not once a row.
  if (const KnownFamily* family = region ? nullptr : familyOf(context, number)) region = family->region;
  if (!region && existing_ != nullptr) region = existing_->household(number);
  if (!region) {
    return leaveOut(context, row, "unknownHousehold", {"户编号不存在", "no known household by this register number"});
  }
  record.region = *region;
  record.parentKind = context.rule.householdKind;
  record.parentKey = number;
  return headFits(context, row, number);
}

bool RowImporter::placeWithMember(const RowContext& context, const Row& row, ImportedRecord& record) {
  if (!placeInHousehold(context, row, record)) return false;
  const std::string id = normalIdNumber(context.map.cell(row, memberIdKey).text);
  const std::string name(trimBlanks(context.map.cell(row, memberNameKey).text));
  if (id.empty() && name.empty() && context.rule.orHousehold) return true;
  if (isCutNumber(id))
    return leaveOut(context, row, "cutNumber",
                    {"证件号码被电子表格按数字截断，请把该列设为文本格式后重新填写",
                     "a spreadsheet has cut the ID number: format the column as text and enter it again"},
                    keyPlace(context, memberIdKey));
  std::optional<std::string> member;
  const std::string_view wholeId = looksMasked(id) ? std::string_view() : id;
  if (!personFits(context, row, record.parentKey, std::string(wholeId), name)) return false;
  if (const KnownPerson* person = registeredSharer(context, record.parentKey, wholeId, name)) member = person->key;
  else if (const std::string* key = index_.member(record.parentKey, wholeId, name)) member = *key;
  if (!member && existing_ != nullptr) member = existing_->member(record.parentKey, id, name);
  if (!member) {
    return leaveOut(context, row, "unknownMember",
                    {"该户没有此证件号码或姓名的成员，或有同名或证件号码相同的成员，请同时写明姓名和证件号码",
                     "the household has no member of this ID number or name, or several of it: give both"});
  }
  record.parentKind = context.rule.anchorKind;
  record.parentKey = std::move(*member);
  return true;
}

}  // namespace bf
