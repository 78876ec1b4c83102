// Pages to print: the assessment in the document's own order, and a household's file with everything that is known.

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "sync-server/ctl/commands.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::has;
using bf::test::Office;

namespace {

const char* const households =
    "行政村代码,户编号,户主姓名,农户类别,脱贫状态,饮水安全\n"
    "441424100200,44142410020000001,张三,建档立卡贫困户,未脱贫,是\n"
    "441424100200,44142410020000002,<b>李四,建档立卡贫困户,未脱贫,否\n";
const char* const members =
    "行政村代码,户编号,姓名,证件号码,与户主关系\n"
    "441424100200,44142410020000001,张三,11010519491231002X,户主\n"
    "441424100200,44142410020000001,张小明,440524188001010014,之子\n";

void imported(Office& office) {
  office.found();
  office.did({"register", "import", office.write("households.csv", households), office.write("members.csv", members)});
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the assessment follows the document: place, sentence, units, and every township") {
  Office office;
  imported(office);
  const auto path = office.folder + "/assessment.html";
  const auto told = office.did({"report", "assessment", "--pack", "wuhua-2018", "--date", "20181231", "-o", path});
  CHECK(has(told, path));
  const auto page = contents(path);
  CHECK(has(page, "<blockquote>"));
  CHECK(page.find("W1.2") < page.find("W9.pension"));
  CHECK(page.find("W9.pension") < page.find("W18"));
  CHECK(has(page, "50.00%"));
  office.refused(Exit::notFound, {"report", "assessment", "--pack", "no-such-pack"});
}

TEST_CASE("a household's file tells what is known of it, masked, and its verdicts") {
  Office office;
  imported(office);
  const auto page = office.did({"report", "household", "44142410020000001", "--pack", "wuhua-2018"});
  CHECK(has(page, "张三"));
  CHECK(has(page, "张小明"));
  CHECK_FALSE(has(page, "李四"));
  CHECK(has(page, "110***********002X"));
  CHECK_FALSE(has(page, "11010519491231002X"));
  CHECK(has(page, "W1.2"));
  const auto other = office.did({"report", "household", "44142410020000002"});
  CHECK(has(other, "&lt;b&gt;李四"));

  CHECK_FALSE(has(other, "W1.2"));
  office.refused(Exit::notFound, {"report", "household", "44142410020000009"});
}

TEST_CASE("whole ID numbers are shown for a reason, and the audit chain keeps it") {
  Office office;
  imported(office);
  office.refused(Exit::refused, {"report", "household", "44142410020000001", "--unmask"});
  const auto page = office.did({"report", "household", "44142410020000001", "--unmask", "--reason", "公示前核对"});
  CHECK(has(page, "11010519491231002X"));
  const auto audit = office.did({"audit", "list"});
  CHECK(has(audit, "report.unmasked"));
  CHECK(has(audit, "公示前核对"));
}

TEST_CASE("a household that was removed has no file") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  const auto& kind = *builtinSchema().kindByName("household");
  const auto household = bf::test::households(secretary->replica().store()).front();
  const auto number = std::get<std::string>(
      bf::test::shown(secretary->replica().store(), household.kind, household.id, "register_number"));
  CHECK(has(office.did({"report", "household", number}), number));
  REQUIRE(secretary->replica().remove(kind.number, household.id, "登记重复"));
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  office.refused(Exit::notFound, {"report", "household", number});
}
