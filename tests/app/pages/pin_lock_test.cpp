// The PIN: kept as a hash, and dearer with each wrong try.
#include "app/controllers/pin_lock.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "app/controllers/controller_limits.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/store/must.h"
#include "tests/store/temp_dir.h"

using namespace bf;
using namespace bf::test;

namespace {

struct Locked {
  TempDir dir;
  SampleClock clock;
  Locked() {
    clock.time = 1'536'712'800'000'000;
    must(lock().set("2468"));
  }
  PinLock lock() { return {dir.path(), clock, PinCost::least}; }
  Errc tried(const char* pin) {
    const auto result = lock().unlock(pin);
    return result ? Errc::internal : result.error().code;
  }
  void pass(int seconds) { clock.time += Micros{seconds} * 1'000'000; }
};

}  // namespace

TEST_CASE("the right PIN opens, a wrong one does not, and the file does not hold it") {
  Locked tablet;
  CHECK(tablet.lock().unlock("2468").has_value());
  CHECK(tablet.tried("1357") == Errc::badToken);
  std::ifstream file(tablet.dir.file("pin"));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK(text.find("$argon2id$") == 0);
  CHECK(text.find("2468") == std::string::npos);
}

TEST_CASE("a PIN is digits only, four at the least") {
  Locked tablet;
  for (const char* bad : {"", "123", "12a4", "1234567890123"}) CHECK_FALSE(tablet.lock().set(bad).has_value());
  CHECK(tablet.lock().unlock("2468").has_value());
}

TEST_CASE("after three free tries each wrong one doubles the wait, whatever a restart does") {
  Locked tablet;
  for (int i = 0; i < pinFreeTries; ++i) CHECK(tablet.tried("0000") == Errc::badToken);
  CHECK(tablet.lock().wait().count() == 0);
  CHECK(tablet.tried("0000") == Errc::badToken);
  CHECK(tablet.lock().wait() == pinFirstDelay);
  CHECK(tablet.tried("2468") == Errc::busy);  // the right one has to wait, too
  tablet.pass(5);
  CHECK(tablet.tried("0000") == Errc::badToken);
  CHECK(tablet.lock().wait() == 2 * pinFirstDelay);
  tablet.pass(10);
  CHECK(tablet.lock().unlock("2468").has_value());
  CHECK(tablet.tried("0000") == Errc::badToken);
  CHECK(tablet.lock().wait().count() == 0);  // a right one makes the others forgotten
}

TEST_CASE("a clock that is set back does not make the wait longer") {
  Locked tablet;
  for (int i = 0; i <= pinFreeTries; ++i) CHECK(tablet.tried("0000") == Errc::badToken);
  tablet.pass(-86'400);
  CHECK(tablet.lock().wait() == pinFirstDelay);
}

TEST_CASE("after a clock that ran ahead is put right the wait ends in its seconds, and the right PIN is taken") {
  Locked tablet;
  for (int i = 0; i <= pinFreeTries; ++i) CHECK(tablet.tried("0000") == Errc::badToken);
  tablet.pass(-9 * 365 * 86'400);
  CHECK(tablet.tried("2468") == Errc::busy);
  tablet.pass(static_cast<int>(pinFirstDelay.count()) - 1);
  CHECK(tablet.lock().wait().count() == 1);
  CHECK(tablet.tried("2468") == Errc::busy);
  tablet.pass(1);
  CHECK(tablet.lock().wait().count() == 0);
  CHECK(tablet.lock().unlock("2468").has_value());
}

TEST_CASE("the wait has an end") {
  Locked tablet;
  for (int i = 0; i < 30; ++i) {
    CHECK(tablet.tried("0000") == Errc::badToken);
    CHECK(tablet.lock().wait() <= pinDelayMax);
    tablet.pass(static_cast<int>(tablet.lock().wait().count()));
  }
  CHECK(tablet.tried("0000") == Errc::badToken);
  CHECK(tablet.lock().wait() == pinDelayMax);
}
