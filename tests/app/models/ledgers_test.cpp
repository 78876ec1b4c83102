// The ledgers of a village, over the sample's book and store.
#include <catch2/catch.hpp>
#include <set>

#include "app/ledgers/book_ledgers.h"
#include "app/ledgers/policy_ledger.h"
#include "app/ledgers/record_ledgers.h"
#include "app/models/eight_items.h"
#include "tests/app/models/big_book.h"
#include "tests/app/models/sample_tablet.h"

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

Ledger readFrom(SampleTablet& tablet, LedgerKind kind, const VillageBook& book) {
  const auto tx = must(tablet.store->read());
  return must(RecordLedger::read(*tx, builtinSchema(), kind, {sampleDay, Language::chinese, {}})).join(book);
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

TEST_CASE("an accepted renovation is good in the ledger only where the house is safe by it") {
  auto since = household(1, "甲"), before = household(2, "乙"), again = household(3, "丙");
  for (auto* one : {&since, &before, &again}) {
    one->grade = choice::gradeD;
    one->renovation = choice::renovationAccepted;
    one->renovationYear = 2017;
  }
  since.assessed = 20160501;
  before.assessed = 20180501;  // assessed as D after the renovation
  const auto ledger = made(LedgerKind::housing, bookOf({since, before, again}));
  REQUIRE(ledger.lines.size() == 3);
  for (const auto& line : ledger.lines)
    CHECK(line.tone == (line.cells[0] == "甲" ? LedgerTone::good : LedgerTone::unknown));
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
  SampleTablet tablet;
  const auto book = tablet.book(judge);
  const auto read = [&](LedgerKind kind) { return readFrom(tablet, kind, book); };
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

TEST_CASE("each filter of a ledger of the book leaves the households that it names") {
  auto preparing = household(1, "甲"), out = household(2, "乙"), monitored = household(3, "丙");
  preparing.status = choice::statusPreparing;
  monitored.status = choice::statusMonitored;
  preparing.lastVisit = 20180901;
  out.lastVisit = 20180902;
  preparing.grade = choice::gradeC;
  out.grade = choice::gradeD;
  monitored.grade = choice::gradeA;
  monitored.water = monitored.power = monitored.tv = monitored.network = monitored.stableIncome = Answer::yes;
  auto ill = member("丁", 19500101), both = member("戊", 19500101);
  ill.severe = Answer::no;
  both.medical = both.severe = Answer::no;
  monitored.members = {member("丙", 19700101), ill, both};
  const auto book = bookOf({preparing, out, monitored});
  const auto poor = made(LedgerKind::poor, book), housing = made(LedgerKind::housing, book),
             medical = made(LedgerKind::medical, book);
  const auto of = [](const Ledger& ledger, std::size_t filter) {
    std::string names;
    for (const auto& line : ledger.lines)
      if (line.passes(filter)) names += line.cells[0];
    return names;
  };
  CHECK(of(poor, 1) == "甲");
  CHECK(of(poor, 2) == "丙乙");  // by sound
  CHECK(of(poor, 3) == "丙甲乙");
  CHECK(of(poor, 4) == "甲乙");
  CHECK(of(poor, 5) == "丙");
  CHECK(poor.lines[1].cells[7] == "2018-09-01");
  CHECK(of(housing, 1) == "甲");
  CHECK(of(housing, 2) == "乙");
  CHECK(of(medical, 1) == "戊");
  CHECK(of(medical, 2) == "丁戊");
  CHECK(of(medical, 3).empty());
}

namespace {

/// What a test wants to know of a line: one of its cells, and which filters after "all" it passes.
struct Said {
  std::string cell;
  std::vector<std::size_t> filters;
  LedgerTone tone;
  bool operator==(const Said&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Said& said) {
  out << said.cell << " tone " << static_cast<int>(said.tone);
  for (const auto filter : said.filters) out << ' ' << filter;
  return out;
}

/// Of one household's lines, in their order.
std::vector<Said> saidOf(const Ledger& ledger, const RecordId& household, std::size_t cell) {
  std::vector<Said> all;
  for (const auto& line : ledger.lines) {
    if (line.household != household) continue;
    all.push_back({line.cells[cell], {}, line.tone});
    for (std::size_t filter = 1; filter < ledger.filters.size(); ++filter)
      if (line.passes(filter)) all.back().filters.push_back(filter);
  }
  return all;
}

using enum LedgerTone;

}  // namespace

TEST_CASE("a problem is overdue the day after its deadline, until it is closed; the closed stand last") {
  SampleTablet tablet;
  const auto book = tablet.book(judge);
  const auto household =
      std::ranges::find(book.rows(), 0, [](const BookRow& row) { return row.facts.problems; })->facts.id;
  tablet.add("problem", household, {{"state", "已销号"}, {"deadline", "2018-09-01"}});
  tablet.add("problem", household, {{"state", "已答复"}});
  tablet.add("problem", household, {{"state", "已交办"}, {"deadline", "2018-09-12"}});
  tablet.add("problem", household, {{"state", "待交办"}, {"deadline", "2018-09-11"}});
  tablet.add("problem", household, {{"state", "已答复"}, {"deadline", "2018-09-13"}});
  CHECK(saidOf(readFrom(tablet, LedgerKind::problems, book), household, 6) ==
        std::vector<Said>{{"待交办 · 超期", {1, 2}, bad},
                          {"已交办", {1}, warning},
                          {"已答复", {1, 3}, warning},
                          {"已答复", {1, 3}, warning},
                          {"已销号", {4}, good}});
}

TEST_CASE("a visit belongs to its month, quarter and year, and to no other's") {
  SampleTablet tablet;
  const auto book = tablet.book(judge);
  const auto household =
      std::ranges::find(book.rows(), 0, [](const BookRow& row) { return row.facts.visits; })->facts.id;
  for (const auto* day : {"2017-09-12", "2017-12-31", "2018-06-30", "2018-07-01", "2018-08-31", "2018-09-01"})
    tablet.add("visit", household, {{"visit_date", day}});
  CHECK(saidOf(readFrom(tablet, LedgerKind::visits, book), household, 2) ==
        std::vector<Said>{{"2018-09-01", {1, 2, 3, 4}, warning},
                          {"2018-08-31", {2, 3, 4}, warning},
                          {"2018-07-01", {2, 3, 4}, warning},
                          {"2018-06-30", {3, 4}, warning},
                          {"2017-12-31", {4}, warning},
                          {"2017-09-12", {4}, warning}});
  const auto visits = readFrom(tablet, LedgerKind::visits, book);
  for (const auto& line : visits.lines) {
    CHECK(line.passes(4) == (line.cells[6] == "未完成"));
    CHECK(line.tone == (line.passes(4) ? warning : good));
  }
  CHECK(visits.count(4) < visits.lines.size());
}

TEST_CASE("a measure is open until it is done or stopped, and stands with the industry by its year") {
  SampleTablet tablet;
  const auto book = tablet.book(judge);
  const auto household =
      std::ranges::find_if(book.rows(), [](const BookRow& row) { return !row.facts.poor(); })->facts.id;
  tablet.add("industry_share", household, {{"year", "2018"}, {"contract_signed", "否"}});
  tablet.add("industry_share", household, {{"year", "2019"}, {"contract_signed", "是"}});
  tablet.add("measure", household, {{"year", "2014"}, {"state", "计划"}, {"due_date", "2018-09-12"}});
  tablet.add("measure", household, {{"year", "2015"}, {"state", "已终止"}, {"due_date", "2018-09-11"}});
  tablet.add("measure", household, {{"year", "2016"}, {"state", "已完成"}, {"due_date", "2018-09-11"}});
  tablet.add("measure", household, {{"year", "2017"}, {"state", "实施中"}, {"due_date", "2018-09-11"}});
  tablet.add("measure", household, {{"year", "2018"}, {"state", "实施中"}});
  const auto ledger = readFrom(tablet, LedgerKind::support, book);
  CHECK(saidOf(ledger, household, 6) == std::vector<Said>{{"已签合同", {2}, good},
                                                          {"实施中", {1, 3}, plain},
                                                          {"没有合同", {2}, plain},
                                                          {"实施中 · 超期", {1, 3, 4}, bad},
                                                          {"已完成", {1}, good},
                                                          {"已终止", {1}, plain},
                                                          {"计划", {1, 3}, plain}});
}

TEST_CASE(
    "what hangs from a removed household or village is in no ledger, what hangs from the village is the village's") {
  SampleTablet tablet;
  const auto tx = must(tablet.store->read());
  const auto village = must(tx->records(SampleTablet::numberOf("village"), 0, 1)).front().id;
  const auto before = tablet.book(judge);
  const auto row = std::ranges::find_if(before.rows(), [](const BookRow& one) { return one.facts.problems == 1; });
  REQUIRE(row != before.rows().end());
  const auto lines = readFrom(tablet, LedgerKind::problems, before).lines.size();
  tablet.add("problem", village, {{"state", "待交办"}, {"content", "村道路灯不亮"}});
  const auto ofVillage = [](const Ledger& ledger) {
    return std::ranges::count_if(ledger.lines, [](const LedgerLine& line) { return line.household.isZero(); });
  };
  const auto first = readFrom(tablet, LedgerKind::problems, before);
  CHECK(first.lines.size() == lines + 1);
  CHECK(ofVillage(first) == 1);
  must(tablet.replica->remove(SampleTablet::numberOf("household"), row->facts.id, "重复登记"));
  const auto after = tablet.book(judge);
  const auto second = readFrom(tablet, LedgerKind::problems, after);
  CHECK(second.lines.size() == lines);
  CHECK(ofVillage(second) == 1);
  must(tablet.replica->remove(SampleTablet::numberOf("village"), village, "并入邻村"));
  CHECK(ofVillage(readFrom(tablet, LedgerKind::problems, after)) == 0);
}

TEST_CASE("a clerk's 25,000 households are a ledger") {
  const auto book = bigBook(judge, 25'000);
  const auto ledger = made(LedgerKind::poor, book);
  CHECK(ledger.lines.size() > 10'000);
}

TEST_CASE("the indicators of the county's pack, each opening to the households that fall short") {
  SampleTablet tablet;
  const auto book = tablet.book(judge);
  const auto region = book.rows().front().facts.region;
  const auto ledger = must(PolicyLedger::read(*tablet.store, {region, sampleDay, {}})).join(book, Language::chinese);
  checkForm(ledger);
  const auto water =
      std::ranges::find_if(ledger.lines, [](const LedgerLine& line) { return line.cells[0] == "安全饮用水"; });
  REQUIRE(water != ledger.lines.end());
  CHECK(water->household.isZero());
  std::size_t met = 0, all = 0, shortOf = 0;
  for (const auto& row : book.rows())
    if (row.facts.poor()) ++all, met += row.facts.water == Answer::yes ? 1u : 0u;
  CHECK(water->cells[1] == std::to_string(met) + " / " + std::to_string(all) + "户");
  CHECK(ledger.mixed);  // figures of indicators and lines of households
  std::set<std::string> names;
  bool persons = false;
  for (const auto& line : ledger.lines)
    if (line.passes(1)) {
      CHECK(names.insert(line.cells[0]).second);
      CHECK(line.cells[0].find('W') == std::string::npos);  // no number of a document's paragraph
      persons = persons || line.cells[1].ends_with("人");
    }
  CHECK(persons);
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

TEST_CASE("a reader of indicators that is told to stop stops while the rules run, without lines") {
  SampleTablet tablet;
  const auto book = tablet.book(judge);
  PolicyLedger::Options options{book.rows().front().facts.region, sampleDay, {}};
  int asked = 0;
  options.goesOn = [&] { return ++asked > 0; };
  CHECK_FALSE(must(PolicyLedger::read(*tablet.store, options)).join(book, Language::chinese).lines.empty());
  CHECK(asked > 10);  // not only before and after
  const int half = asked / 2;
  asked = 0;
  options.goesOn = [&] { return ++asked < half; };
  CHECK(must(PolicyLedger::read(*tablet.store, options)).join(book, Language::chinese).lines.empty());
  CHECK(asked < half + 5);
}

TEST_CASE("a region's pack is the one in force, else the last before the day") {
  CHECK(packFor(builtinSchema(), 441424100200, 20180912)->id == "wuhua-2018");
  CHECK(packFor(builtinSchema(), 441424100200, 20170912)->id == "wuhua-2016");
  CHECK(packFor(builtinSchema(), 441424100200, 20261122)->id == "wuhua-2018");
  CHECK_FALSE(packFor(builtinSchema(), 441424100200, 20150101).has_value());
  CHECK(packFor(builtinSchema(), 450125, 20180912)->id == "nanning-2020");
  CHECK_FALSE(packFor(builtinSchema(), 110101, 20180912).has_value());
}
