// Whether the people whom a row names are those of the household and of the ID number that it names. A list whose
// column of numbers slipped by a line, the usual mistake of sorting, would otherwise write every value to somebody
// else.

#include <array>
#include <vector>

#include "shared/exchange/cell_text.h"
#include "shared/exchange/import_row.h"
#include "shared/exchange/row_reading.h"
#include "shared/schema/id_number.h"
#include "shared/schema/mask.h"

namespace bf {
namespace {

/// Names as they are compared: without blanks, and without the dot of 艾力·买买提, for which keyboards give several.
std::string nameFolded(std::string_view name) {
  constexpr std::array<std::string_view, 6> dots{"·", "•", "‧", "・", "．", "."};
  const std::string folded = foldText(name);
  std::string kept;
  for (std::string_view rest = folded; !rest.empty();) {
    const auto dot = std::ranges::find_if(dots, [&](std::string_view one) { return rest.starts_with(one); });
    if (dot == dots.end()) kept += rest[0];
    rest.remove_prefix(dot == dots.end() ? 1 : dot->size());
  }
  return kept;
}

bool sameName(std::string_view a, std::string_view b) { return a == b || nameFolded(a) == nameFolded(b); }

/// Those of the family with this ID number: more than one only by a mistake.
std::vector<const KnownPerson*> holdersOf(const KnownFamily* family, std::string_view id) {
  std::vector<const KnownPerson*> holders;
  if (family == nullptr || id.empty()) return holders;
  for (const KnownPerson& one : family->members)
    if (one.idNumber == id) holders.push_back(&one);
  return holders;
}

/// Of several with the number the one of this name, else the first.
const KnownPerson* withId(const KnownFamily* family, std::string_view id, std::string_view name = {}) {
  const auto holders = holdersOf(family, id);
  const auto named = std::ranges::find_if(holders, [&](const KnownPerson* one) { return sameName(one->name, name); });
  if (named != holders.end()) return *named;
  return holders.empty() ? nullptr : holders.front();
}

std::string namesOf(const std::vector<const KnownPerson*>& people) {
  std::string names;
  for (const KnownPerson* one : people) names += (names.empty() ? "" : "、") + one->name;
  return names;
}

const KnownPerson* withName(const KnownFamily* family, std::string_view name, const KnownPerson* otherThan = nullptr) {
  if (family == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      family->members, [&](const KnownPerson& one) { return &one != otherThan && sameName(one.name, name); });
  return found == family->members.end() ? nullptr : &*found;
}

std::string hiddenId(std::string_view id) {
  const KindSpec* member = builtinSchema().kindByName("member");
  return mask(*member->fieldByName("id_number"), id);
}

std::string placeOf(const ColumnMap& map, std::string_view key) {
  const BoundColumn* column = map.find(key);
  return column == nullptr ? std::string() : columnPlace(*column);
}

/// Register and row say who somebody is, and say it otherwise.
bool differ(std::int64_t registered, std::optional<std::int64_t> given) {
  return registered != 0 && given && *given != 0 && *given != registered;
}

}  // namespace

bool RowImporter::contradicts(const RowContext& context, const Row& row, Notice notice) {
  notice.file = context.file;
  notice.row = row.number;
  report_.rows.add(std::move(notice));
  return false;
}

/// Nothing of a household that came new with this import: it is remembered by the index.
const KnownFamily* RowImporter::familyOf(const RowContext& context, const std::string& household) {
  if (existing_ == nullptr || household.empty()) return nullptr;
  if (const SeenHousehold* seen = index_.household(household); seen != nullptr && !seen->registered) return nullptr;
  if (!asked_ || asked_->file != context.fileIndex || asked_->household != household)
    asked_ = AskedFamily{context.fileIndex, household, existing_->family(household)};
  return asked_->family ? &*asked_->family : nullptr;
}

bool RowImporter::headFits(const RowContext& context, const Row& row, const std::string& number) {
  const std::string name(trimBlanks(context.map.cell(row, headNameKey).text));
  if (name.empty() || looksMasked(name)) return true;
  const SeenHousehold* seen = index_.household(number);
  const KnownFamily* family = familyOf(context, number);
  const std::string here = seen != nullptr ? seen->headName : std::string();
  const std::string registered = family != nullptr ? family->headName : here;
  if (registered.empty() || sameName(registered, name) || sameName(here, name)) return true;
  if (index_.hasName(number, name) || withName(family, name) != nullptr) return true;
  return contradicts(context, row,
                     {"otherHead",
                      {},
                      0,
                      placeOf(context.map, headNameKey),
                      {"所写户主既不是此户编号的户主，也不是其成员，本行未导入；请核对户编号与户主",
                       "whom the row names as the head is neither the head nor a member of the household of this"
                       " number: the row was left out, check both"},
                      registered,
                      name});
}

/// The row of a household itself may change its head, if the office overwrites: for a member, for somebody with the
/// head's own ID number, or where the register knows nobody whom the name could be held against.
bool RowImporter::ownHeadFits(const RowContext& context, const Row& row, const Reading& reading,
                              const ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  if (kind.name != "household") return true;
  const KnownFamily* family = familyOf(context, reading.text(kind, "register_number"));
  const std::string name = reading.text(kind, "head_name"), id = reading.text(kind, "head_id_number");
  if (family == nullptr || name.empty() || family->headName.empty() || sameName(family->headName, name)) return true;
  const bool byId = !id.empty() && (id == family->headIdNumber || withId(family, id) != nullptr);
  const bool member = withName(family, name) != nullptr;
  const bool otherKey = (!id.empty() && !family->headIdNumber.empty() && !byId) || record.region != family->region;
  const bool nobodyElse = family->members.empty() && !otherKey;
  Notice notice{"otherHead", context.file, row.number, placeOf(context.map, "head_name"), {}, family->headName, name};
  if (member || (settings_.overwrite && (byId || nobodyElse))) {
    notice.message = {"户主已按文件更改，请核对是否为同一户",
                      "the head was changed: check that it is the same household"};
    if (settings_.overwrite) report_.warnings.add(std::move(notice));
    return true;
  }
  notice.message = {
      "户主与此户编号登记的不符，也不是其成员，本行未导入；请核对户编号；确为更正户主姓名的，先更正该成员的"
      "姓名（有成员的户），再用 --overwrite 导入",
      "the head is another one than that of this register number, and no member: the row was left out, check the"
      " number; to correct the name of a head, correct that member's first (if there are any), then import with "
      "--overwrite"};
  return contradicts(context, row, std::move(notice));
}

/// The row of a member itself may correct the name that goes with an ID number, if the office overwrites and nothing
/// else contradicts it; a member who has no number yet is given the row's.
bool RowImporter::ownNameFits(const RowContext& context, const Row& row, Reading& reading, ImportedRecord& record) {
  const KindSpec& kind = *context.rule.kind;
  if (kind.name != "member" || reading.known) return true;
  const KnownFamily* family = familyOf(context, record.parentKey);
  const std::string id = reading.text(kind, "id_number"), name = reading.text(kind, "name");
  if (family == nullptr || id.empty()) return true;
  const auto holders = holdersOf(family, id);
  if (name.empty() && holders.size() > 1)
    return leaveOut(context, row, "unknownMember",
                    {"该户有同名或证件号码相同的成员，请同时写明姓名和证件号码",
                     "the household has several members of this ID number: give the name, too"},
                    placeOf(context.map, "id_number"));
  if (name.empty()) return true;
  const KnownPerson* person = withId(family, id, name);
  if (person == nullptr) {
    const KnownPerson* namesake = withName(family, name);
    if (namesake == nullptr || !namesake->idNumber.empty()) return personFits(context, row, record.parentKey, id, name);
    reading.known = withName(family, name, namesake) == nullptr;
    if (reading.known) record.key = namesake->key;
    return true;
  }
  // The same row twice made two: each comes again as one of them.
  for (const KnownPerson* one : holders) {
    if (holders.size() == 1 || reading.known || !sameName(one->name, name) || keys_.contains(one->key)) continue;
    reading.known = true;
    record.key = one->key;
  }
  if (sameName(person->name, name)) return true;
  const bool another = holders.size() > 1 || withName(family, name, person) != nullptr ||
                       differ(person->birthDate, reading.number(kind, "birth_date")) ||
                       differ(person->sex, reading.number(kind, "sex"));
  if (another || !settings_.overwrite) return personFits(context, row, record.parentKey, id, name, !another);
  report_.warnings.add(
      {"renamed",
       context.file,
       row.number,
       placeOf(context.map, "name"),
       {"姓名已按文件更正，请核对是否为同一人", "the name was changed: check that it is the same person"},
       person->name,
       name});
  return true;
}

const KnownPerson* RowImporter::registeredSharer(const RowContext& context, const std::string& household,
                                                 std::string_view id, std::string_view name) {
  const KnownFamily* family = familyOf(context, household);
  if (name.empty() || holdersOf(family, id).size() < 2) return nullptr;
  const KnownPerson* person = withId(family, id, name);
  return sameName(person->name, name) ? person : nullptr;
}

void RowImporter::noteElsewhere(const RowContext& context, const Row& row, const ImportedRecord& record,
                                const std::string& id) {
  if (existing_ == nullptr || withId(familyOf(context, record.parentKey), id) != nullptr) return;
  const auto other = existing_->elsewhere(id, record.parentKey);
  if (!other) return;
  const std::string zh = other->empty() ? "" : "（户编号 " + *other + "）";
  const std::string en = other->empty() ? "" : " (" + *other + ")";
  warn(context.file, row.number, "idElsewhere",
       {"此证件号码已登记在另一户" + zh + "；确为迁入、分户的，请把原户的成员登记减少原因",
        "a member of another household" + en +
            " has this ID number: if the person moved, enter there why the member left"},
       placeOf(context.map, "id_number"));
}

bool RowImporter::personFits(const RowContext& context, const Row& row, const std::string& household,
                             const std::string& id, const std::string& name, bool correctable) {
  if (id.empty() || name.empty()) return true;
  const KnownFamily* family = familyOf(context, household);
  const auto holders = holdersOf(family, id);
  const KnownPerson* person = withId(family, id, name);
  const KnownPerson* namesake = withName(family, name);
  if (index_.match(household, id, name) == PersonMatch::agrees || (person != nullptr && sameName(person->name, name)))
    return true;
  const bool own = context.rule.kind->name == "member";
  const std::string column = placeOf(context.map, own ? "name" : memberNameKey);
  if (person != nullptr) {
    const bool byFile = correctable && namesake == nullptr && holders.size() == 1;
    Label message{"姓名与此证件号码登记的不符，本行未导入；请核对姓名与证件号码；",
                  "the name is another one than that of the ID number: the row was left out, check both; "};
    message.zh += byFile ? "确为更正姓名的，用成员文件以 --overwrite 导入" : "登记确有错误的，请在平板上更正";
    message.en += byFile ? "a name is corrected by a file of members with --overwrite"
                         : "what is wrong in the register is corrected on a tablet";
    return contradicts(context, row, {"otherPerson", {}, 0, column, std::move(message), namesOf(holders), name});
  }
  if (namesake != nullptr && !namesake->idNumber.empty())
    return contradicts(context, row,
                       {"otherPerson",
                        {},
                        0,
                        placeOf(context.map, own ? "id_number" : memberIdKey),
                        {"该户同名成员登记的是另一个证件号码，本行未导入；请核对；确有错误的，请在平板上更正",
                         "the household has a member of this name with another ID number: the row was left out; what is"
                         " wrong in the register is corrected on a tablet"},
                        hiddenId(namesake->idNumber),
                        hiddenId(id)});
  if (own || index_.match(household, id, name) != PersonMatch::contradicts) return true;
  return contradicts(context, row,
                     {"otherPerson",
                      {},
                      0,
                      column,
                      {"姓名与证件号码不是同一个成员的，本行未导入；请核对",
                       "name and ID number are not of one member: the row was left out, check both"},
                      {},
                      name});
}

}  // namespace bf
