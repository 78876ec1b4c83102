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
    "[[sum]]\nid = \"wet\"\nname = { zh = \"水\", en = \"water\" }\nis = \"coalesce(h.water_safe, 0)\"\n" +
    indicator("water", "household", "h.water_safe") + indicator("power", "household", "h.power") +
    indicator("insured", "household",
              "(SELECT max(e.commercial_medical) FROM person m JOIN enrolment e ON e.parent = m.rec WHERE m.parent = "
              "h.rec)") +
    indicator("own", "member", "(SELECT max(e.commercial_medical) FROM enrolment e WHERE e.parent = m.rec)") +
    indicator("kin", "member",
              "(SELECT max(e.commercial_medical) FROM person p JOIN enrolment e ON e.parent = p.rec WHERE p.parent = "
              "h.rec)") +
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
    pack = office.write("own.toml", rules);
    secretary = office.tablet("village_secretary", place);
    clerk = office.tablet("township_clerk", "441424100");
    sync();
    auto tx = must(secretary->replica().store().read());
    const auto household =
        must(tx->find(kindOf("household").number, householdNumbered(secretary->replica().store(), first).id));
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
  RecordId enrolment;
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

TEST_CASE("what is decided is not contested any more") {
  Quarrel quarrel;
  const auto household = householdNumbered(quarrel.secretary->replica().store(), first).id;
  quarrel.over("household", household, "water_safe");
  quarrel.office.did({"conflicts", "decide", "household", toHex(household.view()), "water_safe", "--choice", "1"});
  CHECK(quarrel.marked().empty());
}
