// Pages to print: the assessment in the document's own order, and a household's file with everything that is known.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "shared/base/crypto.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/evidence_folder.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::contents;
using bf::test::has;
using bf::test::Office;
using bf::test::valueOf;

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

TEST_CASE("a household's file says where it is registered, who finished a visit, and hides a helper's number") {
  Office office;
  imported(office);
  office.did({"register", "import", "--kind", "helper_assignment",
              office.write("h.csv", "户编号,姓名,电话\n44142410020000001,李帮扶,13812345678\n")});
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  auto& tablet = secretary->replica();
  const auto household = bf::test::householdNumbered(tablet.store(), "44142410020000001");
  Edit visit;
  visit.kind = builtinSchema().kindByName("visit")->number;
  visit.parent = household.id;
  visit.set = bf::test::fieldsOf("visit", {{"visitor_name", std::string("冒名人")},
                                           {"visit_date", std::int64_t{20'180'621}},
                                           {"finished", std::int64_t{1'529'539'200'000'000}}});
  REQUIRE(tablet.save(visit));
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  const auto page = office.run({"report", "household", "44142410020000001"}, "zh").out;
  CHECK(has(page, "水寨镇 441424100"));
  CHECK(has(page, "441424100200</dd>"));
  CHECK(has(page, "<dt>签名完成（平板用户、时间）</dt><dd>u 20"));
  CHECK(has(page, "138****5678"));
  CHECK_FALSE(has(page, "13812345678"));
  const auto whole = office.did({"report", "household", "44142410020000001", "--unmask", "--reason", "look"});
  CHECK(has(whole, "13812345678"));
}

TEST_CASE("whole ID numbers are shown for a reason, and the audit chain keeps it") {
  Office office;
  imported(office);
  office.refused(Exit::usage, {"report", "household", "44142410020000001", "--unmask"});
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

TEST_CASE("a page says when it was judged and by which text of the pack") {
  Office office;
  imported(office);
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"report", "assessment", "--pack", "wuhua-2018", "--date", "20181231"},
                                             {"report", "household", "44142410020000001", "--pack", "wuhua-2018"}}) {
    const auto page = office.did(words);
    CHECK(has(page, "judged 20"));
    CHECK(has(page, ", by pack wuhua-2018, digest "));
  }
  const std::vector<std::string> show{"ranking", "show", "--pack", "wuhua-2018", "--format", "html"};
  CHECK(has(office.did(show), "not frozen, as it stands as of 2018-12-31; judged "));
  office.did({"ranking", "freeze", "--pack", "wuhua-2018", "--day", "20181220", "--why", "补做"});
  auto frozen = show;
  frozen.insert(frozen.end(), {"--day", "20181220"});
  const auto page = office.did(frozen);
  CHECK(has(page, "snapshot 1 of 2018-12-20, judged "));
  CHECK(has(page, "(frozen late: not as of that day), by pack wuhua-2018, digest "));
  const auto listed = valueOf(office.did({"--json", "ranking", "list"}), "pack_hash");
  CHECK(has(page, "digest " + listed));
}

TEST_CASE("insurance stands in tables: member, year, and each kind of insurance") {
  Office office;
  imported(office);
  office.did(
      {"register", "import", "--kind", "enrolment",
       office.write("e.csv",
                    "户编号,姓名,年度,城乡居民基本医疗保险,大病保险,医保缴费方式,医保缴费金额,城乡居民基本养老保险,"
                    "养老保险缴费方式,职工基本医疗保险,补充（商业）医疗保险,职工基本养老保险,按月领取养老金\n"
                    "44142410020000001,张三,2018,是,是,政府全额资助,180,是,政府全额资助,否,否,否,否\n"
                    "44142410020000001,张三,2017,是,否,个人缴费,150,是,个人缴费,否,否,否,否\n"
                    "44142410020000001,张小明,2018,是,是,政府全额资助,180,否,,否,是,否,否\n")});
  const auto page = office.run({"report", "household", "44142410020000001"}, "zh").out;
  const auto from = page.find("<h2>参保与健康服务");
  REQUIRE(from != std::string::npos);
  const auto section = page.substr(from, page.find("<h2>", from + 4) - from);
  CHECK(has(section, "<th>成员</th>"));
  CHECK(has(section, "年度</th>"));
  CHECK(has(section, "<h3>医疗保险</h3>"));
  CHECK(has(section, "<h3>养老保险</h3>"));
  CHECK_FALSE(has(section, "<dl>"));
  // Each of three lines once in every table.
  std::size_t rows = 0, tables = 0;
  for (auto at = section.find("<tr><td"); at != std::string::npos; at = section.find("<tr><td", at + 1)) ++rows;
  for (auto at = section.find("<table"); at != std::string::npos; at = section.find("<table", at + 1)) ++tables;
  CHECK(tables >= 2);
  CHECK(rows == 3 * tables);
}

TEST_CASE("a household's file shows its photos for who asks for them, and says which is not here yet") {
  Office office;
  imported(office);
  const auto secretary = office.tablet("village_secretary", "441424100200");
  REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  auto& store = secretary->replica().store();
  const std::string content = "\xff\xd8\xff\xe0 a picture";
  const auto here = hashOf(content);
  const auto household = bf::test::householdNumbered(store, "44142410020000001");
  for (const auto& [hash, caption] : {std::pair{here, "危房北墙"}, std::pair{hashOf("nowhere"), "厨房"}}) {
    Edit photo;
    photo.kind = builtinSchema().kindByName("evidence")->number;
    photo.parent = household.id;
    photo.set = bf::test::fieldsOf(
        "evidence",
        {{"hash", hash.str()}, {"media_type", std::string("image/jpeg")}, {"caption", std::string(caption)}});
    REQUIRE(secretary->replica().save(photo));
  }
  for (int i = 0; i < 2; ++i) REQUIRE(office.sync(*secretary).kind == ClientStep::Kind::done);
  const auto path = evidencePath(CentrePaths(office.folder + "/data").evidence(), here);
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << content;
  const std::vector<std::string> words{"report", "household", "44142410020000001"};
  CHECK_FALSE(has(office.did(words), "<img"));
  auto with = words;
  with.emplace_back("--photos");
  const auto page = office.did(with);
  CHECK(has(page, "<img alt=\"危房北墙\" src=\"data:image/jpeg;base64,"));
  CHECK(has(page, "厨房 (photo not here yet)"));
  CHECK_FALSE(has(page, "alt=\"厨房\""));
}
