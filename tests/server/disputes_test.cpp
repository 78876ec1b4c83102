// Which verdicts are marked as contested: those that look at a disputed field, in whatever record it is.

#include <catch2/catch.hpp>

#include "tests/server/office.h"

using namespace bf;
using namespace bf::test;

namespace {

const std::string place = "441424100200";
const std::string first = "44142410020000001", second = "44142410020000002";

std::string indicator(const std::string& id, const std::string& subject, const std::string& rule) {
  return "[[indicator]]\nid = \"" + id + "\"\nname = { zh = \"" + id + "\", en = \"" + id + "\" }\nsubject = \"" +
         subject + "\"\nunits = [\"水务局\"]\nplace = \"1\"\nsentence = \"s\"\nrule = \"" + rule + "\"\n";
}

const std::string rules =
    "[pack]\nid = \"own\"\nname = { zh = \"名\", en = \"name\" }\ndocument = { zh = \"文\", en = \"document\" }\n"
    "regions = [441424]\nfrom = 20180101\nto = 20181231\n"
    "[[parameter]]\nid = \"income\"\nname = { zh = \"收入\", en = \"income\" }\nrecord = \"income\"\nunit = { zh = "
    "\"人\", en = \"persons\" }\nplace = \"1\"\n"
    "sentence = \"s\"\n"
    "[[sum]]\nid = \"wet\"\nname = { zh = \"水\", en = \"water\" }\nis = \"coalesce(h.water_safe, 0)\"\n" +
    indicator("water", "household", "h.water_safe") + indicator("power", "household", "h.power") +
    indicator("insured", "household",
              "(SELECT max(e.commercial_medical) FROM person m JOIN enrolment e ON e.parent = m.rec WHERE m.parent = "
              "h.rec)") +
    indicator("own", "member", "(SELECT max(e.commercial_medical) FROM enrolment e WHERE e.parent = m.rec)") +
    indicator("kin", "member",
              "(SELECT max(e.commercial_medical) FROM person p JOIN enrolment e ON e.parent = p.rec WHERE p.parent = "
              "h.rec)") +
    indicator("place", "household", "EXISTS (SELECT 1 FROM village v WHERE v.region = h.region AND v.village_book)") +
    indicator("rich", "village", "v.registered_persons > :income") +
    indicator("town", "township", "(SELECT count(*) FROM sum_wet s WHERE s.region BETWEEN t.first AND t.last) > 9");

/// Two households, of the first two members and the insurance of one of them; a village's and a township's tablet.
struct Quarrel {
  Quarrel() {
    office.found();
    office.did({"register", "import",
                office.write("households.csv", "行政村代码,户编号,户主姓名\n" + place + "," + first + ",张三\n" +
                                                   place + "," + second + ",李四\n")});
    office.did({"register", "import",
                office.write("members.csv", "户编号,姓名,与户主关系,出生日期\n" + first + ",张三,户主,1970-01-01\n" +
                                                first + ",张小,之子,1990-01-01\n")});
    office.did({"register", "import", office.write("village.csv", "行政村代码,村名\n" + place + ",董源\n")});
    pack = office.write("own.toml", rules);
    secretary = office.tablet("village_secretary", place);
    clerk = office.tablet("township_clerk", "441424100");
    sync();
    auto tx = must(secretary->replica().store().read());
    const auto household =
        must(tx->find(kindOf("household").number, householdNumbered(secretary->replica().store(), first).id));
    village = must(tx->roots(kindOf("village").number, household->region, 0, 1)).front().id;
    members = must(tx->children(household->kind, household->rec));
    tx.reset();
    Edit made;
    made.kind = kindOf("enrolment").number;
    made.parent = members[0].id;
    made.set = fieldsOf("enrolment", {{"year", std::int64_t{2018}}});
    enrolment = must(secretary->replica().save(made));
    sync();
  }
  void sync() {
    for (int i = 0; i < 2; ++i)
      for (auto* one : {secretary.get(), clerk.get()}) REQUIRE(office.sync(*one).kind == ClientStep::Kind::done);
  }
  /// Both answer without having seen the other.
  void over(const std::string& kind, const RecordId& record, const std::string& field) {
    for (auto* one : {secretary.get(), clerk.get()}) {
      Edit edit;
      edit.kind = kindOf(kind).number;
      edit.record = record;
      edit.set = fieldsOf(kind, {{field, one == clerk.get()}});
      must(one->replica().save(edit));
    }
    sync();
  }
  /// The rows of the list that are marked: "indicator household member", sorted as the list.
  std::vector<std::string> marked() {
    const auto file = office.folder + "/list.xlsx";
    office.did({"evaluate", "--pack", pack, "--list", "--all", "--format", "xlsx", "-o", file});
    std::vector<std::string> found;
    auto rows = sheetRows(file);
    rows.erase(rows.begin());
    for (const auto& row : rows)
      if (row.size() > 11 && row[11] == "contested") found.push_back(row[8] + " " + row[4] + " " + row[6]);
    return found;
  }
  std::string explained(const std::string& id, const std::string& whom) {
    return office.did({"--json", "evaluate", "--pack", pack, "--explain", id, whom});
  }

  Office office;
  std::unique_ptr<Tablet> secretary, clerk;
  std::vector<RecordRow> members;
  RecordId enrolment, village;
  std::string pack;
};

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("a disputed field marks whoever is judged by it, and nobody who is judged by another") {
  Quarrel quarrel;
  CHECK(quarrel.marked().empty());
  auto& store = quarrel.secretary->replica().store();
  quarrel.over("household", householdNumbered(store, first).id, "water_safe");
  // The township by the sum of its households.
  CHECK(quarrel.marked() == Rows{"town  ", "water " + first + " "});
  const auto water = quarrel.explained("water", first);
  INFO(water);
  CHECK(valueOf(water, "contested") == "contested, see the end");
  CHECK(has(water, toHex(householdNumbered(store, first).id.view())));
  CHECK(valueOf(quarrel.explained("power", first), "contested").empty());
  CHECK_FALSE(has(quarrel.explained("power", first), "disputes"));
  CHECK(valueOf(quarrel.explained("water", second), "contested").empty());
}

TEST_CASE("a disputed field of a record below a household marks the household, and of its members whom it concerns") {
  Quarrel quarrel;
  quarrel.over("enrolment", quarrel.enrolment, "commercial_medical");
  CHECK(quarrel.marked() ==
        Rows{"insured " + first + " ", "own " + first + " 张三", "kin " + first + " 张三", "kin " + first + " 张小"});
  CHECK(has(quarrel.explained("insured", first), toHex(quarrel.enrolment.view())));
  // What nobody judges by: the insurance is there, and another answer of it disputed.
  Quarrel other;
  other.over("enrolment", other.enrolment, "accident");
  CHECK(other.marked().empty());
}

TEST_CASE("a disputed field of the village marks whoever is judged by it, in that village") {
  Quarrel quarrel;
  quarrel.office.did(
      {"register", "import",
       quarrel.office.write("elsewhere.csv", "行政村代码,户编号,户主姓名\n441424100201,44142410020100003,王五\n")});
  quarrel.over("village", quarrel.village, "village_book");
  CHECK(quarrel.marked() == Rows{"place " + first + " ", "place " + second + " "});
  CHECK(has(quarrel.explained("place", second), toHex(quarrel.village.view())));
  quarrel.over("village", quarrel.village, "stage");
  CHECK(quarrel.marked().size() == 2);
}

TEST_CASE("a disputed figure of the county marks whoever is compared with it") {
  Quarrel quarrel;
  const auto one = quarrel.office.tablet("county_office", "441424"),
             other = quarrel.office.tablet("county_office", "441424");
  const auto sync = [&] {
    for (int i = 0; i < 2; ++i)
      for (auto* tablet : {one.get(), other.get()})
        REQUIRE(quarrel.office.sync(*tablet).kind == ClientStep::Kind::done);
  };
  sync();
  Edit made;
  made.kind = kindOf("parameter").number;
  made.region = 441424;
  made.set = fieldsOf("parameter", {{"name", "income"}, {"year", std::int64_t{2018}}, {"amount", std::int64_t{1}}});
  const auto record = must(one->replica().save(made));
  made.set = fieldsOf("parameter", {{"name", "other"}, {"year", std::int64_t{2018}}, {"amount", std::int64_t{1}}});
  const auto unread = must(one->replica().save(made));
  sync();
  for (const auto& [which, marked] : {std::pair{unread, Rows{}}, {record, Rows{"rich  "}}}) {
    for (auto* tablet : {one.get(), other.get()}) {
      Edit edit;
      edit.kind = made.kind;
      edit.record = which;
      edit.set = fieldsOf("parameter", {{"amount", std::int64_t{tablet == one.get() ? 2 : 3}}});
      must(tablet->replica().save(edit));
    }
    sync();
    CHECK(quarrel.marked() == marked);
  }
  CHECK(has(quarrel.explained("rich", place), toHex(record.view())));
}

TEST_CASE("what is decided is not contested any more") {
  Quarrel quarrel;
  const auto household = householdNumbered(quarrel.secretary->replica().store(), first).id;
  quarrel.over("household", household, "water_safe");
  quarrel.office.did({"conflicts", "decide", "household", toHex(household.view()), "water_safe", "--choice", "1"});
  CHECK(quarrel.marked().empty());
}
