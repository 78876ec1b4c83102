#define CATCH_CONFIG_RUNNER
#include <QAccessible>
#include <QGuiApplication>
#include <catch2/catch.hpp>
#include <cstdio>

#include "app/theme/appearance.h"
#include "tests/seed.h"

namespace bf::test {

std::uint64_t seed() {
  const auto given = qgetenv("BIANFANG_SEED");
  return given.isEmpty() ? 20151129 : given.toULongLong();
}

}  // namespace bf::test

int main(int argc, char** argv) {
  // Listing the cases needs no screen either, and no ctest property is set then.
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  qputenv("QML_NO_TOUCH_COMPRESSION", "1");  // each point of a stroke that a test draws arrives
  qunsetenv("QT_IM_MODULE");                 // the keyboard under test is our own
  QGuiApplication app(argc, argv);
  bf::prepareApplication();
  QAccessible::setActive(true);
  const int failed = Catch::Session().run(argc, argv);
  if (failed != 0)
    std::printf("BIANFANG_SEED=%llu repeats this run\n", static_cast<unsigned long long>(bf::test::seed()));
  return failed < 255 ? failed : 255;  // an exit status has eight bits
}
