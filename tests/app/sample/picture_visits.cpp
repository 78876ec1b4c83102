// Visits as far along as a picture wants them: one just begun, one with corrections, one finished.
#include "app/forms/ink.h"
#include "app/gallery/picture_looks.h"
#include "app/visit/visit_choices.h"
#include "tests/app/sample/picture_scenes.h"

namespace bf {
namespace {

struct Subjects {
  QString begun, corrected, finished;
  RecordId finishedVisit;
};

VisitController& open(PictureStage& stage, const QString& household) {
  stage.unlock();
  stage.app().go(TabletApp::Today);
  stage.app().startVisit(household);
  settleWindow();
  return *stage.visit();
}

void answer(VisitController& visit, const char* field, const QVariant& value) {
  if (auto* asked = visit.form()->field(QString::fromLatin1(field)); asked != nullptr) asked->answer(value);
}

VisitItem& item(VisitController& visit, EightItem item) {
  auto list = visit.items();
  return *list.at(&list, static_cast<qsizetype>(item));
}

/// The first question of an item that lies open.
void correct(VisitController& visit, EightItem which, const char* field, const QVariant& value) {
  visit.go(static_cast<int>(VisitStep::items));
  visit.openItem(static_cast<int>(which));
  auto blocks = item(visit, which).blocks();
  if (blocks.count(&blocks) > 0)
    if (auto* asked = blocks.at(&blocks, 0)->form().field(QString::fromLatin1(field)); asked != nullptr)
      asked->answer(value);
}

/// A name as a hand writes it: a few bows.
QByteArray signature(int seed) {
  Ink ink;
  for (int i = 0; i < 3; ++i) {
    InkStroke stroke;
    for (int t = 0; t <= 24; ++t)
      stroke.push_back({420 + i * 260 + t * 9, 500 + (t - 12) * (t - 12) * ((i + seed) % 2 == 0 ? 2 : -2) + i * 30});
    ink.push_back(stroke);
  }
  const auto bytes = encodeInk(ink);
  return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

void answerAll(VisitController& visit) {
  answer(visit, "purpose", 1);
  answer(visit, "met", choice::metHead);
  for (std::size_t i = 0; i < eightCount; ++i) {
    auto& one = item(visit, static_cast<EightItem>(i));
    if (!one.verified() && one.canConfirm()) one.confirm();
    else if (!one.verified()) one.leaveUnseen();
  }
  for (const auto* field : {"food", "clothing", "knows_helper", "knows_policy"}) answer(visit, field, true);
  answer(visit, "satisfaction", 2);
}

void sign(VisitController& visit) {
  answer(visit, "household_signature", signature(0));
  answer(visit, "visitor_signature", signature(1));
  visit.signedBy(0);
}

void prepareCorrected(PictureStage& stage, const QString& household) {
  auto& visit = open(stage, household);
  correct(visit, EightItem::water, "water_safe", false);
  correct(visit, EightItem::housing, "grade", 4);
  visit.photos()->chooseForHouse();
  visit.photos()->take(0);
  answerAll(visit);
  while (!visit.shortfalls().isEmpty()) visit.reportShortfall(0);
  sign(visit);
}

std::function<void(PictureStage&)> step(QString Subjects::*whose, VisitStep step,
                                        const std::shared_ptr<Subjects>& subjects) {
  return [=](PictureStage& stage) { open(stage, (*subjects).*whose).go(static_cast<int>(step)); };
}

std::function<void(PictureStage&)> openedItem(QString Subjects::*whose, EightItem which,
                                              const std::shared_ptr<Subjects>& subjects) {
  return [=](PictureStage& stage) {
    auto& visit = open(stage, (*subjects).*whose);
    visit.go(static_cast<int>(VisitStep::items));
    visit.openItem(static_cast<int>(which));
    settleWindow();
    stage.reveal(QStringLiteral("card%1").arg(static_cast<int>(which)));
  };
}

std::vector<PictureScene> begunScenes(const std::shared_ptr<Subjects>& subjects) {
  const auto at = [&](VisitStep which) { return step(&Subjects::begun, which, subjects); };
  return {
      {"40-visit-arrival", at(VisitStep::arrival), true},
      {"41-visit-items", at(VisitStep::items), true},
      {"42-visit-problems", at(VisitStep::problems)},
      {"43-visit-measures", at(VisitStep::measures)},
      {"44-visit-satisfaction", at(VisitStep::satisfaction)},
      {"45-visit-signatures", at(VisitStep::signatures)},
      {"46-visit-errors", at(VisitStep::finish)},
      {"47-visit-income",
       [=](PictureStage& stage) {
         auto& visit = open(stage, subjects->begun);
         visit.go(static_cast<int>(VisitStep::items));
         visit.openIncome();
       }},
      {"48-visit-discard",
       [=](PictureStage& stage) {
         open(stage, subjects->begun).go(static_cast<int>(VisitStep::arrival));
         settleWindow();
         stage.press(QStringLiteral("discard"));
       },
       true},
  };
}

std::vector<PictureScene> correctedScenes(const std::shared_ptr<Subjects>& subjects) {
  const auto at = [&](VisitStep which) { return step(&Subjects::corrected, which, subjects); };
  const auto of = [&](EightItem which) { return openedItem(&Subjects::corrected, which, subjects); };
  return {
      {"50-visit-housing", of(EightItem::housing), true},
      {"51-visit-water", of(EightItem::water)},
      {"52-visit-school", of(EightItem::school)},
      {"53-visit-medical", of(EightItem::medical)},
      {"54-visit-own-problems", at(VisitStep::problems)},
      {"55-visit-problem",
       [=](PictureStage& stage) {
         auto& visit = open(stage, subjects->corrected);
         visit.go(static_cast<int>(VisitStep::problems));
         if (!visit.ownProblems()->lines().empty()) visit.openRecord(visit.ownProblems()->lines().front().key);
       },
       true},
      {"55-visit-problem-follow",
       [=](PictureStage& stage) {
         auto& visit = open(stage, subjects->corrected);
         const auto problems = visit.draft().ownProblems();
         if (!problems.empty())
           stage.app().followProblem(QString::fromStdString(toHex(problems.front()->row.id.view())));
       }},
      {"56-visit-measure-empty",
       [=](PictureStage& stage) {
         auto& visit = open(stage, subjects->corrected);
         visit.go(static_cast<int>(VisitStep::measures));
         visit.addMeasure();
         visit.sheet()->done();
       }},
      {"56-visit-photos",
       [=](PictureStage& stage) {
         auto& visit = open(stage, subjects->corrected);
         visit.go(static_cast<int>(VisitStep::items));
         visit.photos()->chooseForHouse();
       }},
      {"56-visit-photo-large",
       [=](PictureStage& stage) {
         auto& visit = open(stage, subjects->corrected);
         visit.go(static_cast<int>(VisitStep::items));
         const auto taken = visit.photos()->house();
         if (!taken.isEmpty()) visit.photos()->view()->show(taken.front().toMap()[QStringLiteral("key")].toString());
       }},
      {"57-visit-signed", at(VisitStep::signatures), true},
      {"58-visit-warnings", at(VisitStep::finish), true},
      // The last of this household: what it said is altered for good.
      {"59-visit-sign-again",
       [=](PictureStage& stage) {
         auto& visit = open(stage, subjects->corrected);
         answer(visit, "satisfaction", 3);
         visit.go(static_cast<int>(VisitStep::signatures));
       },
       true},
  };
}

std::vector<PictureScene> finishedScenes(const std::shared_ptr<Subjects>& subjects) {
  const auto at = [=](VisitStep which) {
    return [=](PictureStage& stage) {
      stage.unlock();
      stage.app().go(TabletApp::Today);
      const auto id = RecordId::from(fromHex(subjects->finished.toStdString()).value_or(std::string()));
      const auto page =
          lookAtVisit(*stage.app().session(), id.value_or(RecordId{}), subjects->finishedVisit, stage.devices());
      if (!page) return;
      stage.app().pages()->open(page->source, page->controller);
      stage.visit()->go(static_cast<int>(which));
    };
  };
  return {
      {"60-finished-arrival", at(VisitStep::arrival)},
      {"61-finished-items", at(VisitStep::items)},
      {"62-finished-satisfaction", at(VisitStep::satisfaction)},
      {"63-finished-signatures", at(VisitStep::signatures)},
      {"64-finished", at(VisitStep::finish), true},
  };
}

}  // namespace

std::vector<PictureScene> visitScenes(PictureStage& stage) {
  const auto subjects = std::make_shared<Subjects>();
  *subjects = {stage.household(5), stage.household(6), stage.household(7), {}};
  prepareCorrected(stage, subjects->corrected);
  auto& done = open(stage, subjects->finished);
  answerAll(done);
  sign(done);
  subjects->finishedVisit = done.draft().id();
  done.finish();
  std::vector<PictureScene> all;
  for (const auto& scenes : {begunScenes(subjects), correctedScenes(subjects), finishedScenes(subjects)})
    all.insert(all.end(), scenes.begin(), scenes.end());
  return all;
}

}  // namespace bf
