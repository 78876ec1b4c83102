// What the office exports, works on and imports again: every kind, masked and whole.

#include <catch2/catch.hpp>
#include <map>

#include "shared/exchange/csv.h"
#include "shared/exchange/import_rules.h"
#include "sync-server/ctl/commands.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::contents;
using bf::test::has;
using bf::test::Office;
using bf::test::valueOf;

namespace {

constexpr const char* householdNumber = "44142410020000001";
constexpr const char* memberName = "张三";

/// Some value that the field allows, the same for every call.
std::string sampleOf(const FieldSpec& field) {
  switch (field.type) {
    case FieldType::boolean: return "否";
    case FieldType::choice:
    case FieldType::choices: return field.choices.back().label.zh;
    case FieldType::texts: return "甲；乙,丙";
    case FieldType::integer: break;
    default:
      return field.question == Question::idNumber  ? "441424198001019013"
             : field.question == Question::phone   ? "+86 13812345678"
             : field.question == Question::account ? "6217001234567890"
                                                   : "-文, \"字\"";
  }
  switch (field.question) {
    case Question::date: return "2018-05-01";
    case Question::year: return "2018";
    case Question::month: return "2018-05";
    case Question::instant: return "2018-05-01 09:30:00";
    default: return std::to_string(std::max<std::int64_t>(field.min.value_or(0), 1));
  }
}

std::string cell(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\",";
}

/// A file with one row that fills in every column of the rule; what hangs from a record between names it by its keys.
std::string fileOf(const ImportRule& rule) {
  std::string heading, row;
  const KindSpec& top = rule.through != nullptr ? *rule.through : *rule.kind;
  const bool county = top.root && top.mayLieAt(441424);
  const auto add = [&](const std::string& name, const std::string& value) {
    heading += cell(name), row += cell(value);
  };
  for (const auto& column : rule.columns) {
    const bool ofHousehold = rule.parent == ImportParent::household || rule.parent == ImportParent::member;
    if (column.key == villageCodeKey) add(column.label.zh, county && !ofHousehold ? "441424" : "441424100200");
    else if (column.key == householdKey || column.key == "register_number") add(column.label.zh, householdNumber);
    else if (column.key == memberNameKey) add(column.label.zh, memberName);
    else if (rule.kind->name == "member" && column.key == "name") add(column.label.zh, memberName);
    else if (column.field == nullptr) continue;
    else if (rule.kind->name == "doubt" && column.key == "rule") add(column.label.zh, "D2.heads");
    else if (!column.key.starts_with(parentFieldKey)) add(column.label.zh, sampleOf(*column.field));
    else if (std::ranges::find(rule.through->keys, column.field->number) != rule.through->keys.end())
      add(rule.through->name + "." + column.field->name, sampleOf(*column.field));
  }
  return heading + "\n" + row + "\n";
}

/// One record of every kind, wherever it may hang.
void fill(Office& office) {
  office.found();
  int number = 0;
  for (const auto& rule : importRules(builtinSchema())) {
    INFO(rule.kind->name << " " << static_cast<int>(rule.parent));
    const auto path = office.write("in" + std::to_string(++number) + ".csv", fileOf(rule));
    const auto said = office.did({"--json", "register", "import", "--kind", rule.kind->name, path});
    CHECK(valueOf(said, "created") == "1");
  }
}

void changesNothing(Office& office, const std::string& kind, const std::string& path, bool whole) {
  for (const bool overwrite : {false, true}) {
    if (whole && !overwrite) continue;  // would differ there as well
    std::vector<std::string> words{"--json", "register", "import", "--kind", kind, path};
    if (overwrite) words.push_back("--overwrite");
    const auto outcome = office.run(words);
    INFO(kind << (overwrite ? " overwrite " : " ") << outcome.out << outcome.err << contents(path));
    if (whole) CHECK(outcome.status == 0);
    for (const auto* figure : {"created", "filled", "replaced", "differing"})
      CHECK(valueOf(outcome.out, figure) == "0");
  }
}

std::vector<std::string> kindsOfFiles() {
  std::vector<std::string> kinds;
  for (const auto& rule : importRules(builtinSchema()))
    if (std::ranges::find(kinds, rule.kind->name) == kinds.end()) kinds.push_back(rule.kind->name);
  return kinds;
}

}  // namespace

TEST_CASE("what was exported, masked or whole, comes in again and changes nothing") {
  Office office;
  fill(office);
  const auto before = valueOf(office.did({"--json", "status"}), "changes");
  for (const auto& kind : kindsOfFiles()) {
    const auto masked = office.folder + "/masked.csv", whole = office.folder + "/whole.csv";
    office.did({"export", kind, "-o", masked});
    office.did({"export", kind, "--unmask", "--reason", "again", "-o", whole});
    changesNothing(office, kind, masked, false);
    changesNothing(office, kind, whole, true);
  }
  CHECK(valueOf(office.did({"--json", "status"}), "changes") == before);
}

TEST_CASE("a masked cell never enters the register, and says so once a column") {
  Office office;
  fill(office);
  const auto path = office.folder + "/masked.csv";
  office.did({"export", "household", "-o", path});
  REQUIRE(has(contents(path), "***"));
  const auto outcome = office.run({"register", "import", "--overwrite", path}, "zh");
  CHECK(outcome.status == 0);
  CHECK(has(outcome.err, "本列有1个单元格被遮盖（***），登记的内容未改动"));
  CHECK_FALSE(has(office.did({"export", "household", "--unmask", "--reason", "look"}), "***"));
}

TEST_CASE("a member whose ID number is masked is found by household, mask, and name or day of birth, or left out") {
  Office office;
  office.found();
  office.did({"register", "import",
              office.write("农户.csv", "行政村代码,户编号,户主,农户类别\n441424100200,1,张三,建档立卡贫困户\n")});
  office.did({"register", "import",
              office.write("成员.csv",
                           "户编号,姓名,性别,证件号码,出生日期,与户主关系,文化程度\n"
                           "1,张三,男,441424198001019013,1980-01-01,户主,小学\n"
                           "1,李四,女,441424198202029023,1982-02-02,配偶,小学\n"
                           "1,李四,女,441424200302029023,2003-02-02,之女,小学\n")});
  const auto corrected = [&](const std::string& row) {
    const auto file = office.write("成员改.csv", "户编号,姓名,证件号码,出生日期,文化程度\n" + row + "\n");
    return office.run({"--json", "register", "import", "--overwrite", file});
  };
  const auto named = corrected("1,张三,441***********9013,,初中");
  CHECK(named.status == 0);
  CHECK(valueOf(named.out, "replaced") == "1");
  const auto renamed = corrected("1,张三丰,441***********9013,1980-01-01,初中");
  CHECK(valueOf(renamed.out, "replaced") == "1");
  const auto two = corrected("1,李四,441***********9023,,初中");
  CHECK(two.status == static_cast<int>(Exit::input));
  CHECK(has(two.err, "export again with --unmask"));
  CHECK(valueOf(corrected("1,李四,441***********9023,2003-02-02,初中").out, "replaced") == "1");
  CHECK(corrected("1,李四,441***********9999,2003-02-02,高中").status == static_cast<int>(Exit::input));
  const auto all = office.did({"export", "member", "--unmask", "--reason", "look"});
  CHECK_FALSE(has(all, "*"));
  CHECK(has(all, "张三丰"));
  CHECK(std::ranges::count(all, '\n') == 4);
}

TEST_CASE("what stands above villages is headed so, and an export of a region that is none is refused") {
  Office office;
  fill(office);
  CHECK(has(office.run({"export", "parameter"}, "zh").out, "地区代码"));
  CHECK(has(office.run({"export", "household"}, "zh").out, "行政村代码"));
  const auto paid = office.run({"export", "fund_movement"}, "zh").out;
  for (const auto* heading : {"\"资金名称\"", "\"年度\"", "\"来源\""}) CHECK(has(paid, heading));
  CHECK(has(office.run({"export", "renovation_stage"}, "zh").out, "计划年度"));
  office.refused(Exit::notFound, {"export", "household", "--region", "123"});
  office.refused(Exit::notFound, {"export", "household", "--region", "450125"});
}
