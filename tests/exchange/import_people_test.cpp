#include <catch2/catch.hpp>

#include "shared/exchange/register_import.h"
#include "tests/exchange/register_support.h"

using namespace bf;
using namespace bf::test;

namespace {

/// Household 77 of 黄静远 with 王五 and with 孙小, who has no ID number; household 78 of 周荣锦 without members.
class Held final : public ImportDirectory {
 public:
  std::optional<RegionCode> household(std::string_view number) const override {
    const bool known = number == "77" || number == "78";
    return known ? std::optional<RegionCode>(441424101200) : std::nullopt;
  }
  std::optional<std::string> member(std::string_view, std::string_view id, std::string_view name) const override {
    for (const KnownPerson& one : seventySeven().members)
      if (id.empty() ? one.name == name : one.idNumber == id) return one.key;
    return std::nullopt;
  }
  std::optional<KnownFamily> family(std::string_view number) const override {
    if (number == "77") return seventySeven();
    if (number == "78") return KnownFamily{441424101200, "周荣锦", "441424195001019015", {}};
    return std::nullopt;
  }
  std::vector<std::string> records(const SoughtRecord&) const override { return {}; }

 private:
  static KnownFamily seventySeven() {
    return {441424101200,
            "黄静远",
            "",
            {{"77/441424198001019013", "黄静远", "441424198001019013", 19800101, 1},
             {"77/441424198202029023", "王五", "441424198202029023", 19820202, 2},
             {"77/孙小", "孙小", "", 20100101, 1}}};
  }
};

Imported heldImport(Lines lines, bool overwrite = false) {
  static const Held held;
  ImportSettings settings;
  settings.existing = &held;
  settings.overwrite = overwrite;
  return importTables({{"表.csv", std::move(lines)}}, settings);
}

}  // namespace

TEST_CASE("a row that names another head than its register number's is left out and told with both") {
  const auto imported = heldImport({{"户编号", "户主", "年度", "工资性收入"},
                                    {"77", "李四", "2018", "9999"},
                                    {"77", "黄 静远", "2018", "1"},
                                    {"77", "王五", "2017", "1"},
                                    {"77", "", "2016", "1"},
                                    {"78", "黄静远", "2018", "1"}});
  CHECK(imported.of("income").size() == 3);
  CHECK(imported.report.rows.counts() == std::map<std::string, std::size_t>{{"otherHead", 2}});
  const Notice& told = imported.report.rows.kept().front();
  CHECK(told.row == 2);
  CHECK(told.column == "B 户主");
  CHECK(told.was == "黄静远");
  CHECK(told.given == "李四");
}

TEST_CASE("a row whose name and ID number are not of one member is left out") {
  const auto imported = heldImport({{"户编号", "姓名", "证件号码", "年度", "大病保险"},
                                    {"77", "杨平", "441424198001019013", "2018", "是"},
                                    {"77", "王五", "441424198001019013", "2018", "是"},
                                    {"77", "王五", "441424199909099019", "2018", "是"},
                                    {"77", "王五", "441424198202029023", "2018", "是"},
                                    {"77", "", "441424198001019013", "2018", "是"}});
  CHECK(imported.of("enrolment").size() == 2);
  CHECK(imported.report.rows.counts() == std::map<std::string, std::size_t>{{"otherPerson", 3}});
  const auto& kept = imported.report.rows.kept();
  CHECK(kept[0].was == "黄静远");
  CHECK(kept[0].given == "杨平");
  CHECK(kept[2].was == "441***********9023");
  CHECK(kept[2].given == "441***********9019");
}

TEST_CASE("what came with the same import is held to its people as well") {
  auto households = goodHouseholds();
  const auto imported = importTables({{"农户.csv", households},
                                      {"成员.csv", goodMembers()},
                                      {"参保.csv",
                                       {{"户编号", "户主", "姓名", "证件号码", "年度", "大病保险"},
                                        {"4414241002000001", "张䶮", "李𠅤", "441424198202029023", "2018", "是"},
                                        {"4414241002000001", "欧阳堃", "李𠅤", "", "2018", "是"},
                                        {"4414241002000001", "李𠅤", "张䶮", "441424198202029023", "2018", "是"},
                                        {"4414241002000001", "", "张䶮", "441424198001019099", "2018", "是"}}}});
  CHECK(imported.of("enrolment").size() == 1);
  CHECK(imported.report.rows.counts() == std::map<std::string, std::size_t>{{"otherHead", 1}, {"otherPerson", 2}});
}

TEST_CASE("a name is corrected in the member's own row when the office overwrites, and that is to be checked") {
  const Lines lines{{"户编号", "姓名", "证件号码", "健康状况"}, {"77", "黄静原", "441424198001019013", "健康"}};
  CHECK(heldImport(lines).report.rows.counts() == std::map<std::string, std::size_t>{{"otherPerson", 1}});
  const auto renamed = heldImport(lines, true);
  CHECK(renamed.of("member").size() == 1);
  REQUIRE(renamed.report.warnings.count("renamed") == 1);
  CHECK(renamed.report.warnings.kept().front().was == "黄静远");
  CHECK(renamed.report.warnings.kept().front().given == "黄静原");
}

TEST_CASE("a correction of a name that something else contradicts is left out even then") {
  const Lines another{{"户编号", "姓名", "证件号码"}, {"77", "王五", "441424198001019013"}};
  CHECK(heldImport(another, true).report.rows.count("otherPerson") == 1);
  const Lines born{{"户编号", "姓名", "证件号码", "出生日期"}, {"77", "黄静原", "441424198001019013", "1990-01-01"}};
  CHECK(heldImport(born, true).report.rows.count("otherPerson") == 1);
  const Lines namesake{{"户编号", "姓名", "证件号码"}, {"77", "王五", "441424199909099019"}};
  CHECK(heldImport(namesake, true).report.rows.count("otherPerson") == 1);
}

TEST_CASE("a member without an ID number is given the row's, and is not made twice") {
  const auto imported = heldImport({{"户编号", "姓名", "证件号码"}, {"77", "孙小", "441424201001019018"}});
  REQUIRE(imported.of("member").size() == 1);
  CHECK(imported.of("member")[0]->key == "77/孙小");
  CHECK(Imported::text(*imported.of("member")[0], "id_number") == "441424201001019018");
}

TEST_CASE("a household's own row changes its head to a member, or by overwriting where nothing contradicts it") {
  const auto row = [](std::vector<std::string> cells, bool overwrite) {
    return heldImport({{"户编号", "户主", "户主证件号码", "饮水安全"}, std::move(cells)}, overwrite);
  };
  CHECK(row({"77", "李四", "", "是"}, false).report.rows.count("otherHead") == 1);
  CHECK(row({"77", "李四", "", "是"}, true).report.rows.count("otherHead") == 1);
  CHECK(row({"77", "王五", "", "是"}, false).of("household").size() == 1);
  CHECK(row({"77", "王五", "", "是"}, true).report.warnings.count("otherHead") == 1);
  CHECK(row({"77", "李四", "441424198202029023", "是"}, true).of("household").size() == 1);
  CHECK(row({"78", "周荣金", "", "是"}, false).report.rows.count("otherHead") == 1);
  CHECK(row({"78", "周荣金", "", "是"}, true).report.warnings.count("otherHead") == 1);
  CHECK(row({"78", "周荣金", "441424198001019013", "是"}, true).report.rows.count("otherHead") == 1);
  const auto moved = heldImport({{"行政村代码", "户编号", "户主"}, {"441424100200", "78", "周荣金"}}, true);
  CHECK(moved.report.rows.count("otherHead") == 1);
}
