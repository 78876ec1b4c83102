// A complete ordinary visit through the real window: its taps beside those of a plain form. Also the program
// visit_bench.

#include <catch2/catch.hpp>
#include <string>

#include "tests/app/visit/flat_form.h"
#include "tests/app/visit/visit_stage.h"
#include "tests/bench/bench_report.h"

using namespace bf;
using namespace bf::test;
using namespace std::string_literals;

TEST_CASE("an ordinary visit needs no typing and at most forty taps") {
  const auto size = GENERATE(wide, tall);
  SampleFolder folder;
  VisitStage stage(folder.path(), folder.clock, size);
  const auto shot = [&](const char* name) {
    stage.checkTargets();
    stage.picture((size == wide ? QStringLiteral("wide") : QStringLiteral("tall")) + QStringLiteral("-zh-") +
                  QString::fromUtf8(name));
  };
  stage.tap("field.purpose/choice1");
  stage.tap("field.met/choice1");
  shot("1-arrival");
  stage.tap("next");
  shot("2-items");
  stage.confirmAll();
  stage.tap("field.food/yes");
  stage.tap("field.clothing/yes");
  shot("2-items-done");
  stage.tap("next");
  shot("3-problems");
  stage.tap("next");
  shot("4-measures");
  stage.tap("next");
  stage.tap("field.satisfaction/choice2");
  stage.tap("field.knows_helper/yes");
  stage.tap("field.knows_policy/yes");
  shot("5-satisfaction");
  stage.tap("next");
  stage.signBoth();
  shot("6-signatures");
  stage.tap("next");
  shot("7-finish");
  CHECK(stage.visit().errors() == 0);
  stage.tap("finish");
  shot("7-finished");
  CHECK(stage.visit().finished());
  CHECK(stage.visitSays("satisfaction") == QStringLiteral("满意"));
  CHECK(stage.visitSays("housing") == QStringLiteral("达标，已核实"));
  CHECK(stage.visitSays("accuracy_cm").startsWith(QStringLiteral("850")));
  CHECK_FALSE(stage.visitSays("departed").isEmpty());
  CHECK_FALSE(stage.visitSays("signed_by").isEmpty());
  CHECK(stage.keys() == 0);
  CHECK(stage.taps() <= 40);
  const auto flat = flatForm(stage.session().schema(), stage.visit().draft());
  CHECK(flat.taps >= 2 * stage.taps());
  bench::line("an ordinary visit, " + (size == wide ? "wide"s : "tall"s),
              "ours " + std::to_string(stage.taps()) + " taps " + std::to_string(stage.keys()) +
                  " keys   flat form of " + std::to_string(flat.questions) + " questions " + std::to_string(flat.taps) +
                  " taps " + std::to_string(flat.keys) + " keys",
              "<= 40 taps, no key", stage.taps() <= 40 && stage.keys() == 0, "visit");
  CHECK(stage.screen().complaints().empty());
}
