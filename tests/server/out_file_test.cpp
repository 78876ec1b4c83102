// What a command writes into a file that the user named.

#include "sync-server/ctl/out_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "sync-server/ctl/out_table.h"
#include "tests/server/office.h"

using namespace bf;
using bf::test::contents;
using bf::test::has;
using bf::test::must;
using bf::test::Office;
namespace fs = std::filesystem;

namespace {

void imported(Office& office) {
  office.found();
  office.did({"register", "import",
              office.write("a.csv", "行政村代码,户编号,户主姓名\n441424100200,44142410020000001,张三\n")});
}

}  // namespace

TEST_CASE("a file is replaced only by a whole one: what fails leaves the old one, and nothing beside it") {
  Office office;
  imported(office);
  fs::create_directories(office.folder + "/out");
  const auto kept = [&](const std::string& path) {
    CHECK(contents(path) == "old");
    for (const auto& one : fs::directory_iterator(office.folder + "/out")) CHECK(one.path().extension() != ".part");
  };
  const auto page = office.write("out/old.html", "old");
  office.refused(Exit::notFound,
                 {"report", "household", "44142410020000001", "--pack", "no-such-pack", "--output", page});
  kept(page);
  SystemClock clock;
  SystemRandom random;
  const Ctl ctl(std::cout, std::cerr, clock, random);
  for (const std::string format : {"csv", "html", "xlsx"}) {
    const auto path = office.write("out/old." + format, "old");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    const std::vector<OutColumn> columns{{"a", 8, false}};
    {
      auto table = must(openTable(ctl, format, path, "t", columns));
      must(table.sink->row({"x"}));
      CHECK(contents(path) == "old");
    }
    kept(path);
    fs::create_symlink(path, path + ".link");
    auto table = must(openTable(ctl, format, path + ".link", "t", columns));
    must(table.sink->row({"x"}));
    must(table.finish());
    CHECK(contents(path).size() > 3);
    CHECK(fs::is_symlink(path + ".link"));
    // Who might not read the old one may not read the new one.
    CHECK((fs::status(path).permissions() & fs::perms::others_read) == fs::perms::none);
  }
  const auto notices = office.folder + "/out/notices.csv";
  office.run({"register", "import", office.folder + "/nothing.csv", "--report", notices});
  CHECK_FALSE(fs::exists(notices));
}

TEST_CASE("a table goes into a pipe as well, a workbook does not, and the pipe is still there") {
  Office office;
  imported(office);
  const auto path = office.folder + "/pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const int pipe = ::open(path.c_str(), O_RDWR | O_NONBLOCK);
  REQUIRE(pipe >= 0);
  office.did({"export", "household", "--output", path});
  std::string told(1 << 14, ' ');
  const auto count = ::read(pipe, told.data(), told.size());
  CHECK(has(told, "44142410020000001"));
  CHECK(count > 0);
  CHECK(has(office.refused(Exit::input, {"export", "household", "--format", "xlsx", "--output", path}, "zh"),
            "工作簿只能写入文件"));
  CHECK(fs::is_fifo(path));
  ::close(pipe);
}
