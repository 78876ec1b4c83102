#include "shared/tls/secret_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "shared/tls/tls_limits.h"

using namespace bf;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::path("secret-file-test");
  Folder() {
    fs::remove_all(path);
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  [[nodiscard]] std::string file(const char* name) const { return path / name; }
};

unsigned modeOf(const std::string& path) {
  struct stat info {};
  stat(path.c_str(), &info);
  return info.st_mode & 0777u;
}

}  // namespace

TEST_CASE("a secret file can be read by its owner only, whatever the umask and whatever was there") {
  const Folder folder;
  const auto path = folder.file("key");
  const auto before = umask(0);
  REQUIRE(writeSecretFile(path, "one"));
  REQUIRE(writeSecretFile(path, "two"));
  umask(before);
  CHECK(modeOf(path) == 0600);
  CHECK(readSecretFile(path).value() == "two");
  CHECK_FALSE(fs::exists(path + ".new"));
}

TEST_CASE("a secret that others may read is refused with the command that mends it") {
  const Folder folder;
  const auto path = folder.file("key");
  REQUIRE(writePublicFile(path, "open"));
  CHECK(modeOf(path) == 0644);
  const auto read = readSecretFile(path);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::notAllowed);
  CHECK(read.error().detail.find("chmod 600 " + path) != std::string::npos);
}

TEST_CASE("a link laid in the way is replaced, never written through") {
  const Folder folder;
  const auto path = folder.file("key");
  REQUIRE(symlink("victim", (path + ".new").c_str()) == 0);
  REQUIRE(writeSecretFile(path, "secret"));
  CHECK_FALSE(fs::exists(folder.file("victim")));
}

TEST_CASE("missing and oversized secrets are told apart") {
  const Folder folder;
  CHECK(readSecretFile(folder.file("none")).error().code == Errc::notFound);
  REQUIRE(writeSecretFile(folder.file("big"), std::string(secretFileBytesMax + 1, 'x')));
  CHECK(readSecretFile(folder.file("big")).error().code == Errc::tooLarge);
  CHECK_FALSE(writeSecretFile(folder.file("no/such/folder"), "x"));
}
