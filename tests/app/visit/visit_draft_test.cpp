// The draft of a visit over a real replica: resumed, corrected, finished, with no window and no Qt.

#include <catch2/catch.hpp>

#include "app/models/record_beginning.h"
#include "app/models/record_values.h"
#include "bianfang/change.pb.h"
#include "tests/app/visit/visit_world.h"

namespace bf::test {
TEST_CASE("a visit begins with what the tablet knows: time, date, visitor and duty") {
  VisitWorld world;
  const auto draft = world.open();
  CHECK(draft.arrived() == world.tablet.clock().now());
  CHECK(world.shows(draft, "visit_date") == "2019-01-01");
  CHECK(world.shows(draft, "visitor_name") == "张文光");
  CHECK(world.shows(draft, "visitor_duty") == "村党组织书记");
  CHECK(draft.step() == VisitStep::arrival);
  CHECK_FALSE(draft.finished());
}

TEST_CASE("a visit is taken up again where it stood after the tablet died") {
  VisitWorld world;
  RecordId id;
  {
    auto draft = world.open();
    id = draft.id();
    must(draft.confirm(EightItem::water));
    must(draft.stand(VisitStep::items, EightItem::housing));
  }
  world.tablet.reopen();
  auto again = world.open();
  CHECK(again.id() == id);
  CHECK(again.step() == VisitStep::items);
  CHECK(again.openItem() == EightItem::housing);
  CHECK(again.checked(EightItem::water) == choice::checkedMet);
  CHECK(again.checked(EightItem::power) == 0);
  SECTION("somebody else's unfinished visit is not") {
    const auto other =
        must(VisitDraft::open(*world.tablet, world.tablet.clock(), world.judge, world.household, {"林晓", 2}));
    CHECK(other.id() != id);
  }
  SECTION("one that did not take place is not either") {
    must(again.discard("没有走访成"));
    CHECK(world.open().id() != id);
  }
}

TEST_CASE("nothing changed: an item is confirmed as the records have it, with what it rests on") {
  VisitWorld world;
  auto draft = world.open();
  must(draft.confirm(EightItem::housing));
  CHECK(world.shows(draft, "housing") == "达标，已核实");
  CHECK(world.shows(draft, "housing_basis") == "鉴定为A级");
  must(draft.foundBy(EightItem::housing, "现场查看"));
  CHECK(world.shows(draft, "housing_basis") == "鉴定为A级；现场查看");
  must(draft.leaveUnseen(EightItem::tv));
  CHECK(world.shows(draft, "tv") == "未核实");
  CHECK(draft.verified(EightItem::housing));
  CHECK_FALSE(draft.verified(EightItem::tv));
  CHECK(refused(draft.foundBy(EightItem::tv, "现场查看")) == Errc::invalidValue);
  must(draft.leaveUnseen(EightItem::housing));
  CHECK(world.shows(draft, "housing_basis").empty());
  SECTION("what nobody knows cannot be confirmed") {
    world.tablet.save(clear("household", world.household, "power"));
    must(draft.read());
    CHECK(refused(draft.confirm(EightItem::power)) == Errc::invalidValue);
    CHECK(draft.checked(EightItem::power) == 0);
  }
}

TEST_CASE("a correction is told from a confirmation, also after the tablet died in between") {
  VisitWorld world;
  auto draft = world.open();
  world.tablet.save(change("household", world.household, {{"water_safe", false}}));
  world.tablet.reopen();
  draft = world.open();
  must(draft.restate(EightItem::water));
  CHECK(draft.checked(EightItem::water) == choice::checkedCorrectedNotMet);
  CHECK(world.shows(draft, "water_basis") == "饮水不安全");
  CHECK(finds(draft, "notReported"));
  world.tablet.save(change("household", world.household, {{"water_safe", true}}));
  must(draft.read());
  must(draft.restate(EightItem::water));
  CHECK(draft.checked(EightItem::water) == choice::checkedMet);
  world.tablet.save(clear("household", world.household, "water_safe"));
  must(draft.read());
  must(draft.restate(EightItem::water));
  CHECK(draft.checked(EightItem::water) == 0);
}

TEST_CASE("the house assessed at the visit is its own, and signed off with it") {
  VisitWorld world;
  auto draft = world.open();
  CHECK(draft.assessment().isZero());
  const auto made = world.tablet.save(makeChild("housing_assessment", world.household,
                                                {{"grade", "GRADE_D"},
                                                 {"assessed_date", std::int64_t{20190101}},
                                                 {"method", "METHOD_SIGHT"},
                                                 {"assessor", "张文光"}}));
  must(draft.read());
  CHECK(draft.assessment() == made);
  CHECK(draft.verdict(EightItem::housing).met == Answer::no);
  CHECK(finds(draft, "noHousePhoto"));
  world.complete(draft);
  must(draft.restate(EightItem::housing));
  CHECK(draft.checked(EightItem::housing) == choice::checkedCorrectedNotMet);
  world.answer(draft, {{"household_signature", "new ink"}, {"visitor_signature", "new ink"}});
  must(draft.finish());
  CHECK(refused((*world.tablet).save(change("housing_assessment", made, {{"grade", "GRADE_A"}}))) == Errc::finished);
}

TEST_CASE("a visit that lacks something is not finished, and says what and where") {
  VisitWorld world;
  auto draft = world.open();
  CHECK(refused(draft.finish()) == Errc::notAllowed);
  CHECK(finds(draft, "noPurpose"));
  CHECK(finds(draft, "itemOpen"));
  CHECK(finds(draft, "noVisitorSignature"));
  world.complete(draft);
  CHECK_FALSE(forbids(draft.findings()));
  must(draft.finish());
  CHECK(draft.finished());
  CHECK(refused((*world.tablet).save(change("visit", draft.id(), {{"met", "PERSON_SPOUSE"}}))) == Errc::finished);
  CHECK(refused(draft.discard("没有走访成")) == Errc::finished);
}

TEST_CASE("a correction is a new visit that points at the old one and is signed anew") {
  VisitWorld world;
  auto draft = world.open();
  world.complete(draft);
  must(draft.finish());
  const auto corrected = must(draft.correct(secretary));
  CHECK(corrected.id() != draft.id());
  CHECK(corrected.corrects() == draft.id());
  CHECK(world.shows(corrected, "purpose") == "遍访");
  CHECK(world.shows(corrected, "household_signature").empty());
  CHECK_FALSE(corrected.finished());
  CHECK(finds(corrected, "noVisitorSignature"));
  CHECK(world.open().id() == corrected.id());
}

TEST_CASE("a correction keeps the time of leaving, unless it is what is corrected") {
  VisitWorld world;
  auto draft = world.open();
  const auto left = draft.arrived() + Micros{600'000'000};
  world.complete(draft);
  world.answer(draft, {{"departed", left}});
  must(draft.finish());
  const auto leavingOf = [](const VisitDraft& visit) {
    return integerIn(visit.visit().fields, bf::numberOf(*builtinSchema().kindByName("visit"), "departed"));
  };
  auto corrected = must(draft.correct(secretary));
  world.answer(corrected, {{"household_signature", "new ink"}, {"visitor_signature", "new ink"}});
  SECTION("not touched") {
    world.township.world.pass(Micros{86'400'000'000});
    must(corrected.finish());
    CHECK(leavingOf(corrected) == left);
  }
  SECTION("said anew") {
    world.answer(corrected, {{"departed", left + Micros{60'000'000}}});
    must(corrected.finish());
    CHECK(leavingOf(corrected) == left + Micros{60'000'000});
  }
  SECTION("of a visit that never said when: nothing is made up") {
    world.empty(corrected, "departed");
    must(corrected.finish());
    CHECK(leavingOf(corrected) == 0);
  }
}

TEST_CASE("what was found at a visit counts as found at the one that corrects it, however often it is corrected") {
  VisitWorld world;
  auto draft = world.open();
  const std::string id(draft.id().view());
  world.tablet.save(makeChild("problem", world.household,
                              {{"item", "ITEM_ROAD"},
                               {"content", "塌方"},
                               {"state", "STATE_OPEN"},
                               {"found_date", std::int64_t{20190101}},
                               {"visit", id}}));
  world.tablet.save(
      makeChild("visit_demand", draft.id(), {{"item", "ITEM_WORK"}, {"content", "想学技术"}, {"state", "STATE_OPEN"}}));
  world.tablet.save(
      makeChild("measure", world.household,
                {{"batch", "SUPPORT_WORK"}, {"content", "培训"}, {"state", "STATE_PLANNED"}, {"visit", id}}));
  must(draft.read());
  world.complete(draft);
  must(draft.finish());
  auto latest = must(draft.correct(secretary));
  for (int i = 0; i < 2; ++i) {
    CHECK(latest.ownProblems().size() == 2);
    CHECK(latest.ownMeasures().size() == 1);
    CHECK(latest.olderProblems().empty());
    CHECK(latest.olderMeasures().empty());
    world.answer(latest, {{"household_signature", "new ink"}, {"visitor_signature", "new ink"}});
    must(latest.finish());
    latest = must(latest.correct(secretary));
  }
  SECTION("of another visit they are older ones") {
    must(latest.discard("没有走访成"));
    const auto next = world.open();
    CHECK(next.ownProblems().empty());
    CHECK(next.olderProblems().size() == 1);
    CHECK(next.olderMeasures().size() == 1);
  }
  SECTION("what is found while correcting is not the first visit's") {
    world.tablet.save(
        makeChild("problem", world.household, {{"item", "ITEM_WATER"}, {"visit", std::string(latest.id().view())}}));
    must(latest.read());
    must(draft.read());
    CHECK(latest.ownProblems().size() == 3);
    CHECK(draft.ownProblems().size() == 2);
  }
}

TEST_CASE("a visit that was corrected says so and is corrected no second time; its correction may be") {
  VisitWorld world;
  auto draft = world.open();
  world.complete(draft);
  must(draft.finish());
  auto corrected = must(draft.correct(secretary));
  must(draft.read());
  CHECK(draft.correctedBy() == nullptr);  // begun only
  world.answer(corrected, {{"household_signature", "new ink"}, {"visitor_signature", "new ink"}});
  must(corrected.finish());
  must(draft.read());
  REQUIRE(draft.correctedBy() != nullptr);
  CHECK(draft.correctedBy()->row.id == corrected.id());
  CHECK(corrected.correctedBy() == nullptr);
  CHECK(refused(draft.correct(secretary)) == Errc::notAllowed);
  CHECK(corrected.correct(secretary).has_value());
}

TEST_CASE("who corrects another person's visit owns the correction, with their own duty") {
  VisitWorld world;
  auto draft = world.open();
  world.complete(draft);
  must(draft.finish());
  const Visitor helper{"李明", bianfang::HELPER};
  const auto corrected = must(draft.correct(helper));
  CHECK(world.shows(corrected, "visitor_name") == "李明");
  CHECK(world.shows(corrected, "visitor_duty") == "帮扶责任人");
  CHECK(world.shows(corrected, "purpose") == "遍访");
  const auto seenBy = [&](const Visitor& visitor) {
    return must(
        VisitDraft::look(*world.tablet, world.tablet.clock(), world.judge, world.household, corrected.id(), visitor));
  };
  CHECK_FALSE(seenBy(helper).foreign());
  CHECK(seenBy(secretary).foreign());
  CHECK(world.open().id() != corrected.id());
}

TEST_CASE("problems, demands and measures of this visit are told from older ones") {
  VisitWorld world;
  const auto older = world.tablet.save(makeChild(
      "problem", world.household,
      {{"item", "ITEM_WATER"}, {"content", "断流"}, {"state", "STATE_OPEN"}, {"found_date", std::int64_t{20181201}}}));
  auto draft = world.open();
  const std::string id(draft.id().view());
  world.tablet.save(makeChild("problem", world.household, {{"item", "ITEM_ROAD"}, {"visit", id}}));
  world.tablet.save(makeChild("visit_demand", draft.id(), {{"item", "ITEM_WORK"}, {"content", "想学技术"}}));
  world.tablet.save(makeChild("measure", world.household, {{"batch", "SUPPORT_WORK"}, {"visit", id}}));
  must(draft.read());
  CHECK(draft.ownProblems().size() == 2);
  CHECK(draft.ownMeasures().size() == 1);
  REQUIRE(draft.olderProblems().size() == 1);
  CHECK(draft.olderProblems().front()->row.id == older);
  CHECK(finds(draft, "halfProblem"));
  CHECK(finds(draft, "halfMeasure"));
}

TEST_CASE("steps are done when nothing is missing in them and they were passed") {
  VisitWorld world;
  auto draft = world.open();
  CHECK_FALSE(draft.progress(VisitStep::arrival).done);
  world.answer(draft, {{"purpose", "PURPOSE_ROUND"}, {"met", "PERSON_HEAD"}});
  CHECK_FALSE(draft.progress(VisitStep::arrival).done);  // where it was is not known
  world.answer(draft, {{"latitude", std::int64_t{239'000'000}}, {"longitude", std::int64_t{1'157'000'000}}});
  CHECK(draft.progress(VisitStep::arrival).done);
  CHECK_FALSE(draft.progress(VisitStep::problems).done);
  must(draft.stand(VisitStep::measures, std::nullopt));
  CHECK(draft.progress(VisitStep::problems).done);
  CHECK(draft.progress(VisitStep::items).attention);
  CHECK_FALSE(draft.progress(VisitStep::measures).done);
}

TEST_CASE("an item that was left unseen is told at leaving, keeps its step open and does not forbid to finish") {
  VisitWorld world;
  auto draft = world.open();
  world.answer(draft, {{"latitude", std::int64_t{239'000'000}}, {"longitude", std::int64_t{1'157'000'000}}});
  for (std::size_t i = 1; i < eightCount; ++i) must(draft.confirm(static_cast<EightItem>(i)));
  must(draft.leaveUnseen(EightItem::housing));
  must(draft.stand(VisitStep::finish, std::nullopt));
  CHECK(finds(draft, "itemUnseen", "0"));
  CHECK_FALSE(draft.progress(VisitStep::items).done);
  CHECK(draft.progress(VisitStep::items).attention);
  world.answer(draft, {{"purpose", "PURPOSE_ROUND"},
                       {"met", "PERSON_HEAD"},
                       {"household_signature", "ink"},
                       {"signed_by", "王建国"},
                       {"visitor_signature", "ink"}});
  CHECK_FALSE(forbids(draft.findings()));
  SECTION("neither does a satisfaction that was not asked, and its step is not done") {
    CHECK(draft.progress(VisitStep::satisfaction).attention);
    CHECK_FALSE(draft.progress(VisitStep::satisfaction).done);
    CHECK(draft.progress(VisitStep::arrival).done);
    must(draft.finish());
    CHECK(draft.checked(EightItem::housing) == choice::checkedNotSeen);
  }
  SECTION("it can still be looked at") {
    must(draft.confirm(EightItem::housing));
    CHECK_FALSE(finds(draft, "itemUnseen"));
  }
}

TEST_CASE("numbers of choices are those of the schema") {
  const auto number = [](const char* kind, const char* field, const char* name) {
    const auto* choice = builtinSchema().kindByName(kind)->fieldByName(field)->choiceNamed(name);
    REQUIRE(choice != nullptr);
    return choice->number;
  };
  CHECK(number("visit", "met", "PERSON_HEAD") == choice::metHead);
  CHECK(number("visit", "met", "PERSON_NOBODY") == choice::metNobody);
  CHECK(number("visit", "met", "PERSON_PHONE") == choice::metPhone);
  CHECK(number("visit", "housing", "CHECKED_MET") == choice::checkedMet);
  CHECK(number("visit", "housing", "CHECKED_NOT_MET") == choice::checkedNotMet);
  CHECK(number("visit", "housing", "CHECKED_CORRECTED_MET") == choice::checkedCorrectedMet);
  CHECK(number("visit", "housing", "CHECKED_CORRECTED_NOT_MET") == choice::checkedCorrectedNotMet);
  CHECK(number("visit", "housing", "CHECKED_NOT_SEEN") == choice::checkedNotSeen);
  CHECK(number("member", "sex", "SEX_FEMALE") == choice::sexFemale);
  CHECK(number("member", "relation", "RELATION_HEAD") == choice::relationHead);
  CHECK(number("member", "relation", "RELATION_SPOUSE") == choice::relationSpouse);
  CHECK(number("member", "health", "HEALTH_WELL") == choice::healthWell);
  CHECK(number("member", "labour", "LABOUR_WEAK") == choice::labourWeak);
  CHECK(number("member", "labour", "LABOUR_NONE") == choice::labourNone);
  CHECK(number("problem", "found_by", "FOUND_VISIT") == choice::foundByVisit);
  CHECK(number("measure", "state", "STATE_PLANNED") == choice::measurePlanned);
  CHECK(number("visit_demand", "state", "STATE_OPEN") == choice::demandOpen);
  CHECK(number("income", "source", "FROM_VISIT") == choice::incomeFromVisit);
  CHECK(number("evidence", "evidence_type", "TYPE_PHOTO") == choice::evidencePhoto);
  CHECK(number("renovation", "state", "STATE_DECLARED") == choice::renovationDeclared);
  for (std::size_t i = 0; i < eightCount; ++i) {
    const auto item = static_cast<EightItem>(i);
    const auto* choice = builtinSchema().kindByName("problem")->fieldByName("item")->choice(itemChoice(item));
    CHECK(choice->label.zh == nameOf(item).zh);
  }
  CHECK(number("problem", "unit", "UNIT_WATER") == unitFor(itemChoice(EightItem::water)));
  CHECK(number("problem", "unit", "UNIT_EDUCATION") == unitFor(itemChoice(EightItem::school)));
  CHECK(unitFor(99) == 0);
}

TEST_CASE("a visit that was finished today is told before another one begins; one to take up comes first") {
  VisitWorld world;
  const auto today = [&](const Visitor& visitor) {
    return must(VisitDraft::finishedToday(*world.tablet, world.tablet.clock(), world.household, visitor));
  };
  CHECK_FALSE(today(secretary));
  auto draft = world.open();
  CHECK_FALSE(today(secretary));  // it is taken up
  world.complete(draft);
  must(draft.finish());
  REQUIRE(today(secretary));
  CHECK(*today(secretary) == draft.id());
  const auto second =
      must(VisitDraft::open(*world.tablet, world.tablet.clock(), world.judge, world.household, secretary));
  CHECK(second.id() != draft.id());
  CHECK_FALSE(today(secretary));
  must(world.open().discard("没有走访成"));
  REQUIRE(today(secretary));
  world.tablet.clock().off += 24 * 3'600'000'000;
  CHECK_FALSE(today(secretary));
}

TEST_CASE("another person's unfinished visit is only read, and says whose it is by who began it") {
  VisitWorld world;
  auto mine = world.open();
  const Visitor other{"李明", villageSecretary};
  auto seen =
      must(VisitDraft::look(*world.tablet, world.tablet.clock(), world.judge, world.household, mine.id(), secretary));
  CHECK_FALSE(seen.readOnly());
  // Whoever began it here may correct the name that stands in it.
  world.answer(mine, {{"visitor_name", "张文广"}});
  seen =
      must(VisitDraft::look(*world.tablet, world.tablet.clock(), world.judge, world.household, mine.id(), secretary));
  CHECK_FALSE(seen.foreign());
  CHECK(world.open().id() == mine.id());

  // From another tablet, by somebody else.
  world.township.world.settle(world.township.all());
  auto& elsewhere = world.township.two;
  auto foreign = must(VisitDraft::look(*elsewhere, elsewhere.clock(), world.judge, world.household, mine.id(), other));
  CHECK(foreign.foreign());
  CHECK(foreign.readOnly());
  CHECK_FALSE(foreign.finished());
  CHECK(refused(foreign.finish()) == Errc::notAllowed);
  CHECK(refused(foreign.discard("没有走访成")) == Errc::notAllowed);
  const auto own = must(VisitDraft::open(*elsewhere, elsewhere.clock(), world.judge, world.household, other));
  CHECK(own.id() != mine.id());
}

TEST_CASE("a tablet whose clock went back cannot sign that it left before it came") {
  VisitWorld world;
  auto draft = world.open();
  world.complete(draft);
  CHECK_FALSE(finds(draft, "leftBeforeCame"));
  constexpr Micros hour = 3'600'000'000;
  world.answer(draft, {{"arrived", draft.arrived() + hour}});
  CHECK(finds(draft, "leftBeforeCame"));
  CHECK(refused(draft.finish()) == Errc::notAllowed);
  world.answer(draft, {{"departed", draft.arrived() + hour}});
  CHECK_FALSE(finds(draft, "leftBeforeCame"));
}

TEST_CASE("the income of a visit is the newest worksheet's, shared by the persons that it names") {
  VisitWorld world;
  auto draft = world.open();
  const auto low = [&] {
    must(draft.read());
    return finds(draft, "incomeSoFar");
  };
  CHECK_FALSE(low());
  world.tablet.save(makeChild("income", world.household,
                              {{"year", std::int64_t{2019}},
                               {"until_month", std::int64_t{6}},
                               {"persons", std::int64_t{2}},
                               {"wages", std::int64_t{900'000}}}));
  CHECK_FALSE(low());
  // Of the whole year, since it names no month: it is the newest, though a half-year's comes later.
  world.tablet.save(
      makeChild("income", world.household,
                {{"year", std::int64_t{2019}}, {"persons", std::int64_t{3}}, {"wages", std::int64_t{900'000}}}));
  CHECK(low());
  world.tablet.save(makeChild("income", world.household,
                              {{"year", std::int64_t{2019}},
                               {"until_month", std::int64_t{9}},
                               {"persons", std::int64_t{1}},
                               {"wages", std::int64_t{900'000}}}));
  CHECK(low());
  // More expenses than income is a loss, not an empty worksheet.
  world.tablet.save(makeChild("income", world.household,
                              {{"year", std::int64_t{2019}},
                               {"until_month", std::int64_t{12}},
                               {"persons", std::int64_t{1}},
                               {"business", std::int64_t{100}},
                               {"expenses", std::int64_t{1'000'000}}}));
  CHECK(low());
}

}  // namespace bf::test
