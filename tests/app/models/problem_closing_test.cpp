// What a problem needs to be closed: words of what was done, and a proof of it.
#include "app/models/problem_closing.h"

#include <catch2/catch.hpp>

#include "app/models/record_values.h"
#include "tests/app/models/sample_tablet.h"

using namespace bf;
using namespace bf::test;

namespace {

struct FoundProblem : SampleTablet {
  RecordId household = facts().front().id;
  RecordId problem =
      add("problem", household,
          {{"item", "安全饮用水"}, {"content", "水管断流"}, {"state", "已交办"}, {"found_date", "2018-08-01"}});

  std::vector<std::string> lacks() {
    const auto file = must(RecordFile::read(*store, numberOf("problem"), problem));
    std::vector<std::string> texts;
    for (const auto& label : closingLacks(builtinSchema(), file, file.top())) texts.push_back(label.zh);
    return texts;
  }
  Label against(const Answers& answers) {
    const auto edit = edited("problem", answers);
    return closingObjection(*store, {edit.kind, problem, edit.set, edit.cleared});
  }
  /// On the morning of a day.
  void photo(const char* day, const char* caption) {
    add("evidence", problem,
        {{"evidence_type", "照片"}, {"taken", (std::string(day) + " 08:00").c_str()}, {"caption", caption}});
  }
};

const std::string noAnswer = "没有填写整改情况", noProof = "没有整改后的照片或材料";
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a problem is closed with what was done and a proof of it, and says which of the two is missing") {
  FoundProblem made;
  CHECK(made.lacks() == Texts{noAnswer, noProof});
  CHECK(made.against({{"state", "已销号"}}).zh == "还不能销号：没有填写整改情况，没有整改后的照片或材料");
  CHECK(made.against({{"state", "已销号"}, {"answer", "  "}}).zh.find(noAnswer) != std::string::npos);
  CHECK(made.against({{"state", "已销号"}, {"answer", "已接通"}}).zh == "还不能销号：没有整改后的照片或材料");
  CHECK(made.against({{"state", "已销号"}, {"answer", "已接通"}}).en ==
        "It cannot be closed yet: there is no photo or document of what was done");
  made.edit("problem", made.problem, "answer", "已接通自来水");
  CHECK(made.lacks() == Texts{noProof});
  made.photo("2018-08-20", "水龙头");
  CHECK(made.lacks().empty());
  CHECK(made.against({{"state", "已销号"}}).empty());
}

TEST_CASE("a photo of what was found proves nothing; one of the remedy does, also on that day, and so does a paper") {
  FoundProblem made;
  made.edit("problem", made.problem, "answer", "已接通自来水");
  made.photo("2018-08-01", "问题");
  CHECK(made.lacks() == Texts{noProof});
  SECTION("of the remedy") {
    made.photo("2018-08-01", remedyCaption);
    CHECK(made.lacks().empty());
  }
  SECTION("of the remedy, chosen from a folder and older than the problem") {
    made.photo("2018-07-31", remedyCaption);
    CHECK(made.lacks() == Texts{noProof});
  }
  SECTION("a scanned acceptance") {
    made.add("evidence", made.problem, {{"evidence_type", "扫描件"}});
    CHECK(made.lacks().empty());
  }
  SECTION("below an event of the problem") {
    const auto event = made.add("problem_event", made.problem, {{"event", "核实销号"}});
    made.add("evidence", event, {{"evidence_type", "文档"}});
    CHECK(made.lacks().empty());
  }
  SECTION("of another problem of the household") {
    const auto other = made.add("problem", made.household, {{"item", "道路"}, {"found_date", "2018-08-01"}});
    made.add("evidence", other, {{"evidence_type", "文档"}});
    CHECK(made.lacks() == Texts{noProof});
  }
}

TEST_CASE("a closed problem keeps what it was closed with, and other answers are nobody's business") {
  FoundProblem made;
  made.edit("problem", made.problem, "answer", "已接通自来水");
  made.photo("2018-08-20", remedyCaption);
  made.edit("problem", made.problem, "state", "已销号");
  const auto answer = builtinSchema().kindByName("problem")->fieldByName("answer")->number;
  const std::vector<std::uint32_t> cleared{answer};
  CHECK_FALSE(closingObjection(*made.store, {made.numberOf("problem"), made.problem, {}, cleared}).empty());
  CHECK(made.against({{"answer", "已接通，水质合格"}}).empty());
  CHECK(made.against({{"state", "重新打开"}}).empty());
  FoundProblem open;
  CHECK(open.against({{"state", "已答复"}}).empty());
  CHECK(open.against({{"unit", "水务局"}}).empty());
  const auto member = SampleTablet::edited("member", {{"name", "张三"}});
  CHECK(closingObjection(*open.store, {member.kind, {}, member.set, {}}).empty());
}

TEST_CASE("a problem is not made closed") {
  FoundProblem made;
  const auto edit = SampleTablet::edited("problem", {{"state", "已销号"}, {"answer", "已办"}});
  CHECK_FALSE(closingObjection(*made.store, {edit.kind, {}, edit.set, {}}).empty());
}
