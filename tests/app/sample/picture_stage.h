#pragma once
// The app in a window over a tablet's folder, for pictures: shows a page, finds what is on it, and keeps what it looks
// like.

#include <QQuickItem>
#include <QQuickWindow>
#include <functional>
#include <memory>
#include <vector>

#include "app/controllers/tablet_app.h"
#include "app/theme/appearance.h"
#include "app/visit/problem_controller.h"
#include "app/visit/visit_controller.h"
#include "shared/base/crypto.h"
#include "tests/app/sample/sample_centre.h"
#include "tests/app/sample/sample_devices.h"

class QQmlEngine;

namespace bf {

class PictureStage {
 public:
  /// The engine outlives the stage; the folder may be one that is not there yet.
  PictureStage(QQmlEngine& engine, const std::string& folder);
  ~PictureStage();

  [[nodiscard]] bool ready() const { return window_ != nullptr; }
  [[nodiscard]] TabletApp& app() { return *app_; }
  [[nodiscard]] QQuickWindow& window() { return *window_; }
  [[nodiscard]] VisitDevices devices() { return {&sky_, &camera_}; }

  /// Unlocks with 1234 where it is locked, and waits until the village is read.
  void unlock();
  /// A household of today's list, by its place in it.
  [[nodiscard]] QString household(int index);
  /// The page of a visit that is in front; null: none.
  [[nodiscard]] VisitController* visit();
  /// Clicks what has this objectName, when it is there.
  void press(const QString& name);
  [[nodiscard]] QQuickItem* named(const QString& name);
  /// Brings it to the middle of the page that it lies in.
  void reveal(const QString& name);
  void scrollToEnd();
  void await(const std::function<bool()>& condition);
  /// Waits for pictures that are being read, and keeps what the window shows.
  [[nodiscard]] bool keep(const QString& file, Appearance::Speech language);
  /// What was wrong with the pictures so far, a line each, with the picture's name.
  [[nodiscard]] const QStringList& found() const { return found_; }

 private:
  SampleClock clock_;
  SystemRandom random_;
  ClearSky sky_;
  HouseCamera camera_;
  std::unique_ptr<TabletApp> app_;
  std::unique_ptr<QObject> root_;
  QQuickWindow* window_ = nullptr;
  QStringList found_;
};

/// Something to take a picture of. It may be shown several times, once a look.
struct PictureScene {
  const char* name;
  std::function<void(PictureStage&)> show;
  bool main = false;  ///< in all looks, not only in the plain ones
};

/// Result: how many pictures were written.
[[nodiscard]] int takeScenes(QQmlEngine& engine, PictureStage& stage, const std::vector<PictureScene>& scenes,
                             const QString& folder);

}  // namespace bf
