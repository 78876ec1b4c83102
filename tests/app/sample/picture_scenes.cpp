#include "tests/app/sample/picture_scenes.h"

#include "app/controllers/household_controller.h"
#include "app/gallery/picture_looks.h"

namespace bf {
namespace {

std::function<void(PictureStage&)> place(TabletApp::Place place) {
  return [place](PictureStage& stage) {
    stage.unlock();
    stage.app().go(place);
  };
}

std::function<void(PictureStage&)> search(const char* text) {
  return [text](PictureStage& stage) {
    stage.unlock();
    stage.app().go(TabletApp::Village);
    settleWindow();
    if (auto* field = stage.named(QStringLiteral("search"))) field->setProperty("text", QString::fromUtf8(text));
  };
}

void openFirst(PictureStage& stage) {
  stage.unlock();
  stage.app().go(TabletApp::Today);
  stage.app().openHousehold(stage.household(0));
  settleWindow();
}

std::function<void(PictureStage&)> part(int part) {
  return [part](PictureStage& stage) {
    openFirst(stage);
    qobject_cast<HouseholdController*>(stage.app().pages()->front())->setPart(part);
    stage.scrollToEnd();
  };
}

/// A household about which two people say different things, as a list names it.
QString contested(PictureStage& stage) {
  const auto conflicts = stage.app().session()->replica().conflicts(1);
  if (!conflicts || conflicts->empty()) return {};
  return QStringLiteral("20/") + QString::fromStdString(toHex(conflicts->front().record.view()));
}

void openContested(PictureStage& stage) {
  stage.unlock();
  stage.app().go(TabletApp::Today);
  stage.app().openRecord(contested(stage));
  settleWindow();
  stage.reveal(QStringLiteral("field.network_signal"));
  settleWindow();
  stage.reveal(QStringLiteral("field.network_signal"));
}

void typePin(PictureStage& stage, std::initializer_list<int> digits) {
  while (!stage.app().lock()->pin().isEmpty()) stage.app().lock()->erase();
  for (const int digit : digits) stage.app().lock()->press(digit);
}

}  // namespace

std::vector<PictureScene> enrolScenes() {
  return {
      {"30-enrol", [](PictureStage&) {}, true},
      {"31-enrol-wrong",
       [](PictureStage& stage) {
         stage.app().enrol()->enrol(QStringLiteral("bianfang:1/abc"), QStringLiteral("协和村 1 号"));
       }},
      {"37-enrol-scan", [](PictureStage& stage) { stage.press(QStringLiteral("scan")); }},
  };
}

std::vector<PictureScene> waitingScenes() {
  return {{"32-enrol-code",
           [](PictureStage& stage) { stage.await([&stage] { return stage.app().enrol()->title() != QString(); }); }}};
}

std::vector<PictureScene> pageScenes() {
  return {
      {"01-lock", [](PictureStage& stage) { stage.app().lockNow(); }, true},
      {"02-today", place(TabletApp::Today), true},
      {"03-village", place(TabletApp::Village), true},
      {"04-search", search("z")},
      {"05-search-nothing", search("qqqq")},
      {"06-problems",
       [](PictureStage& stage) {
         search("")(stage);
         stage.app().go(TabletApp::Problems);
       },
       true},
      {"07-sync", place(TabletApp::Sync), true},
      {"08-settings", place(TabletApp::Settings), true},
      {"09-household", openFirst, true},
      {"10-household-item",
       [](PictureStage& stage) {
         openFirst(stage);
         stage.press(QStringLiteral("item.饮水"));
         stage.press(QStringLiteral("item.Water"));
       },
       true},
      {"11-members", part(0)},
      {"12-housing", part(1)},
      {"13-insurance", part(2)},
      {"14-visits", part(3)},
      {"15-household-problems", part(4)},
      {"16-support", part(5)},
      {"17-evidence", part(6)},
      {"18-record",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().go(TabletApp::Today);
         stage.app().openRecord(QStringLiteral("20/") + stage.household(1));
       },
       true},
      {"19-record-conflict", openContested},
      {"20-record-history",
       [](PictureStage& stage) {
         openContested(stage);
         stage.press(QStringLiteral("history.network_signal"));
       }},
      {"21-village-record",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().go(TabletApp::Village);
         stage.app().openVillage();
       }},
      {"22-conflicts",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().go(TabletApp::Sync);
         stage.app().openConflicts({});
       }},
      {"23-conflicts-none",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().go(TabletApp::Today);
         stage.app().openConflicts(stage.household(0));
       }},
      {"24-new-problem",
       [](PictureStage& stage) {
         openFirst(stage);
         stage.app().addProblem(stage.household(0));
       }},
      {"25-new-member",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().go(TabletApp::Today);
         stage.app().addRecord(QStringLiteral("member"), stage.household(1));
       }},
  };
}

std::vector<PictureScene> lastScenes() {
  return {
      {"33-sync-failed",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().go(TabletApp::Sync);
         stage.app().sync()->start();
         stage.await([&stage] { return !stage.app().sync()->running(); });
       }},
      {"34-lock-wrong",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().lockNow();
         typePin(stage, {4, 3, 2, 1});
         stage.app().lock()->enter();
       }},
      {"35-lock-typed",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().lockNow();
         typePin(stage, {1, 2, 3});
       }},
      {"36-lock-choose",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().changePin();
       }},
      {"38-lock-easy",
       [](PictureStage& stage) {
         stage.unlock();
         stage.app().changePin();
         typePin(stage, {1, 2, 3, 4});
         stage.app().lock()->enter();
         typePin(stage, {1, 1, 1, 1});
         stage.app().lock()->enter();
       },
       true},
  };
}

}  // namespace bf
