// An invitation that is scanned instead of typed.
#include <catch2/catch.hpp>

#include "shared/tls/invitation.h"
#include "tests/app/camera/drawn_code.h"
#include "tests/app/pages/tablet_stage.h"

using namespace bf;
using namespace bf::test;

namespace {

class HeldCamera final : public CameraSource {
 public:
  void open() override { isOpen = true; }
  void close() override { isOpen = false; }
  void shoot() override {}
  void look(const QImage& picture) { emit seen(picture); }
  void breakDown() { emit failed(); }
  bool isOpen = false;
};

/// A new tablet before its enrolment. The camera belongs to the tablet once it has been asked for.
struct NewTablet {
  explicit NewTablet(QSize size, bool withCamera = true)
      : stage(folder.filePath(QStringLiteral("tablet")).toStdString(), clock, size, options(withCamera)) {}
  TabletApp::Options options(bool withCamera) {
    TabletApp::Options options;
    options.camera = [this, withCamera]() -> std::unique_ptr<CameraSource> {
      if (!withCamera) return nullptr;
      auto made = std::make_unique<HeldCamera>();
      camera = made.get();
      return made;
    };
    return options;
  }
  [[nodiscard]] bool sheetOpen() { return stage.screen().find(QStringLiteral("viewfinder")) != nullptr; }
  [[nodiscard]] QString typed() {
    return stage.screen().find(QStringLiteral("invitation"))->property("text").toString();
  }
  QTemporaryDir folder;
  SampleClock clock;
  HeldCamera* camera = nullptr;
  TabletStage stage;
};

std::string invitation() {
  return textOf(Invitation{{"fupin.wuhua.example", 7443}, std::string(32, '\x5a'), std::string(26, 'K')});
}

}  // namespace

TEST_CASE("the invitation is read from its code, and the camera is let go") {
  const auto size = GENERATE(wide, tall);
  NewTablet tablet(size);
  auto& screen = tablet.stage.screen();
  screen.tap(QStringLiteral("scan"));
  REQUIRE(tablet.camera != nullptr);
  CHECK(tablet.camera->isOpen);
  tablet.camera->look(drawnCode("https://example.org/menu", 300));
  screen.settle();
  CHECK(screen.reads(QStringLiteral("这不是邀请码。请对准办公室给的二维码。")));
  CHECK(tablet.sheetOpen());
  tablet.stage.picture(QStringLiteral("scan"));
  tablet.camera->look(drawnCode(invitation(), 360, 8));
  screen.settle();
  CHECK_FALSE(tablet.camera->isOpen);
  CHECK(tablet.typed() == QString::fromStdString(invitation()));
  screen.await([&] { return !tablet.sheetOpen(); });
  CHECK(screen.complaints().empty());
}

TEST_CASE("closing the sheet lets the camera go, and it opens again without yesterday's words") {
  NewTablet tablet(wide);
  auto& screen = tablet.stage.screen();
  screen.tap(QStringLiteral("scan"));
  tablet.camera->breakDown();
  screen.settle();
  CHECK(screen.reads(QStringLiteral("相机打不开。请关闭后输入邀请码。")));
  screen.tap(QStringLiteral("close"));
  CHECK_FALSE(tablet.camera->isOpen);
  tablet.camera->look(drawnCode(invitation(), 360));
  CHECK(tablet.typed().isEmpty());
  screen.tap(QStringLiteral("scan"));
  CHECK(tablet.camera->isOpen);
  CHECK(tablet.stage.app().enrol()->scanner()->complaint().isEmpty());
}

TEST_CASE("a tablet without a camera says that the invitation can be typed") {
  NewTablet tablet(tall, false);
  auto& screen = tablet.stage.screen();
  screen.tap(QStringLiteral("scan"));
  CHECK(screen.reads(QStringLiteral("这台平板没有可用的相机。请关闭后输入邀请码。")));
  CHECK(screen.find(QStringLiteral("viewfinder")) == nullptr);
  screen.tap(QStringLiteral("close"));
  screen.await([&] { return screen.find(QStringLiteral("scanComplaint")) == nullptr; });
  CHECK(screen.find(QStringLiteral("invitation")) != nullptr);
}
