#pragma once
// The page of a visit in a window over a sample's tablet, and a person before it whose taps are counted.

#include <memory>

#include "app/visit/visit_controller.h"
#include "tests/app/pages/tablet_stage.h"
#include "tests/app/sample/sample_devices.h"

namespace bf::test {

class VisitStage {
 public:
  /// Opens the visit of a household of the tablet in `folder`: of the first with an earlier visit, or the one given.
  /// `camera` outlives it; null: this tablet has none.
  VisitStage(const std::string& folder, Clock& clock, QSize size, const RecordId& household = {},
             CameraSource* camera = nullptr);
  ~VisitStage();

  /// Leaves the page; only the session is left.
  void close();
  [[nodiscard]] Screen& screen() { return *screen_; }
  [[nodiscard]] VisitController& visit() { return *visit_; }
  [[nodiscard]] TabletSession& session() { return *session_; }
  [[nodiscard]] const RecordId& household() const { return household_; }
  /// What a field of a record says, as people read it; "" when nothing is there.
  [[nodiscard]] QString says(std::string_view kind, const RecordId& record, std::string_view field);
  [[nodiscard]] QString visitSays(std::string_view field) { return says("visit", visit_->draft().id(), field); }

  /// Scrolls to it and taps it.
  void tap(const char* name);
  void sign(const char* name);
  /// "Nothing changed" for each of the eight.
  void confirmAll();
  void signBoth();
  void type(const QString& text);
  [[nodiscard]] int taps() const { return taps_; }
  [[nodiscard]] int keys() const { return keys_; }
  void speak(Appearance::Speech language);
  /// Keeps a picture where BIANFANG_PICTURES names a folder.
  void picture(const QString& name);
  /// Every control that shows is large enough for a finger.
  void checkTargets();

 private:
  void collect();
  RecordId earlierVisited();
  std::unique_ptr<TabletSession> session_;
  ClearSky sky_;
  HouseCamera camera_;
  RecordId household_;
  std::unique_ptr<QObject> owner_;
  VisitController* visit_ = nullptr;
  std::unique_ptr<Screen> screen_;
  int taps_ = 0, keys_ = 0;
};

}  // namespace bf::test
