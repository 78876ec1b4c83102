// Every kind of question, answered with the finger in a real window.

#include <QTest>
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/forms/form_controller.h"
#include "app/gallery/sample_records.h"
#include "shared/schema/record_builder.h"
#include "tests/app/screen.h"
#include "tests/schema/test_schemas.h"

namespace bf::test {
namespace {

constexpr auto questions = R"(
message Thing {
  option (kind) = {number: 100 zh: "物" en: "Thing" root: true};
  enum Colour {
    COLOUR_UNSPECIFIED = 0;
    COLOUR_RED = 1 [(choice) = {zh: "红" en: "Red"}];
    COLOUR_BLUE = 2 [(choice) = {zh: "蓝" en: "Blue"}];
  }
  enum Many {
    MANY_UNSPECIFIED = 0;
    MANY_A = 1 [(choice) = {zh: "甲" en: "First"}];
    MANY_B = 2 [(choice) = {zh: "乙" en: "Second"}];
    MANY_C = 3 [(choice) = {zh: "丙" en: "Third"}];
    MANY_D = 4 [(choice) = {zh: "丁" en: "Fourth"}];
    MANY_E = 5 [(choice) = {zh: "戊" en: "Fifth"}];
    MANY_F = 6 [(choice) = {zh: "己" en: "Sixth"}];
    MANY_G = 7 [(choice) = {zh: "庚" en: "Seventh"}];
    MANY_H = 8 [(choice) = {zh: "辛" en: "Eighth"}];
    MANY_I = 9 [(choice) = {zh: "壬" en: "Ninth"}];
    MANY_J = 10 [(choice) = {zh: "癸" en: "Tenth"}];
    MANY_K = 11 [(choice) = {zh: "子" en: "Eleventh"}];
  }
  optional bool agreed = 10 [(field) = {zh: "同意" en: "Agreed" section: {zh: "一" en: "One"}}];
  optional Colour colour = 11 [(field) = {zh: "颜色" en: "Colour"}];
  repeated Colour colours = 12 [(field) = {zh: "几种颜色" en: "Colours"}];
  optional Many one_of_many = 13 [(field) = {zh: "多选一" en: "One of many"}];
  optional string word = 14 [(field) = {zh: "词" en: "Word" length: 20}];
  optional string story = 15 [(field) = {zh: "经过" en: "Story" ask: LONG_TEXT length: 200}];
  repeated string companions = 16 [(field) = {zh: "同行人" en: "Companions" length: 20 count: 3}];
  optional int32 months = 17 [(field) = {zh: "月数" en: "Months" min: 0 max: 12}];
  optional int32 floor_area = 18 [(field) = {zh: "面积" en: "Area" unit_zh: "平方米" unit_en: "m²" scale: 2}];
  optional int64 income = 19 [(field) = {zh: "收入" en: "Income" ask: MONEY}];
  optional int32 due_day = 20 [(field) = {zh: "日期" en: "Day" ask: DATE}];
  optional int32 due_month = 21 [(field) = {zh: "月份" en: "Month" ask: MONTH}];
  optional int32 built_year = 22 [(field) = {zh: "年份" en: "Year" ask: YEAR}];
  optional int64 arrived = 23 [(field) = {zh: "时间" en: "Time" ask: INSTANT}];
  optional string phone = 24 [(field) = {zh: "电话" en: "Phone" ask: PHONE length: 30 sensitivity: SENSITIVE}];
  optional string id_number = 25 [(field) = {zh: "证件号码" en: "ID number" ask: ID_NUMBER length: 22}];
  optional string bank_account = 26 [(field) = {zh: "账号" en: "Account" ask: ACCOUNT length: 30}];
  optional int32 latitude = 27 [(field) = {zh: "纬度" en: "Latitude" ask: COORDINATE}];
  optional uint64 lies_in = 28 [(field) = {zh: "所在地" en: "Region" ask: REGION}];
  optional bytes signed_with = 29 [(field) = {zh: "签名" en: "Signature" ask: SIGNATURE length: 16384}];
  optional bytes photo = 30 [(field) = {zh: "照片" en: "Photo" ask: PICTURE length: 32}];
  optional Colour shade = 32 [(field) = {zh: "底色" en: "Shade" required: true}];
  optional bytes other = 31 [(field) = {zh: "另一物" en: "Other thing" refers: "thing" length: 16}];
}
)";

struct StillClock : Clock {
  Micros now() override { return 1'521'160'800'000'000; }  // 2018-03-16 08:40 in China
};

const Schema& schema() {
  static const Schema made = schemaOf(questions);
  return made;
}

/// A form over a schema in a window; the record is made by the first answer.
struct FormScreen {
  StillClock clock;
  SampleRecords records;
  const KindSpec& kind;
  FormController form;
  Screen screen;

  explicit FormScreen(const Schema& of = schema(), const char* kindName = "thing")
      : kind(*of.kindByName(kindName)),
        form(of, records, clock, FormSubject{kind.number, {}, {}, 450000, 0}),
        screen(R"(Item {
          id: holder
          property FormController form: null
          anchors.fill: parent
          ScrollPage {
            anchors.fill: parent
            anchors.bottomMargin: Insets.bottom
            Loader {
              active: holder.form !== null
              sourceComponent: FormView { form: holder.form }
              Layout.fillWidth: true
            }
          }
        }
        Keyboard {})") {
    form.load();
    screen.shown().setProperty("form", QVariant::fromValue(&form));
    screen.settle();
  }
  ~FormScreen() {
    INFO((screen.complaints().empty() ? "" : screen.complaints().front().toStdString()));
    CHECK(screen.complaints().empty());
  }

  void tap(const QString& field, const QString& part) { screen.tap("field." + field + "/" + part); }
  void write(const QString& field, const QString& text) {
    tap(field, "line");
    screen.type(text);
    form.field(field)->focused(false);
  }
  FieldController& field(const char* name) { return *form.field(QLatin1String(name)); }
  /// As people read it; "-" for no answer.
  std::string stored(const char* name) {
    const auto value = valueOf(kind, records.view(kind.number, form.subject().record).values, name);
    REQUIRE(value);
    return std::holds_alternative<std::monostate>(*value) ? "-"
                                                          : display(*kind.fieldByName(name), *value, Language::chinese);
  }
};

}  // namespace

TEST_CASE("yes, no and nobody knows are one tap each") {
  FormScreen test;
  test.tap("agreed", "yes");
  CHECK(test.stored("agreed") == "是");
  test.tap("agreed", "no");
  CHECK(test.stored("agreed") == "否");
  test.tap("agreed", "unknown");
  CHECK(test.stored("agreed") == "-");
  CHECK(test.field("agreed").presence() == FieldController::Cleared);
}

TEST_CASE("few choices lie open, one or several") {
  FormScreen test;
  test.tap("colour", "choice2");
  CHECK(test.stored("colour") == "蓝");
  test.tap("colours", "choice1");
  test.tap("colours", "choice2");
  CHECK(test.stored("colours") == "红；蓝");
  test.tap("colours", "choice1");
  CHECK(test.stored("colours") == "蓝");
}

TEST_CASE("a choice that was made by mistake is taken back, from the tiles and from the list") {
  FormScreen test;
  CHECK(test.screen.find("field.colour/unknown") == nullptr);
  test.tap("colour", "choice2");
  test.tap("colour", "unknown");
  CHECK(test.stored("colour") == "-");
  CHECK(test.field("colour").presence() == FieldController::Cleared);
  test.tap("colours", "choice1");
  CHECK(test.screen.find("field.colours/unknown") == nullptr);
  test.field("one_of_many").answer(11);
  test.tap("one_of_many", "pick");
  test.screen.await([&] { return test.screen.find("choice11") != nullptr; });
  const auto lines = test.screen.items();
  const auto back = std::ranges::find_if(lines, [](auto* item) { return accessibleName(item) == "多选一 不清楚"; });
  REQUIRE(back != lines.end());
  test.screen.tap(*back);
  CHECK(test.stored("one_of_many") == "-");
  test.screen.await([&] { return test.screen.find("choice11") == nullptr; });
}

TEST_CASE("an answer that must be given is only changed") {
  FormScreen test;
  test.tap("shade", "choice1");
  CHECK(test.screen.find("field.shade/unknown") == nullptr);
  test.tap("shade", "choice2");
  CHECK(test.stored("shade") == "蓝");
}

TEST_CASE("many choices open as a list that can be searched") {
  FormScreen test;
  test.tap("one_of_many", "pick");
  test.screen.await([&] { return test.screen.find("find") != nullptr; });
  test.screen.tap("find");
  test.screen.type("eleven");
  REQUIRE(test.screen.find("choice11") != nullptr);
  CHECK(test.screen.named("甲") == nullptr);
  test.screen.tap("choice11");
  CHECK(test.stored("one_of_many") == "子");
  test.screen.await([&] { return test.screen.find("find") == nullptr; });
  CHECK(test.field("one_of_many").choices()->count() == 11);
}

TEST_CASE("words and stories are typed and saved when the cursor leaves") {
  FormScreen test;
  test.write("word", "abc");
  CHECK(test.stored("word") == "abc");
  test.write("story", "def ghi");
  CHECK(test.stored("story") == "def ghi");
}

TEST_CASE("emoji are refused with a word, rare characters of names are not") {
  FormScreen test;
  auto& word = test.field("word");
  word.type(QStringLiteral("张\U0001F600小明"));
  word.commit();
  CHECK(test.stored("word") == "-");
  CHECK(word.state() == FieldController::Error);
  CHECK(word.message() == QStringLiteral("请不要用表情符号"));
  CHECK(word.text() == QStringLiteral("张\U0001F600小明"));  // what was typed waits to be put right
  word.type(QStringLiteral("\U00020BB7小明"));               // of the second plane: a surname written so
  word.commit();
  CHECK(word.state() == FieldController::Valid);
  CHECK(test.stored("word") == "\U00020BB7小明");
  test.field("companions").addText(QStringLiteral("李明\u2764\uFE0F"));
  CHECK(test.stored("companions") == "-");
  CHECK(test.field("companions").state() == FieldController::Error);
}

TEST_CASE("a list of names grows and shrinks line by line, up to its limit") {
  FormScreen test;
  for (const char* name : {"a", "b", "c"}) {
    test.tap("companions", "line");
    test.screen.type(name);
    test.tap("companions", "add");
  }
  CHECK(test.stored("companions") == "a；b；c");
  CHECK(test.screen.find("field.companions/add") == nullptr);
  test.tap("companions", "remove1");
  CHECK(test.stored("companions") == "a；c");
  test.tap("companions", "remove0");
  test.tap("companions", "remove0");
  CHECK(test.stored("companions") == "-");
}

TEST_CASE("a name in the line of a list is kept when the page is left, and waits there while it is being typed") {
  FormScreen test;
  const auto number = test.kind.fieldByName("companions")->number;
  const auto drafts = [&] { return test.records.view(test.kind.number, test.form.subject().record).drafts; };
  test.tap("agreed", "yes");
  test.tap("companions", "line");
  test.screen.type("li si");
  CHECK(drafts()[number] == "li si");  // what a tablet that dies finds again
  CHECK(test.stored("companions") == "-");
  SECTION("the next step commits the form") {
    test.form.commit();
    CHECK(test.stored("companions") == "li si");
    CHECK(test.field("companions").text().isEmpty());
  }
  SECTION("another question is answered first") {
    test.tap("agreed", "no");
    CHECK(test.stored("companions") == "-");
    test.tap("companions", "add");
    CHECK(test.stored("companions") == "li si");
    CHECK(test.screen.find("field.companions/line")->property("text").toString().isEmpty());
  }
  SECTION("the record is read anew in the middle of the name") {
    test.form.load();
    CHECK(test.stored("companions") == "-");
    test.screen.type(" wu");
    CHECK(test.screen.find("field.companions/line")->property("text").toString() == QStringLiteral("li si wu"));
    test.tap("companions", "add");
    CHECK(test.stored("companions") == "li si wu");
  }
  SECTION("the tablet dies: whoever opens the record again finds the name in the list") {
    FormController again(schema(), test.records, test.clock, test.form.subject());
    again.load();
    CHECK(test.stored("companions") == "li si");
  }
  test.form.commit();
  CHECK(drafts().empty());
}

TEST_CASE("a number is counted by taps, or typed") {
  FormScreen test;
  test.tap("months", "more");
  test.tap("months", "more");
  test.tap("months", "more");
  CHECK(test.stored("months") == "2");
  test.tap("months", "less");
  CHECK(test.stored("months") == "1");
  test.screen.find("field.months/line")->setProperty("text", "");
  test.write("months", "9");
  CHECK(test.stored("months") == "9");
}

TEST_CASE("amounts are typed with their decimals") {
  FormScreen test;
  test.write("floor_area", "86.5");
  CHECK(test.stored("floor_area") == "86.50");
  test.write("income", "3280");
  CHECK(test.stored("income") == "3280.00");
  CHECK(test.field("income").value().toLongLong() == 328000);
}

TEST_CASE("a day is typed, taken as today, or found in the calendar") {
  FormScreen test;
  test.write("due_day", "20180312");
  CHECK(test.stored("due_day") == "2018-03-12");
  test.tap("due_day", "now");
  CHECK(test.stored("due_day") == "2018-03-16");
  test.tap("due_day", "calendar");
  test.screen.await([&] { return test.screen.find("day29") != nullptr; });
  test.screen.tap("tenBack");
  test.screen.tap("yearOn");
  CHECK(test.screen.reads("2009年"));
  test.screen.tap("month2");
  CHECK(test.screen.find("day29") == nullptr);  // 2009 was no leap year
  test.screen.tap("day28");
  CHECK(test.stored("due_day") == "2009-02-28");
}

TEST_CASE("month, year and moment have their own short ways") {
  FormScreen test;
  test.tap("due_month", "now");
  CHECK(test.stored("due_month") == "2018-03");
  test.write("due_month", "");
  CHECK_FALSE(test.field("built_year").canBeNow());  // no year that a record is of: no button
  test.field("built_year").answerNow();
  test.tap("built_year", "less");
  CHECK(test.stored("built_year") == "2017");
  test.tap("arrived", "now");
  CHECK(test.stored("arrived") == "2018-03-16 08:40:00");
}

TEST_CASE("telephone, ID number and account are typed, and doubts are said") {
  FormScreen test;
  test.write("phone", "138");
  CHECK(test.stored("phone") == "138");
  CHECK(test.field("phone").state() == FieldController::Warning);
  CHECK(test.screen.reads(test.field("phone").message()));
  test.write("id_number", "11010519491231002x");
  CHECK(test.stored("id_number") == "11010519491231002X");
  test.write("bank_account", "6222021234567890123");
  CHECK(test.field("bank_account").state() == FieldController::Valid);
}

TEST_CASE("a sensitive answer is covered again and uncovered by the eye") {
  FormScreen test;
  test.field("phone").answer("13800001234");
  test.screen.settle();
  const auto shown = [&] { return test.screen.find("field.phone/line")->property("text").toString(); };
  CHECK(shown() == "138****1234");
  test.tap("phone", "reveal");
  CHECK(shown() == "13800001234");
  test.tap("phone", "reveal");
  CHECK(shown() == "138****1234");
  CHECK(test.records.looks().size() == 1);
}

TEST_CASE("place, photo and another record are asked of the page") {
  FormScreen test;
  std::vector<QString> wanted;
  QObject::connect(&test.form, &FormController::wanted,
                   [&](FieldController* field) { wanted.push_back(field->name()); });
  test.tap("latitude", "here");
  test.tap("photo", "take");
  test.tap("other", "refer");
  CHECK(wanted == std::vector<QString>{"latitude", "photo", "other"});
}

TEST_CASE("a region is chosen by name") {
  FormScreen test;
  test.form.setRegions({{450000000001, "东风村"}, {450000000002, "上村"}});
  test.tap("lies_in", "pick");
  test.screen.await([&] { return test.screen.find("find") != nullptr; });
  test.screen.tapNamed("上村");
  CHECK(test.field("lies_in").shown() == "上村");
}

TEST_CASE("a signature is kept after each stroke and can be taken back") {
  FormScreen test;
  test.screen.draw("field.signed_with/pad", {0.1, 0.5}, {0.5, 0.4});
  const auto once = test.stored("signed_with");
  CHECK(once != "-");
  test.screen.draw("field.signed_with/pad", {0.5, 0.2}, {0.6, 0.8});
  CHECK(test.stored("signed_with").size() > once.size());
  test.tap("signed_with", "undo");
  CHECK(test.stored("signed_with") == once);
  test.tap("signed_with", "wipe");
  CHECK(test.stored("signed_with") == "-");
}

TEST_CASE("a form speaks the other language at once, its choices too") {
  FormScreen test;
  test.tap("colour", "choice1");
  test.screen.appearance().setLanguage(Appearance::English);
  test.screen.settle();
  CHECK(test.screen.reads("Agreed"));
  CHECK(test.screen.named("Colour Red") != nullptr);
  CHECK_FALSE(test.screen.reads("同意"));
  test.screen.appearance().setLanguage(Appearance::Chinese);
  test.screen.settle();
  CHECK(test.screen.reads("同意"));
}

TEST_CASE("a field added to the schema is asked, answered and saved without a line for it") {
  const auto set = builtinWith([](google::protobuf::FileDescriptorSet& files) {
    auto& message = messageIn(files, "VisitDemand");
    auto& field = *message.add_field();
    field = fieldIn(files, "VisitDemand", "urgent");
    field.set_name("shared_with_neighbours");
    field.set_json_name("sharedWithNeighbours");
    field.set_number(99);
    field.set_oneof_index(message.oneof_decl_size());
    message.add_oneof_decl()->set_name("_shared_with_neighbours");
  });
  const auto newer = Schema::parse(set);
  INFO((newer ? "" : newer.error().detail));
  REQUIRE(newer);
  FormScreen test(*newer, "visit_demand");
  test.tap("shared_with_neighbours", "yes");
  CHECK(test.stored("shared_with_neighbours") == "是");
}

}  // namespace bf::test
