#include "shared/exchange/kind_choice.h"

#include <catch2/catch.hpp>

using namespace bf;
using Catch::Contains;

namespace {

using Lines = std::vector<std::vector<std::string>>;

/// The kind that a file is taken for; else the code of the refusal.
std::string chosen(const std::string& file, const Lines& lines, const KindWish& wish = {}) {
  const auto rules = importRules(builtinSchema());
  MemoryTable table(file, lines);
  const auto choice = chooseKind(table, rules, wish);
  return choice ? choice->rule->kind->name : choice.error().code;
}

Notice refusal(const std::string& file, const Lines& lines, const KindWish& wish = {}) {
  const auto rules = importRules(builtinSchema());
  MemoryTable table(file, lines);
  auto choice = chooseKind(table, rules, wish);
  REQUIRE_FALSE(choice);
  return choice.error();
}

}  // namespace

TEST_CASE("a file with a column that its kind does not know is refused, and the reason names columns and kinds") {
  const Lines cost{{"户编号", "姓名", "年度", "医疗机构", "总费用", "自付"},
                   {"4414241042140001", "李", "2018", "县医院", "10000", "1"}};
  const auto notice = refusal("医疗费用.csv", cost);
  CHECK(notice.code == "noKind");
  CHECK(notice.file == "医疗费用.csv");
  CHECK(notice.row == 1);
  CHECK(notice.column == "F 自付");
  CHECK_THAT(notice.message.zh, Contains("最接近的种类：医疗费用（不认识的列：自付）"));
  CHECK_THAT(notice.message.en, Contains("nearest: Medical cost (columns not known: 自付)"));
  CHECK(chosen("医疗费用.csv", cost, {"", {"自付"}}) == "medical_cost");
  CHECK(chosen("医疗费用.csv", cost, {"", {"*"}}) == "medical_cost");
}

TEST_CASE("a payment to a person is no new member of the family") {
  CHECK(chosen("报销.csv", {{"户编号", "姓名", "窗口", "已报"}}) == "noKind");
  CHECK(chosen("x.csv", {{"户编号", "姓名", "窗口"}}, {"member", {}}) == "noKind");
  CHECK(chosen("x.csv", {{"户编号", "姓名", "窗口"}}, {"member", {"窗口"}}) == "member");
}

TEST_CASE("a kind without a column that tells its records apart is refused") {
  const auto notice = refusal("收入表.csv", {{"户编号", "工资性收入"}});
  CHECK(notice.code == "noKind");
  CHECK_THAT(notice.message.zh, Contains("收入表（缺少的列：年度）"));
  CHECK(chosen("收入表.csv", {{"户编号", "年度", "工资性收入"}}) == "income");
  const auto person = refusal("参保.csv", {{"户编号", "年度", "大病保险"}}, {"enrolment", {}});
  CHECK_THAT(person.message.zh, Contains("缺少的列：姓名或证件号码"));
}

TEST_CASE("where several kinds fit, the file's name or the caller decides") {
  const Lines plan{{"户编号", "计划年度"}, {"1", "2018"}};
  CHECK(chosen("表.csv", plan) == "severalKinds");
  CHECK(chosen("易地搬迁2018.csv", plan) == "resettlement");
  CHECK(chosen("册.xlsx [危房改造]", plan) == "renovation");
  CHECK(chosen("表.csv", plan, {"renovation", {}}) == "renovation");
  const auto notice = refusal("表.csv", plan);
  CHECK_THAT(notice.message.en, Contains("--kind"));
  CHECK_THAT(notice.message.en, Contains("renovation"));
}

TEST_CASE("a wide export with columns that nobody knows is told how to pass over them all") {
  const auto notice = refusal("x.csv", {{"户编号", "饮水安全", "aac999", "备用字段一"}});
  CHECK_THAT(notice.message.zh, Contains("--ignore '*' 略过全部不认识的列"));
  CHECK_THAT(notice.message.en, Contains("--ignore '*' over all unknown ones"));
}

TEST_CASE("of a kind that was named the columns that are missing are told, and what a slip of the pen resembles") {
  const auto slip = refusal("x.csv", {{"小额信贷"}, {"户编号", "放款曰期", "金颔"}}, {"loan", {}});
  CHECK(slip.code == "noKind");
  CHECK(slip.row == 2);
  CHECK_THAT(slip.message.zh, Contains("放款曰期→放款日期"));
  CHECK_THAT(slip.message.zh, Contains("缺少的列："));
  CHECK_THAT(slip.message.en, Contains("放款曰期 → 放款日期"));
  CHECK(chosen("x.csv", {{"甲", "乙"}}, {"loan", {}}) == "noHeading");
}

TEST_CASE("of two kinds that a wide table fits it is the one that knows all that the other knows, and more") {
  const Lines wide{{"行政村代码", "户编号", "户主", "饮水安全", "aac999"}};
  CHECK(chosen("x.csv", wide, {"", {"*"}}) == "household");
  const Lines apart{{"户编号", "计划年度", "aac999"}};
  CHECK(chosen("x.csv", apart, {"", {"*"}}) == "severalKinds");
}

TEST_CASE("a file named after one kind is not taken for another") {
  const auto notice = refusal("收入表.csv", {{"户编号", "户主", "饮水安全"}});
  CHECK(notice.code == "otherThanNamed");
  CHECK_THAT(notice.message.zh, Contains("--kind household"));
  CHECK(chosen("收入表.csv", {{"户编号", "户主", "饮水安全"}}, {"household", {}}) == "household");
}

TEST_CASE("a correction needs no more than the number and what is corrected") {
  CHECK(chosen("x.csv", {{"户编号", "饮水安全"}}) == "household");
  CHECK(chosen("x.csv", {{"饮水安全"}}) == "noHeading");
  CHECK(chosen("x.csv", {}) == "emptyFile");
  CHECK(chosen("x.csv", {{"", " "}, {""}}) == "emptyFile");
}

TEST_CASE("a heading is looked for below titles, and never made of what is none") {
  CHECK(chosen("x.csv", {{"五华县台账"}, {}, {"户编号", "饮水安全"}}) == "household");
  CHECK(chosen("x.csv", {{"牛奶", "两瓶"}}) == "noHeading");
  CHECK(chosen("x.csv", {{"户编号", "姓名", "性别", "姓名"}}) == "columnTwice");
}
