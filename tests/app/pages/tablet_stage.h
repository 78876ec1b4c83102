#pragma once
// The whole app in a window, over a tablet's folder, and a person before it.

#include <QTemporaryDir>
#include <memory>

#include "app/controllers/tablet_app.h"
#include "shared/base/crypto.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/screen.h"

namespace bf::test {

inline constexpr QSize wide{1280, 800}, tall{800, 1280};

/// A receiver that says what a test tells it.
class ToldPlace final : public PlaceSource {
 public:
  void seek() override { ++sought; }
  void tell(const PlaceFix& fix) { emit found(fix); }
  void fail() { emit lost(); }
  int sought = 0;
};

class TabletStage {
 public:
  ToldPlace place;

  /// `clock` outlives the stage. Folder, PIN cost, place and syncs of `options` are set by the stage.
  TabletStage(const std::string& folder, Clock& clock, QSize size = wide, TabletApp::Options options = {});
  ~TabletStage();

  [[nodiscard]] Screen& screen() { return *screen_; }
  [[nodiscard]] TabletApp& app() { return *app_; }
  /// Types the PIN of the sample, 1234, and waits until its book is read.
  void unlock();
  void tapPin(const std::vector<int>& digits);
  /// Taps one of the places: 今日, 村, 问题, 同步, 设置.
  void goTo(int place);
  void speak(Appearance::Speech language);
  /// What a person reads anywhere on the screen.
  [[nodiscard]] bool readsPart(const QString& text);
  /// Keeps what shows as <folder>/<name>-<wide|tall>-<zh|en>.png when BIANFANG_PICTURES names a folder.
  void picture(const QString& name);
  /// Record of a line of the list that shows.
  [[nodiscard]] QString listed(int row);

 private:
  SystemRandom random_;
  std::unique_ptr<TabletApp> app_;
  std::unique_ptr<Screen> screen_;
};

/// A sample made once for all cases of a program; each gets a copy of its own.
class SampleFolder {
 public:
  SampleFolder();
  [[nodiscard]] const std::string& path() const { return path_; }
  SampleClock clock;

 private:
  QTemporaryDir dir_;
  std::string path_;
};

}  // namespace bf::test
