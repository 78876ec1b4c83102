#include "shared/exchange/cell_value.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/base/crypto.h"
#include "tests/seed.h"

using namespace bf;

namespace {

const FieldSpec& fieldOf(const char* kind, const char* field) {
  const KindSpec* spec = builtinSchema().kindByName(kind);
  REQUIRE(spec != nullptr);
  const FieldSpec* found = spec->fieldByName(field);
  REQUIRE(found != nullptr);
  return *found;
}

std::expected<Value, CellProblem> read(const FieldSpec& field, std::string_view text, CellKind kind = CellKind::text) {
  return CellReader(field).read({text, kind});
}

/// The code of the problem, or "" when the cell was read.
std::string problem(const char* kind, const char* field, std::string_view text) {
  const auto value = read(fieldOf(kind, field), text);
  return value ? "" : value.error().code;
}

std::int64_t number(const char* kind, const char* field, std::string_view text) {
  const auto value = read(fieldOf(kind, field), text);
  INFO(field << " " << text << " " << (value ? "" : value.error().message.en));
  REQUIRE(value);
  REQUIRE(std::holds_alternative<std::int64_t>(*value));
  return std::get<std::int64_t>(*value);
}

std::vector<std::int64_t> numbers(const char* kind, const char* field, std::string_view text) {
  const auto value = read(fieldOf(kind, field), text);
  INFO(field << " " << text << " " << (value ? "" : value.error().message.en));
  REQUIRE(value);
  REQUIRE(std::holds_alternative<std::vector<std::int64_t>>(*value));
  return std::get<std::vector<std::int64_t>>(*value);
}

}  // namespace

TEST_CASE("a choice is read by label, English label, name, national code and older name") {
  for (const char* text : {"男", "Male", "male", "SEX_MALE", "1", " 男 ", "１"})
    CHECK(number("member", "sex", text) == 1);
  for (const char* text : {"汉族", "汉", "01", "1", "HA", "Han"}) CHECK(number("member", "nation", text) == 1);
  CHECK(number("household", "status", "自然减员") == number("household", "status", "STATUS_ENDED"));
  CHECK(number("member", "work_place", "乡(镇)内务工") == number("member", "work_place", "乡（镇）内务工"));
}

TEST_CASE("a text that is no choice says which choices there are") {
  const auto value = read(fieldOf("member", "sex"), "不男不女");
  REQUIRE_FALSE(value);
  CHECK(value.error().code == "notAChoice");
  CHECK(value.error().message.zh == "不在选项之内，可选：男、女");
  CHECK(value.error().message.en == "not among the choices; one of: Male, Female");
  const std::string nations = read(fieldOf("member", "nation"), "火星族").error().message.zh;
  CHECK(nations.find("等" + std::to_string(fieldOf("member", "nation").choices.size()) + "项") != std::string::npos);
}

TEST_CASE("several choices come with any separator, and labels may contain one") {
  CHECK(numbers("member", "health", "患有大病、残疾") == std::vector<std::int64_t>{3, 4});
  CHECK(numbers("member", "health", "残疾；患有大病, 残疾") == std::vector<std::int64_t>{3, 4});
  CHECK(numbers("household", "devices", "无").empty());
  CHECK(problem("member", "health", "残疾、感冒") == "notAChoice");
  CHECK(problem("household", "other_causes", "因病、因残、因学") == "tooMany");
  CHECK(number("household", "house_structure", "砖瓦砖木、砖石窑洞") ==
        number("household", "house_structure", "砖瓦砖木"));
}

TEST_CASE("a choice of a newer version comes back as it was shown") { CHECK(number("member", "sex", "#7") == 7); }

TEST_CASE("dates, months and years are read in every way that offices write them") {
  for (const char* text : {"2018-08-01", "2018/8/1", "20180801", "2018年8月1日", "43313"}) {
    CHECK(number("member", "birth_date", text) == 20180801);
  }
  for (const char* text : {"2018-08", "201808", "2018年8月", "2018/8", "2018-08-01"}) {
    CHECK(number("member", "pension_since", text) == 201808);
  }
  for (const char* text : {"2018", "2018年", "2018年度", "2018-01-01"}) {
    CHECK(number("household", "exit_year", text) == 2018);
  }
  CHECK(problem("member", "birth_date", "1958") == "unreadable");
  CHECK(problem("member", "birth_date", "2018-02-30") == "unreadable");
  CHECK(problem("member", "pension_since", "2018-13") == "unreadable");
  CHECK(problem("household", "exit_year", "18") == "unreadable");
}

TEST_CASE("money is in yuan and comes as fen; other amounts with their scale and unit") {
  CHECK(number("income", "wages", "12,345.6") == 1234560);
  CHECK(number("income", "wages", "1200元") == 120000);
  CHECK(number("income", "wages", "1.2万元") == 1200000);
  CHECK(number("household", "farmland", "3.5亩") == 350);
  CHECK(number("household", "latitude", "23.9321234") == 239321234);
  CHECK(problem("income", "wages", "约三千") == "unreadable");
  CHECK(problem("income", "wages", "1.234") == "unreadable");
  CHECK(problem("income", "wages", "-5") == "outsideLimits");
  CHECK(read(fieldOf("income", "wages"), "-5").error().message.zh == "不能小于 0.00");
  CHECK(read(fieldOf("household", "persons"), "201").error().message.zh == "超出允许范围 0 至 200");
  CHECK(read(fieldOf("member", "months_worked"), "13").error().message.zh == "超出允许范围 0 至 12");
}

TEST_CASE("numbers that a spreadsheet has cut are refused, not kept") {
  CHECK(problem("member", "id_number", "4.41424E+17") == "cutNumber");
  CHECK(problem("household", "account", "6.21797E+18") == "cutNumber");
  CHECK(problem("household", "register_number", "4.41424100E+15") == "cutNumber");
  CHECK(problem("household", "phone", "1.38E+10") == "cutNumber");
}

TEST_CASE("ID numbers, accounts and phones come in one form") {
  const auto text = [](const char* kind, const char* field, std::string_view cell) {
    return std::get<std::string>(read(fieldOf(kind, field), cell).value());
  };
  CHECK(text("member", "id_number", "\t44142419800101901x ") == "44142419800101901X");
  CHECK(text("household", "account", "6217 9663 3763 2177") == "6217966337632177");
  for (const char* written : {"４４１４２４１００２１１０００２", "4414 2410 0211\u30000002", "'4414241002110002",
                              "\u20184414241002110002", "4414241002110002\u00A0"})
    CHECK(text("household", "register_number", written) == "4414241002110002");
  CHECK(text("household", "phone", " ０７５３-4431234") == "0753-4431234");
}

TEST_CASE("what offices write instead of leaving a cell empty is no answer, except where it is one") {
  for (const char* text : {"", " ", "-", "/", "—", "不详", "未采集", "N/A"}) {
    CHECK(std::holds_alternative<std::monostate>(read(fieldOf("household", "water_safe"), text).value()));
    CHECK(std::holds_alternative<std::monostate>(read(fieldOf("household", "farmland"), text).value()));
  }
  CHECK(std::get<std::string>(read(fieldOf("household", "note"), "-").value()) == "-");
}

TEST_CASE("a formula with an error, a text too long and a wrong yes or no are problems") {
  CHECK(read(fieldOf("household", "note"), "#REF!", CellKind::broken).error().code == "formulaError");
  CHECK(problem("household", "head_name", std::string(61, 'x')) == "tooLong");
  std::string characters;
  for (int i = 0; i < 60; ++i) characters += "䶮";
  CHECK(problem("household", "head_name", characters).empty());
  CHECK(problem("household", "water_safe", "好像是") == "unreadable");
}

TEST_CASE("texts in a list are parted at semicolons, or at commas where there is none") {
  using List = std::vector<std::string>;
  const auto list = [](std::string_view cell) {
    return std::get<List>(read(fieldOf("village", "industries"), cell).value());
  };
  CHECK(list("油茶、蜜柚,茶叶") == List{"油茶", "蜜柚", "茶叶"});
  CHECK(list("油茶、蜜柚；茶叶") == List{"油茶、蜜柚", "茶叶"});
  CHECK(problem("village", "industries", "1,2,3,4,5,6,7,8,9,10,11") == "tooMany");
}

namespace {

Value anyValue(SeededRandom& random, const FieldSpec& field) {
  const auto within = [&](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low) + 1));
  };
  const auto text = [&](bool list) {
    static const std::vector<std::string> parts{"张", "䶮", "𠅤", "=", "'", "\"", "·", "a", "、", ",", "x y", "1"};
    std::string made = "字";
    for (std::uint64_t i = random.below(5); i > 0; --i) made += parts[random.below(parts.size())];
    return list ? made : made + (random.chance(20) ? "；" : "");
  };
  switch (field.type) {
    case FieldType::boolean: return random.chance(50);
    case FieldType::choice: return field.choices[random.below(field.choices.size())].number;
    case FieldType::choices: {
      std::vector<std::int64_t> chosen;
      for (std::uint64_t i = random.below(std::min<std::uint64_t>(field.countMax, field.choices.size()) + 1); i > 0;
           --i) {
        chosen.push_back(field.choices[random.below(field.choices.size())].number);
      }
      std::sort(chosen.begin(), chosen.end());
      chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
      return chosen;
    }
    case FieldType::texts: {
      std::vector<std::string> texts{text(true)};
      if (random.chance(60)) texts.push_back(text(true));
      return texts;
    }
    case FieldType::text:
      if (field.question == Question::idNumber || field.question == Question::account ||
          field.search == SearchRole::registerNumber)
        return std::string("62179663376321779");
      if (field.question == Question::phone) return std::string("0753-4431234");
      return text(false);
    default: break;
  }
  switch (field.question) {
    case Question::date: return within(1900, 2100) * 10000 + within(1, 12) * 100 + within(1, 28);
    case Question::month: return within(1900, 2100) * 100 + within(1, 12);
    case Question::year: return within(1900, 2100);
    case Question::instant: return within(0, 4'000'000'000'000'000);
    default: return within(field.min.value_or(-1'000'000), field.max.value_or(1'000'000'000));
  }
}

}  // namespace

TEST_CASE("any value of any field of any kind comes back from its cell, in both languages") {
  SeededRandom random(test::seed());
  std::size_t fields = 0;
  for (const KindSpec& kind : builtinSchema().kinds()) {
    for (const FieldSpec& field : kind.fields) {
      if (!isColumn(field)) continue;
      ++fields;
      const CellReader reader(field);
      for (int i = 0; i < 6; ++i) {
        const Value value = anyValue(random, field);
        for (const Language language : {Language::chinese, Language::english}) {
          const std::string text = cellText(field, value, language);
          INFO(kind.name << "." << field.name << " as " << text);
          const auto again = reader.read({text, CellKind::text});
          REQUIRE(again);
          REQUIRE(*again == value);
        }
      }
    }
  }
  CHECK(fields > 400);
}
