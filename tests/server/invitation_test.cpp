#include "shared/tls/invitation.h"

#include <catch2/catch.hpp>
#include <vector>

#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

namespace {

const Invitation sample{.server = {"sync.example", 7443}, .authorityPin = std::string(32, 'p'), .token = "ABCDEFGH"};

}  // namespace

TEST_CASE("an invitation survives being shown and scanned, in any case and with blanks around it") {
  const auto text = textOf(sample);
  CHECK(text.starts_with("bianfang:1/sync.example:7443/"));
  CHECK(parseInvitation(text).value() == sample);
  std::string shouted = " " + text + "\n";
  for (auto& c : shouted) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  const auto read = parseInvitation(shouted).value();
  CHECK(read.authorityPin == sample.authorityPin);
  CHECK(read.token == sample.token);
  CHECK(read.server.host == "SYNC.EXAMPLE");
}

TEST_CASE("a damaged invitation is refused") {
  const auto text = textOf(sample);
  CHECK(parseInvitation("").error().code == Errc::malformed);
  CHECK(parseInvitation("http://sync.example").error().code == Errc::malformed);
  CHECK(parseInvitation("bianfang:2" + text.substr(10)).error().code == Errc::unsupportedVersion);
  for (std::size_t cut = 10; cut < text.size() - sample.token.size() + 1; ++cut)
    CHECK(parseInvitation(text.substr(0, cut)).error().code == Errc::malformed);
  CHECK(parseInvitation(text + std::string(100, 'A')).error().code == Errc::malformed);
}

TEST_CASE("an address needs host and port, an IPv6 address its brackets") {
  CHECK(parseAddress("a.example:1").value() == ServerAddress{"a.example", 1});
  CHECK(parseAddress("[2001:db8::1]:7443").value() == ServerAddress{"2001:db8::1", 7443});
  CHECK(textOf(ServerAddress{"2001:db8::1", 7443}) == "[2001:db8::1]:7443");
  for (const std::string bad : {"a", "a:", ":1", "a:0", "a:65536", "a:1x", "2001:db8::1:7443", "a b:1", "a/b:1"})
    CHECK(parseAddress(bad).error().code == Errc::malformed);
}

// RFC 4648, section 10.
TEST_CASE("base32 is that of RFC 4648 without padding") {
  const std::vector<std::pair<std::string, std::string>> samples{{"", ""},
                                                                 {"f", "MY"},
                                                                 {"fo", "MZXQ"},
                                                                 {"foo", "MZXW6"},
                                                                 {"foob", "MZXW6YQ"},
                                                                 {"fooba", "MZXW6YTB"},
                                                                 {"foobar", "MZXW6YTBOI"}};
  for (const auto& [plain, coded] : samples) {
    CHECK(toBase32(plain) == coded);
    CHECK(fromBase32(coded).value() == plain);
  }
  CHECK(fromBase32("mzxw6ytboi").value() == "foobar");
  for (const std::string bad : {"M", "MZ1", "MZ=", "MZ", "MZXW6Z"}) CHECK_FALSE(fromBase32(bad));
}

TEST_CASE("any bytes survive base32") {
  SeededRandom random(test::seed());
  for (std::size_t size = 0; size < 64; ++size) {
    std::string bytes(size, '\0');
    random.fill({reinterpret_cast<unsigned char*>(bytes.data()), size});
    CHECK(fromBase32(toBase32(bytes)).value() == bytes);
  }
}
