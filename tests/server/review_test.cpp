// What people at the centre decide with bianfangctl, and what the tablets see of it afterwards.

#include <catch2/catch.hpp>
#include <functional>

#include "sync-server/ctl/commands.h"
#include "tests/server/office.h"

using namespace bf;
using namespace bf::test;

namespace {

const std::string place = "441424100200";

const char* const register1 =
    "行政村代码,户编号,户主姓名\n"
    "441424100200,44142410020000001,张三\n"
    "441424100200,44142410020000002,李四\n";

/// A county with two households, the tablet of their village's secretary, and that of the township's clerk.
struct Desk {
  Desk() {
    office.found();
    office.did({"register", "import", office.write("households.csv", register1)});
    secretary = office.tablet("village_secretary", place);
    clerk = office.tablet("township_clerk", "441424100");
    sync();
    household = households(secretary->replica().store()).front();
    id = toHex(household.id.view());
  }
  void sync() {
    for (auto* one : {secretary.get(), clerk.get()}) REQUIRE(office.sync(*one).kind == ClientStep::Kind::done);
  }
  /// Both write without having seen the other; the clerk's write comes second and is shown.
  void quarrel(const std::string& field, const Value& first, const Value& second) {
    sync();
    editHousehold(*secretary, household, {{field, first}});
    clerk->clock.time = secretary->clock.time + 60'000'000;
    editHousehold(*clerk, household, {{field, second}});
    sync();
    sync();
  }
  [[nodiscard]] std::string seenBy(Tablet& tablet, const std::string& field) {
    const auto value = shown(tablet.replica().store(), household.kind, household.id, field);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr ? std::to_string(*number) : "(none)";
  }
  [[nodiscard]] std::size_t openConflicts() {
    return std::stoul(valueOf(office.did({"--json", "status"}), "conflicts"));
  }

  Office office;
  std::unique_ptr<Tablet> secretary, clerk;
  RecordRow household;
  std::string id;
};

}  // namespace

TEST_CASE("a conflict is listed and shown with who wrote what, and masked until a reason is given") {
  Desk desk;
  CHECK(desk.office.did({"--json", "conflicts", "list"}) == "[]\n");
  desk.quarrel("account", std::string("6228480000000000001"), std::string("6228480000000000002"));

  const auto listed = desk.office.did({"--json", "conflicts", "list"});
  CHECK(valueOf(listed, "record") == desk.id);
  CHECK(valueOf(listed, "field") == "account");
  CHECK(valueOf(listed, "values") == "2");
  CHECK(valueOf(listed, "region") == place);
  CHECK(desk.office.did({"--json", "conflicts", "list", "--kind", "member"}) == "[]\n");

  const auto shownMasked = desk.office.did({"conflicts", "show", "household", desk.id});
  CHECK(has(shownMasked, "township clerk"));
  CHECK(has(shownMasked, "village secretary"));
  CHECK(has(shownMasked, toHex(desk.clerk->device().view())));
  CHECK_FALSE(has(shownMasked, "6228480000000000001"));
  CHECK_FALSE(has(shownMasked, "6228480000000000002"));

  const std::vector<std::string> look{"conflicts", "show", "household", desk.id, "--unmask"};
  CHECK(has(desk.office.refused(Exit::usage, look), "--reason"));
  const auto whole =
      desk.office.did({"conflicts", "show", "household", desk.id, "--unmask", "--reason", "asked the bank"});
  CHECK(has(whole, "6228480000000000001"));
  CHECK(has(whole, "6228480000000000002"));
  CHECK(has(desk.office.did({"audit", "list"}), "asked the bank"));
}

TEST_CASE("a conflict is decided by the number of a value, and every tablet sees what was decided") {
  Desk desk;
  desk.quarrel("bank", std::string("五华农商银行"), std::string("邮储银行"));
  CHECK(desk.seenBy(*desk.secretary, "bank") == "邮储银行");
  const auto choices = desk.office.did({"--json", "conflicts", "show", "household", desk.id});
  CHECK(valueOf(choices, "choice") == "1");
  CHECK(valueOf(choices, "shown") == "*");

  CHECK(has(desk.office.did({"conflicts", "decide", "household", desk.id, "bank", "--choice", "2"}), "decided"));
  CHECK(desk.openConflicts() == 0);
  desk.sync();
  CHECK(desk.seenBy(*desk.secretary, "bank") == "五华农商银行");
  CHECK(desk.seenBy(*desk.clerk, "bank") == "五华农商银行");
  CHECK(desk.clerk->replica().conflicts(10).value().empty());
  CHECK(has(desk.office.did({"audit", "list"}), "conflict.decide"));
  // There is nothing to be decided any more.
  desk.office.refused(Exit::notFound, {"conflicts", "decide", "household", desk.id, "bank", "--choice", "1"});
}

TEST_CASE("a conflict is decided by another value, or by none") {
  Desk desk;
  desk.quarrel("labour_persons", std::int64_t{2}, std::int64_t{3});
  const std::vector<std::string> decide{"conflicts", "decide", "household", desk.id, "labour_persons", "--value"};
  const auto with = [&](const char* text) {
    auto words = decide;
    words.emplace_back(text);
    return words;
  };
  desk.office.refused(Exit::input, with("many"));
  desk.office.refused(Exit::input, with("1000"));
  CHECK(desk.openConflicts() == 1);
  desk.office.did(with("4"));
  desk.sync();
  CHECK(desk.seenBy(*desk.secretary, "labour_persons") == "4");
  CHECK(desk.seenBy(*desk.clerk, "labour_persons") == "4");

  desk.quarrel("bank", std::string("五华农商银行"), std::string("邮储银行"));
  desk.office.did({"conflicts", "decide", "household", desk.id, "bank", "--clear"});
  desk.sync();
  CHECK(desk.seenBy(*desk.secretary, "bank") == "(none)");
  CHECK(desk.openConflicts() == 0);
}

TEST_CASE("a removal that had not seen an edit is decided, and the household is there again") {
  Desk desk;
  editHousehold(*desk.secretary, desk.household, {{"needs", std::string("修路")}});
  must(desk.clerk->replica().remove(desk.household.kind, desk.household.id, "重复登记"));
  desk.sync();
  const auto listed = desk.office.did({"--json", "conflicts", "list"});
  CHECK(valueOf(listed, "field") == "removal");
  CHECK(has(desk.office.refused(Exit::input, {"conflicts", "decide", "household", desk.id, "removal", "--choice", "3"}),
            "--choice 1..2"));
  const auto sides = desk.office.did({"conflicts", "show", "household", desk.id});
  CHECK(has(sides, "removed: 重复登记"));
  CHECK(has(sides, "修路"));
  // Until then it is there: a removal is no way out of a list.
  CHECK(has(desk.office.did({"export", "household"}), "44142410020000001"));
  desk.office.did({"conflicts", "decide", "household", desk.id, "removal", "--choice", "2"});
  CHECK(has(desk.office.did({"export", "household"}), "44142410020000001"));
  desk.sync();
  CHECK(desk.openConflicts() == 0);
  CHECK(desk.seenBy(*desk.clerk, "removal") == "(none)");
  CHECK(desk.seenBy(*desk.clerk, "needs") == "修路");
}

TEST_CASE("a removal that had not seen an edit is decided to stand, and the tablets see that it does") {
  Desk desk;
  editHousehold(*desk.secretary, desk.household, {{"phone", std::string("13800138000")}});
  must(desk.clerk->replica().remove(desk.household.kind, desk.household.id, "重复登记"));
  desk.sync();
  CHECK(desk.openConflicts() == 1);
  CHECK_FALSE(has(desk.office.did({"conflicts", "show", "household", desk.id}), "13800138000"));
  CHECK(has(desk.office.did({"export", "household"}), "44142410020000001"));
  desk.office.did({"conflicts", "decide", "household", desk.id, "removal", "--choice", "1"});
  CHECK_FALSE(has(desk.office.did({"export", "household"}), "44142410020000001"));
  CHECK(desk.openConflicts() == 0);
  desk.sync();
  CHECK(desk.seenBy(*desk.secretary, "removal") == "重复登记");
  CHECK(must(desk.secretary->replica().conflicts(10)).empty());
}

TEST_CASE("what a revoked tablet deposits is admitted by its number, or laid aside, or all of it at once") {
  Desk desk;
  const auto device = toHex(desk.secretary->device().view());
  for (const char* words : {"visit-1", "visit-2", "visit-3", "visit-4"}) visit(*desk.secretary, desk.household, words);
  desk.office.did({"tablet", "revoke", device, "--why", "lost"});
  desk.office.sync(*desk.secretary);

  const auto held = desk.office.did({"--json", "held", "list"});
  CHECK(valueOf(held, "device") == device);
  CHECK(valueOf(held, "verdict") == "HELD_REVOKED");
  CHECK(has(held, "=visit-1"));  // what somebody would admit
  const auto first = std::stoll(valueOf(held, "seq"));
  const auto visits = [&] { return desk.office.did({"export", "visit"}); };
  CHECK_FALSE(has(visits(), "visit-1"));

  desk.office.refused(Exit::usage, {"held", "admit", std::to_string(first)});  // without a reason
  desk.office.did({"held", "admit", std::to_string(first), "--why", "seen on paper"});
  CHECK(has(visits(), "visit-1"));
  desk.office.refused(Exit::notFound, {"held", "dismiss", std::to_string(first), "--why", "again"});
  const std::vector<std::string> dismiss{"held", "dismiss", std::to_string(first + 1), "--why", "never happened"};
  desk.office.did(dismiss);
  desk.office.refused(Exit::refused, dismiss);
  CHECK_FALSE(has(visits(), "visit-2"));
  CHECK(valueOf(desk.office.did({"--json", "status"}), "held") == "2");

  CHECK(has(desk.office.did({"held", "admit", "--tablet", device.substr(0, 6), "--why", "the rest"}), "admitted: 2"));
  CHECK(has(visits(), "visit-3"));
  CHECK(has(visits(), "visit-4"));
  CHECK(desk.office.did({"--json", "held", "list"}) == "[]\n");
  const auto all = desk.office.did({"--json", "held", "list", "--all"});
  CHECK(valueOf(all, "seq") == std::to_string(first + 1));  // kept as one that was laid aside
  CHECK(valueOf(all, "decision") == "dismissed");
  const auto trail = desk.office.did({"audit", "list"});
  for (const char* why : {"seen on paper", "never happened", "the rest"}) CHECK(has(trail, why));
  desk.office.refused(Exit::notFound, {"held", "admit", "--tablet", device, "--why", "none is left"});
  desk.office.refused(Exit::notFound, {"held", "admit", "999999", "--why", "no such"});
  REQUIRE(desk.office.sync(*desk.clerk).kind == ClientStep::Kind::done);
  const auto village = must(desk.clerk->replica().store().read());
  CHECK(must(village->records(kindOf("visit").number, 0, 10)).size() == 3);
}

TEST_CASE("a tablet that the restored backup does not know deposits, is given to a user, and goes on") {
  Desk desk;
  const auto backup = valueOf(desk.office.did({"--json", "backup", "make"}), "folder");
  const auto late = desk.office.tablet("village_secretary", place);
  const auto device = toHex(late->device().view());
  desk.office.refused(Exit::refused, {"tablet", "assign", device, "2"});  // it has a user
  REQUIRE(desk.office.sync(*late).kind == ClientStep::Kind::done);
  visit(*late, desk.household, "before the loss");
  REQUIRE(desk.office.sync(*late).kind == ClientStep::Kind::done);

  desk.office.did({"restore", backup});
  desk.office.refused(Exit::notFound, {"tablet", "assign", device, "2"});  // nobody heard of it yet
  desk.office.sync(*late);
  CHECK(valueOf(desk.office.did({"--json", "held", "list"}), "device") == device);
  CHECK_FALSE(has(desk.office.did({"export", "visit"}), "before the loss"));
  const auto user = valueOf(
      desk.office.did({"--json", "user", "add", "--name", "w", "--role", "village_secretary", "--write", place}),
      "number");
  desk.office.refused(Exit::notFound, {"tablet", "assign", device, "77"});
  CHECK(has(desk.office.did({"tablet", "assign", device, user}), "held admit --tablet"));
  CHECK(has(desk.office.did({"held", "admit", "--tablet", device, "--why", "known to us"}), "admitted: 1"));
  CHECK(has(desk.office.did({"export", "visit"}), "before the loss"));
  REQUIRE(desk.office.sync(*late).kind == ClientStep::Kind::done);
  visit(*late, desk.household, "after it");
  REQUIRE(desk.office.sync(*late).kind == ClientStep::Kind::done);
  CHECK(has(desk.office.did({"export", "visit"}), "after it"));
  CHECK(desk.office.did({"--json", "held", "list"}) == "[]\n");
}

TEST_CASE("the log lists what receipts name, and a batch that was tampered with is found") {
  Desk desk;
  visit(*desk.secretary, desk.household, "one");
  desk.sync();
  const auto receipt = must(desk.secretary->replica().receipts(1)).front();
  const auto listed = desk.office.did({"--json", "log", "list", "--from", std::to_string(receipt.seq)});
  CHECK(valueOf(listed, "head") == toHex(receipt.head.view()));
  CHECK(valueOf(listed, "device") == toHex(desk.secretary->device().view()));
  const auto sound = desk.office.did({"--json", "log", "verify"});
  CHECK(valueOf(sound, "result") == "sound");
  CHECK(valueOf(sound, "branches") == "0");
  CHECK(valueOf(sound, "unvouched") == "0");

  const auto replace = [&](const std::function<void(LogBatch&)>& how) {
    const auto store = desk.office.store();
    const auto tx = must(store->begin());
    auto log = must(tx->batchAt(receipt.seq)).value();
    must(tx->dropBatch(log.head));
    how(log);
    must(tx->append(log));
    must(tx->commit());
    return log;
  };
  const auto whole = replace([](LogBatch&) {});
  const auto putBack = [&] { replace([&](LogBatch& log) { log = whole; }); };
  const auto numbered = "batch " + std::to_string(receipt.seq);
  const std::vector<std::function<void(LogBatch&)>> tricks{
      [](LogBatch& log) { log.batch.signature.bytes[0] ^= 1; },
      [](LogBatch& log) { log.head.bytes[0] ^= 1; },
      [](LogBatch& log) { log.batch.entries[0] = entryOf("another change"); },
      [](LogBatch& log) { log.batch.region += 1; },
  };
  for (const auto& trick : tricks) {
    replace(trick);
    CHECK(has(desk.office.refused(Exit::unsound, {"log", "verify"}), numbered));
    putBack();
  }
  CHECK(valueOf(desk.office.did({"--json", "log", "verify"}), "result") == "sound");
  replace([](LogBatch& log) { log.seq -= 1; });
  CHECK(has(desk.office.refused(Exit::unsound, {"log", "verify"}), "overlaps"));
}

TEST_CASE("wrong words are answered in the language of who typed them, with what to write instead") {
  Desk desk;
  struct Wrong {
    Exit status;
    std::vector<std::string> words;
    std::string part;     ///< of the answer
    std::string chinese;  ///< of the answer in Chinese, where it is another
  };
  const std::string nobody(32, '0');
  const std::vector<Wrong> wrongs{
      {Exit::usage, {"conflicts"}, "subcommand", "子命令"},
      {Exit::usage, {"conflicts", "decide", "household", desk.id, "bank"}, "--choice", {}},
      {Exit::usage, {"conflicts", "decide", "household", desk.id, "bank", "--choice", "1", "--clear"}, "--clear", {}},
      {Exit::usage, {"held", "admit", "--why", "x"}, "--tablet", {}},
      {Exit::usage, {"held", "admit", "0", "--why", "x"}, "number", {}},
      {Exit::usage, {"held", "dismiss", "3", "--tablet", "ab", "--why", "x"}, "--tablet", {}},
      {Exit::usage, {"tablet", "assign", "ab"}, "user", "用户编号"},
      {Exit::notFound, {"conflicts", "show", "house", desk.id}, "household", {}},
      {Exit::input, {"conflicts", "show", "household", "12"}, "record", "记录编号"},
      {Exit::notFound, {"conflicts", "show", "household", nobody}, nobody, {}},
      {Exit::notFound, {"conflicts", "show", "household", desk.id}, "no conflict", "没有冲突"},
      {Exit::notFound, {"conflicts", "decide", "household", desk.id, "bank", "--clear"}, "no conflict", "没有冲突"},
      {Exit::notFound, {"tablet", "assign", "ffffffffffffffff", "2"}, "", {}},
      {Exit::notFound, {"held", "admit", "7777", "--why", "x"}, "", {}},
      {Exit::notFound, {"held", "dismiss", "--tablet", "ffff", "--why", "x"}, "", {}},
      {Exit::notFound, {"user", "grant", "99", "--write", place}, "", {}},
  };
  for (const auto& wrong : wrongs) {
    std::string typed;
    for (const auto& word : wrong.words) typed += word + " ";
    CAPTURE(typed);
    const auto english = desk.office.refused(wrong.status, wrong.words, "en");
    const auto chinese = desk.office.refused(wrong.status, wrong.words, "zh");
    CAPTURE(english, chinese);
    CHECK(has(english, wrong.part));
    CHECK(has(chinese, wrong.chinese.empty() ? wrong.part : wrong.chinese));
    CHECK(english != chinese);
    CHECK_FALSE(english.empty());
  }
}

TEST_CASE("an export of visits says which visit a correction corrects, and comes in again") {
  Desk desk;
  const auto visited = [&](const char* visitor, std::int64_t arrived, const RecordId* corrected) {
    Edit edit;
    edit.kind = kindOf("visit").number;
    edit.parent = desk.household.id;
    edit.set = fieldsOf("visit", {{"arrived", arrived}, {"visitor_name", std::string(visitor)}});
    if (corrected != nullptr) {
      std::string wire;
      appendBytesField(wire, correctsField, corrected->view());
      edit.set.insert(edit.set.begin(), {correctsField, wire});
    }
    return must(desk.secretary->replica().save(edit));
  };
  constexpr std::int64_t morning = 1'536'712'800'000'000, minute = 60'000'000;  // 2018-09-12 08:40 in China
  const auto first = visited("张文光", morning, nullptr);
  (void)visited("何雨", morning + 30 * minute, &first);
  desk.sync();
  const auto path = desk.office.folder + "/visits.csv";
  CHECK(desk.office.run({"export", "visit", "-o", path}, "zh").status == 0);
  const auto table = contents(path);
  INFO(table);
  CHECK(has(table, "更正的走访"));
  CHECK(has(table, "2018-09-12 08:40:00 张文光"));
  CHECK_FALSE(has(table, "2018-09-12 09:10:00 何雨"));
  const auto again = desk.office.did({"--json", "register", "import", "--kind", "visit", "--overwrite", path});
  for (const auto* figure : {"created", "filled", "replaced", "differing"}) CHECK(valueOf(again, figure) == "0");
}
