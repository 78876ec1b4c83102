#include "app/controllers/record_lines.h"

#include <QUrl>
#include <functional>
#include <map>

#include "app/evidence_box.h"
#include "app/forms/field_value.h"
#include "app/forms/keepers.h"
#include "app/models/household_facts.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "shared/schema/mask.h"

namespace bf {
namespace {

/// What a rule below works with.
struct Reading {
  const KindSpec& kind;
  const FileRecord& record;
  Day today;
  [[nodiscard]] QString shown(std::string_view field) const { return shownIn(kind, record.fields, field); }
  [[nodiscard]] std::int64_t number(std::string_view field) const {
    return integerIn(record.fields, numberOf(kind, field));
  }
  [[nodiscard]] Answer answer(std::string_view field) const { return answerIn(record.fields, numberOf(kind, field)); }
  [[nodiscard]] QString day(std::string_view field) const {
    const auto day = static_cast<Day>(number(field));
    return day == 0 ? QString() : dayWords(day, today);
  }
};

/// What people wrote stands on a line of its own.
QString below(const QString& first, const QString& second) {
  return first.isEmpty() || second.isEmpty() ? first + second : first + QLatin1Char('\n') + second;
}

QString joined(QStringList parts) {
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

void member(const Reading& of, FactLine& line) {
  const auto birth = static_cast<Day>(of.number("birth_date"));
  line.title = of.shown("name");
  line.subtitle = joined({of.shown("relation"), of.shown("sex"),
                          birth == 0 ? QString() : words("%1岁", "age %1").arg(ageOn(birth, of.today)),
                          of.shown("labour"), of.shown("school_stage")});
  line.symbol = QStringLiteral("person");
  if (of.number("departure") != 0) {
    line.badge = words("已离开（%1）", "Gone (%1)").arg(of.shown("departure"));
  } else if (of.answer("dropped_out") == Answer::yes) {
    line.badge = words("失学辍学", "Out of school");
    line.tone = Tone::Bad;
  }
}

void visit(const Reading& of, FactLine& line) {
  line.title = joined({of.day("visit_date"), of.shown("purpose")});
  line.subtitle =
      below(joined({of.shown("visitor_name"), of.shown("visitor_duty"), of.shown("met")}), of.shown("conversation"));
  line.symbol = QStringLiteral("clock");
  const bool finished = fieldIn(of.record.fields, finishedField) != nullptr;
  line.tone = finished ? Tone::Good : Tone::Warning;
  const bool correction = fieldIn(of.record.fields, correctsField) != nullptr;
  line.badge = correction ? (finished ? words("更正，已完成", "Correction, finished")
                                      : words("更正，未完成", "Correction, not finished"))
                          : (finished ? words("已完成", "Finished") : words("未完成", "Not finished"));
}

void problem(const Reading& of, FactLine& line) {
  const auto deadline = static_cast<Day>(of.number("deadline"));
  const bool closed = of.number("state") == choice::problemVerified;
  const bool overdue = !closed && deadline != 0 && deadline < of.today;
  line.title = of.shown("item");
  const auto due = deadline == 0 ? QString() : words("期限%1", "due %1").arg(of.day("deadline"));
  line.subtitle = below(of.shown("content"), joined({of.shown("unit"), due}));
  line.symbol = closed ? QStringLiteral("checkCircle") : overdue ? QStringLiteral("warning") : QStringLiteral("flag");
  line.tone = closed ? Tone::Good : overdue ? Tone::Bad : Tone::Warning;
  line.badge =
      joined({of.shown("state"),
              overdue ? words("超期%1天", "%1 days overdue").arg(daysBetween(deadline, of.today)) : QString()});
}

void assessment(const Reading& of, FactLine& line) {
  const auto grade = of.number("grade");
  const bool seen = of.number("method") == choice::methodSight;
  line.title = seen ? words("目测为%1", "Looks like: %1").arg(of.shown("grade"))
                    : words("鉴定为%1", "Assessed: %1").arg(of.shown("grade"));
  line.subtitle =
      joined({of.day("assessed_date"), of.shown("method"), of.shown("structure"), of.shown("danger_parts")});
  line.symbol = QStringLiteral("household");
  line.tone = grade == 0 ? Tone::Unknown : grade <= choice::gradeB ? Tone::Good : Tone::Bad;
}

void renovation(const Reading& of, FactLine& line) {
  const auto state = of.number("state");
  line.title = words("%1年危房改造", "Renovation of %1").arg(of.number("plan_year"));
  line.subtitle = joined({of.shown("mode"), of.shown("subsidy"), of.day("due_date")});
  line.symbol = QStringLiteral("tools");
  line.badge = of.shown("state");
  line.tone = state >= choice::renovationAccepted && state <= choice::renovationPaid ? Tone::Good : Tone::Warning;
}

void stage(const Reading& of, FactLine& line) {
  line.title = of.shown("stage");
  line.subtitle = joined({of.day("stage_date"), of.shown("person"), of.shown("amount")});
  line.symbol = QStringLiteral("check");
  line.tone = Tone::Good;
}

void enrolment(const Reading& of, FactLine& line) {
  const auto met = both(of.answer("resident_medical"), of.answer("severe_medical"));
  const auto word = [&](std::string_view field, const char* zh, const char* en) {
    const auto answer = of.answer(field);
    return answer == Answer::unknown
               ? QString()
               : words(zh, en) + (answer == Answer::yes ? words("已参加", " yes") : words("未参加", " no"));
  };
  line.title = words("%1年", "%1").arg(of.number("year"));
  line.subtitle = joined({word("resident_medical", "基本医保", "basic medical"),
                          word("severe_medical", "大病保险", "grave illness"),
                          word("resident_pension", "养老保险", "pension"), of.shown("medical_payer")});
  line.symbol = QStringLiteral("medical");
  line.tone = met == Answer::yes ? Tone::Good : met == Answer::no ? Tone::Bad : Tone::Unknown;
  line.badge = met == Answer::yes  ? words("医疗有保障", "Covered")
               : met == Answer::no ? words("医疗未保障", "Not covered")
                                   : words("未采集", "Not collected");
}

void helper(const Reading& of, FactLine& line) {
  line.title = of.shown("name");
  line.subtitle = joined({of.shown("unit"), of.shown("duty"), of.shown("help_type"), of.shown("phone")});
  line.symbol = QStringLiteral("people");
}

void measure(const Reading& of, FactLine& line) {
  line.title = of.shown("batch");
  line.subtitle = joined({of.shown("content"), of.shown("person"), of.day("due_date")});
  line.symbol = QStringLiteral("tools");
  line.badge = of.shown("state");
  line.tone = Tone::Info;
}

void income(const Reading& of, FactLine& line) {
  line.title = words("%1年收入", "Income of %1").arg(of.number("year"));
  line.subtitle = joined({words("工资", "wages") + QLatin1Char(' ') + of.shown("wages"),
                          words("经营", "business") + QLatin1Char(' ') + of.shown("business"), of.shown("source")});
  line.symbol = QStringLiteral("money");
}

void evidence(const Reading& of, FactLine& line) {
  line.title = of.shown("evidence_type");
  line.subtitle = joined({momentWords(of.number("taken"), of.today), of.shown("taken_by"), of.shown("caption")});
  line.symbol = QStringLiteral("picture");
}

void household(const Reading& of, FactLine& line) {
  line.title = of.shown("head_name");
  line.subtitle = joined({of.shown("group_name"), of.shown("status")});
  line.symbol = QStringLiteral("household");
}

void village(const Reading& of, FactLine& line) {
  line.title = of.shown("name");
  line.subtitle = joined({of.shown("village_type"), of.shown("exit_year")});
  line.symbol = QStringLiteral("village");
}

void villageYear(const Reading& of, FactLine& line) {
  const auto said = [&](const char* field) {
    const auto text = of.shown(field);
    return text.isEmpty() ? QString() : words(of.kind.fieldByName(field)->label) + QLatin1Char(' ') + text;
  };
  line.title = words("%1年村情", "The village in %1").arg(of.number("year"));
  line.subtitle = joined({said("income_per_capita"), said("collective_income")});
  line.symbol = QStringLiteral("document");
}

void natural(const Reading& of, FactLine& line) {
  line.title = of.shown("name");
  line.subtitle = joined({of.shown("households"), of.shown("persons")});
  line.symbol = QStringLiteral("village");
}

using Rule = void (*)(const Reading&, FactLine&);
Rule ruleOf(std::string_view kind) {
  static const std::map<std::string_view, Rule> rules{{"member", member},           {"visit", visit},
                                                      {"problem", problem},         {"housing_assessment", assessment},
                                                      {"renovation", renovation},   {"renovation_stage", stage},
                                                      {"enrolment", enrolment},     {"helper_assignment", helper},
                                                      {"measure", measure},         {"income", income},
                                                      {"evidence", evidence},       {"natural_village", natural},
                                                      {"household", household},     {"village", village},
                                                      {"village_year", villageYear}};
  const auto at = rules.find(kind);
  return at == rules.end() ? nullptr : at->second;
}

/// The first answers of the form, whatever they are.
void plain(const Reading& of, FactLine& line) {
  constexpr int answersMost = 4;
  QStringList answers;
  for (const auto* field : of.kind.form())
    if (answers.size() < answersMost) {
      const auto text = of.shown(field->name);
      if (!text.isEmpty()) answers << text;
    }
  line.title = words(of.kind.label);
  line.subtitle = joined(answers);
  line.symbol = QStringLiteral("document");
}

}  // namespace

QString shownIn(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
  const auto* field = kind.fieldByName(name);
  if (field == nullptr || field->type == FieldType::bytes) return {};
  const auto value = valueIn(*field, fields);
  if (std::holds_alternative<std::monostate>(value)) return {};
  if (field->sensitivity == Sensitivity::sensitive)
    return words(mask(*field, display(*field, value, screenLanguage())));
  return readable(*field, value, screenLanguage());
}

QString addressOf(const EvidenceBox& box, const KindSpec& evidence, const std::vector<Field>& fields,
                  std::string_view hashField) {
  const auto hash = Hash::from(textIn(fields, numberOf(evidence, hashField)));
  const auto path = hash ? box.pathOf(*hash) : Result<std::string>(fail(Errc::notFound));
  return path ? QUrl::fromLocalFile(words(*path)).toString() : QString();
}

FactLine lineOf(const Schema& schema, const FileRecord& record, Day today) {
  FactLine line;
  const auto* kind = schema.kind(record.row.kind);
  if (kind == nullptr) return line;
  const Reading reading{*kind, record, today};
  line.key = keyOf(record.row.kind, record.row.id);
  if (const auto rule = ruleOf(kind->name)) rule(reading, line);
  else plain(reading, line);
  if (line.title.isEmpty()) line.title = words(kind->label);
  // One that is removed for good is in no list.
  if (fieldIn(record.fields, removalField) != nullptr) {
    line.badge = words("删除待定", "Removal undecided");
    line.tone = Tone::Warning;
  }
  return line;
}

QString roleWords(std::uint32_t role) { return words(roleLabel(role)); }

QString momentWords(Micros at, Day today) {
  if (at == 0) return {};
  constexpr Micros minute = 60'000'000;
  const auto minutes = (at / minute + 8 * 60) % (24 * 60);
  const auto pad = [](Micros part) { return QStringLiteral("%1").arg(part, 2, 10, QLatin1Char('0')); };
  return dayWords(dayOf(at), today) + QLatin1Char(' ') + pad(minutes / 60) + QLatin1Char(':') + pad(minutes % 60);
}

}  // namespace bf
