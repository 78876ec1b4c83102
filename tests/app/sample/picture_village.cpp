#include "app/controllers/ledgers_controller.h"
#include "app/controllers/map_controller.h"
#include "app/gallery/picture_looks.h"
#include "tests/app/sample/picture_scenes.h"

namespace bf {
namespace {

/// The map anew, so many steps nearer.
void openMap(PictureStage& stage, int nearer) {
  stage.unlock();
  stage.app().go(TabletApp::Village);
  stage.app().openMap();
  settleWindow();
  for (int i = 0; i < nearer; ++i) stage.press(QStringLiteral("nearerButton"));
}

std::function<void(PictureStage&)> ledger(LedgerKind kind) {
  return [kind](PictureStage& stage) {
    stage.unlock();
    stage.app().go(TabletApp::Village);
    stage.app().openLedgers();
    auto* page = qobject_cast<LedgersController*>(stage.app().pages()->front());
    page->setKind(static_cast<int>(kind));
    stage.await([page] { return !page->loading(); });
  };
}

}  // namespace

std::vector<PictureScene> villageScenes() {
  return {
      {"40-map", [](PictureStage& stage) { openMap(stage, 0); }},
      {"41-map-card",
       [](PictureStage& stage) {
         openMap(stage, 2);
         qobject_cast<MapController*>(stage.app().pages()->front())->choose({0, 1});
       }},
      {"42-ledger-poor", ledger(LedgerKind::poor)},
      {"43-ledger-housing", ledger(LedgerKind::housing)},
      {"44-ledger-not-insured", ledger(LedgerKind::medical)},
      {"45-ledger-problems", ledger(LedgerKind::problems)},
      {"46-ledger-visits", ledger(LedgerKind::visits)},
      {"49-ledger-indicators", ledger(LedgerKind::indicators)},
      {"47-today-by-distance",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().go(TabletApp::Today);
         stage.app().today()->setOrder(static_cast<int>(VisitOrder::distance));
       }},
      {"48-settings-people",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().today()->setOrder(static_cast<int>(VisitOrder::need));
         stage.app().go(TabletApp::Settings);
         settleWindow();
         stage.scrollToEnd();
       }},
  };
}

}  // namespace bf
