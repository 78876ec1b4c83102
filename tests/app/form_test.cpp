// Forms without a window: what is saved when, and the states of an answer.

#include <QAbstractItemModelTester>
#include <QTest>
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/forms/dates_now.h"
#include "app/forms/form_controller.h"
#include "app/forms/form_limits.h"
#include "app/gallery/sample_records.h"
#include "shared/schema/record_builder.h"

namespace bf::test {
namespace {

struct StillClock : Clock {
  Micros now() override { return 1'521'160'800'000'000; }  // 2018-03-16 08:40 in China
};

RecordId someRecord() {
  RecordId id;
  id.bytes[0] = 7;
  return id;
}

/// A member's record that exists, with nothing in it.
struct MemberForm {
  SampleRecords records;
  StillClock clock;
  const KindSpec& kind = *builtinSchema().kindByName("member");
  RecordView& view = records.view(kind.number, someRecord());
  std::unique_ptr<FormController> form;

  void open() {
    form = std::make_unique<FormController>(builtinSchema(), records, clock,
                                            FormSubject{kind.number, someRecord(), {}, 0, 0});
    form->load();
    REQUIRE(form->problem().isEmpty());
  }
  FieldController& field(const char* name) {
    auto* found = form->field(QString::fromLatin1(name));
    REQUIRE(found != nullptr);
    return *found;
  }
  /// What is stored of a field, as people read it; "-" when nothing is.
  std::string stored(const char* name) {
    const auto value = valueOf(kind, view.values, name);
    REQUIRE(value);
    const auto text = display(*kind.fieldByName(name), *value, Language::chinese);
    return std::holds_alternative<std::monostate>(*value) ? "-" : text;
  }
  void answerWith(const char* name, const char* text) {
    RecordBuilder builder(kind);
    const auto fields = builder.read(name, text).fields();
    REQUIRE(fields);
    view.values.insert(view.values.end(), fields->begin(), fields->end());
    std::ranges::sort(view.values, {}, &Field::number);
  }
};

}  // namespace

TEST_CASE("a form has every question of its kind, in order, with its words") {
  MemberForm test;
  test.open();
  const auto questions = test.kind.form();
  REQUIRE(test.form->fields().size() == questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i)
    CHECK(test.form->fields()[i]->label().toStdString() == questions[i]->label.zh);
  CHECK(test.field("name").opensSection());
  CHECK_FALSE(test.field("sex").opensSection());
}

TEST_CASE("an answer is saved as it is given") {
  MemberForm test;
  test.open();
  test.field("dibao").answer(true);
  REQUIRE(test.records.edits().size() == 1);
  CHECK(test.records.edits()[0].record == someRecord());
  CHECK(test.stored("dibao") == "是");
  CHECK(test.field("dibao").presence() == FieldController::Answered);
  SECTION("and not saved again when it is given again") {
    test.field("dibao").answer(true);
    CHECK(test.records.edits().size() == 1);
  }
}

TEST_CASE("the first answer makes the record, and the second goes to it") {
  SampleRecords records;
  StillClock clock;
  const auto& kind = *builtinSchema().kindByName("member");
  FormController form(builtinSchema(), records, clock, FormSubject{kind.number, {}, someRecord(), 0, 0});
  form.load();
  CHECK_FALSE(form.exists());
  form.field("dibao")->answer(false);
  CHECK(form.exists());
  form.field("sex")->answer(1);
  REQUIRE(records.edits().size() == 2);
  CHECK(records.edits()[0].record.isZero());
  CHECK(records.edits()[0].parent == someRecord());
  CHECK(records.edits()[1].record == form.subject().record);
}

TEST_CASE("unknown, cleared and answered with nothing are three states") {
  MemberForm test;
  test.answerWith("months_worked", "0");
  test.view.cleared = {test.kind.fieldByName("dibao")->number};
  test.open();
  CHECK(test.field("months_worked").presence() == FieldController::Answered);
  CHECK(test.field("months_worked").text() == "0");
  CHECK(test.field("dibao").presence() == FieldController::Cleared);
  CHECK(test.field("mandarin").presence() == FieldController::Unknown);

  SECTION("asked, and nobody knows: cleared, also where nothing was known") {
    test.field("mandarin").leaveUnknown();
    CHECK(test.field("mandarin").presence() == FieldController::Cleared);
    REQUIRE(test.records.edits().size() == 1);
    CHECK(test.records.edits()[0].cleared == std::vector{test.kind.fieldByName("mandarin")->number});
  }
  SECTION("typed and deleted again where nothing was known: still unknown, and nothing saved") {
    test.field("school_name").type("一");
    test.field("school_name").type("");
    test.field("school_name").focused(false);
    CHECK(test.field("school_name").presence() == FieldController::Unknown);
    CHECK(test.records.edits().empty());
    CHECK(test.view.drafts.empty());
  }
}

TEST_CASE("what is typed is kept letter by letter and becomes an answer when the cursor leaves") {
  MemberForm test;
  test.open();
  auto& name = test.field("name");
  name.type("王");
  name.type("王建");
  CHECK(test.records.edits().empty());
  CHECK(test.view.drafts.at(test.kind.fieldByName("name")->number) == "王建");
  name.focused(false);
  CHECK(test.stored("name") == "王建");
  CHECK(test.view.drafts.empty());
}

TEST_CASE("what is typed becomes an answer after a rest, and stays as it was typed until the cursor leaves") {
  MemberForm test;
  test.open();
  auto& months = test.field("months_worked");
  months.type(" 3");
  REQUIRE(QTest::qWaitFor([&] { return !test.records.edits().empty(); }, 10 * static_cast<int>(typingRest.count())));
  CHECK(test.stored("months_worked") == "3");
  CHECK(months.text() == " 3");
  months.focused(false);
  CHECK(months.text() == "3");
}

TEST_CASE("a tablet that died in the middle of a word has the word again") {
  MemberForm test;
  test.open();
  test.field("name").type("覃阿妹");
  test.open();  // another form over the same record: nothing was committed by the first
  CHECK(test.field("name").text() == "覃阿妹");
  CHECK(test.stored("name") == "覃阿妹");
  CHECK(test.view.drafts.empty());
}

TEST_CASE("a wrong text stays where it was typed, with an error, over a start too") {
  MemberForm test;
  test.open();
  test.field("months_worked").type("十三");
  test.field("months_worked").focused(false);
  CHECK(test.field("months_worked").state() == FieldController::Error);
  CHECK(test.field("months_worked").text() == "十三");
  CHECK(test.form->errors() == 1);
  CHECK(test.records.edits().empty());
  test.open();
  CHECK(test.field("months_worked").text() == "十三");
  CHECK(test.field("months_worked").state() == FieldController::Error);
  test.field("months_worked").type("12");
  test.field("months_worked").focused(false);
  CHECK(test.field("months_worked").state() != FieldController::Error);
  CHECK(test.stored("months_worked") == "12");
}

TEST_CASE("a wrong text in a record that is still to be made is there again once another answer has made it") {
  SampleRecords records;
  StillClock clock;
  const auto& kind = *builtinSchema().kindByName("member");
  FormController form(builtinSchema(), records, clock, FormSubject{kind.number, {}, someRecord(), 0, 0});
  form.load();
  form.field("months_worked")->type("十三");
  form.field("months_worked")->focused(false);
  CHECK(records.edits().empty());
  form.load();
  CHECK(form.field("months_worked")->text() == "十三");
  form.field("name")->type("王建");
  form.field("name")->focused(false);
  REQUIRE(form.exists());
  const auto& drafts = records.view(kind.number, form.subject().record).drafts;
  REQUIRE(drafts.size() == 1);
  CHECK(drafts.at(kind.fieldByName("months_worked")->number) == "十三");
  FormController again(builtinSchema(), records, clock, form.subject());
  again.load();
  CHECK(again.field("months_worked")->text() == "十三");
  CHECK(again.field("months_worked")->state() == FieldController::Error);
}

TEST_CASE("a hard limit refuses an answer in words and keeps the old one") {
  MemberForm test;
  test.answerWith("months_worked", "6");
  test.open();
  test.field("months_worked").answer(13);
  CHECK(test.field("months_worked").state() == FieldController::Error);
  CHECK_FALSE(test.field("months_worked").message().isEmpty());
  CHECK(test.stored("months_worked") == "6");
}

TEST_CASE("steps stay within the limits of the question") {
  MemberForm test;
  test.open();
  auto& months = test.field("months_worked");
  months.step(1);
  CHECK(test.stored("months_worked") == "0");
  CHECK_FALSE(months.canStep(-1));
  for (int i = 0; i < 20; ++i) months.step(1);
  CHECK(test.stored("months_worked") == "12");
  CHECK_FALSE(months.canStep(1));
}

TEST_CASE("a rule over several fields warns at its field and refuses nothing") {
  MemberForm test;
  test.open();
  test.field("id_kind").answer(1);
  test.field("id_number").type("441424195803120011");  // the check digit of this number would be another
  test.field("id_number").focused(false);
  CHECK(test.field("id_number").state() == FieldController::Warning);
  CHECK(test.stored("id_number") == "441424195803120011");
  CHECK_FALSE(test.form->doubts().isEmpty());
}

TEST_CASE("a sensitive value is masked until a person asks, and the look is noted") {
  MemberForm test;
  test.answerWith("phone", "13800001234");
  test.open();
  auto& phone = test.field("phone");
  CHECK(phone.concealed());
  CHECK(phone.shown() == "138****1234");
  CHECK(phone.text() == "138****1234");
  CHECK(test.records.looks().empty());
  phone.reveal();
  CHECK(phone.shown() == "13800001234");
  CHECK(test.records.looks() == std::vector{test.kind.fieldByName("phone")->number});
  phone.conceal();
  CHECK(phone.shown() == "138****1234");
}

TEST_CASE("the choices of a sensitive question tell nothing until they are uncovered") {
  MemberForm test;
  test.answerWith("health", "长期慢性病");
  test.open();
  auto& health = test.field("health");
  const auto ticked = [&] {
    int count = 0;
    for (int row = 0; row < health.choices()->rowCount(); ++row)
      count += health.choices()->data(health.choices()->index(row), ChoiceModel::ChosenRole).toBool() ? 1 : 0;
    return count;
  };
  REQUIRE(health.concealed());
  CHECK(ticked() == 0);
  CHECK_FALSE(health.shown().contains(QStringLiteral("慢性")));
  health.reveal();
  CHECK(ticked() == 1);
  CHECK(test.records.looks() == std::vector{test.kind.fieldByName("health")->number});
  health.conceal();
  CHECK(ticked() == 0);
}

TEST_CASE("who answers a sensitive question with a tap goes on seeing the tap") {
  MemberForm test;
  test.open();
  auto& health = test.field("health");
  const auto chronic = test.kind.fieldByName("health")->choiceNamed("长期慢性病")->number;
  health.toggle(chronic);
  CHECK_FALSE(health.concealed());
  CHECK(test.records.looks().empty());  // it was no look at what others had said
  health.conceal();
  CHECK(health.concealed());
}

TEST_CASE("today is offered where it can be the answer: no birth, and no year since when something is so") {
  const auto offers = [](const char* kind, const char* field) {
    const auto& spec = *builtinSchema().kindByName(kind);
    return canBeNow(spec, *spec.fieldByName(field));
  };
  CHECK_FALSE(offers("member", "birth_date"));
  CHECK_FALSE(offers("household", "identified_year"));
  CHECK_FALSE(offers("household", "built_year"));
  CHECK(offers("household", "dibao_since"));
  CHECK_FALSE(offers("village", "exit_year"));
  CHECK(offers("visit", "visit_date"));
  CHECK(offers("visit", "arrived"));
  CHECK(offers("housing_assessment", "assessed_date"));
  CHECK(offers("renovation", "plan_year"));
  CHECK(offers("enrolment", "year"));
  CHECK(offers("household", "income_year"));
  CHECK(offers("problem", "closed_date"));
  // A date by which something is to be done lies ahead.
  CHECK_FALSE(offers("problem", "deadline"));
  CHECK_FALSE(offers("problem_event", "new_deadline"));
  CHECK_FALSE(offers("measure", "due_date"));
  CHECK_FALSE(offers("loan", "due_date"));
  MemberForm test;
  test.open();
  CHECK_FALSE(test.field("birth_date").canBeNow());
  CHECK(test.field("departure_date").canBeNow());
}

TEST_CASE("the answer of another time stands beside the question and can be taken") {
  MemberForm test;
  const auto* labour = test.kind.fieldByName("labour");
  test.view.prior[labour->number] = {encodeValue(*labour, labour->choiceNamed("普通劳动力")->number), "李主任",
                                     1'514'764'800'000'000};
  test.open();
  auto& field = test.field("labour");
  CHECK(field.prior() == "普通劳动力");
  CHECK(field.priorNote() == "李主任 · 2018-01-01");
  CHECK_FALSE(field.differsFromPrior());
  field.answer(QVariant::fromValue<qint64>(labour->choiceNamed("丧失劳动力")->number));
  CHECK(field.differsFromPrior());
  field.takePrior();
  CHECK(test.stored("labour") == "普通劳动力");
  CHECK_FALSE(field.differsFromPrior());
}

TEST_CASE("several choices are chosen and taken back one by one") {
  MemberForm test;
  test.open();
  auto& health = test.field("health");
  QAbstractItemModelTester tester(health.choices(), QAbstractItemModelTester::FailureReportingMode::Fatal);
  health.toggle(2);
  health.toggle(4);
  CHECK(health.value().toList() == QVariantList{qint64{2}, qint64{4}});
  CHECK(health.choices()->data(health.choices()->index(1), ChoiceModel::ChosenRole).toBool());
  health.toggle(2);
  CHECK(health.value().toList() == QVariantList{qint64{4}});
  health.choices()->find("患");
  CHECK(health.choices()->count() < static_cast<int>(test.kind.fieldByName("health")->choices.size()));
  const int written = health.choices()->count();
  for (const auto* spelled : {"huan", "Huan"}) {
    health.choices()->find(QString::fromLatin1(spelled));
    CHECK(health.choices()->count() >= written);
    CHECK(health.choices()->count() < static_cast<int>(test.kind.fieldByName("health")->choices.size()));
  }
  health.choices()->find("");
  CHECK(health.choices()->count() == static_cast<int>(test.kind.fieldByName("health")->choices.size()));
}

TEST_CASE("what cannot be saved is said in words and tried again with the next answer") {
  MemberForm test;
  test.open();
  test.records.failWith({Errc::storageFull, ""});
  test.field("dibao").answer(true);
  CHECK(test.field("dibao").state() == FieldController::Error);
  CHECK_FALSE(test.form->problem().isEmpty());
  CHECK(test.stored("dibao") == "-");
  test.records.failWith({});
  test.field("dibao").answer(true);
  CHECK(test.form->problem().isEmpty());
  CHECK(test.stored("dibao") == "是");
}

TEST_CASE("required questions are asked for only when a person wants to finish") {
  MemberForm test;
  test.open();
  CHECK(test.form->missing() > 0);
  CHECK(test.field("name").state() == FieldController::Valid);
  test.form->setAsksForMissing(true);
  CHECK(test.field("name").state() == FieldController::Warning);
}

TEST_CASE("a record that is only read takes no answer until somebody wants to change it") {
  MemberForm test;
  test.answerWith("name", "李明");
  test.open();
  test.form->lock();
  CHECK(test.form->locked());
  CHECK_FALSE(test.form->readOnly());
  CHECK(test.field("name").readOnly());
  test.field("name").type(QStringLiteral("李亮"));
  test.form->commit();
  CHECK(test.stored("name") == "李明");
  test.form->unlock();
  test.field("name").type(QStringLiteral("李亮"));
  test.form->commit();
  CHECK(test.stored("name") == "李亮");
}

TEST_CASE("a finished record, and a field of another role, cannot be changed") {
  SampleRecords records;
  StillClock clock;
  const auto& kind = *builtinSchema().kindByName("visit");
  records.view(kind.number, someRecord()).finished = true;
  FormController form(builtinSchema(), records, clock, FormSubject{kind.number, someRecord(), {}, 0, 1});
  form.load();
  CHECK(form.readOnly());
  form.field("food")->answer(true);
  form.field("food")->leaveUnknown();
  form.field("conversation")->type("改");
  CHECK(records.edits().empty());
}

TEST_CASE("now is the clock's time in China, in the form that the question wants") {
  MemberForm test;
  test.open();
  test.field("birth_date").answerNow();
  CHECK(test.stored("birth_date") == "2018-03-16");
  test.field("pension_since").answerNow();
  CHECK(test.stored("pension_since") == "2018-03");
  test.field("work_year").answerNow();
  CHECK(test.stored("work_year") == "2018");
}

TEST_CASE("regions are offered by name and kept by code") {
  SampleRecords records;
  StillClock clock;
  const Schema* schema = &builtinSchema();
  for (const auto& kind : schema->kinds())
    for (const auto& spec : kind.fields)
      if (spec.question == Question::region && !spec.envelope) {
        FormController form(*schema, records, clock, FormSubject{kind.number, {}, {}, 0, 0});
        form.load();
        form.setRegions({{441424100201, "东风村"}, {441424100202, "上村"}});
        auto* field = form.field(QString::fromStdString(spec.name));
        REQUIRE(field != nullptr);
        CHECK(field->choices()->count() == 2);
        field->answer(qint64{441424100201});
        CHECK(field->shown() == "东风村");
        return;
      }
}

}  // namespace bf::test
