// What the tablet says when it cannot do what it is asked for, and the way on from there.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/app/pages/tablet_stage.h"

using namespace bf;
using namespace bf::test;

namespace {

/// A store that is none, and the true one again.
class BrokenStore {
 public:
  explicit BrokenStore(const std::string& folder) : file_(folder + "/tablet.db") {
    std::filesystem::rename(file_, file_ + ".kept");
    std::ofstream(file_) << std::string(8192, 'x');
  }
  void mend() { std::filesystem::rename(file_ + ".kept", file_); }

 private:
  std::string file_;
};

}  // namespace

TEST_CASE("a visit that does not open says so") {
  const auto language = GENERATE(Appearance::Chinese, Appearance::English);
  SampleFolder folder;
  TabletApp::Options options;
  options.visit = [](TabletSession&, const RecordId&) -> Result<OpenedPage> { return fail(Errc::storageFull); };
  TabletStage tablet(folder.path(), folder.clock, wide, options);
  tablet.speak(language);
  tablet.unlock();
  const auto household = tablet.app().session()->book()->rows().front().facts.id;
  tablet.app().openHousehold(QString::fromStdString(toHex(household.view())));
  tablet.screen().settle();
  tablet.screen().tap(QStringLiteral("visit"));
  tablet.screen().await([&] {
    return tablet.readsPart(language == Appearance::Chinese ? QStringLiteral("走访没有打开")
                                                            : QStringLiteral("The visit did not open"));
  });
  CHECK(tablet.app().pages()->count() == 1);
  auto* popup = tablet.screen().find(QStringLiteral("toast"));
  REQUIRE(popup != nullptr);
  CHECK(popup->height() >= 48);
  CHECK(popup->mapToScene({0, popup->height()}).y() <= wide.height());
  tablet.picture(QStringLiteral("visit-refused"));
}

TEST_CASE("a tablet that could not be opened leads back to its people, and opens once it can") {
  const auto size = GENERATE(wide, tall);
  const auto language = GENERATE(Appearance::Chinese, Appearance::English);
  SampleFolder folder;
  TabletStage tablet(folder.path(), folder.clock, size);
  tablet.speak(language);
  tablet.app().startOver();
  CHECK(tablet.app().state() == TabletApp::Locked);  // nothing to start over from
  BrokenStore broken(folder.path());
  tablet.tapPin({1, 2, 3, 4});
  REQUIRE(tablet.app().state() == TabletApp::Failed);
  CHECK_FALSE(tablet.app().problem().isEmpty());
  CHECK(tablet.screen().reads(tablet.app().problem()));
  tablet.picture(QStringLiteral("failed"));
  const auto back =
      language == Appearance::Chinese ? QStringLiteral("返回，重新开始") : QStringLiteral("Back, and start over");
  tablet.screen().tapNamed(back);
  CHECK(tablet.app().state() == TabletApp::Locked);
  broken.mend();
  tablet.unlock();
  CHECK(tablet.app().session()->book()->rows().size() > 100);
  CHECK(tablet.screen().complaints().empty());
}
