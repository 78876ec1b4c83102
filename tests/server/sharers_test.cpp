// Two members of one household with one ID number, which only a mistake gives to two: the name tells who is meant.

#include <catch2/catch.hpp>

#include "sync-server/ctl/commands.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::has;
using bf::test::Office;
using bf::test::valueOf;

namespace {

const char* const households = "行政村代码,户编号,户主,农户类别\n441424100200,1,彭艳霞,建档立卡贫困户\n";
const char* const members =
    "户编号,姓名,性别,证件号码,出生日期,与户主关系,文化程度\n"
    "1,彭艳霞,女,441424198202029023,1982-02-02,户主,小学\n"
    "1,杨春·伟,男,441424198202029023,2003-02-02,之子,高中\n";
const char* const trainings =
    "户编号,姓名,证件号码,年度,培训类型\n"
    "1,杨春伟,441424198202029023,2018,转移就业岗前培训\n"
    "1,彭艳霞,441424198202029023,2018,创业培训\n";
const char* const enrolments =
    "户编号,姓名,证件号码,年度,城乡居民基本医疗保险\n"
    "1,彭艳霞,441424198202029023,2018,是\n"
    "1,杨春·伟,441424198202029023,2018,否\n";

/// The household, and both members by a file of their own: the way a county begins.
void registered(Office& office) {
  office.found();
  office.did({"register", "import", office.write("农户.csv", households)});
  office.did({"register", "import", office.write("成员.csv", members)});
}

std::string imported(Office& office, const std::string& kind, const std::string& text,
                     const std::vector<std::string>& more = {}) {
  return office.did(
      bf::test::plus({"--json", "register", "import", "--kind", kind, office.write(kind + ".csv", text)}, more));
}

/// Every row of the file is in the register as it stands there, and nothing comes of it.
void changesNothing(Office& office, const std::string& kind, const std::string& text) {
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--overwrite"}}) {
    const auto said = imported(office, kind, text, more);
    INFO(said);
    CHECK(valueOf(said, "same") == "2");
    for (const auto* figure : {"created", "filled", "replaced", "differing"}) CHECK(valueOf(said, figure) == "0");
  }
}

std::string rowOf(Office& office, const std::string& kind, const std::string& part) {
  const auto all = office.run({"export", kind, "--unmask", "--reason", "look"}, "zh").out;
  const auto at = all.find(part);
  REQUIRE(at != std::string::npos);
  const auto from = all.rfind('\n', at) + 1;
  return all.substr(from, all.find('\n', at) - from);
}

}  // namespace

TEST_CASE("what hangs from two members with one ID number goes to whom the name says, also the second time") {
  Office office;
  registered(office);
  CHECK(valueOf(imported(office, "training", trainings), "created") == "2");
  CHECK(valueOf(imported(office, "enrolment", enrolments), "created") == "2");
  CHECK(has(rowOf(office, "training", "转移就业岗前培训"), "杨春·伟"));
  CHECK(has(rowOf(office, "training", "创业培训"), "彭艳霞"));
  changesNothing(office, "training", trainings);
  changesNothing(office, "enrolment", enrolments);
}

TEST_CASE("the members themselves come in again in any order, and each is corrected for himself") {
  Office office;
  registered(office);
  changesNothing(office, "member", members);
  const std::string heading = "户编号,姓名,证件号码,文化程度\n";
  const std::string mother = "1,彭艳霞,441424198202029023,小学\n", son = "1,杨春伟,441424198202029023,";
  const auto corrected = imported(office, "member", heading + son + "大专\n" + mother, {"--overwrite"});
  CHECK(valueOf(corrected, "replaced") == "1");
  CHECK(valueOf(corrected, "created") == "0");
  CHECK(has(rowOf(office, "member", "杨春伟"), "大专"));
  CHECK(has(rowOf(office, "member", "彭艳霞"), "小学"));
  // One of them in a file beside what hangs from the other.
  const auto both =
      office.did({"--json", "register", "import", "--overwrite", office.write("成员.csv", heading + son + "高中\n"),
                  office.write("培训.csv", trainings)});
  CHECK(valueOf(both, "created") == "2");
  CHECK(has(rowOf(office, "training", "创业培训"), "彭艳霞"));
}

TEST_CASE("the same row twice made two members, and comes in again as both") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("农户.csv", households)});
  const std::string row = "1,彭艳霞,女,441424198202029023,1982-02-02,户主,小学\n";
  const auto twice = "户编号,姓名,性别,证件号码,出生日期,与户主关系,文化程度\n" + row + row;
  CHECK(valueOf(imported(office, "member", twice), "created") == "2");
  changesNothing(office, "member", twice);
}

TEST_CASE(
    "a row that names none of those with the number, or nobody, is left out and given no advice that cannot help") {
  Office office;
  registered(office);
  const std::string heading = "户编号,姓名,证件号码,年度,城乡居民基本医疗保险\n";
  const auto refused = [&](const std::string& kind, const std::string& text) {
    return office.refused(Exit::input,
                          {"register", "import", "--overwrite", "--kind", kind, office.write("f.csv", text)}, "zh");
  };
  const auto stranger = refused("enrolment", heading + "1,李四,441424198202029023,2018,是\n");
  CHECK(has(stranger, "姓名与此证件号码登记的不符，本行未导入"));
  CHECK(has(stranger, "登记 彭艳霞、杨春·伟，文件 李四"));
  CHECK_FALSE(has(stranger, "--overwrite"));
  CHECK(has(stranger, "在平板上更正"));
  const auto renaming = refused("member", "户编号,姓名,证件号码\n1,李四,441424198202029023\n");
  CHECK(has(renaming, "姓名与此证件号码登记的不符，本行未导入"));
  CHECK_FALSE(has(renaming, "--overwrite"));
  CHECK(has(refused("enrolment", heading + "1,,441424198202029023,2018,是\n"), "同名或证件号码相同"));
  CHECK(has(refused("member", "户编号,证件号码,文化程度\n1,441424198202029023,高中\n"), "同名或证件号码相同"));
}
