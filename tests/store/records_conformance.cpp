#include <catch2/catch.hpp>

#include "shared/base/wire.h"
#include "shared/schema/record_builder.h"
#include "tests/store/conformance.h"

namespace bf::test {
namespace {

constexpr RegionCode village = 441424100201;
const auto headName = [] { return fieldNumber("household", "head_name"); };

std::vector<std::int64_t> numbersOf(const std::vector<RecordRow>& rows) {
  std::vector<std::int64_t> numbers;
  for (const auto& row : rows) numbers.push_back(row.rec);
  return numbers;
}

using Numbers = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a record is found by its name and by its number, with parent, region and heads") {
  FOR_EACH_ENGINE(bed);
  const auto household = rootOf("household", 7, village, {textField(headName(), "王建国")});
  const auto member = childOf("member", 8, household);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.insert(household, {textField(headName(), "王建国")}));
    must(tx.insert(member, {}));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    const auto found = must(tx.find(household.kind, household.id));
    REQUIRE(found);
    CHECK(found->rec == 7);
    CHECK(found->region == village);
    CHECK(found->parent == 0);
    CHECK(found->heads == household.heads);
    const auto loaded = must(tx.load(member.kind, 8));
    REQUIRE(loaded);
    CHECK(loaded->id == member.id);
    CHECK(loaded->parent == 7);
    CHECK(loaded->parentKind == household.kind);
    CHECK(loaded->region == 0);
    CHECK_FALSE(must(tx.find(member.kind, household.id)));
    CHECK_FALSE(must(tx.load(household.kind, 8)));
  });
}

TEST_CASE("a scan has every record of a kind in its order, with the values that were asked for and are there") {
  FOR_EACH_ENGINE(bed);
  const auto group = fieldNumber("household", "group_name"), status = fieldNumber("household", "status");
  const auto one = rootOf("household", 7, village, {}), two = rootOf("household", 9, village, {});
  const auto below = childOf("member", 8, one);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.insert(two, {textField(headName(), "李四")}));
    must(tx.insert(one, {textField(headName(), "王建国"), textField(group, "上坑屯")}));
    must(tx.insert(below, {}));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    std::vector<std::string> seen;
    const auto note = [&](const RecordRow& row, const std::vector<Field>& values) {
      std::string line = std::to_string(row.rec) + " " + std::to_string(row.parent);
      for (const auto& value : values)
        line += " " + std::to_string(value.number) + "=" + std::string(WireReader(value.wire).next()->payload);
      CHECK((row.id == one.id || row.id == two.id || row.id == below.id));
      seen.push_back(line);
      return true;
    };
    must(tx.scan(one.kind, {group, status}, note));
    CHECK(seen == std::vector<std::string>{"7 0 " + std::to_string(group) + "=上坑屯", "9 0"});
    seen.clear();
    must(tx.scan(below.kind, {}, note));
    CHECK(seen == std::vector<std::string>{"8 7"});
    int calls = 0;
    must(tx.scan(one.kind, {headName()}, [&](const RecordRow& row, const std::vector<Field>&) {
      CHECK(row.region == village);
      return ++calls < 1;
    }));
    CHECK(calls == 1);
    CHECK(refused(tx.scan(250, {}, note)) == Errc::unknownKind);
    CHECK(refused(tx.scan(one.kind, {1999}, note)) == Errc::unknownKind);
  });
}

TEST_CASE("a record kind that the schema does not have is refused by name") {
  FOR_EACH_ENGINE(bed);
  seen(bed.store(), [](StoreTx& tx) {
    CHECK(refused(tx.find(250, idNamed("x"))) == Errc::unknownKind);
    CHECK(refused(tx.records(250, 0, 1)) == Errc::unknownKind);
  });
}

TEST_CASE("two records of one kind can have neither the same name nor the same number") {
  FOR_EACH_ENGINE(bed);
  const auto first = rootOf("household", 7, village);
  auto sameNumber = rootOf("household", 7, village);
  sameNumber.id = idNamed("another");
  auto sameName = rootOf("household", 9, village);
  sameName.id = first.id;
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.insert(first, {}));
    CHECK(refused(tx.insert(sameNumber, {})) == Errc::alreadyExists);
    CHECK(refused(tx.insert(sameName, {})) == Errc::alreadyExists);
  });
}

TEST_CASE("an update writes heads, place and those values that are shown otherwise, and leaves the others") {
  FOR_EACH_ENGINE(bed);
  const auto phone = fieldNumber("household", "phone");
  const auto address = fieldNumber("household", "address");
  auto row = rootOf("household", 7, village);
  write(bed.store(), [&](StoreTx& tx) {
    must(
        tx.insert(row, {textField(phone, "13800000000"), textField(headName(), "王建国"), textField(address, "村东")}));
    row.region = village + 1;
    row.heads.setAsOf(99);
    must(tx.update(row, {textField(headName(), "王建军"), {address, {}}}, 2));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK(must(tx.values(row.kind, 7)) ==
          std::vector<Field>{textField(phone, "13800000000"), textField(headName(), "王建军")});
    CHECK(must(tx.value(row.kind, 7, headName())) == textField(headName(), "王建军").wire);
    CHECK(must(tx.value(row.kind, 7, address)).empty());
    CHECK(must(tx.value(row.kind, 8, headName())).empty());
    const auto found = must(tx.load(row.kind, 7));
    CHECK(found->region == village + 1);
    CHECK(found->heads.asOf() == 99);
    CHECK(numbersOf(must(tx.contested(row.kind, 0, 10))) == Numbers{7});
  });
  write(bed.store(), [&](StoreTx& tx) { must(tx.update(row, {}, 0)); });
  seen(bed.store(), [&](StoreTx& tx) { CHECK(must(tx.contested(row.kind, 0, 10)).empty()); });
}

TEST_CASE("fields that the schema does not know are kept byte for byte") {
  FOR_EACH_ENGINE(bed);
  // 1900: a field of a newer schema, as a text, then twice, then as a fixed number in an odd encoding.
  const Field odd{1900, std::string("\xe2\x76\x03"
                                    "abc",
                                    6)};
  const Field more{1901, std::string("\xe8\x76\x81\x80\x00\xe8\x76\x05", 8)};
  auto row = rootOf("household", 7, village);
  write(bed.store(), [&](StoreTx& tx) { must(tx.insert(row, {textField(headName(), "王"), odd, more})); });
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK(must(tx.values(row.kind, 7)) == std::vector<Field>{textField(headName(), "王"), odd, more});
    CHECK(must(tx.value(row.kind, 7, 1901)) == more.wire);
  });
  const Field other{1900, textField(1900, "另一个").wire};
  write(bed.store(), [&](StoreTx& tx) { must(tx.update(row, {other, {1901, {}}}, 0)); });
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK(must(tx.values(row.kind, 7)) == std::vector<Field>{textField(headName(), "王"), other});
    CHECK(must(tx.value(row.kind, 7, 1901)).empty());
  });
}

TEST_CASE("a value of another type than the schema says does not stop what comes with it") {
  FOR_EACH_ENGINE(bed);
  const auto persons = fieldNumber("household", "persons");
  const auto batches = fieldNumber("household", "batches");
  const auto row = rootOf("household", 7, village);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.insert(row, {numberField(headName(), 5),
                         {batches, std::string("\xe1\x01"
                                               "12345678",
                                               10)},
                         textField(persons, "four")}));
  });
  seen(bed.store(), [&](StoreTx& tx) { CHECK(must(tx.values(row.kind, 7)).empty()); });
  write(bed.store(), [&](StoreTx& tx) { must(tx.update(row, {numberField(persons, 4)}, 0)); });
  write(bed.store(), [&](StoreTx& tx) { must(tx.update(row, {textField(persons, "five")}, 0)); });
  seen(bed.store(), [&](StoreTx& tx) { CHECK(must(tx.values(row.kind, 7)).empty()); });
}

TEST_CASE("what hangs from a record is listed by kind, then by number") {
  FOR_EACH_ENGINE(bed);
  const auto household = rootOf("household", 1, village);
  const auto other = rootOf("household", 2, village);
  write(bed.store(), [&](StoreTx& tx) {
    for (const auto& row : {household, other}) must(tx.insert(row, {}));
    for (const auto& row : {childOf("visit", 5, household), childOf("member", 9, household),
                            childOf("member", 4, household), childOf("member", 6, other)})
      must(tx.insert(row, {}));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    const auto children = must(tx.children(household.kind, 1));
    CHECK(numbersOf(children) == Numbers{4, 9, 5});
    CHECK(children.back().kind == kindNamed("visit").number);
    CHECK(must(tx.children(kindNamed("visit").number, 5)).empty());
  });
}

TEST_CASE("roots and records are listed in pages that neither repeat nor leave out") {
  FOR_EACH_ENGINE(bed);
  write(bed.store(), [&](StoreTx& tx) {
    for (std::int64_t rec = 1; rec <= 9; ++rec)
      must(tx.insert(rootOf("household", rec, village + static_cast<RegionCode>(rec % 2)), {}));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    const auto kind = kindNamed("household").number;
    CHECK(numbersOf(must(tx.roots(kind, village, 0, 3))) == Numbers{2, 4, 6});
    CHECK(numbersOf(must(tx.roots(kind, village, 6, 3))) == Numbers{8});
    CHECK(must(tx.roots(kind, village, 8, 3)).empty());
    CHECK(must(tx.roots(kind, village + 2, 0, 3)).empty());
    CHECK(numbersOf(must(tx.records(kind, 0, 4))) == Numbers{1, 2, 3, 4});
    CHECK(numbersOf(must(tx.records(kind, 4, 100))) == Numbers{5, 6, 7, 8, 9});
  });
}

TEST_CASE("a record with another number takes along what hangs from it, what wrote it and how it is found") {
  FOR_EACH_ENGINE(bed);
  const auto household = rootOf("household", provisionalFrom + 5, village);
  const auto visit = childOf("visit", provisionalFrom + 6, household);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.insert(household, {textField(headName(), "欧阳修")}));
    must(tx.insert(visit, {}));
    must(tx.touch(household.rec, provisionalFrom + 7));
    must(tx.rekey(household.kind, household.rec, 40));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK_FALSE(must(tx.load(household.kind, household.rec)));
    CHECK(must(tx.load(household.kind, 40))->id == household.id);
    CHECK(numbersOf(must(tx.children(household.kind, 40))) == Numbers{visit.rec});
    CHECK(must(tx.touches(40)) == Numbers{provisionalFrom + 7});
    CHECK(must(tx.touches(household.rec)).empty());
    const auto hits = must(tx.search("欧阳", 10));
    REQUIRE(hits.size() == 1);
    CHECK(hits.front().rec == 40);
  });
}

TEST_CASE("a record taken out leaves neither values nor touches nor words to find it by, and its children stay") {
  FOR_EACH_ENGINE(bed);
  const auto household = rootOf("household", 3, village);
  const auto member = childOf("member", 4, household);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.insert(household, {textField(headName(), "欧阳修")}));
    must(tx.insert(member, {}));
    must(tx.touch(3, 9));
    must(tx.evict(household.kind, 3));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK_FALSE(must(tx.find(household.kind, household.id)));
    CHECK(must(tx.values(household.kind, 3)).empty());
    CHECK(must(tx.touches(3)).empty());
    CHECK(must(tx.search("欧阳", 10)).empty());
    CHECK(must(tx.load(member.kind, 4)));
  });
}

}  // namespace bf::test
