// The ledgers of a village, over the sample's book and store.
#include <catch2/catch.hpp>

#include "app/ledgers/book_ledgers.h"
#include "app/ledgers/policy_ledger.h"
#include "app/ledgers/record_ledgers.h"
#include "app/models/eight_items.h"
#include "app/tablet_home.h"
#include "tests/app/models/big_book.h"
#include "tests/app/sample/sample_home.h"
#include "tests/store/must.h"
#include "tests/store/temp_dir.h"

using namespace bf;
using namespace bf::test;

namespace {

const EightItems judge;

HouseholdFacts household(std::int64_t rec, const char* head) {
  HouseholdFacts facts;
  facts.rec = rec;
  facts.id.bytes.back() = static_cast<std::uint8_t>(rec);
  facts.head = head;
  facts.group = "上坑屯";
  facts.kind = choice::kindPoor;
  facts.status = choice::statusOut;
  return facts;
}

VillageBook bookOf(std::vector<HouseholdFacts> facts) {
  VillageBook book(builtinSchema(), judge, bigDay);
  book.hold(std::move(facts));
  return book;
}

Ledger made(LedgerKind kind, const VillageBook& book, Language language = Language::chinese) {
  return ledgerOf(kind, book, builtinSchema(), language);
}

MemberFacts member(const char* name, Day birth) {
  MemberFacts one;
  one.name = name;
  one.birth = birth;
  one.medical = one.severe = Answer::yes;
  return one;
}

/// Every line has its cells, every filter a name, and "all" leaves all.
void checkForm(const Ledger& ledger) {
  CHECK(ledger.filters.size() > 1);
  CHECK(ledger.count(0) == ledger.lines.size());
  for (const auto& line : ledger.lines) CHECK(line.cells.size() == ledger.columns.size());
  for (const auto& column : ledger.columns) {
    CHECK_FALSE(column.name.zh.empty());
    CHECK_FALSE(column.name.en.empty());
  }
}

}  // namespace

TEST_CASE("the ledger of the poor leaves out who is not on the register, and names what is short") {
  auto short_ = household(1, "王建国"), whole = household(2, "曾庆华"), rural = household(3, "李秀英");
  rural.kind = 2;
  short_.water = Answer::no;
  whole.water = whole.power = whole.tv = whole.network = whole.stableIncome = Answer::yes;
  whole.grade = choice::gradeA;
  whole.members = {member("曾庆华", 19700101)};
  const auto ledger = made(LedgerKind::poor, bookOf({short_, whole, rural}));
  checkForm(ledger);
  REQUIRE(ledger.lines.size() == 2);
  CHECK(ledger.lines[0].cells[0] == "王建国");  // wang before zeng
  CHECK(ledger.lines[0].cells[5] == "饮水");
  CHECK(ledger.lines[0].tone == LedgerTone::bad);
  CHECK(ledger.lines[1].cells[5].empty());
  CHECK(ledger.lines[1].tone == LedgerTone::good);
  CHECK(ledger.count(3) == 1);
  CHECK(made(LedgerKind::poor, bookOf({short_}), Language::english).lines[0].cells[5] != "饮水");
}

TEST_CASE("a D house without a plan is told apart from one that is being rebuilt and one that is done") {
  auto bare = household(1, "甲"), running = household(2, "乙"), done = household(3, "丙"), sound = household(4, "丁"),
       given = household(5, "戊");
  for (auto* one : {&bare, &running, &done, &given}) one->grade = choice::gradeD;
  sound.grade = choice::gradeB;
  running.renovation = 3;
  done.renovation = choice::renovationAccepted;
  given.renovation = choice::renovationGivenUp;
  const auto ledger = made(LedgerKind::housing, bookOf({bare, running, done, sound, given}));
  checkForm(ledger);
  CHECK(ledger.lines.size() == 4);
  CHECK(ledger.count(3) == 2);  // without a plan, or given up
  CHECK(ledger.count(4) == 1);
  CHECK(ledger.count(5) == 1);
}

TEST_CASE("the ledger of insurance has a line a person who is not known to be insured, and nobody who moved away") {
  auto facts = household(1, "王建国");
  auto none = member("王小明", 20080101), unknown = member("王阿婆", 19400101), gone = member("王远", 19800101);
  none.medical = Answer::no;
  unknown.severe = Answer::unknown;
  gone.medical = Answer::no;
  gone.gone = true;
  facts.members = {member("王建国", 19700101), none, unknown, gone};
  const auto ledger = made(LedgerKind::medical, bookOf({facts}));
  checkForm(ledger);
  REQUIRE(ledger.lines.size() == 2);
  CHECK(ledger.lines[0].tone == LedgerTone::bad);
  CHECK(ledger.lines[1].tone == LedgerTone::unknown);  // not collected is not "not insured"
  CHECK(ledger.count(1) == 1);
  CHECK(ledger.count(3) == 1);
  CHECK(ledger.lines[0].household == facts.id);
}

TEST_CASE("the ledger of schooling has the children of the age, and who left school whatever the age") {
  auto facts = household(1, "王建国");
  auto child = member("小学生", 20090101), out = member("辍学生", 20050101), unknown = member("未知", 20100101);
  child.stage = 10;
  out.droppedOut = Answer::yes;
  facts.members = {child, out, unknown, member("大人", 19700101), member("婴儿", 20180101)};
  const auto ledger = made(LedgerKind::school, bookOf({facts}));
  checkForm(ledger);
  REQUIRE(ledger.lines.size() == 3);
  CHECK(ledger.count(1) == 1);
  CHECK(ledger.count(2) == 1);
  CHECK(ledger.count(3) == 1);
}

TEST_CASE("ledgers of records read the store, by deadline and by date, with the names of the book") {
  const TempDir dir{TempDir::On::memory};
  SampleOptions options;
  options.folder = dir.file("tablet");
  must(makeSampleHome(options));
  const auto store = must(must(TabletHome::open(options.folder)).openStore());
  VillageBook book(builtinSchema(), judge, bigDay);
  must(book.readAll(*store));
  const auto tx = must(store->read());
  const auto read = [&](LedgerKind kind) {
    return must(RecordLedger::read(*tx, builtinSchema(), kind, {bigDay, Language::chinese, {}})).join(book);
  };
  const auto problems = read(LedgerKind::problems);
  checkForm(problems);
  CHECK(problems.lines.size() == 7);
  CHECK(problems.count(1) == 6);
  CHECK(problems.count(2) == 1);
  CHECK(problems.lines.front().tone == LedgerTone::bad);
  CHECK(problems.lines.back().tone == LedgerTone::good);
  for (const auto& line : problems.lines) {
    const auto row = book.rowOf(line.household);
    REQUIRE(row);
    CHECK(book.rows()[*row].facts.head == line.cells[0]);
  }
  const auto visits = read(LedgerKind::visits);
  checkForm(visits);
  CHECK(visits.lines.size() >= 29);
  CHECK(std::ranges::is_sorted(visits.lines, std::greater(), [](const LedgerLine& line) { return line.cells[2]; }));
  CHECK(visits.count(1) < visits.count(2));
  CHECK(visits.count(2) <= visits.count(3));
  const auto support = read(LedgerKind::support);
  checkForm(support);
  CHECK(support.count(1) + support.count(2) == support.lines.size());
  for (const auto kind : {LedgerKind::poor, LedgerKind::housing, LedgerKind::medical, LedgerKind::school}) {
    const auto ledger = made(kind, book);
    checkForm(ledger);
    CHECK_FALSE(ledger.lines.empty());
  }
}

TEST_CASE("a clerk's 25,000 households are a ledger") {
  const auto book = bigBook(judge, 25'000);
  const auto ledger = made(LedgerKind::poor, book);
  CHECK(ledger.lines.size() > 10'000);
}

TEST_CASE("the indicators of the county's pack, each opening to the households that fall short") {
  const TempDir dir{TempDir::On::memory};
  SampleOptions options;
  options.folder = dir.file("tablet");
  must(makeSampleHome(options));
  const auto store = must(must(TabletHome::open(options.folder)).openStore());
  VillageBook book(builtinSchema(), judge, bigDay);
  must(book.readAll(*store));
  const auto region = book.rows().front().facts.region;
  const auto ledger = must(PolicyLedger::read(*store, region, 20180912)).join(book, Language::chinese);
  checkForm(ledger);
  const auto water =
      std::ranges::find_if(ledger.lines, [](const LedgerLine& line) { return line.cells[0] == "W1.2 安全饮用水"; });
  REQUIRE(water != ledger.lines.end());
  CHECK(water->household.isZero());
  std::size_t met = 0, all = 0, shortOf = 0;
  for (const auto& row : book.rows())
    if (row.facts.poor()) ++all, met += row.facts.water == Answer::yes ? 1u : 0u;
  CHECK(water->cells[1] == std::to_string(met) + " / " + std::to_string(all));
  for (auto line = water + 1; line != ledger.lines.end() && line->cells[0] == water->cells[0]; ++line) {
    const auto row = book.rowOf(line->household);
    REQUIRE(row);
    CHECK(book.rows()[*row].facts.water != Answer::yes);
    CHECK(line->tone == (book.rows()[*row].facts.water == Answer::no ? LedgerTone::bad : LedgerTone::unknown));
    ++shortOf;
  }
  CHECK(shortOf == all - met);
  CHECK(ledger.count(1) + ledger.count(2) + ledger.count(3) == ledger.lines.size());
}

TEST_CASE("a region's pack is the one in force, else the last before the day") {
  CHECK(packFor(builtinSchema(), 441424100200, 20180912) == "wuhua-2018");
  CHECK(packFor(builtinSchema(), 441424100200, 20170912) == "wuhua-2016");
  CHECK(packFor(builtinSchema(), 441424100200, 20261122) == "wuhua-2018");
  CHECK(packFor(builtinSchema(), 441424100200, 20150101).empty());
  CHECK(packFor(builtinSchema(), 450125, 20180912) == "nanning-2020");
  CHECK(packFor(builtinSchema(), 110101, 20180912).empty());
}
