#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "shared/tls/invitation.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/rejudged.h"
#include "sync-server/system_env.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::has;
using bf::test::Office;
using bf::test::plus;
using bf::test::valueOf;
namespace fs = std::filesystem;

namespace {

const char* const households =
    "行政村代码,户编号,户主姓名\n"
    "441424100200,44142410020000001,张三\n"
    "441424100200,44142410020000002,李四\n";

}  // namespace

TEST_CASE("a centre is made once, with a configuration that the server accepts") {
  Office office;
  office.found();
  CHECK(loadConfig(office.folder + "/bianfangd.toml"));
  const auto again = office.run({"init", "--county", "441424", "--server-name", "127.0.0.1"});
  CHECK(again.status == static_cast<int>(Exit::refused));
  CHECK(has(office.did({"--json", "status"}), "\"epoch\": 1"));
  CHECK(has(office.did({"regions", "list", "--below", "441424100"}), "水寨镇"));
}

TEST_CASE("the status tells when each pack was judged by the server, and why its last look failed") {
  Office office;
  office.found();
  CHECK(valueOf(office.did({"--json", "status"}), "judged").empty());
  {
    const auto store = office.store();
    const auto tx = test::must(store->begin());
    bianfang::Judged state;
    state.set_failure_zh("规则 A1 有误");
    state.set_failure_en("rule A1 is wrong");
    test::must(RejudgedRegister(*tx, "broken", 441424).putState(state));
    state.set_at(1'530'374'400'000'000);
    state.clear_failure_zh();
    state.clear_failure_en();
    test::must(RejudgedRegister(*tx, "wuhua-2018", 441424).putState(state));
    test::must(tx->commit());
  }
  CHECK(valueOf(office.did({"--json", "status"}), "judged") ==
        "broken not yet (failing since: rule A1 is wrong); wuhua-2018 2018-07-01 00:00:00");
  CHECK(has(office.run({"status"}, "zh").out, "broken 尚未评价（此后评价失败：规则 A1 有误）；wuhua-2018 "));
}

TEST_CASE("a centre is not made beside a configuration that names another folder, and its folder is private") {
  Office office;
  office.found();
  SystemClock clock;
  SystemRandom random;
  const auto other = office.folder + "/other";
  fs::create_directory(other);
  fs::permissions(other, fs::perms::all);
  const auto init = [&](const std::string& config) {
    std::ostringstream out, err;
    return runCtl(
        {"--config", office.folder + config, "--data", other, "init", "--county", "441424", "--server-name", "a.b"},
        out, err, clock, random);
  };
  CHECK(init("/bianfangd.toml") == static_cast<int>(Exit::refused));
  CHECK(fs::is_empty(other));
  REQUIRE(init("/elsewhere.toml") == 0);
  CHECK((fs::status(other).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("the register is imported, and a second import changes nothing") {
  Office office;
  office.found();
  const auto file = office.write("households.csv", households);
  CHECK(has(office.did({"register", "import", file}), "household"));
  const auto before = valueOf(office.did({"--json", "status"}), "changes");
  CHECK(before == "2");
  office.did({"register", "import", file});
  CHECK(valueOf(office.did({"--json", "status"}), "changes") == before);
  const auto table = office.did({"export", "household"});
  CHECK(has(table, "44142410020000001"));
  CHECK(has(table, "44142410020000002"));
}

TEST_CASE("rows without a number of their own are known again by all that they say") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("households.csv", households)});
  const std::string helpers =
      "户编号,户主,姓名,单位\n44142410020000001,张三,李帮扶,县水务局\n44142410020000001,张三,赵帮扶,县水务局\n";
  const auto file = office.write("帮扶责任人.csv", helpers);
  CHECK(has(office.did({"register", "import", file}), "helper_assignment"));
  const auto before = valueOf(office.did({"--json", "status"}), "changes");
  CHECK(before == "4");
  office.did({"register", "import", file});
  CHECK(valueOf(office.did({"--json", "status"}), "changes") == before);
  office.did(
      {"register", "import", office.write("帮扶责任人2.csv", helpers + "44142410020000001,张三,钱帮扶,县水务局\n")});
  CHECK(valueOf(office.did({"--json", "status"}), "changes") == "5");
}

TEST_CASE("an import replaces other values only when it is told to") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("a.csv", households)});
  std::string changed = households;
  changed.replace(changed.find("李四"), std::string("李四").size(), "李五");
  const auto file = office.write("b.csv", changed);
  office.refused(Exit::input, {"register", "import", file});  // another head may be another household
  const auto kept = office.did({"export", "household"});
  office.did({"register", "import", "--overwrite", file});
  const auto replaced = office.did({"export", "household"});
  CHECK(kept != replaced);
  CHECK(valueOf(office.did({"--json", "status"}), "changes") == "3");
  CHECK(valueOf(office.did({"--json", "status"}), "conflicts") == "0");
}

TEST_CASE("users and invitations name regions that exist") {
  Office office;
  office.found();
  const auto bad = office.run({"user", "add", "--name", "x", "--role", "village_secretary", "--write", "441424999999"});
  CHECK(bad.status == static_cast<int>(Exit::notFound));
  CHECK(office.run({"user", "add", "--name", "x", "--role", "king", "--write", "441424100200"}).status ==
        static_cast<int>(Exit::input));
  const auto user = valueOf(
      office.did({"--json", "user", "add", "--name", "王五", "--role", "村党组织书记", "--write", "441424100200"}),
      "number");
  const auto code = valueOf(office.did({"--json", "tablet", "invite", user}), "code");
  const auto invitation = parseInvitation(code);
  REQUIRE(invitation);
  CHECK(invitation->server == ServerAddress{"127.0.0.1", 7443});
  CHECK(has(office.did({"tablet", "invite", user}), "▀"));
  CHECK(office.run({"tablet", "revoke", "00", "--why", "x"}).status == static_cast<int>(Exit::notFound));
}

TEST_CASE("whole numbers leave a trace, and need a reason") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("a.csv", households)});
  CHECK(office.run({"export", "household", "--unmask"}).status == static_cast<int>(Exit::usage));
  office.did({"export", "household", "--unmask", "--reason", "report of the quarter"});
  CHECK(has(office.did({"audit", "list"}), "report of the quarter"));
  CHECK(has(office.did({"audit", "verify"}), "sound"));
  const auto book = office.folder + "/out.xlsx";
  office.did({"export", "household", "--format", "xlsx", "-o", book});
  CHECK(fs::file_size(book) > 1000);
}

TEST_CASE("a backup beside an earlier one says what tablets wait for") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("a.csv", households)});
  CHECK_FALSE(has(office.did({"backup", "make", "--to", office.folder + "/one"}), "earlier backups"));
  std::string third = households;
  third += "441424100200,44142410020000003,赵六\n";
  office.did({"register", "import", office.write("b.csv", third)});
  CHECK(has(office.did({"backup", "make", "--to", office.folder + "/two"}), "1 earlier backups can still be restored"));
  CHECK(valueOf(office.did({"--json", "status"}), "archived") == "2");
  office.did({"backup", "retire", "1"});
  CHECK(valueOf(office.did({"--json", "status"}), "archived") == "3");
}

TEST_CASE("a backup is restored into a new epoch, and a damaged one is not") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("a.csv", households)});
  const auto backup = valueOf(office.did({"--json", "backup", "make"}), "folder");
  CHECK(valueOf(office.did({"--json", "status"}), "archived") == "2");
  std::string third = households;
  third += "441424100200,44142410020000003,赵六\n";
  office.did({"register", "import", office.write("b.csv", third)});
  office.did({"backup", "verify", "1"});

  const auto restored = office.did({"--json", "restore", backup});
  CHECK(valueOf(restored, "epoch") == "2");
  CHECK(valueOf(office.did({"--json", "status"}), "changes") == "2");
  // The office writes on, with a chain of its new device.
  office.did({"register", "import", office.folder + "/b.csv"});
  CHECK(valueOf(office.did({"--json", "status"}), "changes") == "3");
  CHECK(valueOf(office.did({"--json", "restore", backup, "--epoch-at-least", "9"}), "epoch") == "10");

  std::fstream file(backup + "/county.db", std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(5000);
  file.put('\x5a');
  file.close();
  CHECK(office.run({"backup", "verify", backup}).status == static_cast<int>(Exit::unsound));
  CHECK(office.run({"restore", backup}).status == static_cast<int>(Exit::unsound));
  CHECK(valueOf(office.did({"--json", "status"}), "epoch") == "10");
}

TEST_CASE("a wrong command line and a missing centre are told apart") {
  Office office;
  CHECK(office.run({}).status == static_cast<int>(Exit::usage));
  CHECK(office.run({"dance"}).status == static_cast<int>(Exit::usage));
  CHECK(office.run({"--help"}).status == 0);
  const auto status = office.run({"status"});
  CHECK(status.status == static_cast<int>(Exit::notFound));
  CHECK(has(status.err, "bianfangctl --data"));
}

TEST_CASE("what --json prints is one document, however many tables a command has") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("households.csv", households)});
  office.did({"sample", "draw", "--village", "441424100200", "--size", "1", "--everyone"});
  const auto valid = [](const std::string& text) {
    const auto db = Connection::open(":memory:", "", false);
    REQUIRE(db.has_value());
    auto ask = (*db)->prepare("SELECT json_valid(?)");
    REQUIRE(ask.has_value());
    ask->bindText(1, text);
    REQUIRE(ask->step().value_or(false));
    return ask->integer(0) == 1;
  };
  const std::vector<std::vector<std::string>> commands{
      {"evaluate", "--pack", "doubts", "--explain", "D2.heads", "44142410020000001"},
      {"evaluate", "--pack", "doubts", "--indicator", "D2.heads"},
      {"sample", "show", "--village", "441424100200"},
      {"status"},
      {"user", "list"}};
  for (auto words : commands) {
    words.insert(words.begin(), "--json");
    const auto text = office.did(words);
    INFO(text);
    CHECK(valid(text));
  }
  const auto why = office.did({"--json", "evaluate", "--pack", "doubts", "--explain", "D2.heads", "44142410020000001"});
  CHECK(why.starts_with("{\n\"judged\": {"));
  CHECK(has(why, "\n\"clauses\": ["));
  CHECK(has(why, "\n\"facts\": ["));
  // One table alone stays a list.
  CHECK(office.did({"--json", "user", "list"}).starts_with("[\n"));
}

TEST_CASE("an explanation is for the screen: a format or a file is refused, with what prints the verdicts") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("households.csv", households)});
  const std::vector<std::string> explain{"evaluate", "--pack", "doubts", "--explain", "D2.heads", "44142410020000001"};
  const auto path = office.folder + "/why.html";
  for (const char* format : {"html", "csv", "xlsx", "text"}) {
    const auto why = office.refused(Exit::input, bf::test::plus(explain, {"--format", format, "-o", path}));
    CHECK(has(why, "report household"));
    CHECK_FALSE(std::filesystem::exists(path));
  }
  CHECK(has(office.refused(Exit::input, bf::test::plus(explain, {"--format", "csv"}), "zh"), "只在屏幕上显示"));
  CHECK(has(office.did(bf::test::plus(explain, {"--format", "text"})), "D2.heads"));
}

TEST_CASE("a file that cannot be written is told with its reason and what to do, and is no fault of the store") {
  Office office;
  office.found();
  const auto nowhere = office.folder + "/no/such/folder/";
  for (const char* format : {"csv", "xlsx", "html"}) {
    const std::vector<std::string> words{
        "evaluate", "--pack", "doubts", "--format", format, "--output", nowhere + "t." + format};
    const auto zh = office.refused(Exit::storage, words, "zh");
    CHECK(has(zh, "无法写入 " + nowhere + "t." + format + "：文件夹不存在。请换一个可写的文件夹或文件名"));
    CHECK_FALSE(has(zh, "存储设备出错"));
    const auto en = office.refused(Exit::storage, words);
    CHECK(has(en, "t." + std::string(format) + " cannot be written: there is no such folder. Choose another folder"));
    CHECK_FALSE(has(en, "The disk reported"));
  }
  CHECK(has(office.refused(Exit::storage, {"export", "household", "--output", office.folder}, "zh"), "这是一个文件夹"));
}

TEST_CASE("what is wrong with an option is told by the option, as it was written") {
  Office office;
  const std::vector<std::string> init{"init", "--county", "441424", "--server-name", "a.b", "--listen"};
  for (const char* where : {"127.0.0.1:0", "127.0.0.1:70000", "nowhere"}) {
    const auto zh = office.refused(Exit::input, plus(init, {where}), "zh");
    CHECK(has(zh, "--listen " + std::string(where) + "：须写成 地址:端口"));
    CHECK_FALSE(has(zh, "bianfangd.toml"));
  }
  CHECK_FALSE(fs::exists(office.folder + "/data"));
  office.found();
  const std::vector<std::string> evaluate{"evaluate", "--pack", "wuhua-2018", "--region"};
  const auto zh = office.refused(Exit::notFound, plus(evaluate, {"99999999999999999999999"}), "zh");
  CHECK(has(zh, "没有这样的地区代码：市 4 位，县 6 位"));
  CHECK_FALSE(has(zh, "1844674"));
  CHECK(has(office.refused(Exit::notFound, plus(evaluate, {"441499"}), "zh"), "地区 441499"));
  const std::vector<std::string> more{"ranking", "list", "--pack", "wuhua-2018"};
  CHECK(has(office.refused(Exit::usage, more, "zh"), "命令中有不认识的内容：--pack wuhua-2018\n"));
  CHECK(has(office.refused(Exit::usage, more), "not expected here: --pack wuhua-2018\n"));
  // No matter of duty.
  for (const auto& words : std::vector<std::vector<std::string>>{{"report", "household", "1", "--unmask"},
                                                                 {"export", "household", "--unmask"},
                                                                 {"conflicts", "show", "member", "1", "--unmask"}})
    CHECK(office.refused(Exit::usage, words, "zh").starts_with("命令有误：--unmask 须同时给出 --reason\n"));
}

TEST_CASE("a centre whose folder alone is named has its configuration there") {
  Office office;
  SystemClock clock;
  SystemRandom random;
  const auto data = office.folder + "/own";
  std::ostringstream out, err;
  const auto status =
      runCtl({"--data", data, "init", "--county", "441424", "--server-name", "a.b"}, out, err, clock, random);
  INFO(err.str());
  CHECK(status == 0);
  CHECK(loadConfig(data + "/bianfangd.toml"));
}

TEST_CASE("a sentence that says all has none before it, and the audit chain is read in Chinese") {
  Office office;
  office.found();
  office.did({"register", "import", office.write("a.csv", households)});
  const auto zh = [&](Exit status, const std::vector<std::string>& words) {
    return office.refused(status, words, "zh");
  };
  const std::vector<std::string> freeze{"ranking", "freeze", "--pack", "wuhua-2018", "--day"};
  CHECK(has(zh(Exit::refused, bf::test::plus(freeze, {"20181220"})), "当日已过"));
  CHECK_FALSE(has(zh(Exit::refused, bf::test::plus(freeze, {"20181220"})), "职责"));
  CHECK(has(zh(Exit::input, bf::test::plus(freeze, {"20990120"})), "2099-01-20 还没有到"));
  CHECK(has(zh(Exit::input, bf::test::plus(freeze, {"20181221"})), "不是排名日"));
  CHECK(has(zh(Exit::input, {"ranking", "freeze", "--pack", "doubts", "--day", "20181220"}), "没有规定排名日"));
  CHECK(zh(Exit::notFound, {"ranking", "compare", "--pack", "wuhua-2018", "99", "98"}).starts_with("没有快照 99"));
  const auto read = office.run({"audit", "list"}, "zh").out;
  CHECK(has(read, "导入花名册"));
  CHECK(has(read, "新建 2，补充 0，覆盖 0"));
  const auto english = office.did({"audit", "list"});
  CHECK(has(english, "register.import"));
  CHECK(has(english, "2 created, 0 filled in, 0 replaced"));
}

TEST_CASE("what is wrong with a command line is told in the language of the reader") {
  Office office;
  office.found();
  // Chinese characters aside, nothing but names and values that the user wrote stands in it.
  const auto zh = [&](const std::vector<std::string>& words) { return office.refused(Exit::usage, words, "zh"); };
  CHECK(has(zh({"evaluate"}), "命令不完整，缺少：--pack"));
  CHECK(has(zh({"evaluate", "--pack", "doubts", "--formt", "csv"}), "命令中有不认识的内容"));
  CHECK(has(zh({"evaluate", "--pack", "doubts", "--format", "pdf"}), "选项的值不能用：--format: pdf"));
  CHECK(has(zh({"sample", "draw", "--village", "1", "--size", "-1"}), "应为大于 0 的数"));
  CHECK(has(zh({"sample"}), "命令不完整，缺少：要做什么"));
  CHECK(has(zh({"held", "admit", "--why", "x"}), "缺少：下列各项中恰好一项 [number,--tablet]"));
  CHECK(has(zh({"backup", "retire"}), "命令不完整，缺少：编号"));
  CHECK(has(zh({"evluate"}), "没有这个命令：evluate\n相近的有：evaluate"));
  CHECK(has(zh({"--lang", "zh", "register", "imprt", "x.csv"}), "没有这个命令：imprt\n相近的有：import"));
  CHECK(has(office.refused(Exit::usage, {"dance"}), "no such command: dance\nthere are: init, "));
  CHECK(has(office.refused(Exit::usage, {"sample", "draw", "--village", "1", "--size", "0"}),
            "Value 0 is not greater than 0"));
  CHECK(has(zh({"evaluate", "--pack"}), "--pack: 后面缺一个值"));
  CHECK(has(office.refused(Exit::usage, {"evaluate"}), "--pack is required"));
  // Words of the program's own sentences in a value stay as they were written.
  CHECK(
      has(zh({"evaluate", "--pack", "doubts", "--format", "a requires b"}), "--format: a requires b 不在可用的值之内"));
  CHECK(has(zh({"evaluate", "--pack", "doubts", "--format=what is required"}), "--format: what is required 不在"));
}

TEST_CASE("a refusal has one language") {
  Office office;
  office.found();
  const auto latin = [](const std::string& text) {
    return text.find("there is") != std::string::npos || text.find("no such") != std::string::npos ||
           text.find("needs") != std::string::npos;
  };
  const std::vector<std::vector<std::string>> wrong{{"evaluate", "--pack", "nowhere"},
                                                    {"evaluate", "--pack", "doubts", "--date", "20181301"},
                                                    {"evaluate", "--pack", "doubts", "--region", "999999"},
                                                    {"evaluate", "--pack", "doubts", "--output", "x.csv"},
                                                    {"sample", "show", "--village", "441424100200"},
                                                    {"export", "household", "--unmask"},
                                                    {"conflicts", "show", "house", std::string(32, '0')},
                                                    {"report", "household", "1"}};
  for (const auto& words : wrong) {
    const auto zh = office.run(words, "zh").err;
    const auto en = office.run(words, "en").err;
    INFO(zh << en);
    CHECK_FALSE(latin(zh));
    CHECK(en.find("，") == std::string::npos);
    CHECK(zh != en);
    for (const char mark : {'\x1c', '\x1d', '\x1e', '\x1f'}) CHECK((zh + en).find(mark) == std::string::npos);
  }
}

TEST_CASE("a command beside another that writes waits, and then says plainly what to do") {
  Office office;
  office.found();
  const auto store = office.store();
  const std::vector<std::string> add{"--wait", "0",      "user",           "add",     "--name",
                                     "何雨",   "--role", "township_clerk", "--write", "441424100"};
  {
    const auto writing = bf::test::must(store->begin());
    CHECK(office.refused(Exit::refused, add).find("Run it again when the other is done") != std::string::npos);
    const auto zh = office.refused(Exit::refused, add, "zh");
    CHECK(zh.find("等它做完，再执行一次") != std::string::npos);
    CHECK(zh.find("database is locked") == std::string::npos);
    CHECK(zh.find("自动重试") == std::string::npos);
  }
  office.did(add);
  CHECK(office.refused(Exit::usage, {"--wait", "5", "usr"}).find("no such command: usr") != std::string::npos);
  CHECK(office.refused(Exit::usage, {"--wait", "-1", "status"}).size() > 0);
}
