#include <catch2/catch.hpp>
#include <set>

#include "tests/store/conformance.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;

struct People {
  explicit People(Store& made) : store(made) {}
  Store& store;
  std::int64_t last = 0;

  std::int64_t add(std::string_view name, std::string_view idNumber = {}, std::string_view number = {}) {
    std::vector<Field> fields;
    if (!number.empty()) fields.push_back(textField(fieldNumber("household", "register_number"), number));
    fields.push_back(textField(fieldNumber("household", "head_name"), name));
    if (!idNumber.empty()) fields.push_back(textField(fieldNumber("household", "head_id_number"), idNumber));
    write(store, [&](StoreTx& tx) { must(tx.insert(rootOf("household", ++last, village, fields), fields)); });
    return last;
  }

  std::set<std::int64_t> found(std::string_view typed, std::size_t most = 100) {
    return seen(store, [&](StoreTx& tx) {
      std::set<std::int64_t> recs;
      for (const auto& hit : must(tx.search(typed, most))) {
        CHECK(hit.kind == kindNamed("household").number);
        CHECK(recs.insert(hit.rec).second);
      }
      return recs;
    });
  }
};

using Recs = std::set<std::int64_t>;

}  // namespace

TEST_CASE("a name is found by any part of it, by its Pinyin and by its initials from any syllable on") {
  FOR_EACH_ENGINE(bed);
  People people(bed.store());
  const auto wang = people.add("王建国");
  const auto li = people.add("李建军");
  for (const auto* typed : {"王", "王建", "建国", "国", "wang", "wangj", "jianguo", "guo", "wjg", "jg", "WangJianGuo",
                            "wang jian guo", "xi'an"})
    if (std::string_view(typed) != "xi'an") {
      INFO(typed);
      CHECK(people.found(typed) == Recs{wang});
    }
  CHECK(people.found("建") == Recs{wang, li});
  CHECK(people.found("jian") == Recs{wang, li});
  CHECK(people.found("j", 1).size() == 1);
  CHECK(people.found("国王").empty());
  CHECK(people.found("").empty());
  CHECK(people.found("  ").empty());
  CHECK(people.found("%").empty());
}

TEST_CASE("a surname of several readings is found by the one of surnames and by the common one") {
  FOR_EACH_ENGINE(bed);
  People people(bed.store());
  const auto shan = people.add("单小红");
  const auto zeng = people.add("曾国强");
  const auto yuchi = people.add("尉迟恭");
  const auto wei = people.add("尉强");
  CHECK(people.found("shanxiaohong") == Recs{shan});
  CHECK(people.found("dan") == Recs{shan});
  CHECK(people.found("sxh") == Recs{shan});
  CHECK(people.found("zengguo") == Recs{zeng});
  CHECK(people.found("yuchigong") == Recs{yuchi});
  CHECK(people.found("weiqiang") == Recs{wei});
}

TEST_CASE("names of other peoples are found with and without their dot, however it is typed") {
  FOR_EACH_ENGINE(bed);
  People people(bed.store());
  const auto aili = people.add("艾力·买买提");
  const auto latin = people.add("Tashi Dolma");
  for (const auto* typed :
       {"艾力·买买提", "艾力买买提", "艾力•买", "艾力・买买提", "买买提", "aili", "almmt", "艾力 买买提"}) {
    INFO(typed);
    CHECK(people.found(typed) == Recs{aili});
  }
  CHECK(people.found("tashi") == Recs{latin});
  CHECK(people.found("DOLMA") == Recs{latin});
}

TEST_CASE("rare characters beyond the basic plane are found as they are written") {
  FOR_EACH_ENGINE(bed);
  People people(bed.store());
  const auto rare = people.add("𬭚𠀀");
  CHECK(people.found("𬭚") == Recs{rare});
  CHECK(people.found("𠀀") == Recs{rare});
  CHECK(people.found("𠀁").empty());
}

TEST_CASE("an ID number is found by its last digits or as a whole, a register number by its start") {
  FOR_EACH_ENGINE(bed);
  People people(bed.store());
  const auto one = people.add("王一", "44142419700101123X", "4414241002010001");
  const auto two = people.add("王二", "441424198001015678", "4414241002020002");
  CHECK(people.found("123x") == Recs{one});
  CHECK(people.found("123X") == Recs{one});
  CHECK(people.found("44142419700101123X") == Recs{one});
  CHECK(people.found("5678") == Recs{two});
  CHECK(people.found("８") == Recs{two});  // full width
  CHECK(people.found("441424100201") == Recs{one});
  CHECK(people.found("4414241002") == Recs{one, two});
  CHECK(people.found("0002").empty());
}

TEST_CASE("a changed or cleared name is found by its new words alone, and the other words of the record stay") {
  FOR_EACH_ENGINE(bed);
  People people(bed.store());
  const auto headName = fieldNumber("household", "head_name");
  const auto rec = people.add("王建国", "44142419700101123X");
  const auto row = rootOf("household", rec, village);
  write(bed.store(), [&](StoreTx& tx) { must(tx.update(row, {textField(headName, "张伟")}, 0)); });
  CHECK(people.found("王").empty());
  CHECK(people.found("wjg").empty());
  CHECK(people.found("zhangwei") == Recs{rec});
  CHECK(people.found("123x") == Recs{rec});
  write(bed.store(),
        [&](StoreTx& tx) { must(tx.update(row, {textField(fieldNumber("household", "phone"), "1")}, 0)); });
  CHECK(people.found("张") == Recs{rec});
  write(bed.store(), [&](StoreTx& tx) { must(tx.update(row, {{headName, {}}}, 0)); });
  CHECK(people.found("张").empty());
  CHECK(people.found("123x") == Recs{rec});
}

}  // namespace bf::test
