// Days that cannot be so today: asked about, never refused.
#include "app/forms/day_doubts.h"

#include <catch2/catch.hpp>

#include "app/forms/form_controller.h"
#include "app/gallery/sample_records.h"
#include "shared/schema/builtin.h"
#include "shared/schema/record_builder.h"
#include "tests/store/must.h"

namespace bf::test {
namespace {

struct StillClock : Clock {
  Micros now() override { return 1'521'160'800'000'000; }  // 2018-03-16 08:40 in China
};

}  // namespace

TEST_CASE("days that cannot be so today are asked about beside the answer, and kept") {
  StillClock clock;
  SampleRecords records;
  const auto& kind = *builtinSchema().kindByName("member");
  FormController form(builtinSchema(), records, clock, FormSubject{kind.number, {}, RecordId{}, 0, 0});
  form.load();
  const auto named = [&](const char* name) -> FieldController& { return *form.field(QString::fromLatin1(name)); };
  const auto warns = [&](const char* name) {
    const auto& field = named(name);
    return field.state() == FieldController::Warning ? field.message() : QString();
  };
  named("birth_date").answer(19640407);
  named("departure").answer(1);
  named("departure_date").answer(20990101);
  CHECK(named("departure_date").presence() == FieldController::Answered);
  CHECK(warns("departure_date") == QStringLiteral("晚于今天，请核对"));
  named("departure_date").answer(19500101);
  CHECK(form.doubts().contains(QStringLiteral("减少日期早于出生日期")));
  named("departure_date").answer(20000101);
  CHECK(warns("departure_date").isEmpty());
  CHECK_FALSE(form.doubts().contains(QStringLiteral("减少日期早于出生日期")));
  named("birth_date").type("22261231");
  named("birth_date").commit();
  CHECK(named("birth_date").state() == FieldController::Error);
  CHECK(named("birth_date").message().startsWith(QStringLiteral("没有这一天，或者年份太远")));
}

TEST_CASE("what is being typed is not called missing, before it is kept") {
  StillClock clock;
  SampleRecords records;
  const auto& kind = *builtinSchema().kindByName("member");
  FormController form(builtinSchema(), records, clock, FormSubject{kind.number, {}, RecordId{}, 0, 0});
  form.load();
  form.setAsksForMissing(true);
  auto& name = *form.field(QStringLiteral("name"));
  REQUIRE(name.state() == FieldController::Warning);
  name.type(QStringLiteral("王"));
  CHECK(name.presence() != FieldController::Answered);
  CHECK(name.state() == FieldController::Valid);
  name.type(QString());
  CHECK(name.state() == FieldController::Warning);
}

TEST_CASE("what is due before today is asked about while it is a plan; years of what has happened end with this one") {
  const auto doubt = [](const char* kindName, const char* field,
                        const std::vector<std::pair<const char*, std::int64_t>>& answers) {
    const auto& kind = *builtinSchema().kindByName(kindName);
    RecordBuilder builder(kind);
    for (const auto& [name, value] : answers) builder.set(name, value);
    return dayDoubt(kind, *kind.fieldByName(field), must(builder.fields()), 20261123).zh;
  };
  CHECK(doubt("measure", "due_date", {{"due_date", 20160101}}) == "期限早于今天，请核对");
  CHECK(doubt("measure", "due_date", {{"due_date", 20160101}, {"state", 1}}) == "期限早于今天，请核对");
  CHECK(doubt("measure", "due_date", {{"due_date", 20160101}, {"state", 3}}).empty());
  CHECK(doubt("measure", "due_date", {{"due_date", 20261123}}).empty());
  CHECK(doubt("measure", "due_date", {}).empty());
  CHECK(doubt("problem", "deadline", {{"deadline", 20170101}, {"found_date", 20261123}}) == "期限早于今天，请核对");
  CHECK(doubt("problem", "deadline", {{"deadline", 20170101}}) == "期限早于今天，请核对");
  CHECK(doubt("problem", "deadline", {{"deadline", 20261101}, {"found_date", 20261001}}).empty());
  CHECK(doubt("problem", "deadline", {{"deadline", 20261122}, {"found_date", 20261123}, {"state", 4}}).empty());
  CHECK(doubt("problem", "closed_date", {{"closed_date", 20261120}, {"state", 2}}) == "还没有销号，请核对状态或日期");
  CHECK(doubt("problem", "closed_date", {{"closed_date", 20261120}, {"state", 4}}).empty());
  CHECK(doubt("household", "exit_year", {{"exit_year", 2062}}) == "晚于今年，请核对");
  CHECK(doubt("household", "exit_year", {{"exit_year", 2026}}).empty());
  CHECK(doubt("household", "planned_exit_year", {{"planned_exit_year", 2062}}).empty());
}

}  // namespace bf::test
